"""Reports that are withheld 不予公开: each a page that says so and why, and lists of them beside those that are published."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Final, NamedTuple

from markupsafe import Markup

from generator.catalog import Catalog, ProjectKey, Stub
from generator.language import N_, _, counted
from generator.site import addresses, parts
from generator.site.pages.page import Edition, Head, Link, Page, crumbs
from generator.site.pages.shares import Turn, turn_of, turned
from generator.site.templates import filters
from generator.site.templates.environment import render


class StubLine(NamedTuple):
    """A withheld report in a list."""

    report: Link
    agency: Link
    year: Link
    basis: str
    by: str


class WithheldView(NamedTuple):
    """Withheld reports beside a list of published ones; `words` count them. Of too many there are no `lines`, `whole` leads to them."""

    words: str
    lines: tuple[StubLine, ...]
    whole: Link


class StubsView(NamedTuple):
    """Every withheld report, the newest year first; where they are too many, by year and agency, as `groups` lead to them."""

    head: Head
    withheld: WithheldView
    groups: tuple[tuple[Link, str], ...] = ()
    turn: Turn | None = None


LONGEST: Final = 1000
"""The most withheld reports of one page: a line takes 600 bytes."""
BESIDE: Final = 100
"""The most beside a list of published ones."""


class StubView(NamedTuple):
    """The page of one withheld report: all that is published of it."""

    head: Head
    facts: tuple[tuple[str, str], ...]
    ways: tuple[Link, ...]


def withheld_pages(edition: Edition) -> Iterator[Page]:
    """Yield a page for every withheld report, and one that lists them all; none where there is none."""
    catalog, address = edition.catalog, addresses.WITHHELD
    if not catalog.withheld:
        return
    yield from _lists(catalog, address)
    projects = _projects(catalog)
    for stub in catalog.withheld:
        project = projects.get((stub.id.agency, stub.id.project))
        yield Page(address_of(stub), render("stub", _stub(catalog, stub, project)))


def _lists(catalog: Catalog, address: str) -> Iterator[Page]:
    """Yield the page of all withheld reports, and those of its parts where they are too many."""
    crumb, found = _("不予公开的报告"), _newest_first(catalog.withheld)
    cut = parts.cut(found, lambda stub: (str(stub.id.year), stub.id.agency, stub.id.project), LONGEST, "-")

    def view(stubs: Sequence[Stub], at: str, head: Head, cut: Sequence[parts.Part[Stub]]) -> StubsView:
        shown = _view(catalog, () if cut else stubs, at)
        return StubsView(head, shown, tuple((_way(part, at), _count(part.members)) for part in cut))

    head = Head(crumb, crumbs(address, (crumb, None)), (_count(found),))
    yield Page(address, render("withheld", view(found, address, head, cut)))
    for part, before, after in turned(cut):
        at = addresses.below(address, part.name)
        title = _("{title}：{part}", title=crumb, part=_named(part))
        head = Head(title, crumbs(at, (crumb, address), (_named(part), None)), (_count(part.members),))
        turn = turn_of(cut, part, (before, after), N_("第 {first}–{last} 份，共 {count} 份"), partial(_way, origin=at))
        yield Page(at, render("withheld", view(part.members, at, head, part.parts)._replace(turn=turn)))


def _way(part: parts.Part[Stub], origin: str) -> Link:
    return Link(_named(part), addresses.href(origin, addresses.below(addresses.WITHHELD, part.name)))


def _named(part: parts.Part[Stub]) -> str:
    """Return a part's name as its readers meet it: the year, then whose."""
    return part.name.replace("-", " · ", 1)


def _count(stubs: Sequence[Stub]) -> str:
    return counted("{count} 份报告", len(stubs))


def _newest_first(stubs: Sequence[Stub]) -> list[Stub]:
    return sorted(stubs, key=lambda stub: (-stub.id.year, stub.id))


def beside(catalog: Catalog, stubs: Sequence[Stub], origin: str) -> WithheldView | None:
    """Return some withheld reports for the page at `origin`; None where there are none."""
    if not stubs:
        return None
    view = _view(catalog, () if len(stubs) > BESIDE else stubs, origin)
    return view._replace(words=counted("另有 {count} 份依法不予公开，只列单位和依据，名称可以公开的列出名称", len(stubs)))


def _view(catalog: Catalog, stubs: Sequence[Stub], origin: str) -> WithheldView:
    return WithheldView("", tuple(_line(catalog, stub, origin) for stub in _newest_first(stubs)), _whole(origin))


def title_of(stub: Stub) -> str:
    """Return a withheld report's title, or that it has none for the public."""
    return _("不予公开的项目") if stub.title is None else filters.one_line(stub.title)


def address_of(stub: Stub) -> str:
    """Return the address of a withheld report: the one it would have."""
    return addresses.report(stub.id.year, stub.id.agency, stub.id.project)


def _whole(origin: str) -> Link:
    return Link(_("不予公开的报告"), addresses.href(origin, addresses.WITHHELD))


def _line(catalog: Catalog, stub: Stub, origin: str) -> StubLine:
    year, agency = _steps(catalog, stub)
    return StubLine(
        report=Link(title_of(stub), addresses.href(origin, address_of(stub))),
        agency=Link(agency[0], _href(origin, agency[1])),
        year=Link(year[0], _href(origin, year[1])),
        basis=filters.one_line(stub.basis),
        by=filters.one_line(stub.by),
    )


def _href(origin: str, target: str | None) -> Markup | None:
    return None if target is None else addresses.href(origin, target)


def _steps(catalog: Catalog, stub: Stub) -> tuple[tuple[str, str | None], tuple[str, str | None]]:
    """Return the year and the agency with their pages, which they have where something else of them is published, as far as `catalog` knows."""
    id = stub.id
    published = catalog.by_year.get(id.year, ())
    has_agency = any(entry.id is not None and entry.id.agency == id.agency for entry in published)
    return (
        (_("{year} 年", year=id.year), addresses.year(id.year) if published else None),
        (catalog.agency_name(id.agency), addresses.agency_year(id.year, id.agency) if has_agency else None),
    )


def _stub(catalog: Catalog, stub: Stub, project: ProjectKey | None) -> StubView:
    address, title = address_of(stub), title_of(stub)
    years = () if project is None else (Link(_("这个项目的其他年度"), addresses.href(address, addresses.project(*project))),)
    year, agency = _steps(catalog, stub)
    sub = (_("演示数据"),) if stub.demo else ()
    return StubView(
        head=Head(
            title=title,
            crumbs=crumbs(address, *(step for step in (year, agency) if step[1] is not None)),
            sub=(
                *sub,
                _("{year} 年度项目支出绩效自评", year=stub.id.year),
                filters.one_line(catalog.agency_name(stub.id.agency)),
            ),
            description=_("这份报告依法不予公开：{basis}", basis=filters.one_line(stub.basis)),
        ),
        facts=tuple(
            (label, filters.one_line(text))
            for label, text in (
                (_("单位"), catalog.agency_name(stub.id.agency)),
                (_("年度"), str(stub.id.year)),
                (_("依据"), stub.basis),
                (_("理由"), stub.reason),
                (_("决定"), stub.by),
                (_("决定日期"), "" if stub.date is None else str(stub.date)),
            )
            if text
        ),
        ways=(*years, _whole(address)),
    )


def _projects(catalog: Catalog) -> dict[ProjectKey, ProjectKey]:
    """Return the project that an address belongs to: one of its reports has it, or says that it continues it."""
    found = {(id.agency, id.project): key for id, key in catalog.project_of.items()}
    for id, entry in catalog.by_id.items():
        if (before := entry.cover.predecessor) is not None:
            found.setdefault((before.agency, before.project), catalog.project_of[id])
    return found

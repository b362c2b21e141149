"""Reports that are withheld 不予公开: each a page that says so and why, and lists of them beside those that are published."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from generator.catalog import Catalog, ProjectKey, Stub
from generator.language import _, counted
from generator.site import addresses, filters
from generator.site.environment import render
from generator.site.pages.page import Edition, Head, Link, Page, crumbs


@dataclass(frozen=True, slots=True)
class StubLine:
    """A withheld report in a list."""

    report: Link
    agency: Link
    year: Link
    basis: str
    by: str


@dataclass(frozen=True, slots=True)
class WithheldView:
    """Withheld reports beside a list of published ones; `words` count them."""

    words: str
    lines: tuple[StubLine, ...]
    whole: Link


@dataclass(frozen=True, slots=True)
class StubsView:
    """Every withheld report, the newest year first."""

    head: Head
    withheld: WithheldView


@dataclass(frozen=True, slots=True)
class StubView:
    """The page of one withheld report: all that is published of it."""

    head: Head
    facts: tuple[tuple[str, str], ...]
    ways: tuple[Link, ...]


def withheld_pages(edition: Edition) -> Iterator[Page]:
    """Yield a page for every withheld report, and one that lists them all; none where there is none."""
    catalog, address = edition.catalog, addresses.WITHHELD
    if not catalog.withheld:
        return
    view = beside(catalog, catalog.withheld, address)
    assert view is not None
    head = Head(
        _("不予公开的报告"), crumbs(address, (_("不予公开的报告"), None)), (counted("{count} 份报告", len(catalog.withheld)),)
    )
    yield Page(address, render("withheld", StubsView(head, view)))
    projects = _projects(catalog)
    for stub in catalog.withheld:
        project = projects.get((stub.id.agency, stub.id.project))
        yield Page(address_of(stub), render("stub", _stub(catalog, stub, project)))


def beside(catalog: Catalog, stubs: Sequence[Stub], origin: str) -> WithheldView | None:
    """Return some withheld reports for the page at `origin`; None where there are none."""
    if not stubs:
        return None
    newest_first = sorted(stubs, key=lambda stub: (-stub.id.year, stub.id))
    return WithheldView(
        words=counted("另有 {count} 份依法不予公开，只列名称、单位和依据", len(stubs)),
        lines=tuple(_line(catalog, stub, origin) for stub in newest_first),
        whole=_whole(origin),
    )


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

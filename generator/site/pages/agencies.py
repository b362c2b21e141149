"""The agencies, and an agency across years."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Final, NamedTuple, TypeAlias

from generator.catalog import Catalog
from generator.language import N_, _, counted
from generator.site import addresses, parts
from generator.site.charts.money import MoneyChart, years_chart
from generator.site.pages import matrix
from generator.site.pages.departments import departments_of
from generator.site.pages.digest import Digest, digest_of
from generator.site.pages.figures import Stat, Tile, spread_of, stats_of, words_of
from generator.site.pages.listing import Listed, Tools, listing, tools_of
from generator.site.pages.matrix import Matrix, projects_of
from generator.site.pages.page import Edition, Head, Link, Page, crumbs
from generator.site.pages.shares import Body, Whole, from_to
from generator.site.pages.sums import MoneyTable, money_table
from generator.site.pages.withheld import WithheldView, beside
from generator.site.templates import filters
from generator.site.templates.environment import render
from generator.summary.spending import Entries, by_year


class AgenciesView(NamedTuple):
    """All agencies that have published a report; by province where they are many, otherwise in one group without a name.

    Where they are too many, those with the most reports, and the `letters` of all of them.
    """

    head: Head
    groups: tuple[tuple[str | None, tuple[Tile, ...]], ...]
    departments: tuple[Tile, ...]
    letters: MoneyTable | None


class AgencyView(NamedTuple):
    """One agency across years. `money` is None where there is one year only: the table says it all.

    Where there are too many projects `letters` lead to them in place of `projects`; where too many reports, a `digest` stands
    in place of the list.
    """

    head: Head
    facts: tuple[tuple[str, str], ...]
    department: Link | None
    stats: tuple[Stat, ...]
    years: MoneyTable
    money: MoneyChart | None
    projects: Matrix | None
    letters: MoneyTable | None
    reports: tuple[Listed, ...]
    tools: Tools | None
    digest: Digest | None
    withheld: WithheldView | None


_Agency: TypeAlias = tuple[str, Entries]
_Project: TypeAlias = tuple[str, Entries]
"""What an agency or a project is called in its address, and its reports, the newest first."""

_MANY: Final = 24
LONGEST: Final = 500
"""The most agencies of one page, and the most departments: a tile takes 700 bytes."""


def agencies_pages(edition: Edition) -> Iterator[Page]:
    """Yield the page of all agencies, and those of its parts where they are too many."""
    catalog, address = edition.catalog, addresses.AGENCIES
    cut = _agencies(edition)
    published = counted("{count} 个单位公开了绩效自评", len(catalog.by_agency))
    view = AgenciesView(
        head=Head(counted("单位", 2), crumbs(address, (counted("单位", 2), None)), (published,)),
        groups=tuple(_most(edition, address) if cut.cut else _by_region(edition, address)),
        departments=_departments(catalog, address),
        letters=cut.letters(tuple(catalog.by_id.values())) if cut.cut else None,
    )
    yield Page(address, render("agencies", view))
    yield from cut.pages(lambda members, at, _letter: Body(agencies=tuple(_tile(edition, *member, at) for member in members)))


def _agencies(edition: Edition) -> Whole[_Agency]:
    """Return the agencies by letter; where there are few, they have no parts."""
    return Whole(
        addresses.AGENCIES,
        counted("单位", 2),
        ((counted("单位", 2), addresses.AGENCIES),),
        parts.cut(sorted(edition.catalog.by_agency.items()), lambda agency: agency[0], LONGEST),
        lambda members: (_reports(members), from_to([edition.catalog.agency_name(slug) for slug, _entries in members])),
        N_("第 {first}–{last} 个单位，共 {count} 个"),
    )


def _by_region(edition: Edition, address: str) -> Iterator[tuple[str | None, tuple[Tile, ...]]]:
    groups: dict[str | None, list[Tile]] = {}
    by_agency = edition.catalog.by_agency
    for slug, entries in sorted(by_agency.items(), key=lambda item: (_place(edition, item[0]), item[0])):
        region = _region(edition, slug)
        name = (region or (_("地区未载"),))[0] if len(by_agency) > _MANY else None
        groups.setdefault(name, []).append(_tile(edition, slug, entries, address))
    return ((name, tuple(tiles)) for name, tiles in groups.items())


def _most(edition: Edition, address: str) -> Iterator[tuple[str, tuple[Tile, ...]]]:
    found = sorted(edition.catalog.by_agency.items(), key=lambda agency: (-len(agency[1]), agency[0]))[:_MANY]
    yield _("报告最多的单位"), tuple(_tile(edition, slug, entries, address) for slug, entries in found)


def _tile(edition: Edition, slug: str, entries: Entries, origin: str) -> Tile:
    link = Link(edition.catalog.agency_name(slug), addresses.href(origin, addresses.agency(slug)))
    return Tile(link, spread_of(entries), words_of(entries), "".join(_region(edition, slug)) or _("地区未载"))


def _departments(catalog: Catalog, address: str) -> tuple[Tile, ...]:
    """Return the departments, of very many those with the most reports: their agencies lead to the others."""
    found = departments_of(catalog)
    shown = sorted(found, key=lambda slug: (-len(found[slug]), slug))[:LONGEST]
    return tuple(
        Tile(
            Link(catalog.department_name(slug) or slug, addresses.href(address, addresses.department(slug))),
            spread_of(found[slug]),
            words_of(found[slug]),
        )
        for slug in sorted(shown)
    )


def agency_pages(edition: Edition) -> Iterator[Page]:
    """Yield a page for every agency."""
    catalog = edition.catalog
    for slug, entries in catalog.by_agency.items():
        address, name = addresses.agency(slug), catalog.agency_name(slug)
        years = by_year(entries)
        cut = _projects(edition, entries, address, name)
        digest = _digest(edition, entries, address, name) if len(entries) > parts.LONGEST else None
        rows, stubs = listing(edition, entries, address) if digest is None else (), catalog.withheld_of(agency=slug)
        view = AgencyView(
            head=Head(name, crumbs(address, (counted("单位", 2), addresses.AGENCIES), (name, None)), (words_of(entries),)),
            facts=tuple(_facts(edition, slug)),
            department=_department(edition, slug, address),
            stats=stats_of(entries, sum(bool(edition.findings_of(entry)) for entry in entries)),
            years=money_table(_("年度"), _("各年度的预算、执行与等级"), _lines(slug, years, address), entries),
            money=years_chart(years),
            projects=None if cut.cut else matrix.matrix_of(edition, entries, address, _("各项目历年得分与等级")),
            letters=cut.letters(entries) if cut.cut else None,
            reports=rows,
            tools=tools_of(rows),
            digest=digest,
            withheld=beside(catalog.part(entries, stubs), stubs, address) if stubs else None,
        )
        yield Page(address, render("agency", view))
        yield from cut.pages(partial(_matrix, edition))


def _projects(edition: Edition, entries: Entries, address: str, name: str) -> Whole[_Project]:
    """Return an agency's projects by letter; where there are few, they have no parts."""
    projects = sorted(
        (f"{project}-{agency}", found) for (agency, project), found in projects_of(edition.catalog, entries).items()
    )
    return Whole(
        address,
        _("{name}，项目历年对照", name=name),
        ((counted("单位", 2), addresses.AGENCIES), (name, address)),
        parts.cut(projects, lambda project: project[0], matrix.LONGEST),
        lambda members: (_reports(members), from_to([found[0].cover.title for _name, found in members])),
        N_("第 {first}–{last} 个项目，共 {count} 个"),
    )


def _reports(members: Sequence[tuple[str, Entries]]) -> Entries:
    return tuple(entry for _name, found in members for entry in found)


def _matrix(edition: Edition, projects: Sequence[_Project], address: str, letter: str) -> Body:
    caption = _("{caption}，{part}", caption=_("各项目历年得分与等级"), part=letter)
    return Body(projects=matrix.matrix_of(edition, _reports(projects), address, caption))


def _digest(edition: Edition, entries: Entries, address: str, name: str) -> Digest:
    words = counted(
        "{count} 份报告，一页列不下。先列最常被问到的；每一年的报告都在那一年的页上，见上面的“各年度”。", len(entries)
    )
    return digest_of(edition, entries, address, {"agency": name}, words)


def _region(edition: Edition, slug: str) -> tuple[str, ...]:
    agency = edition.catalog.agency(slug)
    return agency.region if agency else ()


def _place(edition: Edition, slug: str) -> tuple[bool, tuple[str, ...]]:
    """Return what sorts agencies by region, those without one last."""
    region = _region(edition, slug)
    return not region, region


def _facts(edition: Edition, slug: str) -> Iterator[tuple[str, str]]:
    agency = edition.catalog.agency(slug)
    if agency is None:
        return
    former = (_("{name}（至 {day}）", name=old.name, day=str(old.until)) if old.until else old.name for old in agency.former)
    for label, text in (
        (_("地区"), "".join(agency.region)),
        (_("曾用名"), _("、").join(former)),
        (_("简称"), _("、").join(agency.aliases)),
    ):
        if text:
            yield label, filters.one_line(text)


def _department(edition: Edition, slug: str, address: str) -> Link | None:
    """Return the department that an agency belongs to; without a page of its own it is words only."""
    agency = edition.catalog.agency(slug)
    if agency is None or agency.department is None:
        return None
    name = filters.one_line(edition.catalog.department_name(agency.department) or agency.department)
    known = agency.department in edition.catalog.agencies.departments
    return Link(name, addresses.href(address, addresses.department(agency.department)) if known else None)


def _lines(slug: str, years: Mapping[int, Entries], address: str) -> list[tuple[Link, Entries]]:
    return [
        (Link(_("{year} 年", year=year), addresses.href(address, addresses.agency_year(year, slug))), members)
        for year, members in years.items()
    ]

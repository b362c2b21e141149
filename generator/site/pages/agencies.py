"""The agencies, and an agency across years."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from generator.catalog import Entry
from generator.site import addresses, filters
from generator.site.environment import render
from generator.site.pages.listing import Entries, Listed, Spread, listed, spread_of
from generator.site.pages.page import Edition, Head, Link, Page, crumbs
from generator.site.pages.years import Tile, words_of


@dataclass(frozen=True, slots=True)
class AgenciesView:
    """All agencies that have published a report; by province where they are many, otherwise in one group without a name."""

    head: Head
    groups: tuple[tuple[str | None, tuple[Tile, ...]], ...]


@dataclass(frozen=True, slots=True)
class AgencyView:
    """One agency across years."""

    head: Head
    facts: tuple[tuple[str, str], ...]
    spread: Spread
    years: tuple[Tile, ...]
    reports: tuple[Listed, ...]
    projects: tuple[Link, ...]


_MANY: Final = 24
_NOWHERE: Final = "地区未载"


def agencies_pages(edition: Edition) -> Iterator[Page]:
    """Yield the page of all agencies."""
    catalog, address = edition.catalog, addresses.AGENCIES
    groups: dict[str | None, list[Tile]] = {}
    for slug, entries in sorted(catalog.by_agency.items(), key=lambda item: (_place(edition, item[0]), item[0])):
        region = _region(edition, slug)
        tile = Tile(
            Link(catalog.agency_name(slug), addresses.href(address, addresses.agency(slug))),
            spread_of(entries),
            words_of(entries),
            "".join(region) or _NOWHERE,
        )
        groups.setdefault((region or (_NOWHERE,))[0] if len(catalog.by_agency) > _MANY else None, []).append(tile)
    head = Head("单位", crumbs(address, ("单位", None)), (f"{len(catalog.by_agency)} 个单位公开了绩效自评",))
    yield Page(address, render("agencies", AgenciesView(head, tuple((name, tuple(tiles)) for name, tiles in groups.items()))))


def agency_pages(edition: Edition) -> Iterator[Page]:
    """Yield a page for every agency."""
    catalog = edition.catalog
    for slug, entries in catalog.by_agency.items():
        address, name = addresses.agency(slug), catalog.agency_name(slug)
        view = AgencyView(
            head=Head(name, crumbs(address, ("单位", addresses.AGENCIES), (name, None)), (words_of(entries),)),
            facts=tuple(_facts(edition, slug)),
            spread=spread_of(entries),
            years=tuple(_years(slug, entries, address)),
            reports=tuple(listed(catalog, entry, address) for entry in entries),
            projects=tuple(_projects(edition, slug, address)),
        )
        yield Page(address, render("agency", view))


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
    former = (f"{old.name}（至 {old.until}）" if old.until else old.name for old in agency.former)
    for label, text in (
        ("主管部门", edition.catalog.department_name(agency.department)),
        ("地区", "".join(agency.region)),
        ("曾用名", "、".join(former)),
        ("简称", "、".join(agency.aliases)),
    ):
        if text:
            yield label, filters.one_line(text)


def _year_of(entry: Entry) -> int:
    assert entry.id is not None
    return entry.id.year


def _years(slug: str, entries: Entries, address: str) -> Iterator[Tile]:
    for year, members in groupby(entries, key=_year_of):
        group = tuple(members)
        link = Link(f"{year} 年", addresses.href(address, addresses.agency_year(year, slug)))
        yield Tile(link, spread_of(group), words_of(group))


def _projects(edition: Edition, slug: str, address: str) -> Iterator[Link]:
    """Yield the way to every project of an agency that has more than one year."""
    for (agency, project), entries in edition.catalog.by_project.items():
        if agency == slug and len(entries) > 1:
            years = f"{_year_of(entries[0])} 至 {_year_of(entries[-1])} 年"
            title = filters.one_line(entries[-1].report.title)
            yield Link(f"{title}（{years}）", addresses.href(address, addresses.project(agency, project)))

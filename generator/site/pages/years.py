"""The years, a year, and an agency's reports of one year."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from generator.catalog import Catalog, Entry
from generator.site import addresses, linked
from generator.site.environment import render
from generator.site.pages.listing import Entries, Listed, Spread, Stat, listed, money_words, spread_of, stats_of
from generator.site.pages.page import Edition, Head, Link, Page, crumbs


@dataclass(frozen=True, slots=True)
class Tile:
    """A year or an agency as a tile: the way there, the spread of its grades, a line of figures, a region."""

    link: Link
    spread: Spread
    words: str
    place: str | None = None


@dataclass(frozen=True, slots=True)
class YearsView:
    """All years, the newest first."""

    head: Head
    tiles: tuple[Tile, ...]


@dataclass(frozen=True, slots=True)
class ListView:
    """The reports of a year, or of an agency in a year; `agencies` are ways to a part of the list."""

    head: Head
    stats: tuple[Stat, ...]
    spread: Spread
    agencies: tuple[Tile, ...]
    reports: tuple[Listed, ...]
    caption: str
    columns: tuple[str, ...]
    more: tuple[Link, ...] = ()


def years_pages(edition: Edition) -> Iterator[Page]:
    """Yield the page of all years."""
    address = addresses.YEARS
    head = Head("年度", crumbs(address, ("年度", None)), ("各年度公开的项目支出绩效自评",))
    yield Page(address, render("years", YearsView(head, year_tiles(edition.catalog, address))))


def year_tiles(catalog: Catalog, origin: str) -> tuple[Tile, ...]:
    """Return a tile for every year, the newest first."""
    return tuple(
        Tile(Link(f"{year} 年", addresses.href(origin, addresses.year(year))), spread_of(entries), words_of(entries))
        for year, entries in catalog.by_year.items()
    )


def words_of(entries: Entries) -> str:
    """Return some reports in a line: how many, of how many agencies, their budget."""
    agencies = {entry.id.agency for entry in entries if entry.id is not None}
    parts = [f"{len(entries)} 份报告"]
    if len(agencies) > 1:
        parts.append(f"{len(agencies)} 个单位")
    if money := money_words(entries):
        parts.append(money)
    return "，".join(parts)


def year_pages(edition: Edition) -> Iterator[Page]:
    """Yield a page for every year."""
    catalog = edition.catalog
    for year, entries in catalog.by_year.items():
        address = addresses.year(year)
        by_agency = _by_agency(entries)
        head = Head(
            f"{year} 年度绩效自评",
            crumbs(address, ("年度", addresses.YEARS), (f"{year} 年", None)),
            (words_of(entries),),
            things=(linked.collection(catalog.site, year),),
        )
        tiles = tuple(
            Tile(
                Link(catalog.agency_name(slug), addresses.href(address, addresses.agency_year(year, slug))),
                spread_of(members),
                words_of(members),
            )
            for slug, members in by_agency.items()
        )
        yield Page(address, render("list", _list(edition, address, head, entries, tiles, f"{year} 年度全部报告", "agency")))


def agency_year_pages(edition: Edition) -> Iterator[Page]:
    """Yield a page for every agency in every year."""
    catalog = edition.catalog
    for year, entries in catalog.by_year.items():
        for slug, members in _by_agency(entries).items():
            address = addresses.agency_year(year, slug)
            name = catalog.agency_name(slug)
            head = Head(
                f"{name} {year} 年度",
                crumbs(address, ("年度", addresses.YEARS), (f"{year} 年", addresses.year(year)), (name, None)),
                (words_of(members),),
            )
            more = (Link(f"{name}的全部年度", addresses.href(address, addresses.agency(slug))),)
            view = _list(edition, address, head, members, (), f"{name} {year} 年度的报告", None, more)
            yield Page(address, render("list", view))


def _list(
    edition: Edition,
    address: str,
    head: Head,
    entries: Entries,
    tiles: tuple[Tile, ...],
    caption: str,
    column: str | None,
    more: tuple[Link, ...] = (),
) -> ListView:
    return ListView(
        head=head,
        stats=stats_of(entries, sum(bool(edition.findings_of(entry)) for entry in entries)),
        spread=spread_of(entries),
        agencies=tiles,
        reports=tuple(listed(edition.catalog, entry, address) for entry in entries),
        caption=caption,
        columns=(column,) if column else (),
        more=more,
    )


def _by_agency(entries: Entries) -> Mapping[str, Entries]:
    def slug(entry: Entry) -> str:
        assert entry.id is not None
        return entry.id.agency

    return {agency: tuple(members) for agency, members in groupby(sorted(entries, key=slug), key=slug)}

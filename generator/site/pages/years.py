"""The years, a year, and an agency's reports of one year."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Final, NamedTuple

from markupsafe import Markup

from generator.catalog.entry import Entry
from generator.language import N_, _, counted
from generator.site import addresses, linked, parts
from generator.site.charts.counts import CountChart, execution_chart, grades_chart
from generator.site.charts.money import MoneyChart, money_chart, years_chart
from generator.site.pages.digest import Digest, digest_of
from generator.site.pages.figures import Stat, Tile, stats_of, words_of, year_tiles
from generator.site.pages.level2 import GroupsView, groups_view
from generator.site.pages.listing import Column, Listed, Tools, listing, tools_of
from generator.site.pages.page import Edition, Head, Link, Page, crumbs
from generator.site.pages.shares import LETTERS, Body, Whole, from_to
from generator.site.pages.sums import MoneyTable, agencies_table, money_table
from generator.site.pages.withheld import WithheldView, beside
from generator.site.templates.environment import render
from generator.summary.grades import grade_counts
from generator.summary.spending import Entries, by_agency, execution_bands, spending


class YearsView(NamedTuple):
    """All years, the newest first."""

    head: Head
    tiles: tuple[Tile, ...]
    money: MoneyChart | None
    table: MoneyTable


class ListView(NamedTuple):
    """The reports of a year, or of an agency in a year.

    The charts are None where there are too few reports, `money` and `agencies` where there is one agency only, `groups`
    where no group has rows enough to be ranked. `files` are the year's tables to download; an agency has none of its own.
    A list that is too long has a `digest` in its place, and no `reports`.
    """

    head: Head
    stats: tuple[Stat, ...]
    parts: tuple[Link, ...]
    grades: CountChart | None
    execution: CountChart | None
    money: MoneyChart | None
    agencies: MoneyTable | None
    agencies_open: bool
    groups: GroupsView | None
    reports: tuple[Listed, ...]
    tools: Tools | None
    digest: Digest | None
    caption: str
    columns: tuple[Column, ...]
    files: tuple[Link, ...]
    more: tuple[Link, ...] = ()
    withheld: WithheldView | None = None


_LARGEST: Final = 12
_SPREAD: Final = 3
"""Of fewer reports there is nothing to distribute."""


def years_pages(edition: Edition) -> Iterator[Page]:
    """Yield the page of all years."""
    address, by_year = addresses.YEARS, edition.catalog.by_year
    head = Head(counted("年度", 2), crumbs(address, (counted("年度", 2), None)), (_("各年度公开的项目支出绩效自评"),))
    lines = [
        (Link(_("{year} 年", year=year), addresses.href(address, addresses.year(year))), entries)
        for year, entries in by_year.items()
    ]
    everything = tuple(entry for entries in by_year.values() for entry in entries)
    table = money_table(_("年度"), _("各年度的预算、执行与等级"), lines, everything)
    yield Page(address, render("years", YearsView(head, year_tiles(edition.catalog, address), years_chart(by_year), table)))


def year_pages(edition: Edition) -> Iterator[Page]:
    """Yield a page for every year."""
    for year, entries in edition.catalog.by_year.items():
        address = addresses.year(year)
        head = Head(
            _("{year} 年度绩效自评", year=year),
            crumbs(address, (counted("年度", 2), addresses.YEARS), (_("{year} 年", year=year), None)),
            (words_of(entries),),
            things=(linked.collection(edition.catalog.site, year),),
        )
        yield Page(address, render("list", _list(edition, address, head, entries, _("{year} 年度全部报告", year=year), year)))


def agency_year_pages(edition: Edition) -> Iterator[Page]:
    """Yield a page for every agency in every year, and those of the parts of a list that is too long."""
    catalog = edition.catalog
    for year, entries in catalog.by_year.items():
        for slug, members in by_agency(entries).items():
            address = addresses.agency_year(year, slug)
            name = catalog.agency_name(slug)
            head = Head(
                _("{name} {year} 年度", name=name, year=year),
                crumbs(
                    address,
                    (counted("年度", 2), addresses.YEARS),
                    (_("{year} 年", year=year), addresses.year(year)),
                    (name, None),
                ),
                (words_of(members),),
            )
            more = (Link(_("{name}的全部年度", name=name), addresses.href(address, addresses.agency(slug))),)
            caption = _("{name} {year} 年度的报告", name=name, year=year)
            yield Page(address, render("list", _list(edition, address, head, members, caption, None, more)))
            yield from _in_parts(edition, members, address).pages(partial(_part, edition, caption))


def _in_parts(edition: Edition, entries: Entries, address: str) -> Whole[Entry]:
    """Return the reports of one agency and year by letter; a list that is short has no parts."""
    first = entries[0].id
    assert first is not None
    year, name = first.year, edition.catalog.agency_name(first.agency)
    way = ((counted("年度", 2), addresses.YEARS), (_("{year} 年", year=year), addresses.year(year)), (name, address))
    return Whole(
        address,
        _("{name} {year} 年度", name=name, year=year),
        way,
        parts.cut(entries, _project_of, parts.LONGEST),
        lambda members: (tuple(members), from_to([entry.cover.title for entry in members])),
        N_("第 {first}–{last} 份，共 {count} 份"),
    )


def _part(edition: Edition, caption: str, entries: Sequence[Entry], address: str, letter: str) -> Body:
    rows = listing(edition, entries, address)
    return Body(rows, tools_of(rows), _("{caption}，{part}", caption=caption, part=letter))


def _project_of(entry: Entry) -> str:
    """Return the project's slug, by which reports of one agency and year are told apart."""
    assert entry.id is not None
    return entry.id.project


def _list(
    edition: Edition,
    address: str,
    head: Head,
    entries: Entries,
    caption: str,
    year: int | None,
    more: tuple[Link, ...] = (),
) -> ListView:
    """Return the view of a list; `year` is None where all reports are of one agency."""
    whole = year is not None
    first = entries[0].id
    assert first is not None
    withheld = edition.catalog.withheld_of(year=first.year, agency=None if whole else first.agency)
    groups = groups_view(entries, address) if whole else None
    spread, several = len(entries) >= _SPREAD, len(by_agency(entries)) > 1
    agencies = _agencies(edition, entries, address, year) if year is not None and several else None
    digest = _digest(edition, address, entries, agencies) if len(entries) > parts.LONGEST else None
    rows = listing(edition, entries, address) if digest is None else ()
    shown = ("reports", *(("grades",) if spread else ()), *(("money",) if several else ()), *(("groups",) if groups else ()))
    return ListView(
        head=head,
        stats=stats_of(entries, sum(bool(edition.findings_of(entry)) for entry in entries)),
        parts=tuple(_parts(address, len(entries), shown)) if len(shown) > 2 else (),
        grades=grades_chart(grade_counts(entries), _("评价等级的分布")) if spread else None,
        execution=execution_chart(execution_bands(entries), _("预算执行率的分布")) if spread else None,
        money=_money(edition, entries) if several else None,
        agencies=agencies if digest is None else None,
        agencies_open=agencies is not None and len(agencies.lines) <= _LARGEST,
        groups=groups,
        reports=rows,
        tools=tools_of(rows),
        digest=digest,
        caption=caption,
        columns=("agency", "findings") if whole else ("findings",),
        files=tuple(_files(address, year)) if year is not None else (),
        more=more,
        withheld=beside(edition.catalog, withheld, address),
    )


def _digest(edition: Edition, address: str, entries: Entries, agencies: MoneyTable | None) -> Digest:
    """Return what stands in place of a list: of a year, its agencies lead on; of an agency, the letters."""
    first, catalog = entries[0].id, edition.catalog
    assert first is not None
    year = {"year": str(first.year)}
    if agencies is not None:
        words = counted("{count} 份报告，一页列不下。先列最常被问到的，再按单位列出：每个单位的报告都在它的页上。", len(entries))
        return digest_of(edition, entries, address, year, words, _("按单位"), agencies)
    words = counted("{count} 份报告，一页列不下。先列最常被问到的，再按字母分开列出。", len(entries))
    table = _in_parts(edition, entries, address).letters(entries)
    return digest_of(edition, entries, address, year | {"agency": catalog.agency_name(first.agency)}, words, _(LETTERS), table)


def _parts(address: str, count: int, shown: tuple[str, ...]) -> Iterator[Link]:
    for anchor, text in (
        ("reports", counted("全部 {count} 份报告", count)),
        ("grades", _("等级与执行率")),
        ("money", _("各单位的预算与执行")),
        ("groups", _("二级指标")),
    ):
        if anchor in shown:
            yield Link(text, addresses.href(address, address, anchor))


def _files(address: str, year: int) -> Iterator[Link]:
    yield Link(_("{year} 年报告表 CSV", year=year), addresses.file(address, f"data/reports-{year}.csv"))
    yield Link(_("{year} 年指标表 CSV", year=year), addresses.file(address, f"data/indicators-{year}.csv"))


def _money(edition: Edition, entries: Entries) -> MoneyChart:
    """Return the chart of the agencies with the largest budgets, the others together."""
    ranked = sorted(by_agency(entries).items(), key=lambda item: (-(spending(item[1]).budget or 0), item[0]))
    # One agency alone is shown by its name rather than as "one other agency".
    shown = ranked if len(ranked) <= _LARGEST + 1 else ranked[:_LARGEST]
    rest = ranked[len(shown) :]
    parts = [(edition.catalog.agency_name(slug), spending(members)) for slug, members in shown]
    others = spending(entry for _slug, members in rest for entry in members)
    return money_chart(
        Markup("money-chart"),
        _("各单位的预算与执行"),
        parts,
        (counted("其余 {count} 个单位", len(rest)), others) if rest else None,
    )


def _agencies(edition: Edition, entries: Entries, address: str, year: int) -> MoneyTable:
    lines = [
        (Link(edition.catalog.agency_name(slug), addresses.href(address, addresses.agency_year(year, slug))), members)
        for slug, members in by_agency(entries).items()
    ]
    everywhere = addresses.href(address, addresses.AGENCIES)
    return agencies_table(_("单位"), _("各单位的预算与执行"), lines, entries, everywhere)

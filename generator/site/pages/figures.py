"""The leading figures of some reports: how many, their money, the spread of their grades; a year or an agency as a tile."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, NamedTuple

from markupsafe import Markup

from generator.catalog import Catalog
from generator.catalog.entry import Entry
from generator.language import _, counted
from generator.scoring.rounding import percent, product, to_places
from generator.site import addresses
from generator.site.charts.counts import grade_label
from generator.site.pages.page import Link
from generator.site.templates import filters
from generator.summary.grades import grade_counts
from generator.summary.spending import Entries, by_agency, spending

_YI: Final = Decimal("0.0001")
_WAN_A_YI: Final = 10000


@dataclass(frozen=True, slots=True)
class Slice:
    """A grade's part of a bar of 100 units; `rank` 1 is the best of four, 0 has no grade. `share` is for people: `61%`."""

    rank: int
    label: str
    count: int
    at: Markup
    width: Markup
    share: Markup


class Spread(NamedTuple):
    """How the grades of some reports spread, as parts of a bar and in words."""

    parts: tuple[Slice, ...]
    words: str


class Stat(NamedTuple):
    """A figure with its unit and what it counts."""

    figure: Markup
    unit: str
    label: str


class Tile(NamedTuple):
    """A year, an agency or a department as a tile: the way there, the spread of its grades, figures, a region."""

    link: Link
    spread: Spread
    words: str
    place: str | None = None


def in_words(wan: Decimal) -> tuple[Markup, str]:
    """Return an amount given in 万元 as a figure of two places at most, with its unit: 万元, from 10,000 on 亿元."""
    if abs(wan) >= _WAN_A_YI:
        return filters.grouped(to_places(product(wan, _YI), 2)), _("亿元")
    return filters.grouped(to_places(wan, 2)), _("万元")


def stats_of(entries: Entries, findings: int | None = None) -> tuple[Stat, ...]:
    """Return the leading figures of some reports: how many, their money, its execution, how many have findings."""
    money = spending(entries)
    stats = [Stat(filters.count(len(entries)), "", _("份报告已公开"))]
    if money.budget is not None:
        stats.append(Stat(*in_words(money.budget), _("全年预算")))
    if money.rate is not None:
        stats.append(Stat(filters.rate(money.rate), "", _("预算执行率")))
    if findings is not None:
        stats.append(Stat(filters.count(findings), "", _("份有核验提示")))
    return tuple(stats)


def words_of(entries: Entries) -> str:
    """Return some reports in a line: how many, of how many agencies, their budget."""
    agencies = by_agency(entries)
    parts = [counted("{count} 份报告", len(entries))]
    if len(agencies) > 1:
        parts.append(counted("{count} 个单位", len(agencies)))
    budget = spending(entries).budget
    if budget is not None:
        figure, unit = in_words(budget)
        parts.append(_("全年预算 {amount} {unit}", amount=figure, unit=unit))
    return _("，").join(parts)


def spread_of(entries: Iterable[Entry]) -> Spread:
    """Return how grades spread: four ranks by each standard's own grades, then what has none."""
    grades = grade_counts(entries)
    everything, before = Decimal(sum(grade.count for grade in grades)), 0
    parts: list[Slice] = []
    for grade in grades:
        at, width = (filters.plain(percent(Decimal(number), everything)) for number in (before, grade.count))
        share = filters.rate(percent(Decimal(grade.count), everything, 1))
        parts.append(Slice(grade.rank, grade_label(grade), grade.count, at, width, share))
        before += grade.count
    words = (counted("{grade} {count} 份", part.count, grade=part.label) for part in parts)
    return Spread(tuple(parts), _("，").join(words))


def year_tiles(catalog: Catalog, origin: str) -> tuple[Tile, ...]:
    """Return a tile for every year, the newest first."""
    return tuple(
        Tile(Link(_("{year} 年", year=year), addresses.href(origin, addresses.year(year))), spread_of(entries), words_of(entries))
        for year, entries in catalog.by_year.items()
    )

"""What pages over many reports share: a report as a line of a list, sums of money, and the spread of grades."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, TypeAlias

from markupsafe import Markup

from generator.catalog import Catalog, Entry
from generator.scoring.rounding import percent, product, to_places, total
from generator.site import addresses, filters
from generator.site.pages.frame import address_of
from generator.site.pages.page import Link
from generator.site.pages.rows import Tag
from generator.site.pages.verdict import open_rows

Entries: TypeAlias = tuple[Entry, ...]

_IN_WAN: Final[Mapping[str, Decimal]] = {
    "元": Decimal("0.0001"),
    "千元": Decimal("0.1"),
    "万元": Decimal(1),
    "亿元": Decimal(10000),
}
_YI: Final = Decimal("0.0001")
_RANKS: Final = 4


@dataclass(frozen=True, slots=True)
class Listed:
    """A report as a line of a list; `budget` is the year's budget in 万元 to two places, `rate` in per cent."""

    report: Link
    agency: Link
    year: Link
    budget: Markup | None
    rate: Markup | None
    score: Markup | None
    grade: Tag
    demo: bool


@dataclass(frozen=True, slots=True)
class Slice:
    """A grade's part of a bar of 100 units; `rank` 1 is the best of four, 0 has no grade."""

    rank: int
    label: str
    count: int
    at: Markup
    width: Markup


@dataclass(frozen=True, slots=True)
class Spread:
    """How the grades of some reports spread, as parts of a bar and in words."""

    parts: tuple[Slice, ...]
    words: str


@dataclass(frozen=True, slots=True)
class Stat:
    """A figure with its unit and what it counts."""

    figure: Markup
    unit: str
    label: str


def listed(catalog: Catalog, entry: Entry, origin: str) -> Listed:
    """Return a report as a line of the list on the page at `origin`."""
    assert entry.id is not None
    id, money, result = entry.id, entry.evaluation.money, entry.evaluation
    adjusted = budget_of(entry)
    rate = money.of("execution_rate") if money else None
    return Listed(
        report=Link(filters.one_line(entry.report.title), addresses.href(origin, address_of(entry))),
        agency=Link(catalog.agency_name(id.agency), addresses.href(origin, addresses.agency_year(id.year, id.agency))),
        year=Link(f"{id.year} 年", addresses.href(origin, addresses.year(id.year))),
        budget=None if adjusted is None else filters.grouped(to_places(adjusted, 2)),
        rate=None if rate is None else filters.plain(rate) + Markup("%"),
        score=None if result.score is None else filters.plain(result.score),
        grade=_grade(entry),
        demo=entry.report.demo,
    )


def _grade(entry: Entry) -> Tag:
    """Return the grade as a mark and words, or why there is none."""
    result = entry.evaluation
    if not entry.ruleset.computes:
        return Tag("none", "不评分")
    if result.grade is not None:
        note = open_rows(result)
        return Tag("open", f"{result.grade}，{note}") if note else Tag("grade", result.grade)
    if result.score is None:
        return Tag("stuck", "没有总分")
    off = result.weight is not None and result.scale is not None and result.weight != result.scale
    return Tag("stuck", f"权重合计 {filters.plain(result.weight)}" if off and result.weight is not None else "无法定级")


def budget_of(entry: Entry) -> Decimal | None:
    """Return a report's budget of the year in 万元; the initial one where no other is given."""
    return _in_wan(entry, "adjusted") if _in_wan(entry, "adjusted") is not None else _in_wan(entry, "initial")


def _in_wan(entry: Entry, row: str) -> Decimal | None:
    money = entry.evaluation.money
    amount = money.of(row) if money else None
    return None if money is None or amount is None else product(amount, _IN_WAN[money.unit])


def stats_of(entries: Entries, findings: int | None = None) -> tuple[Stat, ...]:
    """Return the leading figures of some reports: how many, their money, its execution, how many have findings."""
    budgets = [budget for entry in entries if (budget := budget_of(entry)) is not None]
    pairs = [(_in_wan(entry, "executed"), _in_wan(entry, "adjusted")) for entry in entries]
    both = [(spent, planned) for spent, planned in pairs if spent is not None and planned is not None]
    planned_sum = total(planned for _, planned in both)
    stats = [Stat(filters.count(len(entries)), "", "份报告已公开")]
    if budgets:
        stats.append(_money_stat(total(budgets), "全年预算"))
    if planned_sum:
        rate = percent(total(spent for spent, _ in both), planned_sum, 1)
        stats.append(Stat(filters.plain(rate) + Markup("%"), "", "预算执行率"))
    if findings is not None:
        stats.append(Stat(filters.count(findings), "", "份有核验提示"))
    return tuple(stats)


def _money_stat(wan: Decimal, label: str) -> Stat:
    if wan >= 10000:
        return Stat(filters.grouped(to_places(product(wan, _YI), 2)), "亿元", label)
    return Stat(filters.grouped(to_places(wan, 2)), "万元", label)


def money_words(entries: Entries) -> str | None:
    """Return the budget of some reports as words: `全年预算 1,500 万元`; None where none is known."""
    budgets = [budget for entry in entries if (budget := budget_of(entry)) is not None]
    if not budgets:
        return None
    stat = _money_stat(total(budgets), "全年预算")
    return f"{stat.label} {stat.figure} {stat.unit}"


def spread_of(entries: Iterable[Entry]) -> Spread:
    """Return how grades spread: four ranks by each standard's own grades, then what has none."""
    counts: Counter[int] = Counter()
    labels: dict[int, dict[str, None]] = {}
    for entry in entries:
        rank = _rank(entry)
        counts[rank] += 1
        labels.setdefault(rank, {})[entry.evaluation.grade or "没有等级"] = None
    all_of_them, before = Decimal(counts.total()), 0
    parts: list[Slice] = []
    for rank in (*range(1, _RANKS + 1), 0):
        if not counts[rank]:
            continue
        at, width = (filters.plain(percent(Decimal(number), all_of_them)) for number in (before, counts[rank]))
        parts.append(Slice(rank, "、".join(labels[rank]), counts[rank], at, width))
        before += counts[rank]
    return Spread(tuple(parts), "，".join(f"{part.label} {part.count} 份" for part in parts))


def _rank(entry: Entry) -> int:
    labels = [grade.label for grade in entry.ruleset.grades]
    grade = entry.evaluation.grade
    return min(labels.index(grade) + 1, _RANKS) if grade in labels else 0

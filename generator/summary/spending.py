"""The money of many reports, brought to 万元, and how much of it was spent."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, TypeAlias

from generator.catalog.cover import Sum, Sums
from generator.catalog.entry import Entry
from generator.scoring.rounding import HUNDRED, percent, product, total

Entries: TypeAlias = tuple[Entry, ...]

_WAN: Final = "万元"
_IN_WAN: Final[Mapping[str, Decimal]] = {
    "元": Decimal("0.0001"),
    "千元": Decimal("0.1"),
    _WAN: Decimal(1),
    "亿元": Decimal(10000),
}


@dataclass(frozen=True, slots=True)
class Spending:
    """The money of some reports in 万元. A sum is None where no report gives the figure; `rate` is in per cent.

    `rate` is taken over the reports that give both figures (`compared` of them), so that a blank distorts neither side.
    """

    reports: int
    budget: Decimal | None
    budgeted: int
    executed: Decimal | None
    reported: int
    rate: Decimal | None
    compared: int


@dataclass(frozen=True, slots=True)
class Band:
    """How many reports executed their budget at `low` per cent or more and below `high`; the bands say which ends count.

    Both None: the rate can't be computed.
    """

    low: Decimal | None
    high: Decimal | None
    count: int


def in_wan(entry: Entry, row: Sum) -> Decimal | None:
    """Return one row of a report's money in 万元: `initial`, `adjusted`, `received` or `executed`."""
    money = entry.cover.money
    return None if money is None else _in_wan(money, row)


def _in_wan(money: Sums, row: Sum) -> Decimal | None:
    amount = money.of(row)
    return amount if amount is None or money.unit == _WAN else product(amount, _IN_WAN[money.unit])


def budget_of(entry: Entry) -> Decimal | None:
    """Return a report's budget of the year (全年预算) in 万元; the initial one where no other is given."""
    adjusted = in_wan(entry, "adjusted")
    return in_wan(entry, "initial") if adjusted is None else adjusted


def rate_of(entry: Entry) -> Decimal | None:
    """Return a report's budget execution rate (预算执行率) in per cent to two places."""
    money = entry.cover.money
    return money.of("execution_rate") if money else None


def spending(entries: Iterable[Entry]) -> Spending:
    """Return the money of some reports."""
    reports = 0
    budgets: list[Decimal] = []
    executed: list[Decimal] = []
    both: list[tuple[Decimal, Decimal]] = []
    for entry in entries:
        reports += 1
        money = entry.cover.money
        if money is None:
            continue
        planned, spent = _in_wan(money, "adjusted"), _in_wan(money, "executed")
        budget = _in_wan(money, "initial") if planned is None else planned
        if budget is not None:
            budgets.append(budget)
        if spent is not None:
            executed.append(spent)
            if planned is not None:
                both.append((spent, planned))
    planned_sum = total(planned for _, planned in both)
    return Spending(
        reports=reports,
        budget=total(budgets) if budgets else None,
        budgeted=len(budgets),
        executed=total(executed) if executed else None,
        reported=len(executed),
        rate=percent(total(spent for spent, _ in both), planned_sum, 1) if planned_sum > 0 else None,
        compared=len(both),
    )


_BOUNDS: Final = (Decimal(50), Decimal(80), Decimal(95))


def execution_bands(entries: Iterable[Entry]) -> tuple[Band, ...]:
    """Count reports by execution rate, the lowest first: below 50, 80 and 95 %, up to 100 %, beyond, and not computable.

    A rate that stands on a bound belongs to the band above it; 100 % itself to the band that ends there.
    """
    counts: Counter[int | None] = Counter(_band(rate_of(entry)) for entry in entries)
    lows: Sequence[Decimal | None] = (None, *_BOUNDS, HUNDRED)
    highs: Sequence[Decimal | None] = (*_BOUNDS, HUNDRED, None)
    bands = (Band(low, high, counts[at]) for at, (low, high) in enumerate(zip(lows, highs, strict=True)))
    return (*bands, Band(None, None, counts[None]))


def _band(rate: Decimal | None) -> int | None:
    if rate is None:
        return None
    return sum(rate >= bound for bound in _BOUNDS) + (rate > HUNDRED)


def by_agency(entries: Iterable[Entry]) -> Mapping[str, Entries]:
    """Return reports by agency slug, in the order of the slugs; each agency's stay in the order they come."""
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        assert entry.id is not None
        found.setdefault(entry.id.agency, []).append(entry)
    return {slug: tuple(found[slug]) for slug in sorted(found)}


def by_year(entries: Iterable[Entry]) -> Mapping[int, Entries]:
    """Return reports by year, the newest first; each year's stay in the order they come."""
    found: dict[int, list[Entry]] = {}
    for entry in entries:
        assert entry.id is not None
        found.setdefault(entry.id.year, []).append(entry)
    return {year: tuple(found[year]) for year in sorted(found, reverse=True)}

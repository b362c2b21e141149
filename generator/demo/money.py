"""A demonstration project's money over its years: sources, carry-over of last year's balance, arrival and execution."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal

from generator.demo.dice import Dice, scaled
from generator.scoring.rounding import ZERO, plain

Unit = Literal["万元", "元"]
Cells = dict[str, Decimal]

_PLACES: Final = 2
_UNITS_IN_MYRIAD: Final[dict[Unit, int]] = {"万元": 100, "元": 1_000_000}
"""How many of the last printed place, 0.01 万元 or 0.01 元, make 1 万元."""
_GRAIN: Final[dict[Unit, int]] = {"万元": 5, "元": 12_300}
_PROFILES: Final = (
    (34, {"county": 100}),
    (18, {"province": 60, "county": 40}),
    (14, {"central": 50, "province": 30, "county": 20}),
    (14, {"city": 70, "county": 30}),
    (10, {"central": 80, "county": 20}),
    (10, {"central": 40, "province": 25, "city": 15, "county": 20}),
)
_EXECUTION: Final = ((55, (1000, 1000)), (25, (900, 999)), (11, (700, 899)), (6, (400, 699)), (3, (200, 399)))


@dataclass(frozen=True, slots=True)
class YearOfMoney:
    """The four rows of the money table by column, in `unit`; `received` is empty where the form has no such row."""

    unit: Unit
    initial: Cells
    adjusted: Cells
    received: Cells
    executed: Cells

    def total(self, row: str) -> Decimal:
        """Return a row's sum over its sources."""
        cells: Cells = getattr(self, row)
        return sum(cells.values(), ZERO)


def money_over_years(low: int, high: int, years: int, dice: Dice) -> Iterator[YearOfMoney]:
    """Yield the money of each year for a project whose first budget lies between `low` and `high` 万元."""
    unit: Unit = "元" if dice.happens(220) else "万元"
    profile = dice.weighed(_PROFILES)
    tells_received = dice.happens(700)
    has_others = dice.happens(160)
    budget = dice.between(low * _UNITS_IN_MYRIAD[unit], high * _UNITS_IN_MYRIAD[unit])
    balance = 0
    for _ in range(years):
        budget = _round(budget * dice.between(94, 108) // 100, unit)
        adjusted = _split(budget, profile)
        initial = dict(adjusted)
        if dice.happens(300):  # the budget was changed during the year
            source = dice.pick(sorted(initial))
            initial[source] = _round(initial[source] * dice.between(78, 112) // 100, unit)
        if balance > 0 and dice.happens(700):
            adjusted["carryover"] = balance
        if has_others:
            adjusted["other"] = _round(budget * dice.between(2, 12) // 100, unit)
            initial["other"] = adjusted["other"]
        received = _received(adjusted, dice)
        executed = _executed(received, dice)
        balance = sum(received.values()) - sum(executed.values())
        yield YearOfMoney(
            unit, _figures(initial), _figures(adjusted), _figures(received) if tells_received else {}, _figures(executed)
        )


def _round(minor: int, unit: Unit) -> int:
    return max(1, minor // _GRAIN[unit]) * _GRAIN[unit]


def _split(budget: int, profile: dict[str, int]) -> dict[str, int]:
    """Split a budget by shares in per cent; the last source takes what is left, so that the sum is exact."""
    *firsts, last = profile
    parts = {source: budget * profile[source] // 100 for source in firsts}
    return {**parts, last: budget - sum(parts.values())}


def _received(adjusted: dict[str, int], dice: Dice) -> dict[str, int]:
    received = dict(adjusted)
    if dice.happens(110):  # one source came in short
        source = dice.pick(sorted(received))
        received[source] = received[source] * dice.between(72, 98) // 100
    return received


def _executed(received: dict[str, int], dice: Dice) -> dict[str, int]:
    low, high = dice.weighed(_EXECUTION)
    share = dice.between(low, high)
    return {source: amount * share // 1000 for source, amount in received.items()}


def _figures(cells: dict[str, int]) -> Cells:
    return {source: Decimal(plain(scaled(minor, _PLACES))) for source, minor in cells.items()}

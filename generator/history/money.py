"""Money of different reports in one unit."""

from decimal import Decimal
from typing import Literal, NamedTuple

from generator.catalog.entry import Entry
from generator.model.budget import YUAN
from generator.scoring.rounding import product

Planned = Literal["adjusted", "initial"]


class BudgetChange(NamedTuple):
    """The same row of money in two reports, in 元: the year's budget, or the initial one where either lacks the other."""

    row: Planned
    before: Decimal
    after: Decimal


def in_yuan(entry: Entry, row: str, column: str = "total") -> Decimal | None:
    """Return a cell of a report's money in 元, by default the row's total; None where it is blank or can't be computed."""
    money = entry.evaluation.money
    amount = money.of(row, column) if money is not None else None
    return None if money is None or amount is None else product(amount, YUAN[money.unit])


def budget_change(before: Entry, after: Entry) -> BudgetChange | None:
    """Return how the budget moved from one report to another; None where they share no row."""
    rows: tuple[Planned, ...] = ("adjusted", "initial")
    for row in rows:
        old, new = in_yuan(before, row), in_yuan(after, row)
        if old is not None and new is not None:
            return BudgetChange(row, old, new)
    return None

"""The reports of many that are asked for first: where the most money is, where little of it was spent, where most is in doubt.

Of reports that are alike in this, the one with the larger budget stands first, then the earlier in order of identity.
"""

from collections.abc import Callable, Iterable
from decimal import Decimal
from heapq import nsmallest

from generator.catalog.entry import Entry
from generator.scoring.rounding import ZERO
from generator.summary.spending import Entries, budget_of, rate_of


def largest(entries: Iterable[Entry], count: int) -> Entries:
    """Return the reports with the largest budgets of the year; those that give none are left out."""
    return _first(entries, count, lambda entry: None if (budget := budget_of(entry)) is None else budget.copy_negate())


def slowest(entries: Iterable[Entry], count: int) -> Entries:
    """Return the reports that spent the least of their budgets, by execution rate; one that can't be computed is left out."""
    return _first(entries, count, rate_of)


def lowest(entries: Iterable[Entry], count: int) -> Entries:
    """Return the reports with the lowest totals; those without a total are left out."""
    return _first(entries, count, lambda entry: entry.cover.score)


def most(entries: Iterable[Entry], count: int, number: Callable[[Entry], int]) -> Entries:
    """Return the reports of which there is most by `number`; those of which there is nothing are left out."""
    return _first(entries, count, lambda entry: Decimal(-found) if (found := number(entry)) else None)


def _first(entries: Iterable[Entry], count: int, key: Callable[[Entry], Decimal | None]) -> Entries:
    found = (
        (place, (budget_of(entry) or ZERO).copy_negate(), entry.name, entry)
        for entry in entries
        if (place := key(entry)) is not None
    )
    return tuple(entry for *_, entry in nsmallest(count, found, key=lambda one: one[:3]))

"""The money table, computed from its leaves: sums by source, balance (5), arrival rate (6), execution rate (7)."""

from collections.abc import Mapping
from decimal import Decimal

from generator.model.budget import FISCAL_LEVELS, MONEY_ROWS, SOURCES, Budget, Funds
from generator.model.figures import Redacted
from generator.scoring.evaluation import Money
from generator.scoring.rounding import EXACT, percent, total


def compute_money(budget: Budget) -> Money:
    """Return every cell that can be computed.

    A printed subtotal or total is used as it stands (a check compares it with its parts, which may be incomplete);
    where none is printed it is the sum of its parts. A blank is not zero: a cell whose inputs are blank, or whose
    denominator is 0, is left out.
    """
    amounts = {row: _amounts(getattr(budget, row)) for row in MONEY_ROWS}
    computed = {(row, column): amount for row, cells in amounts.items() for column, amount in cells.items()}
    for column, adjusted in amounts["adjusted"].items():
        if adjusted:
            for rate, row in (("arrival_rate", "received"), ("execution_rate", "executed")):
                if (amount := amounts[row].get(column)) is not None:
                    computed[rate, column] = percent(amount, adjusted)
    for column, received in amounts["received"].items():
        if (executed := amounts["executed"].get(column)) is not None:
            computed["balance", column] = EXACT.subtract(received, executed)
    return Money(budget.currency_unit, computed)


def parts_of(funds: Funds, column: str) -> tuple[str, ...]:
    """Return the columns that `total` or `fiscal` adds up on this row: only those that hold a figure."""
    return _parts(_figures(funds), column)


def _parts(figures: Mapping[str, Decimal], column: str) -> tuple[str, ...]:
    levels = tuple(level for level in FISCAL_LEVELS if level in figures)
    if column == "fiscal":
        return levels
    fiscal = ("fiscal",) if levels or "fiscal" in figures else ()
    return fiscal + tuple(source for source in SOURCES if source in figures)


def has_redacted(funds: Funds) -> bool:
    """Tell whether a cell of the row is not published."""
    return any(isinstance(getattr(funds, column), Redacted) for column in funds.model_fields_set)


def _figures(funds: Funds) -> dict[str, Decimal]:
    """Return what is printed of a row: a few columns of the many there could be."""
    return {column: cell for column in funds.model_fields_set if isinstance(cell := getattr(funds, column), Decimal)}


def _amounts(funds: Funds) -> dict[str, Decimal]:
    """Return the figures of a row by column, with sums where no total is printed."""
    if not funds.model_fields_set:
        return {}
    figures = _figures(funds)
    if has_redacted(funds):  # a sum of the others would pass for the whole
        return figures
    for column in ("fiscal", "total"):
        if column not in figures and (parts := _parts(figures, column)):
            figures[column] = total(figures[part] for part in parts)
    return figures

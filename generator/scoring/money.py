"""The money table, computed from its leaves: sums by source, balance (5), arrival rate (6), execution rate (7)."""

from decimal import Decimal

from generator.model.report import COLUMNS, FISCAL_LEVELS, MONEY_ROWS, SOURCES, Budget, Funds
from generator.scoring.evaluation import Money
from generator.scoring.rounding import EXACT, percent, total


def compute_money(budget: Budget) -> Money:
    """Return every cell that can be computed.

    A subtotal or total is the sum of its parts where parts are given (a check compares it with the printed one), and
    the printed figure where it stands alone. A blank is not zero: a cell whose inputs are blank, or whose denominator
    is 0, is None.
    """
    computed: dict[tuple[str, str], Decimal | None] = {}
    for row in MONEY_ROWS:
        for column, amount in _amounts(getattr(budget, row)).items():
            computed[row, column] = amount
    for column in COLUMNS:
        adjusted, received, executed = (computed[row, column] for row in ("adjusted", "received", "executed"))
        computed["balance", column] = (
            EXACT.subtract(received, executed) if received is not None and executed is not None else None
        )
        computed["arrival_rate", column] = _rate(received, adjusted)
        computed["execution_rate", column] = _rate(executed, adjusted)
    return Money(budget.currency_unit, computed)


def parts_of(funds: Funds, column: str) -> tuple[str, ...]:
    """Return the columns that `total` or `fiscal` adds up on this row: only those that hold a figure."""
    levels = tuple(level for level in FISCAL_LEVELS if _figure(funds, level) is not None)
    if column == "fiscal":
        return levels
    fiscal = ("fiscal",) if _figure(funds, "fiscal") is not None or levels else ()
    return fiscal + tuple(source for source in SOURCES if _figure(funds, source) is not None)


def _amounts(funds: Funds) -> dict[str, Decimal | None]:
    amounts = {column: _figure(funds, column) for column in COLUMNS}
    for column in ("fiscal", "total"):
        parts = [amount for part in parts_of(funds, column) if (amount := amounts[part]) is not None]
        if parts:
            amounts[column] = total(parts)
    return amounts


def _figure(funds: Funds, column: str) -> Decimal | None:
    cell = funds.of(column)
    return cell if isinstance(cell, Decimal) else None


def _rate(numerator: Decimal | None, denominator: Decimal | None) -> Decimal | None:
    return percent(numerator, denominator) if numerator is not None and denominator else None

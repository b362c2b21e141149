"""What a report adds up to, for readers of its JSON: its standard, its money, and its points by first-level indicator.

All of it follows from the rows and the record; it stands in the file so that nobody has to add up decimals, or get it wrong.
"""

from typing import Any, Final

from generator.catalog.entry import Entry
from generator.model.budget import MONEY_ROWS
from generator.scoring.evaluation import Row, Status
from generator.scoring.rounding import plain, total

TOTALS: Final = ("standard", "weight", "money", "groups")
"""The keys, in order."""


def totals_data(entry: Entry) -> dict[str, Any]:
    """Return the standard, the sum of the weights, the totals of the money rows, and the first-level indicators."""
    result = entry.evaluation
    standard = {
        "id": result.ruleset,
        "title": entry.ruleset.title,
        "scale": None if result.scale is None else plain(result.scale),
        "computes": entry.ruleset.computes,
    }
    weight = None if result.weight is None else plain(result.weight)
    return dict(zip(TOTALS, (standard, weight, _money(entry), _groups(entry)), strict=True))


def _money(entry: Entry) -> dict[str, str | None] | None:
    """The totals in the currency unit of the report; null is blank."""
    money = entry.evaluation.money
    if money is None:
        return None
    amounts = {row: money.of(row) for row in MONEY_ROWS}
    return {"unit": money.unit, **{row: None if amount is None else plain(amount) for row, amount in amounts.items()}}


def _groups(entry: Entry) -> list[dict[str, Any]]:
    """The first-level indicators in the order of the report; null where a weight, a score or a bound is missing.

    `budget` says of a group that it is the budget's execution row, which many forms put under no first level.
    """
    groups: dict[tuple[str | None, bool], list[Row]] = {}
    for row in entry.evaluation.rows:
        groups.setdefault((row.level1, row.is_budget and row.level1 is None), []).append(row)
    return [
        {"level1": level1, "budget": all(row.is_budget for row in rows), **_sums(rows)} for (level1, _), rows in groups.items()
    ]


def _sums(rows: list[Row]) -> dict[str, Any]:
    counted = [row for row in rows if row.status is not Status.NOT_APPLICABLE]
    weights = [row.weight for row in counted if row.weight is not None]
    scores = [row.score for row in counted if row.score is not None]
    bounds = [row.bounds for row in counted if row.bounds is not None]
    whole = len(counted) if counted else -1
    return {
        "weight": plain(total(weights)) if len(weights) == whole else None,
        "score": plain(total(scores)) if len(scores) == whole else None,
        "bounds": [plain(total(ends)) for ends in zip(*bounds, strict=True)] if len(bounds) == whole else None,
    }

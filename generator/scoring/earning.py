"""From an indicator to an open row, and from a share of its weight to points."""

from decimal import Decimal
from typing import Any, NamedTuple

from generator.model.indicator import Indicator
from generator.model.ruleset import Ruleset
from generator.scoring import reasons
from generator.scoring.evaluation import Bounds, Direction, Kind, Row, Status
from generator.scoring.methods import Share
from generator.scoring.rounding import ZERO, percent, plain, points, product


def blank_row(indicator: Indicator, kind: Kind, weight: Decimal | None) -> Row:
    """Return an indicator's row before anything is computed: open from 0 to its weight."""
    return Row(
        level1=indicator.level1,
        level2=indicator.level2,
        name=indicator.name,
        kind=kind,
        status=Status.NOT_COMPUTABLE,
        weight=weight,
        target=indicator.target,
        actual=indicator.actual,
        stated_completion=indicator.completion,
        completion=None,
        score=None,
        stated_score=indicator.stated_score,
        bounds=open_bounds(weight),
        method=None,
        explanation="",
        clause=None,
        reason=None,
        deviation=indicator.reason,
        weight_from_ruleset=weight is not None and indicator.weight is None,
    )


def open_bounds(weight: Decimal | None) -> Bounds | None:
    """Return 0 to the weight; None where there is no weight."""
    return None if weight is None else (ZERO, weight)


class Bearing(NamedTuple):
    """How an actual value was held against its target."""

    direction: Direction | None = None
    inferred: bool = False
    approximate: bool = False


def earn(row: Row, share: Share, ruleset: Ruleset, method: str, clause: str | None, bearing: Bearing = Bearing()) -> Row:  # noqa: B008
    """Return the row with the points a measured share of its weight gives; without a weight, the completion only.

    An approximate actual value has no completion, though its points are certain.
    """
    ratio = None if bearing.approximate else share.completion
    measured: dict[str, Any] = {
        "completion": percent(*ratio) if ratio is not None else None,
        "ratio": ratio,
        "reached": share.earned[0] == share.earned[1],
        "direction": bearing.direction,
        "direction_inferred": bearing.inferred,
        "approximate": bearing.approximate,
        "method": method,
        "clause": clause,
    }
    if row.weight is None:
        return row._replace(reason=reasons.WEIGHT_BLANK, bounds=None, **measured)
    score = points(row.weight, *share.earned, ruleset.rounding)
    formula = share.formula.replace("{w}", plain(row.weight))
    if "→" not in formula:
        is_exact = product(score, share.earned[1]) == product(row.weight, share.earned[0])
        formula += f" {'=' if is_exact else '≈'} {plain(score)}"
    return row._replace(
        status=Status.SCORED,
        score=score,
        bounds=(score, score),
        explanation=formula,
        reason=reasons.WEIGHT_SERVED
        if row.weight_from_ruleset
        else reasons.APPROXIMATE_SAME
        if bearing.approximate
        else row.reason,
        **measured,
    )

"""Rows that share one merged score: the first of the group carries the points, the others are measured with it."""

from collections import defaultdict
from collections.abc import Iterable

from generator.model.indicator import Indicator
from generator.scoring import reasons
from generator.scoring.earning import open_bounds
from generator.scoring.evaluation import Kind, Row, Status


def merge_groups(indicators: tuple[Indicator, ...], rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """Give the shared points to the first row of each group; the others are left out of the total.

    A quantitative group has full points where every row reached its target; where not all did, no standard says how the
    points are shared out. A person's award, and the evidence of a qualitative first row, stand for the whole group.
    Only a group whose other rows print no weight is merged; rows with weights of their own stand alone.
    """
    groups: dict[str, list[int]] = defaultdict(list)
    for place, indicator in enumerate(indicators):
        if indicator.group is not None and rows[place].status is not Status.NOT_APPLICABLE:
            groups[indicator.group].append(place)
    merged = list(rows)
    for first, *others in groups.values():
        if not others or rows[first].weight is None or any(rows[place].weight is not None for place in others):
            continue
        merged[first] = _shared(rows[first], [rows[place] for place in others])
        for place in others:
            merged[place] = rows[place]._replace(status=Status.NOT_APPLICABLE, reason=reasons.MERGED, bounds=None)
    return tuple(merged)


def _shared(first: Row, others: Iterable[Row]) -> Row:
    speaks_for_all = first.method == "awarded" or first.kind is Kind.QUALITATIVE
    if speaks_for_all or first.status is not Status.SCORED or (first.met and all(row.reached for row in others)):
        return first
    unscored = first._replace(status=Status.NOT_COMPUTABLE, score=None, method=None, explanation="")
    return unscored._replace(bounds=open_bounds(first.weight), reason=reasons.GROUP_PARTLY_MET)

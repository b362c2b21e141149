"""Rows whose target is a number or a date: one unit, one direction, one method."""

from decimal import Decimal
from typing import Final

from generator.diagnostics import Text
from generator.model.indicator import Indicator
from generator.model.quantities import REASONS, Comparable, Day, NameHints, Number, Operator, compare_in_one_unit
from generator.model.ruleset import Quantitative, Ruleset
from generator.scoring import reasons
from generator.scoring.earning import Bearing, earn
from generator.scoring.evaluation import Direction, Row, Status
from generator.scoring.methods import FULL, METHODS, NONE, Method, Share, equal_ratio, met_equal
from generator.scoring.rounding import ONE, ZERO, plain, product

_DIRECTIONS: Final = {
    Operator.AT_LEAST: Direction.AT_LEAST,
    Operator.MORE_THAN: Direction.AT_LEAST,
    Operator.AT_MOST: Direction.AT_MOST,
    Operator.LESS_THAN: Direction.AT_MOST,
    Operator.EQUAL: Direction.EQUAL,
}
_BY_DATE: Final = Bearing(Direction.BY_DATE)


def score_number(
    row: Row, target: Number, actual: Number, hints: NameHints, indicator: Indicator, ruleset: Ruleset, clause: str | None
) -> Row:
    """Score an actual number against a target number, both brought to one unit."""
    quantitative = ruleset.quantitative
    assert quantitative is not None
    compared = compare_in_one_unit(target, actual, hints)
    if not isinstance(compared, Comparable):
        return row._replace(reason=REASONS[compared])
    direction, inferred = direction_of(target, hints, indicator, quantitative)
    bearing = Bearing(direction, inferred, approximate=not actual.exact)
    if target.operator is None and target.low != target.high:
        return _within(row, compared, ruleset, clause, bearing)
    bound = compared.target_low if compared.target_low is not None else compared.target_high
    if bound is None:
        return _open(row, bearing, reasons.TARGET_VAGUE)
    name = {Direction.AT_LEAST: quantitative.at_least, Direction.AT_MOST: quantitative.at_most}.get(direction, quantitative.equal)
    method = METHODS[direction.value, name]
    fixed = _fixed_share(method, bound, compared, direction)
    if isinstance(fixed, Share):
        return earn(row, fixed, ruleset, name, clause, bearing)
    return _open(row, bearing, fixed or reasons.APPROXIMATE)


def _open(row: Row, bearing: Bearing, reason: Text) -> Row:
    direction, inferred, approximate = bearing
    return row._replace(direction=direction, direction_inferred=inferred, approximate=approximate, reason=reason)


def _fixed_share(method: Method, bound: Decimal, compared: Comparable, direction: Direction) -> Share | Text | None:
    """Return what every value the actual cell allows earns alike; None where they differ.

    Methods rise or fall all along (equality apart), so the ends of the interval decide; an open end is a limit.
    """
    low, high = compared.actual_low, compared.actual_high
    if low is not None and low == high:
        return method(bound, low)
    only_a_point_counts = method is met_equal or (method is equal_ratio and bound == ZERO)
    ends = [method(bound, end) for end in (low, high) if end is not None]
    if not ends or only_a_point_counts:
        return None
    below, above = (FULL, NONE) if direction is Direction.AT_MOST else (NONE, FULL)
    earned = [below] * (low is None) + [above] * (high is None)
    for end in ends:
        if isinstance(end, Text):
            return end
        earned.append(end.earned)
    return ends[0] if all(product(a, earned[0][1]) == product(earned[0][0], b) for a, b in earned) else None


def _within(row: Row, compared: Comparable, ruleset: Ruleset, clause: str | None, bearing: Bearing) -> Row:
    """A target that is a range: inside it full points, outside it no standard says how many."""
    low, high, least, most = compared.target_low, compared.target_high, compared.actual_low, compared.actual_high
    if low is None or high is None:
        return _open(row, bearing, reasons.TARGET_VAGUE)
    if least is None or most is None or not low <= least <= most <= high:
        return _open(row, bearing, reasons.TARGET_RANGE)
    formula = f"{plain(low)} ≤ {plain(least)} ≤ {plain(high)} → {{w}}"
    return earn(row, Share((ONE, ONE), (ONE, ONE), formula), ruleset, "range", clause, bearing)


def score_date(row: Row, target: Day, actual: Day, ruleset: Ruleset, clause: str | None) -> Row:
    """Score a date against a deadline: on time, late, or too coarse to tell."""
    assert ruleset.quantitative is not None
    method = ruleset.quantitative.by_date
    if target.last is None:
        return _open(row, _BY_DATE, reasons.DEADLINE_OPEN)
    if actual.last is None:
        return _open(row, _BY_DATE, reasons.DATES_OVERLAP)
    deadline = target.last.isoformat()
    if actual.last <= target.last:
        on_time = Share((ONE, ONE), None, f"{actual.last.isoformat()} ≤ {deadline} → {{w}}")
        return earn(row, on_time, ruleset, method, clause, _BY_DATE)
    if actual.first is None or actual.first <= target.last:
        return _open(row, _BY_DATE, reasons.DATES_OVERLAP)
    if method == "on-time-or-open":
        late = row._replace(status=Status.UNASSESSED, method=method, clause=clause)
        return _open(late, _BY_DATE, reasons.LATE)
    return earn(row, Share((ZERO, ONE), None, f"{actual.first.isoformat()} > {deadline} → 0"), ruleset, method, clause, _BY_DATE)


def direction_of(target: Number, hints: NameHints, indicator: Indicator, quantitative: Quantitative) -> tuple[Direction, bool]:
    """Return which side is good, and whether that was inferred: target's sign, name's sign, record, ruleset."""
    for operator in (target.operator, hints.operator):
        if operator is not None:
            return _DIRECTIONS[operator], False
    if indicator.direction is not None and indicator.direction != "by_date":
        return Direction(indicator.direction), False
    if target.low == target.high == ZERO:
        return Direction.EQUAL, True
    for key, direction in quantitative.unmarked.items():
        if key != "default" and _stands_under(key, indicator):
            return Direction(direction), True
    return Direction(quantitative.unmarked.get("default", "at_least")), True


def _stands_under(key: str, indicator: Indicator) -> bool:
    stem = key.removesuffix("指标")
    return any(stem in level for level in (indicator.level2, indicator.level1) if level is not None)

"""One indicator under one ruleset: kind, direction, evidence, and the points with their arithmetic."""

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from generator.diagnostics import Text
from generator.model.figures import Inapplicable, Rate, read_rate
from generator.model.quantities import (
    REASONS,
    Blank,
    Comparable,
    Day,
    NameHints,
    NotApplicable,
    Number,
    Operator,
    Residue,
    Value,
    Words,
    compare_in_one_unit,
    is_dated,
    name_hints,
    read_value,
)
from generator.model.report import Indicator
from generator.model.ruleset import Quantitative, Ruleset
from generator.scoring import reasons
from generator.scoring.evaluation import Bounds, Direction, Kind, Row, Status
from generator.scoring.methods import FULL, METHODS, NONE, Method, Share, equal_ratio, met_equal
from generator.scoring.rounding import ONE, ZERO, percent, plain, points

_DIRECTIONS: Final = {
    Operator.AT_LEAST: Direction.AT_LEAST,
    Operator.MORE_THAN: Direction.AT_LEAST,
    Operator.AT_MOST: Direction.AT_MOST,
    Operator.LESS_THAN: Direction.AT_MOST,
    Operator.EQUAL: Direction.EQUAL,
}


@dataclass(frozen=True, slots=True)
class Reading:
    """An indicator's two cells, understood."""

    target: Value
    actual: Value
    hints: NameHints

    @property
    def kind(self) -> Kind:
        """Quantitative where the target (a blank one: the actual value) is a number or a date."""
        decisive = self.actual if isinstance(self.target, Blank) else self.target
        return Kind.QUANTITATIVE if isinstance(decisive, Number | Day | Residue) else Kind.QUALITATIVE


def read_indicator(indicator: Indicator, year: int | None) -> Reading:
    """Understand an indicator's target and actual value in the light of its name and the report's year."""
    name = indicator.name or ""
    dated = is_dated(indicator.level2, name)
    return Reading(
        read_value(indicator.target, year=year, dated=dated),
        read_value(indicator.actual, year=year, dated=dated),
        name_hints(name),
    )


def score_row(indicator: Indicator, ruleset: Ruleset, year: int | None, *, weight: Decimal | None) -> Row:
    """Score one indicator; `weight` is the printed one, or the ruleset's where none is printed."""
    reading = read_indicator(indicator, year)
    row = blank_row(indicator, reading.kind, weight)
    if (excluded := _excluded(indicator, reading)) is not None:
        return replace(row, status=Status.NOT_APPLICABLE, reason=excluded, bounds=None)
    if not ruleset.computes:
        return replace(row, reason=reasons.NOT_SCORED_BY_RULESET, bounds=None)
    formula = _by_formula(row, reading, indicator, ruleset)
    return formula if indicator.awarded is None else award(formula, indicator)


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


def earn(row: Row, share: Share, ruleset: Ruleset, method: str, clause: str | None) -> Row:
    """Return the row with the points a measured share of its weight gives; without a weight, the completion only."""
    completion = percent(*share.completion) if share.completion is not None else None
    if row.weight is None:
        return replace(row, completion=completion, method=method, clause=clause, reason=reasons.WEIGHT_BLANK, bounds=None)
    score = points(row.weight, *share.earned, ruleset.rounding)
    formula = share.formula.format(w=plain(row.weight))
    if not formula.endswith("→ 0") and "→" not in formula:
        is_exact = score * share.earned[1] == row.weight * share.earned[0]
        formula += f" {'=' if is_exact else '≈'} {plain(score)}"
    return replace(
        row,
        status=Status.SCORED,
        completion=completion,
        score=score,
        bounds=(score, score),
        method=method,
        explanation=formula,
        clause=clause,
    )


def _excluded(indicator: Indicator, reading: Reading) -> Text | None:
    match reading.target, reading.actual:
        case (NotApplicable(), NotApplicable() | Blank()) | (Blank(), NotApplicable()):
            return reasons.NOT_APPLICABLE
        case Blank() | Residue(), Blank() | Residue():
            name = read_value(indicator.name, year=None, dated=False)
            unused = indicator.weight is None and indicator.stated_score is None
            return reasons.EMPTY_LINE if unused and isinstance(name, Blank | Residue | NotApplicable) else None
        case _:
            return None


def _by_formula(row: Row, reading: Reading, indicator: Indicator, ruleset: Ruleset) -> Row:
    match reading.target, reading.actual:
        case Residue(), _:
            return _open(row, reasons.RESIDUE)
        case Blank(), Blank():
            return _open(row, reasons.BOTH_BLANK)
        case NotApplicable(), _:
            return _open(row, reasons.TARGET_NOT_APPLICABLE)
        case _, NotApplicable():
            return _open(row, reasons.ACTUAL_NOT_APPLICABLE)
    if row.kind is Kind.QUALITATIVE:
        return _qualitative(row, indicator, ruleset)
    if ruleset.quantitative is None:
        return _open(row, reasons.NOT_SCORED_BY_RULESET)
    clause = ruleset.clauses.quantitative or ruleset.source.clause or ruleset.source.document
    match reading.target, reading.actual:
        case Blank(), _:
            return _open(row, reasons.TARGET_BLANK)
        case _, Blank():
            return _open(row, reasons.ACTUAL_BLANK)
        case _, Residue():
            return _open(row, reasons.RESIDUE)
        case Day() as target, Day() as actual:
            return _by_date(row, target, actual, ruleset, clause)
        case Day(), _:
            return _open(row, _unread(reading.actual) or reasons.DATE_AGAINST_OTHER)
        case Number() as number, Number() as observed:
            return _measured(row, number, observed, reading.hints, indicator, ruleset, clause)
        case _:
            return _open(row, _unread(reading.actual) or reasons.NUMBER_AGAINST_TEXT)


def _open(row: Row, reason: Text) -> Row:
    return replace(row, reason=reason)


def _unread(value: Value) -> Text | None:
    return REASONS[value.reason] if isinstance(value, Words) and value.reason is not None else None


def _measured(
    row: Row, target: Number, actual: Number, hints: NameHints, indicator: Indicator, ruleset: Ruleset, clause: str | None
) -> Row:
    quantitative = ruleset.quantitative
    assert quantitative is not None
    compared = compare_in_one_unit(target, actual, hints)
    if not isinstance(compared, Comparable):
        return _open(row, REASONS[compared])
    direction, inferred = direction_of(target, hints, indicator, quantitative)
    row = replace(row, direction=direction, direction_inferred=inferred, approximate=not actual.exact)
    if target.operator is None and target.low != target.high:
        return _within(row, compared, ruleset, clause)
    bound = compared.target_low if compared.target_low is not None else compared.target_high
    if bound is None:
        return _open(row, reasons.TARGET_VAGUE)
    name = {Direction.AT_LEAST: quantitative.at_least, Direction.AT_MOST: quantitative.at_most}.get(direction, quantitative.equal)
    method = METHODS[direction.value, name]
    fixed = _fixed_share(method, bound, compared, direction)
    if isinstance(fixed, Text):
        return _open(row, fixed)
    if fixed is None:
        return _open(row, reasons.APPROXIMATE)
    scored = earn(row, fixed, ruleset, name, clause)
    return scored if actual.exact else replace(scored, completion=None)


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
    return ends[0] if all(a * earned[0][1] == earned[0][0] * b for a, b in earned) else None


def _within(row: Row, compared: Comparable, ruleset: Ruleset, clause: str | None) -> Row:
    """A target that is a range: inside it full points, outside it no standard says how many."""
    low, high, least, most = compared.target_low, compared.target_high, compared.actual_low, compared.actual_high
    if low is None or high is None:
        return _open(row, reasons.TARGET_VAGUE)
    if least is None or most is None or not low <= least <= most <= high:
        return _open(row, reasons.TARGET_RANGE)
    formula = f"{plain(low)} ≤ {plain(least)} ≤ {plain(high)} → {{w}}"
    return earn(row, Share((ONE, ONE), (ONE, ONE), formula), ruleset, "range", clause)


def _by_date(row: Row, target: Day, actual: Day, ruleset: Ruleset, clause: str | None) -> Row:
    assert ruleset.quantitative is not None
    method = ruleset.quantitative.by_date
    row = replace(row, direction=Direction.BY_DATE)
    if target.last is None or actual.last is None:
        return _open(row, reasons.DATES_OVERLAP)
    deadline = target.last.isoformat()
    if actual.last <= target.last:
        return earn(row, Share((ONE, ONE), None, f"{actual.last.isoformat()} ≤ {deadline} → {{w}}"), ruleset, method, clause)
    if actual.first is None or actual.first <= target.last:
        return _open(row, reasons.DATES_OVERLAP)
    if method == "on-time-or-open":
        unassessed = replace(row, status=Status.UNASSESSED, method=method, clause=clause, reason=reasons.LATE)
        return unassessed
    return earn(row, Share((ZERO, ONE), None, f"{actual.first.isoformat()} > {deadline} → 0"), ruleset, method, clause)


def direction_of(
    target: Number, hints: NameHints, indicator: Indicator, quantitative: Quantitative
) -> tuple[Direction, bool]:
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


def _qualitative(row: Row, indicator: Indicator, ruleset: Ruleset) -> Row:
    """Score a row of words by the evidence there is: tier, then completion or the stated score, else unassessed."""
    qualitative = ruleset.qualitative
    if qualitative is None:
        return _open(row, reasons.NOT_SCORED_BY_RULESET)
    clause = ruleset.clauses.qualitative or ruleset.source.clause or ruleset.source.document
    row = replace(row, clause=clause)
    if row.weight is None:
        return replace(row, reason=reasons.WEIGHT_BLANK)
    if indicator.tier is not None:
        return _by_tier(row, indicator.tier, ruleset)
    why_open = reasons.UNASSESSED if qualitative.award == "completion" else reasons.UNASSESSED_STATED
    if qualitative.award == "completion" and indicator.completion is not None:
        rate = read_rate(indicator.completion)
        if isinstance(rate, Rate) and rate.percent >= ZERO:
            formula = f"{{w}} × min(1, {plain(rate.percent)}%)"
            share = Share((min(rate.percent, Decimal(100)), Decimal(100)), (rate.percent, Decimal(100)), formula)
            return replace(earn(row, share, ruleset, "completion", clause), tier=_tier_of(share.earned, ruleset))
        why_open = reasons.COMPLETION_UNREADABLE
    stated = None if isinstance(row.stated_score, Inapplicable) else row.stated_score
    if qualitative.award == "stated" and stated is not None:
        if ZERO <= stated <= row.weight:
            tier = _tier_of((stated, row.weight), ruleset) if row.weight else None
            return replace(
                row, status=Status.SCORED, score=stated, bounds=(stated, stated), method="stated", explanation=plain(stated), tier=tier
            )
        why_open = reasons.STATED_OUT_OF_RANGE
    score = ZERO if qualitative.unassessed == "zero" else None
    explanation = "0" if score is not None else ""
    return replace(row, status=Status.UNASSESSED, score=score, method="unassessed", explanation=explanation, reason=why_open)


def _by_tier(row: Row, tier: str, ruleset: Ruleset) -> Row:
    assert ruleset.qualitative is not None and row.weight is not None
    band = next((band for name, band in ruleset.qualitative.tiers.items() if name == tier), None)
    if band is None:
        return _open(row, reasons.NO_TIER_BAND)
    low, high = (points(row.weight, end, ONE, ruleset.rounding) for end in band)
    formula = f"{plain(row.weight)} × {plain(band[0] * 100)}% = {plain(low)}"
    return replace(
        row,
        status=Status.SCORED,
        score=low,
        bounds=(low, high),
        method="tier",
        explanation=formula,
        tier=tier,
        provisional=True,
    )


def _tier_of(share: tuple[Decimal, Decimal], ruleset: Ruleset) -> str | None:
    assert ruleset.qualitative is not None
    bands = sorted(ruleset.qualitative.tiers.items(), key=lambda item: item[1], reverse=True)
    return next((name for name, (low, _) in bands if share[0] >= low * share[1]), None)


def award(row: Row, indicator: Indicator) -> Row:
    """Return the row with a person's points; the formula's own stay beside them."""
    assert indicator.awarded is not None
    given = indicator.awarded.score
    if not isinstance(given, Decimal):
        return replace(row, status=Status.NOT_COMPUTABLE, score=None, bounds=open_bounds(row.weight), reason=reasons.AWARD_BLANK)
    if given < ZERO or (row.weight is not None and given > row.weight):
        return replace(
            row, status=Status.NOT_COMPUTABLE, score=None, bounds=open_bounds(row.weight), reason=reasons.AWARD_OUT_OF_RANGE
        )
    return replace(
        row,
        status=Status.SCORED,
        score=given,
        bounds=(given, given),
        method="awarded",
        explanation=plain(given),
        formula_score=row.score if row.status is Status.SCORED else None,
        provisional=False,
        reason=Text(f"人工评定：{indicator.awarded.reason}", f"awarded by a person: {indicator.awarded.reason}"),
    )

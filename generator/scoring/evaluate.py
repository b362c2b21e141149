"""A report under a ruleset: every row, then the exact sums, the range and the grade."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from generator.diagnostics import Text
from generator.model.figures import Inapplicable
from generator.model.indicator import Indicator
from generator.model.report import Report
from generator.model.ruleset import Ruleset
from generator.scoring import reasons
from generator.scoring.evaluation import Bounds, Evaluation, Row, Status
from generator.scoring.execution import score_execution
from generator.scoring.groups import merge_groups
from generator.scoring.money import compute_money
from generator.scoring.rounding import EXACT, HUNDRED, plain, total
from generator.scoring.rows import is_excluded, score_row


def evaluate(report: Report, ruleset: Ruleset, year: int | None) -> Evaluation:
    """Score a report. Pure: the same report, ruleset and year give the same evaluation.

    `year` is the report's, for targets such as 11月底前; None where it is unknown.
    """
    money = compute_money(report.budget) if report.budget is not None else None
    budget = score_execution(report, money, ruleset)
    weights = {} if report.is_partial else dict(_ruleset_weights(report.indicators, ruleset))
    indicators = _indicator_rows(report.indicators, ruleset, year, weights)
    rows = indicators if budget is None else (budget, *indicators)
    counted = tuple(row for row in rows if row.status is not Status.NOT_APPLICABLE)
    weight = (
        None if any(row.weight is None for row in counted) else total(row.weight for row in counted if row.weight is not None)
    )
    rows_are_missing = report.is_partial and (weight is None or ruleset.scale is None or weight < ruleset.scale)
    score, no_score = (None, reasons.PARTIAL) if rows_are_missing and ruleset.computes else _total(counted, ruleset)
    no_grade = _why_no_grade(weight, ruleset)
    span = None if rows_are_missing else _range(counted)
    return Evaluation(
        ruleset=ruleset.id,
        scale=ruleset.scale,
        budget=budget,
        indicators=indicators,
        money=money,
        weight=weight,
        score=score,
        grade=_grade(score, ruleset) if no_grade is None else None,
        reason=no_score or no_grade,
        range=span,
        grade_range=(_grade(span[0], ruleset), _grade(span[1], ruleset)) if span is not None and no_grade is None else None,
        stated_sum=_stated_sum(rows if report.budget is not None and report.budget.execution is not None else indicators),
    )


def _indicator_rows(
    indicators: tuple[Indicator, ...], ruleset: Ruleset, year: int | None, weights: Mapping[int, Decimal]
) -> tuple[Row, ...]:
    rows = tuple(
        score_row(indicator, ruleset, year, weight=weights.get(place) if indicator.weight is None else _printed_weight(indicator))
        for place, indicator in enumerate(indicators)
    )
    return merge_groups(indicators, rows)


def _printed_weight(indicator: Indicator) -> Decimal | None:
    return None if isinstance(indicator.weight, Inapplicable) else indicator.weight


def _ruleset_weights(indicators: tuple[Indicator, ...], ruleset: Ruleset) -> Iterator[tuple[int, Decimal]]:
    """Yield the weight of a row that prints none, where the ruleset leaves no choice: alone under its level 1."""
    if all(indicator.weight is not None for indicator in indicators):
        return
    places: dict[str, list[int]] = defaultdict(list)
    keys = {level1: key for key in ruleset.level1 for level1 in key.split("+")}
    for place, indicator in enumerate(indicators):
        if indicator.level1 in keys and not is_excluded(indicator):
            places[keys[indicator.level1]].append(place)
    for key, found in places.items():
        weight = ruleset.level1[key]
        if len(found) == 1 and weight is not None:
            yield found[0], weight


def _total(counted: tuple[Row, ...], ruleset: Ruleset) -> tuple[Decimal | None, Text | None]:
    if not ruleset.computes:
        return None, reasons.NOT_SCORED_BY_RULESET
    statuses = Counter(row.status for row in counted if row.score is None)
    if statuses[Status.NOT_COMPUTABLE]:
        return None, reasons.not_computable(statuses[Status.NOT_COMPUTABLE])
    if statuses[Status.UNASSESSED]:
        return None, reasons.unassessed(statuses[Status.UNASSESSED])
    if not counted:
        return None, reasons.NOTHING_COUNTS
    return total(row.score for row in counted if row.score is not None), None


def _range(counted: Iterable[Row]) -> Bounds | None:
    bounds = [None if row.weight is None else row.bounds for row in counted]
    known = [pair for pair in bounds if pair is not None]
    if not known or len(known) < len(bounds):
        return None
    low, high = total(low for low, _ in known), total(high for _, high in known)
    return (low, high) if low < high else None


def _why_no_grade(weight: Decimal | None, ruleset: Ruleset) -> Text | None:
    if ruleset.scale is None or not ruleset.grades:
        return reasons.NO_SCALE
    if weight is None:
        return reasons.WEIGHTS_BLANK
    return None if weight == ruleset.scale else reasons.weights_off(plain(weight), plain(ruleset.scale))


def _grade(score: Decimal | None, ruleset: Ruleset) -> str | None:
    if score is None or not ruleset.scale:
        return None
    return ruleset.grade_of(EXACT.divide(EXACT.multiply(score, HUNDRED), ruleset.scale))


def _stated_sum(rows: Iterable[Row]) -> Decimal | None:
    """The exact sum of the scores the report states; None where a row that counts states none."""
    stated = [row.stated_score for row in rows if row.status is not Status.NOT_APPLICABLE]
    figures = [score for score in stated if isinstance(score, Decimal)]
    return total(figures) if figures and len(figures) == len(stated) else None

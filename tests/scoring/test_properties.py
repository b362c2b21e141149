"""What holds for every report under every standard, whatever the figures."""

import random
from collections.abc import Callable
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal, Inexact, localcontext
from fractions import Fraction
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from scoring.arithmetic import comes_to
from scoring.specimen import RULESETS, report_of, score

from generator.model.report import Report
from generator.model.ruleset import Ruleset
from generator.model.validation import validate
from generator.scoring.evaluate import evaluate
from generator.scoring.evaluation import Evaluation, Row, Status
from generator.source import read_bytes, to_yaml

FIGURES = st.one_of(
    st.integers(0, 120).map(str),
    st.integers(0, 10**11).map(lambda hundredths: f"{hundredths // 100}.{hundredths % 100:02}"),
    st.integers(10**19, 10**20 - 1).map(lambda digits: f"{digits}.{digits}"),
)
UNITS = st.sampled_from(["", "", "%", "个", "万元", "万", "万元/个", "人次", "‰"])
SIGNS = st.sampled_from(["", "", "", "≥", "≤", "=", "不少于", "小于", ">", "-"])
WORDS = st.sampled_from(
    ["有效", "长期有效", "完成", "是", "/", "……", "≥**", "3-5个", "约20个", "11月底前", "10月", "2021年12月31日", "2023.12"]
)
VALUES = st.one_of(
    st.none(),
    WORDS,
    st.builds(lambda sign, figure, unit: sign + figure + unit, SIGNS, FIGURES, UNITS),
    st.builds(lambda figure, unit: f"{figure}余{unit}", st.integers(1, 500).map(str), UNITS),
)
POINTS = st.sampled_from(["0", "0.1", "5", "10", "12.85", "12.9", "30", "100"])
MEASURED = st.builds(
    lambda level2, weight, sign, target, actual, unit: {
        "name": "甲",
        "level2": level2,
        "weight": weight,
        "target": f"{sign}{target}{unit}",
        "actual": f"{actual}{unit}",
    },
    st.sampled_from(["数量指标", "成本指标"]),
    POINTS,
    SIGNS,
    FIGURES,
    FIGURES,
    UNITS,
)
INDICATORS = MEASURED | st.fixed_dictionaries(
    {"name": st.sampled_from(["检查次数", "合格率（%）", "投入资金(≥万元)", "完成时间", "成本控制数", "安全率", "/"])},
    optional={
        "level1": st.sampled_from(["产出指标", "效益指标", "满意度指标", "成本指标"]),
        "level2": st.sampled_from(["数量指标", "时效指标", "成本指标", "社会效益"]),
        "weight": st.one_of(POINTS, st.just("/")),
        "target": VALUES,
        "actual": VALUES,
        "completion": st.one_of(st.integers(0, 500).map(lambda n: f"{n}%"), st.just("100.00"), st.just("已完成")),
        "stated_score": st.one_of(POINTS, st.just("-1")),
        "direction": st.sampled_from(["at_least", "at_most", "equal", "by_date"]),
        "tier": st.sampled_from(["achieved", "partial", "missed"]),
        "awarded": st.builds(lambda points: {"score": points, "reason": "核查"}, POINTS),
    },
)
FUNDS = st.fixed_dictionaries({}, optional={"total": FIGURES, "county": FIGURES, "carryover": FIGURES, "other": st.just("/")})
BUDGETS = st.fixed_dictionaries(
    {},
    optional={
        "initial": FUNDS,
        "adjusted": FUNDS,
        "received": FUNDS,
        "executed": FUNDS,
        "execution": st.fixed_dictionaries({"name": st.just("预算执行率")}, optional={"weight": POINTS, "stated_score": POINTS}),
    },
)
RECORDS = st.fixed_dictionaries(
    {"title": st.just("specimen"), "indicators": st.lists(INDICATORS, min_size=1, max_size=6)}, optional={"budget": BUDGETS}
)
STANDARDS = st.sampled_from(sorted(RULESETS))
MODES = {"half-up": ROUND_HALF_UP, "half-even": ROUND_HALF_EVEN, "down": ROUND_DOWN}


def whatever(*strategies: st.SearchStrategy[Any]) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Run a test on what the strategies make; a slow machine is no failure."""
    return lambda test: settings(deadline=None)(given(*strategies)(test))


def scored_rows(result: Evaluation) -> list[Row]:
    return [row for row in result.rows if row.status is Status.SCORED]


@whatever(RECORDS, STANDARDS)
def test_a_score_lies_between_zero_and_the_weight(record: dict[str, Any], standard: str):
    for row in score(record, standard).rows:
        if row.score is not None:
            assert row.weight is None or 0 <= row.score <= row.weight
            assert row.bounds is None or row.bounds[0] <= row.score <= row.bounds[1]
        if row.bounds is not None:
            assert 0 <= row.bounds[0] <= row.bounds[1]
            assert row.method == "awarded" if row.weight is None else row.bounds[1] <= row.weight


@whatever(RECORDS, STANDARDS)
def test_a_row_has_a_score_exactly_where_its_status_says_so(record: dict[str, Any], standard: str):
    for row in score(record, standard).rows:
        if row.status is Status.SCORED:
            assert row.score is not None and row.method and row.explanation
        elif row.status is Status.UNASSESSED:
            assert row.score in (None, 0) and row.reason
        else:
            assert row.score is None and row.reason and not row.explanation


@whatever(RECORDS, STANDARDS)
def test_the_total_is_the_exact_sum_of_the_rows_and_lies_in_its_range(record: dict[str, Any], standard: str):
    result = score(record, standard)
    scores = [row.score for row in result.rows if row.score is not None]
    if result.score is not None:
        assert sum(map(Fraction, scores)) == Fraction(result.score)
        assert result.range is None or result.range[0] <= result.score <= result.range[1]
    else:
        assert result.reason
    if result.range is not None:
        assert result.range[0] < result.range[1]


@whatever(RECORDS, STANDARDS)
def test_a_grade_needs_a_total_and_weights_that_fill_the_scale(record: dict[str, Any], standard: str):
    result = score(record, standard)
    if result.grade is not None:
        assert result.score is not None and result.weight == result.scale and result.reason is None


@whatever(RECORDS, STANDARDS)
def test_the_arithmetic_shown_comes_to_the_score(record: dict[str, Any], standard: str):
    rounding = RULESETS[standard].rounding
    step = Decimal(1).scaleb(-int(rounding.places or 0))
    wide = Context(prec=120)
    for row in scored_rows(score(record, standard)):
        assert row.score is not None
        worth, exact = comes_to(row.explanation)
        if exact:
            assert worth == Fraction(row.score), row.explanation
        else:
            rounded = wide.divide(Decimal(worth.numerator), Decimal(worth.denominator)).quantize(step, MODES[rounding.mode], wide)
            assert rounded == row.score, row.explanation


@whatever(RECORDS, STANDARDS)
def test_the_callers_decimal_context_changes_nothing(record: dict[str, Any], standard: str):
    report = report_of(record)
    usual = evaluate(report, RULESETS[standard], 2021)
    with localcontext(Context(prec=2, rounding=ROUND_DOWN)):
        assert evaluate(report, RULESETS[standard], 2021) == usual
    with localcontext(Context(prec=6, traps=[Inexact])):
        assert evaluate(report, RULESETS[standard], 2021) == usual


@whatever(RECORDS, STANDARDS, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_no_sum(record: dict[str, Any], standard: str, order: random.Random):
    shuffled = list(record["indicators"])
    order.shuffle(shuffled)
    one, other = score(record, standard), score({**record, "indicators": shuffled}, standard)
    for sums in ("score", "range", "grade", "grade_range", "weight", "stated_sum", "reason"):
        assert getattr(one, sums) == getattr(other, sums)
    assert sorted(map(repr, one.rows)) == sorted(map(repr, other.rows))


@whatever(RECORDS, STANDARDS)
def test_scoring_changes_neither_the_report_nor_the_standard(record: dict[str, Any], standard: str):
    report, ruleset = report_of(record), RULESETS[standard]
    before = report.model_copy(deep=True), ruleset.model_copy(deep=True)
    first = evaluate(report, ruleset, 2021)
    assert (report, ruleset) == before
    assert evaluate(report, ruleset, 2021) == first


@whatever(RECORDS, STANDARDS)
def test_a_record_written_and_read_again_is_scored_the_same(record: dict[str, Any], standard: str):
    text = to_yaml(record, flow=lambda field: len(field) == 2)
    document, findings = read_bytes(text.encode(), "specimen.yaml")
    assert document is not None and not findings
    report, faults = validate(document, Report)
    assert report is not None and not faults
    assert evaluate(report, RULESETS[standard], 2021) == score(record, standard)


def test_every_built_in_standard_is_under_test():
    assert set(RULESETS) == {"hubei", "national-2020", "national-2021-cost", "quwo-2021", "unscored"}
    assert all(isinstance(ruleset, Ruleset) for ruleset in RULESETS.values())

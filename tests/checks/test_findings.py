"""What checks let pass and what they don't: the cases beside each rule's own examples."""

from pathlib import Path

import pytest
from checks.checking import findings_of

HEAD = "title: 检查项目\nruleset: {ruleset}\n"
MONEY = "budget:\n  adjusted: {{county: 50}}\n  received: {{county: 50}}\n  executed: {{county: {executed}}}\n  stated: {{{stated}}}\n"


def codes(folder: Path, text: str) -> dict[str, str]:
    """Return code → severity of what is found."""
    return {finding.code: finding.severity.value for finding in findings_of(folder, text)}


def record(*rows: str, stated: str = "", ruleset: str = "national-2020", budget: str = "") -> str:
    indicators = "indicators:\n" + "".join(f"  - {{{row}}}\n" for row in rows)
    return HEAD.format(ruleset=ruleset) + budget + indicators + (f"stated: {{{stated}}}\n" if stated else "")


FULL = "name: 次数, weight: 100, target: 5次, actual: 5次"


@pytest.mark.parametrize(
    ("stated", "severity"),
    [("8.62", None), ("8.6", "info"), ("9", "info"), ("8", "warning"), ("8.63", "warning"), ("8.620", None), ("8.7", "warning")],
)
def test_a_stated_score_may_be_rounded_further_than_ours(tmp_path: Path, stated: str, severity: str | None):
    text = record(f"name: 金额, weight: 10, target: 43.2万元, actual: 37.24万元, stated_score: {stated}")
    assert codes(tmp_path, text).get("score-differs") == severity


@pytest.mark.parametrize(("stated", "severity"), [("8.62", None), ("9", "info"), ("8", "warning")])
def test_a_stated_total_may_be_rounded_further_than_ours(tmp_path: Path, stated: str, severity: str | None):
    text = record("name: 金额, weight: 10, target: 43.2万元, actual: 37.24万元", stated=f"score: {stated}")
    assert codes(tmp_path, text).get("total-differs") == severity


def test_a_stated_total_is_the_exact_sum_of_the_stated_rows(tmp_path: Path):
    rows = ("name: 甲, weight: 50, target: 5次, actual: 5次, stated_score: 49.5", FULL + ", stated_score: 33.3")
    assert "total-sum" not in codes(tmp_path, record(*rows, stated="score: 82.8"))
    assert codes(tmp_path, record(*rows, stated="score: 83"))["total-sum"] == "warning"


def test_a_row_without_a_stated_score_leaves_the_sum_open(tmp_path: Path):
    assert "total-sum" not in codes(tmp_path, record(FULL, stated="score: 83"))


def test_a_row_that_a_person_awarded_is_not_held_against_the_formula(tmp_path: Path):
    found = codes(tmp_path, record(FULL + ", stated_score: 80, awarded: {score: 80, reason: 目标偏低}", stated="score: 80"))
    assert "score-differs" not in found and "total-differs" not in found


def test_a_provisional_score_is_not_held_against_the_stated_one(tmp_path: Path):
    text = record("name: 管理水平, weight: 100, target: 有效, actual: 有效, tier: achieved, stated_score: 95")
    assert "score-differs" not in codes(tmp_path, text)


@pytest.mark.parametrize(
    ("grade", "stated", "code"),
    [
        ("优", "90", None),
        ("良", "90", "total-grade"),
        (" 良 ", "89.99", None),
        ("合格", "90", "grade-label"),
        ("优", "", None),
        ("/", "90", None),
    ],
)
def test_a_grade_is_held_against_its_own_total(tmp_path: Path, grade: str, stated: str, code: str | None):
    found = codes(tmp_path, record(FULL, stated=f"score: {stated}, grade: '{grade}'"))
    assert {"total-grade", "grade-label"} & set(found) == ({code} if code else set())


def test_forms_that_are_not_scored_have_no_weights_to_add_up(tmp_path: Path):
    text = record(
        "name: 次数, target: 5次, actual: 5次, stated_score: 3", stated="score: 29, full: 30, grade: 好", ruleset="unscored"
    )
    assert set(codes(tmp_path, text)) == {"total-sum"}


def test_rates_are_compared_at_the_printed_precision(tmp_path: Path):
    for printed, wrong in (("80%", False), ("80.4", False), ("80.40%", False), ("81%", True), ("80.5%", True), ("/", False)):
        money = MONEY.format(executed="40.2", stated=f"execution_rate: {{total: {printed}}}")
        assert ("money-execution-rate" in codes(tmp_path, record(FULL, budget=money))) is wrong, printed


def test_each_column_of_the_money_table_is_compared(tmp_path: Path):
    money = MONEY.format(executed="40", stated="balance: {county: 9, total: 10}, arrival_rate: {county: 90}")
    found = [finding.message("zh") for finding in findings_of(tmp_path, record(FULL, budget=money))]
    assert "资金结余（县区级）写 9，到位减执行为 10" in found
    assert "预算到位率（县区级）写 90，到位÷全年预算为 100%" in found
    assert len([message for message in found if message.startswith(("资金结余", "预算到位率"))]) == 2


def test_a_column_without_money_may_print_zero(tmp_path: Path):
    money = MONEY.format(executed="50", stated="balance: {central: 0}, arrival_rate: {central: 0}, execution_rate: {central: 0}")
    assert not {code for code in codes(tmp_path, record(FULL, budget=money)) if code.startswith("money")}


def test_a_fiscal_subtotal_is_compared_with_its_levels(tmp_path: Path):
    money = "budget:\n  adjusted: {fiscal: 60, central: 30, county: 20}\n"
    found = [
        finding.message("zh") for finding in findings_of(tmp_path, record(FULL, budget=money)) if finding.code == "money-sum"
    ]
    assert found == ["全年预算资金 (2)的财政资金小计写 60，各来源合计 50"]


@pytest.mark.parametrize(
    ("row", "wrong"),
    [
        ("target: 5次, actual: 4次, completion: 80%", False),
        ("target: 5次, actual: 4次, completion: 80.00%", False),
        ("target: 3次, actual: 1次, completion: 33%", False),
        ("target: 3次, actual: 1次, completion: 34%", True),
        ("target: 5次, actual: 7次, completion: 100%", False),
        ("target: 5次, actual: 7次, completion: 140%", False),
        ("target: 5次, actual: 7次, completion: 120%", True),
        ("target: ≤5次, actual: 4次, completion: 80%", False),
        ("target: 5次, actual: 4次, completion: 已完成", False),
    ],
)
def test_a_stated_completion_may_be_rounded_or_capped_at_100(tmp_path: Path, row: str, wrong: bool):
    text = record(f"level2: 数量指标, name: 次数, weight: 100, {row}")
    assert ("completion-differs" in codes(tmp_path, text)) is wrong


def test_an_unassessed_row_with_its_reason_is_information(tmp_path: Path):
    row = "name: 管理水平, weight: 100, target: 有效, actual: 有效"
    assert codes(tmp_path, record(row, ruleset="quwo-2021"))["scoring-unassessed"] == "warning"
    assert codes(tmp_path, record(row + ", reason: 尚待评定", ruleset="quwo-2021"))["scoring-unassessed"] == "info"


def test_what_an_unassessed_row_leads_to_is_said(tmp_path: Path):
    row = "name: 管理水平, weight: 100, target: 有效, actual: 有效"
    [zero] = [f.message("zh") for f in findings_of(tmp_path, record(row, ruleset="quwo-2021")) if f.code == "scoring-unassessed"]
    assert zero == "定性指标“管理水平”未评定，按 0 分计，未说明原因"
    [open_] = [f.message("zh") for f in findings_of(tmp_path, record(row)) if f.code == "scoring-unassessed"]
    assert open_ == "定性指标“管理水平”未评定，所以没有总分"


def test_a_free_weight_of_the_standard_is_not_held_against_the_form(tmp_path: Path):
    text = record("level1: 产出指标, name: 次数, weight: 90, target: 5次, actual: 5次", ruleset="quwo-2021")
    assert "weights-level1" not in codes(tmp_path, text)


def test_levels_that_share_a_weight_are_added_up_together(tmp_path: Path):
    rows = [
        "level1: 效益指标, name: 甲, weight: {}, target: 1, actual: 1",
        "level1: 满意度指标, name: 乙, weight: 10, target: 1, actual: 1",
    ]
    assert "weights-level1" not in codes(tmp_path, record(rows[0].format(30), rows[1], ruleset="hubei"))
    assert "weights-level1" in codes(tmp_path, record(rows[0].format(40), rows[1], ruleset="hubei"))


def test_a_partial_transcript_is_not_blamed_for_rows_it_does_not_have(tmp_path: Path):
    text = record("level1: 产出指标, name: 场次, weight: 12, target: 1场, actual: 1场, stated_score: 12", stated="score: 96")
    assert {"weights-scale", "weights-level1", "total-sum"} <= codes(tmp_path, text).keys()
    partial = codes(tmp_path, text + "source: {coverage: partial}\n")
    assert not {"weights-scale", "weights-level1", "total-sum", "total-differs"} & partial.keys()


def test_a_rate_of_a_budget_of_nothing_is_printed_as_nothing(tmp_path: Path):
    text = "budget: {{adjusted: {{county: 0}}, executed: {{county: 0}}, stated: {{execution_rate: {{county: {rate}}}}}}}\n"
    assert "money-execution-rate" in codes(tmp_path, record(FULL, budget=text.format(rate=100)))
    assert "money-execution-rate" not in codes(tmp_path, record(FULL, budget=text.format(rate="0.00%")))


def test_an_award_without_a_reason_is_found_wherever_the_reason_could_stand(tmp_path: Path):
    assert codes(tmp_path, record(FULL + ", awarded: 80"))["award-reason"] == "warning"
    assert "award-reason" not in codes(tmp_path, record(FULL + ", awarded: 80, reason: 目标偏低"))
    assert "award-reason" not in codes(tmp_path, record(FULL + ", awarded: {score: 80, reason: 目标偏低}"))


def test_a_completion_is_compared_at_the_precision_it_is_printed_with(tmp_path: Path):
    row = "name: 金额, weight: 100, target: {target}, actual: {actual}, completion: {completion}"
    for target, actual, completion in (
        ("'1000000'", "'849451'", "84.9%"),
        ("'43.2'", "'37.24'", "86.204%"),
        ("3次", "1次", "33.333%"),
    ):
        text = record(row.format(target=target, actual=actual, completion=completion))
        assert "completion-differs" not in codes(tmp_path, text), completion
    assert "completion-differs" in codes(tmp_path, record(row.format(target="3次", actual="1次", completion="33.334%")))


def test_a_printed_figure_over_blank_columns_has_to_be_nothing(tmp_path: Path):
    def found(stated: str) -> set[str]:
        return codes(tmp_path, record(FULL, budget=MONEY.format(executed=50, stated=stated))).keys() & {
            "money-balance",
            "money-execution-rate",
        }

    assert found("balance: {central: 0}, execution_rate: {central: 0}") == set()
    assert found("balance: {central: 9}, execution_rate: {central: 100}") == {"money-balance", "money-execution-rate"}


def test_a_form_without_received_money_has_no_balance_to_check(tmp_path: Path):
    budget = (
        "budget: {adjusted: {county: 50}, executed: {county: 50}, stated: {balance: {total: 3}, arrival_rate: {total: 80}}}\n"
    )
    assert not {"money-balance", "money-arrival-rate"} & codes(tmp_path, record(FULL, budget=budget)).keys()


def test_rounding_explains_only_a_coarser_stated_figure(tmp_path: Path):
    text = record("name: 次数, weight: 100, target: 5次, actual: 5次, stated_score: 99.6")
    assert codes(tmp_path, text)["score-differs"] == "warning"


def test_a_grade_is_held_against_the_full_marks_that_are_printed(tmp_path: Path):
    assert "total-grade" not in codes(tmp_path, record(FULL, stated="score: 29, full: 30, grade: 优"))
    assert "total-grade" in codes(tmp_path, record(FULL, stated="score: 29, full: 100, grade: 优"))


def test_more_than_the_weight_is_one_fault_and_not_two(tmp_path: Path):
    found = codes(tmp_path, record(FULL + ", stated_score: 120"))
    assert "score-above-weight" in found and "score-differs" not in found


def test_weights_beyond_the_scale_are_found_in_a_partial_transcript_too(tmp_path: Path):
    rows = ("name: 甲, weight: 60, target: 5次, actual: 5次", "name: 乙, weight: 50, target: 5次, actual: 5次")
    assert "weights-scale" in codes(tmp_path, record(*rows) + "source: {coverage: partial}\n")


@pytest.mark.parametrize(("rest", "found"), [("", True), (", reason: 年中扩大了范围", False)])
def test_over_completion_is_flagged_unless_it_says_why(tmp_path: Path, rest: str, found: bool):
    text = record(f"name: 试剂, weight: 100, target: ≥2400份, actual: 3200份{rest}")
    assert ("completion-over" in codes(tmp_path, text)) is found
    assert "completion-over" not in codes(tmp_path, record("name: 造价, weight: 100, target: ≤30万元, actual: 5万元"))
    assert "completion-over" not in codes(tmp_path, record("name: 试剂, weight: 100, target: 100份, actual: 129份"))


def test_other_faults_of_a_record_with_an_unreadable_field_are_found_in_the_same_run(tmp_path: Path):
    text = (
        "title: 项目\nruleset: quwo-1921\ncode: 1\nwieght: 5\n"
        "budget: {adjusted: {total: 60, county: 50}, executed: {county: 50}}\n"
        "indicators:\n  - {name: 甲, weight: 十, target: 5次, actual: 4次, stated_score: 9}\n"
        "  - {name: 乙, weight: 10, target: 5次, actual: 5次, stated_score: 12}\n"
        "stated: {score: 99}\nevaluated: 2022-02-30\n"
    )
    with_standard = text.replace("quwo-1921", "quwo-2021")
    faults = {"schema-unknown-key", "schema-number", "schema-date", "money-sum", "score-above-weight"}
    assert codes(tmp_path, with_standard).keys() == faults
    assert codes(tmp_path, text).keys() == {*faults, "ruleset-unknown"}

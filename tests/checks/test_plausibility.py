"""What the checks of plausibility, weighting, claims, wording and units find and what they let pass, beside each rule's own examples."""

import time
from pathlib import Path

import pytest
from checks.checking import findings_of, place_of

from generator import checks
from generator.diagnostics import Diagnostic
from generator.review.reports import check_reports

HEAD = "title: 检查项目\nruleset: {ruleset}\n"
ROW = "level1: 产出指标, level2: 数量指标"


def record(*rows: str, more: str = "", ruleset: str = "national-2020") -> str:
    return HEAD.format(ruleset=ruleset) + "indicators:\n" + "".join(f"  - {{{row}}}\n" for row in rows) + more


def found(folder: Path, code: str, text: str) -> list[Diagnostic]:
    return [finding for finding in findings_of(folder, text) if finding.code == code]


def site(root: Path, *, settings: str = "", **records: str) -> Path:
    """Write a site; `a_b="…"` is the record b of agency a of 2021."""
    agencies = "".join(f"  {name.split('_')[0]}: {{name: {name.split('_')[0]}局}}\n" for name in dict.fromkeys(records))
    for name, text in records.items():
        agency, project = name.split("_")
        file = root / f"content/reports/2021/{agency}/{project}.yaml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    (root / "content/site.yaml").write_text("title: 示例\n" + settings, "utf-8")
    lines = dict.fromkeys(agencies.splitlines())
    (root / "content/agencies.yaml").write_text("agencies:\n" + "\n".join(lines) + "\n", "utf-8")
    return root


def found_in_site(root: Path, code: str) -> list[Diagnostic]:
    return [finding for finding in check_reports([], root=root, cwd=root).findings if finding.code == code]


PROBLEMS = record(f"{ROW}, name: 次数, weight: 100, target: 5次, actual: 5次", more="problems: {text}\n")


@pytest.mark.parametrize(
    "text",
    [
        "今后要继续保证设备日常可用，提高服务的安全程度和保密性能。",
        "进一步加强项目管理，不断提高资金使用效益。",
        "存在问题及原因分析：继续做好各项工作。将严格按照制度执行！",
        "无",
        "无。",
        "暂无问题",
        "本项目没有发现问题",
        "项目实施中不存在明显问题。",
        "/",
    ],
)
def test_a_section_on_problems_that_names_none_is_found(tmp_path: Path, text: str):
    [one] = found(tmp_path, "text-no-problem", PROBLEMS.replace("{text}", text))
    assert place_of(one) == (5, 11)


@pytest.mark.parametrize(
    "text",
    [
        "设备老化，要继续更新。",
        "宣传形式单一，今后将进一步加强创新。",
        "人手不够，需要加强。",
        "部分群众知晓率偏低。",
        "资金支付进度较慢，原因是验收延期，将加强调度。",
        "绩效指标设置有待完善，要进一步提高。",
        "存在的主要问题是：要素保障跟不上，要加强协调。",
        "未按期完成，将加强管理。",
        "村集体没有专人管护。",
        "受天气影响，施工推迟，今后要做好预案。",
        "一是管理制度流于形式；二是要加强培训。",
        "项目现在由两个科室共同负责。",
    ],
)
def test_a_section_that_names_a_problem_is_left_alone(tmp_path: Path, text: str):
    assert not found(tmp_path, "text-no-problem", PROBLEMS.replace("{text}", text))


def test_a_blank_section_is_found_where_the_report_goes_on_to_measures(tmp_path: Path):
    text = PROBLEMS.replace("problems: {text}\n", "analysis: {output: 已完成}\nimprovements: 加强管理\nproblems:\n")
    assert len(found(tmp_path, "text-no-problem", text)) == 1
    assert not found(tmp_path, "text-no-problem", text.replace("improvements: 加强管理\n", ""))
    assert not found(tmp_path, "text-no-problem", text + "source: {coverage: partial}\n")


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("name: 次数, weight: 10, target: 5次, actual: 4次, stated_score: 8", 5),
        ("name: 次数, weight: 10, target: 5次, actual: 4次", 5),
        ('name: 次数, weight: 10, target: 5次, actual: 4次, stated_score: 8, reason: "0"', 105),
        ("name: 次数, weight: 10, target: 5次, actual: 4次, stated_score: 8, reason: 无。", 105),
        ("name: 次数, weight: 10, target: 5次, actual: 4次, stated_score: 8, reason: 雨天停工", None),
        ("name: 次数, weight: 10, target: 5次, actual: 5次, stated_score: 10, reason: 无", None),
        ("name: 效果, weight: 10, target: 有效, actual: 有效, stated_score: 9", 5),
        ("name: 效果, weight: 10, target: 有效, actual: 有效, stated_score: 10", None),
        ("name: 次数, weight: 10, target: 5次, actual: 5次, awarded: {score: 8, reason: 目标偏低}, stated_score: 8", None),
    ],
)
def test_lost_points_need_a_reason_and_a_nought_is_none(tmp_path: Path, row: str, column: int | None):
    places = [place_of(one) for one in found(tmp_path, "deviation-unexplained", record(f"{ROW}, {row}"))]
    assert places == ([] if column is None else [(4, column)])


def test_an_unassessed_row_is_one_finding_and_not_two(tmp_path: Path):
    text = record(f"{ROW}, name: 效果, weight: 100, target: 有效, actual: 有效, stated_score: 0", ruleset="quwo-2021")
    assert {f.code for f in findings_of(tmp_path, text)} >= {"scoring-unassessed"}
    assert not found(tmp_path, "deviation-unexplained", text)


def test_a_reason_of_nought_does_not_excuse_an_overshoot(tmp_path: Path):
    text = record(f'{ROW}, name: 次数, weight: 100, target: 5次, actual: 9次, stated_score: 100, reason: "0"')
    assert len(found(tmp_path, "completion-over", text)) == 1


def test_a_form_without_points_is_measured_all_the_same(tmp_path: Path):
    rows = (
        f"{ROW}, name: 设备, target: 31台, actual: 42台",
        "level2: 时效指标, name: 完成时间, target: 2018年10月底, actual: 2018年11月底",
    )
    text = record(*rows, ruleset="unscored")
    assert [place_of(one) for one in found(tmp_path, "completion-over", text)] == [(4, 65)]
    assert [place_of(one) for one in found(tmp_path, "deviation-unexplained", text)] == [(5, 5)]


SPENT = "budget: {{adjusted: {{total: 50}}, executed: {{total: {executed}}}}}\n"
DONE = [f"{ROW}, name: 圈舍{n}, weight: 30, target: 180平方米, actual: {{actual}}平方米" for n in range(3)]


@pytest.mark.parametrize(
    ("executed", "actual", "is_found"), [("10", "180", True), ("10.01", "180", False), ("0", "200", True), ("10", "90", False)]
)
def test_a_fifth_of_the_money_and_every_output_do_not_go_together(tmp_path: Path, executed: str, actual: str, is_found: bool):
    text = record(*(row.format(actual=actual) for row in DONE), more=SPENT.format(executed=executed))
    assert bool(found(tmp_path, "spending-output", text)) is is_found


def test_two_outputs_are_too_few_to_say_all(tmp_path: Path):
    text = record(*(row.format(actual="180") for row in DONE[:2]), more=SPENT.format(executed="5"))
    assert not found(tmp_path, "spending-output", text)


@pytest.mark.parametrize(("settings", "is_found"), [("", False), ("thresholds: {low_spending: 60%}\n", True)])
def test_a_site_draws_the_line_of_low_spending(tmp_path: Path, settings: str, is_found: bool):
    text = record(*(row.format(actual="180") for row in DONE), more=SPENT.format(executed="30"))
    assert bool(found_in_site(site(tmp_path, settings=settings, a_b=text), "spending-output")) is is_found


def test_a_project_that_did_not_take_place_may_say_why(tmp_path: Path):
    text = record(f"{ROW}, name: 圈舍, weight: 100, target: 180平方米", more=SPENT.format(executed="0"))
    assert [one.severity for one in found(tmp_path, "not-executed", text)] == ["warning"]
    assert [one.severity for one in found(tmp_path, "not-executed", text + "problems: 用地没有批下来\n")] == ["info"]
    assert not found(tmp_path, "report-unfilled", text)


def test_a_target_after_the_year_is_found_where_the_year_is_known(tmp_path: Path):
    row = "  - {level2: 时效指标, name: 项目竣工时间, weight: 100, target: '%s', actual: 2021年12月}\n"
    root = site(tmp_path, a_b=HEAD.format(ruleset="national-2020") + "indicators:\n" + row % "2023.12")
    assert [place_of(one) for one in found_in_site(root, "target-after-year")] == [(4, 55)]
    for target, is_found in (("2021.12", False), ("2022年6月底前", True), ("2022年1月前", False), ("2021年底前", False)):
        site(tmp_path, a_b=HEAD.format(ruleset="national-2020") + "indicators:\n" + row % target)
        assert bool(found_in_site(root, "target-after-year")) is is_found, target


@pytest.mark.parametrize(
    ("more", "is_found"),
    [
        ("evaluated: 2021-12-30\n", True),
        ("evaluated: 2021-12-31\n", False),
        ("evaluated: 2022-01-05\ndisclosure: {published: 2021-12-01}\n", False),
        ("disclosure: {published: 2021-12-01}\n", True),
        ("period: {start: 2021-01, end: 2021-06}\nevaluated: 2021-07-10\n", False),
        ("period: {start: 2021, end: 2024}\nevaluated: 2022-02-10\n", False),
    ],
)
def test_a_verdict_waits_for_the_end_of_the_year_or_of_the_project(tmp_path: Path, more: str, is_found: bool):
    root = site(tmp_path, a_b=record(f"{ROW}, name: 次数, weight: 100, target: 5次, actual: 5次", more=more))
    assert bool(found_in_site(root, "evaluated-early")) is is_found


@pytest.mark.parametrize(
    ("weights", "is_found"),
    [
        (["18"] * 5, True),
        (["22.5"] * 4, False),
        (["12.9"] + ["12.85"] * 6, True),
        (["13"] + ["12.85"] * 6, False),
        (["20", "20", "20", "20", "10"], False),
    ],
)
def test_equal_weights_are_found_apart_from_what_rounding_leaves(tmp_path: Path, weights: list[str], is_found: bool):
    rows = (f"{ROW}, name: 甲{n}, weight: {weight}, target: 5次, actual: 4次" for n, weight in enumerate(weights))
    assert bool(found(tmp_path, "weights-uniform", record(*rows))) is is_found


@pytest.mark.parametrize(
    ("row", "is_found"),
    [
        ("name: 合格率（%）, weight: 50, target: '100', actual: 100%", False),
        ("name: 台数, weight: 50, target: '2', actual: '2'", False),
        ("name: 台数, weight: 50, target: ≥2, actual: 2台", False),
        ("name: 台数, weight: 50, target: '2', actual: 两台", False),
        ("name: 台数, weight: 50, target: '2', actual: 2台", True),
    ],
)
def test_targets_without_a_unit_count_from_two(tmp_path: Path, row: str, is_found: bool):
    other = f"{ROW}, name: 册数, weight: 50, target: '300', actual: 312册"
    assert bool(found(tmp_path, "value-forms-mixed", record(f"{ROW}, {row}", other))) is is_found
    assert not found(tmp_path, "value-forms-mixed", record(other))


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("name: 学生满意度, target: ≤90%, actual: 96%, stated_score: 10", "operator-reversed"),
        ("name: 学生满意度, target: ≤90%, actual: 85%, stated_score: 10", None),
        ("name: 学生满意度, target: ≥90%, actual: 96%, stated_score: 10", None),
        ("name: 投诉件数, target: ≥5件, actual: 2件, stated_score: 10", "operator-reversed"),
        ("name: 送教场次, target: ≥5场, actual: 2场, stated_score: 10", None),
        ("name: 满意度, target: 290%, actual: 95%", "operator-misread"),
        ("name: 增长率, target: 290%, actual: 300%", None),
        ("name: 造价, target: W30万元, actual: 28万元", "operator-misread"),
        ("name: 型号, target: W30, actual: 已采购", None),
        ("name: 次数, target: 10次, actual: 5次, stated_score: 2.5, reason: 雨天", "score-weighted-twice"),
        ("name: 次数, target: 10次, actual: 10次, stated_score: 1, reason: 雨天", "score-weighted-twice"),
        ("name: 次数, target: 10次, actual: 5次, stated_score: 2.4, reason: 雨天", None),
        ("name: 效果, target: 有效, stated_score: 10", "score-without-actual"),
        ("name: 效果, target: 有效, stated_score: 0, reason: 没有做", None),
        ("name: 效果, target: 有效, actual: 有效, tier: achieved, stated_score: 7, reason: 尚可", "tier-outside-band"),
        ("name: 效果, target: 有效, actual: 有效, tier: achieved, stated_score: 8, reason: 尚可", None),
        ("name: 效果, target: 有效, actual: 有效, tier: missed, awarded: {score: 9, reason: 尚可}", "tier-outside-band"),
    ],
)
def test_a_claim_that_nothing_carries_is_found(tmp_path: Path, row: str, code: str | None):
    claims = {"operator-reversed", "operator-misread", "score-weighted-twice", "score-without-actual", "tier-outside-band"}
    codes = {finding.code for finding in findings_of(tmp_path, record(f"{ROW}, weight: 10, {row}"))}
    assert codes & claims == ({code} if code else set())


def test_a_factor_applied_twice_is_one_fault_and_not_two(tmp_path: Path):
    text = record(f"{ROW}, weight: 10, name: 次数, target: 10次, actual: 5次, stated_score: 2.5")
    assert not found(tmp_path, "score-differs", text)


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("name: 合格率, target: 0%, actual: 96%", "target-zero"),
        ("name: 事故, target: 0起, actual: 0起", None),
        ("name: 事故, target: ≤0起, actual: 0起", None),
        ("name: 作用, target: 是否有利, actual: 有利", "target-question"),
        ("name: 是否按期, target: 是, actual: 是", None),
        ("name: '指标2：', target: 5次, actual: 5次", "template-residue"),
        ("name: 说明（限200字以内）, target: 5次, actual: 5次", "template-residue"),
        ("name: 投入资金(≥万元), target: '5', actual: '5'", None),
        ("name: 作文（400字）, target: 5篇, actual: 5篇", None),
        ("name: 次数, target: 5次, actual: 5次, reason: '0'", "template-residue"),
    ],
)
def test_targets_and_cells_say_something(tmp_path: Path, row: str, code: str | None):
    kinds = {"target-zero", "target-question", "template-residue"}
    codes = {finding.code for finding in findings_of(tmp_path, record(f"{ROW}, {row}"))}
    assert codes & kinds == ({code} if code else set())


def test_a_hint_of_the_form_is_found_in_a_passage(tmp_path: Path):
    text = record(f"{ROW}, name: 次数, target: 5次, actual: 5次", more="conclusion: 评价结论（200字以内）\n")
    [one] = found(tmp_path, "template-residue", text)
    assert (place_of(one), one.values["text"], one.values["count"]) == ((5, 13), "（200字以内）", 1)


MONEY = "budget: {{initial: {{total: {0}}}, adjusted: {{total: {1}}}, received: {{total: {2}}}, executed: {{total: {3}}}}}\n"


@pytest.mark.parametrize(
    ("amounts", "codes"),
    [
        (("50", "50", "50", "50"), set()),
        (("30", "50", "50", "40"), set()),
        (("50", "50", "50", "51"), {"money-exceeds"}),
        (("50", "50", "55", "50"), {"money-exceeds"}),
        (("50", "50", "40", "45"), {"money-exceeds"}),
        (("50", "50", "50", "480000"), {"unit-slip"}),
        (("500000", "50", "50", "50"), {"unit-slip"}),
        (("0.005", "50", "50", "50"), {"unit-slip"}),
        (("0.01", "50", "50", "50"), set()),
        (("50", "50", "50", "0.005"), set()),
        (("1200000", "1200000", "120", "118.5"), {"unit-slip"}),
        (("1200000", "1200000", "/", "118.5"), {"unit-slip"}),
        (("1200000", "1200000", "0", "0"), set()),
    ],
)
def test_money_stays_within_its_bounds_and_in_its_unit(tmp_path: Path, amounts: tuple[str, ...], codes: set[str]):
    text = record(f"{ROW}, name: 次数, target: 5次, actual: 5次", more=MONEY.format(*amounts))
    assert {finding.code for finding in findings_of(tmp_path, text)} & {"money-exceeds", "unit-slip"} == codes


@pytest.mark.parametrize(
    ("row", "is_found"),
    [
        ("name: 项目总投资, target: ≤50元, actual: 48元", True),
        ("name: 项目总投资, target: ≤50万元, actual: 48万元", False),
        ("name: 单价标准总投资, target: ≤50元, actual: 48元", False),
        ("name: 通信服务成本控制数, target: '29', actual: 29万元/个", False),
        ("name: 总投资, target: 50万元, actual: '500000'", True),
        ("name: 总投资, target: 50万元, actual: 500000元", False),
    ],
)
def test_a_row_that_states_the_money_states_it_in_the_same_unit(tmp_path: Path, row: str, is_found: bool):
    text = record(f"level2: 成本指标, {row}, weight: 10", more=MONEY.format("50", "50", "50", "50"))
    assert bool(found(tmp_path, "unit-slip", text)) is is_found


SAME = "项目的实施使辖区的状况得到改善，群众从中受益，效益指标总体符合预期，今后还要继续跟踪，用可以量化的数据说明变化。"


def told(text: str, more: str = "") -> str:
    row = f"{ROW}, name: 次数, weight: 100, target: 5次, actual: 5次"
    return record(row, more=f"analysis: {{benefit: {text}}}\n{more}")


def test_the_same_passage_of_two_agencies_is_found_in_both(tmp_path: Path):
    root = site(tmp_path, a_yi=told(SAME), b_er=told(SAME.replace("，群众", "， 群众")), c_san=told(SAME[:30]))
    both = found_in_site(root, "text-copied")
    assert [(one.report, place_of(one)) for one in both] == [("2021/a/yi", (5, 21)), ("2021/b/er", (5, 21))]
    assert both[0].message("zh") == "“效益情况及分析”与b局“检查项目”的一字不差"


@pytest.mark.parametrize(
    "records",
    [
        {"a_yi": told(SAME), "a_er": told(SAME)},
        {"a_yi": told(SAME[:39]), "b_er": told(SAME[:39])},
        {"a_yi": told(SAME), "b_er": told(SAME, "source: {narrative: summary}\n")},
    ],
    ids=["one agency", "short", "an editor's summary"],
)
def test_passages_that_may_be_alike(tmp_path: Path, records: dict[str, str]):
    assert not found_in_site(site(tmp_path, **records), "text-copied")


@pytest.mark.parametrize("part", ["无", "（", "指标2：", "存在问题", "要", "*", "2", "W9", "0", "…", "是否", "没有发现存在", "1"])
def test_records_as_long_as_files_may_be_cost_no_more_than_their_length(tmp_path: Path, part: str):
    text = '"' + part * (40_000 // len(part)) + '"'
    hostile = record(
        f"{ROW}, name: {text}, weight: 10, target: {text}, actual: {text}, reason: {text}",
        more=f"problems: {text}\nimprovements: {text}\ngoals: {{annual: {text}}}\n",
    )
    file = tmp_path / "specimen.yaml"
    file.write_text(hostile, "utf-8")
    entry = check_reports([file], root=tmp_path, cwd=tmp_path).catalog.entries[0]
    families = {"claims", "plausibility", "weighting", "wording", "slips"}
    mine = [each for each in checks.CHECKS if each.__module__.rpartition(".")[2] in families]
    start = time.process_time()
    for each in mine:
        list(each(entry))
    assert time.process_time() - start < 0.1


@pytest.mark.parametrize(
    ("period", "is_found"),
    [
        ("{start: 2021-12, end: 2021-01}", True),
        ("{start: 2022, end: 2021-12}", True),
        ("{start: 2021-06-02, end: 2021-06-01}", True),
        ("{start: 2021-06, end: 2021-06-01}", False),
        ("{start: 2021-12, end: 2021}", False),
        ("{start: 2021, end: 2021}", False),
        ("{end: 2021-01}", False),
    ],
)
def test_a_period_runs_forwards(tmp_path: Path, period: str, is_found: bool):
    root = site(tmp_path, a_b=record(f"{ROW}, name: 次数, weight: 100, target: 5次, actual: 5次", more=f"period: {period}\n"))
    assert bool(found_in_site(root, "period-reversed")) is is_found

"""Waivers: a record says why a finding stands, and who decided."""

import json
from pathlib import Path

import pytest
from cli.small import FIRST, SECOND, check, row, write_site

from generator.exports.reports import report_data
from generator.review.reports import Checked, check_reports

ROWS = row("检查次数", actual="4", score="45") + row("抽查次数", actual="3", score="40")
WHY = "reason: 专家另有评定, by: 县财政局绩效科"


def checked(root: Path, *waivers: str, site: str = "", **others: str) -> Checked:
    """Check a record whose two rows state other scores than computed, and that has some waivers."""
    answers = "waivers:\n" + "".join(f"  - {{{waiver}}}\n" for waiver in waivers) if waivers else ""
    write_site(root, jiancha="title: 检查\nindicators:\n" + ROWS + answers, **others)
    settings = root / "content/site.yaml"
    settings.write_text(settings.read_text("utf-8") + site, "utf-8")
    return check_reports([], root=root, cwd=root)


def found(result: Checked) -> list[tuple[str, str, int, int]]:
    return [(f.code, f.severity, *((f.span.line, f.span.column) if f.span else (0, 0))) for f in result.findings]


def test_a_waiver_takes_every_finding_of_its_code_in_its_record(tmp_path: Path):
    result = checked(tmp_path, f"code: score-differs, {WHY}, date: 2022-03-04")
    assert found(result) == []
    (entry,) = result.catalog.entries
    assert [(f.code, f.field) for f in entry.waived] == [("score-differs", ("indicators", n, "stated_score")) for n in (0, 1)]
    assert {f.waived for f in entry.waived} == {("专家另有评定", "县财政局绩效科", "2022-03-04")}


def test_a_waiver_of_a_field_takes_what_is_in_it_and_leaves_the_rest(tmp_path: Path):
    for at, field in enumerate(("indicators[1]", "indicators[1].stated_score", " indicators[1] ")):
        result = checked(tmp_path / str(at), f"code: score-differs, field: '{field}', {WHY}")
        assert found(result) == [("score-differs", "warning", 3, 82)]


def test_a_waiver_is_of_one_record(tmp_path: Path):
    other = "title: 巡查\nindicators:\n" + ROWS
    result = checked(tmp_path, f"code: score-differs, {WHY}", xuncha=other)
    assert {f.path for f in result.findings} == {SECOND}


def test_what_is_waived_neither_counts_nor_stops_whatever_the_site_calls_it(tmp_path: Path):
    result = checked(tmp_path, f"code: score-differs, {WHY}", site="severities: {score-differs: error}\n")
    assert result.is_publishable and result.left_out == ()
    assert {f.severity for entry in result.catalog.entries for f in entry.waived} == {"error"}
    assert not checked(tmp_path / "b", site="severities: {score-differs: error}\n").is_publishable


@pytest.mark.parametrize(
    ("waiver", "code", "severity"),
    [
        (f"code: scores-differs, {WHY}", "waiver-unknown-code", "error"),
        (f"code: yaml-syntax, {WHY}", "waiver-not-allowed", "error"),
        (f"code: continues-missing, {WHY}", "waiver-not-allowed", "error"),
        (f"code: waiver-stale, {WHY}", "waiver-not-allowed", "error"),
        (f"code: total-sum, {WHY}", "waiver-stale", "warning"),
        (f"code: score-differs, field: 'indicators[7]', {WHY}", "waiver-stale", "warning"),
        (f"code: score-differs, field: 第二行, {WHY}", "waiver-stale", "warning"),
        (f"code: score-differs, field: 'indicators[1].actual', {WHY}", "waiver-stale", "warning"),
    ],
)
def test_a_waiver_that_answers_nothing_is_said_at_its_code(tmp_path: Path, waiver: str, code: str, severity: str):
    result = checked(tmp_path, waiver)
    assert [each for each in found(result) if each[0] != "score-differs"] == [(code, severity, 6, 12)]
    assert len(found(result)) == 3
    assert {f.report for f in result.findings} == {"2021/danwei/jiancha"}


def test_what_can_not_be_waived_stays_and_says_so(tmp_path: Path):
    record = "title: 检查\ncontinues: 2020/danwei/meiyou\nindicators:\n" + row("检查次数", "100")
    write_site(tmp_path, jiancha=record + f"waivers:\n  - {{code: continues-missing, {WHY}}}\n")
    result = check_reports([], root=tmp_path, cwd=tmp_path)
    assert [each[0] for each in found(result)] == ["continues-missing", "waiver-not-allowed"]


def test_of_two_waivers_for_the_same_the_second_is_stale(tmp_path: Path):
    result = checked(tmp_path, f"code: score-differs, {WHY}", f"code: score-differs, {WHY}")
    assert found(result) == [("waiver-stale", "warning", 7, 12)]


@pytest.mark.parametrize("missing", ["code", "reason", "by"])
def test_a_waiver_needs_a_code_a_reason_and_who_decided(tmp_path: Path, missing: str):
    parts = {"code": "score-differs", "reason": "专家另有评定", "by": "县财政局绩效科"}
    waiver = ", ".join(f"{key}: {value}" for key, value in parts.items() if key != missing)
    result = checked(tmp_path / "a", waiver)
    assert ("schema-missing", "error", 6, 5) in found(result)
    assert [each[0] for each in found(result)].count("score-differs") == 2, "a waiver that is not whole answers nothing"
    blank = checked(tmp_path / "b", waiver + f", {missing}: ' '")
    assert "schema-blank" in [each[0] for each in found(blank)]


def test_what_rests_on_other_reports_is_called_stale_only_where_those_were_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("generator.review.reports.ACROSS", frozenset({"total-sum"}))
    assert "waiver-stale" in [each[0] for each in found(checked(tmp_path, f"code: total-sum, {WHY}"))]
    alone = check_reports([tmp_path / FIRST], root=tmp_path, cwd=tmp_path)
    assert "waiver-stale" not in [each[0] for each in found(alone)]


def test_the_report_as_data_has_what_is_waived_with_its_reason(tmp_path: Path):
    result = checked(tmp_path, f"code: score-differs, field: 'indicators[0]', {WHY}")
    (entry,) = result.catalog.entries
    data = report_data(entry, result.by_report()[entry.name], result.catalog)
    assert data["waived"] == [
        {
            "code": "score-differs",
            "severity": "warning",
            "message": "“检查次数”报告得 45 分，复算 40 分",
            "reason": "专家另有评定",
            "by": "县财政局绩效科",
            "date": None,
        }
    ]
    assert [each["code"] for each in data["findings"]] == ["score-differs"]


def test_check_counts_what_is_waived_apart(tmp_path: Path):
    checked(tmp_path, f"code: score-differs, {WHY}")
    result = check(tmp_path, "--lang", "en", "--strict")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "1 report: 0 errors, 0 warnings, 0 notes; 2 more waived\n"
    assert check(tmp_path, "--lang", "zh").stderr == "1 份报告：0 个错误，0 条提示，0 条说明；另有 2 条已说明\n"
    assert json.loads(check(tmp_path, "--format", "json").stdout) == {"diagnostics": []}

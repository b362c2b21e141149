"""What stands published against what a record says now: every change without a correction is told, at its field."""

import json
from pathlib import Path
from typing import Any

import pytest
from checks.checking import said, write_site

from generator.checks import corrections
from generator.disclosure import as_published
from generator.exports.reports import report_data
from generator.exports.unnamed import FILE as OWED
from generator.exports.unnamed import remember
from generator.gate import release
from generator.review.reports import Checked, check_reports

CODES = (*(rule.code for rule in corrections.RULES), "published-unreadable")
RECORD = """\
title: 警务通
ruleset: national-2020
budget:
  adjusted: {county: 50}
  executed: {county: 40.20}
indicators:
  - {level1: 产出指标, name: 人次, weight: 60, target: ≥10人次, actual: 12人次, stated_score: 60}
  - {level1: 产出指标, name: 及时率, weight: 40, target: 100%, actual: 90%, stated_score: 36}
stated: {score: 96, grade: 优}
problems: 经费不足。
"""
FILE = "site/2021/jia/a/report.json"


def check(folder: Path, text: str) -> Checked:
    return check_reports((), root=write_site(folder, {"reports/2021/jia/a.yaml": text}), cwd=folder)


def publish(folder: Path, text: str = RECORD) -> Path:
    checked = check(folder, text)
    [entry] = checked.catalog.entries
    file = folder / FILE
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(report_data(entry, (), checked.catalog)), "utf-8")
    return file


def found(folder: Path, text: str) -> list[tuple[str, int, int, str, str, str]]:
    return said(check(folder, text).findings, *CODES)


def corrected(*changes: str) -> str:
    lines = "".join(f"      - {{{change}}}\n" for change in changes)
    return f"revisions:\n  - reason: 录入错误\n    changes:\n{lines}"


def test_what_is_as_it_was_published_is_no_change(tmp_path: Path):
    publish(tmp_path)
    assert found(tmp_path, RECORD) == []
    assert found(tmp_path, RECORD.replace("40.20", "40.2").replace("score: 96", "score: 96.0")) == []


@pytest.mark.parametrize(
    ("old", "new", "place", "message"),
    [
        ("40.20", "48", (5, 22), "全年执行资金 (4) 县区级已公开为 “40.20”，现为 “48”，更正记录没有写明"),
        ("score: 96", "score: 98", (9, 17), "总得分（总分）已公开为 “96”，现为 “98”，更正记录没有写明"),
        (", grade: 优", "", (9, 9), "评价等级已公开为 “优”，现为 空白，更正记录没有写明"),
        ("actual: 90%", "actual: 95%", (8, 65), "指标第 2 行实际完成值（业绩值）已公开为 “90%”，现为 “95%”，更正记录没有写明"),
        ("weight: 40", "weight: 30", (8, 39), "指标第 2 行权重（分值）已公开为 “40”，现为 “30”，更正记录没有写明"),
    ],
)
def test_a_changed_figure_is_told_at_its_field(tmp_path: Path, old: str, new: str, place: tuple[int, int], message: str):
    publish(tmp_path)
    assert found(tmp_path, RECORD.replace(old, new)) == [
        ("2021/jia/a", *place, "correction-unnamed", "warning", message),
    ]


@pytest.mark.parametrize(
    "changes",
    [
        ["field: stated.score, from: 96, to: 98"],
        ["field: stated.score, from: '96.0', to: '98.00'"],
        ["field: stated.score, from: 96, to: 97", "field: stated.score, from: 97, to: 98"],
        ["field: stated.score, from: 97, to: 98", "field: stated.score, from: 96, to: 97"],
    ],
    ids=["named", "written otherwise", "in two steps", "the newest first"],
)
def test_a_correction_with_field_before_and_after_answers_it(tmp_path: Path, changes: list[str]):
    publish(tmp_path)
    assert found(tmp_path, RECORD.replace("score: 96", "score: 98") + corrected(*changes)) == []


@pytest.mark.parametrize(
    "changes",
    [
        ["field: stated.grade, from: 96, to: 98"],
        ["field: stated.score, from: 95, to: 98"],
        ["field: stated.score, from: 96, to: 97"],
        ["field: stated.score"],
    ],
    ids=["another field", "another before", "another after", "no values"],
)
def test_a_correction_that_lacks_one_of_them_does_not(tmp_path: Path, changes: list[str]):
    publish(tmp_path)
    text = RECORD.replace("score: 96", "score: 98") + corrected(*changes)
    assert [one[3] for one in found(tmp_path, text)] == ["correction-unnamed"]


def test_a_correction_of_long_ago_does_not_answer_the_next_change(tmp_path: Path):
    old = corrected("field: stated.score, from: 96, to: 98", "field: stated.score, from: 98, to: 96")
    publish(tmp_path, RECORD + old)
    assert [one[3] for one in found(tmp_path, RECORD.replace("score: 96", "score: 98") + old)] == ["correction-unnamed"]


def test_a_row_put_in_is_told_as_one_row_and_moves_nothing(tmp_path: Path):
    publish(tmp_path)
    new = "  - {level1: 产出指标, name: 资料, target: 5份, actual: 5份}\n"
    text = RECORD.replace("indicators:\n", "indicators:\n" + new)
    assert found(tmp_path, text) == [
        ("2021/jia/a", 7, 5, "correction-unnamed", "warning", "指标第 1 行已公开为 没有这一行，现为 “资料”，更正记录没有写明")
    ]
    assert found(tmp_path, text + corrected('field: "indicators[0]", to: 资料')) == []


def test_a_row_taken_out_is_told_at_the_key_of_the_list(tmp_path: Path):
    publish(tmp_path)
    text = "".join(line for line in RECORD.splitlines(keepends=True) if "及时率" not in line)
    assert found(tmp_path, text) == [
        ("2021/jia/a", 6, 1, "correction-unnamed", "warning", "指标第 2 行已公开为 “及时率”，现为 没有这一行，更正记录没有写明")
    ]


@pytest.mark.parametrize("index", [1, 2])
def test_rows_may_be_counted_from_0_or_1(tmp_path: Path, index: int):
    publish(tmp_path)
    named = corrected(f'field: "indicators[{index}].actual", from: 90%, to: 95%')
    assert found(tmp_path, RECORD.replace("actual: 90%", "actual: 95%") + named) == []


def test_changed_words_are_information_and_the_old_ones_are_not_repeated(tmp_path: Path):
    publish(tmp_path, RECORD.replace("经费不足", "请致电 13900000000"))
    [told] = found(tmp_path, RECORD)
    assert told[1:5] == (10, 11, "correction-reworded", "info")
    assert "1390" not in told[-1]
    assert found(tmp_path, RECORD + corrected("field: problems")) == []


COVER = "redactions:\n  - {field: 'indicators[1].actual', basis: 《政府信息公开条例》第十五条, by: 县财政局}\n"
WITHHOLD = "withheld: {basis: 《政府信息公开条例》第十四条, reason: 涉密, by: 县财政局}\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [(RECORD, RECORD + COVER), (RECORD + COVER, RECORD + COVER), (RECORD, RECORD + WITHHOLD)],
    ids=["covered since", "covered then and now", "withheld since"],
)
def test_what_is_covered_or_withheld_with_its_ground_is_no_silent_change(tmp_path: Path, before: str, after: str):
    publish(tmp_path, before)
    assert found(tmp_path, after) == []


def test_what_was_covered_may_be_shown_later(tmp_path: Path):
    file = publish(tmp_path, RECORD + COVER)
    [entry] = check(tmp_path, RECORD + COVER).catalog.entries
    shown = as_published(entry)
    assert shown.report.indicators[1].actual != "90%"
    data = json.loads(file.read_text("utf-8"))
    data["record"] = shown.report.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    file.write_text(json.dumps(data), "utf-8")
    assert found(tmp_path, RECORD) == []
    assert found(tmp_path, RECORD + COVER) == []


def test_the_notice_of_a_withheld_report_is_no_unreadable_data(tmp_path: Path):
    publish(tmp_path).write_text('{"title": null, "withheld": {"basis": "甲"}}', "utf-8")
    assert found(tmp_path, RECORD) == []


def test_a_number_that_may_be_somebodys_is_not_repeated(tmp_path: Path):
    publish(tmp_path, RECORD.replace("actual: 90%", "actual: 电话13900000000"))
    [told] = found(tmp_path, RECORD)
    assert told[-1] == "指标第 2 行实际完成值（业绩值）已公开为 （含号码，不复述），现为 “90%”，更正记录没有写明"


def test_what_we_say_about_a_report_may_change(tmp_path: Path):
    publish(tmp_path)
    assert found(tmp_path, RECORD + "disclosure: {published: 2022-05-01}\nsource: {note: 摘自网站}\n") == []


def test_a_published_report_that_is_gone_is_told_of_the_site(tmp_path: Path):
    publish(tmp_path)
    (tmp_path / "content/reports/2021/jia/a.yaml").rename(tmp_path / "content/reports/2021/jia/b.yaml")
    checked = check_reports((), root=tmp_path, cwd=tmp_path)
    gone = [(f.path, f.span, f.message("zh")) for f in checked.findings if f.code == "correction-gone"]
    assert gone == [("content/reports/2021/jia/a.yaml", None, "“警务通”已公开，现在没有这份报告了")]
    assert check_reports([tmp_path / "content/reports"], root=tmp_path, cwd=tmp_path).catalog.entries
    assert checked.is_publishable


def test_a_report_that_can_not_be_read_now_is_not_gone(tmp_path: Path):
    publish(tmp_path)
    assert [one[3] for one in found(tmp_path, "title: [\n")] == []


def test_pages_do_not_depend_on_what_stood_there_before(tmp_path: Path):
    before = check(tmp_path, RECORD.replace("score: 96", "score: 98")).by_report()
    publish(tmp_path)
    after = check(tmp_path, RECORD.replace("score: 96", "score: 98"))
    assert after.by_report() == before
    assert "correction-unnamed" in {f.code for f in after.findings}


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "null", '{"record": []}', '{"record": 5}', "[" * 100_000, "\ufeff{}", '{"record": "甲"}', "9" * 10_000],
)
def test_hostile_or_other_data_is_counted_and_passed_over(tmp_path: Path, text: str):
    publish(tmp_path).write_text(text, "utf-8")
    findings = check(tmp_path, RECORD).findings
    [told] = [f for f in findings if f.code in CODES]
    assert (told.code, told.path, told.severity.value) == ("published-unreadable", FILE, "info")


DEEP: dict[str, Any] = {}
for _ in range(300):
    DEEP = {"a": DEEP}


@pytest.mark.parametrize(
    "record",
    [
        {},
        {"title": ["甲"], "indicators": {"a": 1}, "budget": "五十", "stated": []},
        {"indicators": [None, 5, [], {"name": {"x": 1}}]},
        {"未知": DEEP, "budget": DEEP, "indicators": [DEEP]},
        {"indicators": [{"name": "甲" * 200_000}] * 50},
        {"stated": {"score": "9" * 5000, "other": True, "full": None}},
    ],
    ids=["empty", "other shapes", "rows of other shapes", "deep", "long", "figures"],
)
def test_records_of_other_shapes_are_compared_as_far_as_they_go(tmp_path: Path, record: dict[str, Any]):
    publish(tmp_path).write_text(json.dumps({"record": record}), "utf-8")
    for finding in check(tmp_path, RECORD).findings:
        for lang in ("zh", "en"):
            assert len(finding.message(lang)) < 400
            assert finding.hint(lang)


def test_a_site_folder_that_is_a_file_or_empty_is_no_edition(tmp_path: Path):
    (tmp_path / "site").write_text("", "utf-8")
    assert found(tmp_path, RECORD) == []
    (tmp_path / "site").unlink()
    (tmp_path / "site/2021/jia/a").mkdir(parents=True)
    assert found(tmp_path, RECORD) == []


def build(folder: Path, text: str) -> str:
    """Publish what a build does of one report, and return what the edition then owes."""
    checked = check(folder, text)
    publish(folder, text)
    remember(checked.owed, release(checked, None).catalog, folder / "site")
    return (folder / "site" / OWED).read_text("utf-8")


def test_an_unnamed_change_is_told_after_every_build_until_a_correction_names_it(tmp_path: Path):
    nothing = build(tmp_path, RECORD)
    later, latest = RECORD.replace("score: 96", "score: 97"), RECORD.replace("score: 96", "score: 98")
    owed = build(tmp_path, later)
    assert ('"score": "96"' in owed, "经费不足" in owed) == (True, False)
    assert build(tmp_path, later) == owed
    assert [each[-1] for each in found(tmp_path, later)] == ["总得分（总分）已公开为 “96”，现为 “97”，更正记录没有写明"]
    assert build(tmp_path, latest) == owed
    assert [each[-1] for each in found(tmp_path, latest)] == ["总得分（总分）已公开为 “96”，现为 “98”，更正记录没有写明"]
    halfway = latest + corrected("field: stated.score, from: 97, to: 98")
    assert [each[3] for each in found(tmp_path, halfway)] == ["correction-unnamed"]
    named = latest + corrected("field: stated.score, from: 96, to: 98")
    assert found(tmp_path, named) == []
    assert build(tmp_path, named) == nothing
    assert found(tmp_path, named) == []


def test_what_was_named_before_does_not_answer_what_is_owed_and_a_change_taken_back_is_owed_no_more(tmp_path: Path):
    first = RECORD.replace("score: 96", "score: 95")
    build(tmp_path, first)
    named = RECORD + corrected("field: stated.score, from: 95, to: 96")
    nothing = build(tmp_path, named)
    assert build(tmp_path, named.replace("score: 96", "score: 95")) != nothing
    assert len(found(tmp_path, named.replace("score: 96", "score: 95"))) == 1
    assert build(tmp_path, named) == nothing


def test_other_words_are_held_against_the_newest_edition_beside_figures_that_are_owed(tmp_path: Path):
    build(tmp_path, RECORD)
    later = RECORD.replace("score: 96", "score: 97").replace("经费不足", "人手不足")
    build(tmp_path, later)
    assert [each[3] for each in found(tmp_path, later)] == ["correction-unnamed"]
    assert {each[3] for each in found(tmp_path, later.replace("人手", "时间"))} == {"correction-unnamed", "correction-reworded"}


@pytest.mark.parametrize(
    "now",
    [
        "disclosure: {status: draft}",
        "withheld: {basis: 保密法, reason: 国家秘密, by: 县局}",
        "redactions: [{field: stated.score, basis: 保密法, by: 县局}]",
    ],
)
def test_of_what_is_not_published_any_more_nothing_is_remembered(tmp_path: Path, now: str):
    nothing = build(tmp_path, RECORD)
    later = RECORD.replace("score: 96", "score: 97")
    build(tmp_path, later)
    checked = check(tmp_path, later + now + "\n")
    remember(checked.owed, release(checked, None).catalog, tmp_path / "site")
    assert (tmp_path / "site" / OWED).read_text("utf-8") == nothing


def test_a_number_that_reaches_somebody_is_not_remembered(tmp_path: Path):
    told = RECORD.replace("actual: 12人次", "actual: 联系13800138000")
    told += "waivers: [{code: privacy-mobile, reason: 对外公布, by: 县局}]\n"
    build(tmp_path, told)
    assert "13800138000" not in build(tmp_path, RECORD)


def test_a_report_that_is_gone_is_told_until_it_is_there_again(tmp_path: Path):
    nothing = build(tmp_path, RECORD)
    file = tmp_path / "content/reports/2021/jia/a.yaml"
    file.unlink()
    for _ in range(2):
        checked = check_reports((), root=tmp_path, cwd=tmp_path)
        assert "correction-gone" in [finding.code for finding in checked.findings]
        remember(checked.owed, checked.catalog, tmp_path / "site")
        (tmp_path / FILE).unlink(missing_ok=True)
    assert build(tmp_path, RECORD) == nothing


@pytest.mark.parametrize("text", ["{", "[]", '{"gone": [1], "reports": {}}', '{"gone": [], "reports": {"../a/b": {}}}', "{}"])
def test_a_memory_that_can_not_be_understood_is_counted(tmp_path: Path, text: str):
    build(tmp_path, RECORD)
    (tmp_path / "site" / OWED).write_text(text, "utf-8")
    found = [(finding.code, finding.path) for finding in check(tmp_path, RECORD).findings if finding.code in CODES]
    assert found == [("published-unreadable", f"site/{OWED}")]


def test_of_corrections_only_those_of_figures_are_remembered(tmp_path: Path):
    told = RECORD + corrected("field: problems, from: 某甲病假, to: 经费不足", "field: stated.score, from: 95, to: 96")
    build(tmp_path, told)
    owed = build(tmp_path, told.replace("score: 96", "score: 97"))
    assert ('"score": "96"' in owed, '"from": "95"' in owed or '"from": 95' in owed, "某甲" in owed) == (True, True, False)


def test_what_an_earlier_version_remembered_of_passages_is_forgotten(tmp_path: Path):
    build(tmp_path, RECORD)
    later = RECORD.replace("score: 96", "score: 97")
    file = tmp_path / "site" / OWED
    owed = json.loads(build(tmp_path, later))
    owed["reports"]["2021/jia/a"]["revisions"] = [{"changes": [{"field": "problems", "from": "某甲病假", "to": "略"}]}]
    file.write_text(json.dumps(owed), "utf-8")
    assert "某甲" not in build(tmp_path, later)

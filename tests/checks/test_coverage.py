"""What should have been published, and by when."""

from pathlib import Path

import pytest
from checks.checking import write_site

from generator.review.reports import check_reports

RECORD = "title: 警务通\nindicators:\n  - {name: 数量, weight: 100, target: 2个, actual: 2个}\nruleset: national-2020\n"
LIST = "- {agency: jia, project: a, title: 警务通}\n- {agency: yi, project: b, title: 村道维护}\n"


def found(folder: Path, files: dict[str, str], code: str) -> list[tuple[str, int, int, str, str]]:
    checked = check_reports((), root=write_site(folder, files), cwd=folder)
    return [
        (f.path, f.span.line, f.span.column, f.severity.value, f.message("zh"))
        for f in checked.findings
        if f.code == code and f.span is not None
    ]


def test_a_missing_report_is_told_where_it_is_listed(tmp_path: Path):
    files = {"reports/2021/jia/a.yaml": RECORD, "expected/2021.yaml": LIST}
    assert found(tmp_path, files, "coverage-missing") == [
        ("content/expected/2021.yaml", 2, 3, "warning", "应公开而没有公开：乙局“村道维护”")
    ]


def test_a_report_of_another_year_is_not_the_one(tmp_path: Path):
    files = {"reports/2020/yi/b.yaml": RECORD, "reports/2021/jia/a.yaml": RECORD, "expected/2021.yaml": LIST}
    assert [line for _, line, *_ in found(tmp_path, files, "coverage-missing")] == [2]


def test_a_report_that_can_not_be_read_is_not_missing(tmp_path: Path):
    files = {"reports/2021/jia/a.yaml": RECORD, "reports/2021/yi/b.yaml": "title: [\n", "expected/2021.yaml": LIST}
    assert found(tmp_path, files, "coverage-missing") == []


def test_of_some_records_none_is_called_missing(tmp_path: Path):
    write_site(tmp_path, {"reports/2021/jia/a.yaml": RECORD, "expected/2021.yaml": LIST})
    checked = check_reports([tmp_path / "content/reports/2021/jia"], root=tmp_path, cwd=tmp_path)
    assert [f.code for f in checked.findings if f.code.startswith("coverage")] == []


def test_a_missing_report_is_of_the_site_and_keeps_nothing_from_being_published(tmp_path: Path):
    checked = check_reports(
        (), root=write_site(tmp_path, {"reports/2021/jia/c.yaml": RECORD, "expected/2021.yaml": LIST}), cwd=tmp_path
    )
    assert {f.report for f in checked.findings if f.code == "coverage-missing"} == {None}
    assert checked.is_publishable


LATE = RECORD + "disclosure: {published: 2023-01-01}\n"


def test_late_is_after_the_following_year_unless_the_site_says_otherwise(tmp_path: Path):
    record = "reports/2021/jia/a.yaml"
    assert found(tmp_path, {record: LATE}, "coverage-late") == [
        (f"content/{record}", 5, 25, "warning", "2023-01-01 公开，已是年度终了后第 366 天，界限为 365 天")
    ]
    assert found(tmp_path, {record: LATE.replace("2023-01-01", "2022-12-31")}, "coverage-late") == []


@pytest.mark.parametrize(
    ("days", "is_late"), [("366", False), ("365", True), ("1", True), ("99999999999999999999", False), ("", True)]
)
def test_a_site_may_allow_more_or_fewer_days(tmp_path: Path, days: str, is_late: bool):
    files = {"reports/2021/jia/a.yaml": LATE, "site.yaml": f"title: 示例\nthresholds: {{publication_days: {days}}}\n"}
    assert bool(found(tmp_path, files, "coverage-late")) is is_late


@pytest.mark.parametrize(
    ("more", "is_early"),
    [
        ("evaluated: 2022-03-05\ndisclosure: {published: 2022-03-04}\n", True),
        ("evaluated: 2022-03-05\ndisclosure: {published: 2022-03-05}\n", False),
        ("disclosure: {published: 2022-03-04}\n", False),
        ("evaluated: 2022-03-05\n", False),
    ],
)
def test_a_report_is_not_published_before_its_evaluation(tmp_path: Path, more: str, is_early: bool):
    record = "reports/2021/jia/a.yaml"
    told = [(f"content/{record}", 6, 25, "warning", "公开日期 2022-03-04 早于自评日期 2022-03-05")]
    assert found(tmp_path, {record: RECORD + more}, "coverage-early") == (told if is_early else [])

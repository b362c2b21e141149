"""Projects across years: gaps, ends, names and codes; what is told, and what is only the ordinary course of things."""

import time
from pathlib import Path

import pytest
from checks.checking import said, write_site

from generator.checks import projects
from generator.review.reports import check_reports

CODES = tuple(rule.code for rule in projects.RULES)
OTHER = "村道维护"


def record(title: str, more: str = "") -> str:
    return (
        f"title: {title}\n{more}indicators:\n  - {{name: 数量, weight: 100, target: 2个, actual: 2个}}\nruleset: national-2020\n"
    )


def found(folder: Path, records: dict[str, str], **files: str) -> list[tuple[str, int, int, str, str, str]]:
    written = {f"reports/{name}.yaml": text for name, text in records.items()}
    lists = {f"expected/{name.removeprefix('in_')}.yaml": text for name, text in files.items()}
    write_site(folder, written | lists)
    return said(check_reports((), root=folder, cwd=folder).findings, *CODES)


def agency(*years: int, title: str = OTHER, slug: str = "jia/cundao") -> dict[str, str]:
    return {f"{year}/{slug}": record(title) for year in years}


def test_a_project_that_is_left_out_is_told_at_the_title_of_its_last_report(tmp_path: Path):
    assert found(tmp_path, agency(2020, 2021, 2022) | {"2020/jia/a": record("警务通")}) == [
        ("2020/jia/a", 1, 8, "project-vanished", "info", "甲局 2021 年公开了报告，但没有这个项目的")
    ]


def test_no_project_is_taken_for_renamed_whose_next_report_is_there_but_cannot_be_read(tmp_path: Path):
    gone = agency(2020) | {"2020/jia/a": record("警务通通信服务"), "2021/jia/b": record("警务通通信服务费")}
    renamed = ("2021/jia/b", 1, 8, "project-renamed")
    assert [one[:4] for one in found(tmp_path / "gone", gone)] == [renamed]
    assert found(tmp_path / "unread", gone | {"2021/jia/a": "title: 警务通: 通信服务\n"}) == []


@pytest.mark.parametrize(
    "records",
    [
        agency(2020, 2021) | {"2020/jia/a": record("警务通")},
        agency(2020, 2022) | {"2020/jia/a": record("警务通")},
        agency(2020, 2021, 2022) | {"2020/jia/a": record("警务通", "period: {start: 2020-01, end: 2020-12}\n")},
        agency(2020, 2021, 2022) | {"2020/jia/a": record("警务通"), "2021/yi/b": record("通信", "continues: 2020/jia/a\n")},
        agency(2020, 2021, 2022) | {"2020/jia/a": record("警务通"), "2021/jia/b": "title: [\n"},
    ],
    ids=[
        "the newest year may be incomplete",
        "no reports of that year",
        "it was to end",
        "it goes on elsewhere",
        "one is unread",
    ],
)
def test_a_project_that_may_go_on_or_has_ended_has_not_vanished(tmp_path: Path, records: dict[str, str]):
    assert found(tmp_path, records) == []


def test_a_project_that_runs_on_has_not_ended_because_it_prints_its_year(tmp_path: Path):
    period = "period: {{start: {0}-01, end: {0}-12}}\n"
    records = {f"{year}/jia/a": record("警务通", period.format(year)) for year in (2020, 2021)}
    assert [one[0] for one in found(tmp_path, agency(2020, 2021, 2022, 2023) | records)] == ["2021/jia/a"]
    over = {"2021/jia/a": record("警务通", "period: {start: 2020-01, end: 2021-12}\n")}
    assert found(tmp_path, agency(2020, 2021, 2022, 2023) | records | over) == []


def test_a_list_of_the_next_year_says_whether_it_was_left_out(tmp_path: Path):
    records = agency(2020, 2021) | {"2020/jia/a": record("警务通")}
    listed = f"- {{agency: jia, project: cundao, title: {OTHER}}}\n"
    assert [one[3] for one in found(tmp_path, records, in_2021=listed)] == ["project-vanished"]
    listed += "- {agency: jia, project: a, title: 警务通}\n"
    assert found(tmp_path, records, in_2021=listed) == [], "that it is missing is what coverage says"


def test_a_year_without_a_report_is_told_at_the_next_one(tmp_path: Path):
    records = agency(2020, 2021, 2022) | {"2020/jia/a": record("警务通"), "2022/jia/a": record("警务通")}
    assert found(tmp_path, records) == [
        ("2022/jia/a", 1, 8, "project-gap", "info", "甲局 2021 年公开了报告，但没有这个项目的；上一份是 2020 年的")
    ]


def test_a_new_name_is_told_at_the_new_title_and_the_old_has_not_vanished(tmp_path: Path):
    records = agency(2020, 2021, 2022) | {"2020/jia/a": record("警务通通信服务项目"), "2021/jia/b": record("警务通通信服务费")}
    records |= {"2022/jia/b": record("警务通通信服务费")}
    assert found(tmp_path, records) == [
        (
            "2021/jia/b",
            1,
            8,
            "project-renamed",
            "info",
            "2020 年的“警务通通信服务项目”没有下一年的报告，名称与这一份相近，可能是同一项目",
        )
    ]
    [hint] = [f.hint("zh") for f in check_reports((), root=tmp_path, cwd=tmp_path).findings if f.code == "project-renamed"]
    assert "continues: 2020/jia/a；" in hint


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ({"2020/jia/a": "警务通通信服务"}, {"2021/yi/b": "警务通通信服务费"}),
        ({"2020/jia/a": "警务通通信服务"}, {"2021/jia/b": "防火物资采购"}),
        ({"2020/jia/a": "学校锅炉房改造项目（演示）"}, {"2021/jia/b": "食堂改造项目（演示）"}),
        ({"2020/jia/a": "警务通通信服务"}, {"2021/jia/b": "警务通通信服务费", "2021/jia/c": "警务通通信服务款"}),
    ],
    ids=["another agency", "another name", "only the endings are alike", "two candidates"],
)
def test_what_is_not_clearly_the_same_project_is_not_called_renamed(tmp_path: Path, old: dict[str, str], new: dict[str, str]):
    assert found(tmp_path, {name: record(title) for name, title in (old | new).items()}) == []


def test_a_code_twice_in_a_year_is_told_at_the_second_code(tmp_path: Path):
    records = {f"2021/jia/{slug}": record(title, "code: YS2021000001\n") for slug, title in (("a", "甲"), ("b", "乙"))}
    assert found(tmp_path, records) == [
        ("2021/jia/b", 2, 7, "code-twice", "warning", "项目编码 YS2021000001 在 2021 年已用于“甲”")
    ]


def test_a_code_under_another_title_in_another_year_is_information(tmp_path: Path):
    records = {"2020/jia/a": record("甲", "code: YS000001\n"), "2021/jia/b": record("乙", "code: YS000001\n")}
    records |= {"2022/jia/b": record("乙", "code: YS000001\n")}
    told = [one for one in found(tmp_path, records) if one[3].startswith("code-")]
    assert told == [("2021/jia/b", 2, 7, "code-other-title", "info", "项目编码 YS000001 在 2020 年是“甲”")]


@pytest.mark.parametrize(
    "records",
    [
        {"2021/jia/a": record("甲", "code: '001'\n"), "2021/yi/b": record("乙", "code: '001'\n")},
        {"2021/jia/a": record("补助", "code: YS000001\n"), "2021/yi/b": record("补助", "code: YS000001\n")},
        {"2021/jia/a": record("甲", "code: /\n"), "2021/jia/b": record("乙", "code: /\n")},
        {"2020/jia/a": record("甲", "code: YS000001\n"), "2021/jia/b": record("乙", "code: YS000001\ncontinues: 2020/jia/a\n")},
    ],
    ids=["an agency's own numbering", "parts of one project", "no code", "a bridged change of name"],
)
def test_codes_that_may_be_the_same_are_no_fault(tmp_path: Path, records: dict[str, str]):
    assert found(tmp_path, records) == []


def test_of_some_records_nothing_is_said_about_what_is_not_among_them(tmp_path: Path):
    records = agency(2020, 2021, 2022) | {"2020/jia/a": record("警务通")}
    assert found(tmp_path, records)
    some = [tmp_path / "content/reports/2020/jia/a.yaml", tmp_path / "content/reports/2022/jia/cundao.yaml"]
    assert said(check_reports(some, root=tmp_path, cwd=tmp_path).findings, *CODES) == []


def test_an_agency_that_changes_every_slug_costs_no_square(tmp_path: Path):
    entries = {f"2020/jia/a{n}": record(f"第{n}村道路维修") for n in range(300)}
    entries |= {f"2021/jia/b{n}": record(f"第{n}村道路维修") for n in range(300)}
    write_site(tmp_path, {f"reports/{name}.yaml": text for name, text in entries.items()})
    catalog = check_reports((), root=tmp_path, cwd=tmp_path).catalog
    start = time.process_time()
    assert [one.code for one in projects.projects_go_on(catalog)] == ["project-renamed"] * 300
    assert time.process_time() - start < 0.3

"""The record's shape: what may be blank, what is kept as written, and that nothing can be changed afterwards."""

import pickle

import pydantic
import pytest
from model.validating import HEAD, RECORD, faults, valid

from generator.model.budget import COLUMNS
from generator.model.figures import Inapplicable
from generator.model.report import Report

EVERYTHING_BLANK = (
    RECORD
    + "".join(f"{key}:\n" for key in Report.model_fields if key not in ("title", "indicators"))
)  # fmt: skip


def test_a_title_and_one_indicator_are_enough():
    report = valid(HEAD + "indicators:\n  - {}\n")
    assert report.title == "警务通通信服务项目"
    assert report.indicators[0].name is None
    assert report.budget is None


def test_everything_else_may_be_blank():
    assert valid(EVERYTHING_BLANK) == valid(RECORD)


@pytest.mark.parametrize(
    "blank",
    [
        "budget: {currency_unit: , rows: , initial: , stated: , execution: }",
        "indicators: [{tier: '', direction: ' ', awarded: , weight: , group: }]",
        "source: {coverage: '', narrative: , url: , sha256: ''}",
        "revisions: [{date: , reason: 笔误, changes: }]",
        "stated: {score: '', grade: ' ', full: }",
    ],
)
def test_inner_fields_may_be_blank_in_any_way(blank: str):
    head = HEAD if blank.startswith("indicators") else RECORD
    assert valid(head + blank + "\n")


def test_a_blank_currency_unit_is_the_usual_one():
    assert valid(RECORD + "budget: {currency_unit: }\n").budget.currency_unit == "万元"


def test_text_stays_as_the_source_has_it():
    report = valid(HEAD + "indicators:\n  - {name: ' 通信  服务 ', target: ≧ 735 人次, actual: 0123, completion: 100.00%}\n")
    row = report.indicators[0]
    assert (row.name, row.target, row.actual, row.completion) == (" 通信  服务 ", "≧ 735 人次", "0123", "100.00%")


def test_blank_zero_and_not_applicable_stay_three_things():
    report = valid(HEAD + "indicators:\n  - {name: 甲, weight: , stated_score: 0}\n  - {name: 乙, weight: /, stated_score: —}\n")
    first, second = report.indicators
    assert (first.weight, first.stated_score) == (None, 0)
    assert (second.weight, second.stated_score) == (Inapplicable("/"), Inapplicable("—"))


def test_a_report_cannot_be_changed():
    report = valid(RECORD)
    with pytest.raises(pydantic.ValidationError):
        report.title = "别的"
    with pytest.raises(pydantic.ValidationError):
        report.indicators[0].target = "3个"


def test_a_report_is_written_as_it_was_read():
    written = valid(f"{RECORD}overview: {{plan: ' 按月 '}}\nstated: {{score: '90.0'}}\n").model_dump(
        mode="json", by_alias=True, exclude_defaults=True
    )
    assert written["overview"] == {"plan": " 按月 "} and written["stated"] == {"score": "90.0"}
    assert "goals" not in written


def test_parts_are_equal_where_they_say_the_same():
    one, other, blank = (valid(f"{RECORD}overview: {{plan: {plan}}}\n") for plan in ("按月", "按月", ""))
    assert one == other and hash(one) == hash(other) and one.overview == other.overview
    assert one != blank and one.overview != one.goals and blank.overview == pickle.loads(pickle.dumps(blank.overview))
    assert blank.goals is other.goals, "in which nothing is written: one for all reports"


def test_the_execution_row_comes_before_the_indicators():
    report = valid(RECORD + "budget: {execution: {name: 预算执行率}}\n")
    assert [row.name for row in report.rows] == ["预算执行率", "通信服务数量"]
    assert [row.name for row in valid(RECORD).rows] == ["通信服务数量"]


def test_a_balance_may_be_negative_and_an_amount_may_not():
    assert valid(RECORD + "budget: {stated: {balance: {total: -5}}}\n").budget.stated.balance.total == -5
    assert faults(RECORD + "budget: {received: {total: -5}}\n") == [("schema-negative", 4, 28)]


def test_a_row_of_money_has_a_cell_for_every_column():
    budget = valid(RECORD + "budget: {adjusted: {county: 58, own: /}}\n").budget
    cells = {column: budget.adjusted.of(column) for column in COLUMNS}
    assert cells.pop("county") == 58
    assert cells.pop("own") == Inapplicable("/")
    assert set(cells.values()) == {None}


@pytest.mark.parametrize("written", ["5", "{score: 5}", "{score: 5, by: 评审组}"])
def test_an_award_may_be_the_points_alone(written: str):
    (row,) = valid(HEAD + f"indicators:\n  - {{name: 甲, awarded: {written}, reason: 目标偏低}}\n").indicators
    assert (row.awarded.score, row.award_reason) == (5, "目标偏低")


def test_points_that_are_no_number_are_found_where_they_stand():
    assert faults(HEAD + "indicators:\n  - {name: 甲, awarded: 五分}\n") == [("schema-number", 3, 24)]


@pytest.mark.parametrize("key", ["unrecognised"])
def test_a_reserved_key_is_refused_where_it_says_something_and_not_where_it_is_blank(key: str):
    assert [code for code, _, _ in faults(RECORD + f"{key}: 待定\n")] == ["schema-reserved"]
    assert valid(RECORD + f"{key}:\n") == valid(RECORD)


@pytest.mark.parametrize(
    "url", ["https://www.example.gov.cn/1.htm", "http://example.edu.cn", "mailto:bangongshi@example.gov.cn", "HTTPS://A.CN"]
)
def test_a_link_may_be_http_https_or_mailto(url: str):
    assert valid(RECORD + f"source: {{url: '{url}'}}\n").source.url == url


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "//a.cn", "/a", "file:///etc/passwd", "https://", "mailto:", "http://[a"],
)
def test_a_link_may_be_nothing_else(url: str):
    assert [code for code, _, _ in faults(RECORD + f"source: {{url: '{url}'}}\n")] == ["schema-link"]

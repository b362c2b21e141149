"""The order of what happened comes from the records, and is the same however they were read."""

from datetime import date
from pathlib import Path

import pytest

from generator.chronology import changed_on, corrections_of, published_on
from generator.language import speaking
from tests.site.small import checked, record

REVISED = "revisions: [{{date: {}, reason: 甲}}, {{date: {}, reason: 乙}}, {{reason: 丙}}]\n"


@pytest.mark.parametrize(
    ("more", "published", "changed"),
    [
        ("", date(2021, 12, 31), date(2021, 12, 31)),
        ("evaluated: 2022-02-03\n", date(2022, 2, 3), date(2022, 2, 3)),
        ("evaluated: 2022-02-03\ndisclosure: {published: 2022-04-05}\n", date(2022, 4, 5), date(2022, 4, 5)),
        (REVISED.format("2022-05-06", "2022-06-07"), date(2021, 12, 31), date(2022, 6, 7)),
        (
            "disclosure: {published: 2022-04-05}\n" + REVISED.format("2022-01-01", "2022-01-02"),
            date(2022, 4, 5),
            date(2022, 4, 5),
        ),
    ],
)
def test_a_report_s_days_come_from_its_record(tmp_path: Path, more: str, published: date, changed: date):
    [entry] = checked(tmp_path, {"2021/jia/a": record("甲", more)}).catalog.entries
    assert (published_on(entry), changed_on(entry)) == (published, changed)


def test_corrections_come_newest_first_and_those_without_a_date_last(tmp_path: Path):
    files = {
        "2021/jia/a": record("甲", REVISED.format("2022-05-06", "2022-06-07")),
        "2022/jia/a": record("甲", REVISED.format("2022-06-07", "2022-06-07")),
    }
    found = corrections_of(checked(tmp_path, files).catalog)
    assert [(str(one.entry.id)[:4], one.number, str(one.revision.date)) for one in found] == [
        ("2022", 2, "2022-06-07"),
        ("2022", 1, "2022-06-07"),
        ("2021", 2, "2022-06-07"),
        ("2021", 1, "2022-05-06"),
        ("2022", 3, "None"),
        ("2021", 3, "None"),
    ]
    assert found[-1].day == date(2021, 12, 31)


ROWS = "indicators:\n  - {name: 甲项, actual: 3次, weight: 50}\n  - {name: 乙项, actual: 5次, weight: 50}\n"


@pytest.mark.parametrize(
    ("changes", "zh", "en"),
    [
        (
            "{field: 'indicators[1].actual', from: 4次, to: 5次}",
            "指标“乙项” › 实际完成值（业绩值）",
            "indicators “乙项” › actual",
        ),
        ("{field: 'indicators.1.actual', from: 4次, to: 3次}", "指标“甲项” › 实际完成值（业绩值）", "indicators “甲项” › actual"),
        ("{field: 'indicators[1].weight', from: 40, to: 50}", "指标 › 权重（分值）", "indicators[1].weight"),
        ("{field: 'indicators[1].actual', from: 4次, to: 6次}", "指标 › 实际完成值（业绩值）", "indicators[1].actual"),
        ("{field: 'indicators[9].actual', from: 4次, to: 5次}", "指标 › 实际完成值（业绩值）", "indicators[9].actual"),
        ("{field: 'indicators[1].actual', from: 5次}", "指标 › 实际完成值（业绩值）", "indicators[1].actual"),
        ("{field: stated.score, from: 1, to: 2}", "报告所印的总分与等级 › 总得分（总分）", "stated.score"),
        ("{field: 附 件, to: 补上}", "附 件", "附 件"),
    ],
)
def test_a_corrected_row_has_its_name_where_the_values_tell_which_it_is(tmp_path: Path, changes: str, zh: str, en: str):
    text = f"title: 甲\n{ROWS}revisions: [{{reason: 甲, changes: [{changes}]}}]\n"
    [found] = corrections_of(checked(tmp_path, {"2021/jia/a": text}).catalog)
    for tag, name in (("zh-CN", zh), ("en", en)):
        with speaking(tag):
            assert found.called(found.revision.changes[0].field) == name

"""The order of what happened comes from the records, and is the same however they were read."""

from datetime import date
from pathlib import Path

import pytest

from generator.chronology import changed_on, corrections_of, published_on
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

"""Which report follows which: by address, by `continues`, over years without a report."""

from pathlib import Path

import pytest

from generator.catalog import Catalog
from generator.history import missing_years, neighbours
from generator.source.identity import ReportId
from tests.site.small import checked, record

MOVED = "continues: {}\n"
PROJECT = {
    "2018/jia/a": record("甲"),
    "2019/jia/a": record("甲"),
    "2021/yi/b": record("乙", MOVED.format("2019/jia/a")),
    "2023/yi/b": record("乙"),
    "2021/jia/other": record("丙"),
}


def around(catalog: Catalog, name: str) -> tuple[str | None, str | None, tuple[int, ...], tuple[int, ...]]:
    id = ReportId.parse(f"{name}.yaml")
    assert isinstance(id, ReportId)
    found = neighbours(catalog, catalog.by_id[id])
    before, after = (None if one is None else one.name for one in (found.before, found.after))
    return before, after, found.missing_before, found.missing_after


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("2018/jia/a", (None, "2019/jia/a", (), ())),
        ("2019/jia/a", ("2018/jia/a", "2021/yi/b", (), (2020,))),
        ("2021/yi/b", ("2019/jia/a", "2023/yi/b", (2020,), (2022,))),
        ("2023/yi/b", ("2021/yi/b", None, (2022,), ())),
        ("2021/jia/other", (None, None, (), ())),
    ],
)
def test_a_report_knows_the_one_before_and_the_one_after(tmp_path: Path, name: str, expected: tuple[object, ...]):
    assert around(checked(tmp_path, PROJECT).catalog, name) == expected


def test_of_two_reports_of_one_year_each_follows_its_own_address(tmp_path: Path):
    files = {
        "2020/jia/a": record("甲"),
        "2021/jia/a": record("甲"),
        "2021/yi/b": record("乙", MOVED.format("2020/jia/a")),
        "2022/jia/a": record("甲"),
        "2022/yi/b": record("乙"),
    }
    catalog = checked(tmp_path, files).catalog
    assert around(catalog, "2022/jia/a")[0] == "2021/jia/a"
    assert around(catalog, "2022/yi/b")[0] == "2021/yi/b"
    assert around(catalog, "2021/yi/b")[:2] == ("2020/jia/a", "2022/yi/b")
    assert around(catalog, "2020/jia/a")[1] == "2021/jia/a"


def test_missing_years_lie_between_the_first_and_the_last(tmp_path: Path):
    catalog = checked(tmp_path, PROJECT).catalog
    assert missing_years(catalog.by_project["yi", "b"]) == (2020, 2022)
    assert missing_years(()) == ()

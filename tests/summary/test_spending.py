"""The money of many reports: sums in one unit, rates over what can be compared, bands with every report in one."""

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.catalog.entry import Entry
from generator.summary import spending as module
from generator.summary.grades import grade_counts, rank_of
from generator.summary.spending import by_agency, by_year, execution_bands, spending
from tests.site.small import checked, record


def budget(unit: str, **rows: str) -> str:
    return f"budget: {{currency_unit: {unit}, {', '.join(f'{row}: {{total: {amount}}}' for row, amount in rows.items())}}}\n"


RECORDS = {
    "2021/jia/a": record("甲", budget("万元", adjusted="100", executed="80")),
    "2021/jia/b": record("乙", budget("元", adjusted="1000000", executed="1000000")),
    "2021/yi/a": record("丙", budget("亿元", initial="0.05")),
    "2021/yi/b": record("丁"),
    "2020/yi/b": record("丁", budget("万元", adjusted="0", executed="0")),
}


@pytest.fixture
def entries(tmp_path: Path) -> tuple[Entry, ...]:
    return tuple(checked(tmp_path, RECORDS).catalog.by_id.values())


def test_amounts_are_added_in_one_unit_and_the_rate_is_over_reports_with_both(entries: tuple[Entry, ...]) -> None:
    found = spending(entry for entry in entries if entry.year == 2021)
    assert (found.reports, found.budget, found.budgeted) == (4, Decimal(700), 3)
    assert (found.executed, found.reported) == (Decimal(180), 2)
    assert (found.rate, found.compared) == (Decimal("90.0"), 2)


def test_no_figure_is_none_and_not_zero(entries: tuple[Entry, ...]) -> None:
    found = spending(entry for entry in entries if entry.name == "2021/yi/b")
    assert (found.budget, found.executed, found.rate) == (None, None, None)


def test_a_budget_of_nothing_has_no_rate(entries: tuple[Entry, ...]) -> None:
    found = spending(entry for entry in entries if entry.year == 2020)
    assert (found.budget, found.executed, found.rate, found.compared) == (Decimal(0), Decimal(0), None, 1)


def test_every_report_is_in_one_band(entries: tuple[Entry, ...]) -> None:
    bands = execution_bands(entries)
    assert [band.count for band in bands] == [0, 0, 1, 1, 0, 3]
    assert sum(band.count for band in bands) == len(entries)


@pytest.mark.parametrize(
    ("rate", "low"),
    [("0", None), ("49.99", None), ("50", 50), ("80", 80), ("94.99", 80), ("95", 95), ("100", 95), ("100.01", 100), ("405", 100)],
)
def test_a_rate_on_a_bound_belongs_above_it_and_a_hundred_below(
    entries: tuple[Entry, ...], rate: str, low: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "rate_of", lambda _: Decimal(rate))
    [band] = [band for band in execution_bands(entries[:1]) if band.count]
    assert (band.low, band.high is None) == (low, rate.startswith(("405", "100.01")))


@given(st.lists(st.integers(0, 4)))
def test_the_agencies_and_the_years_add_up_to_the_whole(tmp_path_factory: pytest.TempPathFactory, chosen: list[int]) -> None:
    some = tuple(_all(tmp_path_factory)[at] for at in chosen)
    whole = spending(some)
    for parts in (by_agency(some), by_year(some)):
        sums = [spending(part) for part in parts.values()]
        assert sum(part.reports for part in sums) == whole.reports
        assert sum((part.budget or Decimal(0) for part in sums), Decimal(0)) == (whole.budget or 0)
        assert sum((part.executed or Decimal(0) for part in sums), Decimal(0)) == (whole.executed or 0)
    assert sum(grade.count for grade in grade_counts(some)) == len(some)


_KEPT: list[Entry] = []


def _all(factory: pytest.TempPathFactory) -> list[Entry]:
    if not _KEPT:
        _KEPT.extend(checked(factory.mktemp("records"), RECORDS).catalog.by_id.values())
    return _KEPT


def test_grades_stand_by_their_own_standard_s_rank(entries: tuple[Entry, ...]) -> None:
    found = grade_counts(entries)
    assert [(grade.rank, grade.labels, grade.count) for grade in found] == [(1, ("优",), 5)]
    assert {rank_of(entry) for entry in entries} == {1}

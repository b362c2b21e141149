"""A project across its years: every indicator one track, every year a stop, every mark with its reason."""

from decimal import Decimal
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from generator.history import Kinship, Shift, history_of
from tests.history.test_matching import ROWS
from tests.history.years import entry, history, row
from tests.site.small import checked, record

BUDGET = {"currency_unit": "万元", "adjusted": {"total": "60"}}


def test_an_indicator_is_followed_through_lowering_renaming_leaving_and_coming_back():
    found = history(
        entry(2019, [row("群众满意度", "≥95%")]),
        entry(2020, [row("群众满意度", "≥90%")]),
        entry(2022, [row("服务群众满意度", "≥90%")]),
        entry(2023, [row("别的", "1个")]),
        entry(2024, [row("服务群众满意度", "≥90%", weight="8"), row("别的", "1个")]),
    )
    assert found.missing == (2021,)
    assert [step.missing for step in found.steps] == [(), (2021,), (), ()]
    track, other = found.tracks
    first, lowered, renamed, gone, back = track.stops
    assert first.listing and first.continuation is None and not first.is_new
    assert lowered.continuation and lowered.continuation.target.shift is Shift.LOWERED
    assert renamed.continuation and renamed.continuation.kinship is Kinship.RENAMED
    assert gone.listing is None and gone.vanished and gone.vanished.row.name == "服务群众满意度"
    assert back.continuation and back.continuation.kinship is Kinship.RETURNED
    assert back.continuation.weights == (Decimal(10), Decimal(8))
    assert track.has(Shift.LOWERED) and not track.has(Shift.RAISED)
    assert track.is_ever(Kinship.RENAMED) and not track.vanishes
    assert [stop.is_new for stop in other.stops] == [False, False, False, True, False]
    assert [stop.listing is None and stop.vanished is None for stop in other.stops] == [True, True, True, False, False]


def test_tracks_stand_in_the_order_of_the_newest_report_that_lists_them():
    found = history(
        entry(2020, [row("旧", "1个"), row("甲", "1个"), row("乙", "有效", level1="效益指标")]),
        entry(2021, [row("乙", "有效", level1="效益指标"), row("甲", "1个"), row("新", "1个")]),
    )
    assert [track.newest.row.name for track in found.tracks] == ["乙", "甲", "新", "旧"]
    assert [track.vanishes for track in found.tracks] == [False, False, False, True]


def test_the_budget_moves_within_one_row_of_money_and_one_unit():
    found = history(
        entry(2020, [row("甲")], {"currency_unit": "元", "adjusted": {"total": "580000"}}),
        entry(2021, [row("甲")], BUDGET),
        entry(2022, [row("甲")], {"currency_unit": "万元", "initial": {"total": "70"}}),
    )
    assert [step.budget for step in found.steps] == [("adjusted", Decimal(580000), Decimal(600000)), None]
    assert found.budget is None


def test_the_budget_s_own_row_continues_itself_whatever_it_is_called():
    execution = [
        {"level1": "预算执行指标", "name": name, "weight": "10", "target": "100%"} for name in ("执行率", "预算执行率（10分）")
    ]
    found = history(*(entry(2020 + at, [row("甲")], BUDGET | {"execution": it}) for at, it in enumerate(execution)))
    assert [[stop.continuation is not None for stop in track.stops] for track in found.tracks] == [[False, True]] * 2


def test_an_execution_row_that_the_standard_supplies_is_followed_too():
    found = history(entry(2020, [row("甲", weight="90")], BUDGET), entry(2021, [row("甲", weight="90")], BUDGET))
    assert [track.newest.row.name for track in found.tracks] == ["预算执行率", "甲"]


def test_two_reports_that_continue_one_stand_side_by_side(tmp_path: Path):
    files = {
        "2020/jia/a": record("甲"),
        "2021/jia/a": record("甲"),
        "2021/yi/b": record("乙", "continues: 2020/jia/a\n"),
    }
    catalog = checked(tmp_path, files).catalog
    found = history_of(catalog, catalog.by_project["yi", "b"])
    assert [step.before.name for step in found.steps] == ["2020/jia/a"] * 2
    assert [len(track.stops) for track in found.tracks] == [3]


@given(st.lists(ROWS, min_size=1, max_size=4), st.randoms())
def test_the_order_of_reports_is_irrelevant(years: Any, random: Any):
    entries = [entry(2020 + at, rows) for at, rows in enumerate(years)]
    shuffled = list(entries)
    random.shuffle(shuffled)
    assert history(*shuffled) == history(*entries)


@given(ROWS)
def test_a_report_beside_itself_has_not_changed(rows: Any):
    [step] = history(entry(2020, rows), entry(2021, rows)).steps
    assert not step.vanished and not step.new
    assert not any(link.is_changed for link in step.continued)


@given(st.lists(ROWS, min_size=2, max_size=4))
def test_every_listing_stands_in_exactly_one_track(years: Any):
    found = history(*(entry(2020 + at, rows) for at, rows in enumerate(years)))
    for number, one in enumerate(found.entries):
        places = [stop.listing.place for track in found.tracks if (stop := track.stops[number]).listing is not None]
        assert len(places) == len(set(places))
        shown = {stop.listing.entry.id for track in found.tracks if (stop := track.stops[number]).listing is not None}
        assert shown <= {one.id}
    assert sum(stop.is_new for track in found.tracks for stop in track.stops) <= sum(len(step.new) for step in found.steps)

"""A target beside last year's: read as scoring reads it, judged by direction, and left alone where nothing can be said."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.history import Shift
from generator.history.targets import compared_targets
from tests.history.years import entry, history, link, row
from tests.scoring.specimen import RULESETS

COST = {"level2": "成本指标"}
TIME = {"level2": "时效指标"}

LOWERED = {
    "a floor falls": ("≥95%", "≥90%", {}),
    "a floor of another glyph": ("≧ 735 人次", "≧ 700 人次", {}),
    "a floor in words": ("不少于12种", "不少于10种", {}),
    "a floor after the figure": ("98%以上", "95%以上", {}),
    "a bare figure counts as a floor": ("2", "1", {}),
    "a unit on one side only": ("2", "1个", {}),
    "a multiplier inside the figure": ("5万", "40000人", {}),
    "units of different size": ("1.2万亩", "11000亩", {}),
    "per mille and per cent": ("≥9‰", "≥0.8%", {}),
    "an equality scored by proportion": ("=8个", "=6个", {}),
    "an equality becomes a smaller floor": ("═ 100 %", "≥98%", {}),
    "a ceiling rises": ("≤202.6万元", "≤210万元", {}),
    "a ceiling by the standard": ("29", "30", COST),
    "a ceiling of other units": ("≤2.6亿元", "≤27000万元", {}),
    "a permille not to reach": ("小于0.9‰", "小于1‰", {}),
    "a later month": ("9月底前", "11月底前", TIME),
    "a later day of its own year": ("2020年10月31日", "2021年12月31日", TIME),
    "a month becomes a year's end": ("2020.10", "2021年底", TIME),
    "a later year beyond both reports": ("2023年底前", "2024年6月底前", TIME),
}
RAISED = {
    "a floor rises": ("95%以上", "≥98%", {}),
    "a cost falls": ("400元/人、天", "380元/人、天", COST),
    "an earlier month": ("11月底前", "9月前", TIME),
    "a price a mu": ("每亩300元", "每亩280元", COST),
}
UNCHANGED = {
    "as written": ("≥95%", "≥95%", {}),
    "another glyph": ("≥95%", "≧ 95 %", {}),
    "another word for the sign": ("≥12种", "不少于12种", {}),
    "another size of unit": ("1.2万亩", "12000亩", {}),
    "words as they were": ("长期有效", "长期有效", {}),
    "a form's rest as it was": ("≥**", "≥**", {}),
    "blank as it was": (None, None, {}),
    "the same day of the next year": ("2020年12月31日", "2021年12月31日", TIME),
    "a month's end by its day": ("11月底前", "2021年11月30日", TIME),
    "the end of February, leap year or not": ("2020年2月29日", "2021年2月28日", TIME),
    "the same range": ("3-5个", "3个-5个", {}),
}
INCOMPARABLE = {
    "other words": ("有效", "显著提升", "文字"),
    "a figure becomes words": ("≥95%", "显著提升", "数字"),
    "words become a figure": ("有效", "3次", "数字"),
    "a date becomes a figure": ("11月底前", "3次", "时间"),
    "nothing was promised before": (None, "3次", "没有填写"),
    "nothing is promised any more": ("3次", None, "没有填写"),
    "not applicable": ("3次", "/", "不适用"),
    "a form's rest": ("3次", "≥**", "模板"),
    "other units": ("3次", "3个", "单位"),
    "hours and people": ("≥20课时", "≥200人次", "单位"),
    "about": ("200余人", "180人", "约数"),
    "another range": ("3-5个", "2-5个", "区间"),
    "a floor becomes a ceiling": ("≥30万元", "≤20万元", "方向"),
    "none becomes some": ("0起", "1起", "方向"),
    "a deadline leaves its year": ("11月底前", "2022年3月", "期限"),
    "a date that never was": ("2021年2月30日", "2021年3月", "日历"),
}


def _cases(table: dict[str, tuple[Any, ...]]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize(("one", "other", "more"), table.values(), ids=table.keys())


@_cases(LOWERED)
def test_a_target_is_lowered_where(one: str, other: str, more: dict[str, str]):
    assert link(row("甲", one, **more), row("甲", other, **more)).target.shift is Shift.LOWERED


@_cases({name: case for name, case in LOWERED.items() if case[2] is not TIME})
def test_the_way_back_is_a_raise_where(one: str, other: str, more: dict[str, str]):
    assert link(row("甲", other, **more), row("甲", one, **more)).target.shift is Shift.RAISED


@_cases(RAISED)
def test_a_target_is_raised_where(one: str, other: str, more: dict[str, str]):
    assert link(row("甲", one, **more), row("甲", other, **more)).target.shift is Shift.RAISED


@_cases(UNCHANGED)
def test_a_target_is_unchanged_where(one: str | None, other: str | None, more: dict[str, str]):
    assert link(row("甲", one, **more), row("甲", other, **more)).target.shift is Shift.UNCHANGED


@_cases(INCOMPARABLE)
def test_targets_are_not_compared_and_the_reason_is_given_where(one: str | None, other: str | None, more: str):
    level2 = TIME if "日" in more + str(one) or "月" in f"{one}{other}" else {}
    found = link(row("甲", one, **level2), row("甲", other, **level2)).target
    assert found.shift is Shift.INCOMPARABLE
    assert more in found.reason.zh


def test_the_reason_names_both_figures_and_which_side_is_good():
    reason = link(row("甲", "≥735人次"), row("甲", "≥700人次")).target.reason
    assert reason.zh == "目标由 735人次 变为 700人次，越大越好，要求降低"
    assert reason.en == "the target moved from 735人次 to 700人次; more is good, so it asks for less"


def test_a_unit_in_the_name_counts_for_a_bare_figure():
    """Between 30 under (万元) and 300000 under (元) nothing moved; between 30 under (万元) and 30 without a unit, who knows."""
    [one] = history(entry(2020, [row("投入资金(万元)", "30", **COST)])).tracks
    [other] = history(entry(2021, [row("投入资金(元)", "300000", **COST)])).tracks
    [bare] = history(entry(2021, [row("投入资金", "30", **COST)])).tracks
    assert compared_targets(one.newest, other.newest).shift is Shift.UNCHANGED
    assert compared_targets(one.newest, bare.newest).shift is Shift.INCOMPARABLE


def test_where_equality_must_be_met_another_figure_is_neither_lower_nor_higher():
    by_proportion = RULESETS["national-2020"]
    assert by_proportion.quantitative is not None
    strict = by_proportion.quantitative.model_copy(update={"equal": "met"})
    years = [
        replace(entry(year, [row("甲", target)]), ruleset=by_proportion.model_copy(update={"quantitative": strict}))
        for year, target in ((2020, "=8个"), (2021, "=6个"))
    ]
    found = history(*years).steps[0].continued[0].target
    assert (found.shift, "正好相等" in found.reason.zh) == (Shift.INCOMPARABLE, True)
    assert link(row("甲", "=8个"), row("甲", "=6个")).target.shift is Shift.LOWERED


def test_without_a_standard_only_a_sign_tells_the_direction():
    signed = link(row("甲", "≥8个"), row("甲", "≥6个"), ruleset="unscored").target
    bare = link(row("甲", "8个"), row("甲", "6个"), ruleset="unscored").target
    assert (signed.shift, bare.shift) == (Shift.LOWERED, Shift.INCOMPARABLE)
    assert "符号" in bare.reason.zh


def test_a_ceiling_that_is_the_year_s_budget_says_that_it_follows_it():
    def year(number: int, budget: str, target: str) -> Any:
        return entry(number, [row("资金", target, **COST)], {"currency_unit": "万元", "adjusted": {"total": budget}})

    [step] = history(year(2020, "200", "≤200万元"), year(2021, "2500", "2500万元")).steps
    [bare] = history(year(2020, "200", "200"), year(2021, "2500", "2500")).steps
    [other] = history(year(2020, "200", "≤200万元"), year(2021, "2500", "≤2600万元")).steps
    assert [found.continued[-1].target.follows_budget for found in (step, bare, other)] == [True, True, False]
    assert {found.continued[-1].target.shift for found in (step, bare, other)} == {Shift.LOWERED}


def test_a_changed_sign_is_told_beside_the_figure():
    assert link(row("甲", "≥95%"), row("甲", "95%")).target.signs == ("at_least", None)
    assert link(row("甲", "≥95%"), row("甲", "≥90%")).target.signs is None


CELL = st.text(alphabet="0123456789.%≥≤=<>万亿元个人次月日年底前-~余约以上不少于/—*有效 ", max_size=12)


@given(CELL, CELL, st.sampled_from(["数量指标", "时效指标", "成本指标"]))
def test_no_text_breaks_the_comparison_and_order_turns_lower_into_higher(one: str, other: str, level2: str):
    """With dates kept to one year, what is lower one way is higher the other way."""
    found = [
        compared_targets(_listing(2020, a, level2), _listing(2020, b, level2)).shift for a, b in ((one, other), (other, one))
    ]
    opposite = {Shift.LOWERED: Shift.RAISED, Shift.RAISED: Shift.LOWERED}
    assert found[1] is opposite.get(found[0], found[0])


@given(CELL)
def test_a_target_beside_itself_is_unchanged(text: str):
    assert compared_targets(_listing(2020, text, "数量指标"), _listing(2021, text, "数量指标")).shift is Shift.UNCHANGED


def _listing(year: int, target: str, level2: str) -> Any:
    return history(entry(year, [row("甲", target, level2=level2)])).tracks[0].newest

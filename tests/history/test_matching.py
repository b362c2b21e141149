"""Which indicator continues which: the same name, or a similar one where nothing else changed; never two to one."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.history.listing import are_alike, folded, folded_level, listings_of
from generator.history.matching import paired
from tests.history.years import entry, row, step

RENAMED = {
    "words change places": ("维护防火隔离带", "防火隔离带维护里程"),
    "a word is added": ("群众满意度", "服务群众满意度"),
    "a word in the middle": ("培训合格率", "培训考核合格率"),
}
NOT_RENAMED = {
    "other people are asked": ("受益群众满意度", "村民满意度"),
    "another thing is measured": ("设备验收合格率", "设备验收及时率"),
    "nothing in common": ("培训人次", "印制资料份数"),
    "a single character": ("路", "桥"),
}


@pytest.mark.parametrize(("one", "other"), RENAMED.values(), ids=RENAMED.keys())
def test_a_similar_name_with_the_same_weight_and_unit_is_a_change_of_name(one: str, other: str):
    assert step([row(one, "≥95%")], [row(other, "≥96%")]) == ([(one, other, "renamed")], [], [])


@pytest.mark.parametrize(("one", "other"), NOT_RENAMED.values(), ids=NOT_RENAMED.keys())
def test_a_name_that_is_not_similar_enough_is_another_indicator(one: str, other: str):
    assert step([row(one, "≥95%")], [row(other, "≥95%")]) == ([], [one], [other])


@pytest.mark.parametrize(
    "more",
    [
        {"weight": "9"},
        {"weight": None},
        {"level1": "效益指标"},
        {"level2": "质量指标"},
        {"target": "≥95人"},
        {"target": "显著提升"},
        {"target": None},
    ],
    ids=str,
)
def test_a_similar_name_is_another_indicator_where_anything_else_changed(more: dict[str, Any]):
    assert step([row("群众满意度", "≥95%")], [row("服务群众满意度", "≥95%") | more])[0] == []


def test_of_two_candidates_neither_is_taken():
    before, after = [row("群众满意度", "≥95%")], [row("服务群众满意度", "≥95%"), row("受益群众满意度", "≥95%")]
    assert step(before, after) == ([], ["群众满意度"], ["服务群众满意度", "受益群众满意度"])
    assert step(after, before)[0] == []


def test_the_same_name_goes_before_a_similar_one():
    after = [row("服务群众满意度", "≥95%"), row("群众满意度", "≥90%")]
    assert step([row("群众满意度", "≥95%")], after) == ([("群众满意度", "群众满意度", "same")], [], ["服务群众满意度"])


def test_spaces_widths_and_the_word_for_a_level_make_no_other_name():
    before = [row("通信服务合格率（%）", "95", level1="产出")]
    after = [row("通信服务 合格率(%)", "95", level1="产出指标")]
    assert [kinship for *_, kinship in step(before, after)[0]] == ["same"]


def test_the_same_name_under_another_first_level_has_moved():
    assert step([row("满意度", "95%")], [row("满意度", "95%", level1="满意度指标")])[0] == [("满意度", "满意度", "moved")]
    twice = [row("满意度", "95%", level1="满意度指标"), row("满意度", "95%", level1="效益指标")]
    assert step([row("满意度", "95%")], twice)[0] == []


def test_of_rows_of_one_name_those_with_the_same_cells_belong_together():
    before = [row("设备", "3台"), row("设备", "8台"), row("设备", "5台")]
    after = [row("设备", "8台"), row("设备", "3台")]
    found = paired(listings_of(entry(2020, before)), listings_of(entry(2021, after)))
    assert [(pair.before.row.target, pair.after.row.target) for pair in found] == [("8台", "8台"), ("3台", "3台")]


def test_a_form_s_unused_line_is_no_indicator():
    assert step([row("甲", "1"), row("指标2：", None, weight=None)], [row("甲", "1")]) == ([("甲", "甲", "same")], [], [])


def test_likeness_counts_pairs_of_characters_over_both_names():
    assert are_alike("一二三四", "一二三五") is True  # 2 of 3 and 3: 4 ÷ 6
    assert are_alike("一二三四五六", "一二三四") is True  # 3 of 5 and 3: 6 ÷ 8
    assert are_alike("一二三四五", "一二三六七") is False  # 2 of 4 and 4: 4 ÷ 8
    assert are_alike("", "") is False
    assert (folded(" 甲（A）"), folded_level("产出 指标"), folded_level(None)) == ("甲(A)", "产出", "")


ROWS = st.lists(
    st.builds(
        row,
        st.sampled_from(["甲乙丙丁", "甲乙丙戊", "甲乙丙", "甲乙 丙", "己庚辛壬", None]),
        st.sampled_from(["≥95%", "3个", "3台", "有效", "11月底前", None]),
        weight=st.sampled_from(["10", "5", None]),
        level1=st.sampled_from(["产出指标", "产出", "效益指标"]),
        level2=st.sampled_from(["数量指标", "质量指标"]),
    ),
    min_size=1,
    max_size=7,
)


@given(ROWS, ROWS)
def test_no_indicator_continues_two_and_none_is_continued_by_two(before: Any, after: Any):
    ones, others = listings_of(entry(2020, before)), listings_of(entry(2021, after))
    found = paired(ones, others)
    assert len({pair.before.place for pair in found}) == len(found) == len({pair.after.place for pair in found})
    assert {pair.before.place for pair in found} <= {one.place for one in ones}


@given(ROWS, ROWS)
def test_seen_from_the_other_end_the_same_indicators_belong_together(before: Any, after: Any):
    ones, others = listings_of(entry(2020, before)), listings_of(entry(2020, after))
    there = {(pair.before.place, pair.after.place, pair.kinship) for pair in paired(ones, others)}
    assert there == {(pair.after.place, pair.before.place, pair.kinship) for pair in paired(others, ones)}


@given(ROWS)
def test_every_indicator_continues_itself(rows: Any):
    ones = listings_of(entry(2020, rows))
    assert [(pair.before.place, pair.after.place, str(pair.kinship)) for pair in paired(ones, ones)] == [
        (one.place, one.place, "same") for one in ones
    ]

"""The value grammar: every literal of the domain, the rules for units, and what may never happen."""

import time
from collections.abc import Callable
from datetime import date
from decimal import Decimal, localcontext
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.diagnostics import Text
from generator.model.quantities import (
    NO_UNIT,
    REASONS,
    Blank,
    Comparable,
    Day,
    NameHints,
    NotApplicable,
    Number,
    Operator,
    Reason,
    Residue,
    Value,
    Words,
    compare_in_one_unit,
    is_dated,
    name_hints,
    read_value,
)

TABLE: dict[str, list[Any]] = yaml.load(
    (Path(__file__).parent / "quantities.yaml").read_text("utf-8"), yaml.CBaseLoader
)  # every scalar is text
MEANT: dict[str, bool | None] = {"null": None, "true": True, "false": False}
FIGURES: list[str] = [row[0] for row in TABLE["numbers"]]
WRITTEN: list[str] = [row[0] for kind in ("numbers", "days", "days_if_dated", "words") for row in TABLE[kind]]
ALPHABET = (
    "0123456789,.-~至+ ≥≤<>=不少于超过约近余多万亿元个人%‰/年月日底前季度上中下旬半第一二三*X×…指标：（）()每亩達到以上内W有效 \t"
)


def read(text: str | None, *, dated: bool = False) -> Value:
    return read_value(text, year=2021, dated=dated)


def number(text: str) -> Number:
    value = read(text)
    assert isinstance(value, Number), value
    return value


def compare(target: str, actual: str, name: str) -> Comparable | Reason:
    return compare_in_one_unit(number(target), number(actual), name_hints(name))


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def rows(key: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    listed = [[MEANT.get(cell, cell) for cell in (row if isinstance(row, list) else [row])] for row in TABLE[key]]
    return pytest.mark.parametrize("row", listed, ids=[" | ".join(str(cell) for cell in row[:2]) for row in listed])


@rows("numbers")
def test_a_figure_is_read_with_its_operator_bounds_and_unit(row: list[Any]) -> None:
    text, operator, low, high, unit, multiplier, base = row
    value = number(text)
    assert (value.text, value.operator) == (text, operator)
    shown = [figure if figure is None else f"{figure:f}" for figure in (value.low, value.high)]
    assert shown == [low, high]
    assert (value.unit.text, value.unit.multiplier, value.unit.base) == (unit, Decimal(multiplier), base)
    assert value.exact is (low is not None and low == high)


@rows("days")
def test_a_date_is_read_as_the_days_it_covers(row: list[Any]) -> None:
    text, operator, first, last = row
    for dated in (False, True):
        assert read(text, dated=dated) == Day(text, operator and Operator(operator), day(first), day(last))


@rows("days_if_dated")
def test_some_figures_are_dates_only_in_a_dated_indicator(row: list[Any]) -> None:
    text, operator, first, last = row
    assert read(text, dated=True) == Day(text, operator, day(first), day(last))
    assert not isinstance(read(text, dated=False), Day)


@rows("words")
def test_other_text_stays_words_and_says_why_figures_in_it_were_not_read(row: list[Any]) -> None:
    text, reason = row
    assert read(text) == Words(text, reason and Reason(reason))


@rows("not_applicable")
def test_a_sign_that_stands_alone_means_not_applicable(row: list[str]) -> None:
    assert read(row[0]) == NotApplicable(row[0])


@rows("residue")
def test_what_the_template_left_is_residue(row: list[str]) -> None:
    assert read(row[0]) == Residue(row[0], Reason.TEMPLATE)


@rows("blank")
def test_white_space_is_blank(row: list[str]) -> None:
    assert read(row[0]) == Blank()


def test_nothing_is_blank_and_zero_is_not() -> None:
    assert read(None) == Blank()
    assert number("0").low == 0


@rows("names")
def test_a_name_tells_its_operator_and_unit(row: list[Any]) -> None:
    name, operator, text, multiplier, base, residue = row
    hints = name_hints(name)
    assert (hints.operator, hints.residue) == (operator, residue)
    if text is None:
        assert hints.unit is None
    else:
        assert hints.unit is not None
        assert (hints.unit.text, hints.unit.multiplier, hints.unit.base) == (text, Decimal(multiplier), base)


@pytest.mark.parametrize(
    ("level2", "name", "expected"),
    [
        ("时效指标", "预算资金执行率", True),
        ("时效", "完成情况", True),
        ("数量指标", "项目竣工时间", True),
        (None, "验收日期", True),
        ("质量指标", "业务培训时限", True),
        ("数量指标", "通信服务数量", False),
        (None, "合格率", False),
    ],
)
def test_an_indicator_is_dated_by_its_second_level_or_its_name(level2: str | None, name: str, expected: bool) -> None:
    assert is_dated(level2, name) is expected


@rows("comparable")
def test_two_sides_are_brought_to_one_unit(row: list[Any]) -> None:
    target, actual, name, *figures, unit, base, converted = row
    compared = compare(target, actual, name)
    assert isinstance(compared, Comparable), compared
    sides = (compared.target_low, compared.target_high, compared.actual_low, compared.actual_high)
    assert [side if side is None else f"{side:f}" for side in sides] == figures
    assert (compared.unit.text, compared.unit.base, compared.converted) == (unit, base, converted)


@rows("not_comparable")
def test_sides_whose_units_do_not_meet_are_not_compared(row: list[str]) -> None:
    target, actual, name, reason = row
    assert compare(target, actual, name) == Reason(reason)
    assert compare(actual, target, name) == Reason(reason)


def test_a_bound_is_the_figure_that_a_direction_refers_to() -> None:
    assert number("≥95%").bound == number("≤95%").bound == number("95%").bound == number("近95%").bound == 95
    assert number("约200人").bound == 200
    assert number("5万").bound == 50000
    assert number("3-5个").bound is None


def test_a_comparison_knows_its_target_bound_and_an_observation() -> None:
    def bound(target: str) -> tuple[Decimal | None, bool]:
        compared = compare(target, "4", "")
        assert isinstance(compared, Comparable)
        return compared.target_bound, compared.actual_exact

    assert bound("≥3") == (Decimal(3), True)
    assert bound("≤3") == (Decimal(3), True)
    assert bound("3") == (Decimal(3), True)
    assert bound("3-5") == (None, True)
    assert bound("约3") == (None, True)
    interval = compare("3", "≥4", "")
    assert isinstance(interval, Comparable)
    assert not interval.actual_exact


def test_an_approximate_figure_and_a_counted_in_multiplier_are_marked() -> None:
    assert [number(text).approximate for text in ("200余人", "近200人", "200人左右", "200人以上", "3-5人")] == [True] * 3 + [
        False
    ] * 2
    assert [number(text).scaled for text in ("5万", "3-5万", "5万人", "50000")] == [True, True, False, False]


def test_a_day_knows_its_deadline_and_whether_it_is_one_day() -> None:
    before, month, single = read("11月底前"), read("10月"), read("10月8日")
    assert isinstance(before, Day)
    assert isinstance(month, Day)
    assert isinstance(single, Day)
    assert (before.deadline, before.exact) == (date(2021, 11, 30), False)
    assert (month.deadline, month.exact) == (date(2021, 10, 31), False)
    assert single.exact


def test_a_date_without_a_year_needs_the_reports_year() -> None:
    assert read_value("10月", year=None, dated=True) == Words("10月", Reason.YEAR_UNKNOWN)
    assert read_value("3-5月", year=None, dated=True) == Words("3-5月", Reason.YEAR_UNKNOWN)
    assert isinstance(read_value("2021年10月", year=None, dated=True), Day)
    assert read_value("10月", year=2020, dated=False) == Day("10月", None, date(2020, 10, 1), date(2020, 10, 31))
    assert read_value("10月", year=0, dated=False) == Words("10月", Reason.IMPOSSIBLE_DATE)


def test_a_month_out_of_the_calendar_is_no_date_in_a_dated_indicator() -> None:
    assert read("2023.13", dated=True) == Words("2023.13", Reason.IMPOSSIBLE_DATE)


def test_multiplication_never_rounds_whatever_the_decimal_context() -> None:
    with localcontext(prec=3):
        assert number("123456789012345678901234567891万亿").low == Decimal(123456789012345678901234567891000000000000)
        compared = compare("1234567890123456789012345678.91万元", "1元", "")
    assert isinstance(compared, Comparable)
    assert compared.target_low == Decimal(12345678901234567890123456789100)


def test_an_operator_has_a_sign_and_a_side() -> None:
    assert [operator.symbol for operator in Operator] == ["≥", "≤", "=", ">", "<"]
    assert [operator for operator in Operator if operator.is_floor] == [Operator.AT_LEAST, Operator.MORE_THAN]
    assert [operator for operator in Operator if operator.is_ceiling] == [Operator.AT_MOST, Operator.LESS_THAN]


def test_every_reason_has_a_sentence_in_both_languages() -> None:
    assert set(REASONS) == set(Reason)
    for reason in Reason:
        assert isinstance(reason.sentence, Text)
        assert all(reason.sentence)


@pytest.mark.parametrize("char", sorted(set(ALPHABET) | set("是a_#'\"\\\x00\ud800😀")))
def test_ten_thousand_characters_cost_next_to_nothing(char: str) -> None:
    started = time.process_time()
    for text in (char * 10_000, f"≥1{char * 10_000}2", f"1{char}" * 5_000, f"({char}" * 5_000, f"2021年{char * 10_000}"):
        assert getattr(read(text), "text", text) == text
        name_hints(text)
    for length in (30, 110, 190):  # short enough to be matched
        read(f"≥1{char * length}2")
        name_hints(f"≥{char * length}(")
        name_hints(f"({char}" * length)
    assert time.process_time() - started < 0.1


@given(st.text() | st.text(ALPHABET, max_size=30), st.none() | st.integers(-5, 10_005), st.booleans())
def test_any_text_is_read_and_kept_as_written(text: str, year: int | None, dated: bool) -> None:
    value = read_value(text, year=year, dated=dated)
    assert isinstance(value, Blank) or value.text == text
    assert isinstance(name_hints(text), NameHints)
    if isinstance(value, Number | Day):
        low, high = (value.low, value.high) if isinstance(value, Number) else (value.first, value.last)
        assert low is None or high is None or low <= high  # type: ignore[operator]  # both are of one type
    if isinstance(value, Number):
        assert value.unit is NO_UNIT or value.unit.base


@given(
    st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**12), max_value=10**12),
    st.sampled_from(["", "%", "万元/个", "元/人、天", "人次", "%(百分比)", "亿元", "TB", "每亩", "百分之", "万"]),
)
def test_an_exact_figure_written_out_and_read_again_is_the_same(figure: Decimal, unit: str) -> None:
    once = number(f"{figure:f}{unit}")
    again = number(f"{once.low:f}{once.unit.text}")
    assert once.exact
    assert (again.low, again.high, again.unit) == (once.low, once.high, once.unit)


@given(
    st.text("".join(chr(code) for code in range(0x21, 0x7F)) + "万元个年月底前余≥", max_size=12) | st.sampled_from(WRITTEN),
    st.booleans(),
)
def test_full_width_and_half_width_are_read_alike(text: str, dated: bool) -> None:
    def meaning(value: Value) -> tuple[object, ...]:
        if isinstance(value, Number):
            return (Number, value.operator, value.low, value.high, value.unit.multiplier, value.unit.base)
        if isinstance(value, Day):
            return (Day, value.operator, value.first, value.last)
        return (type(value), getattr(value, "reason", None))

    wide = "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in text)
    assert meaning(read(wide, dated=dated)) == meaning(read(text, dated=dated))


@given(st.sampled_from(FIGURES), st.sampled_from(FIGURES), st.sampled_from([row[0] for row in TABLE["names"]]))
def test_comparing_never_raises_and_treats_both_sides_alike(one: str, other: str, name: str) -> None:
    forth, back = compare(one, other, name), compare(other, one, name)
    if isinstance(forth, Comparable) and isinstance(back, Comparable):
        assert (forth.target_low, forth.target_high) == (back.actual_low, back.actual_high)
        assert (forth.actual_low, forth.actual_high) == (back.target_low, back.target_high)
    else:
        assert forth == back

"""Figures as printed: exact decimals, and the three things that an empty-looking cell can be."""

import time
from datetime import date
from decimal import Decimal

import pytest
from model.validating import RECORD, faults, valid

from generator.model.figures import Inapplicable, Moment, Rate, is_blank, read_rate, says_not_applicable


def score_of(text: str):
    return valid(RECORD + f"stated: {{score: {text}}}\n").stated.score


@pytest.mark.parametrize("text", ["12.90", "0", "0.00", "-3.5", "+5", "00012", "99999999999999999999.99999999999999999999"])
def test_a_number_keeps_the_digits_it_was_written_with(text: str):
    assert score_of(text) == Decimal(text)
    assert score_of(text).as_tuple() == Decimal(text).as_tuple()


@pytest.mark.parametrize("text", ["", "null", "~", "''", "'  '"])
def test_a_blank_is_none(text: str):
    assert score_of(text) is None


@pytest.mark.parametrize("text", ["/", "—", "——", "无", "n/a", "N/A", "不适用", "'-'", "'--'", "／", "不涉及"])
def test_what_is_not_applicable_keeps_its_sign(text: str):
    assert score_of(text) == Inapplicable(text.strip("'"))
    assert str(score_of(text)) == text.strip("'")


def test_zero_is_neither_blank_nor_not_applicable():
    assert score_of("0") == 0
    assert score_of("0") is not None


@pytest.mark.parametrize(
    "text", ["1e2", "0x10", "1/2", "五", "74.3分", "inf", "-inf", ".5", "5.", "1.2.3", "1" * 21, "1_000", "'58万'", "--5"]
)
def test_what_is_not_plainly_a_number_is_refused(text: str):
    [(code, line, column)] = faults(RECORD + f"stated: {{score: {text}}}\n")
    assert (code, line, column) == ("schema-number", 4, 17)


def test_marks_that_stack_up_cost_no_time():
    text = "a" + "\u0315" * 30_000 + "\u0300" * 30_000
    begun = time.process_time()
    assert read_rate(text) is None
    places = f"stated: {{score: {text}}}\nbudget: {{stated: {{execution_rate: {{total: {text}}}}}}}\n"
    assert {code for code, _, _ in faults(RECORD + places)} == {"schema-number", "schema-percentage"}
    assert time.process_time() - begun < 2


@pytest.mark.parametrize("text", ["'1,000'", "１２", "'1 000'", "７４.３", "－5"])
def test_another_spelling_of_a_number_is_named_as_such(text: str):
    assert [code for code, _, _ in faults(RECORD + f"stated: {{score: {text}}}\n")] == ["schema-number-form"]


@pytest.mark.parametrize(
    ("text", "percent"), [("86%", "86"), ("100.00%", "100.00"), ("20", "20"), ("0.0000", "0.0000"), ("-5%", "-5"), ("86 %", "86")]
)
def test_a_rate_keeps_its_text_and_its_precision(text: str, percent: str):
    rate = valid(RECORD + f"budget: {{stated: {{execution_rate: {{total: {text}}}}}}}\n").budget.stated.execution_rate.total
    assert rate == Rate(text, Decimal(percent))
    assert rate.percent.as_tuple() == Decimal(percent).as_tuple()
    assert str(rate) == text


@pytest.mark.parametrize(
    ("text", "rate"), [("已完成", None), ("", None), ("/", Inapplicable("/")), ("１００％", Rate("100%", Decimal(100)))]
)
def test_a_completion_is_a_rate_or_nothing(text: str, rate: object):
    assert read_rate(text) == rate


@pytest.mark.parametrize("text", ["2022-02-30", "2022-3-4", "2022/03/04", "20220304", "2022-13-01", "2022-03", "今天"])
def test_a_day_is_a_real_day(text: str):
    assert [code for code, _, _ in faults(RECORD + f"evaluated: {text}\n")] == ["schema-date"]
    assert valid(RECORD + "evaluated: 2024-02-29\n").evaluated == date(2024, 2, 29)


@pytest.mark.parametrize(
    ("text", "moment"), [("2021", (2021, None, None)), ("2021-01", (2021, 1, None)), ("2021-01-15", (2021, 1, 15))]
)
def test_a_month_may_be_a_year_or_a_day(text: str, moment: tuple[int, int | None, int | None]):
    assert valid(RECORD + f"period: {{start: {text}}}\n").period.start == Moment(text, *moment)


@pytest.mark.parametrize("text", ["2021-00", "2021-13", "0000", "2021-02-30", "21-01", "2021年1月"])
def test_a_month_is_a_real_month(text: str):
    assert [code for code, _, _ in faults(RECORD + f"period: {{start: {text}}}\n")] == ["schema-date"]


@pytest.mark.parametrize(("text", "flag"), [("true", True), ("false", False), ("", False)])
def test_a_flag_is_true_or_false(text: str, *, flag: bool):
    assert valid(RECORD + f"demo: {text}\n").demo is flag


@pytest.mark.parametrize("text", ["yes", "True", "1", "是"])
def test_a_flag_is_nothing_else(text: str):
    assert [code for code, _, _ in faults(RECORD + f"demo: {text}\n")] == ["schema-value"]


def test_blank_and_not_applicable_are_told_apart():
    assert is_blank(None) and is_blank("") and is_blank("\u3000 ") and not is_blank("0") and not is_blank("/")
    assert says_not_applicable(" / ") and says_not_applicable("N/A") and not says_not_applicable("无效")

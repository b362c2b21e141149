"""The money table, computed from its leaves."""

from decimal import Decimal
from typing import Any

import pytest
from scoring.specimen import report_of

from generator.scoring.evaluation import Money
from generator.scoring.money import compute_money, parts_of


def money(**rows: dict[str, str]) -> Money:
    report = report_of({"indicators": [{"name": "甲"}], "budget": rows})
    assert report.budget is not None
    return compute_money(report.budget)


def figures(computed: Money, row: str) -> dict[str, Decimal]:
    return {column: value for (name, column), value in computed.computed.items() if name == row and value is not None}


def test_fiscal_levels_add_up_to_the_subtotal_and_all_sources_to_the_total():
    computed = money(adjusted={"central": "30", "county": "20", "carryover": "5", "other": "3"})
    assert figures(computed, "adjusted") == {
        "central": 30, "county": 20, "fiscal": 50, "carryover": 5, "other": 3, "total": 58,
    }  # fmt: skip


def test_fiscal_money_may_be_given_without_its_levels():
    assert figures(money(adjusted={"fiscal": "50", "own": "8"}), "adjusted") == {"fiscal": 50, "own": 8, "total": 58}


def test_a_total_may_stand_alone():
    assert figures(money(adjusted={"total": "20"}), "adjusted") == {"total": 20}


def test_a_zero_is_a_figure_and_a_blank_is_none():
    computed = money(adjusted={"county": "58"}, executed={"county": "0"})
    assert computed.of("executed") == 0
    assert computed.of("received") is None
    assert computed.of("execution_rate") == 0
    assert computed.of("arrival_rate") is None


def test_the_balance_is_received_less_executed_and_may_be_negative():
    computed = money(received={"county": "50"}, executed={"county": "58"})
    assert computed.of("balance") == computed.of("balance", "county") == -8


def test_rates_divide_by_the_adjusted_budget_column_by_column():
    computed = money(
        adjusted={"county": "50", "other": "8"}, received={"county": "50"}, executed={"county": "40.2", "other": "8"}
    )
    assert computed.of("arrival_rate", "county") == 100
    assert str(computed.of("execution_rate", "county")) == "80.40"
    assert computed.of("execution_rate", "other") == 100
    assert str(computed.of("execution_rate")) == "83.10"


@pytest.mark.parametrize("adjusted", [{"county": "0"}, {}, {"county": "/"}])
def test_a_rate_over_nothing_is_none(adjusted: dict[str, str]):
    computed = money(initial={"county": "58"}, adjusted=adjusted, executed={"county": "58"})
    assert computed.of("execution_rate") is None


def test_a_cell_that_is_not_applicable_is_no_part_of_a_sum():
    report = report_of({"indicators": [{"name": "甲"}], "budget": {"adjusted": {"county": "58", "other": "/"}}})
    assert report.budget is not None
    assert parts_of(report.budget.adjusted, "total") == ("fiscal",)
    assert parts_of(report.budget.adjusted, "fiscal") == ("county",)
    assert compute_money(report.budget).of("adjusted") == 58


def test_amounts_keep_the_unit_of_the_form():
    assert money(adjusted={"total": "58"}).unit == "万元"
    report: Any = report_of(
        {"indicators": [{"name": "甲"}], "budget": {"currency_unit": "元", "adjusted": {"total": "387664.62"}}}
    )
    assert compute_money(report.budget).unit == "元"

"""Amounts that are 10,000 times another statement of the same thing: 元 written where 万元 is meant, or the other way round."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from generator.catalog.entry import Entry
from generator.checks.finding import finding, placed_rows, row_name
from generator.diagnostics import Diagnostic, FieldPath, Rule, Severity, Text, quoted
from generator.model.budget import YUAN
from generator.model.indicator import Indicator
from generator.model.quantities import Comparable, Number, compare_in_one_unit
from generator.model.report import Report
from generator.model.validation import terms
from generator.scoring.evaluation import Direction, Money, Row
from generator.scoring.rounding import plain, product
from generator.scoring.rows import read_indicator

_HEAD = "title: 防火隔离带建设经费\nruleset: national-2020\n"


def _money(executed: str, target: str = "≤58万元") -> str:
    return (
        _HEAD + f"budget:\n  currency_unit: 万元\n  adjusted: {{total: 58}}\n  executed: {{total: {executed}}}\n"
        f"indicators:\n  - {{level2: 成本指标, name: 项目总投资, weight: 100, target: {target}, actual: 56万元}}\n"
    )


UNIT_SLIP: Final = Rule(
    "unit-slip",
    Severity.WARNING,
    Text(
        "{what}{amount}与{other}相差一万倍，可能把元和万元写混了",
        "{what}{amount} and {other} are 10,000 times apart: 元 and 万元 may have been mixed up",
    ),
    Text("核对金额和单位。", "Check the amounts and their units."),
    Text(
        "元和万元相差一万倍，写错一个字，金额就全错了。",
        "元 and 万元 are 10,000 times apart; one character makes the amount wrong.",
    ),
    failing=_money("560000"),
    passing=_money("56"),
)
RULES: Final = (UNIT_SLIP,)

_TEN_THOUSAND: Final = Decimal(10_000)
_FOUR: Final = _TEN_THOUSAND.adjusted()
"""By how many places two figures lie apart of which one is that many times the other: nearly none need be multiplied."""
_NEARLY: Final = (Decimal(5_000), Decimal(20_000))
"""What was spent is rarely exactly the budget; nobody spends 5,000 times of it, and nobody is sent a ten-thousandth of it."""
_WHOLE: Final = re.compile(r"总投资|总成本|投入资金|资金总额|项目资金|项目投资|预算资金|总金额|工程资金|总经费|总支出|成本控制数")
_PER_PIECE: Final = re.compile(r"人均|户均|生均|亩均|每|单价|单位|标准|均")


def amounts_are_in_one_unit(entry: Entry) -> Iterator[Diagnostic]:
    """No amount is 10,000 times another statement of the same money. One finding a record: the first."""
    for found in (*_in_the_table(entry), *_in_the_rows(entry)):
        yield found
        return


def table_slip(money: Money) -> str | None:
    """Return the row of the money table that is 10,000 times the year's budget, or a ten-thousandth of it."""
    adjusted = money.of("adjusted")
    if not adjusted:
        return None
    low, high = (product(adjusted, times) for times in _NEARLY)
    for row in ("executed", "received"):
        amount = money.of(row)
        if amount is not None and low <= amount <= high:
            return row
    received, executed = money.of("received"), money.of("executed")
    # Of money that has arrived in full one may spend next to nothing: that alone is no slip.
    row, amount = ("received", received) if received is not None else ("executed", executed)
    if amount and product(amount, _NEARLY[0]) <= adjusted <= product(amount, _NEARLY[1]):
        return row
    initial = money.of("initial")
    return "initial" if initial and _are_apart(initial, adjusted) else None


def _are_apart(one: Decimal, other: Decimal) -> bool:
    """Tell whether one is exactly 10,000 times the other; two zeros are not."""
    places = one.adjusted() - other.adjusted()
    return abs(places) == _FOUR and bool(one) and (one == product(other, _TEN_THOUSAND) or other == product(one, _TEN_THOUSAND))


def _in_the_table(entry: Entry) -> Iterator[Diagnostic]:
    money = entry.evaluation.money
    row = table_slip(money) if money is not None else None
    amount, adjusted = (money.of(row), money.of("adjusted")) if money is not None and row is not None else (None, None)
    if money is None or row is None or amount is None or adjusted is None:
        return
    term, budget, unit = terms(Report, ("budget", row)), plain(adjusted), money.unit
    other = Text(f"全年预算 {budget} {unit}", f"the year's budget of {budget} ({unit})")
    what = Text(f"{term} {plain(amount)} {unit}", f"{term} {plain(amount)} ({unit})")
    yield finding(UNIT_SLIP, entry, ("budget", row), what=what, amount="", other=other)


def _in_the_rows(entry: Entry) -> Iterator[Diagnostic]:
    money = entry.evaluation.money
    adjusted = money.of("adjusted") if money is not None else None
    for field, indicator, row in placed_rows(entry):
        if indicator is None or row.is_budget:
            continue
        name = row.name or ""
        sides = _sides(indicator, row, entry.year)
        if sides is not None and _are_apart(*sides):
            other = Text(f"实际完成值“{quoted(row.actual or '', 30)}”", f"the actual value “{quoted(row.actual or '', 30)}”")
        elif money is not None and adjusted and _WHOLE.search(name[:200]) and not _PER_PIECE.search(name[:200]):
            stated = _in_yuan(indicator, entry.year)
            if stated is None or not _are_apart(stated, product(adjusted, YUAN[money.unit])):
                continue
            other = Text(f"全年预算 {plain(adjusted)} {money.unit}", f"the year's budget of {plain(adjusted)} ({money.unit})")
        else:
            continue
        at: FieldPath = (*field, "target")
        what = Text(f"“{row_name(row)}”的目标", f"the target of “{row_name(row)}”, ")
        yield finding(UNIT_SLIP, entry, at, what=what, amount=f"“{quoted(row.target or '', 30)}”", other=other)


def _sides(indicator: Indicator, row: Row, year: int | None) -> tuple[Decimal, Decimal] | None:
    """Actual value and target in one unit, where they were measured; a ceiling that holds is no slip."""
    if row.direction is not Direction.AT_MOST or row.reached is not False:
        return row.ratio
    reading = read_indicator(indicator, year)
    if not isinstance(reading.target, Number) or not isinstance(reading.actual, Number):
        return None
    compared = compare_in_one_unit(reading.target, reading.actual, reading.hints)
    if not isinstance(compared, Comparable) or compared.target_bound is None or compared.actual_low is None:
        return None
    return compared.actual_low, compared.target_bound


def _in_yuan(indicator: Indicator, year: int | None) -> Decimal | None:
    """The target as an amount of 元; None where it is none, or says no unit."""
    reading = read_indicator(indicator, year)
    target = reading.target
    if not isinstance(target, Number) or target.stated is None:
        return None
    unit = target.unit or reading.hints.unit
    return product(target.stated, unit.multiplier) if unit is not None and unit.base == "元" else None

"""The identities of the money table: sums by source, balance (5), arrival rate (6), execution rate (7)."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from generator.catalog.entry import Entry
from generator.checks.finding import finding
from generator.checks.slips import table_slip
from generator.diagnostics import Diagnostic, FieldPath, Rule, Severity, Text
from generator.model.budget import MONEY_ROWS, Funds
from generator.model.figures import Rate
from generator.model.report import Report
from generator.model.validation import terms
from generator.scoring.evaluation import Money
from generator.scoring.money import parts_of
from generator.scoring.rounding import EXACT, ZERO, percent, places_of, plain, total

_HEAD = "title: 安全生产监管经费\nruleset: national-2020\nindicators:\n  - {name: 检查次数, target: 5次, actual: 5次}\n"


def _money(executed: str, stated: str) -> str:
    return (
        _HEAD + "budget:\n  adjusted: {county: 50}\n  received: {county: 50}\n"
        f"  executed: {{county: {executed}}}\n  stated: {{{stated}}}\n"
    )


MONEY_SUM: Final = Rule(
    "money-sum",
    Severity.WARNING,
    Text("{row}的{column}写 {stated}，各来源合计 {sum}", "{row}: {column} says {stated}, its sources add up to {sum}"),
    Text("核对各资金来源与合计。", "Check the sources and the total."),
    Text("合计等于各资金来源之和。", "A total is the sum of its sources."),
    failing=_HEAD + "budget: {adjusted: {total: 60, county: 50, other: 8}}\n",
    passing=_HEAD + "budget: {adjusted: {total: 58, county: 50, other: 8}}\n",
)
MONEY_BALANCE: Final = Rule(
    "money-balance",
    Severity.WARNING,
    Text(
        "资金结余（{column}）写 {stated}，到位减执行为 {computed}",
        "the balance ({column}) says {stated}, received less executed is {computed}",
    ),
    Text("核对 (5)=(3)-(4)。", "Check (5)=(3)-(4)."),
    Text("结余等于实际到位资金减去全年执行资金。", "The balance is money received less money spent."),
    failing=_money("40", "balance: {total: 0}"),
    passing=_money("40", "balance: {total: 10}"),
    clause="资金表 (5)=(3)-(4)",
)
MONEY_ARRIVAL: Final = Rule(
    "money-arrival-rate",
    Severity.WARNING,
    Text(
        "预算到位率（{column}）写 {stated}，到位÷全年预算为 {computed}",
        "the arrival rate ({column}) says {stated}, received ÷ adjusted is {computed}",
    ),
    Text("核对 (6)=(3)/(2)。", "Check (6)=(3)/(2)."),
    Text("到位率等于实际到位资金除以全年预算资金。", "The arrival rate is money received divided by the budget."),
    failing=_money("50", "arrival_rate: {total: 80}"),
    passing=_money("50", "arrival_rate: {total: 100}"),
    clause="资金表 (6)=(3)/(2)",
)
MONEY_EXECUTION: Final = Rule(
    "money-execution-rate",
    Severity.WARNING,
    Text(
        "预算执行率（{column}）写 {stated}，执行÷全年预算为 {computed}",
        "the execution rate ({column}) says {stated}, executed ÷ adjusted is {computed}",
    ),
    Text("核对 (7)=(4)/(2)。", "Check (7)=(4)/(2)."),
    Text(
        "执行率等于全年执行资金除以全年预算资金；报 100% 而实为 80.4% 是常见的差错。",
        "The execution rate is money spent divided by the budget; 100 % claimed for a real 80.4 % is common.",
    ),
    failing=_money("40.2", "execution_rate: {total: 100%}"),
    passing=_money("40.2", "execution_rate: {total: 80.4%}"),
    clause="资金表 (7)=(4)/(2)",
)
MONEY_EXCEEDS: Final = Rule(
    "money-exceeds",
    Severity.WARNING,
    Text("{row} {amount} 超过{bound} {limit}", "{row} {amount} is more than {bound} {limit}"),
    Text(
        "核对金额；确实超出的，请在分析里说明钱从哪里来。",
        "Check the amounts; if it is so, say in the analysis where the money came from.",
    ),
    Text("花的钱不能多于准许花的钱，也不能多于到手的钱。", "No more is spent than was granted, and no more than has arrived."),
    failing=_money("60", "balance: {county: -10}"),
    passing=_money("50", "balance: {county: 0}"),
)
RULES: Final = (MONEY_SUM, MONEY_BALANCE, MONEY_ARRIVAL, MONEY_EXECUTION, MONEY_EXCEEDS)

_BOUNDS: Final = (("received", "adjusted"), ("executed", "adjusted"), ("executed", "received"))


def totals_are_the_sum_of_sources(entry: Entry) -> Iterator[Diagnostic]:
    """Each printed total and fiscal subtotal is the sum of the sources beside it."""
    budget, money = entry.report.budget, entry.evaluation.money
    if budget is None or money is None:
        return
    for row in MONEY_ROWS:
        funds: Funds = getattr(budget, row)
        for column in ("fiscal", "total"):
            stated = funds.of(column)
            if not isinstance(stated, Decimal) or not (parts := parts_of(funds, column)):
                continue
            computed = total(amount for part in parts if (amount := money.of(row, part)) is not None)
            if stated != computed:
                yield finding(
                    MONEY_SUM,
                    entry,
                    ("budget", row, column),
                    row=_term("budget", row),
                    column=_term("budget", row, column),
                    stated=plain(stated),
                    sum=plain(computed),
                )


def balance_is_received_less_executed(entry: Entry) -> Iterator[Diagnostic]:
    """(5) = (3) − (4), column by column."""
    budget, money = entry.report.budget, entry.evaluation.money
    if budget is None or money is None:
        return
    for column, stated in budget.stated.balance.printed:
        if not isinstance(stated, Decimal):
            continue
        received, executed = (_printed(money, row, column) for row in ("received", "executed"))
        if received is None or executed is None:
            continue
        computed = EXACT.subtract(received, executed)
        if stated != computed:
            field: FieldPath = ("budget", "stated", "balance", column)
            yield finding(MONEY_BALANCE, entry, field, column=_term(*field), stated=plain(stated), computed=plain(computed))


def rates_follow_from_the_money(entry: Entry) -> Iterator[Diagnostic]:
    """(6) = (3) ÷ (2) and (7) = (4) ÷ (2), compared at the printed precision; 0 ÷ 0 may be printed as 0."""
    budget, money = entry.report.budget, entry.evaluation.money
    if budget is None or money is None:
        return
    for rule, name, numerator in (
        (MONEY_ARRIVAL, "arrival_rate", "received"),
        (MONEY_EXECUTION, "execution_rate", "executed"),
    ):
        for column, stated in getattr(budget.stated, name).printed:
            if not isinstance(stated, Rate):
                continue
            above, below = _printed(money, numerator, column), _printed(money, "adjusted", column)
            if above is None or below is None:
                continue
            # The form prints 0 where there is nothing to divide by; any other figure claims a rate of nothing.
            expected = percent(above, below, places_of(stated.percent)) if below else ZERO
            if expected != stated.percent:
                field: FieldPath = ("budget", "stated", name, column)
                yield finding(rule, entry, field, column=_term(*field), stated=stated.text, computed=_rate(above, below))


def money_stays_within_its_bounds(entry: Entry) -> Iterator[Diagnostic]:
    """No more arrives than was granted, no more is spent than was granted and has arrived; a slip of units is a finding of its own."""
    money = entry.evaluation.money
    if money is None or table_slip(money) is not None:
        return
    found: set[str] = set()
    for row, bound in _BOUNDS:
        amount, limit = money.of(row), money.of(bound)
        if amount is not None and limit is not None and amount > limit and row not in found:
            found.add(row)
            yield finding(
                MONEY_EXCEEDS,
                entry,
                ("budget", row),
                row=_term("budget", row),
                amount=plain(amount),
                bound=_term("budget", bound),
                limit=plain(limit),
            )


def _rate(above: Decimal, below: Decimal) -> Text:
    shown = f"{plain(percent(above, below))}%" if below else None
    return Text(shown or "0（全年预算为 0）", shown or "0 (the budget is 0)")


def _printed(money: Money, row: str, column: str) -> Decimal | None:
    """A cell as the form counts it: on a row that was filled in, a blank counts as 0; a row left out counts as nothing."""
    return money.computed.get((row, column), ZERO) if (row, "total") in money.computed else None


def _term(*field: str | int) -> Text:
    """Name a field: in Chinese as the form does, in English by its key."""
    return Text(terms(Report, field), str(field[-1]))

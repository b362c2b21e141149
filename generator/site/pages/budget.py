"""A report's money: the official table row by row, and what we compute from it."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final, NamedTuple, TypeAlias

from markupsafe import Markup

from generator.catalog.entry import Entry
from generator.language import N_, _
from generator.model.budget import COLUMNS, FISCAL_LEVELS, MONEY_ROWS, Budget, RowName
from generator.model.figures import Inapplicable, Rate
from generator.scoring.evaluation import Money
from generator.site.charts.flow import UNITS, FlowChart
from generator.site.pages.agreement import RATES, agrees
from generator.site.pages.frame import Around, Frame, address_of, frame_of, head_of
from generator.site.pages.hints import Hints
from generator.site.pages.page import Head, Page
from generator.site.pages.rows import Cell, RowView, figure_cell
from generator.site.templates import filters
from generator.site.templates.environment import render

Stated: TypeAlias = Decimal | Inapplicable | Rate
"""What a cell of the money table may hold."""

_ROWS: Final[Mapping[str, tuple[str, str]]] = {
    "initial": (N_("年初预算资金"), "(1)"),
    "adjusted": (N_("全年预算资金"), "(2)"),
    "received": (N_("实际到位资金"), "(3)"),
    "executed": (N_("全年执行资金"), "(4)"),
    "balance": (N_("资金结余"), "(5)=(3)-(4)"),
    "arrival_rate": (N_("预算到位率（%）"), "(6)=(3)/(2)"),
    "execution_rate": (N_("预算执行率（%）"), "(7)=(4)/(2)"),
}
_DERIVED: Final = {"arrival_rate": "arrival-rate", "execution_rate": "execution-rate"}
_TITLES: Final[Mapping[str, str]] = {
    "total": N_("年度总金额"),
    "fiscal": N_("小计"),
    "central": N_("中央级"),
    "province": N_("省级"),
    "city": N_("市级"),
    "county": N_("县区级"),
    "carryover": N_("上年结转资金"),
    "special": N_("财政专户管理资金"),
    "own": N_("单位资金"),
    "other": N_("其他资金"),
}


class Column(NamedTuple):
    """A column of money: its title, whether it stands under 财政资金, and whether it is the sum there."""

    title: str
    fiscal: bool
    is_sum: bool


class MoneyRow(NamedTuple):
    """A row as the form prints it, and its cells as the report does."""

    label: str
    formula: str
    cells: tuple[Cell, ...]


class MoneyTable(NamedTuple):
    """The form's table 行次. `fiscal` is how many columns stand under 财政资金."""

    unit: str
    columns: tuple[Column, ...]
    fiscal: int
    rows: tuple[MoneyRow, ...]


class Derived(NamedTuple):
    """A figure the form derives: what the report states beside what we compute, with the arithmetic.

    `term` is the glossary's word for it.
    """

    label: str
    term: str | None
    column: str
    formula: str
    arithmetic: str
    stated: Cell
    computed: Markup | None
    agrees: bool | None


class BudgetView(NamedTuple):
    """The budget page of a report; `table` is None where the report has no money at all."""

    head: Head
    frame: Frame
    hints: Hints
    flow: FlowChart | None
    table: MoneyTable | None
    derived: tuple[Derived, ...]
    execution: RowView | None


def budget_page(
    entry: Entry, around: Around, flow: FlowChart | None, table: MoneyTable | None, execution: RowView | None
) -> Page:
    """Return the budget page of a report; `execution` is the budget's row among the indicators."""
    address = address_of(entry, "budget")
    view = BudgetView(
        head=head_of(around, _("预算")),
        frame=frame_of(around, "budget"),
        hints=Hints(address),
        flow=flow,
        table=table,
        derived=tuple(_derived(entry)),
        execution=execution,
    )
    return Page(address, render("budget", view))


def money_table(entry: Entry) -> MoneyTable | None:
    """Return the money table with the rows and columns that this report fills, in its form's order.

    A subtotal or total that the record leaves to its parts stands as their sum, as the form prints it.
    """
    budget = entry.report.budget
    if budget is None:
        return None
    cells = {row: _stated(budget, row) for row in _ROWS}
    for (row, column), amount in entry.evaluation.money.computed.items() if entry.evaluation.money else ():
        if row in MONEY_ROWS:
            cells[row].setdefault(column, amount)
    filled = frozenset[str]().union(*cells.values())
    columns = tuple(column for column in COLUMNS if column in filled)
    rows = tuple(
        MoneyRow(_(_ROWS[row][0]), _ROWS[row][1], tuple(figure_cell(cells[row].get(column), money=True) for column in columns))
        for row in budget.rows or _ROWS
        if row in budget.rows or cells[row]
    )
    if not rows:
        return None
    fiscal = tuple(column in ("fiscal", *FISCAL_LEVELS) for column in columns)
    return MoneyTable(
        unit=_(UNITS[budget.currency_unit]),
        columns=tuple(
            Column(
                title=_("财政资金") if column == "fiscal" and sum(fiscal) == 1 else _(_TITLES[column]),
                fiscal=inside and sum(fiscal) > 1,
                is_sum=column == "fiscal",
            )
            for column, inside in zip(columns, fiscal, strict=True)
        ),
        fiscal=sum(fiscal) if sum(fiscal) > 1 else 0,
        rows=rows,
    )


def _stated(budget: Budget, row: RowName | str) -> dict[str, Stated]:
    """Return what a row of the report's table has, by column."""
    return dict((getattr(budget, row) if row in MONEY_ROWS else getattr(budget.stated, row)).printed)


def _derived(entry: Entry) -> Iterator[Derived]:
    """Yield the balance and the rates in total, and of every other column where the two don't agree."""
    budget, money = entry.report.budget, entry.evaluation.money
    if budget is None or money is None:
        return
    derived = (("balance", "received", "−", "executed"), *((rate, above, "÷", below) for rate, (above, below) in RATES.items()))
    printed = {row: _stated(budget, row) for row, *_others in derived}
    filled = {column for row, column in money.computed if row in printed}.union(*printed.values())
    for column in COLUMNS:
        for row, left, sign, right in derived if column in filled else ():
            stated, computed = printed[row].get(column), money.of(row, column)
            same = agrees(money, row, column, stated)
            told = computed is not None or _number(stated) not in (None, 0)
            if not told or (column != "total" and same is not False):
                continue
            label, formula = _ROWS[row]
            yield Derived(
                label=_(label),
                term=_DERIVED.get(row),
                column=_(_TITLES[column]) if column != "fiscal" else _("财政资金小计"),
                formula=formula,
                arithmetic=_arithmetic(money, column, left, sign, right),
                stated=figure_cell(stated, money=row == "balance"),
                computed=_as_printed(computed, stated),
                agrees=same,
            )


def _arithmetic(money: Money, column: str, left: str, sign: str, right: str) -> str:
    a, b = money.of(left, column), money.of(right, column)
    return f"{filters.grouped(a)} {sign} {filters.grouped(b)}" if a is not None and b is not None else ""


def _as_printed(computed: Decimal | None, stated: Stated | None) -> Markup | None:
    """Return a computed figure with the sign that the report gives the stated one."""
    if computed is None:
        return None
    sign = "%" if isinstance(stated, Rate) and stated.text.endswith("%") else ""
    return filters.grouped(computed) + Markup(sign)  # noqa: S704 - a sign of ours


def _number(cell: Stated | None) -> Decimal | None:
    return cell.percent if isinstance(cell, Rate) else cell if isinstance(cell, Decimal) else None

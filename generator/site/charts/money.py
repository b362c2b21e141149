"""Money as pairs of bars: what was budgeted and what was spent, of agencies or of years."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from markupsafe import Markup
from wcwidth import wcswidth

from generator.language import _
from generator.scoring.rounding import ZERO, percent, to_places
from generator.site.templates import filters
from generator.summary.spending import Entries, Spending, spending

_STEP: Final = 66
_NAME: Final = 15
_BAR: Final = 23
_SPENT: Final = 27
_FIGURES: Final = 53
_WIDE: Final = 36
"""Columns of text that fit the width of a phone; the table has the whole name."""


class MoneyBar(NamedTuple):
    """One agency or year: `budget` and `executed` in 万元 as shown, None where unknown; lengths in per cent of the longest."""

    label: str
    budget: Markup | None
    executed: Markup | None
    rate: Markup | None
    budget_width: Markup
    executed_width: Markup
    name_y: int
    bar_y: int
    spent_y: int
    figures_y: int


class MoneyChart(NamedTuple):
    """A chart of money. `name` is the anchor its title hangs on; `rest` says in words what is not drawn, if anything."""

    name: Markup
    title: str
    described: str
    bars: tuple[MoneyBar, ...]
    height: int
    rest: str | None


def money_chart(
    name: Markup, title: str, parts: Sequence[tuple[str, Spending]], rest: tuple[str, Spending] | None = None
) -> MoneyChart:
    """Return the chart of some parts' money, in the order given.

    The `rest` of them together has no bar: beside it the others would look like nothing.
    """
    amounts = [amount for _label, money in parts for amount in (money.budget, money.executed) if amount is not None]
    most = max(amounts, default=ZERO)
    bars = tuple(_bar(at, label, money, most) for at, (label, money) in enumerate(parts))
    others = None if rest is None else _words(_bar(0, *rest, most))
    return MoneyChart(name, title, _("；").join(_words(bar) for bar in bars), bars, len(bars) * _STEP, others)


def years_chart(years: Mapping[int, Entries]) -> MoneyChart | None:
    """Return the chart of money by year, the oldest first; None for one year, which has nothing to stand beside."""
    if len(years) < 2:
        return None
    parts = [(_("{year} 年", year=year), spending(years[year])) for year in sorted(years)]
    return money_chart(Markup("money-chart"), _("各年度的预算与执行"), parts)


def wan(amount: Decimal | None) -> Markup | None:
    """Return an amount in 万元 as shown, to two places."""
    return None if amount is None else filters.grouped(to_places(amount, 2))


def rate_text(money: Spending) -> Markup | None:
    """Return an execution rate as shown."""
    return None if money.rate is None else filters.rate(money.rate)


def _bar(at: int, label: str, money: Spending, most: Decimal) -> MoneyBar:
    return MoneyBar(
        label=_shortened(label),
        budget=wan(money.budget),
        executed=wan(money.executed),
        rate=rate_text(money),
        budget_width=_width(money.budget, most),
        executed_width=_width(money.executed, most),
        name_y=at * _STEP + _NAME,
        bar_y=at * _STEP + _BAR,
        spent_y=at * _STEP + _SPENT,
        figures_y=at * _STEP + _FIGURES,
    )


def _width(amount: Decimal | None, most: Decimal) -> Markup:
    return filters.plain(percent(max(ZERO, amount), most)) if amount is not None and most > 0 else Markup("0")


def _words(bar: MoneyBar) -> str:
    figures = (bar.budget or _("未填写"), bar.executed or _("未填写"), bar.rate or _("不可计算"))
    return _(
        "{name}：全年预算 {budget} 万元，全年执行 {executed} 万元，执行率 {rate}",
        name=bar.label,
        budget=figures[0],
        executed=figures[1],
        rate=figures[2],
    )


def _shortened(label: str) -> str:
    if wcswidth(label) <= _WIDE:
        return label
    kept = ""
    for char in label:
        if wcswidth(kept + char) > _WIDE - 2:
            break
        kept += char
    return kept + "…"

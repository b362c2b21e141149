"""Stated against recomputed: the total, the grade, the execution rate, and every row whose points differ."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final, NamedTuple

from markupsafe import Markup

from generator.catalog.entry import Entry
from generator.language import _
from generator.model.figures import Inapplicable, Rate
from generator.scoring.evaluation import Money
from generator.scoring.rounding import percent, places_of
from generator.site import addresses
from generator.site.pages.frame import address_of
from generator.site.pages.page import Link
from generator.site.pages.rows import Cell, figure_cell, name_of, placed_rows, row_anchor, text_cell
from generator.site.templates import filters

RATES: Final[Mapping[str, tuple[str, str]]] = {
    "arrival_rate": ("received", "adjusted"),
    "execution_rate": ("executed", "adjusted"),
}
"""The rows of money that a rate divides."""


class Compared(NamedTuple):
    """One figure of both sides. `computed` is None where we have none; `agrees` is None where one side is missing."""

    label: str
    stated: Cell
    computed: str | None
    agrees: bool | None


class DifferingRow(NamedTuple):
    """A row whose points the report states otherwise than we compute them."""

    link: Link
    stated: Markup
    computed: Markup


class Comparison(NamedTuple):
    """Both sides at a glance. `rows` says how many rows' points agree, None where nothing can be compared."""

    figures: tuple[Compared, ...]
    rows: str | None
    differing: tuple[DifferingRow, ...]


def comparison_of(entry: Entry) -> Comparison | None:
    """Return a report's own figures beside ours; None where neither side has any, or we compute none."""
    figures = tuple(_figures(entry))
    compared = [
        (place, row, row.stated_score, row.score)
        for place, row in placed_rows(entry)
        if row.score is not None and isinstance(row.stated_score, Decimal)
    ]
    differing = tuple(
        DifferingRow(
            Link(name_of(row, place), _row_href(entry, place)),
            filters.plain(stated),
            filters.plain(ours),
        )
        for place, row, stated, ours in compared
        if stated != ours
    )
    if not compared and all(figure.computed is None for figure in figures) and not (entry.ruleset.computes and figures):
        return None
    return Comparison(figures, _rows_words(len(compared), len(differing)), differing)


def _row_href(entry: Entry, place: int | None) -> Markup:
    return addresses.href(address_of(entry), address_of(entry, "indicators"), row_anchor(place))


def _rows_words(compared: int, differing: int) -> str | None:
    if not compared:
        return None
    if not differing:
        return _("写有得分的 {count} 项，自述与复算全部一致。", count=compared)
    return _("写有得分的 {count} 项中，{differing} 项不一致：", count=compared, differing=differing)


def _figures(entry: Entry) -> Iterator[Compared]:
    result, stated = entry.evaluation, entry.report.stated
    scored = result.score is not None and isinstance(stated.score, Decimal)
    yield from _told(
        _("总分"),
        figure_cell(stated.score),
        None if result.score is None else filters.plain(result.score),
        agrees=result.score == stated.score if scored else None,
    )
    graded = result.grade is not None and stated.own_grade is not None
    yield from _told(
        _("等级"), text_cell(stated.grade), result.grade, agrees=result.grade == stated.own_grade if graded else None
    )
    budget, money = entry.report.budget, entry.evaluation.money
    if budget is not None and money is not None:
        rate, said = money.of("execution_rate"), budget.stated.execution_rate.total
        yield from _told(
            _("预算执行率"),
            _with_sign(said),
            None if rate is None else f"{filters.plain(rate)}%",
            agrees=agrees(money, "execution_rate", "total", said),
        )


def _with_sign(said: Inapplicable | Rate | None) -> Cell:
    """Return a rate as printed; a bare `20`, from under a head that says %, has its sign here."""
    cell = figure_cell(said)
    bare = isinstance(said, Rate) and "%" not in said.text
    return Cell("value", f"{cell.text}%") if bare else cell


def _told(label: str, stated: Cell, computed: str | None, *, agrees: bool | None) -> Iterator[Compared]:
    if stated.kind != "blank" or computed is not None:
        yield Compared(label, stated, computed, agrees)


def agrees(money: Money, row: str, column: str, stated: Decimal | Inapplicable | Rate | None) -> bool | None:
    """Tell whether a derived figure is stated as we compute it, a rate at the precision it is printed with.

    None where one of the two is missing.
    """
    computed = money.of(row, column)
    if computed is None:
        return None
    match stated:
        case Rate():
            above, below = (money.of(name, column) for name in RATES[row])
            assert above is not None  # a rate is computed from both
            assert below is not None
            return percent(above, below, places_of(stated.percent)) == stated.percent
        case Decimal():
            return computed == stated
    return None

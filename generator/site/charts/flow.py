"""Money on its way: initial, adjusted, received, executed, each as a bar stacked by source."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from typing import Final, NamedTuple

from markupsafe import Markup

from generator.catalog.entry import Entry
from generator.language import N_, _
from generator.model.budget import FISCAL_LEVELS, MONEY_ROWS, SOURCES
from generator.scoring.evaluation import Money
from generator.scoring.rounding import EXACT, ZERO, percent, total
from generator.site.charts.scale import row_y
from generator.site.templates import filters

STAGES: Final[Mapping[str, str]] = {
    "initial": N_("年初预算"),
    "adjusted": N_("全年预算"),
    "received": N_("实际到位"),
    "executed": N_("全年执行"),
}
"""The rows of money, in words to be translated where they are shown."""

UNITS: Final[Mapping[str, str]] = {"元": N_("元"), "千元": N_("千元"), "万元": N_("万元"), "亿元": N_("亿元")}

_COLUMNS: Final[Mapping[str, str]] = {
    "fiscal": N_("财政资金"),
    "central": N_("中央级"),
    "province": N_("省级"),
    "city": N_("市级"),
    "county": N_("县区级"),
    "carryover": N_("上年结转"),
    "special": N_("财政专户"),
    "own": N_("单位资金"),
    "other": N_("其他资金"),
    "rest": N_("未写明来源"),
}
_LOOKS: Final[Mapping[str, tuple[str, str | None]]] = {
    "fiscal": ("f1", None),
    "central": ("f1", None),
    "province": ("f1", "lines"),
    "city": ("f2", "dots"),
    "county": ("f2", None),
    "carryover": ("f3", None),
    "special": ("f3", "lines"),
    "own": ("f4", None),
    "other": ("f4", "dots"),
    "rest": ("f5", "lines"),
}
"""Each source's shade, and the pattern over it: no two sources of one chart share both. Slanting lines mean unknown."""

_FORM: Final = ("initial", "adjusted", "executed")
"""The stages of the common form: a blank one is unknown. Most forms have no row for money received."""

_LEAST: Final = Decimal("0.5")
"""The least width of money that is there at all, in hundredths of the chart."""


_STEP: Final = 3
_WIDEST: Final = 36
"""Of the classes of `FlowChart.room`, in rem."""


class Look(NamedTuple):
    """A shade and a pattern over it, as SVG attributes."""

    shade: Markup
    pattern: Markup | None


class Segment(NamedTuple):
    """Money of one source in one stage; `at` and `width` are in hundredths of the chart's width."""

    look: Look
    at: Markup
    width: Markup


class Stage(NamedTuple):
    """One bar. `total` is None where the report leaves it blank; `change` says how much more or less than the stage before.

    `amounts` are the cells of the table, one a column of the chart.
    """

    y: Markup
    label: str
    total: str | None
    amount: Markup | None
    change: str | None
    same: bool
    segments: tuple[Segment, ...]
    amounts: tuple[Markup | None, ...]


class Source(NamedTuple):
    """A source of money as the key shows it."""

    label: str
    look: Look


class FlowChart(NamedTuple):
    """The chart. `sources` is empty where the report does not say where its money comes from.

    `room` is the class of charts so wide, in rem, that a stage's name, change and amount fit into one line.
    """

    description: str
    room: Markup
    height: Markup
    unit: str
    stages: tuple[Stage, ...]
    sources: tuple[Source, ...]


def flow_chart(entry: Entry) -> FlowChart | None:
    """Return a report's money from stage to stage; None where no stage has a figure."""
    money = entry.evaluation.money
    totals = {row: money.of(row) for row in MONEY_ROWS} if money else {}
    known = [amount for amount in totals.values() if amount is not None]
    if money is None or not known:
        return None
    form = (entry.report.budget.rows if entry.report.budget else ()) or _FORM
    rows = tuple(row for row, amount in totals.items() if amount is not None or row in form)
    parts = {row: dict(_parts(money, row)) for row in rows}
    sources = tuple(source for source in _COLUMNS if any(source in of for of in parts.values()))
    sole = sources in ((), ("rest",))
    most = max(*known, *(total(of.values()) for of in parts.values()))
    stages = tuple(_stages(money, parts, () if sole else sources, most))
    unit = _(UNITS[money.unit])
    return FlowChart(
        description=_("{words}。", words=_("；").join(_words(stage) for stage in stages)),
        room=filters.marked(f"room-{min(max(map(_room, stages)) // _STEP * _STEP + _STEP, _WIDEST)}"),
        height=row_y(len(stages)),
        unit=unit,
        stages=stages,
        sources=() if sole else tuple(Source(_(_COLUMNS[source]), _look(source, sole=len(sources) == 1)) for source in sources),
    )


def amount_words(amount: Decimal, unit: str) -> str:
    """Return an amount with its unit: `1,500 万元`."""
    return _("{amount} {unit}", amount=filters.grouped(amount), unit=_(UNITS[unit]))


def _parts(money: Money, row: str) -> Iterator[tuple[str, Decimal]]:
    """Yield what a stage consists of, by source; what the report does not attribute is the rest."""
    whole = money.of(row)
    if whole is None:
        return
    levels = [level for level in FISCAL_LEVELS if money.of(row, level) is not None]
    left = whole
    for column in (*(levels or ("fiscal",)), *SOURCES):
        amount = money.of(row, column)
        if amount is not None:
            left = EXACT.subtract(left, amount)
            yield column, amount
    if left > 0:
        yield "rest", left


def _stages(money: Money, parts: Mapping[str, Mapping[str, Decimal]], sources: tuple[str, ...], most: Decimal) -> Iterator[Stage]:
    before: tuple[str, Decimal] | None = None
    for place, (row, of) in enumerate(parts.items()):
        amount = money.of(row)
        yield Stage(
            y=row_y(place),
            label=_(STAGES[row]),
            total=None if amount is None else amount_words(amount, money.unit),
            amount=None if amount is None else filters.grouped(amount),
            change=None if amount is None or before is None else _change(before, amount),
            same=amount is not None and before is not None and amount == before[1],
            segments=tuple(_segments(of, most, sole=len(sources) < 2)),
            amounts=tuple(filters.grouped(of[source]) if source in of else None for source in sources),
        )
        if amount is not None:
            before = row, amount


def _room(stage: Stage) -> int:
    """Return in rem how wide the line above a bar is: a Chinese character takes its size, any other half of it."""
    if stage.change is None or stage.total is None:
        return 0
    text = f"{stage.label}{stage.change}{stage.total}"
    wide = (len(text.encode()) - len(text)) // 2
    return (wide * 87 + (len(text) - wide) * 51) // 100 + 1


def _change(before: tuple[str, Decimal], amount: Decimal) -> str | None:
    stage, earlier = before
    difference = EXACT.subtract(amount, earlier)
    if not difference:
        return None
    sign = "+" if difference > 0 else "−"
    return _("较{stage} {change}", stage=_(STAGES[stage]), change=sign + filters.grouped(abs(difference)))


def _segments(of: Mapping[str, Decimal], most: Decimal, *, sole: bool) -> Iterator[Segment]:
    start = ZERO
    for source, amount in of.items():
        if amount > 0:
            look = _look(source, sole=sole)
            width = max(_LEAST, percent(amount, most))
            yield Segment(look, filters.plain(percent(start, most)), filters.plain(width))
            start = EXACT.add(start, amount)


@cache
def _look(source: str, *, sole: bool) -> Look:
    shade, pattern = ("f1", None) if sole else _LOOKS[source]
    return Look(filters.marked(shade), None if pattern is None else filters.marked(pattern))


def _words(stage: Stage) -> str:
    if stage.total is None:
        return _("{stage}没有填写", stage=stage.label)
    words = _("{stage} {amount}", stage=stage.label, amount=stage.total)
    return words if stage.change is None else _("{words}，{change}", words=words, change=stage.change)

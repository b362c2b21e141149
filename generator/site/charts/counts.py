"""Counts as bars below each other: how many reports have a grade, how many executed how much of their budget."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, NamedTuple

from markupsafe import Markup

from generator.language import _, counted
from generator.scoring.rounding import HUNDRED, percent
from generator.site.templates import filters
from generator.summary.grades import GradeCount
from generator.summary.spending import Band

_STEP: Final = 46
_TEXT: Final = 16
_BAR: Final = 24


@dataclass(frozen=True, slots=True)
class CountBar:
    """One count: its name, the number, its share of all, the bar's length; `look` is a class of the style sheet or `hatch`."""

    label: str
    count: str
    share: Markup
    width: Markup
    look: str
    text_y: int
    bar_y: int


class CountChart(NamedTuple):
    """A chart of counts. `name` is the anchor its title hangs on; the longest bar is as wide as the chart."""

    name: Markup
    title: str
    described: str
    heading: str
    bars: tuple[CountBar, ...]
    height: int


def grades_chart(grades: Iterable[GradeCount], title: str) -> CountChart:
    """Return the chart of grades, the best first, those without a grade last and hatched."""
    return _chart(
        Markup("grades-chart"),
        title,
        _("等级"),
        [(grade_label(grade), grade.count, f"g{grade.rank}" if grade.rank else "hatch") for grade in grades],
    )


def execution_chart(bands: Iterable[Band], title: str) -> CountChart:
    """Return the chart of execution rates, the lowest first, those that can't be computed last and hatched."""
    bars = ((_band(band), band.count, "g1" if band.low is not None or band.high is not None else "hatch") for band in bands)
    return _chart(Markup("execution-chart"), title, _("预算执行率"), list(bars))


def grade_label(grade: GradeCount) -> str:
    """Return the names of a rank, as its standards print them."""
    return _("、").join(grade.labels) or _("没有等级")


def _band(band: Band) -> str:
    low, high = (None if bound is None else filters.rate(bound) for bound in (band.low, band.high))
    if low is None:
        return _("不可计算") if high is None else _("低于 {rate}", rate=high)
    if high is None:
        return _("超过 {rate}", rate=low)
    if band.high == HUNDRED:
        return _("{low} 至 {high}", low=low, high=high)
    return _("{low} 至不满 {high}", low=low, high=high)


def _chart(name: Markup, title: str, heading: str, counts: list[tuple[str, int, str]]) -> CountChart:
    everything, most = sum(count for _label, count, _look in counts), max((count for _label, count, _look in counts), default=0)
    bars = tuple(
        CountBar(
            label=label,
            count=counted("{count} 份", count),
            share=filters.rate(_part(count, everything, 1)),
            width=filters.plain(_part(count, most, 2)),
            look=look,
            text_y=at * _STEP + _TEXT,
            bar_y=at * _STEP + _BAR,
        )
        for at, (label, count, look) in enumerate(counts)
    )
    words = (_("{name} {count}，占 {share}", name=bar.label, count=bar.count, share=bar.share) for bar in bars)
    return CountChart(name, title, _("；").join(words), heading, bars, len(bars) * _STEP)


def _part(count: int, whole: int, places: int) -> Decimal:
    return percent(Decimal(count), Decimal(whole), places) if whole else Decimal(0)

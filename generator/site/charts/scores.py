"""Points by first-level indicator against their weight: what is earned, what is not, and what nobody knows yet."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Final, NamedTuple

from markupsafe import Markup

from generator.language import _
from generator.scoring.rounding import ZERO, percent
from generator.site.charts.scale import row_y, shortened
from generator.site.templates import filters

MOST: Final = 12
"""The most bars of a chart that is still read at a glance; real reports have four or five."""


class Part(NamedTuple):
    """One first-level indicator, in points. `score` is None where nothing is decided; `weight` where one is blank.

    `unknown` are the points that are not decided, `word` says what kind of undecided they are.
    """

    label: str
    weight: Decimal | None
    score: Decimal | None
    unknown: Decimal
    word: str


class ScoreBar(NamedTuple):
    """A bar of 100 units' width, ready for SVG attributes: what is earned, then what is not known.

    `weight`, `score` and `unknown` are the same figures for the table.
    """

    y: Markup
    label: str
    short: str
    figure: str
    note: str | None
    fill: Markup | None
    open: Markup | None
    open_at: Markup
    weight: Markup | None
    score: Markup | None
    unknown: Markup | None
    is_zero: bool


class ScoresChart(NamedTuple):
    """The chart: `description` says in words what the bars show."""

    description: str
    height: Markup
    bars: tuple[ScoreBar, ...]


def scores_chart(parts: Iterable[Part]) -> ScoresChart | None:
    """Return the chart of a report's first-level indicators, in the report's order; None of too many."""
    bars = tuple(_bar(place, part) for place, part in enumerate(parts))
    if len(bars) > MOST:
        return None
    words = (_("{label} {figure}", label=bar.label, figure=" ".join(filter(None, (bar.figure, bar.note)))) for bar in bars)
    return ScoresChart(_("{words}。", words=_("；").join(words)), row_y(len(bars)), bars)


def _bar(place: int, part: Part) -> ScoreBar:
    weight = None if part.weight is None else filters.plain(part.weight)
    score = None if part.score is None else filters.plain(part.score)
    unknown = filters.plain(part.unknown) if part.unknown else None
    reached = percent(part.score, part.weight) if part.weight and part.score else ZERO
    left = percent(part.unknown, part.weight) if part.weight else ZERO
    return ScoreBar(
        y=row_y(place),
        label=part.label,
        short=shortened(part.label),
        figure=_("{score} / {weight}", score=part.word if score is None else score, weight=weight or "—"),
        note=_("另 {points} 分待定", points=unknown) if unknown is not None and score is not None else None,
        fill=filters.plain(reached) if reached else None,
        open=filters.plain(left) if left else None,
        open_at=filters.plain(reached),
        weight=weight,
        score=score,
        unknown=unknown,
        is_zero=part.score == 0,
    )

"""A project's years: budget and executed money as bars, the score as points, one column a year.

The drawing has two bands, money above and scores below, with the years between them.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Final, NamedTuple

from markupsafe import Markup

from generator.language import lang
from generator.scoring.rounding import EXACT, HUNDRED, ZERO, product, to_places
from generator.site.templates import filters

_MONEY: Final = (Decimal(13), Decimal(48))
"""Top and base line of the bars, in per cent of the height."""
_SCORES: Final = (Decimal(75), Decimal(98))
"""Where full points and the fewest stand."""
_BAR: Final = Decimal("0.3")
"""Width of a bar as a share of its column."""
_WIDEST: Final = Decimal(9)
_GAP: Final = Decimal("0.2")
"""Between the two bars of a year, as a share of a bar."""
_ABOVE: Final = Decimal(2)
_HALF: Final = Decimal("0.5")
_WELL_ABOVE: Final = Decimal("0.6")
_MANY: Final = {"zh": 4, "en": 3}
"""How many years a phone has room for, by language."""
_ROOM: Final = 5
"""Of a year's words, in lines of the chart's text."""


class Figures(NamedTuple):
    """One year: money in 万元, the score as a share of its standard's full score. None is not known.

    `score` and `rate` are as pages print them. `standard` tells years apart whose scores don't compare.
    """

    label: str
    budget: Decimal | None = None
    executed: Decimal | None = None
    rate: str | None = None
    share: Decimal | None = None
    score: str | None = None
    standard: str = ""
    is_missing: bool = False
    """There is no report on this year; all the rest is None."""
    is_withheld: bool = False
    """There is one, but it is not to be seen: `is_missing` too."""


class Rectangle(NamedTuple):
    """A bar, in per cent of the drawing."""

    x: Markup
    y: Markup
    width: Markup
    height: Markup


class Point(NamedTuple):
    """A place, in per cent of the drawing, and the words above it at `label_y`."""

    x: Markup
    y: Markup
    label: str
    label_y: Markup


class Column(NamedTuple):
    """One year of the chart. `gap` is its whole column where the year has no report."""

    x: Markup
    label: str
    rate: str | None
    budget: Rectangle | None
    executed: Rectangle | None
    amount: Point | None
    score: Point | None
    gap: Rectangle | None
    is_withheld: bool


class YearsChart(NamedTuple):
    """The chart; `trends` join the scores of neighbouring years under one standard: x1, y1, x2, y2.

    `many`: so many years that a phone scrolls sideways over them; then `room` is how wide they are at least, in lines of text.
    """

    columns: tuple[Column, ...]
    trends: tuple[tuple[Markup, Markup, Markup, Markup], ...]
    base: Markup
    full: Markup
    least: Markup
    """Where the lowest line of the scores stands, and which share of full points it is, in per cent."""
    least_share: Markup
    has_money: bool
    has_scores: bool
    many: bool
    room: Markup


def years_chart(years: Sequence[Figures]) -> YearsChart | None:
    """Return the chart of some years, the oldest first; None where there is nothing to draw."""
    amounts = [amount for year in years for amount in (year.budget, year.executed) if amount is not None]
    shares = [year.share for year in years if year.share is not None]
    if not amounts and not shares:
        return None
    most, least = max((*amounts, ZERO)), _least(shares)
    return YearsChart(
        columns=tuple(_column(place, year, len(years), most, least) for place, year in enumerate(years)),
        trends=tuple(_trends(years, least)),
        base=_text(_MONEY[1]),
        full=_text(_SCORES[0]),
        least=_text(_SCORES[1]),
        least_share=filters.percent(least),
        has_money=bool(amounts),
        has_scores=bool(shares),
        many=len(years) > _MANY[lang()],
        room=filters.count(_ROOM * len(years)),
    )


def _column(place: int, year: Figures, years: int, most: Decimal, least: Decimal) -> Column:
    middle, whole = _middle(place, years), EXACT.divide(HUNDRED, Decimal(years))
    width = min(product(whole, _BAR), _WIDEST)
    gap = product(width, _GAP)
    left, right = middle - width - gap / 2, middle + gap / 2
    return Column(
        x=_text(middle),
        label=year.label,
        rate=year.rate,
        budget=_bar(year.budget, left, width, most),
        executed=_bar(year.executed, right, width, most),
        amount=None
        if year.budget is None
        else _point(left + width / 2, _MONEY[1] - _height(year.budget, most), filters.grouped(to_places(year.budget, 2))),
        score=None if year.share is None else _point(middle, _level(year.share, least), year.score or ""),
        gap=_rectangle(middle - width, _MONEY[0], width * 2, _MONEY[1] - _MONEY[0]) if year.is_missing else None,
        is_withheld=year.is_withheld,
    )


def _trends(years: Sequence[Figures], least: Decimal) -> Iterator[tuple[Markup, Markup, Markup, Markup]]:
    for (place, one), (_, other) in pairwise(enumerate(years)):
        if one.share is not None and other.share is not None and one.standard == other.standard:
            ends = (
                _middle(place, len(years)),
                _level(one.share, least),
                _middle(place + 1, len(years)),
                _level(other.share, least),
            )
            x1, y1, x2, y2 = (_text(end) for end in ends)
            yield x1, y1, x2, y2


def _middle(place: int, years: int) -> Decimal:
    return EXACT.divide(HUNDRED * (2 * place + 1), Decimal(2 * years))


def _least(shares: Sequence[Decimal]) -> Decimal:
    """Return the share of full points at the foot of the scores: half where all lie well above it, else none."""
    return _HALF if shares and min(shares) >= _WELL_ABOVE else ZERO


def _level(share: Decimal, least: Decimal) -> Decimal:
    """Return how high a score stands; one above full points stands at the top."""
    inside = EXACT.divide(min(max(share, least), Decimal(1)) - least, Decimal(1) - least)
    return _SCORES[1] - product(inside, _SCORES[1] - _SCORES[0])


def _height(amount: Decimal, most: Decimal) -> Decimal:
    return EXACT.divide(product(amount, _MONEY[1] - _MONEY[0]), most) if most else ZERO


def _bar(amount: Decimal | None, x: Decimal, width: Decimal, most: Decimal) -> Rectangle | None:
    if amount is None:
        return None
    height = _height(amount, most)
    return _rectangle(x, _MONEY[1] - height, width, height)


def _rectangle(x: Decimal, y: Decimal, width: Decimal, height: Decimal) -> Rectangle:
    return Rectangle(_text(x), _text(y), _text(width), _text(height))


def _point(x: Decimal, y: Decimal, label: str) -> Point:
    return Point(_text(x), _text(y), label, _text(y - _ABOVE))


def _text(figure: Decimal) -> Markup:
    return filters.plain(to_places(figure, 2))

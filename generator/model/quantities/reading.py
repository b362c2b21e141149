"""From the text of a cell to its value: blank, not applicable, left over, date, figure, or words, tried in this order."""

from functools import lru_cache

from generator.model.quantities.dates import read_day
from generator.model.quantities.glyphs import written
from generator.model.quantities.numbers import read_number
from generator.model.quantities.reasons import Reason
from generator.model.quantities.values import Blank, NotApplicable, Residue, Value, Words
from generator.model.quantities.words import is_not_applicable, is_residue, why_unread

_LONGEST = 120
"""Characters of the longest text that may be a figure or a date; what is longer is words, and costs no matching."""
_BLANK = Blank()


def read_value(text: str | None, *, year: int | None, dated: bool) -> Value:
    """Return what `text`, a target or an actual value, says.

    `year` is the report's year, for dates without one. `dated` (see `is_dated`) lets `2023.12` and `2021年` be dates.
    Never raises on any text; what is not surely a figure or a date stays words, with a reason if it holds figures.
    """
    if text is None:
        return _BLANK
    if len(text) > _LONGEST:
        return _interpret(text, year, dated)
    return _read(text, year if "月" in text or "年" in text or "季" in text else None, dated)  # no other text rests on its year


def _interpret(text: str, year: int | None, dated: bool) -> Value:
    value = written(text)
    if not value.raw:
        return _BLANK
    if is_not_applicable(value):
        return NotApplicable(text)
    if is_residue(value):
        return Residue(text, Reason.TEMPLATE)
    if len(value.raw) > _LONGEST:
        return Words(text, why_unread(value))
    if value.raw[-1] in "。；;":  # the full stop of a cell says nothing
        value = value._replace(raw=value.raw[:-1], plain=value.plain[:-1])
    day = read_day(value, year=year, dated=dated)
    if day is not None:
        return Words(text, day) if isinstance(day, Reason) else day
    number = read_number(value)
    if number is not None:
        return Words(text, number) if isinstance(number, Reason) else number
    return Words(text, why_unread(value))


_read = lru_cache(maxsize=1 << 16)(_interpret)

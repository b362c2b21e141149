"""The one rounding function, and the exact arithmetic around it.

Everything is `Decimal` in one context of our own, so that a caller's context can't change a score.
"""

from collections.abc import Iterable
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal, DivisionByZero, InvalidOperation, Overflow
from functools import lru_cache
from typing import Final

from generator.model.ruleset import Rounding

EXACT: Final = Context(prec=80, rounding=ROUND_HALF_UP, traps=[InvalidOperation, DivisionByZero, Overflow])
"""Wide enough that a quotient of two 20-digit figures is never mistaken at a rounding boundary."""

ZERO: Final = Decimal(0)
ONE: Final = Decimal(1)
HUNDRED: Final = Decimal(100)

_MODES: Final = {"half-up": ROUND_HALF_UP, "half-even": ROUND_HALF_EVEN, "down": ROUND_DOWN}
_PERCENT_PLACES: Final = 2


def to_places(value: Decimal, places: int, mode: str = "half-up") -> Decimal:
    """Return `value` with `places` decimals."""
    return value.quantize(_last_place(places), rounding=_MODES[mode], context=EXACT)


@lru_cache(maxsize=1 << 6)
def _last_place(places: int) -> Decimal:
    return ONE.scaleb(-places)


def points(weight: Decimal, numerator: Decimal, denominator: Decimal, rounding: Rounding) -> Decimal:
    """Return weight × numerator ÷ denominator in points, rounded once as the ruleset says.

    Raises decimal.DivisionByZero where the denominator is zero: callers decide that case before.
    """
    exact = EXACT.divide(EXACT.multiply(weight, numerator), denominator)
    return to_places(exact, rounding.places, rounding.mode)


def percent(numerator: Decimal, denominator: Decimal, places: int = _PERCENT_PLACES) -> Decimal:
    """Return numerator ÷ denominator in per cent, rounded half up to `places`."""
    return to_places(EXACT.divide(EXACT.multiply(numerator, HUNDRED), denominator), places)


def product(one: Decimal, other: Decimal) -> Decimal:
    """Return the exact product, in our own context rather than the caller's."""
    return EXACT.multiply(one, other)


def total(values: Iterable[Decimal]) -> Decimal:
    """Return the exact sum."""
    result = ZERO
    for value in values:
        result = EXACT.add(result, value)
    return result


def plain(value: Decimal) -> str:
    """Return a decimal as people write it: no exponent, no trailing zeros, no minus zero."""
    text = str(value)
    if "E" in text:
        text = f"{value:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def places_of(value: Decimal) -> int:
    """Return the number of decimals a figure was printed with."""
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0

"""Works out the arithmetic that a page shows, as a reader with pencil and paper would: exact fractions, Chinese signs."""

import re
from fractions import Fraction

_SIGNS = str.maketrans({"×": "*", "÷": "/", "−": "-"})
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?%?")
_COMPARISON = re.compile(r" ([≤≥<>=≠]) ")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def value_of(expression: str) -> Fraction:
    """Return what `10 × min(1, 5 ÷ 8)` comes to."""
    return Fraction(eval(_NUMBER.sub(_fraction, expression.translate(_SIGNS)), {"F": Fraction, "min": min, "max": max}))


def _fraction(match: re.Match[str]) -> str:
    text = match[0]
    return f'F("{text}")' if not text.endswith("%") else f'(F("{text[:-1]}") / 100)'


def holds(comparison: str) -> bool:
    """Tell whether `3 ≤ 4 ≤ 5` or `2021-10-31 ≤ 2021-11-30` is true."""
    first, *rest = _COMPARISON.split(comparison)
    pairs = list(zip(rest[::2], rest[1::2], strict=True))
    assert pairs, comparison
    left = first
    for sign, right in pairs:
        one, other = (side if _DAY.fullmatch(side) else value_of(side) for side in (left, right))
        if not _is_true(one, sign, other):
            return False
        left = right
    return True


def _is_true(one: object, sign: str, other: object) -> bool:
    verdicts = {
        "≤": one <= other,  # type: ignore[operator]
        "≥": one >= other,  # type: ignore[operator]
        "<": one < other,  # type: ignore[operator]
        ">": one > other,  # type: ignore[operator]
        "=": one == other,
        "≠": one != other,
    }
    return verdicts[sign]


def comes_to(explanation: str) -> tuple[Fraction, bool]:
    """Return what a row's explanation comes to before rounding, and whether it claims to be exact.

    Raises AssertionError where it says something that is not so: `3 ≤ 2 → 10`, `10 × 0.5 = 4`.
    """
    if " → " in explanation:
        comparison, points = explanation.split(" → ")
        assert holds(comparison), explanation
        return value_of(points), True
    for sign, exact in ((" = ", True), (" ≈ ", False)):
        if sign in explanation:
            expression, points = explanation.split(sign)
            worth = value_of(expression)
            assert not exact or worth == value_of(points), explanation
            assert exact or worth != value_of(points), explanation
            return worth, exact
    return value_of(explanation), True

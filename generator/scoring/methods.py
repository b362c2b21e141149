"""The named methods of rulesets: what share of its weight a measured row earns.

A method takes the target A and the actual value B in one unit and returns a fraction, not yet multiplied or rounded,
with the arithmetic as the reader will see it. `METHODS` is the one table; a new method is one function and one line.
"""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Final, NamedTuple

from generator.diagnostics import Text
from generator.scoring import reasons
from generator.scoring.rounding import EXACT, ONE, ZERO, plain

Fraction = tuple[Decimal, Decimal]


class Share(NamedTuple):
    """What part of the weight is earned, `earned[0] ÷ earned[1]`, how far the target was reached, and the formula.

    `completion` is a fraction too (not capped), None where it has no meaning. `formula` has `{w}` for the weight.
    """

    earned: Fraction
    completion: Fraction | None
    formula: str


Method = Callable[[Decimal, Decimal], Share | Text]

FULL: Final[Fraction] = (ONE, ONE)
NONE: Final[Fraction] = (ZERO, ONE)


def ratio(target: Decimal, actual: Decimal) -> Share | Text:
    """At least: w × min(1, B ÷ A); a target of 0 is met or not."""
    if target < ZERO:
        return reasons.NEGATIVE_TARGET
    if target == ZERO:
        return met_at_least(target, actual)
    if actual < ZERO:
        return Share(NONE, (actual, target), f"{{w}} × max(0, min(1, ({plain(actual)}) ÷ {plain(target)}))")
    earned = FULL if actual >= target else (actual, target)
    return Share(earned, (actual, target), f"{{w}} × min(1, {plain(actual)} ÷ {plain(target)})")


def equal_ratio(target: Decimal, actual: Decimal) -> Share | Text:
    """Equal, by proportion: w × min(1, B ÷ A); a target of 0 is met by 0 alone."""
    return met_equal(target, actual) if target == ZERO else ratio(target, actual)


def overrun(target: Decimal, actual: Decimal) -> Share | Text:
    """At most: within A full points, above it less the share of the overrun, from 2A nothing."""
    if target < ZERO:
        return reasons.NEGATIVE_TARGET
    if actual <= target or target == ZERO:
        return met_at_most(target, actual)
    left = EXACT.subtract(EXACT.add(target, target), actual)
    if left <= ZERO:
        formula = f"{plain(actual)} ≥ 2 × {plain(target)} → 0"
        return Share(NONE, NONE, formula)
    formula = f"{{w}} × (1 − ({plain(actual)} − {plain(target)}) ÷ {plain(target)})"
    return Share((left, target), (left, target), formula)


def inverse(target: Decimal, actual: Decimal) -> Share | Text:
    """At most, by proportion: w × min(1, A ÷ B)."""
    if target < ZERO:
        return reasons.NEGATIVE_TARGET
    if target == ZERO:
        return met_at_most(target, actual)
    if actual <= ZERO:
        return reasons.ZERO_ACTUAL
    earned = FULL if actual <= target else (target, actual)
    return Share(earned, (target, actual), f"{{w}} × min(1, {plain(target)} ÷ {plain(actual)})")


def met_at_least(target: Decimal, actual: Decimal) -> Share:
    """Full points from the target on, otherwise none."""
    return _met(actual >= target, "≥", "<", target, actual)


def met_at_most(target: Decimal, actual: Decimal) -> Share:
    """Full points up to the target, otherwise none."""
    return _met(actual <= target, "≤", ">", target, actual)


def met_equal(target: Decimal, actual: Decimal) -> Share:
    """Full points at the target, otherwise none."""
    return _met(actual == target, "=", "≠", target, actual)


def _met(is_met: bool, sign: str, other: str, target: Decimal, actual: Decimal) -> Share:
    formula = f"{plain(actual)} {sign if is_met else other} {plain(target)} → " + ("{w}" if is_met else "0")
    return Share(FULL if is_met else NONE, FULL if is_met else NONE, formula)


METHODS: Final[Mapping[tuple[str, str], Method]] = {
    ("at_least", "ratio"): ratio,
    ("at_least", "met"): met_at_least,
    ("equal", "ratio"): equal_ratio,
    ("equal", "met"): met_equal,
    ("at_most", "overrun"): overrun,
    ("at_most", "inverse"): inverse,
    ("at_most", "met"): met_at_most,
}
"""(direction, method name in the ruleset) → method."""

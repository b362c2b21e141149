"""The named methods: target A and actual value B in, a share of the weight out."""

from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.diagnostics import Text
from generator.model.ruleset import Quantitative
from generator.scoring import reasons
from generator.scoring.methods import METHODS, Method, Share, inverse, overrun, ratio

FIGURES = st.integers(0, 10**6).map(lambda hundredths: Decimal(hundredths) / 100)


def earned(method: Method, target: str, actual: str) -> Fraction:
    share = method(Decimal(target), Decimal(actual))
    assert isinstance(share, Share), share
    return Fraction(share.earned[0]) / Fraction(share.earned[1])


@pytest.mark.parametrize(
    ("direction", "name", "target", "actual", "expected"),
    [
        ("at_least", "ratio", "8", "5", Fraction(5, 8)),
        ("at_least", "ratio", "8", "80", 1),
        ("at_least", "ratio", "8", "-1", 0),
        ("at_least", "ratio", "0", "0", 1),
        ("at_least", "ratio", "0", "-1", 0),
        ("at_least", "met", "8", "7.99", 0),
        ("at_least", "met", "8", "8", 1),
        ("equal", "ratio", "8", "9", 1),
        ("equal", "ratio", "0", "1", 0),
        ("equal", "met", "8", "9", 0),
        ("equal", "met", "8", "8.0", 1),
        ("at_most", "overrun", "29", "30", Fraction(28, 29)),
        ("at_most", "overrun", "29", "29", 1),
        ("at_most", "overrun", "29", "0", 1),
        ("at_most", "overrun", "29", "57.99", Fraction(1, 2900)),
        ("at_most", "overrun", "29", "58", 0),
        ("at_most", "overrun", "29", "1000", 0),
        ("at_most", "overrun", "0", "0", 1),
        ("at_most", "overrun", "0", "0.01", 0),
        ("at_most", "inverse", "30", "40", Fraction(3, 4)),
        ("at_most", "inverse", "30", "29", 1),
        ("at_most", "inverse", "0", "0", 1),
        ("at_most", "met", "30", "30.01", 0),
        ("at_most", "met", "30", "30", 1),
    ],
)
def test_a_method_gives_its_share(direction: str, name: str, target: str, actual: str, expected: Fraction):
    assert earned(METHODS[direction, name], target, actual) == expected


@pytest.mark.parametrize(
    ("method", "target", "actual", "reason"),
    [
        (ratio, "-1", "5", reasons.NEGATIVE_TARGET),
        (overrun, "-1", "-5", reasons.NEGATIVE_TARGET),
        (inverse, "-1", "5", reasons.NEGATIVE_TARGET),
        (inverse, "30", "0", reasons.ZERO_ACTUAL),
        (inverse, "30", "-2", reasons.ZERO_ACTUAL),
    ],
)
def test_where_a_formula_has_no_meaning_it_says_so(method: Method, target: str, actual: str, reason: Text):
    assert method(Decimal(target), Decimal(actual)) == reason


@pytest.mark.parametrize(
    ("key", "method"), METHODS.items(), ids=lambda value: "-".join(value) if isinstance(value, tuple) else ""
)
@given(target=FIGURES, actual=FIGURES)
def test_a_share_lies_between_none_and_all(key: tuple[str, str], method: Method, target: Decimal, actual: Decimal):
    share = method(target, actual)
    if isinstance(share, Share):
        assert 0 <= share.earned[0] <= share.earned[1]


@pytest.mark.parametrize(
    ("name", "rises"), [(("at_least", "ratio"), True), (("at_most", "overrun"), False), (("at_most", "inverse"), False)]
)
def test_a_share_never_turns_back_as_the_actual_value_grows(name: tuple[str, str], rises: bool):
    shares = [earned(METHODS[name], "7", str(actual)) for actual in range(1, 30)]
    assert all(one <= other if rises else one >= other for one, other in pairwise(shares))
    assert len(set(shares)) > 2


def test_every_method_a_standard_can_name_is_there():
    named = {
        (direction, name)
        for direction in ("at_least", "equal", "at_most")
        for name in Quantitative.model_fields[direction].annotation.__args__  # type: ignore[union-attr]
    }
    assert set(METHODS) == named

"""The one rounding function, and figures as people write them."""

from decimal import Context, Decimal, DivisionByZero, localcontext

import pytest

from generator.model.ruleset import Rounding
from generator.scoring.rounding import percent, places_of, plain, points, product, to_places, total

D = Decimal


@pytest.mark.parametrize(
    ("value", "places", "mode", "rounded"),
    [
        ("0.005", 2, "half-up", "0.01"),
        ("0.0049999999999999999999", 2, "half-up", "0.00"),
        ("0.015", 2, "half-even", "0.02"),
        ("0.005", 2, "half-even", "0.00"),
        ("0.019", 2, "down", "0.01"),
        ("8.5", 0, "half-up", "9"),
        ("-0.005", 2, "half-up", "-0.01"),
        ("12.345", 1, "half-up", "12.3"),
    ],
)
def test_rounding_follows_the_mode(value: str, places: int, mode: str, rounded: str):
    assert str(to_places(D(value), places, mode)) == rounded


def test_points_are_rounded_once_from_the_exact_quotient():
    assert points(D("12.85"), D(90), D(100), Rounding()) == D("11.57")
    # 1 × 0.4949…95 would become 0.50 if it were rounded to some places first and to two then
    assert points(D(1), D("0.49499999999999999999999"), D(1), Rounding()) == D("0.49")


def test_points_know_no_division_by_zero():
    with pytest.raises(DivisionByZero):
        points(D(10), D(1), D(0), Rounding())


def test_long_figures_keep_every_digit():
    long = "99999999999999999999.99999999999999999999"
    assert plain(product(D(long), D(1))) == long
    assert total([D(long), D("0.00000000000000000001")]) == D(100000000000000000000)


def test_a_narrow_context_of_the_caller_changes_nothing():
    with localcontext(Context(prec=2)):
        assert product(D("12.85"), D("12.85")) == D("165.1225")
        assert total([D("12.85"), D("74.30")]) == D("87.15")
        assert percent(D("37.24"), D("43.2")) == D("86.20")


def test_a_sum_of_nothing_is_zero():
    assert total([]) == 0


@pytest.mark.parametrize(
    ("numerator", "denominator", "places", "rate"), [("1", "3", 2, "33.33"), ("2", "3", 0, "67"), ("133", "100", 2, "133.00")]
)
def test_a_rate_is_rounded_half_up(numerator: str, denominator: str, places: int, rate: str):
    assert str(percent(D(numerator), D(denominator), places)) == rate


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("74.30", "74.3"),
        ("100.00", "100"),
        ("100", "100"),
        ("0.00", "0"),
        ("-0", "0"),
        ("-0.0", "0"),
        ("1E+3", "1000"),
        ("1E-7", "0.0000001"),
    ],
)
def test_a_figure_is_written_without_exponent_and_idle_zeros(value: str, text: str):
    assert plain(D(value)) == text


@pytest.mark.parametrize(("value", "places"), [("86", 0), ("86.20", 2), ("0.0000", 4), ("1E+3", 0), ("NaN", 0)])
def test_the_printed_precision_is_known(value: str, places: int):
    assert places_of(D(value)) == places

"""What stands in a table's cell: numbers, and text that a spreadsheet does not run."""

import pytest

from generator.exports.data import formula_safe


@pytest.mark.parametrize("text", ["+NaN", "-NaN123", "+Infinity", "-inf", "-1_0", "+1e5", "-１", "-1.", "+", "-1\n"])
def test_what_only_looks_like_a_number_is_neutralised(text: str) -> None:
    assert formula_safe(text) == "'" + text


@pytest.mark.parametrize("text", ["-5", "+3.5", "-0.25", "-" + "1" * 40])
def test_numbers_stay_numbers(text: str) -> None:
    assert formula_safe(text) == text

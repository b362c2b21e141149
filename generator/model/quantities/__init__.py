"""The value grammar: targets and actual values as really written, read without guessing, compared in one unit."""

from generator.model.quantities.comparing import compare_in_one_unit
from generator.model.quantities.names import is_dated, name_hints
from generator.model.quantities.reading import read_value
from generator.model.quantities.reasons import REASONS, Reason
from generator.model.quantities.values import (
    NO_UNIT,
    RATIO,
    Blank,
    Comparable,
    Day,
    NameHints,
    NotApplicable,
    Number,
    Operator,
    Residue,
    Unit,
    Value,
    Words,
)

__all__ = [
    "NO_UNIT",
    "RATIO",
    "REASONS",
    "Blank",
    "Comparable",
    "Day",
    "NameHints",
    "NotApplicable",
    "Number",
    "Operator",
    "Reason",
    "Residue",
    "Unit",
    "Value",
    "Words",
    "compare_in_one_unit",
    "is_dated",
    "name_hints",
    "read_value",
]

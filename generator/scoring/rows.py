"""One indicator under one ruleset: kind, direction, evidence, and the points with their arithmetic."""

from decimal import Decimal
from typing import Final, NamedTuple

from generator.diagnostics import Text
from generator.model.figures import basis_of
from generator.model.indicator import Indicator
from generator.model.quantities import (
    REASONS,
    Blank,
    Day,
    NameHints,
    NotApplicable,
    Number,
    Reason,
    Residue,
    Value,
    Words,
    is_dated,
    name_hints,
    read_value,
)
from generator.model.ruleset import Ruleset
from generator.scoring import reasons
from generator.scoring.earning import blank_row, open_bounds
from generator.scoring.evaluation import Kind, Row, Status
from generator.scoring.qualitative import score_words
from generator.scoring.quantitative import score_date, score_number
from generator.scoring.rounding import ZERO, plain


class Reading(NamedTuple):
    """An indicator's two cells, understood."""

    target: Value
    actual: Value
    hints: NameHints

    @property
    def kind(self) -> Kind:
        """Quantitative where the target (a blank one: the actual value) is a number or a date."""
        decisive = self.actual if isinstance(self.target, Blank) else self.target
        is_figure = isinstance(decisive, Number | Day | Residue) or _is_unread_figure(decisive)
        return Kind.QUANTITATIVE if is_figure else Kind.QUALITATIVE


_UNREAD_FIGURES: Final = frozenset(
    {Reason.YEAR_UNKNOWN, Reason.IMPOSSIBLE_DATE, Reason.MALFORMED_NUMBER, Reason.TOO_MANY_DIGITS, Reason.CONTRADICTORY}
)
"""Why a value that is meant as a figure could not be read as one: the row stays quantitative, and can't be computed."""


def _is_unread_figure(value: Value) -> bool:
    return isinstance(value, Words) and value.reason in _UNREAD_FIGURES


def read_indicator(indicator: Indicator, year: int | None) -> Reading:
    """Understand an indicator's target and actual value in the light of its name and the report's year."""
    name = indicator.name or ""
    dated = is_dated(indicator.level2, name)
    return Reading(
        read_value(indicator.target, year=year, dated=dated),
        read_value(indicator.actual, year=year, dated=dated),
        name_hints(name),
    )


def score_row(indicator: Indicator, ruleset: Ruleset, year: int | None, *, weight: Decimal | None) -> Row:
    """Score one indicator; `weight` is the printed one, or the ruleset's where none is printed."""
    reading = read_indicator(indicator, year)
    row = blank_row(indicator, reading.kind, weight)
    if (excluded := _excluded(indicator, reading)) is not None:
        return row._replace(status=Status.NOT_APPLICABLE, reason=excluded, bounds=None)
    if not ruleset.computes:
        return row._replace(reason=reasons.NOT_SCORED_BY_RULESET, bounds=None)
    if is_redacted(indicator):
        return _open(row, reasons.REDACTED)
    formula = _by_formula(row, reading, indicator, ruleset)
    return formula if indicator.awarded is None else award(formula, indicator)


def is_excluded(indicator: Indicator) -> bool:
    """Tell whether a row is left out of the total: not applicable, or an unused line of the form."""
    return _excluded(indicator, read_indicator(indicator, None)) is not None


def is_redacted(indicator: Indicator) -> bool:
    """Tell whether a row's evidence is not published: then nothing is computed from what is left of it."""
    awarded = None if indicator.awarded is None else indicator.awarded.score
    evidence = (indicator.target, indicator.actual, indicator.completion, indicator.stated_score, awarded)
    return any(basis_of(cell) is not None for cell in evidence if cell is not None)


def _excluded(indicator: Indicator, reading: Reading) -> Text | None:
    match reading.target, reading.actual:
        case (NotApplicable(), NotApplicable() | Blank()) | (Blank(), NotApplicable()):
            return reasons.NOT_APPLICABLE
        case Blank() | Residue(), Blank() | Residue():
            name = read_value(indicator.name, year=None, dated=False)
            unused = indicator.weight is None and indicator.stated_score is None
            return reasons.EMPTY_LINE if unused and isinstance(name, Blank | Residue | NotApplicable) else None
        case _:
            return None


def _by_formula(row: Row, reading: Reading, indicator: Indicator, ruleset: Ruleset) -> Row:
    match reading.target, reading.actual:
        case Residue(), _:
            return _open(row, reasons.RESIDUE)
        case Blank(), Blank():
            return _open(row, reasons.BOTH_BLANK)
        case NotApplicable(), _:
            return _open(row, reasons.TARGET_NOT_APPLICABLE)
        case _, NotApplicable():
            return _open(row, reasons.ACTUAL_NOT_APPLICABLE)
        case _, Residue():
            return _open(row, reasons.RESIDUE)
    if row.kind is Kind.QUALITATIVE:
        return score_words(row, indicator, ruleset)
    if ruleset.quantitative is None:
        return _open(row, reasons.NOT_SCORED_BY_RULESET)
    clause = ruleset.clauses.quantitative or ruleset.source.clause or ruleset.source.document
    match reading.target, reading.actual:
        case Blank(), _:
            return _open(row, reasons.TARGET_BLANK)
        case _, Blank():
            return _open(row, reasons.ACTUAL_BLANK)
        case Words() as unread, _:
            return _open(row, _unread(unread) or reasons.NUMBER_AGAINST_TEXT)
        case Day() as target, Day() as actual:
            return score_date(row, target, actual, ruleset, clause)
        case Day(), _:
            return _open(row, _unread(reading.actual) or reasons.DATE_AGAINST_OTHER)
        case Number() as number, Number() as observed:
            return score_number(row, number, observed, reading.hints, indicator, ruleset, clause)
        case _:
            return _open(row, _unread(reading.actual) or reasons.NUMBER_AGAINST_TEXT)


def _open(row: Row, reason: Text) -> Row:
    return row._replace(reason=reason)


def _unread(value: Value) -> Text | None:
    return REASONS[value.reason] if isinstance(value, Words) and value.reason is not None else None


def award(row: Row, indicator: Indicator) -> Row:
    """Return the row with a person's points; the formula's own stay beside them."""
    assert indicator.awarded is not None
    given, why = indicator.awarded.score, indicator.award_reason
    if not isinstance(given, Decimal):
        return _not_awarded(row, reasons.AWARD_BLANK)
    if given < ZERO or (row.weight is not None and given > row.weight):
        return _not_awarded(row, reasons.AWARD_OUT_OF_RANGE)
    return row._replace(
        status=Status.SCORED,
        score=given,
        bounds=(given, given),
        method="awarded",
        explanation=plain(given),
        formula_score=row.score if row.status is Status.SCORED else None,
        provisional=False,
        reason=reasons.awarded(why, row.score if row.status is Status.SCORED else None),
    )


def _not_awarded(row: Row, reason: Text) -> Row:
    """A person meant to set the points and did not manage: the formula's don't slip into their place."""
    unscored = row._replace(status=Status.NOT_COMPUTABLE, score=None, method=None, explanation="", provisional=False)
    return unscored._replace(bounds=open_bounds(row.weight), reason=reason)

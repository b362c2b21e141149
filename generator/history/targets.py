"""A target beside the one before it: lowered, raised, unchanged, or not comparable; always with the reason in words.

Cells are read as scoring reads them, directions are scoring's. What asks for less is a lowering: a smaller figure where
more is good, a greater one where less is good, a later day of a deadline. What can't be compared says why.
"""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final, NamedTuple

from generator.diagnostics import Text
from generator.history import wording
from generator.history.listing import Listing, folded
from generator.history.money import in_yuan
from generator.model.figures import is_blank
from generator.model.quantities import (
    REASONS,
    Blank,
    Comparable,
    Day,
    NameHints,
    NotApplicable,
    Number,
    Operator,
    Reason,
    Residue,
    Words,
    compare_in_one_unit,
    name_hints,
)
from generator.model.ruleset import Quantitative
from generator.scoring.evaluation import Direction
from generator.scoring.quantitative import direction_of
from generator.scoring.rounding import ZERO, plain, product


class Shift(StrEnum):
    """What became of a target."""

    UNCHANGED = "unchanged"
    LOWERED = "lowered"
    RAISED = "raised"
    INCOMPARABLE = "incomparable"


class TargetChange(NamedTuple):
    """What became of a target, and why that can be said. `signs` are the two signs where they differ, else None.

    `follows_budget`: the target is a ceiling that equals the year's budget in both reports, so that it moves with it.
    """

    shift: Shift
    reason: Text
    signs: tuple[Operator | None, Operator | None] | None = None
    follows_budget: bool = False


_AS_BEFORE: Final = TargetChange(Shift.UNCHANGED, wording.AS_BEFORE)
_BOTH_BLANK: Final = TargetChange(Shift.UNCHANGED, wording.BOTH_BLANK)
_NO_STANDARD: Final = Quantitative()
_PROPORTIONAL: Final = "ratio"
_MONTH_END: Final = 31


def compared_targets(before: Listing, after: Listing) -> TargetChange:
    """Return what became of an indicator's target from one report to the next."""
    one_cell, other_cell = before.indicator.target, after.indicator.target
    is_written_alike = one_cell == other_cell or folded(one_cell) == folded(other_cell)
    if is_written_alike and _hinted_alike(before.indicator.name, after.indicator.name):
        return _BOTH_BLANK if is_blank(one_cell) else _AS_BEFORE
    old, new = before.reading, after.reading
    match old.target, new.target:
        case Number() as one, Number() as other:
            return _numbers(before, after, one, other)
        case Day() as one, Day() as other:
            return _days(one, other, before.entry.year, after.entry.year)
        case Words() as one, Words() as other:
            unread = one.reason or other.reason
            return _open(wording.WORDS_DIFFER if unread is None else REASONS[unread])
    return _open(_why_unlike(old.target, new.target))


def _hinted_alike(one: str | None, other: str | None) -> bool:
    return one == other or name_hints(one or "") == name_hints(other or "")


def _why_unlike(one: object, other: object) -> Text:
    sides = (one, other)
    if isinstance(one, Blank):
        return wording.BLANK_BEFORE
    if isinstance(other, Blank):
        return wording.BLANK_AFTER
    if any(isinstance(side, NotApplicable) for side in sides):
        return wording.NOT_APPLICABLE
    if any(isinstance(side, Residue) for side in sides):
        return wording.RESIDUE
    unread = next((side.reason for side in sides if isinstance(side, Words) and side.reason is not None), None)
    if unread is not None:
        return REASONS[unread]
    return wording.NUMBER_AND_WORDS if any(isinstance(side, Words) for side in sides) else wording.NUMBER_AND_DATE


def _open(reason: Text) -> TargetChange:
    return TargetChange(Shift.INCOMPARABLE, reason)


# Numbers


def _numbers(before: Listing, after: Listing, one: Number, other: Number) -> TargetChange:
    compared = _in_one_unit(one, other, before.reading.hints, after.reading.hints)
    if not isinstance(compared, Comparable):
        return _open(wording.UNITS_DIFFER if compared is Reason.UNITS_DIFFER else wording.UNIT_AMBIGUOUS)
    if one.approximate or other.approximate:
        return _open(wording.VAGUE)
    signs = None if one.operator == other.operator else (one.operator, other.operator)
    if _is_range(one) or _is_range(other):
        same = (compared.target_low, compared.target_high) == (compared.actual_low, compared.actual_high)
        return TargetChange(Shift.UNCHANGED, wording.SAME_FIGURE, signs) if same else _open(wording.RANGE)
    old, new = _bound(compared.target_low, compared.target_high), _bound(compared.actual_low, compared.actual_high)
    if old is None or new is None:
        return _open(wording.VAGUE)
    direction = _shared_direction(before, after, one, other)
    if isinstance(direction, Text):
        return _open(direction)
    if old == new:
        return TargetChange(Shift.UNCHANGED, wording.SAME_FIGURE, signs)
    if direction is Direction.EQUAL:
        return _open(wording.EQUALITY)
    is_lower = new > old if direction is Direction.AT_MOST else new < old
    unit = compared.unit.text
    reason = wording.moved(plain(old) + unit, plain(new) + unit, is_lower=is_lower, less_is_good=direction is Direction.AT_MOST)
    if (not one.unit and other.unit) or (one.unit and not other.unit):
        reason = wording.joined(reason, wording.ONE_SIDED_UNIT)
    follows = direction is Direction.AT_MOST and _is_the_budget(before, one) and _is_the_budget(after, other)
    if follows:
        reason = wording.joined(reason, wording.FOLLOWS_BUDGET)
    return TargetChange(Shift.LOWERED if is_lower else Shift.RAISED, reason, signs, follows)


def _in_one_unit(one: Number, other: Number, old: NameHints, new: NameHints) -> Comparable | Reason:
    """Return both in one unit; a bare figure goes by its own year's name."""
    if one.unit and other.unit:
        return compare_in_one_unit(one, other, NameHints())
    if one.unit or other.unit:
        return compare_in_one_unit(one, other, new if one.unit else old)
    if old.unit == new.unit:
        return compare_in_one_unit(one, other, old)
    if old.unit is None or new.unit is None or one.scaled or other.scaled:
        return Reason.UNIT_AMBIGUOUS
    return compare_in_one_unit(replace(one, unit=old.unit), replace(other, unit=new.unit), NameHints())


def _is_range(number: Number) -> bool:
    return number.low is not None and number.high is not None and number.low != number.high


def _bound(low: Decimal | None, high: Decimal | None) -> Decimal | None:
    return low if low is not None else high


def _shared_direction(before: Listing, after: Listing, one: Number, other: Number) -> Direction | Text:
    """Return which side is good in both reports, or why that can't be said.

    To equal a target is to reach it where the standards score both alike, by proportion; a target of 0 is met by 0 alone.
    """
    found = [_direction(listing, number) for listing, number in ((before, one), (after, other))]
    directions = {Direction.AT_LEAST if is_floor else direction for direction, is_floor in found}
    if None in directions:
        return wording.NO_DIRECTION
    if len(directions) > 1:
        return wording.DIRECTIONS_DIFFER
    [direction] = directions
    assert direction is not None
    return direction


def _direction(listing: Listing, number: Number) -> tuple[Direction | None, bool]:
    """Return a target's direction, None where no standard tells; and whether it is an equality that counts as a floor."""
    standard = listing.entry.ruleset.quantitative
    direction, inferred = direction_of(number, listing.reading.hints, listing.indicator, standard or _NO_STANDARD)
    if standard is None and inferred:
        return None, False
    by_proportion = (standard or _NO_STANDARD).equal == _PROPORTIONAL
    return direction, direction is Direction.EQUAL and by_proportion and number.low != ZERO


def _is_the_budget(listing: Listing, number: Number) -> bool:
    """Tell whether a figure is the year's budget, in its own unit or, where it has none, in the money table's."""
    unit, money = number.unit or listing.reading.hints.unit, listing.entry.evaluation.money
    figure, budget = _bound(number.low, number.high), in_yuan(listing.entry, "adjusted")
    if figure is None or budget is None or money is None:
        return False
    if unit is None or not unit:
        return figure == money.of("adjusted")
    return unit.base == "元" and product(figure, unit.multiplier) == budget


# Dates


def _days(one: Day, other: Day, old_year: int | None, new_year: int | None) -> TargetChange:
    """Compare deadlines: within each report's own year by month and day, beyond it as they stand."""
    if one.last is None or other.last is None:
        return _open(wording.NO_DEADLINE)
    within = [day.year == year for day, year in ((one.last, old_year), (other.last, new_year))]
    if any(within) and not all(within):
        return _open(wording.ONE_BEYOND_ITS_YEAR)
    old, new = (_of_year(one.last), _of_year(other.last)) if all(within) else (_day(one.last), _day(other.last))
    if old == new:
        return TargetChange(Shift.UNCHANGED, wording.SAME_DEADLINE)
    shift = Shift.LOWERED if new > old else Shift.RAISED
    return TargetChange(shift, wording.deadline(one.last.isoformat(), other.last.isoformat(), is_later=new > old))


def _of_year(day: date) -> tuple[int, int, int]:
    """Return a day of any year; the end of February is one, leap year or not."""
    is_last = (day.month, day.day) in ((2, 28), (2, 29))
    return 0, day.month, _MONTH_END if is_last else day.day


def _day(day: date) -> tuple[int, int, int]:
    return day.year, day.month, day.day

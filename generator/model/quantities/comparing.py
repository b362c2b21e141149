"""Two sides in one unit: a side without a unit takes the other's as written, before 万, 亿 and % are converted."""

from decimal import Decimal

from generator.model.quantities.numbers import times
from generator.model.quantities.reasons import Reason
from generator.model.quantities.values import NO_UNIT, ONE, RATIO, Comparable, NameHints, Number, Unit


def compare_in_one_unit(target: Number, actual: Number, hints: NameHints) -> Comparable | Reason:
    """Return both sides in one unit, or why they can't be.

    `29` against `29万元/个` is 29 to 29, unless the name says 元: then the 29 may be either, and nothing is guessed.
    `5万` holds its 万 itself and takes only the base: it equals `5万人` and `50000人`. Where neither side has a
    unit, the name's is for the reader's information.
    """
    if not target.unit and not actual.unit:
        return _without_units(target, actual, hints.unit)
    if target.unit and actual.unit:
        if target.unit.base != actual.unit.base:
            return Reason.UNITS_DIFFER
        if target.unit.multiplier == actual.unit.multiplier:
            return _as_written(target, actual, target.unit)
        return _in_base(target, actual, target.unit.base)
    bare, unit = (target, actual.unit) if actual.unit else (actual, target.unit)
    if bare.scaled:
        if unit.base == RATIO:
            return Reason.UNITS_DIFFER
        return _as_written(target, actual, unit) if unit.multiplier == 1 else _in_base(target, actual, unit.base)
    if hints.unit and _counts_the_same(hints.unit, unit) and hints.unit.multiplier != unit.multiplier:
        return Reason.UNIT_AMBIGUOUS
    return _as_written(target, actual, unit)


def _without_units(target: Number, actual: Number, named: Unit | None) -> Comparable | Reason:
    if named is None or not (target.scaled or actual.scaled):
        return _as_written(target, actual, named or NO_UNIT)
    if target.scaled != actual.scaled and named.multiplier != 1:
        return Reason.UNIT_AMBIGUOUS  # 29 against 29万 under (万元): is the 万 in the name or in the figure?
    return _as_written(target, actual, NO_UNIT)


def _counts_the_same(one: Unit, other: Unit) -> bool:
    """元 and 元/个 both count 元: what stands after the stroke does not tell whether 万 was meant."""
    return one.base.split("/")[0] == other.base.split("/")[0]


def _as_written(target: Number, actual: Number, unit: Unit) -> Comparable:
    return Comparable(target.low, target.high, actual.low, actual.high, unit)


def _in_base(target: Number, actual: Number, base: str) -> Comparable:
    return Comparable(
        _converted(target.low, target.unit),
        _converted(target.high, target.unit),
        _converted(actual.low, actual.unit),
        _converted(actual.high, actual.unit),
        Unit("" if base == RATIO else base, ONE, base),
        converted=True,
    )


def _converted(figure: Decimal | None, unit: Unit) -> Decimal | None:
    return None if figure is None else times(figure, unit.multiplier)

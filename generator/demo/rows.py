"""A demonstration project's indicators over its years: targets that drift, and what was achieved."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from generator.demo.dice import Dice, scaled
from generator.demo.kind import Kind
from generator.demo.lines import Line
from generator.demo.money import YearOfMoney
from generator.demo.notation import dated, written
from generator.demo.turns import Turn, Turning, lowered, turned
from generator.scoring.rounding import plain

_QUIETLY_LOWERED: Final = 70
_REWORDED: Final = 90
_OVER_130 = (1310, 2600)
_ATTAINED: Final = ((22, (1000, 1000)), (54, (1001, 1120)), (10, (1121, 1290)), (4, _OVER_130), (10, (680, 995)))
_IN_A_POOR_YEAR: Final = ((40, (1000, 1080)), (60, (250, 900)))
_POOR_YEARS: Final = 140
_ALMOST: Final = ("基本达到", "基本达到预期", "达到预期指标的大部分")
_MET: Final = ("达成预期指标", "已完成", "效果明显")
_OVER_REASONS: Final = ("年初测算偏于保守，实际需求大于预期", "年中追加任务，完成数超出年初目标，今后将合理设定指标值")
_LATE_AWARD: Final = "因客观原因延期，未影响使用，按延期情况酌情给分"


@dataclass(frozen=True, slots=True)
class Cells:
    """One row of one year: what it promised and what it says came of it."""

    line: Line
    target: str
    actual: str
    met: bool
    share: int
    """What a person gives words, in per cent of the weight."""
    reason: str | None
    awarded: tuple[Decimal, str] | None = None


@dataclass(frozen=True, slots=True)
class Draw:
    """The draws of one year: in a poor one, much goes wrong at once."""

    kind: Kind
    dice: Dice
    is_poor: bool

    def succeeds(self, permille: int) -> bool:
        """Tell whether something goes well that does in `permille` of 1,000 ordinary cases, in a poor year in half of those."""
        return self.dice.happens(permille // 2 if self.is_poor else permille)

    def excuse(self) -> str:
        """Return a reason for a shortfall."""
        return self.dice.pick(self.kind.shortfalls)


def rows_over_years(
    lines: tuple[Line, ...], money: list[YearOfMoney], first_year: int, kind: Kind, dice: Dice, turning: Turning | None = None
) -> Iterator[list[Cells]]:
    """Yield the rows of each year; a target follows the year before, mostly upwards, sometimes quietly down."""
    before, after = turned(lines, turning.turn, dice) if turning is not None else (lines, lines)
    whole = tuple(line for one, other in zip(before, after, strict=True) if (line := one or other) is not None)
    targets = [line.first for line in whole]
    for since, funds in enumerate(money):
        year = first_year + since
        if since:
            last, targets = targets, [_drifted(line, target, dice) for line, target in zip(whole, targets, strict=True)]
            if turning == Turning(Turn.LOWERED, year):
                targets = lowered(whole, last)
        listed = after if turning is not None and year >= turning.year else before
        draw = Draw(kind, dice, is_poor=dice.happens(_POOR_YEARS))
        yield [_cells(line, target, year, funds, draw) for line, target in zip(listed, targets, strict=True) if line is not None]


def _drifted(line: Line, target: int, dice: Dice) -> int:
    match line.template.form:
        case "count" if dice.happens(_QUIETLY_LOWERED):
            step = int(line.template.step or 1)
            return max(step, target * dice.between(72, 92) // 100 // step * step)
        case "count" if dice.happens(500):
            step = int(line.template.step or 1)
            return max(step, target * dice.between(100, 109) // 100 // step * step)
        case "rate" if target < 100:
            move = -3 if dice.happens(_QUIETLY_LOWERED) else dice.pick((0, 0, 0, 1))
            return min(99, max(30, target + move))
        case "words" if dice.happens(_REWORDED):
            return (target + 1) % len(line.template.words)
        case _:
            return target


def _cells(line: Line, target: int, year: int, funds: YearOfMoney, draw: Draw) -> Cells:
    match line.template.form:
        case "words":
            return _words(line, line.template.words[target], draw)
        case "deadline":
            return _deadline(line, target, year, draw)
        case "zero":
            return _zero(line, draw)
        case "cap":
            return _cap(line, funds)
        case _:
            return _measured(line, target, draw)


def _measured(line: Line, target: int, draw: Draw) -> Cells:
    dice = draw.dice
    form, unit, places = line.template.form, line.template.unit or "", int(line.template.places or 0)
    match form:
        case "rate":
            if draw.succeeds(900):
                actual, places = (target * 10 + dice.between(0, min(60, 1000 - target * 10)), 1) if target < 100 else (target, 0)
            else:
                actual, places = target * dice.between(700 if draw.is_poor else 880, 995) // 100, 1
            wanted, observed = Decimal(target), scaled(actual, places)
            is_met = observed >= wanted
        case "below":  # permilles with one place
            wanted = scaled(target, 1)
            observed = scaled(max(1, target * dice.between(40, 95) // 100), 1) if target > 1 else Decimal(0)
            is_met = observed < wanted
        case "price":
            wanted = Decimal(target)
            share = dice.between(92, 100) if draw.succeeds(930) else dice.between(103, 118)
            observed = Decimal(-(-target * share // 100))
            is_met = observed <= wanted
        case _:
            low, high = dice.weighed(_IN_A_POOR_YEAR if draw.is_poor else _ATTAINED)
            share = dice.between(low, high)
            wanted, observed = scaled(target, places), scaled(max(1, target * share // 1000), places)
            is_met = observed >= wanted
    actual_text = written(line.style.actual, observed, unit)
    if form == "count" and is_met and observed > wanted >= 100 and wanted % 10 == 0 and dice.happens(40):
        actual_text = f"{plain(wanted)}余{unit}"
    reason = None
    if not is_met:
        reason = draw.excuse() if dice.happens(800) else None
    elif form == "count" and observed * 10 >= wanted * 13 and dice.happens(500):
        reason = dice.pick(_OVER_REASONS)
    return Cells(line, written(line.style.target, wanted, unit), actual_text, is_met, 100, reason)


def _deadline(line: Line, month: int, year: int, draw: Draw) -> Cells:
    dice = draw.dice
    target = dated(line.style.target, year, month)
    if draw.succeeds(920):
        its_month = max(1, month - dice.weighed(((45, 0), (35, 1), (20, 2))))
        # Only a month's last day is sure to be within a target such as 10月, whichever day is meant.
        return Cells(line, target, dated(line.style.actual, year, its_month, dice.between(5, 28)), True, 100, None)
    late = month + dice.between(1, 2)
    late_year, late_month = (year, late) if late <= 12 else (year + 1, late - 12)
    style = line.style.actual if late_year == year else "{y}年{m}月"
    awarded = None
    if dice.happens(500):
        awarded = (line.weight * dice.pick((Decimal("0.8"), Decimal("0.6"), Decimal("0.5"))), _LATE_AWARD)
    reason = draw.excuse()
    return Cells(line, target, dated(style, late_year, late_month, dice.between(5, 28)), False, 100, reason, awarded)


def _zero(line: Line, draw: Draw) -> Cells:
    unit = line.template.unit or ""
    is_met = draw.dice.happens(985)
    observed = Decimal(0 if is_met else 1)
    target = written(line.style.target, Decimal(0), unit)
    return Cells(line, target, written(line.style.actual, observed, unit), is_met, 100, None if is_met else draw.excuse())


def _cap(line: Line, funds: YearOfMoney) -> Cells:
    budget, spent = funds.total("adjusted"), funds.total("executed")
    return Cells(
        line, written(line.style.target, budget, funds.unit), written(line.style.actual, spent, funds.unit), True, 100, None
    )


def _words(line: Line, target: str, draw: Draw) -> Cells:
    dice = draw.dice
    if draw.succeeds(880):
        actual = target if dice.happens(750) else dice.pick(_MET)
        return Cells(line, target, actual, True, 100, None)
    return Cells(
        line, target, dice.pick(_ALMOST), False, dice.pick((60, 70, 75, 80) if draw.is_poor else (80, 85, 90, 95)), draw.excuse()
    )

"""The mistakes of real reports, put into a few of the demonstration's, so that there is something for checks to find."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from generator.demo.dice import Dice
from generator.model.quantities import Day, Number, read_value
from generator.model.ruleset import Ruleset
from generator.scoring.rounding import HUNDRED, ZERO, places_of, plain, to_places

Cells = dict[str, str | None]


@dataclass(slots=True)
class Draft:
    """What a record is about to print: honest figures, until a fault gets at them."""

    ruleset: Ruleset
    execution: Cells
    indicators: list[Cells]
    initial: dict[str, str]
    rates: dict[str, str] | None
    score: Decimal = ZERO
    grade_is_flattered: bool = False

    @property
    def rows(self) -> list[Cells]:
        """The printed rows, the budget's first."""
        return [self.execution, *self.indicators]

    @property
    def grade(self) -> str:
        """The grade of the printed total; a flattered one is the next better, or below the best."""
        labels = [grade.label for grade in self.ruleset.grades]
        place = labels.index(self.ruleset.grade_of(self.score) or labels[-1])
        return labels[place if not self.grade_is_flattered else place - 1 if place else 1]

    def restate(self) -> None:
        """Add the printed points up again; a row without points counts as if it had them all."""
        printed = [row["stated_score"] if row["stated_score"] is not None else row["weight"] for row in self.rows]
        self.score = sum((Decimal(points) for points in printed if points is not None), ZERO)


@dataclass(frozen=True, slots=True)
class Fault:
    """A kind of mistake: how many of 1,000 records get it, and the code of what a check then finds."""

    name: str
    permille: int
    code: str
    inject: Callable[[Draft, Dice], None]


def _round_a_row(draft: Draft, dice: Dice) -> None:
    rows = [row for row in draft.rows if row["stated_score"] is not None and places_of(Decimal(row["stated_score"])) > 0]
    if rows:
        row = dice.pick(rows)
        points = Decimal(row["stated_score"] or 0)
        row["stated_score"] = plain(to_places(points, places_of(points) - 1))
        draft.restate()


def _leave_words_unassessed(draft: Draft, dice: Dice) -> None:
    rows = [row for row in draft.indicators if not _is_measured(row)]
    if rows:
        dice.pick(rows)["stated_score"] = None
        draft.restate()


def _leave_an_actual_blank(draft: Draft, dice: Dice) -> None:
    dice.pick([row for row in draft.indicators if _is_measured(row)])["actual"] = None


def _write_words_for_a_number(draft: Draft, dice: Dice) -> None:
    dice.pick([row for row in draft.indicators if _is_measured(row)])["actual"] = "完成"


def _claim_full_execution(draft: Draft, _: Dice) -> None:
    draft.execution.update(actual="100%", stated_score=draft.execution["weight"])
    if "completion" in draft.execution:
        draft.execution["completion"] = "100%"
    if draft.rates is not None:
        draft.rates["total"] = "100"
    draft.restate()


def _exceed_a_weight(draft: Draft, dice: Dice) -> None:
    row = dice.pick(draft.indicators)
    row["stated_score"] = plain(Decimal(row["weight"] or 0) + 1)
    draft.restate()


def _misprint_a_sum(draft: Draft, dice: Dice) -> None:
    total = sum((Decimal(amount) for amount in draft.initial.values()), ZERO)
    honest = dict(draft.initial)
    draft.initial.clear()
    draft.initial.update(total=plain(total + dice.between(1, 9)), **honest)


def _overweigh(draft: Draft, dice: Dice) -> None:
    """Rows of 110 points under a total that does not know of the ten."""
    row = dice.pick(draft.indicators)
    for key in ("weight", "stated_score"):
        row[key] = plain(Decimal(row[key] or 0) + 10)


def _add_up_wrongly(draft: Draft, dice: Dice) -> None:
    change = Decimal(dice.between(1, 5))
    draft.score += -change if draft.score + change > HUNDRED or dice.happens(300) else change


def _flatter_the_grade(draft: Draft, _: Dice) -> None:
    draft.grade_is_flattered = True


FAULTS: Final = (
    Fault("rounded", 30, "score-differs", _round_a_row),
    Fault("unassessed", 30, "scoring-unassessed", _leave_words_unassessed),
    Fault("blank-actual", 25, "scoring-not-computable", _leave_an_actual_blank),
    Fault("words-for-a-number", 8, "scoring-not-computable", _write_words_for_a_number),
    Fault("claimed-execution", 20, "score-differs", _claim_full_execution),
    Fault("above-weight", 6, "score-above-weight", _exceed_a_weight),
    Fault("misprinted-money", 15, "money-sum", _misprint_a_sum),
    Fault("weights-of-110", 15, "weights-scale", _overweigh),
    Fault("wrong-sum", 30, "total-sum", _add_up_wrongly),
    Fault("wrong-grade", 20, "total-grade", _flatter_the_grade),
)
"""In the order in which they are put in: rows first, then what stands on them."""


def drawn_faults(dice: Dice) -> tuple[Fault, ...]:
    """Return the mistakes of one record: of most records, none."""
    return tuple(fault for fault in FAULTS if dice.happens(fault.permille))


def _is_measured(row: Cells) -> bool:
    return isinstance(read_value(row["target"], year=2020, dated=True), Number | Day)

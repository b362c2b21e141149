"""What happens to a demonstration project between its years that a reader of several reports should notice.

Three in four projects take a turn, placed by number and seed alone, so that every kind of turn is found among any eight
projects in a row: `turn_of` says where.
"""

from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import Final

from generator.demo.dice import Dice
from generator.demo.kind import Template
from generator.demo.lines import LEVEL1, Line, line_of


class Turn(StrEnum):
    """What happens: a year without a report, a lower target, an indicator dropped, renamed, added, or weights moved."""

    GAP = "gap"
    LOWERED = "lowered"
    DROPPED = "dropped"
    RENAMED = "renamed"
    ADDED = "added"
    REWEIGHED = "reweighed"


@dataclass(frozen=True, slots=True)
class Turning:
    """A turn and the year from which it shows; of a gap, the year without a report."""

    turn: Turn
    year: int


_TURNS: Final[tuple[Turn | None, ...]] = (*Turn, None, None)
_OUTPUT: Final = "产出指标"
_MOVED: Final = Decimal(3)
_ADDED: Final = Template.model_validate(
    {"level2": "质量指标", "name": "项目档案完整率", "form": "rate", "low": "92", "high": "98"}
)


def turn_of(number: int, seed: int) -> Turn | None:
    """Return what happens to the n-th project; None where nothing does."""
    return _TURNS[(number + seed) % len(_TURNS)]


def turned(lines: tuple[Line, ...], turn: Turn, dice: Dice) -> tuple[tuple[Line | None, ...], tuple[Line | None, ...]]:
    """Return a project's indicators before and after a turn, place by place; None where one is not listed.

    The weights of each level 1 keep their sum.
    """
    output = [place for place, line in enumerate(lines) if LEVEL1[line.template.level2] == _OUTPUT]
    heaviest = max(output, key=lambda place: lines[place].weight)
    before: list[Line | None] = list(lines)
    after: list[Line | None] = list(lines)

    def put(place: int, **changes: object) -> None:
        after[place] = replace(lines[place], **changes)  # type: ignore[arg-type]  # fields of Line

    match turn:
        case Turn.DROPPED:
            heir, gone = output[0], output[1]
            put(heir, weight=lines[heir].weight + lines[gone].weight)
            after[gone] = None
        case Turn.RENAMED:
            place = next(place for place, line in enumerate(lines) if line.template.later)
            template = lines[place].template
            put(place, template=template.model_copy(update={"name": template.later}))
        case Turn.ADDED:
            put(heaviest, weight=lines[heaviest].weight - _MOVED)
            before.append(None)
            after.append(line_of(_ADDED, _MOVED, dice))
        case Turn.REWEIGHED:
            lightest = min((place for place in output if place != heaviest), key=lambda place: lines[place].weight)
            put(heaviest, weight=lines[heaviest].weight - _MOVED)
            put(lightest, weight=lines[lightest].weight + _MOVED)
        case Turn.GAP | Turn.LOWERED:
            pass
    return tuple(before), tuple(after)


def lowered(lines: tuple[Line | None, ...], targets: list[int]) -> list[int]:
    """Return the targets with the first count a quarter lower, at least one step."""
    place = next(place for place, line in enumerate(lines) if line is not None and line.template.form == "count")
    line = lines[place]
    assert line is not None
    step = int(line.template.step or 1)
    less = min(targets[place] - step, targets[place] * 3 // 4 // step * step)
    return [*targets[:place], max(1, less), *targets[place + 1 :]]

"""A demonstration project's indicators: which of its kind's it uses, how each is weighed and written."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from generator.demo.dice import Dice
from generator.demo.kind import Kind, Template
from generator.demo.notation import Style, style_of

LEVEL1: Final = {
    "数量指标": "产出指标",
    "质量指标": "产出指标",
    "时效指标": "产出指标",
    "成本指标": "产出指标",
    "经济效益指标": "效益指标",
    "社会效益指标": "效益指标",
    "生态效益指标": "效益指标",
    "可持续影响指标": "效益指标",
    "服务对象满意度指标": "满意度指标",
}
WEIGHTS: Final = {"产出指标": 50, "效益指标": 30, "满意度指标": 10}
"""What the national standard of 2020 gives each level 1, beside 10 for the budget's execution."""
EXECUTION_WEIGHT: Final = Decimal(10)


@dataclass(frozen=True, slots=True)
class Line:
    """An indicator as a project measures it over all its years."""

    template: Template
    weight: Decimal
    style: Style
    first: int
    """The first target, in units of its last place; of a deadline, the month; of words, which of them."""


def lines_of(kind: Kind, dice: Dice) -> tuple[Line, ...]:
    """Return the indicators a project uses, weighed so that each level 1 adds up exactly."""
    chosen = [template for template in kind.indicators if not template.optional or dice.happens(600)]
    weights: dict[str, list[Decimal]] = {
        level1: _weights(whole, sum(LEVEL1[template.level2] == level1 for template in chosen), dice)
        for level1, whole in WEIGHTS.items()
    }
    return tuple(line_of(template, weights[LEVEL1[template.level2]].pop(), dice) for template in chosen)


def _weights(whole: int, rows: int, dice: Dice) -> list[Decimal]:
    """Split `whole` points into `rows` weights, mostly whole ones, never below 2."""
    parts_a_point = 2 if dice.happens(200) else 1
    share, left = divmod(whole * parts_a_point, rows)
    parts = [share + (place < left) for place in range(rows)]
    for _ in range(rows // 2):  # some rows matter more
        giver, taker = dice.below(rows), dice.below(rows)
        moved = min(dice.between(0, 2) * parts_a_point, parts[giver] - 2 * parts_a_point)
        if moved > 0:
            parts[giver] -= moved
            parts[taker] += moved
    return [Decimal(part) / parts_a_point for part in parts]


def line_of(template: Template, weight: Decimal, dice: Dice) -> Line:
    """Return an indicator with its first target and its way of writing drawn."""
    step, places = int(template.step or 1), int(template.places or 0)
    low, high = (int(bound or 0) * 10**places for bound in (template.low, template.high))
    first = low + dice.below((high - low) // step + 1) * step
    if template.form == "words":
        first = dice.below(len(template.words))
    return Line(template, weight, style_of(template.form, first, template.unit or "", dice), first)

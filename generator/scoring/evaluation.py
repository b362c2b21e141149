"""What scoring yields: frozen rows, each with its arithmetic, and the total with its range."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple, TypeAlias

from generator.diagnostics import Text
from generator.model.budget import COLUMNS, MONEY_ROWS
from generator.model.figures import Inapplicable

__all__ = ["COLUMNS", "MONEY_ROWS", "Bounds", "Direction", "Evaluation", "Kind", "Money", "Row", "Status"]

Bounds: TypeAlias = tuple[Decimal, Decimal]
"""Least and greatest points a row (or the total) can have, in points."""


class Kind(StrEnum):
    """定量 or 定性: follows the target; a blank target, by the actual value."""

    QUANTITATIVE = "quantitative"
    QUALITATIVE = "qualitative"


class Status(StrEnum):
    """What became of a row."""

    SCORED = "scored"
    UNASSESSED = "unassessed"
    NOT_COMPUTABLE = "not-computable"
    NOT_APPLICABLE = "not-applicable"


class Direction(StrEnum):
    """Which side of the target is good."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    EQUAL = "equal"
    BY_DATE = "by_date"


class Row(NamedTuple):
    """One scored row: what the report states, what we compute, and why.

    `completion` is in per cent. `score` is in points, rounded once by the ruleset; None where nothing can be
    computed. `formula_score` is what the formula gives where a person awarded other points. `explanation` is the
    arithmetic in figures and signs; `reason` says in words why a row is not scored, or what was inferred.
    """

    level1: str | None
    level2: str | None
    name: str | None
    kind: Kind
    status: Status
    weight: Decimal | None
    target: str | None
    actual: str | None
    stated_completion: str | None
    completion: Decimal | None
    score: Decimal | None
    stated_score: Decimal | Inapplicable | None
    bounds: Bounds | None
    method: str | None
    explanation: str
    clause: str | None
    reason: Text | None
    direction: Direction | None = None
    direction_inferred: bool = False
    provisional: bool = False
    approximate: bool = False
    tier: str | None = None
    formula_score: Decimal | None = None
    ratio: tuple[Decimal, Decimal] | None = None
    """The completion as an exact fraction, to be compared at any printed precision."""
    reached: bool | None = None
    """Whether the measured target was reached, also on a row without a weight."""
    deviation: str | None = None
    is_budget: bool = False
    weight_from_ruleset: bool = False

    @property
    def met(self) -> bool | None:
        """Whether the row reached its target: full points. None where that can't be said."""
        if self.status is not Status.SCORED or self.score is None or self.weight is None or self.provisional:
            return None
        return self.score == self.weight


@dataclass(frozen=True, slots=True)
class Money:
    """The money table, computed. Keys are (row, column) of MONEY_ROWS and COLUMNS plus the three derived rows.

    Amounts are in the budget's currency unit, rates in per cent rounded to two places; what is blank or not computable has no key.
    """

    unit: str
    computed: Mapping[tuple[str, str], Decimal]

    def of(self, row: str, column: str = "total") -> Decimal | None:
        """Return one computed cell, None where it can't be computed."""
        return self.computed.get((row, column))


@dataclass(frozen=True, slots=True)
class Evaluation:
    """评价结果: the rows, the total, its range, the grade; null values carry their reason."""

    ruleset: str
    scale: Decimal | None
    budget: Row | None
    indicators: tuple[Row, ...]
    money: Money | None
    weight: Decimal | None
    score: Decimal | None
    grade: str | None
    reason: Text | None
    range: Bounds | None
    grade_range: tuple[str | None, str | None] | None
    stated_sum: Decimal | None

    @property
    def rows(self) -> tuple[Row, ...]:
        """Every row: the budget's execution row first, if there is one."""
        return self.indicators if self.budget is None else (self.budget, *self.indicators)

    def with_status(self, status: Status) -> tuple[Row, ...]:
        """Return the rows of one status."""
        return tuple(row for row in self.rows if row.status is status)

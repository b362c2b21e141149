"""What a target (指标值) or an actual value (实际完成值) can be, once it has been read.

Every value keeps `text` exactly as the report has it. Figures are `Decimal`; an interval's open side is `None`.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

from generator.model.quantities.reasons import Reason

ONE = Decimal(1)


class Operator(StrEnum):
    """The relation a value states: `≥95%` is AT_LEAST, `小于0.9‰` is LESS_THAN."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    EQUAL = "equal"
    MORE_THAN = "more_than"
    LESS_THAN = "less_than"

    @property
    def symbol(self) -> str:
        """The one sign that pages show for it."""
        return _SYMBOLS[self]

    @property
    def is_floor(self) -> bool:
        """True where more is allowed: AT_LEAST and MORE_THAN."""
        return self is Operator.AT_LEAST or self is Operator.MORE_THAN

    @property
    def is_ceiling(self) -> bool:
        """True where less is allowed: AT_MOST and LESS_THAN."""
        return self is Operator.AT_MOST or self is Operator.LESS_THAN


_SYMBOLS = {
    Operator.AT_LEAST: "≥",
    Operator.AT_MOST: "≤",
    Operator.EQUAL: "=",
    Operator.MORE_THAN: ">",
    Operator.LESS_THAN: "<",
}


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of measure (计量单位).

    `text` is as written without spaces (`每亩300元` gives `元/亩`). One of it is `multiplier` of `base`:
    万元 is 10000 元, % and ‰ are 0.01 and 0.001 of the pure number, whose base is `率`.
    """

    text: str
    multiplier: Decimal
    base: str

    def __bool__(self) -> bool:
        """Tell a unit from a missing one."""
        return bool(self.base)


RATIO = "率"
"""The base of %, ‰ and their other spellings."""
NO_UNIT = Unit("", ONE, "")


@dataclass(frozen=True, slots=True)
class Blank:
    """Nothing was filled in: not 0, and not "not applicable"."""


@dataclass(frozen=True, slots=True)
class NotApplicable:
    """The report says that there is nothing to fill in: `/`, `—`, `无`, `不适用` standing alone."""

    text: str


@dataclass(frozen=True, slots=True)
class Residue:
    """What the form's template left behind: `……`, `指标2：`, `≥**`."""

    text: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class Number:
    """A figure, or an interval of figures, in `unit` as written.

    `low` and `high` bound it; `None` is an open side, and both `None` (`约200人`) mean that the bounds are unknown.
    `stated` is the one figure the text names, `None` for a range such as `3-5个`.
    `scaled`: a lone 万 or 亿 was counted into the figures (`5万` is 50000, without a unit).
    `approximate`: 余, 多, 近, 约 or 左右 stands with it.
    """

    text: str
    operator: Operator | None
    low: Decimal | None
    high: Decimal | None
    unit: Unit
    stated: Decimal | None
    scaled: bool = False
    approximate: bool = False

    @property
    def exact(self) -> bool:
        """True for one observed figure; False for every interval."""
        return self.low is not None and self.low == self.high

    @property
    def bound(self) -> Decimal | None:
        """The figure that a direction refers to: 95 in `≥95%`, in `95%以上` and in `95%`; None for a range."""
        return self.stated


@dataclass(frozen=True, slots=True)
class Day:
    """A day or an interval of days, both ends included; `None` is an open side.

    `operator` is AT_MOST for `…前` (whose `last` is the last day that still meets it), else what was written before the date.
    """

    text: str
    operator: Operator | None
    first: date | None
    last: date | None

    @property
    def exact(self) -> bool:
        """True for one single day."""
        return self.first is not None and self.first == self.last

    @property
    def deadline(self) -> date | None:
        """The last day on which the date is still met; None where it is open to the future."""
        return self.last


@dataclass(frozen=True, slots=True)
class Words:
    """Qualitative text (定性). `reason` says why figures in it were not read; it is None where there are none."""

    text: str
    reason: Reason | None = None


Value: TypeAlias = Blank | NotApplicable | Residue | Number | Day | Words


@dataclass(frozen=True, slots=True)
class NameHints:
    """What an indicator's name says about its figures: `投入资金(≥万元)` says AT_LEAST and 万元.

    `residue`: a placeholder of the template still stands in the name, as in `公猪舍(≥**平方米)`.
    """

    operator: Operator | None = None
    unit: Unit | None = None
    residue: bool = False


@dataclass(frozen=True, slots=True)
class Comparable:
    """A target and an actual value in one unit; `None` is an open or unknown side.

    The figures are those the reader sees, unless the two sides differ in 万, 亿, % or ‰: then they count
    `unit.base`, and `converted` is true.
    """

    target_low: Decimal | None
    target_high: Decimal | None
    actual_low: Decimal | None
    actual_high: Decimal | None
    unit: Unit
    converted: bool = False

    @property
    def target_bound(self) -> Decimal | None:
        """The target's one figure; None for a range such as `3-5个` and for `约200人`."""
        if self.target_low is None or self.target_low == self.target_high:
            return self.target_high
        return self.target_low if self.target_high is None else None

    @property
    def actual_exact(self) -> bool:
        """True where the actual value is one figure."""
        return self.actual_low is not None and self.actual_low == self.actual_high

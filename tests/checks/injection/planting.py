"""What it is to plant a fault: a kind of fault, and one planted in a site."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random

from checks.injection.sheet import Cell, Sheet

SCORES = frozenset(
    [
        "score-differs",
        "total-sum",
        "total-differs",
        "total-grade",
        "deviation-unexplained",
        "score-weighted-twice",
        "score-all-full",
        "score-above-weight",
        "scoring-unassessed",
        "completion-differs",
        "completion-over",
        "tier-outside-band",
        "operator-reversed",
    ]
)
"""What follows where points, or what they are made of, were changed."""

WEIGHTS = SCORES | frozenset(
    [
        "weights-scale",
        "weights-level1",
        "weights-uniform",
        "weight-dominant",
        "weight-shifted",
        "indicator-vanished",
        "indicator-renamed",
    ]
)
"""What follows where weights were changed: by them a row under a new name is known for the old one."""
YEARS = frozenset(
    [
        "target-lowered",
        "weight-shifted",
        "indicator-vanished",
        "indicators-replaced",
        "indicator-renamed",
        "carryover-differs",
        "project-vanished",
        "project-gap",
        "project-renamed",
        "code-other-title",
        "continues-missing",
    ]
)
"""What the reports beside a changed one may then be told."""

VALUES = (
    SCORES
    | YEARS
    | frozenset(["scoring-not-computable", "scoring-unassessed", "value-unread", "value-forms-mixed", "target-zero"])
)
"""What follows where a target or an actual value was changed."""

BETWEEN = frozenset(["text-copied", "continues-missing"])
"""What other projects may be told where one was copied from, has gone, or moved to another agency."""

MONEY = SCORES | frozenset(
    [
        "target-lowered",
        "money-exceeds",
        "unit-slip",
        "money-sum",
        "money-balance",
        "money-arrival-rate",
        "money-execution-rate",
        "carryover-differs",
        "spending-output",
        "not-executed",
    ]
)


@dataclass(frozen=True)
class Planted:
    """A fault in its place: the files to write (None: to delete), where the finding must stand, and what else it may cause."""

    code: str
    edits: Mapping[str, str | None]
    path: str
    line: int
    column: int
    also: frozenset[str]
    elsewhere: frozenset[str] = frozenset()
    """What it may cause in other projects."""


Place = tuple[int, int]
Planned = tuple[Sheet, Place] | None
Plan = Callable[[Sheet, Random], Planned]
SitePlan = Callable[[Sheet, Random], tuple[Mapping[str, str | None], str, Place] | None]


@dataclass(frozen=True)
class Fault:
    """A kind of fault, and how to plant it; `plant` returns None where a record offers no place for it."""

    code: str
    also: frozenset[str]
    plan: SitePlan
    is_of_site: bool = False
    """Whether it lies in which files there are: such faults are tried apart, since an unreadable file beside them excuses them."""
    needs_edition: bool = False
    """Whether it is one only where an edition stands published, as the records have it before: tried apart, for all others change it."""

    def plant(self, sheet: Sheet, dice: Random) -> Planted | None:
        planned = self.plan(sheet, dice)
        if planned is None:
            return None
        edits, path, (line, column) = planned
        return Planted(
            self.code, edits, path, line, column, self.also, BETWEEN if self.is_of_site or self.code in BETWEEN else frozenset()
        )


FAULTS: list[Fault] = []
"""Every kind, in the order in which they are written down."""


def plants(code: str, also: frozenset[str] = frozenset()) -> Callable[[Plan], Plan]:
    """Register a way to plant a fault in one record's text."""

    def register(plan: Plan) -> Plan:
        def in_one_record(sheet: Sheet, dice: Random) -> tuple[Mapping[str, str | None], str, Place] | None:
            planned = plan(sheet, dice)
            return None if planned is None else ({sheet.path: planned[0].text}, sheet.path, planned[1])

        FAULTS.append(Fault(code, also, in_one_record))
        return plan

    return register


def plants_in_site(code: str, also: frozenset[str] = frozenset()) -> Callable[[SitePlan], SitePlan]:
    """Register a way to plant a fault by writing, moving or deleting files."""

    def register(plan: SitePlan) -> SitePlan:
        FAULTS.append(Fault(code, also, plan, is_of_site=True))
        return plan

    return register


def plants_beside_edition(code: str, also: frozenset[str] = frozenset()) -> Callable[[SitePlan], SitePlan]:
    """Register a way to plant a fault against what stands published."""

    def register(plan: SitePlan) -> SitePlan:
        FAULTS.append(Fault(code, also, plan, is_of_site=True, needs_edition=True))
        return plan

    return register


def pick(rows: list[dict[str, Cell]], dice: Random) -> dict[str, Cell] | None:
    return dice.choice(rows) if rows else None

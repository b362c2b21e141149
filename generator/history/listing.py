"""One indicator as one report lists it, and what makes two names the same."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

from generator.catalog.entry import Entry
from generator.model.indicator import Indicator
from generator.model.quantities.glyphs import half_width
from generator.scoring import reasons
from generator.scoring.evaluation import Row
from generator.scoring.rows import Reading, read_indicator

_MANY: Final = 1 << 15
"""So many names and pairs of them are remembered: what the check asked, the gate asks again, and so does each run of a preview."""


@dataclass(frozen=True)
class Listing:
    """An indicator in one report: `place` counts the scored rows from 0, the budget's execution row, if there is one, first."""

    entry: Entry
    place: int
    row: Row
    indicator: Indicator
    address: tuple[str, str]
    """First level and name, as they compare."""

    @cached_property
    def reading(self) -> Reading:
        """Its cells, understood as scoring understands them."""
        return read_indicator(self.indicator, self.entry.year)

    @property
    def level1(self) -> str:
        """The first-level indicator as it compares: 产出 and 产出指标 are one."""
        return self.address[0]

    @cached_property
    def level2(self) -> str:
        """The second-level indicator as it compares."""
        return folded_level(self.row.level2)

    @property
    def name(self) -> str:
        """The name as it compares; a row without one goes by its second level."""
        return self.address[1]


def listings_of(entry: Entry) -> tuple[Listing, ...]:
    """Return every indicator of a report in its order; a form's unused lines are none."""
    return tuple(
        Listing(entry, place, row, indicator, _address(row.level1, row.name or row.level2))
        for place, (row, indicator) in enumerate(zip(entry.evaluation.rows, _indicators(entry), strict=True))
        if row.reason is None or row.reason != reasons.EMPTY_LINE
    )


def _indicators(entry: Entry) -> Iterator[Indicator]:
    budget = entry.evaluation.budget
    if budget is not None:
        printed = entry.report.budget.execution if entry.report.budget is not None else None
        yield printed or Indicator(level1=budget.level1, level2=budget.level2, name=budget.name)
    yield from entry.report.indicators


@lru_cache(maxsize=_MANY)
def folded(text: str | None) -> str:
    """Return a name as it compares: full-width and half-width signs alike, without spaces."""
    return "".join(half_width(text or "").split())


@lru_cache(maxsize=1 << 10)
def _address(level1: str | None, name: str | None) -> tuple[str, str]:
    return folded_level(level1), folded(name)


@lru_cache(maxsize=1 << 7)
def folded_level(text: str | None) -> str:
    """Return the name of a level as it compares, with or without 指标 at its end."""
    return folded(text).removesuffix("指标")


@lru_cache(maxsize=_MANY)
def are_alike(one: str, other: str) -> bool:
    """Tell whether two folded names are similar: three fifths of their pairs of neighbouring characters are shared.

    Counted over both names together, each pair as often as it stands: 2 × shared ÷ (pairs of the one + pairs of the other).
    """
    left, right = _pairs(one), _pairs(other)
    shared = (left & right).total()
    return shared > 0 and 5 * 2 * shared >= 3 * (left.total() + right.total())


def _pairs(name: str) -> Counter[str]:
    return Counter(name[at : at + 2] for at in range(len(name) - 1))

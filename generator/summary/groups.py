"""What the indicators of many reports earned, by second-level group: which are strong, which are weak."""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Final

from generator.catalog.entry import Entry
from generator.catalog.lines import Line
from generator.scoring.evaluation import Status
from generator.scoring.rounding import EXACT, HUNDRED, ZERO, percent

LEAST: Final = 5
"""Fewer scored rows than this say nothing about a group: it is not ranked."""
_SHOWN: Final = 5


@dataclass(frozen=True, slots=True)
class Group:
    """The rows of one second-level group (二级指标), however reports spell its name; `level1` and `level2` are the commonest.

    `points` of `weight` were obtained by the `scored` rows. Rows that are `unassessed` or `not_computable` are in neither,
    nor is a row without a weight, which counts as not computable here; rows that don't apply are not in `rows` at all.
    """

    level1: str
    level2: str
    rows: int
    reports: int
    scored: int
    unassessed: int
    not_computable: int
    points: Decimal
    weight: Decimal

    @property
    def share(self) -> Decimal | None:
        """The share of the points in per cent, exact; None where nothing was scored."""
        return EXACT.divide(EXACT.multiply(self.points, HUNDRED), self.weight) if self.weight > 0 else None

    @property
    def rate(self) -> Decimal | None:
        """The share of the points in per cent to one place."""
        return percent(self.points, self.weight, 1) if self.weight > 0 else None


@dataclass(frozen=True, slots=True)
class Ranking:
    """The strongest and the weakest groups, the extreme first, none in both; `ranked` of `groups` had rows enough."""

    strongest: tuple[Group, ...]
    weakest: tuple[Group, ...]
    ranked: int
    groups: int


def level2_groups(entries: Iterable[Entry]) -> tuple[Group, ...]:
    """Return the second-level groups of some reports, in order of name.

    The row of budget execution is left out, being money; so are reports that their standard doesn't score.
    """
    found: dict[tuple[str, str], _Sums] = {}
    for entry in entries:
        if not entry.ruleset.computes:
            continue
        for line in entry.lines:
            if not line.is_budget and line.level2 and line.status != Status.NOT_APPLICABLE:
                key = folded(line.level1 or ""), folded(line.level2)
                (found.get(key) or found.setdefault(key, _Sums())).add(entry.name, line)
    return tuple(found[key].group for key in sorted(found))


@lru_cache(maxsize=1 << 12)
def folded(name: str) -> str:
    """Return a level's name without what reports vary in: widths, spaces, case, and the word 指标 at its end."""
    text = "".join(unicodedata.normalize("NFKC", name).split()).casefold()
    return text.removesuffix("指标") or text


class _Sums:
    """The rows of one group, added up one by one, so that no report's are held: those of a report follow each other."""

    def __init__(self) -> None:
        self._level1: Counter[str] = Counter()
        self._level2: Counter[str] = Counter()
        self._rows = self._reports = self._scored = self._unassessed = 0
        self._points = self._weight = ZERO
        self._last: str | None = None

    def add(self, name: str, line: Line) -> None:
        """Add a row of the report of that name."""
        self._rows += 1
        self._reports += name != self._last
        self._last = name
        self._level1[line.level1 or ""] += 1
        self._level2[line.level2 or ""] += 1
        self._unassessed += line.status == Status.UNASSESSED
        if (score := _points(line)) is not None and line.weight is not None:
            self._scored += 1
            self._points = EXACT.add(self._points, Decimal(score))
            self._weight = EXACT.add(self._weight, Decimal(line.weight))

    @property
    def group(self) -> Group:
        """The group as far as it was added up."""
        return Group(
            level1=_commonest(self._level1),
            level2=_commonest(self._level2),
            rows=self._rows,
            reports=self._reports,
            scored=self._scored,
            unassessed=self._unassessed,
            not_computable=self._rows - self._scored - self._unassessed,
            points=self._points,
            weight=self._weight,
        )


def _points(line: Line) -> str | None:
    return line.score if line.status == Status.SCORED else None


def _commonest(written: Mapping[str, int]) -> str:
    counts: Counter[str] = Counter()
    for name, count in written.items():
        counts[" ".join(name.split())] += count
    return min(counts, key=lambda name: (-counts[name], name))


def ranking(groups: Iterable[Group], least: int = LEAST) -> Ranking:
    """Return the five strongest and the five weakest of the groups with at least `least` scored rows.

    Groups of the same share stand by their number of rows, then by name. Where there are fewer than ten, the stronger
    half is strong; a group that obtained every point is never weak.
    """
    groups = tuple(groups)
    able = [(share, group) for group in groups if group.scored >= least and (share := group.share) is not None]
    order = [group for _, group in sorted(able, key=lambda pair: (-pair[0], -pair[1].scored, pair[1].level1, pair[1].level2))]
    strong = order[: min(_SHOWN, (len(order) + 1) // 2)]
    weak = [group for group in reversed(order[len(strong) :]) if group.points != group.weight][:_SHOWN]
    return Ranking(tuple(strong), tuple(weak), len(order), len(groups))

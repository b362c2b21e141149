"""What the indicators of many reports earned, by second-level group: which are strong, which are weak."""

import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Final

from generator.entry import Entry
from generator.lines import Line
from generator.scoring.evaluation import Status
from generator.scoring.rounding import EXACT, HUNDRED, percent, total

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
    found: dict[tuple[str, str], list[tuple[str, Line]]] = {}
    for entry in entries:
        if not entry.ruleset.computes:
            continue
        for line in entry.lines:
            if not line.is_budget and line.level2 and line.status != Status.NOT_APPLICABLE:
                found.setdefault((folded(line.level1 or ""), folded(line.level2)), []).append((entry.name, line))
    return tuple(_group(found[key]) for key in sorted(found))


@lru_cache(maxsize=1 << 12)
def folded(name: str) -> str:
    """Return a level's name without what reports vary in: widths, spaces, case, and the word 指标 at its end."""
    text = "".join(unicodedata.normalize("NFKC", name).split()).casefold()
    return text.removesuffix("指标") or text


def _group(lines: list[tuple[str, Line]]) -> Group:
    scored = [
        (score, weight) for _, line in lines if (score := _points(line)) is not None and (weight := line.weight) is not None
    ]
    unassessed = sum(line.status == Status.UNASSESSED for _, line in lines)
    return Group(
        level1=_commonest(line.level1 or "" for _, line in lines),
        level2=_commonest(line.level2 or "" for _, line in lines),
        rows=len(lines),
        reports=len({name for name, _ in lines}),
        scored=len(scored),
        unassessed=unassessed,
        not_computable=len(lines) - len(scored) - unassessed,
        points=total(Decimal(score) for score, _ in scored),
        weight=total(Decimal(weight) for _, weight in scored),
    )


def _points(line: Line) -> str | None:
    return line.score if line.status == Status.SCORED else None


def _commonest(names: Iterable[str]) -> str:
    counts: Counter[str] = Counter()
    for name, count in Counter(names).items():
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

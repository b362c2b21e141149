"""How the grades of many reports spread, by each report's own standard."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from generator.catalog.entry import Entry

RANKS: Final = 4
"""Standards name their grades differently; the first four ranks are told apart, what is lower counts as the fourth."""


@dataclass(frozen=True, slots=True)
class GradeCount:
    """How many reports have a rank: 1 is the best, 0 has no grade. `labels` are the names that their standards give it."""

    rank: int
    labels: tuple[str, ...]
    count: int


def grade_counts(entries: Iterable[Entry]) -> tuple[GradeCount, ...]:
    """Count reports by rank, the best first, those without a grade last; a rank that no report has is left out."""
    counts: Counter[int] = Counter()
    labels: dict[int, dict[str, None]] = {}
    for entry in entries:
        rank = rank_of(entry)
        counts[rank] += 1
        if rank and entry.cover.grade is not None:
            labels.setdefault(rank, {})[entry.cover.grade] = None
    return tuple(
        GradeCount(rank, tuple(labels.get(rank, ())), counts[rank]) for rank in (*range(1, RANKS + 1), 0) if counts[rank]
    )


def rank_of(entry: Entry) -> int:
    """Return the rank of a report's grade in its own standard, 1 the best; 0 where it has none."""
    labels = [grade.label for grade in entry.ruleset.grades]
    grade = entry.cover.grade
    return min(labels.index(grade) + 1, RANKS) if grade in labels else 0

"""The rows of a report as tables show them: texts as the record has them, figures in plain digits, and nothing else of the scoring."""

import json
from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from generator.scoring.evaluation import Row
from generator.scoring.rounding import plain


class Line(NamedTuple):
    """One row. `weight` and the scores are in points, the completions in per cent; `reason` is in Chinese; None is blank."""

    level1: str | None
    level2: str | None
    name: str | None
    weight: str | None
    target: str | None
    actual: str | None
    stated_completion: str | None
    completion: str | None
    score: str | None
    stated_score: str | None
    status: str
    method: str | None
    explanation: str | None
    reason: str | None
    deviation: str | None
    is_budget: bool


def lines_of(rows: Iterable[Row]) -> tuple[Line, ...]:
    """Return evaluated rows as lines."""
    return tuple(
        Line(
            row.level1,
            row.level2,
            row.name,
            _figure(row.weight),
            row.target,
            row.actual,
            row.stated_completion,
            _figure(row.completion),
            _figure(row.score),
            _figure(row.stated_score),
            row.status.value,
            row.method,
            row.explanation or None,
            None if row.reason is None else row.reason.zh,
            row.deviation,
            row.is_budget,
        )
        for row in rows
    )


def to_bytes(lines: Iterable[Line]) -> bytes:
    """Return lines as bytes."""
    return json.dumps(list(lines), ensure_ascii=True, separators=(",", ":")).encode()


def from_bytes(data: bytes) -> tuple[Line, ...]:
    """Return what `to_bytes` was called on."""
    return tuple(Line(*line) for line in json.loads(data))


def _figure(value: object) -> str | None:
    return None if value is None else plain(value) if isinstance(value, Decimal) else str(value)

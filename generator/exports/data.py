"""A report as open data: what it states, what we compute, and the derivation, with decimals as plain text."""

import re
from datetime import date
from decimal import Decimal
from typing import Any, Final

from generator.catalog.entry import Entry
from generator.diagnostics import Lang
from generator.scoring.evaluation import Bounds, Money, Row
from generator.scoring.rounding import plain

ROW_KEYS: Final = (
    "level1",
    "level2",
    "name",
    "kind",
    "status",
    "weight",
    "target",
    "actual",
    "stated_completion",
    "completion",
    "score",
    "stated_score",
    "bounds",
    "method",
    "explanation",
    "clause",
    "reason",
)
"""The keys of a row, in order."""

_NUMBER: Final = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?")
_FORMULA_SIGNS: Final = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def formula_safe(text: str) -> str:
    """Return text that a spreadsheet won't run as a formula; numbers stay numbers."""
    return "'" + text if text.startswith(_FORMULA_SIGNS) and not _NUMBER.fullmatch(text) else text


def evaluation_data(entry: Entry, lang: Lang) -> dict[str, Any]:
    """Return the object that `gongkai score --format json` promises for a report. Sentences are in `lang`."""
    evaluation, stated = entry.evaluation, entry.report.stated
    return {
        "id": entry.name,
        "title": entry.report.title,
        "year": entry.year,
        "agency": entry.id.agency if entry.id is not None else None,
        "ruleset": evaluation.ruleset,
        "score": _figure(evaluation.score),
        "grade": evaluation.grade,
        "reason": evaluation.reason.in_(lang) if evaluation.reason is not None else None,
        "range": _bounds(evaluation.range),
        "grade_range": list(evaluation.grade_range) if evaluation.grade_range is not None else None,
        "stated": {"score": _figure(stated.score), "grade": stated.grade, "full": _figure(stated.full)},
        "budget": _budget_data(evaluation.budget, evaluation.money, lang),
        "indicators": [_row_data(row, lang) for row in evaluation.indicators],
    }


def _budget_data(row: Row | None, money: Money | None, lang: Lang) -> dict[str, Any] | None:
    """The execution row with the table's rates (per cent) and balance; where there is no such row its keys are null."""
    if money is None:
        return None
    figures = {name: _figure(money.of(name)) for name in ("execution_rate", "arrival_rate", "balance")}
    return {**(dict.fromkeys(ROW_KEYS) if row is None else _row_data(row, lang)), **figures}


def _row_data(row: Row, lang: Lang) -> dict[str, Any]:
    return {
        "level1": row.level1,
        "level2": row.level2,
        "name": row.name,
        "kind": str(row.kind),
        "status": str(row.status),
        "weight": _figure(row.weight),
        "target": row.target,
        "actual": row.actual,
        "stated_completion": row.stated_completion,
        "completion": _figure(row.completion),
        "score": _figure(row.score),
        "stated_score": _figure(row.stated_score),
        "bounds": _bounds(row.bounds),
        "method": row.method,
        "explanation": row.explanation or None,
        "clause": row.clause,
        "reason": row.reason.in_(lang) if row.reason is not None else None,
    }


def _figure(value: object) -> str | None:
    match value:
        case None:
            return None
        case Decimal():
            return plain(value)
        case date():
            return value.isoformat()
        case _:
            return str(value)


def _bounds(bounds: Bounds | None) -> list[str] | None:
    return None if bounds is None else [plain(bounds[0]), plain(bounds[1])]

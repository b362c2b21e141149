"""Where a finding stands, and how a stated figure is held against a computed one."""

from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import Final

from generator.catalog.entry import Entry
from generator.diagnostics import Diagnostic, FieldPath, Rule, Severity, Span, quoted
from generator.model.figures import says_not_applicable
from generator.model.indicator import Indicator
from generator.model.ruleset import Ruleset
from generator.model.standards import builtin_rulesets
from generator.scoring.evaluation import Row
from generator.scoring.execution import EXECUTION_NAME
from generator.scoring.rounding import places_of, to_places
from generator.scoring.rows import score_row

_NO_REASONS: Final = frozenset({"0", "0.0", "０", "无偏差", "……", "…", "．", "."})


def finding(rule: Rule, entry: Entry, field: FieldPath, *, severity: Severity | None = None, **values: object) -> Diagnostic:
    """Return a finding at a field of an entry's record."""
    return rule.at(entry.path, place_of(entry, field), report=entry.name, severity=severity, field=field, **values)


def place_of(entry: Entry, field: FieldPath) -> Span:
    """Return where a finding at a field of an entry's record stands, or at the nearest field that is there; at a list's own key."""
    is_list = field == ("indicators",)
    return entry.document.key_span(field) if is_list else entry.document.span(field)


def placed_rows(entry: Entry) -> Iterator[tuple[FieldPath, Indicator | None, Row]]:
    """Return every evaluated row with its place in the record; a row the standard supplied has no indicator."""
    return iter(entry.placed_rows)


@lru_cache(maxsize=1)
def _common_standard() -> Ruleset:
    return builtin_rulesets()["national-2020"]


def measured_rows(entry: Entry) -> Iterator[tuple[FieldPath, Indicator | None, Row]]:
    """Yield every row as `placed_rows` does; rows of a form without points as the common standard measures them, unscored."""
    if entry.ruleset.computes:
        yield from placed_rows(entry)
        return
    for place, indicator in enumerate(entry.report.indicators):
        yield ("indicators", place), indicator, score_row(indicator, _common_standard(), entry.year, weight=None)


def row_name(row: Row) -> str:
    """Return what a message calls a row."""
    return quoted(row.name or row.level2 or row.level1 or (EXECUTION_NAME if row.is_budget else "—"), 40)


def explains(reason: str | None) -> bool:
    """Tell whether a cell for reasons gives one: `0`, `无` and `/` are how forms leave it empty."""
    return reason is not None and reason.strip().rstrip("。") not in _NO_REASONS and not says_not_applicable(reason.rstrip("。 "))


def rounding_explains(stated: Decimal, computed: Decimal, entry: Entry) -> bool:
    """Tell whether two figures differ only in how far they were rounded; ours has the places of the standard."""
    places = min(places_of(stated), entry.ruleset.rounding.places)
    return to_places(stated, places) == to_places(computed, places)


def rests_on_doubt(found: Diagnostic, entry: Entry) -> bool:
    """Tell whether a finding may only be there because a field beside it could not be read and was taken out.

    A row's finding rests on its row, a sum over rows on every row and the budget, money on the whole money table.
    """
    if found.rule.alone:
        return False
    field = found.field
    if not entry.doubtful or field is None:
        return False
    match field:
        case ("indicators", int(place), *_):
            return any(part[:2] == ("indicators", place) or part == ("indicators",) for part in entry.doubtful)
        case ("indicators",) | ("stated", *_):
            return any(part[0] in ("indicators", "budget", "stated") for part in entry.doubtful)
        case _:
            return any(part[0] == field[0] for part in entry.doubtful)

"""Where a finding stands, and how a stated figure is held against a computed one."""

from collections.abc import Iterator
from decimal import Decimal

from generator.catalog import Entry
from generator.diagnostics import Diagnostic, FieldPath, Rule, Severity
from generator.model.report import Indicator
from generator.scoring.evaluation import Row
from generator.scoring.rounding import places_of, to_places


def finding(rule: Rule, entry: Entry, field: FieldPath, *, severity: Severity | None = None, **values: object) -> Diagnostic:
    """Return a finding at a field of an entry's record, or at the nearest field that is there."""
    return rule.at(entry.path, entry.document.span(field), report=entry.name, severity=severity, **values)


def placed_rows(entry: Entry) -> Iterator[tuple[FieldPath, Indicator | None, Row]]:
    """Yield every evaluated row with its place in the record; a row the standard supplied has no indicator."""
    evaluation, report = entry.evaluation, entry.report
    if evaluation.budget is not None:
        yield ("budget", "execution"), report.budget.execution if report.budget else None, evaluation.budget
    for place, (indicator, row) in enumerate(zip(report.indicators, evaluation.indicators, strict=True)):
        yield ("indicators", place), indicator, row


def rounding_explains(stated: Decimal, computed: Decimal) -> bool:
    """Tell whether two figures differ only in how far they were rounded."""
    places = min(places_of(stated), places_of(computed))
    return to_places(stated, places) == to_places(computed, places)

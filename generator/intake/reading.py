"""One record read, validated, scored and checked by itself."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.catalog.entry import Body, Entry
from generator.checks import check_entry
from generator.diagnostics import Diagnostic, FieldPath
from generator.model.content import Surroundings, filing_faults, ruleset_of
from generator.model.redaction import redaction_faults
from generator.model.report import Report
from generator.model.ruleset import Ruleset
from generator.model.standards import UNSCORED
from generator.model.validation import salvage, validate
from generator.scoring.evaluate import evaluate
from generator.source import Found, Loose
from generator.source.reader import bytes_of, read_bytes


@dataclass(frozen=True)
class Reading:
    """What a record came to: an evaluated entry, or none, and everything found in it alone."""

    entry: Entry | None
    findings: tuple[Diagnostic, ...]


def read_each(records: Sequence[Found | Loose], around: Surroundings) -> Iterator[Reading]:
    """Yield what each record came to, in order."""
    for record in records:
        yield read_record(record, around, bytes_of(record.file, record.shown))


def read_record(record: Found | Loose, around: Surroundings, data: bytes | Diagnostic) -> Reading:
    """Return what a record of these bytes came to, or of those that could not be had."""
    id = record.id if isinstance(record, Found) else None
    name = str(record.id)
    document, findings = (None, [data]) if isinstance(data, Diagnostic) else read_bytes(data, record.shown)
    if document is None:
        return Reading(None, tuple(findings))
    report, faults = validate(document, Report, report=name)
    findings += faults
    doubtful: tuple[FieldPath, ...] = ()
    if report is None and isinstance(document.data, dict):
        report, doubtful = salvage(document, Report)
    if report is None:
        return Reading(None, tuple(findings))
    findings += redaction_faults(report, document, name)
    year = id.year if id is not None else _year_of(report)
    ruleset = ruleset_of(report, document, year, around, name)
    if id is not None:
        findings += filing_faults(report, document, id, around)
    if not isinstance(ruleset, Ruleset):
        findings += ruleset
        ruleset, doubtful = around.rulesets[UNSCORED], (*doubtful, ("ruleset",))
    evaluation, thresholds = evaluate(report, ruleset, year), around.site.thresholds
    entry = Entry(name, id, document, Body(report, evaluation), ruleset, year, doubtful, thresholds)
    return Reading(entry, (*findings, *check_entry(entry)))


def _year_of(report: Report) -> int | None:
    moment = report.period.end or report.period.start
    return moment.year if moment is not None else None

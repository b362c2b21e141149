"""What of a catalog may be seen at a moment: the one gate between the records and everything that is made for readers.

A pure function from the whole catalog to the public one. Drafts and what waits for its day are not in it; what is withheld is
a `Stub`; what is redacted is gone from the record itself, which is then scored anew from what is left. Pages, exports, search and
the findings shown are made from the public catalog alone, so that none of them can show what it does not hold.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, NamedTuple

from generator.catalog import Catalog, Stub
from generator.catalog.entry import Body, Entry
from generator.diagnostics import FieldPath
from generator.model.fields import field_path
from generator.model.instants import Instant
from generator.model.redaction import redacted_document
from generator.model.report import Report
from generator.scoring.evaluate import evaluate
from generator.source.document import Document
from generator.source.identity import ReportId


class Held(NamedTuple):
    """A report that is not to be seen yet: its name, its file, and from when on; None where it is a draft."""

    name: str
    path: str
    until: Instant | None


@dataclass(frozen=True)
class Disclosed:
    """The public catalog, what is held back from it, and the files of which something in it is not published."""

    catalog: Catalog
    held: tuple[Held, ...]
    altered: frozenset[str]


def disclose(catalog: Catalog, as_of: datetime | None, *, without: Collection[str] = ()) -> Disclosed:
    """Return what may be seen at `as_of` (None: at no time that an embargo could have ended), without the files named.

    The same for every moment between two embargoes: the moment itself is in nothing that is returned.
    """
    held = held_back(catalog, as_of)
    kept_out = {*without, *(one.path for one in held)}
    gone = {entry.id for entry in catalog.entries if entry.path in kept_out and entry.id is not None}
    entries, stubs, altered = list[Entry](), list[Stub](), set[str]()
    for entry in catalog.entries:
        if entry.path in kept_out:
            continue
        if entry.cover.is_withheld:
            altered.add(entry.path)
            stubs += [] if entry.id is None else [_stub(entry.id, entry.report)]
            continue
        public = _without_traces_of(gone, _redacted(entry))
        entries.append(public)
        if public is not entry:
            altered.add(entry.path)
    return Disclosed(catalog.holding(entries, stubs), held, frozenset(altered))


def held_back(catalog: Catalog, as_of: datetime | None) -> tuple[Held, ...]:
    """Return the reports that are not to be seen at `as_of`: drafts, and those whose embargo ends later, whatever their status."""
    found: list[Held] = []
    for entry in catalog.entries:
        if entry.cover.is_draft:
            found.append(Held(entry.name, entry.path, None))
        elif (until := entry.cover.embargo) is not None and (as_of is None or as_of < until.moment):
            found.append(Held(entry.name, entry.path, until))
    return tuple(found)


_OF_A_STUB: Final = frozenset({"title", "withheld", "demo"})


def is_published(report: Report, field: FieldPath | None) -> bool:
    """Tell whether a field of a record that is not held back is published; a finding without a field is about the whole."""
    if field is None or field == ():
        return True
    if report.withheld is not None:
        return field[0] in _OF_A_STUB and not (field[0] == "title" and report.withheld.title_withheld)
    covered = (field_path(redaction.field) or () for redaction in report.redactions)
    return not any(path and field[: len(path)] == path for path in covered)


def as_published(entry: Entry) -> Entry:
    """Return what is published of a report as an entry of its own: of one that is withheld, a record of its stub."""
    if (withheld := entry.report.withheld) is None:
        return _redacted(entry)
    told = {"withheld"} if withheld.title_withheld else {"title", "withheld"}
    data = entry.document.data if isinstance(entry.document.data, dict) else {}
    told_of = {key: value for key, value in data.items() if key in told}
    document = Document(entry.document.path, told_of, entry.document.spans, entry.document.keys, entry.document.text)
    title = "—" if withheld.title_withheld else entry.report.title
    report = Report(title=title, withheld=withheld, demo=entry.report.demo)
    return _rewritten(entry, document, report)


def _stub(id: ReportId, report: Report) -> Stub:
    withheld = report.withheld
    assert withheld is not None, "the caller asks"
    title = None if withheld.title_withheld else report.title
    return Stub(id, title, withheld.basis, withheld.reason, withheld.by, withheld.date, report.demo)


def _redacted(entry: Entry) -> Entry:
    """Return an entry whose record never had what it redacts: its text is gone, and scores rest on what is left."""
    if not entry.cover.is_redacted:
        return entry
    document, report, _ = redacted_document(entry.document, entry.report.redactions)
    assert report is not None, "redaction_faults refuses what leaves no report"
    return _rewritten(entry, document, report)


def _rewritten(entry: Entry, document: Document, report: Report) -> Entry:
    """Return an entry that holds another record, scored anew."""
    return replace(entry, document=document, body=Body(report, evaluate(report, entry.ruleset, entry.year)), waived=())


def _without_traces_of(gone: Collection[ReportId], entry: Entry) -> Entry:
    """Return an entry that does not name a report which is not there."""
    if entry.cover.predecessor not in gone:
        return entry
    return replace(entry, body=Body(entry.report.model_copy(update={"continues": None}), entry.evaluation))

"""Records read, validated, scored and checked one by one: by as many hands as there are, and never twice for the same bytes."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from generator.catalog import Body, Entry
from generator.checks import check_entry
from generator.crew import Alone, Crew
from generator.diagnostics import Diagnostic, FieldPath
from generator.model.content import UNSCORED, Surroundings, filing_faults, ruleset_of
from generator.model.redaction import redaction_faults
from generator.model.report import Report
from generator.model.ruleset import Ruleset
from generator.model.validation import salvage, validate
from generator.parcels import ParcelError, pack, unpack
from generator.program import program
from generator.scoring.evaluate import evaluate
from generator.source import Found, Loose
from generator.source.reader import bytes_of, read_bytes
from generator.source.shelved import Shelved, digest_of
from generator.store import Kept, Store, stamp

_KIND = "record"
_PART = 64
"""Records that are handed over at a time."""


@dataclass(frozen=True)
class Reading:
    """What a record came to: an evaluated entry, or none, and everything found in it alone."""

    entry: Entry | None
    findings: tuple[Diagnostic, ...]


def read_records(
    records: Sequence[Found | Loose], around: Surroundings, *, crew: Crew | None = None, store: Store | None = None
) -> Iterator[Reading]:
    """Yield what each record came to, in order. With a `store`, only what is new to it is read; documents are shelved then."""
    if store is None:
        for record in records:
            yield _read(record, around, bytes_of(record.file, record.shown))
        return
    yield from _Reader(around, store).readings(records, crew or Alone())


def is_open(reading: Reading) -> bool:
    """Tell whether all of a record may be seen by anyone at any time, so that it may be kept outside content/.

    One that continues another names it, which may be guarded.
    """
    if reading.entry is None or any(finding.rule.conceals for finding in reading.findings):
        return False
    report = reading.entry.report
    return report.continues is None and not is_guarded(report)


def is_guarded(report: Report) -> bool:
    """Tell whether a record says that it, or something in it, is not to be seen, or not yet."""
    disclosure = report.disclosure
    waits = disclosure.status == "draft" or disclosure.embargo is not None
    return waits or report.withheld is not None or bool(report.redactions)


class _Reader:
    def __init__(self, around: Surroundings, store: Store) -> None:
        self.around = around
        self.store = store
        self.work = _Work(around, stamp(program(), _told(around)))

    def readings(self, records: Sequence[Found | Loose], crew: Crew) -> Iterator[Reading]:
        stamps = {record.shown: self.stamp_of(record) for record in records}
        known = dict(self.known(stamps))
        missing = [record for record in records if record.shown not in known]
        parts = [missing[start : start + _PART] for start in range(0, len(missing), _PART)]
        for part, packed in zip(parts, crew.each(self.work, parts), strict=True):
            for record, kept in zip(part, packed, strict=True):
                known[record.shown] = unpack(kept.piece, self.around)
            self.store.put(_KIND, (one for one in packed if one.stamp == stamps[one.name] and is_open(known[one.name])))
        self.store.drop(_KIND, self.store.stamps(_KIND).keys() - {name for name, one in known.items() if is_open(one)})
        for record in records:
            yield known.pop(record.shown)

    def known(self, stamps: dict[str, bytes | None]) -> Iterator[tuple[str, Reading]]:
        for kept in self.store.pieces(_KIND):
            if stamps.get(kept.name) == kept.stamp:
                try:
                    yield kept.name, unpack(kept.piece, self.around)
                except ParcelError:
                    continue

    def stamp_of(self, record: Found | Loose) -> bytes | None:
        data = bytes_of(record.file, record.shown)
        return None if isinstance(data, Diagnostic) else self.work.stamp(record, digest_of(data))


@dataclass(frozen=True)
class _Work:
    """Reading some records; it takes nothing but what stands around them, and `context`, which stands for that."""

    around: Surroundings
    context: bytes

    def __call__(self, records: Sequence[Found | Loose]) -> list[Kept]:
        return [self.read(record) for record in records]

    def stays(self, records: Sequence[Found | Loose]) -> bool:
        return not records

    def packed(self, records: Sequence[Found | Loose]) -> Sequence[Found | Loose]:
        return records

    def there(self) -> "_Work":
        return replace(self, around=replace(self.around, settings=None, documents=()))

    def stamp(self, record: Found | Loose, digest: bytes) -> bytes:
        return stamp(self.context, type(record).__name__.encode(), str(record.file).encode("utf-8", "surrogateescape"), digest)

    def read(self, record: Found | Loose) -> Kept:
        data = bytes_of(record.file, record.shown)
        reading = _read(record, self.around, data)
        if isinstance(data, Diagnostic):
            return Kept(record.shown, b"", pack(reading, self.around))
        digest = digest_of(data)
        known_by = self.stamp(record, digest)
        if reading.entry is not None:
            shelved = Shelved(record.shown, record.file, digest)
            reading = replace(reading, entry=replace(reading.entry, document=shelved, digest=known_by))
        return Kept(record.shown, known_by, pack(reading, self.around))


def _told(around: Surroundings) -> bytes:
    """Return all that reading a record takes from what stands around it."""
    site = around.site.model_dump(mode="json", include={"rulesets", "thresholds"})
    told = {
        "site": site,
        "agencies": sorted(around.agencies.agencies),
        "rulesets": {id: ruleset.model_dump_json(warnings=False) for id, ruleset in sorted(around.rulesets.items())},
        "broken": sorted(around.broken),
    }
    return json.dumps(told, ensure_ascii=True, sort_keys=True).encode()


def _read(record: Found | Loose, around: Surroundings, data: bytes | Diagnostic) -> Reading:
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

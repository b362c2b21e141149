"""When things happened, by the records alone: a report's day, its last change, and every correction, newest first."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain

from generator.catalog import Catalog
from generator.catalog.entry import Entry
from generator.checks.differences import says_the_same, text_of
from generator.language import lang
from generator.model.fields import field_path, field_terms
from generator.model.report import Report, Revision
from generator.source.identity import ReportId


@dataclass(frozen=True, slots=True)
class Correction:
    """One revision of one report; `number` is its place in the record, from 1, and never changes.

    `rows` are the names of indicators that were corrected, by the field as it is written, where they can be told.
    """

    entry: Entry
    number: int
    revision: Revision
    rows: Mapping[str, str]

    @property
    def day(self) -> date:
        """The day of the correction; where the record has none, the day of its report."""
        return self.revision.date or published_on(self.entry)

    def called(self, written: str) -> str:
        """Return what a corrected field is called: in the form's own words on a Chinese page, with its row's name, or as written."""
        path, name = field_path(written) or (), self.rows.get(written)
        terms = field_terms(written) if lang() == "zh" else ()
        if name is None:
            return " › ".join(terms) or " ".join(written.split())
        row = f"“{' '.join(name.split())}”"
        return f"{terms[0]}{row} › {terms[-1]}" if terms else f"{path[0]} {row} › {path[-1]}"


def published_on(entry: Entry) -> date:
    """Return the day a report was published, else evaluated; where it has neither, the last day of its year."""
    return entry.cover.published or entry.cover.evaluated or date(entry.year or 1970, 12, 31)


def changed_on(entry: Entry) -> date:
    """Return the newest day a report knows of: published, evaluated or corrected."""
    published, revised = published_on(entry), entry.cover.revised
    return published if revised is None else max(published, revised)


def corrections_of(catalog: Catalog) -> tuple[Correction, ...]:
    """Return every correction, the newest first; those without a date come last, equal days by the newer report."""
    corrected = (entry for entry in catalog.by_id.values() if entry.cover.revisions)
    return tuple(sorted(chain.from_iterable(map(corrections_in, corrected)), key=_order, reverse=True))


def corrections_in(entry: Entry) -> Iterator[Correction]:
    """Yield the corrections of one report, in the record's order."""
    report = entry.report
    rows = _rows(report)
    for number, revision in enumerate(report.revisions, 1):
        yield Correction(entry, number, revision, rows)


def _rows(report: Report) -> dict[str, str]:
    """Return the names of corrected rows by field: a row is the one that now says what the last correction of the field made of it.

    Rows come and go after a correction, and people count them from 0 or from 1; where two rows say the same, neither is named.
    """
    last = {change.field: text_of(change.after) for revision in report.revisions for change in revision.changes}
    found: dict[str, str] = {}
    for written, after in last.items():
        match field_path(written):
            case ("indicators", int(place), str(key)) if after is not None:
                near = report.indicators[max(0, place - 1) : place + 1]
                names = [row.name for row in near if says_the_same(text_of(row.model_dump(mode="json").get(key)), after)]
                if len(names) == 1 and names[0] is not None:
                    found[written] = names[0]
    return found


def _order(found: Correction) -> tuple[date, ReportId, int]:
    assert found.entry.id is not None
    return found.revision.date or date.min, found.entry.id, found.number

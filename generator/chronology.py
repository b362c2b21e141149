"""When things happened, by the records alone: a report's day, its last change, and every correction, newest first."""

from dataclasses import dataclass
from datetime import date

from generator.catalog import Catalog
from generator.entry import Entry
from generator.model.report import Revision
from generator.source.identity import ReportId


@dataclass(frozen=True, slots=True)
class Correction:
    """One revision of one report; `number` is its place in the record, from 1, and never changes."""

    entry: Entry
    number: int
    revision: Revision

    @property
    def day(self) -> date:
        """The day of the correction; where the record has none, the day of its report."""
        return self.revision.date or published_on(self.entry)


def published_on(entry: Entry) -> date:
    """Return the day a report was published, else evaluated; where it has neither, the last day of its year."""
    return entry.cover.published or entry.cover.evaluated or date(entry.year or 1970, 12, 31)


def changed_on(entry: Entry) -> date:
    """Return the newest day a report knows of: published, evaluated or corrected."""
    published, revised = published_on(entry), entry.cover.revised
    return published if revised is None else max(published, revised)


def corrections_of(catalog: Catalog) -> tuple[Correction, ...]:
    """Return every correction, the newest first; those without a date come last, equal days by the newer report."""
    found = (
        Correction(entry, number, revision)
        for entry in catalog.by_id.values()
        if entry.cover.revisions
        for number, revision in enumerate(entry.report.revisions, 1)
    )
    return tuple(sorted(found, key=_order, reverse=True))


def _order(found: Correction) -> tuple[date, ReportId, int]:
    assert found.entry.id is not None
    return found.revision.date or date.min, found.entry.id, found.number

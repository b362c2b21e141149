"""Records as they come to the shelf: each is read and packed into the pieces that are kept of it, here or elsewhere."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final, NamedTuple, Self

from generator.cache.store import stamp
from generator.catalog import lines
from generator.catalog.cover import PASSAGES, Cover
from generator.catalog.entry import Body
from generator.diagnostics import Diagnostic, FieldPath
from generator.intake.reading import Reading, read_record
from generator.model.content import Surroundings
from generator.runtime.program import program
from generator.source import Found, Loose
from generator.source.reader import bytes_of
from generator.source.shelved import Shelved, digest_of, noted_places
from generator.transport.parcels import pack

_STAMPS: Final = 1 << 15
"""Stamps that `serve` does not work out again at each edit: those of a larger site would take more memory than they are worth."""


class Note(NamedTuple):
    """All of a reading but the body. `digest` is that of the file, `ruleset` an id."""

    digest: bytes
    ruleset: str
    year: int | None
    doubtful: tuple[FieldPath, ...]
    cover: Cover
    face: bytes
    places: bytes
    findings: tuple[Diagnostic, ...]


class Read(NamedTuple):
    """What a record came to, as bytes: a note and a body, or a whole reading, of which nothing may be kept."""

    name: str
    stamp: bytes
    piece: bytes
    lines: bytes
    body: bytes | None


def is_open(reading: Reading) -> bool:
    """Tell whether all of a record may be seen by anyone at any time."""
    return reading.entry is not None and not (
        reading.entry.cover.is_guarded or any(finding.rule.conceals for finding in reading.findings)
    )


@dataclass(frozen=True)
class Intake:
    """Reading some records; it takes nothing but what stands around them, and `context`, which stands for that."""

    around: Surroundings
    context: bytes

    @classmethod
    def among(cls, around: Surroundings) -> Self:
        """Return the intake of records that stand among settings, agencies and standards."""
        return cls(around, stamp(program("generator"), _told(around)))

    def __call__(self, records: Sequence[Found | Loose]) -> list[Read]:
        """Read some records."""
        return [self.read(record) for record in records]

    def stays(self, records: Sequence[Found | Loose]) -> bool:
        """Tell that every record is worth the way."""
        return not records

    def packed(self, records: Sequence[Found | Loose]) -> Sequence[Found | Loose]:
        """Return the records, whose files are there too."""
        return records

    def there(self) -> "Intake":
        """Return the same, without what was written around the records."""
        return replace(self, around=replace(self.around, settings=None, documents=()))

    def stamp(self, record: Found | Loose, digest: bytes) -> bytes:
        """Return what stands for a record whose file has this digest, and for all that is taken into account with it."""
        return _stamped(self.context, type(record).__name__, record.place, digest)

    def read(self, record: Found | Loose) -> Read:
        """Read a record and pack it; of one that not everybody may see, or that could not be read, as a whole."""
        data = bytes_of(record.file, record.shown)
        reading = read_record(record, self.around, data)
        if isinstance(data, Diagnostic):
            return Read(record.shown, b"", pack(reading, self.around), b"", None)
        digest = digest_of(data)
        known_by = self.stamp(record, digest)
        entry = reading.entry
        if entry is None or not is_open(reading):
            shelved = Shelved(record.shown, record.file, digest)
            entry = None if entry is None else replace(entry, document=shelved, digest=known_by)
            return Read(record.shown, known_by, pack(replace(reading, entry=entry), self.around), b"", None)
        body = entry.body.opened()
        note = Note(
            digest,
            entry.ruleset.id,
            entry.year,
            entry.doubtful,
            entry.cover,
            body.face,
            noted_places(entry.document, fields_noted(entry.cover)),
            reading.findings,
        )
        packed = pack(Body(body.report, body.evaluation), self.around)
        return Read(record.shown, known_by, pack(note), lines.to_bytes(body.lines), packed)


@lru_cache(maxsize=_STAMPS)
def _stamped(context: bytes, kind: str, place: str, digest: bytes) -> bytes:
    return stamp(context, kind.encode(), place.encode("utf-8", "surrogateescape"), digest)


def fields_noted(cover: Cover) -> tuple[FieldPath, ...]:
    """Return where findings between reports stand: their places are noted, so that the file need not be parsed for them."""
    return _fields(tuple(place for place, _ in cover.passages))


@lru_cache(maxsize=1 << len(PASSAGES))
def _fields(passages: tuple[int, ...]) -> tuple[FieldPath, ...]:
    return ("title",), ("code",), *(PASSAGES[place] for place in passages)


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

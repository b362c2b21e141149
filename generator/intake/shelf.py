"""Records that were read before, on a shelf: never read twice for the same bytes, and opened only by who needs more than a cover.

Of each record the store keeps three pieces: what was found in it with its cover, read at every run; its rows as tables show them,
and its whole body, read on demand.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import lru_cache
from sys import intern
from typing import Any, Final

from generator.cache.seen import Seen
from generator.cache.store import Kept, Store
from generator.catalog import lines
from generator.catalog.cover import Cover
from generator.catalog.entry import Body, Entry
from generator.catalog.lines import Line
from generator.diagnostics import Diagnostic
from generator.intake.packing import Intake, Note, Read, fields_noted, is_open
from generator.intake.reading import Reading, read_record
from generator.model.content import Surroundings
from generator.source import Found, Loose
from generator.source.reader import bytes_of
from generator.source.shelved import ChangedError, Shelved, digest_of
from generator.transport.folded import Folded
from generator.transport.parcels import ParcelError, unpack
from generator.workers.crew import Crew

_NOTE: Final = "record"
_LINES: Final = "lines"
_BODY: Final = "body"
_SEEN: Final = "seen"
_PART: Final = 64
"""Records that are handed over at a time."""
_OPEN: Final = 256
"""Bodies that are held open: of a project with all its years, or of some reports that are compared."""


@dataclass(frozen=True)
class _Closed:
    """The body of a record on the shelf. Where the shelf has it no more, it is read again."""

    cover: Cover
    face: bytes
    shelf: "Shelf" = field(repr=False, compare=False)
    record: Found | Loose
    stamp: bytes

    def opened(self) -> Body:
        """Return the body. Raises `ChangedError` where it has to be read again and is not what it was."""
        return self.shelf.opened(self.record, self.stamp)

    @property
    def lines(self) -> tuple[Line, ...]:
        """The rows as tables show them."""
        return lines.from_bytes(self.rows)

    @property
    def rows(self) -> bytes:
        """Its lines as bytes."""
        return self.shelf.rows(self)

    def __reduce__(self) -> tuple[Any, ...]:
        """Go elsewhere as the shelf keeps it, else as what it stands for."""
        if (kept := self.shelf.folded(self)) is not None:
            return Folded, (self.cover, self.face, *kept, self.shelf.around)
        body = self.opened()
        return Body, (body.report, body.evaluation)


class Shelf:
    """What is known of records by a store, and by this process from its last run."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.opened = lru_cache(maxsize=_OPEN)(self._opened)
        self.seen = Seen(store, _SEEN)
        self._last: dict[str, tuple[bytes | None, Reading]] = {}
        self._held: set[str] | None = None  # the names that the store has pieces of; None where it has to be asked

    def readings(self, records: Sequence[Found | Loose], around: Surroundings, crew: Crew) -> Iterator[Reading]:
        """Yield what each record came to, in order. Only what is new is read; documents and bodies are left closed."""
        self.around = around
        self.seen.begin()
        self.intake = Intake.among(around)
        stamps = {record.shown: self._stamp_of(record) for record in records}
        known = {
            name: last for name, (known_by, last) in self._last.items() if known_by is not None and stamps.get(name) == known_by
        }
        known |= self._known({record.shown: record for record in records if record.shown not in known}, stamps)
        missing = [record for record in records if record.shown not in known]
        parts = [missing[start : start + _PART] for start in range(0, len(missing), _PART)]
        naming: list[Read] = []
        for part, found in zip(parts, crew.each(self.intake, parts), strict=True):
            kept: list[Read] = []
            for record, read in zip(part, found, strict=True):
                reading = known[record.shown] = self._reading(record, read)
                if read.body is not None and read.stamp == stamps[record.shown]:
                    (kept if _names_none(reading) else naming).append(read)
            self._keep(kept)
        unguarded = {name for name, one in known.items() if is_open(one)}
        public = {one.entry.id for name, one in known.items() if name in unguarded and one.entry is not None}
        self._keep([read for read in naming if read.name in unguarded and _follows(known[read.name], public)])
        kept_now = {name for name in unguarded if _follows(known[name], public)}
        self._leave(kept_now, known)
        self.seen.keep(kept_now)
        self._last = {name: (stamps[name], reading) for name, reading in known.items()}
        for record in records:
            yield known.pop(record.shown)

    def _known(self, records: Mapping[str, Found | Loose], stamps: Mapping[str, bytes | None]) -> Iterator[tuple[str, Reading]]:
        if not records:
            return
        bodies = self.store.stamps(_BODY)
        for kept in self.store.pieces(_NOTE, records if self._last else None):
            if kept.name in records and stamps[kept.name] == kept.stamp == bodies.get(kept.name):
                try:
                    yield kept.name, self._noted(records[kept.name], kept.stamp, kept.piece)
                except ParcelError:
                    continue

    def _stamp_of(self, record: Found | Loose) -> bytes | None:
        """Return what stands for a record and all that is taken into account with it; None where it can't be read."""
        digest = self.seen.digest(record.shown, record.place)
        if digest is None:
            data = bytes_of(record.file, record.shown)
            if isinstance(data, Diagnostic):
                return None
            digest = digest_of(data)
            self.seen.note(record.shown, record.place, digest)
        return self.intake.stamp(record, digest)

    def _reading(self, record: Found | Loose, read: Read) -> Reading:
        if read.body is not None:
            return self._noted(record, read.stamp, read.piece)
        whole: Reading = unpack(read.piece, self.around)
        return whole

    def _noted(self, record: Found | Loose, known_by: bytes, piece: bytes) -> Reading:
        note: Note = unpack(piece)
        cover = note.cover._replace(names=tuple(map(intern, note.cover.names)))
        entry = Entry(
            str(record.id),
            record.id if isinstance(record, Found) else None,
            Shelved(record.shown, record.file, note.digest, fields_noted(cover), note.places),
            _Closed(cover, note.face, self, record, known_by),
            self.around.rulesets[note.ruleset],
            note.year,
            note.doubtful,
            self.around.site.thresholds,
            digest=known_by,
        )
        return Reading(entry, note.findings)

    def _opened(self, record: Found | Loose, known_by: bytes) -> Body:
        piece = self._piece(_BODY, record, known_by)
        if piece is not None:
            with suppress(ParcelError):
                body: Body = unpack(piece, self.around)
                return body
        return self._read_again(record, known_by)

    def names(self) -> set[str]:
        """Return the names of the records that are kept, all of which anyone may see; not yet believed."""
        return self.store.names(_BODY)

    def rows(self, closed: _Closed) -> bytes:
        """Return the rows of a record as tables show them, from its body where the store has no more."""
        rows = self._piece(_LINES, closed.record, closed.stamp)
        return closed.opened().rows if rows is None else rows

    def folded(self, closed: _Closed) -> tuple[bytes, bytes] | None:
        """Return the rows and the body of a record as they are kept; None where the store has them no more."""
        rows, body = (self._piece(kind, closed.record, closed.stamp) for kind in (_LINES, _BODY))
        return None if rows is None or body is None else (rows, body)

    def _piece(self, kind: str, record: Found | Loose, known_by: bytes) -> bytes | None:
        return next((kept.piece for kept in self.store.pieces(kind, [record.shown]) if kept.stamp == known_by), None)

    def _read_again(self, record: Found | Loose, known_by: bytes) -> Body:
        data = bytes_of(record.file, record.shown)
        if isinstance(data, Diagnostic) or self.intake.stamp(record, digest_of(data)) != known_by:
            raise ChangedError(record.shown)
        entry = read_record(record, self.around, data).entry
        assert entry is not None, "it was read before"
        return entry.body.opened()

    def _keep(self, read: Sequence[Read]) -> None:
        self.store.put(_BODY, (Kept(one.name, one.stamp, one.body) for one in read if one.body is not None))
        self.store.put(_LINES, (Kept(one.name, one.stamp, one.lines) for one in read))
        self.store.put(_NOTE, (Kept(one.name, one.stamp, one.piece) for one in read))

    def _leave(self, kept: set[str], known: dict[str, Reading]) -> None:
        """Forget what may not be kept, or is gone; what is still needed of it stays open."""
        for name, reading in known.items():
            if name not in kept and reading.entry is not None and isinstance(reading.entry.body, _Closed):
                known[name] = replace(reading, entry=replace(reading.entry, body=reading.entry.body.opened()))
        kinds = (_NOTE, _LINES, _BODY)
        held = self._held if self._held is not None else set().union(*map(self.store.names, kinds))
        if gone := held - kept:
            self.store.leave_no_trace()
            for kind in kinds:
                self.store.drop(kind, gone)
        self._held = kept


def _names_none(reading: Reading) -> bool:
    return reading.entry is None or reading.entry.cover.continues is None


def _follows(reading: Reading, public: set[Any]) -> bool:
    """Tell whether what a record says it continues may be seen by anyone too."""
    before = reading.entry.cover.predecessor if reading.entry is not None else None
    return _names_none(reading) or (before is not None and before in public)  # what can be no report's name is nobody's

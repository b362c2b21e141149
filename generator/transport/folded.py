"""Reports on their way to another machine: as the shelf keeps them, or without their bodies where nobody will open them."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property

from generator.catalog import Catalog, Stub, lines
from generator.catalog.cover import Cover
from generator.catalog.entry import Body, Entry
from generator.catalog.lines import Line
from generator.model.content import Surroundings
from generator.transport.parcels import unpack


@dataclass(frozen=True)
class Folded:
    """A body that was packed among `around`, and its rows; nobody unpacks them only to send them, and who receives them does so once."""

    cover: Cover
    face: bytes
    rows: bytes
    piece: bytes
    around: Surroundings = field(repr=False, compare=False)

    def opened(self) -> Body:
        """Return the body. Raises `ParcelError`."""
        return self._body

    @cached_property
    def _body(self) -> Body:
        body: Body = unpack(self.piece, self.around)
        return body

    @property
    def lines(self) -> tuple[Line, ...]:
        """The rows as tables show them."""
        return lines.from_bytes(self.rows)


@dataclass(frozen=True)
class Unopened:
    """What goes along of a body that stays where it is: its cover and its rows."""

    cover: Cover
    face: bytes
    rows: bytes

    def opened(self) -> Body:
        """Nobody who gets a report like this opens it: raises `LookupError`."""
        raise LookupError("this report was sent to be listed, without its body")

    @property
    def lines(self) -> tuple[Line, ...]:
        """The rows as tables show them."""
        return lines.from_bytes(self.rows)


def listed(entry: Entry) -> Entry:
    """Return an entry to be listed: a fifth of it, without its body."""
    return replace(entry, body=Unopened(entry.cover, entry.body.face, entry.body.rows))


def surroundings_of(catalog: Catalog) -> Surroundings:
    """Return what stands around the reports of a catalog, so that nothing of it has to go along with each."""
    return Surroundings(catalog.site, catalog.agencies, dict(catalog.rulesets))


def part_of(catalog: Catalog, entries: Iterable[Entry], withheld: Iterable[Stub], around: Surroundings) -> Catalog:
    """Return a catalog of some entries, to be packed among what stands `around` them."""
    return replace(catalog.part(entries, withheld), rulesets=around.rulesets)

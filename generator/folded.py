"""A report on its way to another machine: as the shelf keeps it, to be opened there by whoever needs more than its cover."""

from dataclasses import dataclass, field

from generator import lines
from generator.cover import Cover
from generator.entry import Body
from generator.lines import Line
from generator.model.content import Surroundings
from generator.parcels import unpack


@dataclass(frozen=True)
class Folded:
    """A body that was packed among `around`, and its rows; nobody unpacks them only to send them."""

    cover: Cover
    face: bytes
    rows: bytes
    piece: bytes
    around: Surroundings = field(repr=False, compare=False)

    def opened(self) -> Body:
        """Return the body. Raises `ParcelError`."""
        body: Body = unpack(self.piece, self.around)
        return body

    @property
    def lines(self) -> tuple[Line, ...]:
        """The rows as tables show them."""
        return lines.from_bytes(self.rows)

"""What a file says, and where it says it: plain data with a place for every value and every key."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

from generator.diagnostics import FieldPath, Span

Plain: TypeAlias = "str | list[Plain] | dict[str, Plain] | None"
"""Data as the file writes it. Every scalar stays text; blank, `null` and `~` are None."""

Quad: TypeAlias = tuple[int, int, int, int]
"""Line, column, end line, end column, all from 0: what the parser's marks say."""
Node: TypeAlias = "tuple[Quad | None, Quad, Children | None]"
"""Where a node's key stands (None for the root and for list items), where its value stands, and its children's nodes."""
Children: TypeAlias = dict[str | int, Node]

_START: Final = Span(1, 1, 1, 1)


class Places(Mapping[FieldPath, Span]):
    """The places of a document's values, or of its keys, by field path.

    A tree of bare numbers below, turned into a `Span` when asked: most places of most records are never looked at,
    and this way keeping them costs less than half of what building every path and span does.
    """

    __slots__ = ("_of_keys", "_root")

    def __init__(self, root: Node, *, of_keys: bool) -> None:
        self._root = root
        self._of_keys = of_keys

    def __getitem__(self, field: FieldPath) -> Span:
        node = self._root
        for step in field:
            children = node[2]
            if children is None or step not in children:
                raise KeyError(field)
            node = children[step]
        quad = node[0] if self._of_keys else node[1]
        if quad is None:
            raise KeyError(field)
        return Span(quad[0] + 1, quad[1] + 1, quad[2] + 1, quad[3] + 1)

    def __iter__(self) -> Iterator[FieldPath]:
        yield from self._walk((), self._root)

    def _walk(self, field: FieldPath, node: Node) -> Iterator[FieldPath]:
        if not self._of_keys or node[0] is not None:
            yield field
        for step, child in (node[2] or {}).items():
            yield from self._walk((*field, step), child)

    def __len__(self) -> int:
        return sum(1 for _ in self)


@dataclass(frozen=True, slots=True)
class Document:
    """A file as data, with the places of its values (`spans`) and of its mapping keys (`keys`).

    The span of text runs over the text as written, quotes included; that of a mapping or list marks where it begins;
    that of a blank value stands right behind its colon or dash.
    """

    path: str
    data: Plain
    spans: Mapping[FieldPath, Span]
    keys: Mapping[FieldPath, Span]
    text: str = ""
    """The file as written, without its byte order mark and with what no text may hold replaced, so that places hold."""

    def span(self, field: FieldPath) -> Span:
        """Return where the value at `field` stands, or the nearest value around it that the file does have."""
        return self._nearest(self.spans, field)

    def key_span(self, field: FieldPath) -> Span:
        """Return where the key of `field` stands; where it has none (a list item, the root), where its value does."""
        return self.keys.get(field) or self.span(field)

    def _nearest(self, places: Mapping[FieldPath, Span], field: FieldPath) -> Span:
        for end in range(len(field), -1, -1):
            span = places.get(field[:end])
            if span is not None:
                return span
        return _START

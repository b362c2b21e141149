"""Every text of a record, made comparable, and where in the file a part of one stands.

What must not be published is looked for in every text, whatever its field is called: also in fields the record can't have.
Comments are not looked at: they never leave the file.
"""

from collections.abc import Iterator
from typing import Final, NamedTuple

from generator.diagnostics import FieldPath, Span
from generator.source.document import Document, Plain

ENOUGH: Final = 20
"""How many findings of one rule a file gets: who has mended these sees the rest. Keeps hostile files cheap."""

_HYPHENS: Final = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\uff0d\ufe63"
_SPACES: Final = "\u3000\xa0\u2002\u2003\u2009\u202f\t"
_DOTS: Final = "\u2022\u2027\u2219\u22c5\u30fb\uff65"
_FOLD: Final = (
    {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)}
    | dict.fromkeys(map(ord, _HYPHENS), ord("-"))
    | dict.fromkeys(map(ord, _SPACES), ord(" "))
    | dict.fromkeys(map(ord, _DOTS), ord("·"))
)


class Passage(NamedTuple):
    """One text of a record and its field."""

    field: FieldPath
    text: str


def passages(document: Document) -> Iterator[Passage]:
    """Yield every text of a document, in the order of the file."""
    pending: list[tuple[FieldPath, Plain]] = [((), document.data)]
    while pending:
        field, value = pending.pop()
        if isinstance(value, str):
            yield Passage(field, value)
        elif isinstance(value, dict):
            pending.extend(((*field, key), child) for key, child in reversed(value.items()))
        elif isinstance(value, list):
            pending.extend(((*field, place), value[place]) for place in range(len(value) - 1, -1, -1))


def folded(text: str) -> str:
    """Return a text with full-width forms, hyphens, spaces and middle dots made one, each character in its place."""
    return text.translate(_FOLD)


def place(document: Document, passage: Passage, start: int, end: int) -> Span:
    """Return where a part of a text stands in its file.

    Where the file does not write that part as it reads (escapes, a line folded within it), where the text begins.
    """
    whole = document.span(passage.field)
    part = passage.text[start:end]
    lines = document.text.split("\n")[whole.line - 1 : whole.end_line]
    if not lines or not part:
        return whole
    if whole.line == whole.end_line:
        lines[0] = lines[0][: whole.end_column - 1]
    else:
        lines[-1] = lines[-1][: whole.end_column - 1]
    lines[0] = lines[0][whole.column - 1 :]
    written = "\n".join(lines)
    if written.count(part) != passage.text.count(part):
        return whole
    at = -1
    for _ in range(passage.text.count(part, 0, start) + 1):
        at = written.index(part, at + 1) if at < 0 else written.index(part, at + len(part))
    return span_in(written, at, at + len(part), line=whole.line, column=whole.column)


def span_in(text: str, start: int, end: int, *, line: int = 1, column: int = 1) -> Span:
    """Return the place of a part of a text that begins at `line` and `column` of its file."""

    def at(offset: int) -> tuple[int, int]:
        break_ = text.rfind("\n", 0, offset)
        below = text.count("\n", 0, offset)
        return line + below, offset - break_ if below else column + offset

    return Span(*at(start), *at(end))

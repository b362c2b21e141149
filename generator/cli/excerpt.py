"""The line of a file that a finding points at, with a mark below it that stands right under wide characters."""

from typing import Final, NamedTuple

from wcwidth import width

from generator.diagnostics import Span, visible

TAB: Final = "    "
CUT: Final = "..."
"""Stands where a long line was cut: three narrow cells on every terminal, as … is not."""


class Excerpt(NamedTuple):
    """A line as a terminal can show it: the part before the span, the span, and what follows it, each in terminal cells."""

    before: str
    marked: str
    after: str

    @property
    def line(self) -> str:
        """The whole of it."""
        return self.before + self.marked + self.after

    @property
    def underline(self) -> str:
        """Blanks and carets to stand below the line; one caret at least."""
        return " " * width(self.before) + "^" * max(1, width(self.marked))


def excerpt(line: str, span: Span, room: int) -> Excerpt:
    """Return what `span` marks on its first line, in at most `room` cells: of a longer line, what stands around its start.

    Whatever could act on a terminal is shown escaped, a tab as four blanks.
    """
    start = min(span.column - 1, len(line))
    end = min(len(line), max(start, span.end_column - 1)) if span.end_line == span.line else len(line)
    before = [_glyph(char) for char in line[max(0, start - room) : start]]
    marked = [_glyph(char) for char in line[start : min(end, start + room)]]
    after = [_glyph(char) for char in line[end : end + room]]
    if len(line) <= room and width("".join((*before, *marked, *after))) <= room:
        return Excerpt("".join(before), "".join(marked), "".join(after))
    left = room - 2 * len(CUT)
    shown = marked[: _fitting(marked, left * 2 // 3)]
    left -= width("".join(shown))
    tail = width("".join(after)) if end + room > len(line) else left
    lead = before[len(before) - _fitting(before[::-1], max(left // 2, left - tail)) :]
    left -= width("".join(lead))
    follow = after[: _fitting(after, left)] if len(shown) == end - start else []
    is_cut = end - start + len(line) - end > len(shown) + len(follow)
    return Excerpt(
        CUT * (len(lead) < start) + "".join(lead),
        "".join(shown),
        "".join(follow) + CUT * is_cut,
    )


def _fitting(glyphs: list[str], room: int) -> int:
    """Return how many of the first glyphs have room."""
    for count, glyph in enumerate(glyphs):
        room -= width(glyph)
        if room < 0:
            return count
    return len(glyphs)


def _glyph(char: str) -> str:
    return TAB if char == "\t" else visible(char)

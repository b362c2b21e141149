"""How a page's Markdown is laid out: HTML from the margin, no blank line in it, one around everything else."""

import re
from typing import Final

_BLOCK: Final = re.compile(r"<(address|article|aside|details|div|dl|figure|footer|nav|ol|p|script|section|table|ul)(?![\w-])")


class Laid(str):
    """Markdown as `lay_out` lays it out: it knows its blocks, which CommonMark would find again at ten times the cost.

    Blank lines separate blocks. One that begins with `<` is HTML until its end; there are none where that can't be told.
    """

    __slots__ = ("blocks",)
    blocks: tuple[str, ...]


def lay_out(text: str) -> Laid:
    """Return the text of a page, laid out. Raises `ValueError` for HTML that is left open.

    Counting a block's own tag finds its end exactly, because text from records can't contain `<`.
    """
    lines = list(map(str.strip, text.split("\n")))
    blocks: list[str] = []
    at, end, known = 0, len(lines), True
    while at < end:
        line = lines[at]
        if not line:
            at += 1
        elif line[0] == "<" and (start := _BLOCK.match(line)):
            stop = _end_of_block(lines, at, start[1])
            blocks.append(line if stop == at + 1 else "\n".join(filter(None, lines[at:stop])))
            known = known and (start[1] != "script" or stop == at + 1)  # a script would end with the first `</style>` too
            at = stop
        else:
            stop = at + 1
            while stop < end and lines[stop] and not _BLOCK.match(lines[stop]):
                stop += 1
            blocks.append("\n".join(lines[at:stop]))
            known = known and line[0] != "<"
            at = stop
    laid = Laid("\n\n".join(blocks) + "\n")
    laid.blocks = tuple(blocks) if known else ()
    return laid


def _end_of_block(lines: list[str], start: int, tag: str) -> int:
    """Return the number of the line after the one on which the block of line `start` closes."""
    opening, closing = f"<{tag}", f"</{tag}>"
    line = lines[start]
    if line.endswith(closing) and line.count(opening) == 1 == line.count(closing):
        return start + 1
    # Most blocks hold none of their own kind, and close on a line of its own: that is found out quickly.
    try:
        stop = lines.index(closing, start) + 1
    except ValueError:
        stop = start
    block = "\n".join(lines[start:stop])
    if block.count(opening) == 1 == block.count(closing):
        return stop
    depth, exact = 0, re.compile(rf"<{tag}\b")
    for number, line in enumerate(lines[start:], start + 1):
        if opening in line:
            depth += len(exact.findall(line))
        depth -= line.count(closing)
        if depth == 0:
            return number
    raise ValueError(f"a template leaves <{tag}> open")

"""How a page's Markdown is laid out: HTML from the margin, no blank line in it, one around everything else."""

import re
from functools import cache
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
            block, stop = _block(lines, at, start[1])
            known = known and (stop == at + 1 or start[1] != "script")  # a script would end with the first `</style>` too
            blocks.append(block)
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


def _block(lines: list[str], start: int, tag: str) -> tuple[str, int]:
    """Return the block that begins with line `start`, and the number of the line after it."""
    opening, closing = f"<{tag}", f"</{tag}>"
    line = lines[start]
    if line.endswith(closing) and line.count(closing) == 1 == line.count(opening):
        return line, start + 1
    # Most blocks hold none of their own kind, and close on a line of its own: that is found out quickly.
    try:
        stop = lines.index(closing, start) + 1
    except ValueError:
        stop = start
    block = "\n".join(filter(None, lines[start:stop]))
    if block.count(opening) == 1 == block.count(closing):
        return block, stop
    stop = _end_of_block(lines, start, tag)
    return "\n".join(filter(None, lines[start:stop])), stop


def _end_of_block(lines: list[str], start: int, tag: str) -> int:
    rest, depth, end = "\n".join((*lines[start:], "")), 0, 0
    for found in _edges(tag).finditer(rest):
        if depth == 0 and found.start() > end:
            break
        depth += -1 if found[0].startswith("</") else 1
        if depth == 0:
            end = rest.index("\n", found.end())
    if depth:
        raise ValueError(f"a template leaves <{tag}> open")
    return start + 1 + rest.count("\n", 0, end)


@cache
def _edges(tag: str) -> re.Pattern[str]:
    return re.compile(rf"<{tag}\b|</{tag}>")

"""How a page's Markdown is laid out: lines from the margin, and one blank line between blocks.

A block that begins with a tag of `_BLOCK` is HTML until the next blank line, in CommonMark and for us. So a template parts
HTML from Markdown by a blank line; blank lines that macros leave between tags part nothing that a reader could tell.
"""

import re
from collections.abc import Iterable
from typing import Final

_BLOCK: Final = re.compile(
    r"<(address|article|aside|details|div|dl|figure|footer|nav|ol|p|section|table|ul)(?![\w-])|<script\b[^\n]*</script>\Z"
)
"""How a block of HTML begins; a script on several lines would end with the first `</style>` in it too."""
_ASTRAY: Final = re.compile(r"\n(?:[^\S\n]|(?<!\n\n)#)")
"""A line that doesn't begin at the margin, or a heading right below something."""
_HEADING: Final = re.compile("(?<!\n)\n#")


class Laid(str):
    """Markdown as `lay_out` lays it out: it knows its blocks, which CommonMark would find again at ten times the cost.

    Blank lines separate blocks. One that begins with `<` is HTML until its end; there are none where that can't be told.
    """

    __slots__ = ("blocks",)
    blocks: tuple[str, ...]


def lay_out(text: str) -> Laid:
    """Return the text of a page, laid out."""
    text = text.strip()
    if _ASTRAY.search(text):
        text = _HEADING.sub("\n\n#", "\n".join(map(str.strip, text.split("\n"))))
    blocks: list[str] = []
    known = True
    for part in text.split("\n\n"):
        if not (block := part.lstrip("\n")):
            continue
        begins_html = block[:1] == "<"
        if block[:1] == "#" or (begins_html and _BLOCK.match(block)):
            blocks.append(block)
        elif blocks and _goes_on(blocks[-1], block):
            blocks[-1] = f"{blocks[-1]}\n{block}"  # what a blank line cut off within a block
        else:
            blocks.append(block)
            known = known and not begins_html
    return laid(blocks, known=known)


def laid(blocks: Iterable[str], *, known: bool = True) -> Laid:
    """Return the page of these blocks, which are `known` to end where they do."""
    blocks = tuple(blocks)
    page = Laid("\n\n".join(blocks) + "\n")
    page.blocks = blocks if known else ()
    return page


def _goes_on(block: str, after: str) -> bool:
    """Tell whether a block of HTML goes on after a blank line: with a tag that begins none, or within the element it begins with."""
    tag = (begins := _BLOCK.match(block)) and begins[1]
    return tag is not None and (after[0] == "<" or block.count(f"<{tag}") > block.count(f"</{tag}>"))

"""One spelling for the many glyphs of Chinese typing: full-width forms, look-alike operators, dashes, spaces.

Each glyph maps to exactly one character, so that a place in the plain spelling is the same place in the text as written.
"""

from typing import NamedTuple

_LOOKALIKES = {
    "≥": "≧⩾≮",
    "≤": "≦⩽≯",
    ">": "〉﹥",
    "<": "〈﹤",
    "=": "═﹦",
    "%": "﹪",
    "-": "‐‑‒–—―−─﹣",
    "~": "〜∼∽",
    "×": "╳✕",
    "≈": "≒",
}
_PLAIN = {0xFF01 + i: 0x21 + i for i in range(94)} | {
    ord(glyph): ord(plain) for plain, glyphs in _LOOKALIKES.items() for glyph in glyphs
}
_FIGURES = frozenset("0123456789,.０１２３４５６７８９，．")


class Written(NamedTuple):
    """A text as it stands, without its spaces, and in plain half-width glyphs (place for place like `raw`)."""

    text: str
    raw: str
    plain: str


def half_width(text: str) -> str:
    """Return `text` in plain half-width glyphs, of the same length."""
    return text if text.isascii() else text.translate(_PLAIN)


def written(text: str) -> Written:
    """Return the three spellings of `text`. A space inside figures stays: `1 000` may be two numbers."""
    parts = text.split()
    raw = parts[0] if parts else ""
    for part in parts[1:]:
        raw += f" {part}" if raw[-1] in _FIGURES and part[0] in _FIGURES else part
    return Written(text, raw, half_width(raw))

"""How text becomes what Pagefind indexes, so that a quoted search finds any piece of it, as exactly as Chinese is read.

Every character is a word of its own; a number is one word, by its value; punctuation and the end of a line break a phrase,
spaces do not: `总得分 74.3 分` holds `总得分74.3分`.
`search-words.js` makes the same of what a reader types: the cases in tests/site/search/words.json run through both.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Final

BREAK: Final = "zz"
"""The word that stands for punctuation, the end of a line and the border of a field: no phrase passes over it unawares."""

_PIECES: Final = re.compile(
    r"(?P<number>[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?)"
    r"|(?P<letters>[^\W_0-9]+)|(?P<space>[^\S\n]+(?=[^\W_]|$))|[\W_]+"
)


def folded(text: str) -> str:
    """Return text in one width and one case: `１２ＡＢ` is `12ab`."""
    return unicodedata.normalize("NFKC", text).lower()


def words(text: str) -> list[str]:
    """Return the words of a text, no break at its ends: `警务通 74.3分。` is 警, 务, 通, zz, n74d3e, 分."""
    return phrase(text).split()


def phrase(*texts: str | None) -> str:
    """Return the words of texts, separated by spaces, with a break between one text and the next; blank ones are left out."""
    found: list[str] = []
    for piece in _PIECES.finditer(folded("\n".join(text for text in texts if text))):  # the end of a line is a break
        match piece.lastgroup:
            case "letters":
                found += piece[0]
            case "number":
                found.append(_number(piece[0]))
            case None if found:
                found.append(BREAK)
    if found and found[-1] == BREAK:
        found.pop()
    return " ".join(found)


@lru_cache(1 << 14)
def _number(written: str) -> str:
    """Return the one word of a number however it is written: `58.00` and `58` are n58e, `1,000` is n1000e."""
    whole, _, part = written.replace(",", "").partition(".")
    part = part.rstrip("0")
    return f"n{whole}d{part}e" if part else f"n{whole}e"

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
    r"([\u4e00-\u9fff]+|[^\W_0-9]+)"  # most letters are Chinese, which are soon told
    r"|([0-9]{1,3}(?:,[0-9]{3})+(?![0-9])(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?)|[^\S\n]+(?=[^\W_]|$)|([\W_]+)"
)
"""Letters, a number, spaces within a phrase, or what breaks it."""
_FOLDED: Final = re.compile(r"[^\x00-\x7e\u4e00-\u9fff、。“”‘’《》—，：；（）！？％‰≤≥≦≧]|[0-9]，(?=[0-9])")
"""What the width of may tell words apart: most texts have none, and need not be looked at character by character."""
_SHORT: Final = 64
"""Texts up to so many characters recur: names, targets, values."""


def folded(text: str) -> str:
    """Return text in one width and one case: `１２ＡＢ` is `12ab`."""
    return unicodedata.normalize("NFKC", text).lower()


def words(text: str) -> list[str]:
    """Return the words of a text, no break at its ends: `警务通 74.3分。` is 警, 务, 通, zz, n74d3e, 分."""
    return phrase(text).split()


def phrase(*texts: str | None) -> str:
    """Return the words of texts, separated by spaces, with a break between one text and the next; blank ones are left out."""
    return f" {BREAK} ".join(filter(None, ((_recurring if len(text) <= _SHORT else _phrase)(text) for text in texts if text)))


def _phrase(text: str) -> str:
    found: list[str] = []
    text = folded(text) if _FOLDED.search(text) else text.lower()
    for letters, number, other in _PIECES.findall(text):
        if letters:
            found += letters
        elif number:
            found.append(_number(number))
        elif other and found:  # the end of a line is a break
            found.append(BREAK)
    if found and found[-1] == BREAK:
        found.pop()
    return " ".join(found)


_recurring: Final = lru_cache(1 << 14)(_phrase)


@lru_cache(1 << 14)
def _number(written: str) -> str:
    """Return the one word of a number however it is written: `58.00` and `58` are n58e, `1,000` is n1000e."""
    whole, _, part = written.replace(",", "").partition(".")
    part = part.rstrip("0")
    return f"n{whole}d{part}e" if part else f"n{whole}e"

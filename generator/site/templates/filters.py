"""How values become text that is inert in Markdown, in HTML and in YAML, and figures a reader can compare.

Everything here returns `Markup`, which says: safe to print as it is. Anything else a template prints is escaped
by `environment.finalize`, so that forgetting a filter can't let a record's text act as code.
"""

import re
from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache, partial
from typing import Final
from urllib.parse import urlsplit

from markupsafe import Markup

from generator.scoring.rounding import HUNDRED, product, to_places

SCHEMES: Final = frozenset({"http", "https", "mailto"})

_WORDS: Final = frozenset(range(0x30, 0x3A)) | frozenset(range(0x41, 0x5B)) | frozenset(range(0x61, 0x7B))
_ENTITIES: Final = {code: f"&#{code};" for code in (*range(1, 0x80), 0x2028, 0x2029) if code not in _WORDS and code != 0x20} | {
    0: "\N{REPLACEMENT CHARACTER}",
    0x85: "&#10;",
}
_ACTIVE: Final = re.compile(f"[{re.escape(''.join(map(chr, _ENTITIES)))}]")
_SHORT: Final = 64
"""Texts up to so many characters recur: names, units, dates."""
_MANY: Final = 1 << 14
"""So many of them are remembered."""

_BREAKS: Final = re.compile(r"[\r\n\x0b\x0c\x85\u2028\u2029]+")


marked: Final[Callable[[str], Markup]] = partial(str.__new__, Markup)
"""Return a `str` as `Markup`, as it is: for what this module and its neighbours know to be inert. `Markup` itself takes twice as long."""


def entities(text: str) -> Markup:
    """Return text that reads the same and does nothing, in Markdown, in an HTML block or attribute, in quoted YAML.

    All ASCII punctuation and control characters become `&#NN;`: no Markdown syntax, tag, template brace, quote,
    backslash or line break is left. Letters, digits, single spaces and everything beyond ASCII stay readable.
    """
    return ENTITIES[text]


class _Escaped(dict[str, Markup]):
    def __missing__(self, text: str) -> Markup:
        found = marked(_ACTIVE.sub(_entity, text))
        if len(text) <= _SHORT:
            if len(self) >= _MANY:
                self.clear()
            self[text] = found
        return found


ENTITIES: Final = _Escaped()
"""Every text as `entities` returns it, for templates, which ask a thousand times a report: `ENTITIES[text]`."""


def _entity(found: re.Match[str]) -> str:
    return _ENTITIES[ord(found[0])]


def one_line(text: str) -> str:
    """Return text with every run of white space as one space, for titles and table cells."""
    return " ".join(text.split())


def lines(text: str | None) -> tuple[str, ...]:
    """Return a record's text as it is, split at its line breaks; lines without text are dropped."""
    return tuple(line for line in map(one_line, _BREAKS.split(text or "")) if line)


def paragraphs(text: str | None) -> tuple[Markup, ...]:
    """Return the lines of a record's text, ready to print."""
    return tuple(map(entities, lines(text)))


def safe_link(url: str | None) -> Markup | None:
    """Return a link's address, escaped, if its scheme is http, https or mailto; otherwise None."""
    if url is None or any(ch.isspace() or not ch.isprintable() for ch in url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    complete = bool(parts.path) if parts.scheme == "mailto" else bool(parts.netloc)
    return entities(url) if parts.scheme in SCHEMES and complete else None


@lru_cache(maxsize=_MANY)
def plain(number: Decimal) -> Markup:
    """Return a number without exponent, trailing zeros or separators: `12.85`, `10`, `0`."""
    return _trimmed(format(number, "f"))


def printed(number: Decimal) -> Markup:
    """Return a number with the places it was written with: `12.90`."""
    return marked(format(number, "f"))


@lru_cache(maxsize=_MANY)
def grouped(number: Decimal) -> Markup:
    """Return an amount of money with thousands separators, without trailing zeros: `1,500`, `285.84`."""
    return _trimmed(format(number, ",f"))


def count(number: int) -> Markup:
    """Return a number of things with thousands separators: `1,204`."""
    return grouped(Decimal(number))


def percent(share: Decimal, places: int = 2) -> Markup:
    """Return a share of one as a percentage of at most `places` places: `80.4%`."""
    return rate(to_places(product(share, HUNDRED), places))


def rate(number: Decimal) -> Markup:
    """Return a number of hundredths with its sign: `80.4%`."""
    return marked(f"{plain(number)}%")


def _trimmed(text: str) -> Markup:
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return marked("0" if text == "-0" else text)

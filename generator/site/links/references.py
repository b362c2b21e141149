"""What a browser reads in a finished page or style sheet: addresses and what becomes of each, anchors, scripts."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any, Final, Literal, NamedTuple, TypeAlias, cast

from lxml import etree

Use: TypeAlias = Literal["follow", "request", "image", "mention"]
"""What a browser does with an address: waits for a click, fetches it, fetches it as a picture, or nothing."""

READ: Final = frozenset(
    (
        *("id", "name", "href", "xlink:href", "src", "srcset", "imagesrcset", "background"),
        *("action", "formaction", "ping", "content", "fill", "stroke", "filter", "mask", "clip-path"),
    )
)
_PAINTS: Final = frozenset(("fill", "stroke", "filter", "mask", "clip-path"))
_MENTIONS: Final = frozenset(("canonical", "alternate", "license", "author", "next", "prev", "help", "me"))
_PICTURES: Final = frozenset(("img", "image", "source", "input"))
_CSS_URL: Final = re.compile(r"""url\(\s*["']?([^"')]*)|@import\s+["']([^"']*)""", re.IGNORECASE)
_REFRESH: Final = re.compile(r"""[\s\d.]*[;,\s]\s*(?:url\s*=\s*)?["']?\s*([^"']*)""", re.IGNORECASE)
_CANDIDATE: Final = re.compile(r"[\s,]*(\S*[^\s,])(?:,+(?=\s|$)|\s[^,]*(?:,|$)|$)")
"""One candidate of `srcset`: an address up to white space, commas at its end apart, then a width up to the next comma."""

_INLINE: Final = etree.XPath("//*[self::script or self::style or @style or @*[starts-with(name(), 'on')]]")
EMBEDS: Final = frozenset(("iframe", "frame", "object", "embed", "applet", "video", "audio", "base"))
_EMBEDDED: Final = etree.XPath(" | ".join(f"//{tag}" for tag in sorted(EMBEDS)))
_DATA: Final = frozenset(("application/ld+json", "application/json"))
"""The kinds of script element that are data: nothing in them runs, and the Content-Security-Policy lets them be."""


class Reference(NamedTuple):
    """One address in one file, and what a browser does with it."""

    link: str
    line: int
    use: Use


class Found(NamedTuple):
    """Something else on a page, in a few words, and its line."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Contents:
    """What one file holds.

    `scripts` and `styles` are those written into the page; `embedded` are elements that the policy leaves empty, and `<base>`,
    which it passes over; `unread` is where reading had to stop.
    """

    references: tuple[Reference, ...]
    anchors: frozenset[str] = frozenset()
    repeated: tuple[Found, ...] = ()
    scripts: tuple[Found, ...] = ()
    styles: tuple[Found, ...] = ()
    embedded: tuple[Found, ...] = ()
    unread: tuple[Found, ...] = ()

    @property
    def others(self) -> tuple[tuple[Found, ...], ...]:
        """What is wrong with the file in itself, by kind."""
        return self.repeated, self.scripts, self.styles, self.embedded, self.unread


def read_page(data: bytes) -> Contents:
    """Read a page of HTML, however faulty."""
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True)  # otherwise it ends 256 elements deep
    root = cast("Any", etree.fromstring(data or b"<html></html>", parser))
    if root is None:  # blanks only, or comments
        return Contents(())
    ids: Counter[str] = Counter()
    names: set[str] = set()
    references: list[Reference] = []
    repeated: list[Found] = []
    scripts: list[Found] = []
    styles: list[Found] = []
    for element in chain(root.iter(), *(more.iter() for more in root.itersiblings())):  # which follow a stray </html>
        tag = element.tag
        if READ.isdisjoint(element.keys()):  # most elements: rows, cells, spans
            continue
        attributes = cast("dict[str, str]", element.attrib)
        if (id_ := attributes.get("id")) is not None:
            ids[id_] += 1
            if ids[id_] == 2:  # once is enough to say
                repeated.append(Found(id_, _line(element)))
        if tag == "a" and "name" in attributes:
            names.add(attributes["name"])
        if tag not in EMBEDS:
            references.extend(Reference(link, _line(element), use) for link, use in addresses_in(tag, attributes))
    for element in cast("Any", _INLINE(root)):
        scripts.extend(Found(text, _line(element)) for text in scripts_in(element.tag, element.attrib))
        styles.extend(Found(text, _line(element)) for text in styles_in(element.tag, element.attrib))
    unread = tuple(Found(entry.message, entry.line) for entry in parser.error_log.filter_from_fatals())
    empty = tuple(Found(f"<{element.tag}>", _line(element)) for element in cast("Any", _EMBEDDED(root)))
    return Contents(tuple(references), frozenset(ids) | names, tuple(repeated), tuple(scripts), tuple(styles), empty, unread)


def read_css(text: str, line: int = 1) -> Iterator[Reference]:
    """Yield the addresses a style sheet fetches; `line` is that of its beginning."""
    for found in _CSS_URL.finditer(text):
        yield Reference((found[1] or found[2] or "").strip(), line + text.count("\n", 0, found.start()), "image")


def _line(element: etree._Element) -> int:
    return cast("int | None", element.sourceline) or 1


def scripts_in(tag: str, attributes: Mapping[str, str]) -> Iterator[str]:
    """Yield what an element would run by what is written into it."""
    if tag == "script" and "src" not in attributes and attributes.get("type", "").strip().lower() not in _DATA:
        yield "<script>"
    yield from (f"{name}=" for name in attributes if name.startswith("on"))


def styles_in(tag: str, attributes: Mapping[str, str]) -> Iterator[str]:
    """Yield the styles written into an element."""
    if tag == "style":
        yield "<style>"
    if "style" in attributes:
        yield "style="


def addresses_in(tag: str, attributes: Mapping[str, str]) -> Iterator[tuple[str, Use]]:
    """Yield each address in an element's attributes with what a browser does with it."""
    for name, value in attributes.items():
        if name in ("href", "xlink:href"):
            yield value, _use_of_href(tag, attributes)
        elif name == "src":
            yield value, "image" if tag in _PICTURES else "request"
        elif name == "background":
            yield value, "image"
        elif name in ("srcset", "imagesrcset"):
            yield from ((candidate, "image") for candidate in _CANDIDATE.findall(value))
        elif name in ("action", "formaction") and value:
            yield value, "request"
        elif name == "ping":
            yield from ((target, "request") for target in value.split())
        elif name in _PAINTS:
            yield from ((reference.link, reference.use) for reference in read_css(value))
        elif name == "content" and attributes.get("http-equiv", "").lower() == "refresh":
            found = _REFRESH.match(value)
            if found and found[1]:
                yield found[1], "request"  # nobody clicks on it


def _use_of_href(tag: str, attributes: Mapping[str, str]) -> Use:
    if tag in ("a", "area"):
        return "follow"
    if tag == "link":
        kinds = set(attributes.get("rel", "").lower().split())
        return "mention" if kinds and kinds <= _MENTIONS else "image" if "icon" in kinds else "request"
    return "image" if tag in ("image", "use", "feimage") else "request"

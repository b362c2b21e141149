"""What the tags of a text say of addresses and anchors, whatever page the text stands on.

A text is cut into its tags by one expression, and each different tag is looked at once in a run: most stand on thousands of
pages. This holds only where nothing is left to a browser's lenience: every `<` begins a tag as our pages write them, names and
quoted values. Of a text that is as plain as our templates are (`plain.py`), only the telling attributes are looked for.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from html import unescape
from itertools import chain
from typing import Final, NamedTuple

from generator.site.links.plain import ELEMENTS, told_plainly
from generator.site.links.references import READ, addresses_in, scripts_in, styles_in
from generator.site.links.targets import ROOT, SAME, Target, target

_TAG: Final = re.compile(r"<[^/][^>]*>")
_ANY_TAG: Final = re.compile(rb"<[^>]*>")
_ODD_END: Final = re.compile(r"</(?![a-z0-9]+>)")
_VALUE: Final = r"""(?:"[^"<>]*"|'[^'<>]*')"""
_WRITTEN: Final = re.compile(rf"<(/?)([a-z][a-z0-9]*)((?:[ \n\t]+[A-Za-z][A-Za-z0-9:_-]*(?:={_VALUE})?)*)[ \n\t]*(/?)>")
_ATTRIBUTE: Final = re.compile(rf"([A-Za-z][A-Za-z0-9:_-]*)(?:=({_VALUE}))?")
_PASSED: Final = re.compile(
    r'<meta (?:name|property)="[^"<>]*" content="[^"<>]*">'
    r'|<(?:circle|line|rect|text|tspan)(?: (?:class|[cd]?[xy]|[xy][12]|r|width|height)="[a-z0-9.% -]*")*/?>'
)
"""What pages have many of that no other has, and no address is in: descriptions, the shapes of charts."""
_ODD: Final = re.compile(r"&(?!(?:amp|lt|gt|quot|#(?:3[2-9]|[4-9]\d|1[01]\d|12[0-6]));)")
"""A reference to a character that isn't told in one way only."""

KNOWN: Final = frozenset((*ELEMENTS.split(), "a", "script", "title", "html", "head", "body"))
"""Elements within which every tag is a tag, but for `_RAW`, and whose attributes stay with them."""
_RAW: Final = re.compile("|".join(f"<{name}(?![^<>]*>[^<]*</{name}>)" for name in ("script", "title")))
"""Elements within which nothing is a tag: where they hold one, or don't end."""
_ONCE: Final = frozenset(("html", "head", "body"))
"""Elements of which a second is passed over, with what is written in it."""
_EMPTY: Final = frozenset(("br", "col", "hr", "img", "input", "link", "meta"))
_TELLING: Final = READ | {"type", "rel", "http-equiv"}
"""Attributes whose values say something of an address, or of what becomes of it."""
_DOCTYPE: Final = "<!doctype html>"
_MOST: Final = 1 << 16
_DEEPEST: Final = 2000
"""Elements within elements; a reading in full ends at 2,048."""


class Tag(NamedTuple):
    """What is written in one tag, on whatever page it stands."""

    ids: tuple[str, ...]
    anchors: tuple[str, ...]
    needs: tuple[tuple[int, str], ...]
    """Folders up, and what is needed from there."""
    rooted: tuple[Target, ...]


class OddError(Exception):
    """A tag that is not written as our pages write them, or that holds a fault."""


class Tags(NamedTuple):
    """What is written in all tags of a text."""

    ids: Sequence[str]
    anchors: Sequence[str]
    needs: Sequence[tuple[int, str]]
    rooted: Sequence[Target]


def tags_of(text: str) -> Tags:
    """Return what is written in the tags of a text. Raises `OddError`."""
    told = told_plainly(text)
    said = map(_LOOKED_AT.__getitem__, _cut(text)) if told is None else map(_TOLD.__getitem__, told)
    tags = tuple(filter(None, said))
    ids, anchors, needs, rooted = map(chain.from_iterable, zip(*tags, strict=True)) if tags else ((), (), (), ())
    return Tags(tuple(ids), tuple(anchors), tuple(needs), tuple(rooted))


tags_of_frame: Final = lru_cache(maxsize=1 << 8)(tags_of)


def _cut(text: str) -> Sequence[str]:
    if "\0" in text or _ODD_END.search(text) or _RAW.search(text):
        raise OddError
    return _TAG.findall(text)


class _Said(dict[str, Tag | None]):
    """What is said by what was looked at; filled as it is asked, and forgotten when it is full."""

    def __init__(self, look_at: Callable[[str], Tag | None]) -> None:
        self._look_at = look_at

    def __missing__(self, written: str) -> Tag | None:
        if len(self) >= _MOST:
            self.clear()
        said = self[written] = self._look_at(written)
        return said


def _look_at(tag: str) -> Tag | None:
    """Return what is written in a tag; None for nothing. Raises `OddError`."""
    if _PASSED.fullmatch(tag):
        return None
    found = _WRITTEN.fullmatch(tag)
    if not found:
        if tag == _DOCTYPE:
            return None
        raise OddError
    _, name, rest, _ = found.groups()
    if name not in KNOWN or (not rest and name == "script"):
        raise OddError
    if not rest:
        return None
    pairs = [(key.lower(), value) for key, value in _ATTRIBUTE.findall(rest)]
    attributes = {key: _text(value[1:-1]) if key in _TELLING else "" for key, value in pairs}
    if len(attributes) < len(pairs) or any(scripts_in(name, attributes)) or any(styles_in(name, attributes)):
        raise OddError
    if READ.isdisjoint(attributes):
        return None
    if name in _ONCE or any(not value and key in READ for key, value in pairs):
        raise OddError
    return _tag(name, attributes)


def _look_at_attribute(told: str) -> Tag | None:
    """Return what an attribute of a plain text says, whatever it stands on: what it would on a link. Raises `OddError`."""
    name, _, value = told.partition('="')
    return _tag("a", {name[1:]: _text(value)})


_LOOKED_AT: Final = _Said(_look_at)
_TOLD: Final = _Said(_look_at_attribute)


def _text(value: str) -> str:
    """Return what the value of an attribute says."""
    if "&" in value:
        if _ODD.search(value):
            raise OddError
        value = unescape(value)
    if not value.isprintable():
        raise OddError
    return value


def _tag(name: str, attributes: Mapping[str, str]) -> Tag | None:
    """Return what an element's attributes say; None for nothing."""
    ids = (attributes["id"],) if "id" in attributes else ()
    anchors = (attributes["name"],) if name == "a" and "name" in attributes else ()
    found = [target(link, use) for link, use in addresses_in(name, attributes)]
    targets = [each for each in found if isinstance(each, Target)]
    if len(targets) + found.count(None) < len(found) or any("#" in each.path for each in targets):
        raise OddError  # a rule is broken, or a file has a name that can't be told from an anchor
    needs = tuple((each.up, need(each.path, each.anchor)) for each in targets if each.up >= 0)
    here = tuple((SAME, f"#{each.anchor}") for each in targets if each.up == SAME)
    rooted = tuple(each for each in targets if each.up == ROOT)
    return Tag(ids, anchors, needs + here, rooted) if ids or anchors or needs or here or rooted else None


def need(file: str, anchor: str) -> str:
    """Return how it is written that a page needs a file, or a place on it."""
    return f"{file}#{anchor}" if anchor and file.endswith(".html") else file


def is_shallow(html: bytes) -> bool:
    """Tell whether no element is too deep to be read in full: there are too few for that, or each ends where it should."""
    tags = html.count(b"<")
    if tags <= _DEEPEST or tags - html.count(b"</") <= _DEEPEST:
        return True
    within: list[str] = []
    for name, steps in map(_nesting, _ANY_TAG.findall(html)):
        if steps > 0:
            within.append(name)
            if len(within) > _DEEPEST:
                return False
        elif steps < 0 and (not within or within.pop() != name):
            return False
    return True


@lru_cache(maxsize=_MOST)
def _nesting(tag: bytes) -> tuple[str, int]:
    """Return the name in a tag, and whether its element begins with it, 1, ends, -1, or neither."""
    found = _WRITTEN.fullmatch(tag.decode())
    if not found:  # the document type
        return "", 0
    ends, name, _, closed = found.groups()
    return name, -1 if ends else 0 if closed or name in _EMPTY else 1

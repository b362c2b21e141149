"""What a page offers to links and needs of others, found at a sixth of what reading it costs.

A page is cut into its tags by one expression, and each different tag is looked at once in a run: most stand on thousands of
pages. This holds only where nothing is left to a browser's lenience: every `<` begins a tag as our pages write them, names and
quoted values. Any other page, and one whose tags hold a fault, is read in full instead; what is at fault in itself is a suspect.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from html import unescape
from typing import Any, Final, NamedTuple, cast

from generator.site.links.references import READ, addresses_in, read_page, scripts_in, styles_in
from generator.site.links.targets import ROOT, SAME, Target, target

_TAG: Final = re.compile(r"<[^/][^>]*>")
_ANY_TAG: Final = re.compile(rb"<[^>]*>")
_ODD_END: Final = re.compile(r"</(?![a-z0-9]+>)")
_VALUE: Final = r"""(?:"[^"<>]*"|'[^'<>]*')"""
_PLAIN: Final = re.compile(rf"<(/?)([a-z][a-z0-9]*)((?:[ \n\t]+[A-Za-z][A-Za-z0-9:_-]*(?:={_VALUE})?)*)[ \n\t]*(/?)>")
_ATTRIBUTE: Final = re.compile(rf"([A-Za-z][A-Za-z0-9:_-]*)(?:=({_VALUE}))?")
_PASSED: Final = re.compile(
    r'<meta (?:name|property)="[^"<>]*" content="[^"<>]*">'
    r'|<(?:circle|line|rect|text|tspan)(?: (?:class|[cd]?[xy]|[xy][12]|r|width|height)="[a-z0-9.% -]*")*/?>'
)
"""What pages have many of that no other has, and no address is in: descriptions, the shapes of charts."""
_ODD: Final = re.compile(r"&(?!(?:amp|lt|gt|quot|#(?:3[2-9]|[4-9]\d|1[01]\d|12[0-6]));)")
"""A reference to a character that isn't told in one way only."""

_CONTENT: Final = (
    "a abbr address article aside b bdi bdo blockquote br button caption cite code col colgroup data dd del desc details dfn "
    "div dl dt em fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr i img input ins kbd label legend li link "
    "main mark meta nav noscript ol optgroup option output p path pre q rp rt ruby s samp script search section select small "
    "span strong sub summary sup svg table tbody td text tfoot th thead time title tr tspan u ul use var "
    "circle defs ellipse g line pattern polygon polyline rect symbol"
)
KNOWN: Final = frozenset((*_CONTENT.split(), "html", "head", "body"))
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


@dataclass(frozen=True, slots=True)
class Ties:
    """What one page, or several, offers to links and needs of the site.

    A need is the path of a file, or that of a page, `#` and an anchor. What `suspects` need is not among the needs: such
    pages must be read in full to know what is wrong with them, if anything.
    """

    anchors: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """The anchors that stand on each page."""
    needs: frozenset[str] = frozenset()
    suspects: frozenset[str] = frozenset()

    def to_json(self) -> list[Any]:
        """Return it as plain data, always in the same order."""
        return [{page: sorted(self.anchors[page]) for page in sorted(self.anchors)}, sorted(self.needs), sorted(self.suspects)]

    @classmethod
    def from_json(cls, plain: Any) -> "Ties":
        """Return what `to_json` was called on. Raises `ValueError` for what it can't have returned."""
        match plain:
            case [dict() as anchors, list() as needs, list() as suspects] if all(
                isinstance(some, list) and all(isinstance(text, str) for text in some)
                for some in (*anchors.values(), needs, suspects)
            ):
                return cls({page: frozenset(names) for page, names in anchors.items()}, frozenset(needs), frozenset(suspects))
        raise ValueError("these are no ties of pages")


def together(ties: Iterable[Ties]) -> Ties:
    """Return the ties of several pages as one: what many of them need is in it once."""
    ties = tuple(ties)
    anchors = {page: names for each in ties for page, names in each.anchors.items()}
    needs, suspects = (frozenset().union(*sets) for sets in ((each.needs for each in ties), (each.suspects for each in ties)))
    return Ties(anchors, needs, suspects)


def lost(before: Ties, after: Ties) -> frozenset[str]:
    """Return the pages and anchors that the same part of a site offered before, and no longer does, written as needs."""
    gone = set(before.anchors.keys() - after.anchors.keys())
    for page, names in before.anchors.items():
        gone.update(f"{page}#{name}" for name in names - after.anchors.get(page, frozenset()))
    return frozenset(gone)


def ties_of(page: str, html: bytes, *, base: str = "/", cut: tuple[str, str] | None = None) -> Ties:
    """Return the ties of one page of a site, the bytes of which are `html`, to be published below the path `base`.

    `cut` is a frame that many pages share and what is in it, where all tags of the page stand in the two, each as a whole.
    """
    base = base.rstrip("/") + "/"
    return _scan(page, html, base, cut) or _read(page, html, base)


def _read(page: str, html: bytes, base: str) -> Ties:
    """Return the ties of a page by reading it in full."""
    contents = read_page(html)
    targets = [target(reference.link, reference.use) for reference in contents.references]
    needs = [_need(found, page, base) for found in targets if isinstance(found, Target)]
    fine = all(found is None or isinstance(found, Target) for found in targets) and None not in needs and not any(contents.others)
    return Ties({page: contents.anchors}, frozenset(filter(None, needs)), frozenset() if fine else frozenset((page,)))


def _need(found: Target, page: str, base: str) -> str | None:
    file = found.file(page, base)
    if file is None or "#" in file:  # which could not be told from an anchor
        return None
    return _written(file, found.anchor)


def _written(file: str, anchor: str) -> str:
    return f"{file}#{anchor}" if anchor and file.endswith(".html") else file


class _Tag(NamedTuple):
    """What is written in one tag, on whatever page it stands."""

    ids: tuple[str, ...]
    anchors: tuple[str, ...]
    needs: tuple[tuple[int, str], ...]
    """Folders up, and what is needed from there."""
    rooted: tuple[Target, ...]


class _OddError(Exception):
    """A tag that is not written as our pages write them, or that holds a fault."""


class _Tags(NamedTuple):
    """What is written in all tags of a text, and how many there are."""

    ids: list[str]
    anchors: list[str]
    needs: set[tuple[int, str]]
    rooted: list[Target]
    number: int


def _scan(page: str, html: bytes, base: str, cut: tuple[str, str] | None = None) -> Ties | None:
    """Return the ties of a page by its tags alone; None for a page that must be read in full."""
    try:
        parts = (_tags(html.decode()),) if cut is None else (_tags_of_frame(cut[0]), _tags(cut[1]))
        return _ties(page, parts, base, html)
    except (UnicodeDecodeError, _OddError, KeyError):  # the last: further up than the site
        return None


def _ties(page: str, parts: Sequence[_Tags], base: str, html: bytes) -> Ties | None:
    folders = page.split("/")[:-1]
    starts = {up: "".join(f"{folder}/" for folder in folders[: len(folders) - up]) for up in range(len(folders) + 1)}
    starts[SAME] = page
    ids = [id for part in parts for id in part.ids]
    needs: set[str | None] = {starts[up] + path for part in parts for up, path in part.needs}
    needs.update(_need(found, page, base) for part in parts for found in part.rooted)
    anchors = frozenset(ids)
    if None in needs or len(anchors) != len(ids) or not _is_shallow(html, sum(part.number for part in parts)):
        return None
    return Ties({page: anchors.union(*(part.anchors for part in parts))}, cast("frozenset[str]", frozenset(needs)))


def _tags(text: str) -> _Tags:
    """Return what is written in the tags of a text. Raises `_OddError`."""
    if "\0" in text or _ODD_END.search(text) or _RAW.search(text):
        raise _OddError
    tags = _TAG.findall(text)
    found = _Tags([], [], set(), [], len(tags))
    for tag in filter(None, map(_LOOKED_AT.__getitem__, tags)):
        found.ids.extend(tag.ids)
        found.anchors.extend(tag.anchors)
        found.needs.update(tag.needs)
        found.rooted.extend(tag.rooted)
    return found


_tags_of_frame: Final = lru_cache(maxsize=1 << 8)(_tags)


class _LookedAt(dict[str, _Tag | None]):
    """What is written in each tag that was looked at; filled as it is asked, and forgotten when it is full."""

    def __missing__(self, tag: str) -> _Tag | None:
        if len(self) >= _MOST:
            self.clear()
        if _PASSED.fullmatch(tag):
            return None
        said = self[tag] = _look_at(tag)
        return said


def _look_at(tag: str) -> _Tag | None:
    """Return what is written in a tag; None for nothing. Raises `_OddError`."""
    found = _PLAIN.fullmatch(tag)
    if not found:
        if tag == _DOCTYPE:
            return None
        raise _OddError
    _, name, rest, _ = found.groups()
    if name not in KNOWN or (not rest and name == "script"):
        raise _OddError
    if not rest:
        return None
    pairs = [(key.lower(), value) for key, value in _ATTRIBUTE.findall(rest)]
    attributes = {key: _text(value[1:-1]) if key in _TELLING else "" for key, value in pairs}
    if len(attributes) < len(pairs) or any(scripts_in(name, attributes)) or any(styles_in(name, attributes)):
        raise _OddError
    if READ.isdisjoint(attributes):
        return None
    if name in _ONCE or any(not value and key in READ for key, value in pairs):
        raise _OddError
    return _tag(name, attributes)


_LOOKED_AT: Final = _LookedAt()


def _text(value: str) -> str:
    """Return what the value of an attribute says."""
    if "&" in value:
        if _ODD.search(value):
            raise _OddError
        value = unescape(value)
    if not value.isprintable():
        raise _OddError
    return value


def _tag(name: str, attributes: Mapping[str, str]) -> _Tag | None:
    """Return what an element's attributes say; None for nothing."""
    ids = (attributes["id"],) if "id" in attributes else ()
    anchors = (attributes["name"],) if name == "a" and "name" in attributes else ()
    found = [target(link, use) for link, use in addresses_in(name, attributes)]
    targets = [each for each in found if isinstance(each, Target)]
    if len(targets) + found.count(None) < len(found) or any("#" in each.path for each in targets):
        raise _OddError  # a rule is broken, or a file has a name that can't be told from an anchor
    needs = tuple((each.up, _written(each.path, each.anchor)) for each in targets if each.up >= 0)
    here = tuple((SAME, f"#{each.anchor}") for each in targets if each.up == SAME)
    rooted = tuple(each for each in targets if each.up == ROOT)
    return _Tag(ids, anchors, needs + here, rooted) if ids or anchors or needs or here or rooted else None


def _is_shallow(html: bytes, elements: int) -> bool:
    """Tell whether no element is too deep to be read in full: there are too few for that, or each ends where it should."""
    if elements <= _DEEPEST:
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
    found = _PLAIN.fullmatch(tag.decode())
    if not found:  # the document type
        return "", 0
    ends, name, _, closed = found.groups()
    return name, -1 if ends else 0 if closed or name in _EMPTY else 1

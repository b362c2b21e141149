"""Markdown → a whole page without MkDocs: the theme's shell, rendered once for each kind of page, filled with what differs.

`generator.site.rendering.shell.frames_of` makes the frames, by one small run of MkDocs. A page that `Frames.fill` makes is the page that
`generator.site.rendering.engine.build_pages` makes of the same Markdown, to the byte.

How: a frame is cut into parts before anything is put into it. Between them stand slots: for the title, the description, the
canonical address, the body, and for each address on the site that the shell leads to. Nothing is searched for in a page, so that
no text of a record can be taken for a slot. Which slots a frame has depends on its template, on whether the page has a title
and a description, and on its place in the navigation, which marks it; so there is a frame for each of these cases.
"""

import posixpath
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias, cast
from urllib.parse import unquote, urlsplit, urlunsplit

from markupsafe import escape
from mkdocs.utils import get_relative_url, meta, normalize_url

from generator.diagnostics import UnusableError
from generator.site import addresses
from generator.site.rendering.markdown import Rendered, render, render_blocks
from generator.site.templates.layout import Laid

if TYPE_CHECKING:
    from mkdocs.structure.pages import Page

_HEAD: Final = re.compile(
    r'---\ntitle: "([^{0}]*)"\n(?:description: "([^{0}]*)"\n)?(?:template: ([a-z]+\.html)\n)?---\n\n*'.replace(
        "{0}", r'"\\\x00-\x1f\x7f-\xa0\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff'
    )
)
"""The front matter our pages have, where YAML means each character as it stands."""


class FrameError(UnusableError):
    """A page asks for a template that the theme doesn't have, or has front matter or a link that nobody can read."""


class Slot(Enum):
    """What is put into a frame: of the page, or the way from the page to an address on the site."""

    TITLE = "title"
    DESCRIPTION = "description"
    ADDRESS = "address"
    """The page's address from the root of the site on: the end of its canonical address."""
    BODY = "body"
    WAY = "way"
    WAY_IN_MARKUP = "way in markup"
    """The same, with what markup gives a meaning escaped."""


class Way(NamedTuple):
    """A slot for the way to an address of the site, as the theme gives it to MkDocs' filter `url`."""

    slot: Slot
    target: str


Part: TypeAlias = str | Slot | Way


class Kind(NamedTuple):
    """What decides a page's frame; `place` is the page's own address if it stands in the navigation, which also names it."""

    template: str
    place: str | None
    titled: bool
    described: bool


class Filled(NamedTuple):
    """A page. Its tags are those of `frame`, which pages of one kind and depth share, and of `body`: nothing else has any."""

    html: bytes
    frame: str
    body: str


class _Cut(NamedTuple):
    """A frame for pages of one depth: its parts, which of them the page itself gives, and its text without those."""

    parts: list[bytes]
    slots: tuple[tuple[int, Slot], ...]
    text: str


@dataclass(frozen=True)
class Frames:
    """A theme's frames, for any number of pages in any process.

    `digest` differs where any page would: by a setting, a template, a word, the version of a library that writes pages.
    """

    frames: Mapping[Kind, tuple[Part, ...]] = field(repr=False)
    digest: str
    _cuts: dict[tuple[Kind, int, str], _Cut] = field(default_factory=dict, init=False, repr=False, compare=False)
    _places: frozenset[str] = field(init=False, repr=False, compare=False)
    _folders: frozenset[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_places", frozenset(kind.place for kind in self.frames if kind.place is not None))
        targets = {part.target for parts in self.frames.values() for part in parts if isinstance(part, Way)}
        object.__setattr__(self, "_folders", frozenset(folder for target in targets for folder in _folders(target)))

    def __reduce__(self) -> tuple[Any, ...]:
        """Travel without what can be worked out again."""
        return Frames, (self.frames, self.digest)

    def fill(self, address: str, markdown: str, exists: Callable[[str], bool] | None = None) -> Filled:
        """Return the page at `address` (`/2021/`) whose file holds `markdown`.

        `exists` tells of a path below the docs folder (`2021/index.md`, `data/budget.csv`) whether the site has it: Markdown
        links to what it hasn't stay as they are, for the link checker. Without it, each `.md` file is taken to exist and
        links to other files stay as they are, which they should. Raises `FrameError`.
        """
        path, url = addresses.docs_path(address), address[1:]
        body, head = _read(markdown)
        try:
            html, _, heading = _rendered(body, lambda link: _resolved(link, path, exists))
        except ValueError as error:
            raise FrameError(f"{path} 中有无法识别的链接：{error}", f"{path} has a link that can't be read: {error}") from error
        title = head.get("title", heading or ("Index" if url else "Home"))  # as MkDocs names a page
        description = head.get("description")
        place = url if url in self._places else None
        kind = Kind(head.get("template", "main.html"), place, place is not None or bool(title), bool(description))
        parts, slots, frame = self._cut(kind, url)
        given = {Slot.TITLE: title, Slot.DESCRIPTION: description, Slot.ADDRESS: url, Slot.BODY: html}
        whole = parts.copy()
        for at, slot in slots:
            whole[at] = str(given[slot]).encode()
        others = f"{title}{description}"
        return Filled(b"".join(whole), frame, f"{others}{html}" if "<" in others else html)

    def _cut(self, kind: Kind, url: str) -> _Cut:
        """Return the frame with its ways put in: they are the same for pages of one depth that share as much of a way."""
        shared = ""
        for folder in _folders(url):
            if folder not in self._folders:
                break
            shared = folder
        key = kind, url.count("/"), shared
        cut = self._cuts.get(key)
        if cut is None:
            parts = self.frames.get(kind)
            if parts is None:
                raise FrameError(f"主题没有模板 {kind.template}", f"the theme has no template {kind.template}")
            cut = self._cuts[key] = _with_ways(parts, url)
        return cut


class Shell(NamedTuple):
    """What a site needs of its theme. `files` (styles, scripts, 404.html) are by their path on the site; MkDocs may have warned."""

    frames: Frames
    files: Mapping[str, bytes]
    warnings: tuple[str, ...]
    listed: Mapping[str, bool]
    """Which of the Markdown files that the navigation names were taken to be there."""
    lasts: bool
    """Whether it rests on nothing but mkdocs.yml itself, what MkDocs was told, and programs."""


def _folders(url: str) -> list[str]:
    """Return the address with each of the folders it stands in, from the root on: `a/`, `a/b/`."""
    return [url[: at + 1] for at, letter in enumerate(url) if letter == "/"]


def _with_ways(parts: tuple[Part, ...], url: str) -> _Cut:
    page = cast("Page", SimpleNamespace(url=url))
    texts, slots = [""], list[Slot]()
    for part in parts:
        if isinstance(part, Slot):
            slots.append(part)
            texts.append("")
        elif isinstance(part, Way):
            way = normalize_url(part.target, page)
            texts[-1] += way if part.slot is Slot.WAY else str(escape(way))
        else:
            texts[-1] += part
    whole = [piece for text in texts for piece in (text.encode(), b"")][:-1]
    return _Cut(whole, tuple((2 * place + 1, slot) for place, slot in enumerate(slots)), "".join(texts))


def _read(markdown: str) -> tuple[str | Sequence[str], Mapping[str, Any]]:
    """Return a page's body, in blocks where it knows them, and its front matter, as MkDocs reads them."""
    found = _HEAD.match(markdown)
    if found is None or "\r" in markdown:
        return meta.get_data(markdown.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"))
    title, description, template = found.groups()
    head = {"title": title, "description": description} | ({"template": template} if template else {})
    if isinstance(markdown, Laid) and markdown.blocks and found.end() == len(markdown.blocks[0]) + 2:
        return markdown.blocks[1:], head
    return markdown[found.end() :], head


def _rendered(body: str | Sequence[str], resolve: Callable[[str], str]) -> Rendered:
    if isinstance(body, str):
        return render(body, resolve)
    return render_blocks(body) or render("\n\n".join(body) + "\n", resolve)


def _resolved(link: str, path: str, exists: Callable[[str], bool] | None) -> str:
    """Return a Markdown link of the file `path` as an address, as MkDocs does."""
    scheme, host, target, query, anchor = urlsplit(link)
    if scheme or host or link.startswith(("/", "\\")) or not target:
        return link
    target = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(target)).lstrip("/"))
    if not (exists(target) if exists else target.endswith(".md")):
        return link
    from mkdocs.structure.files import File  # MkDocs is slow to import, and few pages have such a link

    file = File(target, None, "", use_directory_urls=True)
    return urlunsplit(("", "", get_relative_url(file.url, File(path, None, "", use_directory_urls=True).url), query, anchor))

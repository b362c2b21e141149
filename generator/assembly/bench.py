"""Where units are made: their Markdown, their pages in their frames, their files, what the search holds of them, their links.

Unit ─edition_of─▶ Markdown ─▶ build/docs
└─Frames.fill─▶ build/site ─ties_of─▶ Ties
─exports─▶ files ─▶ build/docs, build/site        ─report_search─▶ build/site/search, build/search/words
"""

import json
import os
import shutil
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from generator.assembly.units import FILES, Unit, edition_of
from generator.catalog import Entry
from generator.language import speaking
from generator.site import addresses
from generator.site.frames import Frames
from generator.site.links import Ties, ties_of, together
from generator.site.pages import pages_of
from generator.site.pages.page import Edition
from generator.site.search import Held, Words, keep_words, report_search
from generator.source.identity import SUFFIX, ReportId


@dataclass(frozen=True, slots=True)
class Made:
    """What became of a unit: its files below the docs folder and on the site, its pages that search engines may list, its reports."""

    docs: tuple[str, ...]
    site: tuple[str, ...]
    indexed: tuple[str, ...]
    held: tuple[Held, ...]
    pages: int

    def to_bytes(self) -> bytes:
        """Return it as bytes."""
        held = [[str(one.id), one.names, one.text] for one in self.held]
        return json.dumps([self.docs, self.site, self.indexed, held, self.pages]).encode()

    @classmethod
    def from_bytes(cls, data: bytes) -> "Made":
        """Return what `to_bytes` was called on."""
        docs, site, indexed, held, pages = json.loads(data)
        return cls(tuple(docs), tuple(site), tuple(indexed), tuple(_held(*one) for one in held), pages)


def _held(id: str, names: Sequence[Any], text: Sequence[Any]) -> Held:
    parsed = ReportId.parse(id + SUFFIX)
    assert isinstance(parsed, ReportId), "written by to_bytes"
    return Held(parsed, Words(*names), Words(*text))


@dataclass(frozen=True)
class Bench:
    """Where the units of one edition are made; it goes to other processes with all that it needs."""

    docs: Path
    site: Path
    workshop: Path
    frames: Frames
    base: str
    language: str

    def make(self, unit: Unit, whole: Edition) -> tuple[Made, Ties]:
        """Make a unit: write its files where their bytes differ from what stands there, and tell what it came to."""
        edition, made = edition_of(unit, whole), _Making(Folder(self.docs), Folder(self.site))
        with speaking(self.language), addresses.published_at(whole.catalog.site.url):
            for page in pages_of(unit.kind, edition, whole.written):
                html = self.frames.fill(page.address, page.markdown)
                made.page(page.path, page.markdown.encode(), html)
                made.ties.append(ties_of(made.site_names[-1], html, base=self.base))
                if page.indexed:
                    made.indexed.append(page.address)
            for export in FILES.get(unit.kind, ()):
                for download in export(edition.catalog, edition.findings):
                    made.file(download.path, download.content)
            if unit.kind == "project":
                made.held += (self._searched(entry, made) for entry in edition.catalog.by_id.values())
        return made.result()

    def _searched(self, entry: Entry, made: "_Making") -> Held:
        found = report_search(entry)
        for name, content in found.files.items():
            made.only_on_site(name, content)
        return keep_words(found, self.workshop)


@dataclass
class _Making:
    docs: "Folder"
    site: "Folder"
    docs_names: list[str] = field(default_factory=list)
    site_names: list[str] = field(default_factory=list)
    indexed: list[str] = field(default_factory=list)
    held: list[Held] = field(default_factory=list)
    ties: list[Ties] = field(default_factory=list)

    def page(self, path: str, markdown: bytes, html: bytes) -> None:
        name = path.removesuffix(".md") + ".html"
        self.docs.put(path, markdown)
        self.site.put(name, html)
        self.docs_names.append(path)
        self.site_names.append(name)

    def file(self, name: str, content: bytes) -> None:
        self.docs.put(name, content)
        self.docs_names.append(name)
        self.only_on_site(name, content)

    def only_on_site(self, name: str, content: bytes) -> None:
        self.site.put(name, content)
        self.site_names.append(name)

    def result(self) -> tuple[Made, Ties]:
        made = Made(tuple(self.docs_names), tuple(self.site_names), tuple(self.indexed), tuple(self.held), len(self.ties))
        return made, together(self.ties)


class Folder:
    """A folder of ours that files are put into: each as a whole, and only where its bytes differ.

    A file that stands there may be shared with the published site: it is replaced, never written into. Symbolic links are
    never followed, only removed.
    """

    def __init__(self, top: Path) -> None:
        self.top = str(top)
        self._known: set[str] = set()

    def put(self, name: str, content: bytes) -> None:
        """Write a file at a relative path."""
        folder = name.rpartition("/")[0]
        if folder not in self._known:
            self._make(folder)
        path = f"{self.top}/{name}"
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
        except FileExistsError:
            if _holds(path, content):
                return
            _remove(path)
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
        with os.fdopen(handle, "wb", buffering=0) as file:
            file.write(content)

    def remove(self, name: str) -> None:
        """Remove a file, and the folders that are empty without it."""
        path = Path(self.top, name)
        path.unlink(missing_ok=True)
        for folder in path.parents:
            if str(folder) == self.top:
                break
            try:
                folder.rmdir()
            except OSError:
                break

    def names(self) -> Iterator[str]:
        """Yield every file there is, links too."""
        for folder, folders, files in os.walk(self.top):
            inside = os.path.relpath(folder, self.top)
            links = (one for one in folders if Path(folder, one).is_symlink())
            yield from ((one if inside == "." else f"{inside}/{one}") for one in (*files, *links))

    def _make(self, folder: str) -> None:
        parts = folder.split("/") if folder else []
        for depth in range(1, len(parts) + 1):
            name = "/".join(parts[:depth])
            if name in self._known:
                continue
            path = Path(self.top, name)
            try:
                path.mkdir()
            except FileExistsError:
                if not stat.S_ISDIR(path.lstat().st_mode):  # a file of an earlier run, or a link
                    path.unlink()
                    path.mkdir(exist_ok=True)
            self._known.add(name)
        self._known.add(folder)


def _holds(path: str, content: bytes) -> bool:
    seen = os.lstat(path)
    if not stat.S_ISREG(seen.st_mode) or seen.st_size != len(content):
        return False
    with open(path, "rb") as file:  # noqa: PTH123 - a tenth of what a Path costs, for each of a million files
        return file.read() == content


def _remove(path: str) -> None:
    if stat.S_ISDIR(os.lstat(path).st_mode):
        shutil.rmtree(path)
    else:
        os.unlink(path)  # noqa: PTH108

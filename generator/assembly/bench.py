"""Where units are made: their Markdown, their pages in their frames, their files, what the search holds of them, their links.

A unit's Markdown and files go to build/docs, its pages and files to build/site; the words of its reports are kept in
build/search for the bundles. All of it is told afterwards, so that the next run knows what stands there.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from generator.assembly.units import FILES, Unit, edition_of
from generator.catalog.entry import Entry
from generator.language import speaking
from generator.site import addresses
from generator.site.folders.writer import Folder
from generator.site.links import Ties, ties_of, together
from generator.site.pages import pages_of
from generator.site.pages.page import Edition
from generator.site.rendering.frames import Frames
from generator.site.search import KeptWords, keep_words, report_search


@dataclass(frozen=True, slots=True)
class Made:
    """What became of a unit: its files below the docs folder and on the site, its pages that search engines may list, its reports."""

    docs: tuple[str, ...]
    site: tuple[str, ...]
    indexed: tuple[str, ...]
    held: tuple[KeptWords, ...]
    pages: int


@dataclass(frozen=True)
class Bench:
    """Where the units of one edition are made; it goes to other processes with all that it needs."""

    docs: Path
    site: Path
    workshop: Path
    frames: Frames
    base: str
    language: str

    def make(self, units: Sequence[Unit], whole: Edition) -> list[tuple[Made, Ties]]:
        """Make some units: write their files where their bytes differ from what stands there, and tell what each came to."""
        docs, site = Folder(self.docs), Folder(self.site)
        return [self._made(unit, whole, _Making(docs, site)) for unit in units]

    def _made(self, unit: Unit, whole: Edition, made: "_Making") -> tuple[Made, Ties]:
        edition = edition_of(unit, whole)
        with speaking(self.language), addresses.published_at(whole.catalog.site.url):
            for page in pages_of(unit.kind, edition, whole.written):
                html, frame, body = self.frames.fill(page.address, page.markdown)
                made.page(page.path, page.markdown.encode(), html)
                made.ties.append(ties_of(made.site_names[-1], html, base=self.base, cut=(frame, body)))
                if page.indexed:
                    made.indexed.append(page.address)
            for export in FILES.get(unit.kind, ()):
                for download in export(edition.catalog, edition.findings):
                    made.file(download.path, download.content)
            if unit.kind == "project":
                made.held += (self._searched(entry, made) for entry in edition.catalog.by_id.values())
        return made.result()

    def _searched(self, entry: Entry, made: "_Making") -> KeptWords:
        found = report_search(entry)
        for name, content in found.files.items():
            made.only_on_site(name, content)
        return keep_words(found, self.workshop)


@dataclass
class _Making:
    docs: Folder
    site: Folder
    docs_names: list[str] = field(default_factory=list)
    site_names: list[str] = field(default_factory=list)
    indexed: list[str] = field(default_factory=list)
    held: list[KeptWords] = field(default_factory=list)
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

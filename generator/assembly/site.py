"""A finished site in the workshop: its pages, its theme, its search, its sitemap, and what is wrong with its links.

The usual way, MkDocs gives the frames of the pages, and units are made by as many hands as there are. A site whose mkdocs.yml
asks MkDocs for more goes through MkDocs page by page: the same site, slower.
"""

import json
import os
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property, partial
from pathlib import Path
from typing import Final, NamedTuple
from urllib.parse import urlsplit

from generator.assembly.bench import Bench
from generator.assembly.ledger import JOINED, MAPPED, VERIFIED, Ledger, forget
from generator.assembly.making import Maker, Making
from generator.assembly.standing import Looked
from generator.assembly.units import Stamps
from generator.assembly.wardrobe import shell_of
from generator.cache.store import Kept, Store, stamp
from generator.catalog import Catalog
from generator.chronology import changed_on
from generator.exports import downloads, tables
from generator.runtime.stopwatch import Stopwatch
from generator.site import addresses
from generator.site.folders.folder import WRITING, require_ours
from generator.site.folders.writer import Folder, write_tree
from generator.site.links import BrokenLink, check_links, faults
from generator.site.pages import make_pages
from generator.site.pages.departments import departments_of
from generator.site.pages.page import Edition
from generator.site.rendering.frames import Shell
from generator.site.rendering.settings import engine_settings
from generator.site.search import has_bundles, has_many_names, passages, write_bundles, write_search
from generator.site.sitemap import SITEMAP, write_sitemap
from generator.workers.crew import Crew

_THEME: Final = "theme"
_OTHERS: Final = (
    *map(tables.whole, tables.TABLES),
    "search/pagefind/",
    "search/text/",
    "search/names/",
    "search/bundles.json",
    "sitemap",
)
"""What stands on the site beside pages, downloads and the theme, and is cleared by whoever puts it there: folders, and how files begin."""

_ONCE: Final = (
    addresses.HOME, addresses.YEARS, addresses.AGENCIES, addresses.STANDARDS, addresses.ABOUT, addresses.SEARCH, addresses.DATA,
    addresses.COMPARE, addresses.CORRECTIONS, addresses.GLOSSARY,
)  # fmt: skip


class Assembled(NamedTuple):
    """What stands in the workshop: pages, what MkDocs warned of, and every fault of the links."""

    pages: int
    warnings: Sequence[str]
    broken: Sequence[BrokenLink]


@dataclass(frozen=True)
class Assembly:
    """Everything that a site is assembled from and in: an edition, its folders, the memory of earlier runs, and the hands."""

    whole: Edition
    root: Path
    workshop: Path
    store: Store
    crew: Crew
    watch: Stopwatch
    hook: bool = True
    renews_search: bool = True
    """Whether the full text is to be found as it is now; else as it was when it was last made."""
    url: str | None = None
    """Where the site is to be shown, unless at its own address."""
    looked: Callable[[], Looked] | None = None
    """Tells what somebody saw who looked at what stands a moment ago."""
    stamps: Callable[[Edition], Stamps] = Stamps
    """Stamps the edition."""

    def assemble(self) -> Assembled:
        """Assemble the site. Raises `NotOursError` for a folder gongkai did not make, `EngineError` and `SearchError`."""
        with self.watch.stage("frames"):
            settings = engine_settings(self._catalog, has_coverage=bool(self.whole.expected))
            settings = settings if self.url is None else {**settings, "site_url": self.url}
            shell = (
                shell_of(self.root, self.store, settings=settings, epoch=epoch_of(self._catalog), pages=Planned(self.whole))
                if self.hook
                else None
            )
        return self._by_mkdocs(settings) if shell is None else self._by_units(shell)

    @property
    def docs(self) -> Path:
        """Where the Markdown goes."""
        return self.workshop / "docs"

    @property
    def site(self) -> Path:
        """Where the site is put together."""
        return self.workshop / "site"

    @property
    def _base(self) -> str:
        return path_of(self.url or self._catalog.site.url)

    @property
    def _catalog(self) -> Catalog:
        return self.whole.catalog

    def _by_units(self, shell: Shell) -> Assembled:
        base = self._base
        bench = Bench(self.docs, self.site, self.workshop, shell.frames, base, self._catalog.site.language)
        maker = Maker(bench, self.store, self.crew, self.looked, self.stamps)
        with self.watch.stage("pages"):
            making = maker.make(self.whole, besides=lambda name: name in shell.files or _is_other(name))
            stale = self._dress(shell)
            self._join_tables(maker.ledger, making)
        with self.watch.stage("search"):
            with_names = has_many_names(map(passages.names, self._catalog.by_id.values()))
            if self.renews_search or not has_bundles(self.site):
                write_bundles(making.held, self.workshop, self.site, with_names=with_names, jobs=self.crew.jobs)
        with self.watch.stage("sitemap"):
            self._map_units(maker, making)
        with self.watch.stage("links"):
            broken = self._check(maker, making, stale, base)
        maker.standing.rest()
        return Assembled(making.pages, shell.warnings, broken)

    def _by_mkdocs(self, settings: Mapping[str, object]) -> Assembled:
        from generator.site.rendering.engine import build_pages  # MkDocs is slow to import

        forget(self.store)
        indexed: list[str] = []
        with self.watch.stage("pages"):
            require_ours(self.site)
            write_tree(markdown_of(self.whole, indexed), self.docs)
            result = build_pages(
                self.root, self.docs, self.site, settings=settings, hook=self.hook, epoch=epoch_of(self._catalog)
            )
        with self.watch.stage("search"):
            write_search(self._catalog, self.workshop, self.site, jobs=self.crew.jobs)
        with self.watch.stage("sitemap"):
            self._map(indexed)
        with self.watch.stage("links"):
            broken = check_links(self.site, base=self._base)
        return Assembled(result.pages, result.warnings, broken)

    def _dress(self, shell: Shell) -> set[str]:
        """Put the theme's files into the site; return those of an earlier theme that went."""
        folder = Folder(self.site)
        for name, content in shell.files.items():
            folder.put(name, content)
        before = {name for kept in self.store.pieces(_THEME) for name in json.loads(kept.piece)}
        gone = before - shell.files.keys()
        for name in gone:
            folder.remove(name)
        self.store.put(_THEME, [Kept("", b"", json.dumps(sorted(shell.files)).encode())])
        return gone

    def _map_units(self, maker: Maker, making: Making) -> None:
        """Write the sitemap, unless the pages it lists are those of an earlier run, and it still stands."""
        known_by, ledger = (self._listed_at or "").encode(), maker.ledger
        if making.mapped != known_by or (self.site / SITEMAP).is_file() != bool(known_by):
            self._map(address for _, files in ledger.files() for address in files.indexed)
        ledger.hold(MAPPED, known_by)

    def _join_tables(self, ledger: Ledger, making: Making) -> None:
        """Put the tables of everything together from those that the years have made, unless they are from these already."""
        years, rest = sorted(self._catalog.by_year), tables.stubs_of_other_years(self._catalog)
        known_by = stamp(rest, *(making.units[f"year/{year}"].stamp for year in years))
        joined = [(folder, name) for folder in (self.docs, self.site) for name in tables.TABLES]
        if ledger.state().get(JOINED) == known_by and all((folder / tables.whole(name)).is_file() for folder, name in joined):
            return
        ledger.hold_no_more(JOINED)
        for folder, name in joined:
            files = [folder / tables.of_year(name, year) for year in years]
            Folder(folder).put_together(tables.whole(name), partial(tables.joined, name, files, rest))
        ledger.hold(JOINED, known_by)

    def _map(self, indexed: Iterable[str]) -> None:
        write_sitemap(self.site, self._listed_at, ((address, None) for address in sorted(indexed)))

    @property
    def _listed_at(self) -> str | None:
        """The address that search engines may know, if there is one."""
        return None if self._catalog.site.noindex else self._catalog.site.url

    def _check(self, maker: Maker, making: Making, stale: set[str], base: str) -> list[BrokenLink]:
        files, ledger = _Standing(self.site), maker.ledger
        if making.is_verified:
            changed = (ties for _, ties in ledger.ties(sorted(making.made)))
            others = lambda: (ties for _, ties in ledger.ties(without=making.made))  # noqa: E731
            broken = faults(self.site, files, changed, base=base, gone=making.gone | stale, others=others)
        else:
            broken = faults(self.site, files, (ties for _, ties in ledger.ties()), base=base)
        if not broken:
            ledger.hold(VERIFIED)
        return broken


def _is_other(name: str) -> bool:
    return name.startswith(_OTHERS) and not name.endswith(WRITING)


def markdown_of(whole: Edition, indexed: list[str]) -> Iterator[tuple[str, bytes]]:
    """Yield every Markdown page and every file to download; addresses that search engines may list go to `indexed`."""
    for page in make_pages(whole):
        if page.indexed:
            indexed.append(page.address)
        yield page.path, page.markdown.encode()
    for file in downloads(whole.catalog, whole.findings):
        yield file.path, file.content


def path_of(url: str | None) -> str:
    """Return the path below which a site will stand, `/` where no address is set."""
    return urlsplit(url or "/").path or "/"


def epoch_of(catalog: Catalog) -> int:
    """Return the newest date of any record as seconds since 1970, so that a build depends on no clock."""
    newest = max(map(changed_on, catalog.entries), default=date(1970, 1, 1))
    return int(datetime(newest.year, newest.month, newest.day, tzinfo=UTC).timestamp())


class _Standing(AbstractSet[str]):
    """The files of a folder, asked one by one; only its style sheets are ever listed."""

    def __init__(self, top: Path) -> None:
        self._top = str(top)

    def __contains__(self, name: object) -> bool:
        return os.path.isfile(f"{self._top}/{name}")  # noqa: PTH113 - asked for every link

    def __iter__(self) -> Iterator[str]:
        sheets = Path(self._top, "assets").rglob("*.css")
        return (path.relative_to(self._top).as_posix() for path in sheets)

    def __len__(self) -> int:
        return sum(1 for _ in self)


class Planned(Container[str]):
    """The Markdown files there will be that a navigation may name: of pages that are there once, and of groups of reports."""

    def __init__(self, whole: Edition) -> None:
        catalog = self._catalog = whole.catalog
        found = {*whole.written, *_ONCE}
        found |= {addresses.COVERAGE} if whole.expected else set()
        found |= {addresses.WITHHELD} if catalog.withheld else set()
        found |= {addresses.standard(id) for id in catalog.rulesets}
        found |= {addresses.year(year) for year in catalog.by_year}
        found |= {addresses.agency(slug) for slug in catalog.by_agency}
        self._few = frozenset(map(addresses.docs_path, found))

    def __contains__(self, path: object) -> bool:
        return path in self._few or path in self._many

    @cached_property
    def _many(self) -> frozenset[str]:
        """Those that few navigations name, and that take longer to tell."""
        found = {addresses.department(slug) for slug in departments_of(self._catalog)}
        found |= {addresses.project(*key) for key in self._catalog.by_project}
        return frozenset(map(addresses.docs_path, found))

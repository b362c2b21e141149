"""What the search asks for besides the columns: bundles, the list of them, and what each report's excerpts are cut from."""

import json
import shutil
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from generator.catalog import Catalog, Entry
from generator.site.search import passages
from generator.site.search.bundle import bundle_files, write_bundle
from generator.site.search.words import phrase

FOLDER: Final = "search"
LIST: Final = "bundles.json"
PROGRAM: Final = "pagefind"
NAMES: Final = "indicators"
LARGEST_LIST: Final = 200_000
"""Characters of distinct indicator names up to which the browser reads them all, rather than the bundle of names."""

ENOUGH: Final = 1_000
"""Reports up to which years share a bundle of full text: every bundle costs a search some 20 kB for each character asked for."""

LARGEST_BUNDLE: Final = 2_500
"""Reports of one bundle of full text: what Pagefind takes of memory is bounded by this (about 0.4 MB each)."""


class Searchable(NamedTuple):
    """What was written: reports, and bundles they went into."""

    reports: int
    bundles: int


class _Part(NamedTuple):
    """Consecutive reports in the order of the columns. `first` is the place of the first one in it."""

    first: int
    entries: Sequence[Entry]

    @property
    def years(self) -> list[int]:
        return sorted({entry.id.year for entry in self.entries if entry.id is not None}, reverse=True)


def write_search(catalog: Catalog, workshop: Path, site: Path, *, largest_list: int = LARGEST_LIST) -> Searchable:
    """Write what the search reads into `site`/search; bundles are made in `workshop`/search and kept there for the next run.

    Same reports, same bytes. Raises `SearchError` where Pagefind fails twice.
    """
    workshop, site = workshop / FOLDER, site / FOLDER
    entries = [entry for year in catalog.by_year.values() for entry in year]
    bundles: dict[str, list[str]] = {PROGRAM: [phrase("gongkai")]}
    has_names = sum(map(len, {name for entry in entries for name in passages.names(entry)})) > largest_list
    if has_names:
        bundles[NAMES] = [phrase(*passages.names(entry)) for entry in entries]
    parts = {f"text/{number}": part for number, part in enumerate(_parts(catalog), 1)}
    _forget(workshop, {*bundles, *parts})
    for path, pages in bundles.items():
        _publish(workshop, site, path, pages)
    for path, part in parts.items():
        _publish(workshop, site, path, [_excerpts(entry, site) for entry in part.entries])
    listed = [{"path": path, "years": part.years, "first": part.first} for path, part in parts.items()]
    _write(site / LIST, {"names": NAMES if has_names else None, "text": listed})
    return Searchable(len(entries), len(bundles) + len(parts))


def _forget(workshop: Path, wanted: Collection[str]) -> None:
    """Delete bundles of an earlier run that are not wanted any more: they hold words of what may no longer be seen."""
    for folder in (*workshop.glob("*"), *workshop.glob("text/*")):
        name = folder.relative_to(workshop).as_posix()
        if folder.is_dir() and not folder.is_symlink() and name != "text" and name not in wanted:
            shutil.rmtree(folder)


def _parts(catalog: Catalog) -> Iterator[_Part]:
    """Cut the reports at the ends of years: small years stand together, a large one in several parts."""
    first, held = 0, list[Entry]()
    for entries in (*catalog.by_year.values(), ()):
        if held and (not entries or len(held) + len(entries) > ENOUGH):
            for start in range(0, len(held), LARGEST_BUNDLE):
                some = held[start : start + LARGEST_BUNDLE]
                yield _Part(first, some)
                first += len(some)
            held = []
        held.extend(entries)


def _publish(workshop: Path, site: Path, path: str, pages: Sequence[str]) -> None:
    bundle = workshop / path
    write_bundle(pages, bundle)
    for name, file in bundle_files(bundle, with_program=path == PROGRAM).items():
        _replace(site / path / name, file.read_bytes())


def _excerpts(entry: Entry, site: Path) -> str:
    """Write what the excerpts of a report are cut from; return the words of its full text."""
    measured, told = list(passages.indicators(entry)), list(passages.passages(entry))
    for kind, rows in (("rows", measured), ("passages", told)):
        _write(site / kind / f"{entry.id}.json", rows)
    return passages.everything(measured, told)


def _write(path: Path, data: object) -> None:
    _replace(path, json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode())


def _replace(path: Path, content: bytes) -> None:
    """Write a file anew: the published site may share what stands there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    path.write_bytes(content)

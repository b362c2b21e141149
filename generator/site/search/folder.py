"""What the search asks for besides the columns: bundles, the list of them, and what each report's excerpts are cut from."""

import json
from collections.abc import Iterator, Sequence
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

LARGEST_BUNDLE: Final = 2_500
"""Reports of one bundle of full text: what Pagefind takes of memory is bounded by this (about 0.4 MB each)."""


class Searchable(NamedTuple):
    """What was written: reports, and bundles they went into."""

    reports: int
    bundles: int


class _Part(NamedTuple):
    """Consecutive reports of one year. `first` counts them in the order of the columns."""

    path: str
    year: int
    first: int
    entries: Sequence[Entry]


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
    for path, pages in bundles.items():
        _publish(workshop, site, path, pages)
    parts = list(_parts(catalog))
    for part in parts:
        _publish(workshop, site, part.path, [_excerpts(entry, site) for entry in part.entries])
    listed = [{"path": part.path, "year": part.year, "first": part.first} for part in parts]
    _write(site / LIST, {"names": NAMES if has_names else None, "text": listed})
    return Searchable(len(entries), len(bundles) + len(parts))


def _parts(catalog: Catalog) -> Iterator[_Part]:
    first = 0
    for year, entries in catalog.by_year.items():
        for number, start in enumerate(range(0, len(entries), LARGEST_BUNDLE), 1):
            some = entries[start : start + LARGEST_BUNDLE]
            yield _Part(f"text/{year}-{number}", year, first, some)
            first += len(some)


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

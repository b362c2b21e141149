"""What the search asks for besides the columns: bundles, the list of them, and what each report's excerpts are cut from."""

import json
import shutil
from collections.abc import Collection, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final, NamedTuple

from generator.catalog import Catalog
from generator.site.search import passages
from generator.site.search.bundle import inodes, maker, published, write_bundle
from generator.site.search.plan import Planned, planned
from generator.site.search.report import (
    FOLDER,
    KeptWords,
    as_json,
    forget_words,
    keep_words,
    read_words,
    report_search,
    require_own_words,
)
from generator.site.search.words import phrase

LIST: Final = "bundles.json"
PROGRAM: Final = "pagefind"
LARGEST_LIST: Final = 200_000
"""Characters of distinct indicator names up to which the browser reads them all, rather than bundles of names."""

AT_ONCE: Final = 3
"""Bundles made at the same time, at most: each takes up to 250 MB, whatever the number of cores."""


class Searchable(NamedTuple):
    """What was written: reports, and bundles they went into."""

    reports: int
    bundles: int


def write_search(catalog: Catalog, workshop: Path, site: Path, *, jobs: int = 1, largest_list: int = LARGEST_LIST) -> Searchable:
    """Write what the search reads into `site`/search; words and bundles are kept in `workshop`/search for the next run.

    Same reports, same bytes. Raises `SearchError` where Pagefind fails twice.
    """
    require_own_words(workshop)
    held = []
    for entry in catalog.by_id.values():
        found = report_search(entry)
        for path, content in found.files.items():
            _replace(site / path, content)
        held.append(keep_words(found, workshop))
    with_names = has_many_names(map(passages.names, catalog.by_id.values()), largest_list)
    return write_bundles(held, workshop, site, with_names=with_names, jobs=jobs)


def has_bundles(site: Path) -> bool:
    """Tell whether a site's list of bundles names any: the one that comes with the columns names none."""
    try:
        return bool(json.loads((site / FOLDER / LIST).read_bytes())["text"])
    except (OSError, ValueError, KeyError):
        return False


def has_many_names(names: Iterable[Iterable[str]], largest_list: int = LARGEST_LIST) -> bool:
    """Return whether the names of all reports' indicators are too many to be read whole."""
    return sum(map(len, set().union(*names))) > largest_list


def write_bundles(held: Collection[KeptWords], workshop: Path, site: Path, *, with_names: bool, jobs: int = 1) -> Searchable:
    """Make the bundles of all reports that are published, several at a time, and their list; `held` in any order.

    A bundle whose reports and words are those of the run before is left as it is, and none of its words is read. Bundles and
    words of anything else are deleted, in the workshop and on the site. Same words, same bytes, for every `jobs`. Raises
    `SearchError` where Pagefind fails twice or where words are gone.
    """
    bundles = planned(held, *(("names", "text") if with_names else ("text",)))
    own, public = workshop / FOLDER, site / FOLDER

    def make(bundle: Planned) -> None:
        write_bundle(own / bundle.path, bundle.path, lambda: [read_words(words, workshop) for words in bundle.words])
        _publish(own, public, bundle.path)

    write_bundle(own / PROGRAM, maker(), lambda: [phrase("gongkai")])
    _publish(own, public, PROGRAM)
    with ThreadPoolExecutor(max(1, min(jobs, AT_ONCE))) as several:
        made = [several.submit(make, bundle) for bundle in bundles]
        try:
            for one in made:
                one.result()
        finally:
            several.shutdown(wait=True, cancel_futures=True)
    wanted = {PROGRAM, *(bundle.path for bundle in bundles)}
    _forget(own, wanted)
    _forget(public, wanted)
    forget_words(held, workshop)
    listed = {kind: [_listed(bundle) for bundle in bundles if bundle.kind == kind] for kind in ("names", "text")}
    _replace(public / LIST, as_json({**listed, "names": listed["names"] if with_names else None}))
    return Searchable(len(held), len(wanted))


def _listed(bundle: Planned) -> dict[str, object]:
    return {"path": bundle.path, "years": bundle.years, "first": bundle.first}


def _forget(folder: Path, wanted: Collection[str]) -> None:
    """Delete bundles of an earlier run that are not wanted any more: they hold words of what may no longer be seen."""
    for path in (*folder.glob("names/*"), *folder.glob("text/*")):
        if path.relative_to(folder).as_posix() not in wanted and not path.is_symlink():
            shutil.rmtree(path)


def _publish(workshop: Path, site: Path, path: str) -> None:
    """Have the site share the files of a bundle, and nothing else there; what it shares already is left alone."""
    there = inodes(site / path)
    for name, inode in published(workshop / path, with_program=path == PROGRAM).items():
        if there.pop(name, None) != inode:
            _share(workshop / path / name, site / path / name)
    for name in there:
        (site / path / name).unlink()


def _share(file: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.unlink(missing_ok=True)
    try:
        target.hardlink_to(file)
    except OSError:  # another file system, or one without links
        shutil.copyfile(file, target)


def _replace(path: Path, content: bytes) -> None:
    """Write a file anew: the published site may share what stands there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    path.write_bytes(content)

"""What changed since the published edition, asked only of reports that are not what that edition was made from."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from generator.cache.store import Kept, Store, stamp
from generator.catalog import Catalog
from generator.checks import corrections
from generator.diagnostics import Diagnostic
from generator.exports.published import Published, title_of
from generator.exports.reports import NAME
from generator.exports.unnamed import Unnamed, first_figures
from generator.runtime.program import program
from generator.source.identity import ReportId

_KIND: Final = "published"


def since_published(catalog: Catalog, folder: Path, store: Store | None) -> tuple[list[Diagnostic], Unnamed]:
    """Return what changed since the edition in `folder` without a correction that says so, and what is therefore owed from now on.

    The `store` knows of files there that hold what records hold: neither has to be read again.
    """
    same = _Same(catalog, folder, store)
    standing = Published(folder, None if catalog.is_whole else catalog.by_id, same.is_known)
    findings, first = list[Diagnostic](), dict[ReportId, Mapping[str, Any]]()
    titles: dict[ReportId, str | None] = dict.fromkeys(standing.owed.gone)
    for id, record in standing.records():
        titles[id] = title_of(record)
        entry = catalog.by_id.get(id)
        if entry is not None:
            before = standing.owed.first.get(id)
            found = list(corrections.changes_are_named(entry, record, before))
            findings += found
            if any(one.rule is corrections.UNNAMED for one in found):
                first[id] = first_figures(record) if before is None else before
            elif not found and before is None:
                same.remember(id)
    titles |= {id: catalog.by_id[id].cover.title for id in same.known}
    gone = list(corrections.addresses_stay(catalog, titles))
    there = {*catalog.by_id, *catalog.elsewhere}
    same.keep()
    return [*findings, *standing.faults(), *gone], Unnamed(
        first, tuple(sorted(id for id in titles if id not in there)) if gone else ()
    )


def keep_published(catalog: Catalog, public: Catalog, folder: Path, store: Store, owed: Unnamed) -> None:
    """Keep in mind which records of `catalog` the edition in `folder` holds as they are, so that the next check need not read them."""
    same = _Same(catalog, folder, store)
    for id, entry in public.by_id.items():
        if id not in owed.first and entry.body is catalog.by_id[id].body:
            same.remember(id)
    same.keep()


class _Same:
    """Published files that hold just what the records do, known by the numbers the system gives them."""

    def __init__(self, catalog: Catalog, folder: Path, store: Store | None) -> None:
        self._by_id = catalog.by_id
        self._folder = str(folder)
        self._store = store if catalog.is_whole else None
        self._before = {} if self._store is None else {kept.name: kept.stamp for kept in self._store.pieces(_KIND)}
        self._now: dict[str, bytes] = {}
        self._program = program("generator")
        self.known: set[ReportId] = set()

    def is_known(self, id: ReportId) -> bool:
        name = str(id)
        before = self._before.get(name)
        if before is None or before != self._stamp(id, name):
            return False
        self.known.add(id)
        self._now[name] = before
        return True

    def remember(self, id: ReportId) -> None:
        name = str(id)
        known_by = self._stamp(id, name) if self._store is not None else None
        if known_by is not None:
            self._now[name] = known_by

    def keep(self) -> None:
        if self._store is not None:
            self._store.drop(_KIND, self._before.keys() - self._now.keys())
            self._store.put(_KIND, (Kept(*one, b"") for one in self._now.items() - self._before.items()))

    def _stamp(self, id: ReportId, name: str) -> bytes | None:
        entry = self._by_id.get(id)
        if entry is None or not entry.digest:
            return None
        try:
            seen = os.lstat(f"{self._folder}/{name}/{NAME}")
        except OSError:
            return None
        numbers = f"{seen.st_dev} {seen.st_ino} {seen.st_size} {seen.st_mtime_ns} {seen.st_mode}"
        return stamp(self._program, entry.digest, numbers.encode())

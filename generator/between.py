"""What is found between the reports of a project, kept while its reports are the same."""

from collections.abc import Hashable, Sequence
from types import TracebackType
from typing import Final, Self, TypeAlias

from generator.catalog import Catalog
from generator.checks import check_project
from generator.diagnostics import Diagnostic
from generator.entry import Entry
from generator.history import context_of
from generator.parcels import ParcelError, pack, unpack
from generator.program import program
from generator.store import Kept, Store, stamp

_KIND: Final = "between"

_Project: TypeAlias = tuple[Hashable, tuple[bytes, ...]]
"""What its history takes from the catalog, and the digests of its reports."""


class Between:
    """Findings by project, of this run or an earlier one. What a run did not ask for is forgotten at its end.

    It is entered for each run.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._before = {kept.name: kept for kept in store.pieces(_KIND)}
        self._last: dict[_Project, tuple[Diagnostic, ...]] = {}

    def __enter__(self) -> Self:
        self._now: list[Kept] = []
        self._asked: set[str] = set()
        self._found: dict[_Project, tuple[Diagnostic, ...]] = {}
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if kind is None:
            self._store.put(_KIND, self._now)
            self._store.drop(_KIND, self._before.keys() - self._asked)
            self._before = {name: kept for name, kept in self._before.items() if name in self._asked}
            self._before |= {kept.name: kept for kept in self._now}
            self._last = self._found

    def found(self, catalog: Catalog, entries: Sequence[Entry]) -> Sequence[Diagnostic]:
        """Return what is found between the reports of one project; of one with a guarded record nothing is kept."""
        if any(entry.cover.is_guarded for entry in entries):
            return tuple(check_project(catalog, entries))
        project = context_of(catalog, entries), tuple(entry.digest for entry in entries)
        found = self._found.get(project)
        if found is None:
            name = str(entries[0].id)
            self._asked.add(name)
            found = self._last.get(project)
            if found is None:
                found = self._looked_for(catalog, entries, name, project)
            self._found[project] = found
        return found

    def _looked_for(self, catalog: Catalog, entries: Sequence[Entry], name: str, project: _Project) -> tuple[Diagnostic, ...]:
        context, digests = project
        known_by = stamp(program("generator"), repr(context).encode(), *digests)
        found = self._known(name, known_by)
        if found is None:
            found = tuple(check_project(catalog, entries))
            self._now.append(Kept(name, known_by, pack(found)))
        return found

    def _known(self, name: str, known_by: bytes) -> tuple[Diagnostic, ...] | None:
        before = self._before.get(name)
        if before is None or before.stamp != known_by:
            return None
        try:
            known: tuple[Diagnostic, ...] = unpack(before.piece)
        except ParcelError:
            return None
        return known

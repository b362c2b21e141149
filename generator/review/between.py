"""What is found between reports: that of a project is kept while its reports are the same, and looked for by several hands."""

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import TracebackType
from typing import Final, NamedTuple, Self, TypeAlias

from generator.cache.store import Kept, Store, stamp
from generator.catalog import Catalog
from generator.catalog.entry import Entry
from generator.checks import check_across, check_project
from generator.diagnostics import Diagnostic
from generator.history import context_of
from generator.model.content import Surroundings
from generator.review.overall import Overall
from generator.runtime.program import program
from generator.transport.folded import part_of, surroundings_of
from generator.transport.parcels import ParcelError, pack, unpack
from generator.workers.crew import Alone, Crew

_KIND: Final = "between"
_PART: Final = 16
"""Projects that are handed over at a time."""

_Found: TypeAlias = tuple[Diagnostic, ...]


class _Project(NamedTuple):
    """All that findings between reports rest on: what their history takes from the catalog, and their digests."""

    context: Hashable
    digests: tuple[bytes, ...]

    def stamp(self) -> bytes:
        return stamp(program("generator"), repr(self.context).encode(), *self.digests)


class Between:
    """Findings by project, of this run or an earlier one. What a run did not ask for is forgotten at its end.

    It is entered for each run.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._crew: Crew = Alone()
        self._before = {kept.name: kept for kept in store.pieces(_KIND)}
        self._last: dict[_Project, _Found] = {}
        self._overall = Overall()

    def by(self, crew: Crew) -> Self:
        """Have a crew look for what is not known, from now on."""
        self._crew = crew
        return self

    def __enter__(self) -> Self:
        self._overall.begin()
        self._now: list[Kept] = []
        self._asked: set[str] = set()
        self._found: dict[_Project, _Found] = {}
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if kind is None:
            self._store.put(_KIND, self._now)
            self._store.drop(_KIND, self._before.keys() - self._asked)
            self._before = {name: kept for name, kept in self._before.items() if name in self._asked}
            self._before |= {kept.name: kept for kept in self._now}
            self._last = self._found

    def across(self, catalog: Catalog) -> Iterator[Diagnostic]:
        """Yield what is found between the reports of a catalog."""
        return check_across(catalog, self.found, self._overall.found)

    def found(self, catalog: Catalog, projects: Sequence[Sequence[Entry]]) -> Iterator[Diagnostic]:
        """Yield what is found between the reports of each project; of one with a guarded record nothing is kept."""
        keys = [None if _is_guarded(entries) else _key(catalog, entries) for entries in projects]
        self._look(catalog, {key: entries for key, entries in zip(keys, projects, strict=True) if key is not None})
        for key, entries in zip(keys, projects, strict=True):
            yield from check_project(catalog, entries) if key is None else self._found[key]

    def _look(self, catalog: Catalog, projects: dict[_Project, Sequence[Entry]]) -> None:
        """Have found what is between the reports of some projects."""
        missing = dict[_Project, Sequence[Entry]]()
        for key, entries in projects.items():
            if key in self._found:
                continue
            self._asked.add(_name(entries))
            known = self._last[key] if key in self._last else self._known(_name(entries), key)
            if known is None:
                missing[key] = entries
            else:
                self._found[key] = known
        waiting = list(missing.items())
        parts = [waiting[start : start + _PART] for start in range(0, len(waiting), _PART)]
        looks = self._crew.each(_Look(catalog), [[entries for _, entries in part] for part in parts])
        for part, pieces in zip(parts, looks, strict=True):
            for (key, entries), piece in zip(part, pieces, strict=True):
                self._found[key] = unpack(piece)
                self._now.append(Kept(_name(entries), key.stamp(), piece))

    def _known(self, name: str, key: _Project) -> _Found | None:
        before = self._before.get(name)
        if before is None or before.stamp != key.stamp():
            return None
        try:
            known: _Found = unpack(before.piece)
        except ParcelError:
            return None
        return known


@dataclass(frozen=True)
class _Look:
    """Looks for what is between the reports of some projects of a catalog."""

    catalog: Catalog

    def __call__(self, projects: Sequence[Sequence[Entry]]) -> list[bytes]:
        return [pack(tuple(check_project(self.catalog, entries))) for entries in projects]

    def stays(self, projects: Sequence[Sequence[Entry]]) -> bool:
        return not projects

    def packed(self, projects: Sequence[Sequence[Entry]]) -> bytes:
        entries = [entry for project in projects for entry in project]
        return pack((projects, part_of(self.catalog, entries, self.catalog.withheld, self._around)), self._around)

    def there(self) -> "_LookThere":
        return _LookThere(self._around)

    @cached_property
    def _around(self) -> Surroundings:
        return surroundings_of(self.catalog)


@dataclass(frozen=True)
class _LookThere:
    """Looks so with nothing but what was sent."""

    around: Surroundings

    def __call__(self, packed: bytes) -> list[bytes]:
        projects, catalog = unpack(packed, self.around)
        return _Look(catalog)(projects)


def _is_guarded(entries: Sequence[Entry]) -> bool:
    return any(entry.cover.is_guarded for entry in entries)


def _key(catalog: Catalog, entries: Sequence[Entry]) -> _Project:
    return _Project(context_of(catalog, entries), tuple(entry.digest for entry in entries))


def _name(entries: Sequence[Entry]) -> str:
    return str(entries[0].id)

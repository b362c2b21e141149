"""What checks find that look at every report, asked again only where what they take from a report has changed.

In the catalog and in what is published of it the same is mostly found, and an edit mostly changes nothing of what they take: `serve` asks
again and again.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import NamedTuple, TypeAlias

from generator.catalog import Catalog
from generator.catalog.entry import Entry
from generator.checks import CATALOG_CHECKS, ONE_BY_ONE, TAKEN, CatalogCheck
from generator.checks.finding import place_of
from generator.diagnostics import Diagnostic

_Change: TypeAlias = tuple[Entry, Entry]
"""An entry, and another one in its place."""


class Overall:
    """Remembers what was found in the catalogs of this run and of the last one."""

    def __init__(self) -> None:
        self._last: list[_Looked] = []
        self._now: list[_Looked] = []

    def begin(self) -> None:
        """Begin another run."""
        self._last, self._now = self._now, []

    def found(self, catalog: Catalog) -> Iterator[Diagnostic]:
        """Yield what the checks of `CATALOG_CHECKS` find."""
        around = _around(catalog)
        known = [(one, changes) for one in (*self._now, *self._last) if (changes := one.changes(around, catalog)) is not None]
        looked = _Looked(around, catalog.entries)
        for check in CATALOG_CHECKS:
            if check in ONE_BY_ONE:
                looked.found[check] = self._one_by_one(check, catalog, looked)
            else:
                same = (one.found[check] for one, changes in known if one.tells(check, changes))
                found = next(same, None)
                looked.found[check] = tuple(check(catalog)) if found is None else found
            yield from looked.found[check]
        self._now.append(looked)  # all of it, or nothing: a record may change meanwhile

    def _one_by_one(self, check: CatalogCheck, catalog: Catalog, looked: "_Looked") -> tuple[Diagnostic, ...]:
        """Look into the reports that were not looked into for the same."""
        sought_in, look = ONE_BY_ONE[check]
        if not (sought := sought_in(catalog)):
            return ()
        known: dict[str, tuple[Entry, tuple[Diagnostic, ...]]] = {}
        for one in (*self._last, *self._now):
            if check in one.each and one.each[check].sought == sought:
                known |= one.each[check].found
        each = looked.each[check] = _Each(sought, {})
        for entry in catalog.entries:
            before = known.get(entry.path)
            each.found[entry.path] = before if before is not None and before[0] is entry else (entry, tuple(look(entry, sought)))
        return tuple(chain.from_iterable(found for _, found in each.found.values()))


class _Each(NamedTuple):
    """What reports were looked into for, and by their paths, what was found in each."""

    sought: object
    found: dict[str, tuple[Entry, tuple[Diagnostic, ...]]]


@dataclass(frozen=True)
class _Looked:
    """A catalog that was looked at: what stood around its entries, these, and what each check found."""

    around: Catalog
    entries: Sequence[Entry]
    found: dict[CatalogCheck, tuple[Diagnostic, ...]] = field(default_factory=dict)
    each: dict[CatalogCheck, _Each] = field(default_factory=dict)

    def changes(self, around: Catalog, catalog: Catalog) -> list[_Change] | None:
        """Return the entries that are others than in a catalog; None where more than entries differs."""
        if len(self.entries) != len(catalog.entries) or self.around != around:
            return None
        pairs = zip(self.entries, catalog.entries, strict=True)
        return [(was, now) for was, now in pairs if was is not now]

    def tells(self, check: CatalogCheck, changes: Sequence[_Change]) -> bool:
        """Tell whether a check finds the very same after these changes, at the same places."""
        taken = TAKEN.get(check)
        if taken is None:
            return not changes
        changed = {now.path: now for _, now in changes}
        return all(_taken(was, taken) == _taken(now, taken) for was, now in changes) and all(
            found.span == place_of(changed[found.path], found.field or ()) for found in self.found[check] if found.path in changed
        )


def _around(catalog: Catalog) -> Catalog:
    """Return all of a catalog that checks take beside its entries."""
    return replace(catalog, entries=(), expected=replace(catalog.expected, documents=()))


def _taken(entry: Entry, names: Sequence[str]) -> Sequence[object]:
    told = (getattr(entry.cover, name) for name in names)
    return entry.name, entry.id, entry.path, entry.year, entry.doubtful, *told

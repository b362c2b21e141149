"""A whole site from its units: only those are made that an earlier run did not, and what no unit makes any more goes.

What units came to is kept in the store. Before anything is written, the store says so, and forgets what is about to change; so
a run that was killed is known by what it left, and the next one makes those units again and clears away the rest.
"""

import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from generator.assembly.bench import Bench, Made
from generator.assembly.shift import Shift
from generator.assembly.units import Stamps, Unit, units_of
from generator.crew import Crew
from generator.site.folder import MARKER, is_marked, mark, require_ours
from generator.site.links import Ties, lost
from generator.site.pages.page import Edition
from generator.site.search import missing_words
from generator.site.writer import Folder
from generator.store import Kept, Store, stamp

_UNIT: Final = "unit"
_TIES: Final = "ties"
_STATE: Final = "state"
_UNFINISHED: Final = "unfinished"
_VERIFIED: Final = "verified"
_PART: Final = {"project": 8, "agency": 16}
"""Units that are handed over together; of the other kinds, one."""


@dataclass(frozen=True)
class Making:
    """What a run made, and what there is now. `gone` are the files and anchors that were there before, and are no longer."""

    made: Mapping[str, Made]
    changed: Mapping[str, Ties]
    gone: frozenset[str]
    written: int
    is_verified: bool
    """Whether an earlier run found no fault in the links of all that was not changed."""

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return sum(made.pages for made in self.made.values())


class Maker:
    """Makes the units of an edition on a bench."""

    def __init__(self, bench: Bench, store: Store, crew: Crew) -> None:
        self.bench = bench
        self.store = store
        self.crew = crew

    def make(self, whole: Edition, *, besides: Callable[[str], bool]) -> Making:
        """Make what must be made. `besides` tells of files on the site that are no unit's own, and may stay.

        Raises `NotOursError` for a folder gongkai did not make.
        """
        self._begin()
        units, stamps = list(units_of(whole.catalog)), Stamps(whole)
        wanted = {unit.name: stamp(self.bench.frames.digest.encode(), stamps.of(unit)) for unit in units}
        before = {kept.name: (kept.stamp, Made.from_bytes(kept.piece)) for kept in self.store.pieces(_UNIT)}
        standing = self._standing({name: one for name, (known, one) in before.items() if wanted.get(name) == known})
        missing = [unit for unit in units if unit.name not in standing]
        leaving = [*(unit.name for unit in missing if unit.name in before), *(before.keys() - wanted.keys())]
        state = self.store.stamps(_STATE)
        ties_before = {kept.name: Ties.from_json(json.loads(kept.piece)) for kept in self.store.pieces(_TIES, leaving)}
        if missing or leaving:
            self.store.put(_STATE, [Kept(_UNFINISHED, b"", b"")])
            self.store.drop(_STATE, [_VERIFIED])
            self.store.drop(_UNIT, leaving)
        made = dict(standing)
        changed: dict[str, Ties] = {}
        for part in self._made(missing, whole):
            for name, one, ties in part:
                made[name], changed[name] = one, ties
            self.store.put(_TIES, [Kept(name, wanted[name], json.dumps(ties.to_json()).encode()) for name, _, ties in part])
            self.store.put(_UNIT, [Kept(name, wanted[name], one.to_bytes()) for name, one, _ in part])
        left = frozenset(name for unit in leaving for name in before[unit][1].site) - {n for u in changed for n in made[u].site}
        gone = set(left)
        for name in leaving:
            gone |= lost(ties_before.get(name, Ties()), changed.get(name, Ties()))
        is_interrupted = _UNFINISHED in state or not before
        self._clear(made, before, leaving, besides, is_interrupted=is_interrupted)
        self.store.drop(_TIES, [name for name in leaving if name not in changed])
        self.store.drop(_STATE, [_UNFINISHED])
        verified = _VERIFIED in state and not is_interrupted and len(ties_before) == len(leaving)
        return Making(made, changed, frozenset(gone), len(missing), verified)

    def ties(self, names: Iterable[str] | None = None) -> Iterator[Ties]:
        """Yield the ties of units, of all by default."""
        for kept in self.store.pieces(_TIES, None if names is None else list(names)):
            yield Ties.from_json(json.loads(kept.piece))

    def verified(self) -> None:
        """Keep in mind that no link of the site is at fault."""
        self.store.put(_STATE, [Kept(_VERIFIED, b"", b"")])

    def _standing(self, made: Mapping[str, Made]) -> dict[str, Made]:
        """Return the units of which nothing has been taken away since, by hand perhaps; what files hold is believed."""
        lacking = set(missing_words((one for each in made.values() for one in each.held), self.bench.workshop))
        docs, site = str(self.bench.docs), str(self.bench.site)
        return {
            name: one
            for name, one in made.items()
            if lacking.isdisjoint(held.id for held in one.held)
            and all(os.path.lexists(f"{site}/{file}") for file in one.site)
            and all(os.path.lexists(f"{docs}/{file}") for file in one.docs)
        }

    def _begin(self) -> None:
        folders = (self.bench.docs, self.bench.site)
        for folder in folders:
            require_ours(folder)
        if not all(map(is_marked, folders)):
            forget(self.store)
        for folder in folders:
            mark(folder)

    def _made(self, units: Sequence[Unit], whole: Edition) -> Iterator[list[tuple[str, Made, Ties]]]:
        parts = list(_parts(units))
        for part, results in zip(parts, self.crew.each(Shift(self.bench, whole), parts), strict=True):
            yield [(unit.name, made, ties) for unit, (made, ties) in zip(part, results, strict=True)]

    def _clear(
        self,
        made: Mapping[str, Made],
        before: Mapping[str, tuple[bytes, Made]],
        leaving: Iterable[str],
        besides: Callable[[str], bool],
        *,
        is_interrupted: bool,
    ) -> None:
        """Remove the files that no unit has any more; after an interrupted run, all that nobody knows of."""
        for folder, names in ((Folder(self.bench.docs), _in_docs), (Folder(self.bench.site), _on_site)):
            if is_interrupted:
                wanted = {MARKER}.union(*(names(one) for one in made.values()))
                folder.clear(lambda name, wanted=wanted: name in wanted or besides(name))  # type: ignore[misc]
            elif leaving:
                stale = {name for unit in leaving for name in names(before[unit][1])}
                for name in sorted(stale.difference(*(names(one) for one in made.values()))):
                    folder.remove(name)


def _in_docs(made: Made) -> tuple[str, ...]:
    return made.docs


def _on_site(made: Made) -> tuple[str, ...]:
    return made.site


def forget(store: Store) -> None:
    """Forget what was made: somebody else has written into its folders, or is about to."""
    for kind in (_UNIT, _TIES, _STATE):
        store.drop(kind)


def _parts(units: Sequence[Unit]) -> Iterator[Sequence[Unit]]:
    """Cut the units into parts of one kind, in their order."""
    part: list[Unit] = []
    for unit in units:
        if part and (unit.kind != part[0].kind or len(part) == _PART.get(part[0].kind, 1)):
            yield part
            part = []
        part.append(unit)
    if part:
        yield part

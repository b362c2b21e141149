"""A whole site from its units: only those are made that an earlier run did not, and what no unit makes any more goes.

What units came to is kept in the store. Before anything is written, the store says so, and forgets what is about to change; so
a run that was killed is known by what it left, and the next one makes those units again and clears away the rest.
"""

import os
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from generator.assembly.bench import Bench, Made
from generator.assembly.ledger import MAPPED, UNFINISHED, VERIFIED, Files, Known, Ledger, forget
from generator.assembly.shift import Shift
from generator.assembly.standing import Looked, Standing
from generator.assembly.units import Stamps, Unit, units_of
from generator.cache.store import Store, stamp
from generator.runtime.collector import aside
from generator.site.folders.folder import MARKER, is_marked, mark, require_ours
from generator.site.folders.writer import Folder
from generator.site.links import Ties, lost
from generator.site.pages.page import Edition
from generator.site.search import KeptWords, missing_words, require_own_words
from generator.workers.crew import Crew

_PART: Final = {"project": 8, "agency": 16}
"""Units that are handed over together; of the other kinds, one."""


@dataclass(frozen=True)
class Making:
    """What a run made, and what there is now. `gone` are the files and anchors that were there before, and are no longer."""

    units: Mapping[str, Known]
    made: frozenset[str]
    gone: frozenset[str]
    is_verified: bool
    """Whether an earlier run found no fault in the links of all that was not made now."""
    mapped: bytes | None
    """What the ledger held of a sitemap, if that still lists the same pages."""

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return sum(known.pages for known in self.units.values())

    @property
    def held(self) -> list[KeptWords]:
        """The words of every report."""
        return [one for known in self.units.values() for one in known.held]


class Maker:
    """Makes the units of an edition on a bench."""

    def __init__(
        self,
        bench: Bench,
        store: Store,
        crew: Crew,
        looked: Callable[[], Looked] | None = None,
        stamps: Callable[[Edition], Stamps] = Stamps,
    ) -> None:
        self.bench = bench
        self.ledger = Ledger(store)
        self.standing = Standing(bench.workshop, bench.docs, bench.site, store)
        self.crew = crew
        self.looked = looked
        self.stamps = stamps

    def make(self, whole: Edition, *, besides: Callable[[str], bool]) -> Making:
        """Make what must be made. `besides` tells of files on the site that are no unit's own, and may stay.

        Raises `NotOursError` for a folder gongkai did not make.
        """
        is_fresh = self._begin()
        units, stamps = list(units_of(whole.catalog)), self.stamps(whole)
        wanted = {unit.name: stamp(self.bench.frames.digest.encode(), stamps.of(unit)) for unit in units}
        before = self.ledger.known()
        known = self._standing({name: one for name, one in before.items() if wanted.get(name) == one.stamp})
        missing = [unit for unit in units if unit.name not in known]
        left = sorted(before.keys() - wanted.keys())
        state = self.ledger.state()
        is_interrupted = UNFINISHED in state or not before
        if missing or left:
            self.standing.stir()
            self.ledger.hold(UNFINISHED)
            self.ledger.hold_no_more(VERIFIED, MAPPED)
            self.ledger.leave([*(unit.name for unit in missing), *left])
        change = _Change(self.ledger, before.keys())
        with aside():
            for part in self._made(missing, whole):
                for name, one, ties in part:
                    files = Files(one.docs, one.site, one.indexed)
                    change.add(name, files, ties)
                    self.standing.touch(files)
                    known[name] = Known(wanted[name], one.pages, one.held)
                self.ledger.put((name, wanted[name], one, ties) for name, one, ties in part)
        for name in left:
            change.add(name, Files(), Ties())
        is_sure = change.is_known and not is_interrupted
        self.ledger.forget(left if is_sure else self.ledger.strangers(known.keys()))
        self._clear(change.stale, besides, is_whole=not (is_sure or is_fresh))
        self.ledger.hold_no_more(UNFINISHED)
        made = frozenset(unit.name for unit in missing)
        gone = frozenset({*change.stale.site, *change.lost})
        mapped = state.get(MAPPED) if is_sure and change.is_listed else None
        return Making(known, made, gone, VERIFIED in state and is_sure, mapped)

    def _standing(self, known: Mapping[str, Known]) -> dict[str, Known]:
        """Return the units of which nothing has been taken away since, by hand perhaps; what files hold is believed."""
        words = set(missing_words((one for each in known.values() for one in each.held), self.bench.workshop))
        lacking = set(self.standing.lacking(self.ledger, self.looked)) if known else set()
        return {
            name: one for name, one in known.items() if name not in lacking and words.isdisjoint(held.id for held in one.held)
        }

    def _begin(self) -> bool:
        """Make the folders ready; tell whether nothing stands in them."""
        folders = (self.bench.docs, self.bench.site)
        for folder in folders:
            require_ours(folder)
        require_own_words(self.bench.workshop)
        if not all(map(is_marked, folders)):
            forget(self.ledger.store)
        for folder in folders:
            mark(folder)
        return all(os.listdir(folder) == [MARKER] for folder in folders)  # noqa: PTH208

    def _made(self, units: Sequence[Unit], whole: Edition) -> Iterator[list[tuple[str, Made, Ties]]]:
        parts = list(_parts(units))
        for part, results in zip(parts, self.crew.each(Shift(self.bench, whole), parts), strict=True):
            yield [(unit.name, made, ties) for unit, (made, ties) in zip(part, results, strict=True)]

    def _clear(self, stale: Files, besides: Callable[[str], bool], *, is_whole: bool) -> None:
        """Remove the files that no unit has any more, all that nobody knows of where it `is_whole`."""
        for name, top in (("docs", self.bench.docs), ("site", self.bench.site)):
            if not is_whole:
                for file in sorted(getattr(stale, name)):
                    Folder(top).remove(file)
                continue
            wanted = {MARKER}
            for _, files in self.ledger.files():
                wanted.update(getattr(files, name))
            Folder(top).clear(lambda file, wanted=wanted: file in wanted or besides(file))  # type: ignore[misc]
        self.standing.touch(stale)


class _Change:
    """What becomes of units that are made again or go; what they had before is still told by the ledger, unless it was lost."""

    def __init__(self, ledger: Ledger, before: Collection[str]) -> None:
        self._ledger = ledger
        self._before = before
        self._went: Mapping[str, set[str]] = {"docs": set(), "site": set()}
        self._came: Mapping[str, set[str]] = {"docs": set(), "site": set()}
        self.lost: set[str] = set()
        """Pages and anchors that are no longer there."""
        self.is_known = True
        """Whether it was known of each unit what there was before."""
        self.is_listed = bool(before)
        """Whether search engines may list the same pages as before."""

    def add(self, name: str, files: Files, ties: Ties) -> None:
        """Compare what a unit has now with what it had."""
        was, had = Files(), Ties()
        if name in self._before:
            were, were_tied = dict(self._ledger.files([name])), dict(self._ledger.ties([name]))
            self.is_known = self.is_known and bool(were and were_tied)
            was, had = were.get(name, was), were_tied.get(name, had)
        self.is_listed = self.is_listed and sorted(was.indexed) == sorted(files.indexed)
        if self._before:
            self.lost |= lost(had, ties)
            for folder, old, new in (("docs", was.docs, files.docs), ("site", was.site, files.site)):
                self._went[folder].update(set(old).difference(new))
                self._came[folder].update(set(new).difference(old))

    @property
    def stale(self) -> Files:
        """The files that no unit has any more."""
        return Files(self._went["docs"] - self._came["docs"], self._went["site"] - self._came["site"])


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

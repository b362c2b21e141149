"""What units came to, kept in the store from run to run: what every run asks of them, and what only a change asks.

Of 100,000 reports it is a gigabyte: files and ties are read unit by unit, by whoever needs them.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, NamedTuple

from pydantic_core import to_json

from generator.assembly.bench import Made
from generator.cache.store import Kept, Store
from generator.site.links import Ties
from generator.site.search import KeptWords, Words
from generator.source.identity import ReportId

_UNIT: Final = "unit"
_FILES: Final = "files"
_TIES: Final = "ties"
_STATE: Final = "state"
_UNITS: Final = 1 << 13
"""Units of which `serve` does not read again at each edit what it knows: more would take more memory than they are worth."""
UNFINISHED: Final = "unfinished"
VERIFIED: Final = "verified"
MAPPED: Final = "mapped"
JOINED: Final = "joined"
"""What holds of the whole: it is about to change; no link is at fault; its sitemap is whole, and at the address that is told; its
tables are put together from what is told."""


class Known(NamedTuple):
    """What every run asks of a unit: what it was made from, how many pages it has, and the words of its reports."""

    stamp: bytes
    pages: int
    held: tuple[KeptWords, ...]


class Files(NamedTuple):
    """What a unit put into the docs folder and on the site, and its pages that search engines may list."""

    docs: Collection[str] = ()
    site: Collection[str] = ()
    indexed: Collection[str] = ()


@dataclass(frozen=True)
class Ledger:
    """What units came to. A unit is there once everything of it is."""

    store: Store

    def known(self) -> dict[str, Known]:
        """Return every unit by name."""
        read = ((kept.name, _known(kept.stamp, kept.piece)) for kept in self.store.pieces(_UNIT))
        return {name: known for name, known in read if known is not None}

    def files(self, names: Collection[str] | None = None) -> Iterator[tuple[str, Files]]:
        """Yield the files of units, of all by default. One may have been lost."""
        for kept in self.store.pieces(_FILES, names):
            yield kept.name, Files(*json.loads(kept.piece))

    def ties(self, names: Collection[str] | None = None, *, without: Collection[str] = ()) -> Iterator[tuple[str, Ties]]:
        """Yield the ties of units, of all by default. Some may have been lost."""
        for kept in self.store.pieces(_TIES, names):
            if kept.name not in without:
                yield kept.name, Ties.from_json(json.loads(kept.piece))

    def put(self, made: Iterable[tuple[str, bytes, Made, Ties]]) -> None:
        """Keep what units came to, each with its name and its stamp."""
        made = tuple(made)
        self.store.put(_TIES, [Kept(name, stamp, to_json(ties.to_json())) for name, stamp, _, ties in made])
        self.store.put(_FILES, [Kept(name, stamp, to_json([one.docs, one.site, one.indexed])) for name, stamp, one, _ in made])
        self.store.put(_UNIT, [Kept(name, stamp, to_json([one.pages, *map(_told, one.held)])) for name, stamp, one, _ in made])

    def leave(self, names: Iterable[str]) -> None:
        """Take units for not made from now on; their files and ties are still told."""
        self.store.drop(_UNIT, names)

    def forget(self, names: Collection[str]) -> None:
        """Forget all about units."""
        for kind in (_UNIT, _FILES, _TIES):
            self.store.drop(kind, names)

    def strangers(self, names: Collection[str]) -> Collection[str]:
        """Return the names of units that are none of these, and of which something is told."""
        return self.store.names(_FILES).union(self.store.names(_TIES)).difference(names)

    def state(self) -> Mapping[str, bytes]:
        """Return what holds of the whole."""
        return {kept.name: kept.piece for kept in self.store.pieces(_STATE)}

    def hold(self, name: str, told: bytes = b"") -> None:
        """Keep in mind that something holds of the whole."""
        self.store.put(_STATE, [Kept(name, b"", told)])

    def hold_no_more(self, *names: str) -> None:
        """Keep in mind that it does not."""
        self.store.drop(_STATE, names)


def forget(store: Store) -> None:
    """Forget what was made: somebody else has written into its folders, or is about to."""
    for kind in (_UNIT, _FILES, _TIES, _STATE):
        store.drop(kind)


def _told(one: KeptWords) -> list[object]:
    return [str(one.id), one.names, one.text]


@lru_cache(maxsize=_UNITS)
def _known(stamp: bytes, piece: bytes) -> Known | None:
    """Return what was kept of a unit; None where an earlier gongkai kept something else."""
    match json.loads(piece):
        case [int() as pages, *held]:
            return Known(stamp, pages, tuple(_held(*one) for one in held))
    return None


def _held(id: str, names: Sequence[Any], text: Sequence[Any]) -> KeptWords:
    year, agency, project = id.split("/")  # as `_told` writes it
    return KeptWords(ReportId(int(year), agency, project), Words(*names), Words(*text))

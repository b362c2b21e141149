"""Which bundles there are, and which reports stand in each: a run of the columns' order, so that a place in it tells the report.

A bundle ends where the name of a report says so (one in so many does, by its checksum), not at a round number: one more report
in a year moves the ends of the bundle it falls into and perhaps of the next, not of all that follow. Small years stand together,
and a year that has room in one bundle is not cut.

**How large.** A changed report costs its bundle again, and Pagefind takes 1.5 ms and 0.4 MB a report of full text (about 1,900
words), 0.3 ms and 0.06 MB for the names alone: hence at most 600 of full text and 2,500 of names, each less than a second and a
quarter of a gigabyte. A search asks every bundle, and would move some 25 kB for each character asked for from each; with
`bundle.CHUNK` set smaller it moves little more than what that character needs. At 10,000 reports a first search of the full text
moves about 0.8 MB (at most 2.8 MB), from some twenty bundles, as it did from four of 2,500; names cost 0.17 MB (0.3 MB), from
six bundles, where one of 10,000 cost 0.19 MB (0.33 MB). What grows is the number of files that a search asks for.
"""

import hashlib
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final, Literal, NamedTuple

from generator.site.search.bundle import maker
from generator.site.search.report import Held

Kind = Literal["names", "text"]


class Size(NamedTuple):
    """Reports from which on a bundle is full enough, and those it may hold."""

    enough: int
    largest: int


SIZES: Final[dict[Kind, Size]] = {"names": Size(1_500, 2_500), "text": Size(400, 600)}
_CHANCES: Final = 3
"""How often, on average, an end is come by between enough and the largest: one bundle in twenty ends at the largest."""


@dataclass(frozen=True)
class Planned:
    """A bundle: where it stands below `search/`, the place of its first report in the columns, and the reports themselves."""

    kind: Kind
    path: str
    first: int
    reports: Sequence[Held]

    @property
    def years(self) -> list[int]:
        """The years that it holds, the newest first."""
        return sorted({one.id.year for one in self.reports}, reverse=True)

    @property
    def digests(self) -> list[str]:
        """The digests of the words it is made from, in order."""
        return [one.names if self.kind == "names" else one.text for one in self.reports]


def planned(held: Iterable[Held], *kinds: Kind) -> tuple[Planned, ...]:
    """Return the bundles of each kind. One whose reports and words are the same has the same path, whatever else there is."""
    ordered = sorted(held, key=lambda one: (-one.id.year, one.id))
    years = [list(year) for _, year in groupby(ordered, key=lambda one: one.id.year)]
    return tuple(bundle for kind in kinds for bundle in _bundles(kind, years))


def _bundles(kind: Kind, years: Sequence[list[Held]]) -> Iterator[Planned]:
    first = 0
    for reports in _cut(years, SIZES[kind]):
        whole = hashlib.blake2b(maker().encode(), digest_size=8)
        for one in reports:
            whole.update(f"\0{one.id}\0{one.names if kind == 'names' else one.text}".encode())
        yield Planned(kind, f"{kind}/{whole.hexdigest()}", first, reports)
        first += len(reports)


def _cut(years: Iterable[list[Held]], size: Size) -> Iterator[list[Held]]:
    held: list[Held] = []
    for year in years:
        if held and len(held) + len(year) > size.largest:
            yield held
            held = []
        rest = year
        while len(rest) > size.largest:
            end = _end(rest, size)
            yield rest[:end]
            rest = rest[end:]
        held = [*held, *rest]
        if len(held) >= size.enough:
            yield held
            held = []
    if held:
        yield held


def _end(reports: Sequence[Held], size: Size) -> int:
    odds = max(1, (size.largest - size.enough) // _CHANCES)
    for place in range(size.enough, size.largest):
        if zlib.crc32(str(reports[place - 1].id).encode()) % odds == 0:
            return place
    return size.largest

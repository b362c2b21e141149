"""Which bundles there are, and which reports stand in each: a run of the columns' order, so that a place in it tells the report.

A bundle ends where the name of a report says so (by its checksum), not at a round number: one more report in a year moves the
ends of the bundle it falls into and perhaps of the next, not of all that follow. Small years stand together, and a year that has
room in one bundle is not cut.

**How large.** A changed report costs its bundle again, and Pagefind takes 0.8 µs and 0.2 kB a word, and as much as for 300 words
a page. So a bundle is limited by that weight: to some 500 reports of full text with 1,900 words each, or 3,000 of indicators'
names, either of which takes about a second and a quarter of a gigabyte. A search asks every bundle, and would move some 25 kB
from each for each character asked for; with `bundle.CHUNK` set smaller it moves little more than what that character needs. At
10,000 reports a first search of the full text moves 0.8 MB (2.8 MB for a long title) from some twenty bundles, as it did from
four of 2,500; the names cost 0.17 MB (0.3 MB) from a few bundles, where one of 10,000 cost 0.19 MB (0.33 MB). What grows is the
number of files that a search asks for.
"""

import hashlib
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final, Literal

from generator.site.search.bundle import maker
from generator.site.search.report import KeptWords, Words

Kind = Literal["names", "text"]

ENOUGH: Final = 750_000
"""The weight from which on a bundle may end."""

LARGEST: Final = 1_200_000
"""The weight a bundle may have: words, and `PAGE` for each report. A report that weighs more stands alone."""

PAGE: Final = 300
_ENDS: Final = 3
"""Reports between enough and the largest, on average, whose names say that a bundle ends there: one in twenty has none."""


@dataclass(frozen=True)
class Planned:
    """A bundle: where it stands below `search/`, the place of its first report in the columns, and the reports themselves."""

    kind: Kind
    path: str
    first: int
    reports: Sequence[KeptWords]

    @property
    def years(self) -> list[int]:
        """The years that it holds, the newest first."""
        return sorted({one.id.year for one in self.reports}, reverse=True)

    @property
    def words(self) -> list[Words]:
        """The words it is made from, in order."""
        return [_words(one, self.kind) for one in self.reports]


def planned(held: Iterable[KeptWords], *kinds: Kind) -> tuple[Planned, ...]:
    """Return the bundles of each kind. One whose reports and words are the same has the same path, whatever else there is."""
    ordered = sorted(held, key=lambda one: (-one.id.year, one.id))
    years = [list(year) for _, year in groupby(ordered, key=lambda one: one.id.year)]
    return tuple(bundle for kind in kinds for bundle in _bundles(kind, years))


def _words(report: KeptWords, kind: Kind) -> Words:
    return report.names if kind == "names" else report.text


def _bundles(kind: Kind, years: Sequence[list[KeptWords]]) -> Iterator[Planned]:
    first = 0
    for reports in _cut(years, lambda one: _words(one, kind).number + PAGE):
        whole = hashlib.blake2b(maker().encode(), digest_size=8)
        for one in reports:
            whole.update(f"\0{one.id}\0{_words(one, kind).digest}".encode())
        yield Planned(kind, f"{kind}/{whole.hexdigest()}", first, reports)
        first += len(reports)


def _cut(years: Iterable[list[KeptWords]], weight: Callable[[KeptWords], int]) -> Iterator[list[KeptWords]]:
    def ends_here(last: KeptWords) -> bool:
        return zlib.crc32(str(last.id).encode()) / (1 << 32) < _ENDS * weight(last) / (LARGEST - ENOUGH)

    held: list[KeptWords] = []
    before = 0  # what the reports held weigh
    for year in years:
        rest = sum(map(weight, year))
        if held and before + rest > LARGEST:
            yield held
            held, before = [], 0
        for one in year:
            own = weight(one)
            if held and before + rest > LARGEST and (before + own > LARGEST or (before >= ENOUGH and ends_here(held[-1]))):
                yield held
                held, before = [], 0
            held.append(one)
            before, rest = before + own, rest - own
        if before >= ENOUGH:
            yield held
            held, before = [], 0
    if held:
        yield held

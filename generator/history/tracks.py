"""A project across its years: step by step from report to report, and indicator by indicator through all of them."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Final, NamedTuple

from generator.catalog import Catalog, Stub
from generator.catalog.entry import Entry
from generator.history.listing import Listing, listings_of
from generator.history.matching import Kinship, paired
from generator.history.money import BudgetChange, budget_change
from generator.history.succession import before, missing_years, withheld_of
from generator.history.targets import Shift, TargetChange, compared_targets
from generator.model.figures import basis_of

_Place = tuple[int, int]
"""Number of the report in its project, and place of the row in the report."""


class Continuation(NamedTuple):
    """An indicator that continues an earlier one: the two listings, how they belong together, what became of the target."""

    before: Listing
    after: Listing
    kinship: Kinship
    target: TargetChange

    @property
    def weights(self) -> tuple[Decimal, Decimal] | None:
        """The two weights in points where both are known and they differ."""
        old, new = self.before.row.weight, self.after.row.weight
        return None if old is None or new is None or old == new else (old, new)

    @property
    def is_changed(self) -> bool:
        """Whether anything but the way of writing changed."""
        return (
            self.kinship is not Kinship.SAME
            or self.target.shift is not Shift.UNCHANGED
            or self.target.signs is not None
            or self.weights is not None
        )


class Step(NamedTuple):
    """From one report to the one that follows it: `missing` are the years between, without a report."""

    before: Entry
    after: Entry
    missing: tuple[int, ...]
    continued: tuple[Continuation, ...]
    vanished: tuple[Listing, ...]
    new: tuple[Listing, ...]
    listed: int
    """How many indicators the later report lists."""

    @property
    def budget(self) -> BudgetChange | None:
        """How the budget moved."""
        return budget_change(self.before, self.after)


class Stop(NamedTuple):
    """An indicator at one report: its listing, what it continues, or whether it is new or listed no longer."""

    listing: Listing | None
    continuation: Continuation | None = None
    is_new: bool = False
    vanished: Listing | None = None
    """The listing of the report before, where this one no longer lists the indicator."""


@dataclass(frozen=True)
class Track:
    """One indicator through all reports of its project."""

    stops: tuple[Stop, ...]

    @property
    def newest(self) -> Listing:
        """The newest listing."""
        return next(stop.listing for stop in reversed(self.stops) if stop.listing is not None)

    def has(self, shift: Shift) -> bool:
        """Tell whether its target ever shifted so, other than along with the budget."""
        return any(
            stop.continuation is not None
            and stop.continuation.target.shift is shift
            and not stop.continuation.target.follows_budget
            for stop in self.stops
        )

    def is_ever(self, kinship: Kinship) -> bool:
        """Tell whether it ever continued an earlier listing in this way."""
        return any(stop.continuation is not None and stop.continuation.kinship is kinship for stop in self.stops)

    @property
    def vanishes(self) -> bool:
        """Whether the newest report no longer lists it."""
        return self.stops[-1].listing is None


@dataclass(frozen=True)
class History:
    """A project across its years, the oldest report first."""

    entries: tuple[Entry, ...]
    missing: tuple[int, ...]
    steps: tuple[Step, ...]
    listings: tuple[tuple[Listing, ...], ...]
    """The indicators of each report."""
    predecessors: tuple[int | None, ...]
    """The number of the report that each follows; one step leads to each that has any."""
    withheld: tuple[Stub, ...] = ()
    """Its reports that are withheld, in years that have no other."""

    @cached_property
    def tracks(self) -> tuple[Track, ...]:
        """Its indicators, each through all reports: every track has one stop for each entry."""
        return tuple(_in_order(_tracks(self), len(self.entries)))

    @property
    def continuations(self) -> Iterator[Continuation]:
        """Every continuation of an indicator, also those of one that an earlier report had left off."""
        if all(len(step.continued) == step.listed for step in self.steps):  # so that none can be listed again
            return (link for step in self.steps for link in step.continued)
        return (stop.continuation for track in self.tracks for stop in track.stops if stop.continuation is not None)

    @cached_property
    def budget(self) -> BudgetChange | None:
        """How the budget moved from the first report to the last."""
        return budget_change(self.entries[0], self.entries[-1])


_NOWHERE: Final = Stop(None)


def history_of(catalog: Catalog, entries: Iterable[Entry]) -> History:
    """Return the history of one project's entries, all of which have an identity; their order does not matter."""
    ordered = tuple(sorted(entries, key=lambda entry: (entry.id is None, entry.id)))
    predecessors = tuple(_place(ordered, before(catalog, ordered, entry)) for entry in ordered)
    listings = tuple(listings_of(entry) for entry in ordered)
    withheld = withheld_of(catalog, ordered)
    closed = frozenset(stub.id.year for stub in withheld)
    steps = tuple(
        _step(ordered[previous], ordered[number], listings[previous], listings[number], closed)
        for number, previous in enumerate(predecessors)
        if previous is not None
    )
    return History(ordered, missing_years(ordered, closed), steps, listings, predecessors, withheld)


def _tracks(history: History) -> list[Track]:
    """Return the tracks of a history in the order in which they begin."""
    steps = iter(history.steps)
    tracks: list[dict[int, Stop]] = []
    track_of: dict[_Place, dict[int, Stop]] = {}
    for number, previous in enumerate(history.predecessors):
        step = None if previous is None else next(steps)
        continued = {} if step is None else {one.after.place: one for one in step.continued}
        for listing in history.listings[number]:
            stop, track = Stop(listing, is_new=step is not None and listing in step.new), None
            if previous is not None:
                one = continued.get(listing.place)
                track = track_of[previous, one.before.place] if one else _left_off(tracks, previous, number, listing)
                if track is not None:
                    stop = Stop(listing, one or _continuation(_newest(track), listing, Kinship.RETURNED))
            if track is None:
                tracks.append(track := {})
            track[number] = stop
            track_of[number, listing.place] = track
        if step is not None and previous is not None:
            for gone in step.vanished:
                track_of[previous, gone.place].setdefault(number, Stop(None, vanished=gone))
    return [Track(tuple(track.get(number, _NOWHERE) for number in range(len(history.entries)))) for track in tracks]


def _step(earlier: Entry, later: Entry, old: Sequence[Listing], new: Sequence[Listing], withheld: Collection[int]) -> Step:
    pairs = paired(old, new)
    left, come = _unpaired(old, [pair.before for pair in pairs]), _unpaired(new, [pair.after for pair in pairs])
    # Under a name that is not published an indicator may go on, for all a reader can tell.
    return Step(
        before=earlier,
        after=later,
        missing=missing_years((earlier, later), withheld),
        continued=tuple(_continuation(*pair) for pair in pairs),
        vanished=() if left and any(map(_is_nameless, new)) else left,
        new=() if come and any(map(_is_nameless, old)) else come,
        listed=len(new),
    )


def _unpaired(listings: Sequence[Listing], found: Sequence[Listing]) -> tuple[Listing, ...]:
    places = {listing.place for listing in found}
    return tuple(one for one in listings if one.place not in places and not _is_nameless(one))


def _is_nameless(listing: Listing) -> bool:
    return basis_of(listing.row.name) is not None


def _continuation(one: Listing, other: Listing, kinship: Kinship) -> Continuation:
    return Continuation(one, other, kinship, compared_targets(one, other))


def _left_off(tracks: Iterable[dict[int, Stop]], previous: int, number: int, listing: Listing) -> dict[int, Stop] | None:
    """Return the one track of that name which an earlier report left off."""
    found = [
        track
        for track in tracks
        if number not in track
        and (previous not in track or track[previous].listing is None)
        and (newest := _newest(track)).level1 == listing.level1
        and newest.name == listing.name
    ]
    return found[0] if len(found) == 1 else None


def _newest(track: Mapping[int, Stop]) -> Listing:
    return next(stop.listing for _, stop in sorted(track.items(), reverse=True) if stop.listing is not None)


def _in_order(tracks: Sequence[Track], reports: int) -> Iterator[Track]:
    """Yield tracks as the newest report that lists them does, first level by first level."""
    ordered = sorted(tracks, key=lambda track: _rank(track, reports))
    levels = list(dict.fromkeys(track.newest.level1 for track in ordered))
    for level in levels:
        yield from (track for track in ordered if track.newest.level1 == level)


def _rank(track: Track, reports: int) -> tuple[int, int]:
    newest = max(number for number, stop in enumerate(track.stops) if stop.listing is not None)
    return reports - newest, track.newest.place


def _place(entries: Sequence[Entry], entry: Entry | None) -> int | None:
    return None if entry is None else next((place for place, other in enumerate(entries) if other.id == entry.id), None)

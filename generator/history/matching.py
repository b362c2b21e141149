"""Which indicator of one report continues which of another: never two to one, and a change of name only where little else changed.

In this order, each on what is left over:

1. the budget's execution row continues the budget's execution row;
2. the same first level and name; of several such rows those with the same second level, weight and target first, then in order;
3. the same name under another first level, where it stands once in both reports;
4. another name: same first and second level, same printed weight, targets of one kind and unit, and similar names
   (`are_alike`), where neither has a second candidate.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from enum import StrEnum
from operator import attrgetter
from typing import NamedTuple

from generator.history.listing import Listing, are_alike, folded
from generator.model.quantities import Day, Number, Words


class Kinship(StrEnum):
    """How an indicator continues an earlier one."""

    SAME = "same"
    MOVED = "moved"
    """The same name under another first level."""
    RENAMED = "renamed"
    RETURNED = "returned"
    """The same name, listed again after a report that did not list it."""


class Pair(NamedTuple):
    """Two listings of one indicator."""

    before: Listing
    after: Listing
    kinship: Kinship


def paired(before: Sequence[Listing], after: Sequence[Listing]) -> tuple[Pair, ...]:
    """Return which listing continues which, in the order of the later report."""
    found: list[Pair] = []
    for kinship, match in _RULES:
        if not before or not after:  # nearly always after the second
            break
        matches = list(match(before, after))
        if matches:
            found += [Pair(one, other, kinship) for one, other in matches]
            before, after = _left(before, [one for one, _ in matches]), _left(after, [other for _, other in matches])
    return tuple(sorted(found, key=lambda pair: pair.after.place))


_Matches = Iterator[tuple[Listing, Listing]]


def _budgets(before: Sequence[Listing], after: Sequence[Listing]) -> _Matches:
    yield from _only([one for one in before if one.row.is_budget], [other for other in after if other.row.is_budget])


def _same_names(before: Sequence[Listing], after: Sequence[Listing]) -> _Matches:
    earlier, later = _by(before, attrgetter("address")), _by(after, attrgetter("address"))
    for address, ones in earlier.items():
        others = later.get(address, [])
        if len(ones) == 1 == len(others):  # nearly always; the rounds below come to the same
            yield ones[0], others[0]
            continue
        taken: list[tuple[Listing, Listing]] = []
        for same in (_cells, lambda _: None):
            left_ones = _by(_left(ones, [one for one, _ in taken]), same)
            left_others = _by(_left(others, [other for _, other in taken]), same)
            for cells in left_ones:
                taken += zip(left_ones[cells], left_others.get(cells, []), strict=False)
        yield from taken


def _same_name_elsewhere(before: Sequence[Listing], after: Sequence[Listing]) -> _Matches:
    earlier, later = _by(before, lambda one: one.name), _by(after, lambda one: one.name)
    for name, ones in earlier.items():
        if name:
            yield from _only(ones, later.get(name, []))


def _similar_names(before: Sequence[Listing], after: Sequence[Listing]) -> _Matches:
    candidates = [(one, other) for one in before for other in after if _may_be_renamed(one, other)]
    for one, other in candidates:
        if sum(left is one for left, _ in candidates) == 1 == sum(right is other for _, right in candidates):
            yield one, other


_RULES = (
    (Kinship.SAME, _budgets),
    (Kinship.SAME, _same_names),
    (Kinship.MOVED, _same_name_elsewhere),
    (Kinship.RENAMED, _similar_names),
)


def _may_be_renamed(one: Listing, other: Listing) -> bool:
    shape = _shape(one)
    return (
        (one.level1, one.level2) == (other.level1, other.level2)
        and one.row.weight is not None
        and one.row.weight == other.row.weight
        and shape is not None
        and shape == _shape(other)
        and are_alike(one.name, other.name)
    )


def _shape(listing: Listing) -> tuple[str, str] | None:
    """Return of what kind a target is and in which unit; None where it says nothing about its indicator."""
    reading = listing.reading
    match reading.target:
        case Number() as number:
            return "number", number.unit.base or (reading.hints.unit.base if reading.hints.unit else "")
        case Day():
            return "day", ""
        case Words():
            return "words", ""
        case _:
            return None


def _cells(listing: Listing) -> Hashable:
    return listing.level2, listing.row.weight, folded(listing.row.target)


def _by(listings: Iterable[Listing], key: Callable[[Listing], Hashable]) -> dict[Hashable, list[Listing]]:
    found: dict[Hashable, list[Listing]] = defaultdict(list)
    for listing in listings:
        found[key(listing)].append(listing)
    return dict(found)


def _only(ones: Sequence[Listing], others: Sequence[Listing]) -> _Matches:
    if len(ones) == 1 == len(others):
        yield ones[0], others[0]


def _left(listings: Sequence[Listing], taken: Sequence[Listing]) -> list[Listing]:
    places = {listing.place for listing in taken}
    return [listing for listing in listings if listing.place not in places]

"""A list that is too long for one page, cut into parts by what its members are called: `a`, `b`, and where `b` is too long, `ba`, `bb`.

So a part's address says what is in it, and stays when a member is added: at most there are more parts, or one is cut in its
turn and leads on. Numbered pages would all move by one.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final, Generic, TypeVar

LONGEST: Final = 1000
"""The most reports that one page lists.

A line takes 800 bytes, so that a page stays below a megabyte (some 50 KB on the wire). Browsers need 0.3 s of a desk's processor
for it and 0.1 s to sort it; phones are some four times slower. Twice as many lines are 48,000 nodes to hold.
"""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Part(Generic[T]):
    """Members of a list that follow each other, from the one in place `first`, counted from 1.

    `name` begins what each of them is called, or `is_all` that they are called. `parts` are its own, where it is still too
    long for a page.
    """

    name: str
    is_all: bool
    first: int
    members: tuple[T, ...]
    parts: tuple["Part[T]", ...]

    @property
    def last(self) -> int:
        """The place of the last member."""
        return self.first + len(self.members) - 1

    @property
    def pages(self) -> Iterator["Part[T]"]:
        """The parts that are not cut themselves, in order."""
        if not self.parts:
            yield self
        for part in self.parts:
            yield from part.pages


def cut(members: Sequence[T], called: Callable[[T], Sequence[str]], longest: int, joint: str = "") -> tuple[Part[T], ...]:
    """Return the parts of a list of more than `longest` members; none of a shorter one, or where all are called the same.

    `called` gives what a member is called, as letters or as words, which `joint` joins in a part's name. Members that begin
    alike stand together. A part that there is remains when members are added.
    """
    if len(members) <= longest:
        return ()
    return tuple(_parts([(called(member), member) for member in members], 1, longest, joint))


def _parts(members: Sequence[tuple[Sequence[str], T]], first: int, longest: int, joint: str) -> Iterator[Part[T]]:
    if len(members) <= longest:
        return
    end = _shared([name for name, _ in members])
    groups = [list(group) for _, group in groupby(members, key=lambda member: member[0][: end + 1])]
    if len(groups) == 1:
        return
    for group in groups:
        name = group[0][0][: end + 1]
        parts = tuple(_parts(group, first, longest, joint))
        yield Part(joint.join(name), len(name) == end, first, tuple(member for _, member in group), parts)
        first += len(group)


def _shared(names: Sequence[Sequence[str]]) -> int:
    """Return how many letters or words all names begin with."""
    first, end = names[0], len(names[0])
    for name in names:
        while name[:end] != first[:end]:
            end -= 1
    return end

"""The pages of the parts that a list is cut into where it is too long for one, and the table of its parts by letter."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final, Generic, NamedTuple, TypeVar

from generator.language import N_, _
from generator.site import addresses
from generator.site.pages.figures import Tile, words_of
from generator.site.pages.listing import Column, Listed, Tools
from generator.site.pages.matrix import Matrix
from generator.site.pages.page import Head, Link, Page, crumbs
from generator.site.pages.sums import MoneyTable, money_line
from generator.site.parts import Part
from generator.site.templates import filters
from generator.site.templates.environment import render
from generator.summary.spending import Entries

LETTERS: Final = N_("按字母")

T = TypeVar("T")


class Turn(NamedTuple):
    """Where a part stands in the whole, in words, and the ways to the parts before and after it."""

    place: str
    before: Link | None
    after: Link | None


class Body(NamedTuple):
    """What a part holds: reports as a list, projects against years, or agencies."""

    reports: tuple[Listed, ...] = ()
    tools: Tools | None = None
    caption: str = ""
    columns: tuple[Column, ...] = ("findings",)
    projects: Matrix | None = None
    agencies: tuple[Tile, ...] = ()


class ShareView(NamedTuple):
    """A part of a list: its own `parts` where it is still too long, else its `body`."""

    head: Head
    turn: Turn
    parts: MoneyTable | None
    body: Body


@dataclass(frozen=True)
class Whole(Generic[T]):
    """A list that is cut: where it stands, what it is called and the way there from the home page, itself included.

    `told` gives the reports that some members are or have, and which members they are. `places` says in words where a
    part stands, of `{first}` to `{last}` among `{count}`.
    """

    address: str
    title: str
    way: tuple[tuple[str, str | None], ...]
    cut: Sequence[Part[T]]
    told: Callable[[Sequence[T]], tuple[Entries, str]]
    places: str

    def pages(self, body: Callable[[Sequence[T], str, str], Body]) -> Iterator[Page]:
        """Yield the page of every part; `body` makes of members, an address and the part's letters what stands there."""
        for part, before, after in turned(self.cut):
            address, letter = self._address(part), letter_of(part)
            entries, _titles = self.told(part.members)
            title = _("{title}：{part}", title=self.title, part=letter)
            view = ShareView(
                head=Head(title, crumbs(address, *self.way, (letter, None)), (words_of(entries),)),
                turn=turn_of(self.cut, part, (before, after), self.places, partial(self._way, origin=address)),
                parts=self._letters(part.parts, entries, address) if part.parts else None,
                body=Body() if part.parts else body(part.members, address, letter),
            )
            yield Page(address, render("share", view))

    def letters(self, entries: Entries) -> MoneyTable:
        """Return the table of the parts, as seen from the whole, which is of `entries`."""
        return self._letters(self.cut, entries, self.address)

    def _letters(self, cut: Sequence[Part[T]], entries: Entries, origin: str) -> MoneyTable:
        lines = tuple(money_line(self._way(part, origin), *self.told(part.members)) for part in cut)
        return MoneyTable(_("字母"), _("按网址里名称的字母分开，多为拼音"), lines, money_line(Link(""), entries))

    def _way(self, part: Part[T], origin: str) -> Link:
        return Link(letter_of(part), addresses.href(origin, self._address(part)))

    def _address(self, part: Part[T]) -> str:
        return addresses.part(self.address, part.name, is_all=part.is_all)


def letter_of(part: Part[T]) -> str:
    """Return the letters that a part is of, as its readers meet them."""
    return part.name.upper()


def from_to(names: Sequence[str]) -> str:
    """Return from which name to which a part goes."""
    first, last = (filters.one_line(name) for name in (names[0], names[-1]))
    return first if len(names) == 1 else _("{first} – {last}", first=first, last=last)


def turned(cut: Sequence[Part[T]]) -> Iterator[tuple[Part[T], Part[T] | None, Part[T] | None]]:
    """Yield every part with the pages before and after it; those of one that is cut itself are around all of its own."""
    pages = [page for part in cut for page in part.pages]
    places = {page.first: at for at, page in enumerate(pages)}
    for part in _every(cut):
        first = places[part.first]
        after = places.get(part.last + 1)
        yield part, pages[first - 1] if first else None, None if after is None else pages[after]


def turn_of(
    cut: Sequence[Part[T]],
    part: Part[T],
    beside: tuple[Part[T] | None, Part[T] | None],
    places: str,
    way: Callable[[Part[T]], Link],
) -> Turn:
    """Return where a part of a list stands, in the words `places`, and the `way` to those `beside` it."""
    count = sum(len(one.members) for one in cut)
    first, last, all_of_them = map(filters.count, (part.first, part.last, count))
    place = _(places, first=first, last=last, count=all_of_them)
    before, after = (None if other is None else way(other) for other in beside)
    return Turn(place, before, after)


def _every(cut: Sequence[Part[T]]) -> Iterator[Part[T]]:
    for part in cut:
        yield part
        yield from _every(part.parts)

"""What stands in place of a list that is too long for a page: the reports asked for first, the parts it is cut into, and the search."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, NamedTuple

from markupsafe import Markup

from generator.catalog.entry import Entry
from generator.language import _, counted
from generator.site import addresses
from generator.site.pages.listing import Listed, listing
from generator.site.pages.page import Edition, Link
from generator.site.pages.sums import MoneyTable
from generator.site.templates import filters
from generator.summary.spending import Entries, rate_of
from generator.summary.telling import largest, lowest, most, slowest

SHOWN: Final = 8
"""How many reports of a kind are shown: enough to see whether they are alike."""
_LOW: Final = Decimal(80)
"""Where the search's own condition draws the line (`spent=under-80`)."""


class Telling(NamedTuple):
    """The first reports in some order; `more` leads to a search for all of them in the same order."""

    anchor: Markup
    title: str
    reports: tuple[Listed, ...]
    more: Link


class Digest(NamedTuple):
    """A list that is not printed: `ways` lead to its parts and to the search with its filters set, `parts` are what it is cut into.

    They are None where a table elsewhere on the page leads on already; `by` says by what it is cut.
    """

    words: str
    ways: tuple[Link, ...]
    telling: tuple[Telling, ...]
    by: str
    parts: MoneyTable | None


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question that the search answers too, about `count` of the reports."""

    anchor: str
    title: str
    count: int
    found: Entries
    fields: Mapping[str, str]


def digest_of(
    edition: Edition,
    entries: Entries,
    origin: str,
    chosen: Mapping[str, str],
    words: str,
    by: str = "",
    parts: MoneyTable | None = None,
) -> Digest:
    """Return what stands for the list of `entries` on the page at `origin`; `chosen` are the search's filters that find just them."""

    def search(**fields: str) -> Markup:
        return addresses.query(origin, addresses.SEARCH, **chosen, **fields)

    whole = Link(counted("搜索这 {count} 份报告", len(entries)), search())
    down = () if parts is None else (Link(by, addresses.href(origin, origin, "parts")),)
    return Digest(
        words=words,
        ways=(*down, whole, *(Link(text, search(**{flag: value})) for text, flag, value in _conditions(edition, entries))),
        telling=tuple(
            Telling(
                Markup(asked.anchor),  # noqa: S704 - one of the words below
                asked.title,
                listing(edition, asked.found, origin),
                Link(counted("在搜索里依次看全部 {count} 份", asked.count), search(**asked.fields)),
            )
            for asked in _asked(edition, entries)
            if asked.found
        ),
        by=by,
        parts=parts,
    )


def _asked(edition: Edition, entries: Entries) -> Iterator[_Asked]:
    def number(entry: Entry) -> int:
        return len(edition.findings_of(entry))

    doubted = sum(number(entry) > 0 for entry in entries)
    yield _Asked("largest", _("预算最多的"), len(entries), largest(entries, SHOWN), {"order": "amount"})
    yield _Asked("slowest", _("预算执行率最低的"), len(entries), slowest(entries, SHOWN), {"order": "rate-up"})
    yield _Asked("doubted", _("核验提示最多的"), doubted, most(entries, SHOWN, number), {"findings": "1", "order": "findings"})
    yield _Asked("lowest", _("得分最低的"), len(entries), lowest(entries, SHOWN), {"order": "score-up"})


def _conditions(edition: Edition, entries: Entries) -> Iterator[tuple[str, str, str]]:
    """Yield the search's conditions that some of the reports meet, in words, with how many do."""
    for text, flag, value, count in (
        (_("有核验提示"), "findings", "1", sum(bool(edition.findings_of(entry)) for entry in entries)),
        (_("有未评定的指标"), "open", "1", sum(map(_is_open, entries))),
        (_("执行率低于 80%"), "spent", "under-80", sum(map(_is_low, entries))),
        (_("有更正"), "corrected", "1", sum(entry.cover.revisions > 0 for entry in entries)),
    ):
        if count:
            yield _("{text}（{count}）", text=text, count=filters.count(count)), flag, value


def _is_open(entry: Entry) -> bool:
    return entry.ruleset.computes and entry.cover.unassessed > 0


def _is_low(entry: Entry) -> bool:
    rate = rate_of(entry)
    return rate is not None and rate < _LOW

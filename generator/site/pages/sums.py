"""Money and grades of parts, one line each, with their sum: the agencies of a year, the years of an agency."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from generator.site.charts.money import rate_text, wan
from generator.site.pages.figures import Spread, spread_of
from generator.site.pages.page import Link
from generator.summary.spending import Entries, spending


@dataclass(frozen=True, slots=True)
class MoneyLine:
    """One part: its reports, its money in 万元 as shown, None where unknown, and how its grades spread."""

    link: Link
    reports: int
    budget: Markup | None
    executed: Markup | None
    rate: Markup | None
    spread: Spread


@dataclass(frozen=True, slots=True)
class MoneyTable:
    """Parts below each other; `total` is None where there is one part only."""

    heading: str
    caption: str
    lines: tuple[MoneyLine, ...]
    total: MoneyLine | None


def money_table(heading: str, caption: str, parts: Sequence[tuple[Link, Entries]], whole: Entries) -> MoneyTable:
    """Return the table of some parts of `whole`."""
    lines = tuple(_line(link, entries) for link, entries in parts)
    return MoneyTable(heading, caption, lines, _line(Link(""), whole) if len(lines) > 1 else None)


def _line(link: Link, entries: Entries) -> MoneyLine:
    money = spending(entries)
    return MoneyLine(link, money.reports, wan(money.budget), wan(money.executed), rate_text(money), spread_of(entries))

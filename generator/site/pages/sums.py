"""Money and grades of parts, one line each, with their sum: the agencies of a year, the years of an agency."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from markupsafe import Markup

from generator.language import counted
from generator.site.charts.money import rate_text, wan
from generator.site.pages.figures import Spread, spread_of
from generator.site.pages.page import Link
from generator.summary.spending import Entries, spending

LONGEST: Final = 300
"""The most lines of a table that grows with the site: one with its bar takes 1,200 bytes."""


class MoneyLine(NamedTuple):
    """One part: its reports, its money in 万元 as shown, None where unknown, and how its grades spread; `note` tells more of it."""

    link: Link
    reports: int
    budget: Markup | None
    executed: Markup | None
    rate: Markup | None
    spread: Spread
    note: str | None = None


class MoneyTable(NamedTuple):
    """Parts below each other; `total` is None where there is one part only."""

    heading: str
    caption: str
    lines: tuple[MoneyLine, ...]
    total: MoneyLine | None


def money_table(heading: str, caption: str, parts: Sequence[tuple[Link, Entries]], whole: Entries) -> MoneyTable:
    """Return the table of some parts of `whole`."""
    lines = tuple(money_line(link, entries) for link, entries in parts)
    return MoneyTable(heading, caption, lines, money_line(Link(""), whole) if len(lines) > 1 else None)


def agencies_table(
    heading: str, caption: str, parts: Sequence[tuple[Link, Entries]], whole: Entries, all_of_them: Markup
) -> MoneyTable:
    """Return the table of any number of agencies: of very many, those with the largest budgets, and the others in a line.

    That line leads to `all_of_them`.
    """
    if len(parts) <= LONGEST:
        return money_table(heading, caption, parts, whole)
    ranked = sorted(parts, key=lambda part: -(spending(part[1]).budget or 0))
    rest = ranked[LONGEST:]
    line = (
        Link(counted("其余 {count} 个单位", len(rest)), all_of_them),
        tuple(entry for _, entries in rest for entry in entries),
    )
    return money_table(heading, caption, [*ranked[:LONGEST], line], whole)


def money_line(link: Link, entries: Entries, note: str | None = None) -> MoneyLine:
    """Return one line of such a table."""
    money = spending(entries)
    return MoneyLine(link, money.reports, wan(money.budget), wan(money.executed), rate_text(money), spread_of(entries), note)

"""A project across years: money and every indicator side by side, the oldest year first."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from markupsafe import Markup

from generator.catalog import Entry
from generator.model.quantities.glyphs import half_width
from generator.model.report import MONEY_ROWS
from generator.site import addresses, filters
from generator.site.environment import render
from generator.site.pages.listing import Entries, Listed, listed
from generator.site.pages.page import Edition, Head, Page, crumbs
from generator.site.pages.report import MONEY_LABELS
from generator.site.pages.rows import RowView, rows_of

RowKey: TypeAlias = tuple[str, str, int]
"""First-level indicator, name, and the how-manieth of that name: the same in another year is the same indicator."""


@dataclass(frozen=True, slots=True)
class Across:
    """One indicator in every year; None where a year's report does not list it."""

    level1: str
    name: str
    years: tuple[tuple[str, RowView | None], ...]


@dataclass(frozen=True, slots=True)
class MoneyAcross:
    """One row of money in every year, with its unit; None is blank."""

    label: str
    amounts: tuple[tuple[str, Markup | None, str], ...]


@dataclass(frozen=True, slots=True)
class ProjectView:
    """A project across years."""

    head: Head
    years: tuple[str, ...]
    reports: tuple[Listed, ...]
    money: tuple[MoneyAcross, ...]
    rows: tuple[Across, ...]


def project_pages(edition: Edition) -> Iterator[Page]:
    """Yield a page for every project, also one of a single year: its address is promised from the first year on."""
    catalog = edition.catalog
    for (agency, project), entries in catalog.by_project.items():
        address = addresses.project(agency, project)
        name, title = catalog.agency_name(agency), filters.one_line(entries[-1].report.title)
        years = tuple(_year(entry) for entry in entries)
        span = f"{years[0]} 至 {years[-1]} 年" if len(years) > 1 else f"{years[0]} 年"
        view = ProjectView(
            head=Head(
                title=f"{title}：历年",
                crumbs=crumbs(address, ("单位", addresses.AGENCIES), (name, addresses.agency(agency)), (title, None)),
                sub=(name, f"{span}，{len(entries)} 份报告"),
            ),
            years=years,
            reports=tuple(listed(catalog, entry, address) for entry in reversed(entries)),
            money=tuple(_money(entries)),
            rows=_across(entries),
        )
        yield Page(address, render("project", view))


def _year(entry: Entry) -> str:
    assert entry.id is not None
    return str(entry.id.year)


def _money(entries: Entries) -> Iterator[MoneyAcross]:
    for row in MONEY_ROWS:
        amounts = [
            (_year(entry), money.of(row) if (money := entry.evaluation.money) else None, money.unit if money else "")
            for entry in entries
        ]
        if any(amount is not None for _, amount, _ in amounts):
            shown = ((year, None if amount is None else filters.grouped(amount), unit) for year, amount, unit in amounts)
            yield MoneyAcross(MONEY_LABELS[row], tuple(shown))


def _across(entries: Entries) -> tuple[Across, ...]:
    """Return every indicator of any year, in the order of the newest report that lists it."""
    by_year = {_year(entry): _keyed(entry) for entry in entries}
    keys = dict.fromkeys(key for rows in reversed(by_year.values()) for key in rows)
    order = {level1: place for place, level1 in enumerate(dict.fromkeys(level1 for level1, _, _ in keys))}
    return tuple(
        Across(
            level1=next(rows[key].level1 for rows in by_year.values() if key in rows),
            name=next(rows[key].name for rows in reversed(by_year.values()) if key in rows),
            years=tuple((year, rows.get(key)) for year, rows in by_year.items()),
        )
        for key in sorted(keys, key=lambda key: order[key[0]])
    )


def _keyed(entry: Entry) -> Mapping[RowKey, RowView]:
    seen: Counter[tuple[str, str]] = Counter()
    keyed: dict[RowKey, RowView] = {}
    for row in rows_of(entry):
        level1, name = (_folded(text) for text in (row.level1, row.name))
        keyed[level1, name, seen[level1, name]] = row
        seen[level1, name] += 1
    return keyed


def _folded(text: str) -> str:
    """Return a name as it compares: full-width and half-width signs alike, without spaces."""
    return "".join(half_width(text).split())

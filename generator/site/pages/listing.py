"""A report as a line of a list, and what a reader may sort and filter a list by."""

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from typing import Final, Literal, NamedTuple, TypeAlias

from markupsafe import Markup

from generator.catalog import Catalog
from generator.catalog.entry import Entry
from generator.language import _
from generator.scoring.rounding import to_places
from generator.site import addresses
from generator.site.pages.frame import address_of
from generator.site.pages.page import Edition, Link
from generator.site.pages.rows import Tag
from generator.site.pages.verdict import open_rows
from generator.site.templates import filters
from generator.summary.grades import rank_of
from generator.summary.spending import Entries, budget_of, rate_of

__all__ = ["Column", "Entries", "Listed", "Tools", "listed", "listing", "tools_of"]

Column: TypeAlias = Literal["agency", "year", "findings"]
"""What a list may show beside the title, the money, the score and the grade."""

NO_GRADE: Final = "-"
"""Stands in filters and addresses for reports without a grade."""
_FEW: Final = 8
"""A list this short is read faster than it is filtered."""


class SortKeys(NamedTuple):
    """The figures of a line in full, by which it is sorted; None where there is none. `rank` is a grade's, 1 the best."""

    budget: Markup | None
    rate: Markup | None
    score: Markup | None
    rank: Markup | None


class Listed(NamedTuple):
    """A report as a line of a list; `budget` is the year's budget in 万元 to two places, `rate` in per cent.

    `id` names it everywhere. `grade_name` is what a grade is filtered by; `open` says whether a row is unassessed or not computable.
    """

    id: str
    report: Link
    agency: Link
    agency_slug: str
    year: Link
    budget: Markup | None
    rate: Markup | None
    score: Markup | None
    grade: Tag
    grade_name: str
    keys: SortKeys
    open: bool
    findings: int
    demo: bool


class Tools(NamedTuple):
    """What a list can be filtered by: agencies and grades that occur, with a count each, and whether two marks occur."""

    agencies: tuple[tuple[str, str, int], ...]
    grades: tuple[tuple[str, str, int], ...]
    open: int
    findings: int


def listing(edition: Edition, entries: Iterable[Entry], origin: str) -> tuple[Listed, ...]:
    """Return reports as the lines of a list on the page at `origin`."""
    return tuple(listed(edition.catalog, entry, origin, len(edition.findings_of(entry))) for entry in entries)


def listed(catalog: Catalog, entry: Entry, origin: str, findings: int = 0) -> Listed:
    """Return a report as a line of the list on the page at `origin`."""
    assert entry.id is not None
    id, cover = entry.id, entry.cover
    budget, rate = budget_of(entry), rate_of(entry)
    rank = rank_of(entry)
    return Listed(
        id=entry.name,
        report=Link(filters.one_line(cover.title), addresses.href(origin, address_of(entry))),
        agency=Link(catalog.agency_name(id.agency), addresses.href(origin, addresses.agency_year(id.year, id.agency))),
        agency_slug=id.agency,
        year=Link(_("{year} 年", year=id.year), addresses.href(origin, addresses.year(id.year))),
        budget=None if budget is None else filters.grouped(to_places(budget, 2)),
        rate=None if rate is None else filters.rate(rate),
        score=_plain(cover.score),
        grade=_grade(entry),
        grade_name=cover.grade or NO_GRADE,
        keys=SortKeys(_plain(budget), _plain(rate), _plain(cover.score), _plain(Decimal(rank) if rank else None)),
        open=cover.unassessed + cover.not_computable > 0,
        findings=findings,
        demo=cover.demo,
    )


def tools_of(rows: tuple[Listed, ...]) -> Tools | None:
    """Return what a list can be filtered by; None for a list of a few lines."""
    if len(rows) <= _FEW:
        return None
    agencies = Counter(row.agency_slug for row in rows)
    names = {row.agency_slug: row.agency.text for row in rows}
    grades = Counter((row.keys.rank or Markup("9"), row.grade_name) for row in rows)
    return Tools(
        agencies=tuple((slug, names[slug], agencies[slug]) for slug in sorted(agencies)) if len(agencies) > 1 else (),
        grades=tuple(
            (name, _("没有等级") if name == NO_GRADE else name, count) for (_rank, name), count in sorted(grades.items())
        ),
        open=sum(row.open for row in rows),
        findings=sum(row.findings > 0 for row in rows),
    )


def _plain(number: Decimal | None) -> Markup | None:
    return None if number is None else filters.plain(number)


def _grade(entry: Entry) -> Tag:
    """Return the grade as a mark and words, or why there is none."""
    cover = entry.cover
    if not entry.ruleset.computes:
        return Tag("none", _("不评分"))
    if cover.grade is not None:
        note = open_rows(cover.undecided)
        return Tag("open", _("{grade}，{note}", grade=cover.grade, note=note)) if note else Tag("grade", cover.grade)
    if cover.score is None:
        return Tag("stuck", _("没有总分"))
    off = cover.weight is not None and cover.scale is not None and cover.weight != cover.scale
    return Tag(
        "stuck", _("权重合计 {sum}", sum=filters.plain(cover.weight)) if off and cover.weight is not None else _("无法定级")
    )

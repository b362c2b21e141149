"""The corrections: what was changed in any report after it was published, newest first, before beside after."""

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import groupby
from typing import Final, NamedTuple, TypeAlias

from markupsafe import Markup

from generator.catalog import Catalog
from generator.chronology import Correction, corrections_of
from generator.language import N_, _, counted
from generator.model.report import Change
from generator.site import addresses, parts
from generator.site.pages.page import Edition, Head, Link, Page, crumbs
from generator.site.pages.rows import Cell, text_cell
from generator.site.pages.shares import Turn, turn_of, turned
from generator.site.templates import filters
from generator.site.templates.environment import render

FEED: Final = "feeds/corrections.atom"
"""The same as a feed."""
UNNAMED: Final = "data/unnamed-changes.json"
"""What changed without a correction: the page is made from the records, which do not say so, and can only lead to it."""
UNDATED: Final = N_("日期未载")


class FieldView(NamedTuple):
    """One corrected field: the form's words for it, and as the record names it where that is something else."""

    term: str
    written: str | None
    before: Cell
    after: Cell


class CorrectionView(NamedTuple):
    """One correction. `label` names its table among the others of the page."""

    date: str
    report: Link
    agency: Link
    year: str
    reason: str
    label: str
    fields: tuple[FieldView, ...]
    demo: bool


class YearOfCorrections(NamedTuple):
    """The corrections made in one calendar year."""

    anchor: Markup
    title: str
    corrections: tuple[CorrectionView, ...]


class CorrectionsView(NamedTuple):
    """Corrections by the year they were made in: all of them, or the newest or those of a time, where they are too many.

    `times` lead to those of each time, `turn` from one to the next.
    """

    head: Head
    years: tuple[YearOfCorrections, ...]
    feed: Markup
    unnamed: Markup
    is_newest: bool = False
    times: tuple[tuple[Link, str], ...] = ()
    turn: Turn | None = None


LONGEST: Final = 500
"""The most corrections of one page: one with two fields takes 1,700 bytes."""
NEWEST: Final = 50
"""How many are shown where there are more."""

_Numbered: TypeAlias = tuple[int, Correction]
"""A correction with its place among all of them."""


def corrections_pages(edition: Edition) -> Iterator[Page]:
    """Yield the page of corrections, and those of times where they are too many; where there are none it says so."""
    catalog, address = edition.catalog, addresses.CORRECTIONS
    found = tuple(enumerate(corrections_of(catalog), 1))
    cut = parts.cut(found, _when, LONGEST, "-")
    crumb = _("更正记录")
    view = _view(
        catalog, found[:NEWEST] if cut else found, address, Head(crumb, crumbs(address, (crumb, None)), (_words(found),))
    )
    yield Page(address, render("corrections", view._replace(is_newest=bool(cut), times=_times(cut, address))))
    for part, before, after in turned(cut):
        at, time = addresses.below(address, part.name), _time(part.name)
        title = _("{title}：{part}", title=crumb, part=time)
        head = Head(title, crumbs(at, (crumb, address), (time, None)), (_words(part.members),))
        view = _view(catalog, () if part.parts else part.members, at, head)
        turn = turn_of(cut, part, (before, after), N_("第 {first}–{last} 项，共 {count} 项"), partial(_way, origin=at))
        yield Page(at, render("corrections", view._replace(times=_times(part.parts, at), turn=turn)))


def _view(catalog: Catalog, corrections: Sequence[_Numbered], address: str, head: Head) -> CorrectionsView:
    return CorrectionsView(
        head=head,
        years=tuple(
            YearOfCorrections(
                Markup("undated") if year is None else Markup(f"y{year}"),  # noqa: S704 - digits only
                _(UNDATED) if year is None else _("{year} 年作出的更正", year=year),
                tuple(_correction(catalog, correction, address, place) for place, correction in members),
            )
            for year, members in groupby(corrections, key=lambda item: item[1].revision.date and item[1].revision.date.year)
        ),
        feed=addresses.file(address, FEED),
        unnamed=addresses.file(address, UNNAMED),
    )


def _words(corrections: Sequence[_Numbered]) -> str:
    if not corrections:
        return _("还没有更正")
    reports = {correction.entry.name for _place, correction in corrections}
    return counted("{count} 项更正，涉及 {reports} 份报告", len(corrections), reports=filters.count(len(reports)))


def _when(numbered: _Numbered) -> tuple[str, ...]:
    """Return when a correction was made, and of which report: the words that its time is cut by."""
    _place, correction = numbered
    id, day = correction.entry.id, correction.revision.date
    assert id is not None
    return (*(("undated",) if day is None else tuple(str(day).split("-"))), str(id.year), id.agency, id.project)


def _time(name: str) -> str:
    """Return the time that a part is of, for readers: a year, a month, a day, or a day's corrections of some reports."""
    year, *rest = name.split("-")
    if year == "undated":
        return "-".join((_(UNDATED), *rest))
    if not rest:
        return _("{year} 年", year=year)
    return _("{year} 年 {month} 月", year=year, month=int(rest[0])) if len(rest) == 1 else name


def _times(cut: Sequence[parts.Part[_Numbered]], origin: str) -> tuple[tuple[Link, str], ...]:
    return tuple((_way(part, origin), _words(part.members)) for part in cut)


def _way(part: parts.Part[_Numbered], origin: str) -> Link:
    return Link(_time(part.name), addresses.href(origin, addresses.below(addresses.CORRECTIONS, part.name)))


def _correction(catalog: Catalog, correction: Correction, origin: str, place: int) -> CorrectionView:
    entry, revision = correction.entry, correction.revision
    assert entry.id is not None
    id, title = entry.id, filters.one_line(entry.cover.title)
    report = addresses.report(id.year, id.agency, id.project)
    return CorrectionView(
        date=_(UNDATED) if revision.date is None else str(revision.date),
        report=Link(title, addresses.href(origin, report, "revisions")),
        agency=Link(catalog.agency_name(id.agency), addresses.href(origin, addresses.agency_year(id.year, id.agency))),
        year=_("{year} 年度", year=id.year),
        reason=filters.one_line(revision.reason),
        label=_("第 {place} 项：《{title}》的更正", place=place, title=title),
        fields=tuple(_field(correction, change) for change in revision.changes),
        demo=entry.cover.demo,
    )


def _field(correction: Correction, change: Change) -> FieldView:
    name, written = correction.called(change.field), filters.one_line(change.field)
    return FieldView(name, None if name == written else written, text_cell(change.before), text_cell(change.after))

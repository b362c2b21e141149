"""The corrections: what was changed in any report after it was published, newest first, before beside after."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from markupsafe import Markup

from generator.catalog import Catalog
from generator.chronology import Correction, corrections_of
from generator.language import N_, _, counted, lang
from generator.model.fields import field_terms
from generator.site import addresses, filters
from generator.site.environment import render
from generator.site.pages.page import Edition, Head, Link, Page, crumbs
from generator.site.pages.rows import Cell, text_cell

FEED: Final = "feeds/corrections.atom"
"""The same as a feed."""
UNNAMED: Final = "data/unnamed-changes.json"
"""What changed without a correction: the page is made from the records, which do not say so, and can only lead to it."""
UNDATED: Final = N_("日期未载")


@dataclass(frozen=True, slots=True)
class FieldView:
    """One corrected field: the form's words for it, and as the record names it where that is something else."""

    term: str
    written: str | None
    before: Cell
    after: Cell


@dataclass(frozen=True, slots=True)
class CorrectionView:
    """One correction. `label` names its table among the others of the page."""

    date: str
    report: Link
    agency: Link
    year: str
    reason: str
    label: str
    fields: tuple[FieldView, ...]
    demo: bool


@dataclass(frozen=True, slots=True)
class YearOfCorrections:
    """The corrections made in one calendar year."""

    anchor: Markup
    title: str
    corrections: tuple[CorrectionView, ...]


@dataclass(frozen=True, slots=True)
class CorrectionsView:
    """Every correction, by the year it was made in."""

    head: Head
    years: tuple[YearOfCorrections, ...]
    feed: Markup
    unnamed: Markup


def corrections_pages(edition: Edition) -> Iterator[Page]:
    """Yield the page of corrections; where there are none it says so."""
    catalog, address = edition.catalog, addresses.CORRECTIONS
    found = corrections_of(catalog)
    reports = {correction.entry.name for correction in found}
    words = (
        counted("{count} 项更正，涉及 {reports} 份报告", len(found), reports=filters.count(len(reports)))
        if found
        else _("还没有更正")
    )
    numbered = enumerate(found, 1)
    view = CorrectionsView(
        head=Head(_("更正记录"), crumbs(address, (_("更正记录"), None)), (words,)),
        years=tuple(
            YearOfCorrections(
                Markup("undated") if year is None else Markup(f"y{year}"),  # noqa: S704 - digits only
                _(UNDATED) if year is None else _("{year} 年作出的更正", year=year),
                tuple(_correction(catalog, correction, address, place) for place, correction in members),
            )
            for year, members in groupby(numbered, key=lambda item: item[1].revision.date and item[1].revision.date.year)
        ),
        feed=addresses.file(address, FEED),
        unnamed=addresses.file(address, UNNAMED),
    )
    yield Page(address, render("corrections", view))


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
        fields=tuple(_field(change.field, change.before, change.after) for change in revision.changes),
        demo=entry.cover.demo,
    )


def _field(written: str, before: str | None, after: str | None) -> FieldView:
    line = filters.one_line(written)
    terms = field_terms(written) if lang() == "zh" else ()  # the form's own words are Chinese
    return FieldView(" › ".join(terms) or line, line if terms else None, text_cell(before), text_cell(after))

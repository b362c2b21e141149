"""A project's pages: the one across its years, and the five of each of its reports. What several show is made once."""

from collections.abc import Iterator, Sequence

from generator.catalog.entry import Entry
from generator.site.charts.flow import flow_chart
from generator.site.pages.analysis import analysis_page, sections_of
from generator.site.pages.budget import budget_page, money_table
from generator.site.pages.form import form_page
from generator.site.pages.frame import around_of
from generator.site.pages.groups import groups_of
from generator.site.pages.indicators import indicators_page
from generator.site.pages.page import Edition, Page
from generator.site.pages.project import project_page
from generator.site.pages.report import overview_page
from generator.site.pages.rows import RowView, rows_of


def project_pages(edition: Edition) -> Iterator[Page]:
    """Yield the pages of every project and of all its reports."""
    for key, entries in edition.catalog.by_project.items():
        rows = [rows_of(entry) for entry in entries]
        yield project_page(edition.catalog, key, entries, rows)
        for entry, views in zip(entries, rows, strict=True):
            yield from report_pages(edition, entry, views)


def report_pages(edition: Edition, entry: Entry, rows: Sequence[RowView]) -> Iterator[Page]:
    """Yield the five pages of a report, of whose rows `rows` are the views, the budget's first."""
    around = around_of(edition.catalog, entry)
    groups, sections = groups_of(entry, rows), sections_of(entry.report)
    flow, table = flow_chart(entry), money_table(entry)
    yield overview_page(edition, entry, around, groups, flow, sections)
    yield budget_page(entry, around, flow, table, None if entry.evaluation.budget is None else rows[0])
    yield indicators_page(entry, around, groups)
    yield analysis_page(entry, around, sections)
    yield form_page(edition.catalog, entry, around, table, groups, sections)

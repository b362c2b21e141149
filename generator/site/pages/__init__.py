"""Every kind of page, in the order they are written. A new kind is one module and one line here, among those made from as much."""

from collections.abc import Container, Iterator, Mapping
from typing import Final

from generator.site.addresses import published_at
from generator.site.pages.about import about_pages
from generator.site.pages.agencies import agencies_pages, agency_pages
from generator.site.pages.compare import compare_pages
from generator.site.pages.corrections import corrections_pages
from generator.site.pages.coverage import coverage_pages
from generator.site.pages.data import data_pages
from generator.site.pages.departments import department_pages
from generator.site.pages.glossary import glossary_pages
from generator.site.pages.home import home_pages
from generator.site.pages.page import Edition, Page, PageType
from generator.site.pages.projects import project_pages
from generator.site.pages.search import search_pages
from generator.site.pages.standards import standard_pages, standards_pages
from generator.site.pages.withheld import withheld_pages
from generator.site.pages.written import written_pages
from generator.site.pages.years import agency_year_pages, year_pages, years_pages

__all__ = ["UNITS", "Edition", "Page", "PageType", "make_pages", "pages_of"]

UNITS: Final[Mapping[str, tuple[PageType, ...]]] = {
    "site": (
        home_pages,
        years_pages,
        agencies_pages,
        standards_pages,
        standard_pages,
        about_pages,
        coverage_pages,
        glossary_pages,
        search_pages,
        compare_pages,
        data_pages,
        withheld_pages,
    ),
    "corrections": (corrections_pages,),
    "year": (year_pages,),
    "department": (department_pages,),
    "agency": (agency_pages, agency_year_pages),
    "project": (project_pages,),
}
"""Kinds of page by what their pages are made from: a year, a department, an agency, a project across its years, all that was corrected, or the whole site."""


def pages_of(kind: str, edition: Edition, written: Container[str]) -> Iterator[Page]:
    """Yield the pages of one kind of unit, but for those that someone wrote by hand, which the unit of the site has."""
    for make in UNITS[kind]:
        yield from (page for page in make(edition) if page.address not in written)
    if kind == "site":
        yield from written_pages(edition)


def make_pages(edition: Edition) -> Iterator[Page]:
    """Yield every page of an edition, each address once."""
    pages = (page for kind in UNITS for page in pages_of(kind, edition, edition.written))
    while True:
        with published_at(edition.catalog.site.url):  # never while the page is someone else's
            page = next(pages, None)
        if page is None:
            return
        yield page

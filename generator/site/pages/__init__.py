"""Every kind of page, in the order they are written. A new kind is one module and one line here."""

from collections.abc import Iterator
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

__all__ = ["PAGE_TYPES", "Edition", "Page", "PageType", "make_pages"]

_GENERATED: Final[tuple[PageType, ...]] = (
    home_pages,
    years_pages,
    year_pages,
    agency_year_pages,
    agencies_pages,
    agency_pages,
    department_pages,
    project_pages,
    standards_pages,
    standard_pages,
    about_pages,
    corrections_pages,
    coverage_pages,
    glossary_pages,
    search_pages,
    compare_pages,
    data_pages,
    withheld_pages,
)


def _unless_written(pages_of: PageType) -> PageType:
    """Return a kind of page that leaves an address to the page someone wrote for it by hand."""

    def pages(edition: Edition) -> Iterator[Page]:
        return (page for page in pages_of(edition) if page.address not in edition.written)

    return pages


PAGE_TYPES: Final[tuple[PageType, ...]] = (*map(_unless_written, _GENERATED), written_pages)


def make_pages(edition: Edition) -> Iterator[Page]:
    """Yield every page of an edition, each address once."""
    pages = (page for pages_of in PAGE_TYPES for page in pages_of(edition))
    while True:
        with published_at(edition.catalog.site.url):  # never while the page is someone else's
            page = next(pages, None)
        if page is None:
            return
        yield page

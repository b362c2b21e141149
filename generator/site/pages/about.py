"""What this site is, for readers; a hand-written content/pages/about.md takes its place."""

from collections.abc import Iterator
from typing import NamedTuple

from generator.language import _
from generator.site import addresses
from generator.site.pages.page import Edition, Head, Link, Page, crumbs
from generator.site.templates import filters
from generator.site.templates.environment import render


class AboutView(NamedTuple):
    """The about page."""

    head: Head
    banner: str | None
    official: bool
    publisher: Link | None
    licence: str | None
    contact: str | None
    standards: Link
    withheld: Link | None


def about_pages(edition: Edition) -> Iterator[Page]:
    """Yield the about page."""
    site, address = edition.catalog.site, addresses.ABOUT
    publisher = site.publisher
    view = AboutView(
        head=Head(_("关于"), crumbs(address, (_("关于"), None)), (filters.one_line(site.title),)),
        banner=site.banner,
        official=site.official,
        publisher=None if publisher is None else Link(publisher.name, filters.safe_link(publisher.url)),
        licence=site.licence,
        contact=site.contact,
        standards=Link(_("评分标准"), addresses.href(address, addresses.STANDARDS)),
        withheld=Link(_("不予公开的报告"), addresses.href(address, addresses.WITHHELD)) if edition.catalog.withheld else None,
    )
    yield Page(address, render("about", view))

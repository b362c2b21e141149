"""The page of downloads: every year as tables, every report as data, and what the columns mean."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from markupsafe import Markup

from generator.language import _
from generator.site import addresses, linked
from generator.site.pages.page import Edition, Head, Link, Page, crumbs
from generator.site.templates import filters
from generator.site.templates.environment import render

JSON = "report.json"
"""The file beside a report's page."""


@dataclass(frozen=True, slots=True)
class YearFiles:
    """One line of downloads: everything, or a year."""

    label: str
    count: str
    reports: Markup
    indicators: Markup


class DataView(NamedTuple):
    """The page of downloads."""

    head: Head
    lines: tuple[YearFiles, ...]
    licence: str | None
    example: Markup | None
    columns: tuple[Link, ...]
    """What the search knows of a year's reports."""


def data_pages(edition: Edition) -> Iterator[Page]:
    """Yield the page of downloads."""
    catalog, address = edition.catalog, addresses.DATA
    years = [
        (_("全部年度"), "", len(catalog.by_id)),
        *((_("{year} 年", year=y), f"-{y}", len(e)) for y, e in catalog.by_year.items()),
    ]
    first = next(iter(catalog.by_id), None)
    view = DataView(
        head=Head(
            _("数据下载"),
            crumbs(address, (_("数据下载"), None)),
            (_("每一份报告、每一行指标，自述与复算并列"),),
            things=(linked.collection(catalog.site, *catalog.by_year),) if catalog.by_year else (),
        ),
        lines=tuple(
            YearFiles(
                label,
                filters.count(count),
                addresses.file(address, f"data/reports{suffix}.csv"),
                addresses.file(address, f"data/indicators{suffix}.csv"),
            )
            for label, suffix, count in years
        ),
        licence=catalog.site.licence,
        example=addresses.file(address, f"{first}/{JSON}") if first is not None else None,
        columns=tuple(
            Link(_("{year} 年报告的目录（JSON）", year=year), addresses.file(address, f"search/columns/{year}.json"))
            for year in catalog.by_year
        ),
    )
    yield Page(address, render("data", view))

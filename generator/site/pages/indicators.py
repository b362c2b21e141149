"""A report's indicators: the result tables by first level, and beside every score how it came about."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.site import addresses
from generator.site.environment import render
from generator.site.pages.page import Edition, Head, Link, Page
from generator.site.pages.report import Labels, Tab, address_of, head_of, labels_of, tabs_of
from generator.site.pages.rows import GroupView, groups_of


@dataclass(frozen=True, slots=True)
class IndicatorsView:
    """The indicators page of a report; `standard` is the way to the standard its scores follow."""

    head: Head
    tabs: tuple[Tab, ...]
    labels: Labels
    groups: tuple[GroupView, ...]
    standard: Link
    computes: bool


def indicators_pages(edition: Edition) -> Iterator[Page]:
    """Yield the indicators page of every report."""
    for entry in edition.catalog.by_id.values():
        address = address_of(entry, "indicators")
        target = addresses.standard(entry.ruleset.id)
        view = IndicatorsView(
            head=head_of(edition.catalog, entry, address, "指标"),
            tabs=tabs_of(edition.catalog, entry, address),
            labels=labels_of(entry),
            groups=groups_of(entry),
            standard=Link(entry.ruleset.title, addresses.href(address, target)),
            computes=entry.ruleset.computes,
        )
        yield Page(address, render("indicators", view))

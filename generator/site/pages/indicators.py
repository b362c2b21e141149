"""A report's indicators: the result tables by first level, and beside every score how it came about."""

from typing import NamedTuple

from generator.catalog.entry import Entry
from generator.language import counted
from generator.site import addresses
from generator.site.pages.frame import Around, Frame, Labels, address_of, frame_of, head_of, labels_of
from generator.site.pages.groups import GroupView, fills_completions
from generator.site.pages.hints import Hints
from generator.site.pages.page import Head, Link, Page
from generator.site.templates.environment import render


class IndicatorsView(NamedTuple):
    """The indicators page of a report; `standard` is the way to the standard its scores follow.

    `weights`, `completions` and `points` say whether any row fills that column: one that is blank throughout is left out.
    """

    head: Head
    frame: Frame
    hints: Hints
    labels: Labels
    groups: tuple[GroupView, ...]
    standard: Link
    computes: bool
    weights: bool
    completions: bool
    points: bool

    @property
    def columns(self) -> int:
        """How many columns a table has."""
        return 4 + self.computes + self.weights + self.completions + self.points


def indicators_page(entry: Entry, around: Around, groups: tuple[GroupView, ...]) -> Page:
    """Return the indicators page of a report."""
    address = address_of(entry, "indicators")
    rows = [row for group in groups for row in group.rows]
    view = IndicatorsView(
        head=head_of(around, counted("指标", 2)),
        frame=frame_of(around, "indicators"),
        hints=Hints(address),
        labels=labels_of(entry),
        groups=groups,
        standard=Link(entry.ruleset.title, addresses.href(address, addresses.standard(entry.ruleset.id))),
        computes=entry.ruleset.computes,
        weights=any(row.weight.kind != "blank" for row in rows),
        completions=fills_completions(groups),
        points=entry.ruleset.computes or any(row.stated_score.kind != "blank" for row in rows),
    )
    return Page(address, render("indicators", view))

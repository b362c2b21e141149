"""A report's overview: the answer, the promise and the result, what is unexplained, money, source, citation."""

from typing import NamedTuple

from markupsafe import Markup

from generator.catalog.entry import Entry
from generator.site import addresses, linked
from generator.site.charts.flow import FlowChart
from generator.site.charts.scores import ScoresChart, scores_chart
from generator.site.pages.agreement import Comparison, comparison_of
from generator.site.pages.analysis import Section
from generator.site.pages.data import JSON
from generator.site.pages.findings import Answered, Finding, answered_of, findings_of
from generator.site.pages.frame import Around, Frame, Labels, address_of, agency_of, frame_of, head_of, labels_of, permanent_of
from generator.site.pages.groups import GroupView
from generator.site.pages.hints import Hints
from generator.site.pages.lead import lead_of
from generator.site.pages.page import Edition, Head, Link, Page
from generator.site.pages.provenance import (
    ChangeView,
    Dates,
    RedactedView,
    citation_of,
    dates_of,
    redactions_of,
    revisions_of,
    source_of,
)
from generator.site.pages.verdict import Verdict, verdict_of
from generator.site.templates.environment import render


class ReportView(NamedTuple):
    """The overview of one report. `partial`: the record says that rows are missing; `points`: rows have points to be shown.

    `indicators` is where rows are explained.
    """

    head: Head
    frame: Frame
    hints: Hints
    verdict: Verdict
    lead: str
    partial: bool
    groups: tuple[GroupView, ...]
    scores: ScoresChart | None
    labels: Labels
    points: bool
    indicators: Markup
    budget: Markup
    comparison: Comparison | None
    findings: tuple[Finding, ...]
    answered: tuple[Answered, ...]
    redactions: tuple[RedactedView, ...]
    flow: FlowChart | None
    source: tuple[tuple[str, Link], ...]
    dates: Dates
    revisions: tuple[ChangeView, ...]
    citation: str
    permanent: str
    data: Markup


def overview_page(
    edition: Edition,
    entry: Entry,
    around: Around,
    groups: tuple[GroupView, ...],
    flow: FlowChart | None,
    sections: tuple[Section, ...],
) -> Page:
    """Return the overview of a report."""
    address, catalog, found = address_of(entry), edition.catalog, edition.findings_of(entry)
    permanent, lead = permanent_of(catalog, address), lead_of(entry)
    thing = linked.report(catalog, entry, agency_of(catalog, entry), lead, f"{entry.id}/{JSON}")
    view = ReportView(
        head=head_of(around)._replace(description=lead, things=(thing,)),
        frame=frame_of(around),
        hints=Hints(address),
        verdict=verdict_of(entry, len(found)),
        lead=lead,
        partial=entry.report.is_partial,
        groups=groups,
        scores=scores_chart(group.part for group in groups) if entry.ruleset.computes else None,
        labels=labels_of(entry),
        points=entry.ruleset.computes or any(row.stated_score.kind != "blank" for group in groups for row in group.rows),
        indicators=addresses.href(address, address_of(entry, "indicators")),
        budget=addresses.href(address, address_of(entry, "budget")),
        comparison=comparison_of(entry),
        findings=findings_of(entry, found, sections),
        answered=answered_of(entry, sections),
        redactions=tuple(redactions_of(entry)),
        flow=flow,
        source=tuple(source_of(catalog, entry, address)),
        dates=dates_of(entry),
        revisions=tuple(revisions_of(entry)),
        citation=citation_of(catalog, entry, permanent),
        permanent=permanent,
        data=addresses.file(address, f"{entry.id}/{JSON}"),
    )
    return Page(address, render("report", view))

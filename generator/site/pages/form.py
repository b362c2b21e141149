"""The whole report on one page for the printer: the official tables first among equals, 附件1 with merged cells."""

from collections.abc import Iterator
from typing import NamedTuple

from generator.catalog import Catalog
from generator.catalog.entry import Entry
from generator.language import _, lang
from generator.site.pages.analysis import Section, note_of
from generator.site.pages.budget import MoneyTable
from generator.site.pages.frame import Around, Frame, Labels, address_of, agency_of, frame_of, head_of, labels_of, permanent_of
from generator.site.pages.groups import GroupView, fills_completions
from generator.site.pages.page import Head, Page
from generator.site.pages.rows import Cell, figure_cell, text_cell
from generator.site.templates import filters
from generator.site.templates.environment import render


class Total(NamedTuple):
    """The last row of 附件1, as the report prints it."""

    full: Cell
    score: Cell
    grade: Cell


class FormView(NamedTuple):
    """The one-page form of a report; `completions`: it has a column of completions."""

    head: Head
    frame: Frame
    facts: tuple[tuple[str, str], ...]
    money: MoneyTable | None
    groups: tuple[GroupView, ...]
    labels: Labels
    total: Total
    completions: bool
    note: str | None
    sections: tuple[Section, ...]
    computed: str | None
    permanent: str


def form_page(
    catalog: Catalog,
    entry: Entry,
    around: Around,
    money: MoneyTable | None,
    groups: tuple[GroupView, ...],
    sections: tuple[Section, ...],
) -> Page:
    """Return the printable form of a report; search engines need a report once, so it is not indexed."""
    address, stated = address_of(entry, "form"), entry.report.stated
    view = FormView(
        head=head_of(around, _("自评表")),
        frame=frame_of(around, "form"),
        facts=tuple(_facts(catalog, entry)),
        money=money,
        groups=groups,
        labels=labels_of(entry),
        total=Total(figure_cell(stated.full), figure_cell(stated.score), text_cell(stated.grade)),
        completions=fills_completions(groups),
        note=note_of(entry.report, sections),
        sections=sections,
        computed=_computed(entry),
        permanent=permanent_of(catalog, address_of(entry)),
    )
    return Page(address, render("form", view), indexed=False)


def _facts(catalog: Catalog, entry: Entry) -> Iterator[tuple[str, str]]:
    report = entry.report
    period = [moment.text for moment in (report.period.start, report.period.end) if moment is not None]
    for label, text in (
        (_("项目名称"), report.title),
        (_("项目编码"), report.code),
        (_("主管部门"), report.printed.department),
        (_("实施单位"), agency_of(catalog, entry)),
        (_("实施期"), _(" 至 ").join(dict.fromkeys(period))),
        (_("自评日期"), str(report.evaluated) if report.evaluated else None),
    ):
        if text:
            yield label, filters.one_line(text)


def _computed(entry: Entry) -> str | None:
    """Say in one line what our own calculation gives."""
    result = entry.evaluation
    if not entry.ruleset.computes:
        return None
    standard = filters.one_line(entry.ruleset.title)
    if result.score is None:
        reason = result.reason.in_(lang()) if result.reason else None
        none = _("按“{standard}”复算：没有总分。", standard=standard)
        return _("{sentence}{reason}。", sentence=none, reason=reason) if reason else none
    score = filters.plain(result.score)
    ours = _("{score} 分，{grade}", score=score, grade=result.grade) if result.grade else _("{score} 分", score=score)
    if result.range is None:
        return _("按“{standard}”复算：{ours}。", standard=standard, ours=ours)
    low, high = map(filters.plain, result.range)
    return _(
        "按“{standard}”复算：{ours}；未评定的指标若全部评定，总分在 {low} 至 {high} 之间。",
        standard=standard,
        ours=ours,
        low=low,
        high=high,
    )

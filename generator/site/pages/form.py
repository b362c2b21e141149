"""The whole report on one page for the printer: the official tables first among equals, 附件1 with merged cells."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.catalog import Entry
from generator.site import filters
from generator.site.environment import render
from generator.site.pages.analysis import Section, note_of, sections_of
from generator.site.pages.budget import MoneyTable, money_table
from generator.site.pages.page import Edition, Head, Page
from generator.site.pages.report import Labels, Tab, address_of, agency_of, head_of, labels_of, permanent_of, tabs_of
from generator.site.pages.rows import Cell, GroupView, figure_cell, groups_of, text_cell


@dataclass(frozen=True, slots=True)
class Total:
    """The last row of 附件1, as the report prints it."""

    full: Cell
    score: Cell
    grade: Cell


@dataclass(frozen=True, slots=True)
class FormView:
    """The one-page form of a report."""

    head: Head
    tabs: tuple[Tab, ...]
    facts: tuple[tuple[str, str], ...]
    money: MoneyTable | None
    groups: tuple[GroupView, ...]
    labels: Labels
    total: Total
    note: str | None
    sections: tuple[Section, ...]
    computed: str | None
    permanent: str


def form_pages(edition: Edition) -> Iterator[Page]:
    """Yield the printable form of every report; search engines need a report once, so it is not indexed."""
    for entry in edition.catalog.by_id.values():
        address = address_of(entry, "form")
        stated = entry.report.stated
        view = FormView(
            head=head_of(edition.catalog, entry, address, "自评表"),
            tabs=tabs_of(edition.catalog, entry, address),
            facts=tuple(_facts(edition, entry)),
            money=money_table(entry),
            groups=groups_of(entry),
            labels=labels_of(entry),
            total=Total(figure_cell(stated.full), figure_cell(stated.score), text_cell(stated.grade)),
            note=note_of(entry.report),
            sections=sections_of(entry.report),
            computed=_computed(entry),
            permanent=permanent_of(edition.catalog, address_of(entry)),
        )
        yield Page(address, render("form", view), indexed=False)


def _facts(edition: Edition, entry: Entry) -> Iterator[tuple[str, str]]:
    report = entry.report
    period = [moment.text for moment in (report.period.start, report.period.end) if moment is not None]
    for label, text in (
        ("项目名称", report.title),
        ("项目编码", report.code),
        ("主管部门", report.printed.department),
        ("实施单位", agency_of(edition.catalog, entry)),
        ("实施期", " 至 ".join(dict.fromkeys(period))),
        ("自评日期", str(report.evaluated) if report.evaluated else None),
    ):
        if text:
            yield label, filters.one_line(text)


def _computed(entry: Entry) -> str | None:
    """Say in one line what our own calculation gives."""
    result = entry.evaluation
    if not entry.ruleset.computes:
        return None
    if result.score is None:
        return f"按“{entry.ruleset.title}”复算：没有总分。{result.reason.zh + '。' if result.reason else ''}"
    grade = f"，{result.grade}" if result.grade else ""
    span = (
        f"；未评定的指标若全部评定，总分在 {filters.plain(result.range[0])} 至 {filters.plain(result.range[1])} 之间"
        if result.range
        else ""
    )
    return f"按“{entry.ruleset.title}”复算：{filters.plain(result.score)} 分{grade}{span}。"

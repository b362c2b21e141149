"""A report's words: every narrative section, in the order and under the numbers of the official outline."""

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from generator.model.report import Report
from generator.site.environment import render
from generator.site.filters import entities, paragraphs
from generator.site.pages.page import Edition, Head, Page
from generator.site.pages.report import Tab, address_of, head_of, tabs_of


@dataclass(frozen=True, slots=True)
class Passage:
    """A titled passage; `title` is None where the section is one passage only."""

    title: str | None
    paragraphs: tuple[Markup, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the outline with the passages that the report fills."""

    anchor: Markup
    title: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class AnalysisView:
    """The narrative page of a report; `note` says what kind of text this is."""

    head: Head
    tabs: tuple[Tab, ...]
    note: str | None
    sections: tuple[Section, ...]


_NOTES = {"summary": "以下文字是对原报告各节的摘要，由转录者改写，不是原文；数字与表格照录。", "original": "以下文字照录原报告。"}


def analysis_pages(edition: Edition) -> Iterator[Page]:
    """Yield the narrative page of every report."""
    for entry in edition.catalog.by_id.values():
        address = address_of(entry, "analysis")
        sections = sections_of(entry.report)
        view = AnalysisView(
            head=head_of(edition.catalog, entry, address, "分析"),
            tabs=tabs_of(edition.catalog, entry, address),
            note=_NOTES.get(entry.report.source.narrative or "") if sections else None,
            sections=sections,
        )
        yield Page(address, render("analysis", view))


def note_of(report: Report) -> str | None:
    """Return what kind of text a report's narrative is, where it has one."""
    return _NOTES.get(report.source.narrative or "") if sections_of(report) else None


def sections_of(report: Report) -> tuple[Section, ...]:
    """Return the sections that the report fills, numbered as in the official outline."""
    overview, goals, analysis = report.overview, report.goals, report.analysis
    outline: tuple[tuple[str, str, tuple[tuple[str | None, str | None], ...]], ...] = (
        (
            "overview",
            "一、项目的基本情况",
            (
                ("项目概况", overview.description),
                ("立项依据", overview.basis),
                ("设立的必要性", overview.necessity),
                ("保证项目实施的措施与制度", overview.safeguards),
                ("项目实施计划", overview.plan),
                ("项目实施期绩效目标", goals.period),
                ("项目年度目标", goals.annual),
                ("目标实际完成情况", goals.achieved),
            ),
        ),
        ("conclusion", "二、项目绩效情况", ((None, report.conclusion),)),
        (
            "analysis",
            "三、项目绩效分析",
            (
                ("项目实施和预算执行情况及分析", analysis.execution),
                ("产出情况及分析", analysis.output),
                ("效益情况及分析", analysis.benefit),
                ("满意度情况及分析", analysis.satisfaction),
            ),
        ),
        ("experience", "四、项目主要经验做法", ((None, report.experience),)),
        ("problems", "五、项目管理中存在问题及原因分析", ((None, report.problems),)),
        ("improvements", "六、进一步加强项目管理措施及建议", ((None, report.improvements),)),
    )
    sections = (
        Section(entities(anchor), title, tuple(Passage(name, paragraphs(text)) for name, text in texts if text and text.strip()))
        for anchor, title, texts in outline
    )
    return tuple(section for section in sections if section.passages)

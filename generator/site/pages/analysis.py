"""A report's words: every narrative section, in the order and under the numbers of the official outline."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from markupsafe import Markup

from generator.catalog.entry import Entry
from generator.language import N_, _
from generator.model.figures import basis_of
from generator.model.report import Report
from generator.site.pages.frame import Around, Frame, address_of, frame_of, head_of
from generator.site.pages.page import Head, Page
from generator.site.templates.environment import render
from generator.site.templates.filters import entities, one_line, paragraphs


class Passage(NamedTuple):
    """A titled passage; `title` is None where the section is one passage only, `basis` says why it is not published."""

    title: str | None
    paragraphs: tuple[Markup, ...]
    basis: str | None = None


class Section(NamedTuple):
    """A section of the outline with the passages that the report fills."""

    anchor: Markup
    title: str
    passages: tuple[Passage, ...]


class AnalysisView(NamedTuple):
    """The narrative page of a report; `note` says what kind of text this is."""

    head: Head
    frame: Frame
    note: str | None
    sections: tuple[Section, ...]


_NOTES: Final = {
    "summary": N_("以下文字是对原报告各节的摘要，由转录者改写，不是原文；数字与表格照录。"),
    "original": N_("以下文字照录原报告。"),
}


def analysis_page(entry: Entry, around: Around, sections: tuple[Section, ...]) -> Page:
    """Return the narrative page of a report, of which `sections` are the sections."""
    address = address_of(entry, "analysis")
    view = AnalysisView(
        head=head_of(around, _("分析")),
        frame=frame_of(around, "analysis"),
        note=note_of(entry.report, sections),
        sections=sections,
    )
    return Page(address, render("analysis", view))


def note_of(report: Report, sections: tuple[Section, ...]) -> str | None:
    """Return what kind of text a report's narrative is, where it has one."""
    note = _NOTES.get(report.source.narrative or "")
    return _(note) if note and sections else None


def anchor_of(sections: tuple[Section, ...], field: str) -> str | None:
    """Return the anchor of the section that shows a field of the record; None where the report leaves it blank."""
    anchor = "overview" if field == "goals" else field
    return anchor if any(section.anchor == anchor for section in sections) else None


def _basis(text: str) -> str | None:
    basis = basis_of(text)
    return None if basis is None else one_line(basis)


def sections_of(report: Report) -> tuple[Section, ...]:
    """Return the sections that the report fills, ready to print."""
    return tuple(
        Section(entities(anchor), title, tuple(Passage(name, paragraphs(text), _basis(text)) for name, text in passages))
        for anchor, title, passages in outline_of(report)
    )


def outline_of(report: Report) -> Iterator[tuple[str, str, tuple[tuple[str | None, str], ...]]]:
    """Yield the sections that the report fills, numbered as in the official outline: anchor, title, and titled texts as written."""
    overview, goals, analysis = report.overview, report.goals, report.analysis
    outline: tuple[tuple[str, str, tuple[tuple[str | None, str | None], ...]], ...] = (
        (
            "overview",
            _("一、项目的基本情况"),
            (
                (_("项目概况"), overview.description),
                (_("立项依据"), overview.basis),
                (_("设立的必要性"), overview.necessity),
                (_("保证项目实施的措施与制度"), overview.safeguards),
                (_("项目实施计划"), overview.plan),
                (_("项目实施期绩效目标"), goals.period),
                (_("项目年度目标"), goals.annual),
                (_("目标实际完成情况"), goals.achieved),
            ),
        ),
        ("conclusion", _("二、项目绩效情况"), ((None, report.conclusion),)),
        (
            "analysis",
            _("三、项目绩效分析"),
            (
                (_("项目实施和预算执行情况及分析"), analysis.execution),
                (_("产出情况及分析"), analysis.output),
                (_("效益情况及分析"), analysis.benefit),
                (_("满意度情况及分析"), analysis.satisfaction),
            ),
        ),
        ("experience", _("四、项目主要经验做法"), ((None, report.experience),)),
        ("problems", _("五、项目管理中存在问题及原因分析"), ((None, report.problems),)),
        ("improvements", _("六、进一步加强项目管理措施及建议"), ((None, report.improvements),)),
    )
    for anchor, title, texts in outline:
        filled = tuple((name, text) for name, text in texts if text and text.strip())
        if filled:
            yield anchor, title, filled

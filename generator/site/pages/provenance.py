"""Where a record comes from, what was corrected in it, and how to cite it."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from generator.catalog import Catalog
from generator.catalog.entry import Entry
from generator.chronology import corrections_in
from generator.language import N_, _, lang
from generator.model.fields import field_path, field_terms
from generator.site import addresses
from generator.site.pages.frame import agency_of
from generator.site.pages.page import Link
from generator.site.pages.rows import Cell, text_cell
from generator.site.templates import filters

_COVERAGE: Final = {"complete": N_("全部内容"), "partial": N_("部分内容")}
_NARRATIVE: Final = {"original": N_("原文"), "summary": N_("摘要，由转录者改写；数字与表格照录")}


class ChangeView(NamedTuple):
    """One corrected field."""

    date: str
    reason: str
    field: Cell
    before: Cell
    after: Cell


class Dates(NamedTuple):
    """When a report was published, as far as it says, and when it was corrected since."""

    published: str
    corrected: str | None


def dates_of(entry: Entry) -> Dates:
    """Return a report's dates in words."""
    report = entry.report
    days = [str(revision.date) for revision in report.revisions if revision.date is not None]
    undated = len(report.revisions) - len(days)
    corrected = _("、").join(dict.fromkeys(days))
    return Dates(
        published=_day(report.disclosure.published) or _("原报告未载"),
        corrected=corrected or (_("日期不详") if undated else None),
    )


def source_of(catalog: Catalog, entry: Entry, address: str) -> Iterator[tuple[str, Link]]:
    """Yield what is known of where a record comes from, label and text; its dates stand with the citation."""
    assert entry.id is not None
    report, source = entry.report, entry.report.source
    agency = catalog.agency(entry.id.agency)
    slug = agency.department if agency else None
    department = report.printed.department or catalog.department_name(slug)
    if source.title or source.url:
        yield _("报告"), Link(filters.one_line(source.title or source.url or ""), filters.safe_link(source.url))
    if department:
        known = slug is not None and slug in catalog.agencies.departments  # the others have no page
        page = addresses.href(address, addresses.department(str(slug))) if known else None
        yield _("主管部门"), Link(filters.one_line(department), page)
    yield _("实施单位"), Link(agency_of(catalog, entry), addresses.href(address, addresses.agency(entry.id.agency)))
    for label, text in (
        (_("项目编码"), report.code),
        (_("索引号"), report.disclosure.index_number),
        (_("自评日期"), _day(report.evaluated)),
        (_("转录范围"), _words(_COVERAGE, source.coverage)),
        (_("文字部分"), _words(_NARRATIVE, source.narrative)),
        (_("文件"), source.file),
        (_("转录说明"), source.note),
    ):
        if text:
            yield label, Link(filters.one_line(text))
    standard = addresses.href(address, addresses.standard(entry.ruleset.id))
    yield _("评分标准"), Link(filters.one_line(entry.ruleset.title), standard)


def _words(words: dict[str, str], key: str | None) -> str | None:
    return None if key is None else _(words[key])


def _day(day: object) -> str | None:
    return None if day is None else str(day)


def revisions_of(entry: Entry) -> Iterator[ChangeView]:
    """Yield every corrected field, in the record's order."""
    for correction in corrections_in(entry):
        revision = correction.revision
        date, reason = _day(revision.date) or "", filters.one_line(revision.reason)
        if not revision.changes:
            yield ChangeView(date, reason, *(text_cell(None),) * 3)
        for change in revision.changes:
            yield ChangeView(
                date, reason, text_cell(correction.called(change.field)), text_cell(change.before), text_cell(change.after)
            )


class RedactedView(NamedTuple):
    """A part of the report that is not published: which, on what basis, and who decided."""

    field: str
    basis: str
    reason: str | None
    decided: str


def redactions_of(entry: Entry) -> Iterator[RedactedView]:
    """Yield what is redacted in a report, in the record's order."""
    for redaction in entry.report.redactions:
        terms = field_terms(redaction.field) if lang() == "zh" else ()  # the form's own words are Chinese
        rows = [step + 1 for step in field_path(redaction.field) or () if isinstance(step, int)]
        name = " › ".join(terms) or filters.one_line(redaction.field)
        by, day = filters.one_line(redaction.by), _day(redaction.date)
        yield RedactedView(
            field=_("{name}，第 {row} 行", name=name, row=rows[0]) if rows and terms else name,
            basis=filters.one_line(redaction.basis),
            reason=None if redaction.reason is None else filters.one_line(redaction.reason),
            decided=_("决定人：{by}", by=by) if day is None else _("决定人：{by}，{date}", by=by, date=day),
        )


def citation_of(catalog: Catalog, entry: Entry, permanent: str) -> str:
    """Return how to cite a report, in the order of GB/T 7714: who, what, kind of document, where, address.

    The date of publication is told only where the report has one; the day of access is the reader's.
    """
    assert entry.id is not None
    day = _day(entry.report.disclosure.published)
    return _(
        "{agency}. {title}：{year} 年度项目支出绩效自评{kind}.{published} {site}. {address}",
        agency=agency_of(catalog, entry),
        title=filters.one_line(entry.report.title),
        year=entry.id.year,
        kind="[R/OL]",  # a report, on line
        published=f" ({day})." if day else "",
        site=filters.one_line(catalog.site.title),
        address=permanent,
    )

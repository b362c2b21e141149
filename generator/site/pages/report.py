"""A report's overview: the verdict, the promise and the result, what is unexplained, money, source, citation."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from markupsafe import Markup

from generator.catalog import Catalog, Entry
from generator.diagnostics import Diagnostic, Severity
from generator.model.figures import Inapplicable, Rate
from generator.model.report import MONEY_ROWS
from generator.scoring.evaluation import Money
from generator.scoring.rounding import percent, places_of
from generator.site import addresses, filters, linked
from generator.site.environment import render
from generator.site.pages.data import JSON
from generator.site.pages.page import Edition, Head, Link, Page, crumbs
from generator.site.pages.rows import Bar, Cell, GroupView, RowView, groups_of, money_bar, rows_of, text_cell
from generator.site.pages.verdict import Verdict, lead_of, verdict_of

MONEY_LABELS: Final[Mapping[str, str]] = {
    "initial": "年初预算",
    "adjusted": "全年预算",
    "received": "实际到位",
    "executed": "全年执行",
}
RATES: Final[Mapping[str, tuple[str, str]]] = {
    "arrival_rate": ("received", "adjusted"),
    "execution_rate": ("executed", "adjusted"),
}
"""The rows of money that a rate divides."""

_PARTS: Final[tuple[tuple[addresses.Part | None, str], ...]] = (
    (None, "概览"),
    ("budget", "预算"),
    ("indicators", "指标"),
    ("analysis", "分析"),
    ("form", "自评表"),
)
_COVERAGE: Final = {"complete": "全部内容", "partial": "部分内容"}
_NARRATIVE: Final = {"original": "原文", "summary": "摘要，由转录者改写；数字与表格照录"}
_LABELS: Final = {
    "indicator": "三级指标",
    "weight": "权重",
    "target": "目标值",
    "actual": "实际完成值",
    "completion": "完成率",
    "score": "得分",
}


@dataclass(frozen=True, slots=True)
class Tab:
    """A part of the report, or the way to its other years."""

    text: str
    href: Markup
    current: bool = False
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Labels:
    """The column titles that the report's standard uses; `indicator` heads the third level of 附件1."""

    indicator: str
    weight: str
    target: str
    actual: str
    completion: str
    score: str


@dataclass(frozen=True, slots=True)
class Finding:
    """核验提示 of one kind, in plain words: what was found, place by place, and once why it matters."""

    kind: str
    word: str
    code: str
    messages: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class MoneyItem:
    """One of the four money rows, in total."""

    label: str
    bar: Bar
    amount: Markup | None


@dataclass(frozen=True, slots=True)
class ChangeView:
    """One corrected field."""

    date: str
    reason: str
    field: Cell
    before: Cell
    after: Cell


@dataclass(frozen=True, slots=True)
class ReportView:
    """The overview of one report."""

    head: Head
    tabs: tuple[Tab, ...]
    verdict: Verdict
    lead: str
    groups: tuple[GroupView, ...]
    labels: Labels
    rows: tuple[RowView, ...]
    findings: tuple[Finding, ...]
    money: tuple[MoneyItem, ...]
    unit: str
    rate: Markup | None
    stated_rate: str | None
    source: tuple[tuple[str, Link], ...]
    revisions: tuple[ChangeView, ...]
    citation: str
    permanent: str
    data: Markup


def report_pages(edition: Edition) -> Iterator[Page]:
    """Yield the overview of every report."""
    for entry in edition.catalog.by_id.values():
        address = address_of(entry)
        yield Page(address, render("report", _view(edition, entry, address)))


def address_of(entry: Entry, part: addresses.Part | None = None) -> str:
    """Return the address of a report or of one of its parts."""
    assert entry.id is not None
    return addresses.report(entry.id.year, entry.id.agency, entry.id.project, part)


def agency_of(catalog: Catalog, entry: Entry) -> str:
    """Return the agency's name as this report prints it, else its current one."""
    assert entry.id is not None
    return filters.one_line(entry.report.printed.agency or catalog.agency_name(entry.id.agency))


def head_of(catalog: Catalog, entry: Entry, address: str, part: str | None = None) -> Head:
    """Return the head of a page of a report; `part` is the part's name where it is not the overview."""
    assert entry.id is not None
    id, agency = entry.id, catalog.agency(entry.id.agency)
    title = filters.one_line(entry.report.title)
    steps: list[tuple[str, str | None]] = [
        (f"{id.year} 年", addresses.year(id.year)),
        (catalog.agency_name(id.agency), addresses.agency_year(id.year, id.agency)),
    ]
    if part is not None:
        steps.append((title, address_of(entry)))
    place = "".join(agency.region or catalog.site.region) if agency else ""
    sub = [f"{id.year} 年度项目支出绩效自评", agency_of(catalog, entry), place]
    if entry.report.demo:
        sub.insert(0, "演示数据")
    return Head(
        title=title if part is None else f"{title}：{part}",
        crumbs=crumbs(address, *steps),
        sub=tuple(text for text in sub if text),
    )


def tabs_of(catalog: Catalog, entry: Entry, address: str) -> tuple[Tab, ...]:
    """Return the parts of a report as seen from one of them, and the project's other years."""
    assert entry.id is not None
    parts = tuple(
        Tab(text, addresses.href(address, target), target == address)
        for text, target in ((text, address_of(entry, part)) for part, text in _PARTS)
    )
    years = addresses.project(*catalog.project_of[entry.id])
    return (*parts, Tab("历年", addresses.href(address, years), apart=True))


def labels_of(entry: Entry) -> Labels:
    """Return the column titles of a report's tables, from its standard."""
    return Labels(**{key: entry.ruleset.labels.get(key, text) for key, text in _LABELS.items()})


def findings_of(findings: tuple[Diagnostic, ...]) -> tuple[Finding, ...]:
    """Return the findings for a page, one view a code, the gravest first."""
    by_kind: dict[tuple[int, str], list[Diagnostic]] = {}
    for finding in findings:
        by_kind.setdefault((finding.severity.rank, finding.code), []).append(finding)
    return tuple(
        Finding(
            kind="info" if same[0].severity is Severity.INFO else "warning",
            word="说明" if same[0].severity is Severity.INFO else "提示",
            code=code,
            messages=tuple(finding.message("zh") for finding in same),
            why=same[0].rule.why.zh,
        )
        for (_, code), same in sorted(by_kind.items(), key=lambda item: item[0][0])
    )


def permanent_of(catalog: Catalog, address: str) -> str:
    """Return a page's permanent address: whole where the site knows its own, else from the root of the site."""
    return (catalog.site.url or "").rstrip("/") + address


def _view(edition: Edition, entry: Entry, address: str) -> ReportView:
    catalog = edition.catalog
    money = entry.evaluation.money
    return ReportView(
        head=replace(
            head_of(catalog, entry, address), description=(lead := lead_of(entry)), things=(_linked(catalog, entry, lead),)
        ),
        tabs=tabs_of(catalog, entry, address),
        verdict=verdict_of(entry),
        lead=lead,
        groups=groups_of(entry),
        labels=labels_of(entry),
        rows=rows_of(entry),
        findings=findings_of(edition.findings_of(entry)),
        money=_money(entry),
        unit=money.unit if money else "",
        rate=filters.plain(rate) if money and (rate := money.of("execution_rate")) is not None else None,
        stated_rate=_other_rate(entry),
        source=tuple(source_of(entry)),
        revisions=tuple(_revisions(entry)),
        citation=_citation(catalog, entry),
        permanent=permanent_of(catalog, address),
        data=addresses.file(address, f"{entry.id}/{JSON}"),
    )


def _linked(catalog: Catalog, entry: Entry, lead: str) -> linked.Thing:
    return linked.report(catalog, entry, agency_of(catalog, entry), lead, f"{entry.id}/{JSON}")


def _money(entry: Entry) -> tuple[MoneyItem, ...]:
    money = entry.evaluation.money
    if money is None:
        return ()
    amounts = {row: money.of(row) for row in MONEY_ROWS}
    known = [amount for amount in amounts.values() if amount is not None]
    if not known:
        return ()
    # A row that is blank is unknown only where the form has it; most forms have none for money received.
    form = (entry.report.budget.rows if entry.report.budget else ()) or ("initial", "adjusted", "executed")
    return tuple(
        MoneyItem(MONEY_LABELS[row], money_bar(amount, max(known)), None if amount is None else filters.grouped(amount))
        for row, amount in amounts.items()
        if amount is not None or row in form
    )


def _other_rate(entry: Entry) -> str | None:
    """Return the execution rate the report prints, where it is another than ours at the printed precision."""
    budget, money = entry.report.budget, entry.evaluation.money
    if budget is None or money is None:
        return None
    stated = budget.stated.execution_rate.total
    differs = agrees(money, "execution_rate", "total", stated) is False
    return stated.text if differs and isinstance(stated, Rate) else None


def agrees(money: Money, row: str, column: str, stated: Decimal | Inapplicable | Rate | None) -> bool | None:
    """Tell whether a derived figure is stated as we compute it, a rate at the precision it is printed with.

    None where one of the two is missing.
    """
    computed = money.of(row, column)
    if computed is None:
        return None
    match stated:
        case Rate():
            above, below = (money.of(name, column) for name in RATES[row])
            assert above is not None  # a rate is computed from both
            assert below is not None
            return percent(above, below, places_of(stated.percent)) == stated.percent
        case Decimal():
            return computed == stated
    return None


def source_of(entry: Entry) -> Iterator[tuple[str, Link]]:
    """Yield what is known of where a record comes from, label and text."""
    report, source = entry.report, entry.report.source
    if source.title or source.url:
        yield "报告", Link(filters.one_line(source.title or source.url or ""), filters.safe_link(source.url))
    for label, text in (
        ("项目编码", report.code),
        ("索引号", report.disclosure.index_number),
        ("主管部门", report.printed.department),
        ("自评日期", _day(report.evaluated)),
        ("公开日期", _day(report.disclosure.published) or "原报告未载"),
        ("转录范围", _COVERAGE.get(source.coverage or "")),
        ("文字部分", _NARRATIVE.get(source.narrative or "")),
        ("文件", source.file),
        ("转录说明", source.note),
        ("评分标准", entry.ruleset.title),
    ):
        if text:
            yield label, Link(filters.one_line(text))


def _day(day: object) -> str | None:
    return None if day is None else str(day)


def _revisions(entry: Entry) -> Iterator[ChangeView]:
    for revision in entry.report.revisions:
        date, reason = _day(revision.date) or "", filters.one_line(revision.reason)
        if not revision.changes:
            yield ChangeView(date, reason, *(text_cell(None),) * 3)
        for change in revision.changes:
            yield ChangeView(date, reason, text_cell(change.field), text_cell(change.before), text_cell(change.after))


def _citation(catalog: Catalog, entry: Entry) -> str:
    assert entry.id is not None
    title, site = filters.one_line(entry.report.title), filters.one_line(catalog.site.title)
    return f"{agency_of(catalog, entry)}：《{title}》，{entry.id.year} 年度项目支出绩效自评，载“{site}”。"

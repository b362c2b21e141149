"""A project across years: the answer in a sentence, a chart, its reports, and every indicator side by side with what changed."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from markupsafe import Markup

from generator.catalog import Catalog, ProjectKey, Stub
from generator.catalog.entry import Entry
from generator.history import History, Stop, history_of, in_yuan
from generator.language import _, counted
from generator.scoring.rounding import EXACT, product, to_places
from generator.site import addresses
from generator.site.charts.years import Figures, YearsChart, years_chart
from generator.site.pages import withheld
from generator.site.pages.listing import Listed, listed
from generator.site.pages.marks import Mark, key_of, marks_of, name_of, notes_of, sentence_of
from generator.site.pages.page import Head, Page, crumbs
from generator.site.pages.rows import RowView, text_cell
from generator.site.templates import filters
from generator.site.templates.environment import render

_WAN: Final = Decimal("0.0001")


class YearLine(NamedTuple):
    """A year of the table: its report with money in 万元; `report` is None for a year that has none to be seen.

    `withheld` is the way to one that is withheld. `renamed` says under which title or agency the report stands, where that differs from the newest.
    """

    label: str
    report: Listed | None
    withheld: Markup | None = None
    initial: Markup | None = None
    received: Markup | None = None
    executed: Markup | None = None
    renamed: str | None = None


class CellView(NamedTuple):
    """An indicator in one year. `row` is None where it is not listed, `is_missing` where the year has no report.

    `is_withheld`: it has one, which is not to be seen.
    """

    year: str
    row: RowView | None
    marks: tuple[Mark, ...]
    is_missing: bool = False
    is_withheld: bool = False
    before: str | None = None
    """The target of the report before, where this one no longer lists the indicator."""


class TrackView(NamedTuple):
    """One indicator in every year."""

    anchor: Markup
    level1: str
    name: str
    cells: tuple[CellView, ...]


class NoteView(NamedTuple):
    """A change that should not be missed, and the way to its row."""

    message: str
    why: str
    href: Markup | None


class ProjectView(NamedTuple):
    """A project across years."""

    head: Head
    lead: str
    chart: YearsChart | None
    chart_title: str
    chart_words: str
    standards: str | None
    years: tuple[YearLine, ...]
    notes: tuple[NoteView, ...]
    key: tuple[tuple[Mark, str], ...]
    columns: tuple[CellView, ...]
    tracks: tuple[TrackView, ...]
    is_single: bool


def project_page(catalog: Catalog, key: ProjectKey, entries: tuple[Entry, ...], rows: Sequence[Sequence[RowView]]) -> Page:
    """Return the page of a project, also one of a single year: its address is promised from the first year on.

    `entries` are its reports, the oldest first, and `rows` the views of their rows.
    """
    address = addresses.project(*key)
    view = _view(catalog, address, key[0], history_of(catalog, entries), rows)
    return Page(address, render("project", view))


def _view(catalog: Catalog, address: str, agency: str, history: History, rows: Sequence[Sequence[RowView]]) -> ProjectView:
    entries = history.entries
    name, title = catalog.agency_name(agency), filters.one_line(entries[-1].report.title)
    tracks, lead = _tracks(history, rows), sentence_of(history)
    figures = _figures(history)
    return ProjectView(
        head=Head(
            title=_("{title}：历年", title=title),
            crumbs=crumbs(address, (counted("单位", 2), addresses.AGENCIES), (name, addresses.agency(agency)), (title, None)),
            sub=(name, counted("{count} 份报告", len(entries))),
            description=_("{title}：{sentence}", title=title, sentence=lead),
        ),
        lead=lead,
        chart=years_chart(figures) if len(figures) > 1 else None,
        chart_title=_("历年的预算、执行与得分"),
        chart_words=_("；").join(_spoken(year) for year in figures),
        standards=_standards(entries),
        years=_lines(catalog, address, history),
        notes=tuple(
            NoteView(note.message, note.why, None if note.track is None else Markup("#") + tracks[note.track].anchor)
            for note in notes_of(history)
        ),
        key=key_of(mark for track in tracks for cell in track.cells for mark in cell.marks),
        columns=tracks[0].cells if tracks else (),
        tracks=tracks,
        is_single=len(entries) == 1,
    )


def _slots(history: History) -> tuple[tuple[int, int | None], ...]:
    """Return every year from the first to the last: its number, and its report's place; None where it has no report."""
    reports = [(_year(entry), place) for place, entry in enumerate(history.entries)]
    return tuple(
        sorted(
            [*reports, *((year, None) for year in history.missing), *((year, None) for year in _closed(history))],
            key=lambda slot: slot[0],
        )
    )


def _closed(history: History) -> dict[int, Stub]:
    """Return the years whose report is withheld; of two of a year, the first."""
    return {stub.id.year: stub for stub in reversed(history.withheld)}


def _tracks(history: History, rows: Sequence[Sequence[RowView]]) -> tuple[TrackView, ...]:
    closed, slots = _closed(history), _slots(history)
    labels = [_label(entry, history.entries) for entry in history.entries]
    return tuple(
        TrackView(
            anchor=filters.marked(f"indicator-{number}"),
            level1=filters.one_line(track.newest.row.level1 or ""),
            name=name_of(track.newest),
            cells=tuple(
                CellView(_("{year} 年", year=year), None, (), is_missing=True, is_withheld=year in closed)
                if place is None
                else _cell(track.stops[place], rows[place], labels[place])
                for year, place in slots
            ),
        )
        for number, track in enumerate(history.tracks, 1)
    )


def _cell(stop: Stop, rows: Sequence[RowView], label: str) -> CellView:
    before = None if stop.vanished is None else text_cell(stop.vanished.row.target).text or _("未填写")
    return CellView(label, None if stop.listing is None else rows[stop.listing.place], marks_of(stop), before=before)


def _label(entry: Entry, entries: Sequence[Entry]) -> str:
    """Return the year, with the report's title where the project has two of that year."""
    year = _year(entry)
    if sum(_year(other) == year for other in entries) == 1:
        return _("{year} 年", year=year)
    return _("{year} 年（{title}）", year=year, title=filters.one_line(entry.report.title))


def _lines(catalog: Catalog, address: str, history: History) -> tuple[YearLine, ...]:
    """Return the table of years, the newest first."""
    newest, closed = history.entries[-1], _closed(history)
    return tuple(
        YearLine(_("{year} 年", year=year), None, _stub_of(closed.get(year), address))
        if place is None
        else _line(catalog, address, history.entries[place], newest, history.entries)
        for year, place in reversed(_slots(history))
    )


def _stub_of(stub: Stub | None, origin: str) -> Markup | None:
    return None if stub is None else addresses.href(origin, withheld.address_of(stub))


def _line(catalog: Catalog, address: str, entry: Entry, newest: Entry, entries: Sequence[Entry]) -> YearLine:
    initial, received, executed = (in_yuan(entry, row) for row in ("initial", "received", "executed"))
    return YearLine(
        label=_label(entry, entries),
        report=listed(catalog, entry, address),
        initial=None if initial is None else _wan(initial),
        received=None if received is None else _wan(received),
        executed=None if executed is None else _wan(executed),
        renamed=_renamed(catalog, entry, newest),
    )


def _renamed(catalog: Catalog, entry: Entry, newest: Entry) -> str | None:
    """Say how a report's title or agency was called in its year, where that differs from the newest report."""
    assert entry.id is not None
    assert newest.id is not None
    words = []
    if filters.one_line(entry.report.title) != filters.one_line(newest.report.title):
        words.append(_("名称为“{title}”", title=filters.one_line(entry.report.title)))
    printed, now = (
        one.report.printed.agency or catalog.agency_name(slug)
        for one, slug in ((entry, entry.id.agency), (newest, newest.id.agency))
    )
    if printed != now:
        words.append(_("单位为“{agency}”", agency=filters.one_line(printed)))
    return _("，").join(words) if words else None


def _figures(history: History) -> tuple[Figures, ...]:
    closed = _closed(history)
    return tuple(
        Figures(str(year), is_missing=True, is_withheld=year in closed) if place is None else _figure(history.entries[place])
        for year, place in _slots(history)
    )


def _figure(entry: Entry) -> Figures:
    result, money = entry.evaluation, entry.evaluation.money
    budget, executed = in_yuan(entry, "adjusted"), in_yuan(entry, "executed")
    rate = money.of("execution_rate") if money is not None else None
    has_share = result.score is not None and result.scale
    return Figures(
        label=str(_year(entry)),
        budget=None if budget is None else product(budget, _WAN),
        executed=None if executed is None else product(executed, _WAN),
        rate=None if rate is None else filters.rate(rate),
        share=EXACT.divide(result.score, result.scale) if has_share and result.score is not None and result.scale else None,
        score=None if result.score is None else " ".join(part for part in (filters.plain(result.score), result.grade) if part),
        standard=entry.ruleset.id,
    )


def _spoken(year: Figures) -> str:
    """Return a year of the chart in words."""
    if year.is_withheld:
        return _("{year} 年的报告不予公开", year=year.label)
    if year.is_missing:
        return _("{year} 年没有报告", year=year.label)
    words = []
    if year.budget is not None:
        words.append(_("全年预算 {amount} 万元", amount=filters.grouped(to_places(year.budget, 2))))
    if year.executed is not None:
        words.append(_("执行 {amount} 万元", amount=filters.grouped(to_places(year.executed, 2))))
    words.append(_("没有总分") if year.score is None else _("得分 {score}", score=year.score))
    return _("{year} 年：{words}", year=year.label, words=_("，").join(words))


def _standards(entries: Sequence[Entry]) -> str | None:
    """Say that the years were scored by different standards, which lets no score be compared."""
    used = dict.fromkeys(filters.one_line(entry.ruleset.title) for entry in entries)
    if len(used) < 2:
        return None
    return _("各年采用的评分标准不同（{standards}），标准不同的年份得分不宜比较，图中也不连线。", standards=_("、").join(used))


def _wan(yuan: Decimal) -> Markup:
    return filters.grouped(to_places(product(yuan, _WAN), 2))


def _year(entry: Entry) -> int:
    assert entry.id is not None
    return entry.id.year

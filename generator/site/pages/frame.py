"""What every page of one report has around it: the head, the tabs, the years before and after, the column titles."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from generator.catalog import Catalog, Entry
from generator.history import neighbours
from generator.language import N_, _
from generator.site import addresses, filters
from generator.site.pages.page import Head, Link, crumbs

_PARTS: Final[tuple[tuple[addresses.Part | None, str], ...]] = (
    (None, N_("概览")),
    ("budget", N_("预算")),
    ("indicators", N_("指标")),
    ("analysis", N_("分析")),
    ("form", N_("自评表")),
)
_LABELS: Final = {
    "indicator": N_("三级指标"),
    "weight": N_("权重"),
    "target": N_("目标值"),
    "actual": N_("实际完成值"),
    "completion": N_("完成率"),
    "score": N_("得分"),
}
_OTHER_LABELS: Final = (N_("分值"), N_("年度指标值"), N_("业绩值"), N_("指标得分"), N_("目标指标"))
"""Titles that standards give their columns: marked here, since they stand in data."""


@dataclass(frozen=True, slots=True)
class Tab:
    """A part of the report, or the way to its other years."""

    text: str
    href: Markup
    current: bool = False
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Neighbour:
    """The same project's report of another year; `missing` are the years in between that have none."""

    word: str
    link: Link
    missing: str | None


@dataclass(frozen=True, slots=True)
class Frame:
    """The frame of one report's page. `id` is the report's identity, for picking it to compare."""

    id: str
    title: str
    tabs: tuple[Tab, ...]
    years: tuple[Neighbour, ...]


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around every page of one report, made once for all of them.

    `steps` are the way up and `parts` the pages of the report, each with its address; `years` are the neighbours: a word,
    the year, the address, and what is missing in between.
    """

    id: str
    title: str
    steps: tuple[tuple[str, str], ...]
    sub: tuple[str, ...]
    parts: tuple[tuple[str, str], ...]
    project: str
    years: tuple[tuple[str, str, str, str | None], ...]


@dataclass(frozen=True, slots=True)
class Labels:
    """The column titles that the report's standard uses; `indicator` heads the third level of 附件1."""

    indicator: str
    weight: str
    target: str
    actual: str
    completion: str
    score: str


def address_of(entry: Entry, part: addresses.Part | None = None) -> str:
    """Return the address of a report or of one of its parts."""
    assert entry.id is not None
    return addresses.report(entry.id.year, entry.id.agency, entry.id.project, part)


def agency_of(catalog: Catalog, entry: Entry) -> str:
    """Return the agency's name as this report prints it, else its current one."""
    assert entry.id is not None
    return filters.one_line(entry.report.printed.agency or catalog.agency_name(entry.id.agency))


def around_of(catalog: Catalog, entry: Entry) -> Around:
    """Return what stands around every page of a report."""
    assert entry.id is not None
    id, agency = entry.id, catalog.agency(entry.id.agency)
    title, printed = filters.one_line(entry.report.title), agency_of(catalog, entry)
    place = "".join(agency.region or catalog.site.region) if agency else ""
    sub = [_("{year} 年度项目支出绩效自评", year=id.year), printed, place]
    if entry.report.demo:
        sub.insert(0, _("演示数据"))
    return Around(
        id=str(id),
        title=title,
        steps=(
            (_("{year} 年", year=id.year), addresses.year(id.year)),
            (catalog.agency_name(id.agency), addresses.agency_year(id.year, id.agency)),
        ),
        sub=tuple(text for text in sub if text),
        parts=tuple((_(text), address_of(entry, part)) for part, text in _PARTS),
        project=addresses.project(*catalog.project_of[id]),
        years=tuple(_neighbours(catalog, entry)),
    )


def head_of(around: Around, address: str, part: str | None = None) -> Head:
    """Return the head of a page of a report; `part` is the part's name where it is not the overview."""
    overview = () if part is None else ((around.title, around.parts[0][1]),)
    return Head(
        title=around.title if part is None else _("{title}：{part}", title=around.title, part=part),
        crumbs=crumbs(address, *around.steps, *overview),
        sub=around.sub,
    )


def frame_of(around: Around, address: str) -> Frame:
    """Return the parts of a report as seen from one of them, and the project's other years."""
    parts = tuple(Tab(text, addresses.href(address, target), target == address) for text, target in around.parts)
    return Frame(
        id=around.id,
        title=around.title,
        tabs=(*parts, Tab(_("历年"), addresses.href(address, around.project), apart=True)),
        years=tuple(
            Neighbour(word, Link(text, addresses.href(address, target)), missing) for word, text, target, missing in around.years
        ),
    )


def _neighbours(catalog: Catalog, entry: Entry) -> Iterator[tuple[str, str, str, str | None]]:
    found = neighbours(catalog, entry)
    for word, other, missing in (
        (_("上一年"), found.before, found.missing_before),
        (_("下一年"), found.after, found.missing_after),
    ):
        if other is not None:
            years = _("、").join(map(str, missing))
            yield word, str(other.year), address_of(other), _("{years} 年没有报告", years=years) if missing else None


def labels_of(entry: Entry) -> Labels:
    """Return the column titles of a report's tables, from its standard."""
    return Labels(**{key: _(entry.ruleset.labels.get(key, text)) for key, text in _LABELS.items()})


def permanent_of(catalog: Catalog, address: str) -> str:
    """Return a page's permanent address: whole where the site knows its own, else from the root of the site."""
    return (catalog.site.url or "").rstrip("/") + address

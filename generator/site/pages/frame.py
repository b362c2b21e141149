"""What every page of one report has around it: the head, the tabs, the years before and after, the column titles."""

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from markupsafe import Markup

from generator.catalog import Catalog
from generator.catalog.entry import Entry
from generator.history import neighbours
from generator.language import N_, _, counted
from generator.site import addresses
from generator.site.pages.page import Head, Link, crumbs
from generator.site.templates import filters

_PARTS: Final[tuple[tuple[addresses.Part | None, str], ...]] = (
    (None, N_("概览")),
    ("budget", N_("预算")),
    ("indicators", N_("指标")),
    ("analysis", N_("分析")),
    ("form", N_("自评表")),
)
_PLACES: Final[Mapping[addresses.Part | None, int]] = {part: place for place, (part, _) in enumerate(_PARTS)}
_ASIDE: Final = "part"
"""Stands for each of the parts beside the overview: from all of them, everything else is as far away."""
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


class Tab(NamedTuple):
    """A part of the report, or the way to its other years."""

    text: str
    href: Markup
    current: bool = False
    apart: bool = False


class Neighbour(NamedTuple):
    """The same project's report of another year; `missing` are the years in between that have none."""

    word: str
    link: Link
    missing: str | None


class Frame(NamedTuple):
    """The frame of one report's page. `id` is the report's identity, for picking it to compare."""

    id: str
    title: str
    tabs: tuple[Tab, ...]
    years: tuple[Neighbour, ...]


class View(NamedTuple):
    """What stands around a page of a report, as seen from there: the way up, the parts, the years before and after."""

    crumbs: tuple[Link, ...]
    tabs: tuple[Tab, ...]
    years: tuple[Neighbour, ...]


class Around(NamedTuple):
    """What stands around every page of one report, made once for all of them: the parts beside the overview see the same.

    `told` is what those parts tell machines.
    """

    id: str
    title: str
    sub: tuple[str, ...]
    overview: View
    part: View
    told: Markup | None


class Labels(NamedTuple):
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
    steps = (
        (_("{year} 年", year=id.year), addresses.year(id.year)),
        (catalog.agency_name(id.agency), addresses.agency_year(id.year, id.agency)),
    )
    parts = tuple((counted(text, 2) if part == "indicators" else _(text), address_of(entry, part)) for part, text in _PARTS)
    project, years = addresses.project(*catalog.project_of[id]), tuple(_neighbours(catalog, entry))

    def seen(address: str, *overview: tuple[str, str]) -> View:
        tabs = (Tab(text, addresses.href(address, target)) for text, target in parts)
        return View(
            crumbs=crumbs(address, *steps, *overview),
            tabs=(*tabs, Tab(_("历年"), addresses.href(address, project), apart=True)),
            years=tuple(
                Neighbour(word, Link(text, addresses.href(address, target)), missing) for word, text, target, missing in years
            ),
        )

    overview = address_of(entry)
    part = seen(f"{overview}{_ASIDE}/", (title, overview))
    return Around(
        id=str(id),
        title=title,
        sub=tuple(text for text in sub if text),
        overview=seen(overview),
        part=part,
        told=Head(title, part.crumbs).json_ld,
    )


def head_of(around: Around, part: str | None = None) -> Head:
    """Return the head of a page of a report; `part` is the part's name where it is not the overview."""
    if part is None:
        return Head(around.title, around.overview.crumbs, around.sub)
    title = _("{title}：{part}", title=around.title, part=part)
    return Head(title, around.part.crumbs, around.sub, told=around.told)


def frame_of(around: Around, part: addresses.Part | None = None) -> Frame:
    """Return the parts of a report as seen from one of them, and the project's other years."""
    seen, at = around.overview if part is None else around.part, _PLACES[part]
    here = seen.tabs[at]._replace(href=addresses.HERE, current=True)
    return Frame(around.id, around.title, (*seen.tabs[:at], here, *seen.tabs[at + 1 :]), seen.years)


def _neighbours(catalog: Catalog, entry: Entry) -> Iterator[tuple[str, str, str, str | None]]:
    """Yield a word, the year, the address, and what is missing in between."""
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

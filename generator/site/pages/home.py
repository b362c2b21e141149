"""The front page: what this site is, search, the newest year in figures, the ways in, how to read the marks."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final, NamedTuple

from markupsafe import Markup

from generator.chronology import corrections_of, published_on
from generator.language import N_, _, counted
from generator.site import addresses, linked
from generator.site.pages.figures import Stat, Tile, stats_of, year_tiles
from generator.site.pages.listing import Listed, listing
from generator.site.pages.page import Edition, Head, Link, Page
from generator.site.pages.rows import Mark, Tag
from generator.site.templates import filters
from generator.site.templates.environment import render
from generator.summary.spending import Entries, rate_of

_TAGLINE: Final = N_("花了多少钱，办成什么事，逐项可查")
_SUB: Final = N_("各预算单位的项目支出绩效自评：照录公开的报告，按评分标准复算，每个得分都写明来由。")
_NEWEST: Final = 8
_AGENCIES: Final = 24
_LOW: Final = Decimal(80)
_MARKS: Final[tuple[tuple[Mark, str, str], ...]] = (
    ("met", N_("达到"), N_("实际完成值达到目标，得满分。")),
    ("missed", N_("未达到"), N_("没有达到目标，按评分标准扣分。")),
    ("open", N_("未评定"), N_("定性指标没有人评定。不是没有效果，是不知道；在图中画作斜线。")),
    ("stuck", N_("不可计算"), N_("缺少目标、实际完成值或权重，或者数字与文字无法比较。不猜。")),
    ("none", N_("不适用"), N_("报告写明不适用，不计入总分。")),
)


class HomeView(NamedTuple):
    """The front page; `newest` leads to the newest year, None where there is no report yet. `often` are questions ready made."""

    head: Head
    sub: str
    search: Markup
    often: tuple[Link, ...]
    newest: Link | None
    heading: str
    stats: tuple[Stat, ...]
    reports: tuple[Listed, ...]
    years: tuple[Tile, ...]
    agencies: tuple[Link, ...]
    all_agencies: Link
    marks: tuple[tuple[Tag, str], ...]


def home_pages(edition: Edition) -> Iterator[Page]:
    """Yield the front page."""
    catalog, address = edition.catalog, addresses.HOME
    everything = tuple(entry for entries in catalog.by_year.values() for entry in entries)
    year = next(iter(catalog.by_year), None)
    entries = () if year is None else catalog.by_year[year]
    newest = tuple(sorted(everything, key=published_on, reverse=True)[:_NEWEST])
    agencies = sorted(catalog.by_agency, key=lambda slug: (-len(catalog.by_agency[slug]), slug))
    view = HomeView(
        head=Head(
            filters.one_line(catalog.site.tagline or _(_TAGLINE)),
            description=_(_SUB),
            things=(linked.website(catalog.site, _(_SUB)),),
        ),
        sub=_(_SUB),
        search=addresses.href(address, addresses.SEARCH),
        often=tuple(_often(edition, everything)),
        newest=None
        if year is None
        else Link(_("{year} 年度的全部报告与分布", year=year), addresses.href(address, addresses.year(year))),
        heading="" if year is None else _("{year} 年度", year=year),
        stats=stats_of(entries, sum(bool(edition.findings_of(entry)) for entry in entries)),
        reports=listing(edition, newest, address),
        years=year_tiles(catalog, address),
        agencies=tuple(
            Link(catalog.agency_name(slug), addresses.href(address, addresses.agency(slug))) for slug in agencies[:_AGENCIES]
        ),
        all_agencies=Link(counted("全部 {count} 个单位", len(agencies)), addresses.href(address, addresses.AGENCIES)),
        marks=tuple((Tag(mark, _(word)), _(meaning)) for mark, word, meaning in _MARKS),
    )
    yield Page(address, render("home", view))


def _often(edition: Edition, entries: Entries) -> Iterator[Link]:
    """Yield the questions asked most, those that have an answer only."""
    origin = addresses.HOME
    if any(entry.cover.unassessed for entry in entries):
        yield Link(_("未评定的指标"), addresses.query(origin, addresses.SEARCH, open="1"))
    if any(rate < _LOW for entry in entries if (rate := rate_of(entry)) is not None):
        yield Link(_("预算执行低于 {rate}", rate="80%"), addresses.query(origin, addresses.SEARCH, spent="under-80"))
    if corrections_of(edition.catalog):
        yield Link(_("有更正的报告"), addresses.href(origin, addresses.CORRECTIONS))
    if edition.expected:
        yield Link(_("尚未公开"), addresses.href(origin, addresses.COVERAGE))

"""The front page: what this site is, the newest year, the ways in, how to read the marks."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.site import addresses, filters, linked
from generator.site.environment import render
from generator.site.pages.listing import Listed, Stat, listed
from generator.site.pages.page import Edition, Head, Link, Page
from generator.site.pages.rows import Tag
from generator.site.pages.years import Tile, year_tiles

_TAGLINE = "花了多少钱，办成什么事，逐项可查"
_SUB = "各预算单位的项目支出绩效自评：照录公开的报告，按评分标准复算，每个得分都写明来由。"
_NEWEST = 8
_MARKS = (
    (Tag("met", "达到"), "实际完成值达到目标，得满分。"),
    (Tag("missed", "未达到"), "没有达到目标，按评分标准扣分。"),
    (Tag("open", "未评定"), "定性指标没有人评定。不是没有效果，是不知道；在图中画作斜线。"),
    (Tag("stuck", "不可计算"), "缺少目标、实际完成值或权重，或者数字与文字无法比较。不猜。"),
    (Tag("none", "不适用"), "报告写明不适用，不计入总分。"),
)


@dataclass(frozen=True, slots=True)
class HomeView:
    """The front page; `newest` is the newest year, None where there is no report yet."""

    head: Head
    sub: str
    newest: Link | None
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
    agencies = sorted(catalog.by_agency, key=lambda slug: (-len(catalog.by_agency[slug]), slug))
    view = HomeView(
        head=Head(
            filters.one_line(catalog.site.tagline or _TAGLINE), description=_SUB, things=(linked.website(catalog.site, _SUB),)
        ),
        sub=_SUB,
        newest=None if year is None else Link(f"{year} 年度的全部报告", addresses.href(address, addresses.year(year))),
        stats=(
            Stat(filters.count(len(everything)), "", "份报告已公开"),
            Stat(filters.count(len(catalog.by_agency)), "", "个单位"),
            Stat(filters.count(len(catalog.by_year)), "", "个年度"),
            Stat(filters.count(sum(bool(edition.findings_of(entry)) for entry in everything)), "", "份有核验提示"),
        ),
        reports=tuple(listed(catalog, entry, address) for entry in everything[:_NEWEST]),
        years=year_tiles(catalog, address),
        agencies=tuple(
            Link(catalog.agency_name(slug), addresses.href(address, addresses.agency(slug))) for slug in agencies[:24]
        ),
        all_agencies=Link(f"全部 {len(agencies)} 个单位", addresses.href(address, addresses.AGENCIES)),
        marks=_MARKS,
    )
    yield Page(address, render("home", view))

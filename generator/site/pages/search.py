"""The search page: a form and an empty list, filled in the browser; without JavaScript, the other ways in."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from generator.language import _
from generator.site import addresses
from generator.site.environment import render
from generator.site.pages.page import Edition, Head, Link, Page, crumbs

WORKER: Final = "assets/javascripts/search-worker.js"
_FILTERS: Final = (
    ("year", "年度", "全部年度"),
    ("agency", "单位", "全部单位"),
    ("department", "主管部门", "全部部门"),
    ("grade", "等级", "全部等级"),
    ("region", "地区", "全部地区"),
)
_ORDERS: Final = (
    ("", "相关程度"),
    ("year", "年度，由近到远"),
    ("score", "得分，由高到低"),
    ("score-up", "得分，由低到高"),
    ("amount", "金额，由大到小"),
)


@dataclass(frozen=True, slots=True)
class SearchView:
    """The search page. `base` leads to the root, `worker` to the script that searches."""

    head: Head
    base: Markup
    worker: Markup
    filters: tuple[tuple[str, str, str], ...]
    orders: tuple[tuple[str, str], ...]
    ways: tuple[Link, ...]


def search_pages(edition: Edition) -> Iterator[Page]:
    """Yield the search page; it has nothing of its own to be listed by search engines."""
    del edition  # the same page for every edition: what it shows is fetched
    address = addresses.SEARCH
    ways = (("按年度浏览", addresses.YEARS), ("按单位浏览", addresses.AGENCIES), ("评分标准", addresses.STANDARDS))
    view = SearchView(
        head=Head(
            "搜索", crumbs(address, ("搜索", None)), description=_("按项目、单位、指标、编码、得分或金额查找公开的绩效自评报告。")
        ),
        base=Markup("../"),
        worker=addresses.file(address, WORKER),
        filters=_FILTERS,
        orders=_ORDERS,
        ways=tuple(Link(text, addresses.href(address, target)) for text, target in ways),
    )
    yield Page(address, render("search", view), indexed=False)

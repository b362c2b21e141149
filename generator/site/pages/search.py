"""The search page: a form and an empty list, filled in the browser; without JavaScript, the other ways in."""

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from markupsafe import Markup

from generator.language import N_, _
from generator.site import addresses
from generator.site.pages.page import Edition, Head, Link, Page, crumbs
from generator.site.templates.environment import render

WORKER: Final = "assets/javascripts/search-worker.js"
_FILTERS: Final = (
    ("year", N_("年度"), N_("全部年度")),
    ("agency", N_("单位"), N_("全部单位")),
    ("department", N_("主管部门"), N_("全部部门")),
    ("grade", N_("等级"), N_("全部等级")),
    ("region", N_("地区"), N_("全部地区")),
)
_FLAGS: Final = (
    ("open", "1", N_("有未评定的指标")),
    ("findings", "1", N_("有核验提示")),
    ("corrected", "1", N_("有更正")),
    ("spent", "under-80", N_("执行率低于 80%")),
)
"""Conditions that other pages may lead to: `search/?open=1`, `search/?spent=under-80`."""

_SCOPES: Final = (("", N_("标题、单位、数字、指标名称")), ("all", N_("连同正文和指标值")))
_ORDERS: Final = (
    ("", N_("相关程度")),
    ("year", N_("年度，由近到远")),
    ("score", N_("得分，由高到低")),
    ("score-up", N_("得分，由低到高")),
    ("amount", N_("金额，由大到小")),
    ("rate-up", N_("执行率，由低到高")),
    ("findings", N_("核验提示，由多到少")),
)


_KEYS: Final[Mapping[str, Markup]] = {
    "slash": Markup("<kbd>/</kbd>"),
    "up": Markup("<kbd>↑</kbd>"),
    "down": Markup("<kbd>↓</kbd>"),
    "enter": Markup("<kbd>Enter</kbd>"),
    "escape": Markup("<kbd>Esc</kbd>"),
}


class SearchView(NamedTuple):
    """The search page. `base` leads to the root, `worker` to the script that searches; names and values are those of the address."""

    head: Head
    base: Markup
    worker: Markup
    keys: Mapping[str, Markup]
    filters: tuple[tuple[str, str, str], ...]
    flags: tuple[tuple[str, str, str], ...]
    scopes: tuple[tuple[str, str], ...]
    orders: tuple[tuple[str, str], ...]
    ways: tuple[Link, ...]
    unpublished: tuple[Link, ...]
    """Where to look for reports that are not public, which no search finds."""


def search_pages(edition: Edition) -> Iterator[Page]:
    """Yield the search page; it has nothing of its own to be listed by search engines."""
    address = addresses.SEARCH
    ways = ((_("按年度浏览"), addresses.YEARS), (_("按单位浏览"), addresses.AGENCIES), (_("评分标准"), addresses.STANDARDS))
    title = _("搜索")
    view = SearchView(
        head=Head(
            title, crumbs(address, (title, None)), description=_("按项目、单位、指标、编码、得分或金额查找公开的绩效自评报告。")
        ),
        base=Markup("../"),
        worker=addresses.file(address, WORKER),
        keys=_KEYS,
        filters=tuple((name, _(label), _(every)) for name, label, every in _FILTERS),
        flags=tuple((name, value, _(label)) for name, value, label in _FLAGS),
        scopes=tuple((value, _(label)) for value, label in _SCOPES),
        orders=tuple((value, _(label)) for value, label in _ORDERS),
        ways=tuple(Link(text, addresses.href(address, target)) for text, target in ways),
        unpublished=tuple(_unpublished(edition, address)),
    )
    yield Page(address, render("search", view), indexed=False)


def _unpublished(edition: Edition, origin: str) -> Iterator[Link]:
    if edition.catalog.withheld:
        yield Link(_("不予公开的报告"), addresses.href(origin, addresses.WITHHELD))
    if edition.expected:
        yield Link(_("公开情况"), addresses.href(origin, addresses.COVERAGE))

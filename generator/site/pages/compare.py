"""The comparison of two to four reports that a reader picks: a shell, filled in the browser from the reports' own JSON.

The address of a comparison is `/compare/?r=2021/agency/project&r=…`, in the reader's order. Every word the script may say
is given to it by the template, so that the script holds none.
"""

from collections.abc import Iterator
from typing import NamedTuple

from markupsafe import Markup

from generator.language import _
from generator.site import addresses
from generator.site.pages.page import Edition, Head, Link, Page, crumbs
from generator.site.pages.search import WORKER
from generator.site.templates.environment import render


class CompareView(NamedTuple):
    """The comparison page. `base` leads to the root, `worker` to the script that finds reports."""

    head: Head
    base: Markup
    worker: Markup
    ways: tuple[Link, ...]


def compare_pages(edition: Edition) -> Iterator[Page]:
    """Yield the comparison page; what it shows depends on its query, so it is not for search engines."""
    del edition  # the same page for every edition: what it shows is fetched
    address = addresses.COMPARE
    ways = (
        (_("按年度浏览"), addresses.YEARS),
        (_("按单位浏览"), addresses.AGENCIES),
        (_("搜索"), addresses.SEARCH),
        (_("下载全部数据"), addresses.DATA),
    )
    view = CompareView(
        head=Head(_("报告比较"), crumbs(address, (_("报告比较"), None)), (_("选两到四份报告，并排看得分、资金和每一项指标"),)),
        base=Markup("../"),
        worker=addresses.file(address, WORKER),
        ways=tuple(Link(text, addresses.href(address, target)) for text, target in ways),
    )
    yield Page(address, render("compare", view), indexed=False)

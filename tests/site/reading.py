"""Reading pages as a browser would: the edition of a folder, a page's article as a tree, the words that are shown."""

from pathlib import Path

from lxml import html

from generator.review.reports import check_reports
from generator.site.pages import Edition, Page
from generator.site.rendering.markdown import render as render_markdown


def edition_of(root: Path) -> Edition:
    """Return the edition of a folder whose reports are all free of errors."""
    checked = check_reports((), root=root, cwd=root)
    assert not checked.left_out, [finding.message("en") for finding in checked.findings]
    return Edition(checked.publishable(), checked.by_report(), checked.pages)


def article(page: Page) -> html.HtmlElement:
    """Return a page's article."""
    body = page.markdown.split("\n---\n", 1)[1]
    return html.fragment_fromstring(render_markdown(body, lambda target: target).html, create_parent="article")


def words(element: html.HtmlElement) -> str:
    """Return what is shown of an element: without explanations that are closed, and what only screen readers say."""
    for hidden in element.xpath(".//*[@popover or @class='unseen']"):
        hidden.drop_tree()
    return " ".join(element.text_content().split())

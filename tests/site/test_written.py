"""Hand-written pages on their way to MkDocs: it gets a head of ours, in which nothing can act."""

from html import unescape
from pathlib import Path

import pytest
from mkdocs.utils.meta import get_data

from generator.model.handwritten import Handwritten
from generator.review.reports import check_reports
from generator.site.pages import Edition, Page
from generator.site.pages.written import written_pages

SCRIPT = '</title><script>alert("1")</script>\\ {{ config }}'


def written(root: Path, page: Handwritten) -> Page:
    """Return a hand-written page of an edition that has no other."""
    [made] = written_pages(Edition(check_reports((), root=root, cwd=root).catalog, written={"/about/": page}))
    return made


@pytest.mark.parametrize("text", [SCRIPT, "两行\n---\n标题", "- {a: &b *c}", "5"])
def test_title_and_description_are_inert_and_read_the_same(tmp_path: Path, text: str):
    made = written(tmp_path, Handwritten(text, text, "# 正文\n"))
    body, head = get_data(made.markdown)
    assert (made.address, body) == ("/about/", "# 正文\n")
    assert set(head) == {"title", "description"}
    for value in head.values():
        assert unescape(value) == " ".join(text.split())
        assert not set(value) & set("<>\"'{}\\")


@pytest.mark.parametrize("body", ["template: home.html\n\n正文\n", "---\ntemplate: home.html\n---\n正文\n"])
def test_what_the_body_says_is_no_head(tmp_path: Path, body: str):
    assert get_data(written(tmp_path, Handwritten("关于", None, body)).markdown) == (body, {"title": "关于"})

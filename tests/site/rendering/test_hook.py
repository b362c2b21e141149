"""A site is the same with and without the fast renderer, as long as its pages keep to the shared dialect."""

import logging
from collections.abc import Mapping
from copy import deepcopy
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from generator.site.rendering.hook import on_pre_page
from tests.site.dom import normalised

SETTINGS: Mapping[str, Any] = {
    "site_name": "例",
    "theme": "mkdocs",
    "plugins": [],
    "markdown_extensions": ["attr_list", {"tables": {"use_align_attribute": True}}, "toc"],
}

DIALECT = {
    "headings with ids and classes": "# 一 {#one}\n\n## 二 {#two .wide .plain}\n\n### 三 {#three}\n\n## 四 {#four}\n",
    "headings without ids": "# Budget rate\n\n## 预算\n\n## 预算\n\n## Budget rate\n\n## 甲 {#_1}\n\n## a &#38; b\n",
    "headings with markup": "# **甲** 与 `乙` [丙](../index.md) {#a}\n\n## a &#60;b&#62; &amp; c {#b}\n",
    "headings that skip levels": "# a\n\n### b\n\n#### c\n\n## d\n\n# e\n",
    "a page that opens with a lesser heading": "## b {#b}\n\n# a {#a}\n",
    "paragraphs": "第一段\n接着写。\n\n第二段 with words\nin two lines.\n",
    "emphasis": "a **b** c *d* e **f *g* h** 字**粗**字\n",
    "inline code": 'a `b < c & "d"` e\n',
    "a bullet list": "- a\n- b **c**\n- [d](other.md)\n",
    "a loose list": "- a\n\n- b\n\n- c\n",
    "a numbered list": "1. a\n2. b\n3. c\n",
    "a nested list": "- a\n    - b\n    - c\n- d\n",
    "links to pages": "[a](other.md) [b](../index.md) [c](../index.md#top) [d](other.md?x=1#y) [e](#here) [f](.)\n",
    "links to files": '[a](../data.csv) ![图](../picture.png "说明")\n',
    "a picture with a quotation": "![甲 &#34;乙&#34; &#60;b&#62; &#38;amp;](../picture.png)\n",
    "links elsewhere": '[a](https://www.gov.cn/?a=1&b=2 "题") [b](/x/) <https://a.cn/b> <a@b.cn> [c](mailto:a@b.cn)\n',
    "links with Chinese addresses": "[a](https://a.cn/文件.html)\n",
    "links by reference": '[a][x] 与 [x]\n\n[x]: other.md "题"\n',
    "a table": "| a | b | c | d |\n| --- | :-- | --: | :-: |\n| 1 | **2** | `3` | [4](other.md) |\n| 5 |  | 7 | 8 |\n",
    "a table of entities": "| a&#124;b | &#42;c&#42; |\n| --- | --- |\n| &#91;x&#93;&#40;y&#41; | &#123;z&#125; |\n",
    "entities": "&#60;img src&#61;x onerror&#61;&#34;y&#34;&#62; &#38;amp; &#96;a&#96; &#35; b &quot;c&quot;\n\n&#35; d\n\n&#45; e\n",
    "Chinese punctuation": "“甲”（乙）《丙》——丁……戊、己；庚：辛！壬？癸\n",
    "templates of others": "&#123;&#123;7&#42;7&#125;&#125; &#123;&#37; x &#37;&#125;\n",
    "an HTML block": (
        '<div class="scroll" role="region">\n<table>\n<caption>a &amp; b</caption>\n<thead><tr><th scope="col">x *y*</th></tr>'
        '</thead>\n<tbody>\n<tr><td align="right">1</td></tr>\n</tbody>\n</table>\n</div>\n'
    ),
    "an HTML block with links and headings": (
        '<section>\n<h2 id="x">标题</h2>\n<a href="other.md">留着</a>\n<img src="../picture.png" alt="">\n</section>\n\n## 后 {#z}\n'
    ),
    "HTML blocks among text": '前\n\n<p class="lead">中</p>\n\n后\n\n<hr class="x">\n\n末\n',
    "an SVG in a figure": '<figure>\n<svg viewBox="0 0 9 9"><path d="M0 0"/><use href="#x"/></svg>\n</figure>\n',
    "a title after an HTML block": "<div>\nx\n</div>\n\n# 标题 {#t}\n",
    "comments": "a\n\n<!-- b -->\n\nc <!-- d --> e\n",
    "inline HTML": 'a <span class="tag">b **c**</span> d<br>e <kbd>f</kbd>\n',
    "code blocks": '```yaml\na: <b> & "c"\n\n  d: e\n```\n\n```\nplain\n```\n',
    "a quotation": "> a\n> b\n>\n> c\n",
    "a rule": "a\n\n---\n\nb\n",
    "nothing": "",
}


def rendered(markdown: str, *, hook: bool, meta: Mapping[str, str] | None = None) -> Page:
    config = MkDocsConfig(config_file_path="mkdocs.yml")
    config.load_dict({**deepcopy(SETTINGS), "docs_dir": str(Path(__file__).parent)})
    assert config.validate() == ([], [])
    names = ("index.md", "a/page.md", "a/other.md", "data.csv", "picture.png")
    files = Files([File(name, "/docs", "/site", use_directory_urls=True) for name in names])
    page = Page(None, files.src_uris["a/page.md"], config)
    page.markdown, page.meta = markdown, dict(meta or {})
    if hook:
        assert on_pre_page(page, config=config, files=files) is page
    page.render(config, files)
    return page


def contents(page: Page) -> list[tuple[Any, ...]]:
    def of(items: Any) -> list[tuple[Any, ...]]:
        return [
            (normalised(item.title), item.id, item.level, getattr(item, "active", False), of(item.children)) for item in items
        ]

    return of(page.toc)


@pytest.mark.parametrize("markdown", DIALECT.values(), ids=DIALECT.keys())
def test_the_dialect_comes_out_with_the_same_tree_contents_and_title(markdown: str) -> None:
    fast, stock = rendered(markdown, hook=True), rendered(markdown, hook=False)
    assert fast.content is not None
    assert stock.content is not None
    assert normalised(fast.content) == normalised(stock.content)
    assert contents(fast) == contents(stock)
    assert normalised(str(fast.title)) == normalised(str(stock.title))


def test_the_comparison_sees_a_lost_space_a_lost_attribute_and_a_changed_text() -> None:
    assert normalised("<p>a <b>b</b></p>") != normalised("<p>a<b>b</b></p>")
    assert normalised('<p id="x">a</p>') != normalised("<p>a</p>")
    assert normalised("<p>a</p>") != normalised("<p>b</p>")
    assert normalised("<ul>\n<li>a &#38; b</li>\n</ul>") == normalised("<ul><li>a &amp;\nb</li></ul>")


def test_a_heading_or_link_in_an_html_block_is_left_alone() -> None:
    page = rendered('<div>\n<h2>x</h2>\n<a href="other.md">y</a>\n</div>\n\n## z\n\n[w](other.md)\n', hook=True)
    assert [item.id for item in page.toc] == ["z"]
    assert page.content is not None
    assert '<h2>x</h2>\n<a href="other.md">y</a>' in page.content
    assert '<a href="../other/">w</a>' in page.content


def test_a_link_to_no_page_is_left_as_written_with_the_warning_mkdocs_gives(caplog: pytest.LogCaptureFixture) -> None:
    said = []
    for hook in (True, False):
        caplog.clear()
        with caplog.at_level(logging.WARNING, logger="mkdocs"):
            page = rendered("[a](gone.md#x) ![b](gone.png)\n", hook=hook)
        assert 'href="gone.md#x"' in str(page.content)
        said.append(caplog.messages)
    assert len(said[0]) == 2
    assert said[0] == said[1]


def test_the_title_of_the_front_matter_wins() -> None:
    assert rendered("# 一\n", hook=True, meta={"title": "二"}).title == "二"
    assert rendered("# 一 &#60;b&#62;\n", hook=True).title == "一 &lt;b&gt;"
    assert rendered("文\n", hook=True).title == "Page"


def test_text_in_entities_stays_text() -> None:
    hostile = "".join(f"&#{ord(c)};" if c.isascii() and not c.isalnum() else c for c in '<img src=x onerror="a()">')
    page = rendered(f"# {hostile} {{#x}}\n\n| {hostile} |\n| --- |\n| {hostile} |\n", hook=True)
    assert "<img" not in str(page.content)
    assert "<img" not in page.toc.items[0].title


def test_only_the_page_at_hand_is_changed() -> None:
    stock = Page.render
    rendered("a", hook=True)
    assert Page.render is stock


def test_a_page_that_was_never_read_is_refused() -> None:
    page: Any = SimpleNamespace(markdown=None, file=None)
    on_pre_page(page, config=MkDocsConfig(), files=Files([]))
    with pytest.raises(RuntimeError, match="read"):
        page.render(MkDocsConfig(), Files([]))

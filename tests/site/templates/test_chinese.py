"""What reports say in Chinese is told to be Chinese on an English site (WCAG 3.1.2), and on a Chinese one nothing is told."""

import re
from pathlib import Path

import pytest
from lxml import html

from generator.gate import release
from generator.language import speaking
from generator.pipeline import edition_of
from generator.review.check import check
from generator.site.pages import Page, make_pages
from generator.site.rendering.markdown import render, render_blocks
from generator.site.templates.chinese import with_chinese_told
from generator.site.templates.layout import Laid, lay_out

HAN = re.compile("[\u4e00-\u9fff]")


@pytest.fixture(scope="module")
def pages(repository: Path) -> dict[str, list[Page]]:
    """Every page of the example, in either language."""
    checked = check((), root=repository, cwd=repository)
    edition = edition_of(checked, release(checked, None))
    found = {}
    for tag in ("zh-CN", "en"):
        with speaking(tag):
            found[tag] = [page for page in make_pages(edition) if page.address not in edition.written]
    return found


def test_all_that_is_chinese_on_an_english_site_stands_within_something_that_says_so(pages: dict[str, list[Page]]) -> None:
    silent = {}
    for page in pages["en"]:
        assert isinstance(page.markdown, Laid)
        body = page.markdown.partition("---\n\n")[2]
        written = render_blocks(page.markdown.blocks[1:]) or render(body, str)
        root = html.fromstring(f"<div>{written.html}</div>")
        untold = root.xpath("//text()[not(ancestor::*[@lang='zh-CN'] or ancestor::script)]")
        if found := [text for text in untold if HAN.search(text)]:
            silent[page.address] = found
        assert [
            text for text in root.xpath("//*[@lang='zh-CN']//text()") if not HAN.search("".join(text.getparent().itertext()))
        ] == []
    assert silent == {}


def test_on_a_chinese_site_nothing_is_told(pages: dict[str, list[Page]]) -> None:
    assert [page.address for page in pages["zh-CN"] if " lang=" in page.markdown] == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("# 公安局", '# <bdi lang="zh-CN">公安局</bdi>'),
        ("## Both 甲&#40;乙&#41; and 丙。 {#a}", '## Both <bdi lang="zh-CN">甲&#40;乙</bdi>&#41; and <bdi lang="zh-CN">丙。</bdi> {#a}'),
        ("见 [字典](a.md)。\n甲 | A", '<bdi lang="zh-CN">见</bdi> [<bdi lang="zh-CN">字典</bdi>](a.md)。\n<bdi lang="zh-CN">甲</bdi> | A'),
        ("<p>合格</p>", '<p lang="zh-CN">合格</p>'),
        ('<p class="a">80, 合格 <b>x</b></p>', '<p class="a">80, <bdi lang="zh-CN">合格</bdi> <b>x</b></p>'),
        ("<p><b>x</b>合格</p>", '<p><b>x</b><bdi lang="zh-CN">合格</bdi></p>'),
        ("<p>GPS 设备 and 车</p>", '<p>GPS <bdi lang="zh-CN">设备</bdi> and <bdi lang="zh-CN">车</bdi></p>'),
        ("<p><svg><text>A 甲<tspan>乙</tspan>丙</text></svg></p>", '<p><svg><text lang="zh-CN">A 甲<tspan lang="zh-CN">乙</tspan>丙</text></svg></p>'),
        ("<div><select><option>A 甲</option></select></div>", '<div><select><option lang="zh-CN">A 甲</option></select></div>'),
        ('<p title="合格">x</p>', '<p title="合格">x</p>'),
        ('<script type="application/ld+json">{"a":"甲"}</script>', '<script type="application/ld+json">{"a":"甲"}</script>'),
    ],
)  # fmt: skip
def test_runs_of_chinese_are_told_and_elements_that_hold_nothing_else(text: str, told: str) -> None:
    head = '---\ntitle: "甲"\n---'
    page = with_chinese_told(lay_out(f"{head}\n\n{text}"))
    assert page == f"{head}\n\n{told}\n"
    assert page.blocks == ((head, told) if text[0] in "<#" else ())
    assert not page.blocks or render_blocks(page.blocks[1:]) in (None, render(f"{told}\n", str))

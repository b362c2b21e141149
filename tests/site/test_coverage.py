"""The page of coverage: what had to be disclosed against what was."""

from pathlib import Path

import pytest
from lxml import html

from generator.site.pages import coverage
from generator.site.pages.coverage import coverage_page
from generator.site.pages.page import Page
from generator.site.rendering.markdown import render
from tests.site.small import checked, record

EXPECTED = """\
- {agency: jia, project: a, title: 警务通}
- {agency: jia, project: b, title: 雪亮工程}
- {agency: yi, project: a, title: '<b>乙</b>的项目'}
- {agency: yi, project: c, title: 办公楼}
- {agency: ding, project: a, title: 丁的项目}
"""
FILES = {
    "2021/jia/a": record("警务通通信服务"),
    "2021/jia/x": record("没想到的项目"),
    "2021/bing/a": record("丙的项目"),
    "2021/ding/a": record("丁的项目"),
    "2020/jia/a": record("警务通"),
    "expected/2021.yaml": EXPECTED,
}


def pages_of(root: Path, files: dict[str, str]) -> list[Page]:
    found = checked(root, files)
    assert not found.left_out, [finding.message("en") for finding in found.findings]
    return list(coverage_page(found.publishable(), found.expected))


def tree_of(root: Path, files: dict[str, str]) -> html.HtmlElement:
    [page] = pages_of(root, files)
    return article_of(page)


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_without_a_list_there_is_no_page(tmp_path: Path):
    assert pages_of(tmp_path, {"2021/jia/a": record("甲")}) == []


def test_each_agency_s_counts_stand_in_a_row_and_an_agency_without_a_list_is_said_to_have_none(tmp_path: Path):
    tree = tree_of(tmp_path, FILES)
    [table] = tree.iter("table")
    rows = [[words(cell) for cell in row.xpath("th|td")] for row in table.iter("tr")]
    assert rows == [
        ["单位", "应公开", "已公开", "没有公开", "清单以外", "情况"],
        ["甲局", "2", "2", "1", "1", "缺 1 份"],
        ["乙局", "2", "0", "2", "0", "缺 2 份"],
        ["丁局", "1", "1", "0", "0", "已全部公开"],
        ["丙局", "—没有清单", "1", "—无从对照", "—无从对照", "没有清单"],
        ["合计", "5", "4", "3", "1", "缺 3 份"],
    ]
    assert {words(a): a.get("href") for a in table.iter("a")} == {
        "甲局": "../2021/jia/",
        "丁局": "../2021/ding/",
        "丙局": "../2021/bing/",
    }


def test_the_missing_are_named_as_listed_and_the_unexpected_lead_to_their_reports(tmp_path: Path):
    tree = tree_of(tmp_path, FILES)
    missing, extra, *_ = ([(words(dt), words(dt.getnext())) for dt in part.iter("dt")] for part in tree.xpath("//dl"))
    assert missing == [("甲局", "雪亮工程"), ("乙局", "<b>乙</b>的项目 办公楼")]
    assert extra == [("甲局", "没想到的项目")]
    [link] = tree.xpath("//dd//li/a")
    assert link.get("href") == "../2021/jia/x/"
    assert [h.get("id") for h in tree.iter("h3")] == ["y2021-missing", "y2021-extra"]


def test_a_year_is_told_in_a_sentence(tmp_path: Path):
    assert (
        "应公开 5 份，已公开其中 2 份，还有 3 份没有公开；另有 1 份已公开而不在清单上。"
        "1 个单位公开了报告，但没有应公开的清单，无从对照。"
    ) in words(tree_of(tmp_path, FILES))


def test_a_year_without_a_list_is_named_with_what_it_has(tmp_path: Path):
    tree = tree_of(tmp_path, FILES)
    assert tree.xpath("//h2[@id='unlisted']")
    assert [(words(dt), words(dt.getnext())) for dt in tree.xpath("//dl")[-1].iter("dt")] == [("2020 年", "已公开 1 份")]


def test_a_year_in_which_all_was_disclosed_says_so_and_lists_nothing(tmp_path: Path):
    tree = tree_of(tmp_path, {"2021/jia/a": record("甲"), "expected/2021.yaml": EXPECTED.splitlines(keepends=True)[0]})
    assert "应公开 1 份，全部已公开。" in words(tree)
    assert not tree.xpath("//h3 | //h2[@id='unlisted'] | //tfoot")
    assert "已全部公开" in words(tree)


def test_an_empty_list_is_said_to_be_empty(tmp_path: Path):
    tree = tree_of(tmp_path, {"2020/jia/a": record("甲"), "expected/2021.yaml": "[]\n"})
    assert "这一年的清单是空的。" in words(tree)
    assert not tree.xpath("//table")


def test_a_list_s_fault_is_found_by_the_check_and_keeps_the_site_from_being_published(tmp_path: Path):
    found = checked(tmp_path, {"2021/jia/a": record("甲"), "expected/2021.yaml": EXPECTED.replace("yi", "wu")})
    assert {finding.code for finding in found.findings if finding.path == "content/expected/2021.yaml"} == {"expected-agency"}
    assert found.site_is_broken


def test_what_is_too_long_for_a_page_is_told_by_year_by_agency_and_by_letter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(coverage, "LONGEST", 5)
    monkeypatch.setattr(coverage, "LINES", 2)
    pages = {page.address: article_of(page) for page in pages_of(tmp_path, FILES | {"expected/2020.yaml": "[]"})}
    whole = pages["/coverage/"]
    assert not whole.xpath("//table")
    assert whole.xpath("//a[@class='onward']/@href") == ["2021/", "2020/"]
    assert "应公开 5 份，已公开其中 2 份，还有 3 份没有公开" in words(whole)
    year = pages["/coverage/2021/"]
    rows = [[words(cell) for cell in row.xpath("th|td")][:5] for row in year.xpath("//table//tr")]
    assert rows[1:] == [
        ["乙局", "2", "0", "2", "0"],
        ["甲局", "2", "2", "1", "1"],
        ["其余 2 个单位", "1", "2", "0", "0"],
        ["合计", "5", "4", "3", "1"],
    ]
    assert year.xpath("//tbody/tr/th/a/@href") == ["yi/", "jia/"]
    assert year.xpath("//dl/dt/a/@href") == [f"parts/from-{letter}/" for letter in "bdjy"]
    assert {words(item) for item in pages["/coverage/2021/jia/"].xpath("//dl[@class='facts']//li")} == {
        "雪亮工程",
        "没想到的项目",
    }
    assert "/coverage/2021/ding/" not in pages, "it has published what its list says, and nothing else"
    part = pages["/coverage/2021/parts/from-d/"]
    assert [words(cell) for cell in part.xpath("//tbody/tr[1]/*")][:4] == ["丁局", "1", "1", "0"]
    assert words(part.xpath("//nav[@class='turn']")[0]) == "B 第 2–2 个单位，共 4 个 J"
    assert len(pages["/coverage/2020/"].xpath("//tbody/tr")) == 1


def article_of(page: Page) -> html.HtmlElement:
    body = page.markdown.split("\n---\n", 1)[1]
    return html.fragment_fromstring(render(body, lambda target: target).html, create_parent="article")

"""The page of corrections: what, when, why, before and after, or in words that there is none."""

from pathlib import Path

from lxml import html

from generator.site import addresses
from generator.site.pages.corrections import corrections_pages
from generator.site.pages.page import Edition, Page
from generator.site.rendering.markdown import render
from tests.site.small import checked, record

HOSTILE = "<img src=x onerror=alert(1)> [x](javascript:alert(1)) | `b` {{7*7}}"
REVISED = """\
revisions:
  - date: 2022-05-06
    reason: 总分加总有误
    changes: [{field: stated.score, from: 73.3, to: 74.3}, {field: 附件, from: , to: 补上}]
  - {date: 2023-01-02, reason: 单位名称有误}
  - {reason: 补登}
"""


def page_of(root: Path, files: dict[str, str]) -> Page:
    found = checked(root, files)
    [page] = corrections_pages(Edition(found.publishable()))
    assert page.address == addresses.CORRECTIONS
    return page


def article(page: Page) -> html.HtmlElement:
    body = page.markdown.split("\n---\n", 1)[1]
    return html.fragment_fromstring(render(body, lambda target: target).html, create_parent="article")


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_without_corrections_the_page_says_so_and_has_no_table(tmp_path: Path):
    tree = article(page_of(tmp_path, {"2021/jia/a": record("警务通")}))
    assert "还没有更正。" in words(tree)
    assert not tree.xpath("//table | //section")


def test_every_correction_stands_under_its_year_newest_first_with_report_agency_and_reason(tmp_path: Path):
    tree = article(page_of(tmp_path, {"2021/jia/a": record("警务通", REVISED)}))
    assert [(h.get("id"), words(h)) for h in tree.iter("h2")] == [
        ("y2023", "2023 年作出的更正"),
        ("y2022", "2022 年作出的更正"),
        ("undated", "日期未载"),
    ]
    told = [[words(p) for p in section.iter("p")] for section in tree.iter("section")]
    nothing = "记录没有逐项列出改了什么。"
    assert told == [
        ["2023-01-02 · 甲局 · 2021 年度", "更正原因单位名称有误", nothing],
        ["2022-05-06 · 甲局 · 2021 年度", "更正原因总分加总有误"],
        ["日期未载 · 甲局 · 2021 年度", "更正原因补登", nothing],
    ]
    links = {words(a): a.get("href") for a in tree.xpath("//section//a")}
    assert links == {"警务通": "../2021/jia/a/#revisions", "甲局": "../2021/jia/"}
    assert "3 项更正，涉及 1 份报告" in words(tree)


def test_a_field_has_its_chinese_term_or_else_its_own_words_before_beside_after(tmp_path: Path):
    [table] = article(page_of(tmp_path, {"2021/jia/a": record("警务通", REVISED)})).iter("table")
    rows = [[words(cell) for cell in row.xpath("th|td")] for row in table.iter("tr")]
    assert rows == [
        ["字段", "更正前", "更正后"],
        ["报告所印的总分与等级 › 总得分（总分） stated.score", "73.3", "74.3"],
        ["附件", "—未填写", "补上"],
    ]


def test_a_corrected_row_is_called_by_its_name(tmp_path: Path):
    revised = "revisions: [{reason: 甲, changes: [{field: 'indicators[0].actual', from: 1个, to: 2个}]}]\n"
    [table] = article(page_of(tmp_path, {"2021/jia/a": record("警务通", revised)})).iter("table")
    [_, [name, *values]] = [[words(cell) for cell in row.xpath("th|td")] for row in table.iter("tr")]
    assert (name, values) == ("指标“数量” › 实际完成值（业绩值） indicators[0].actual", ["1个", "2个"])


def test_tables_are_told_apart_by_name_even_of_one_report_on_one_day(tmp_path: Path):
    same = "{date: 2022-05-06, reason: 甲, changes: [{field: title, from: a, to: b}]}"
    tree = article(page_of(tmp_path, {"2021/jia/a": record("警务通", f"revisions: [{same}, {same}]\n")}))
    names = [region.get("aria-label") for region in tree.xpath("//*[@role='region']")]
    assert len(set(names)) == len(names) == 2


def test_hostile_text_stays_text(tmp_path: Path):
    revised = f"revisions: [{{reason: '{HOSTILE}', changes: [{{field: '{HOSTILE}', from: '{HOSTILE}', to: '{HOSTILE}'}}]}}]\n"
    tree = article(page_of(tmp_path, {"2021/jia/a": record(f"'{HOSTILE}'", revised)}))
    assert not tree.xpath("//img | //code | //@onerror")
    assert tree.text_content().count(HOSTILE) == 5

"""A project across its years: the answer first, every change marked with its reason, a year without a report shown as one."""

from pathlib import Path
from typing import Any

import pytest
from lxml import html

from generator.language import speaking
from generator.site.pages.marks import KEY
from generator.site.pages.page import Edition
from generator.site.pages.projects import project_pages
from generator.site.rendering.markdown import render
from tests.site.small import AGENCIES, SITE, checked

OUTPUT = "level1: 产出指标, level2: 数量指标"
SATISFACTION = "level1: 满意度指标, level2: 满意度"


def record(*rows: str, title: str = "甲", budget: str = "200", more: str = "") -> str:
    lines = "".join(f"  - {{{row}}}\n" for row in rows)
    money = f"budget: {{currency_unit: 万元, initial: {{total: 180}}, adjusted: {{total: {budget}}}, executed: {{total: 150}}}}\n"
    return f"title: {title}\n{money}indicators:\n{lines}{more}"


FILES = {
    "2020/jia/a": record(
        f"{OUTPUT}, name: 培训人次, weight: 30, target: ≥500人次, actual: 510人次",
        f"{OUTPUT}, name: 印发资料, weight: 20, target: 3种, actual: 1种",
        f"{SATISFACTION}, name: 群众满意度, weight: 40, target: 95%以上, actual: 96%",
    ),
    "2021/jia/a": record(
        f"{OUTPUT}, name: 培训人次, weight: 50, target: ≥400人次, actual: 410人次",
        f"{SATISFACTION}, name: 服务群众满意度, weight: 40, target: 97%以上, actual: 98%",
        budget="220",
    ),
    "2023/yi/b": record(
        f"{OUTPUT}, name: 培训人次, weight: 40, target: 长期有效, actual: 长期有效",
        f"{OUTPUT}, name: <b>建档</b>, weight: 10, target: 5份, actual: 5份",
        f"{SATISFACTION}, name: 服务群众满意度, weight: 40, target: 97%, actual: 98%",
        title="乙",
        budget="1210.5",
        more="continues: 2021/jia/a\n",
    ),
}


def _pages(root: Path, files: dict[str, str]) -> dict[str, Any]:
    edition = Edition(checked(root, files).catalog)
    return {
        page.address: html.fromstring(f"<div>{render(page.markdown.split('---', 2)[2], str)[0]}</div>")
        for page in project_pages(edition)
        if page.address.startswith("/projects/")
    }


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Any:
    pages = _pages(tmp_path_factory.mktemp("project"), FILES)
    assert list(pages) == ["/projects/yi/b/"]
    return pages["/projects/yi/b/"]


def test_the_sentence_tells_the_years_the_money_and_what_changed(page: Any):
    [lead] = page.xpath("//p[@class='lead']")
    assert lead.text_content() == (
        "2020 至 2023 年，3 份报告，2022 年没有报告；全年预算由 200 万元增至 1,210.5 万元；"
        "历年 5 项指标中，1 项降低过目标，1 项提高过目标，1 项不再列出，1 项改名，1 项新增。"
    )


def rows(page: Any) -> dict[str, list[str]]:
    found = {}
    for row in page.xpath("//table[contains(@class, 'across')]/tbody/tr"):
        name = row.find("th").text.strip()
        found[name] = [" ".join(cell.text_content().split()) for cell in row.findall("td")]
    return found


def test_every_indicator_has_a_cell_for_every_year_with_the_marks_of_what_changed(page: Any):
    found = rows(page)
    assert list(found) == ["预算执行率", "培训人次", "<b>建档</b>", "印发资料", "服务群众满意度"]
    training = found["培训人次"]
    assert training[0] == "目标 ≥500人次 实际 510人次 得分 30 / 30"
    assert training[1] == (
        "目标 ≥400人次 实际 410人次 得分 50 / 50 目标降低 目标由 500人次 变为 400人次，越大越好，要求降低 权重 30 → 50"
    )
    assert training[2] == "没有报告"
    assert "目标有变，无法比较" in training[3] and "另一份是文字" in training[3] and "权重 50 → 40" in training[3]
    assert found["印发资料"][1:] == ["不再列出 前一份报告的目标：3种", "没有报告", "未列入"]
    assert found["<b>建档</b>"][3].endswith("新增")
    assert "改名：原“群众满意度”" in found["服务群众满意度"][1] and "目标提高" in found["服务群众满意度"][1]
    assert "符号：≥ → 无" in found["服务群众满意度"][3]


def test_each_cell_says_its_year_where_a_phone_makes_cards_of_rows(page: Any):
    for row in page.xpath("//table[contains(@class, 'across')]/tbody/tr"):
        assert [cell.get("data-label") for cell in row.findall("td")] == ["2020 年", "2021 年", "2022 年", "2023 年"]


def test_a_reason_opens_without_a_mouse_and_a_mark_is_a_sign_with_a_word(page: Any):
    for details in page.xpath("//table//details"):
        assert details.find("summary").text_content().strip()
        assert details.find("span").text_content().strip()
    for mark in page.xpath("//span[contains(@class, 'turn')]"):
        assert mark.get("class").split()[-1] in KEY
        assert mark.text_content().strip()


def test_the_key_explains_the_marks_that_occur_and_no_others(page: Any):
    used = {mark.get("class").split()[-1] for mark in page.xpath("//table//span[contains(@class, 'turn')]")}
    explained = [mark.get("class").split()[-1] for mark in page.xpath("//dl//span[contains(@class, 'turn')]")]
    assert set(explained) == used
    assert explained == [kind for kind in KEY if kind in used]


def test_every_kind_of_mark_has_a_sign_of_its_own(repository: Path):
    css = (repository / "site_templates/theme/assets/stylesheets/gongkai.css").read_text("utf-8")
    signs = [
        line.split('content: "')[1].split('"')[0] for line in css.splitlines() if line.startswith(".turn.") and "::before" in line
    ]
    assert len(signs) == len(set(signs)) == len(KEY)
    assert all(f".turn.{kind}::before" in css for kind in KEY)


def test_what_should_not_be_missed_is_told_first_and_leads_to_its_row(page: Any):
    notes = page.xpath("//ul[@class='notes']/li")
    assert [note.find("p").text_content() for note in notes] == [
        "2021 年“培训人次”的目标由 ≥500人次 改为 ≥400人次",
        "2021 年“群众满意度”改名为“服务群众满意度”",
        "2021 年的报告不再列出“印发资料”",
        "2022 年没有报告",
    ]
    assert "2020 年的目标是 3种，实际 1种。" in notes[2].text_content()
    assert "2023 年与 2021 年相比" in notes[3].text_content()
    for link in page.xpath("//ul[@class='notes']//a"):
        [row] = page.xpath("//tr[@id=$id]", id=link.get("href")[1:])
        assert row.find("th").text.strip() in link.text_content()


def test_the_table_of_years_holds_the_figures_of_the_chart_and_former_names(page: Any):
    [table] = page.xpath("//table[contains(@class, 'by-year')]")
    lines = [" ".join(row.text_content().split()) for row in table.findall("tbody/tr")]
    assert lines[1] == "2022 年没有报告"
    assert lines[2] == "2021 年 名称为“甲”，单位为“甲局”180220—未填写150" + lines[2].split("150", 1)[1]
    assert "1,210.5" in lines[0]
    assert [link.get("href") for link in table.iter("a")] == [
        "../../../2023/yi/b/",
        "../../../2021/jia/a/",
        "../../../2020/jia/a/",
    ]


def test_the_chart_tells_in_words_what_it_draws(page: Any):
    [chart] = page.xpath("//*[local-name()='svg'][@role='img']")
    title, words = (page.xpath("//*[@id=$id]", id=id)[0].text_content() for id in chart.get("aria-labelledby").split())
    assert title == "历年的预算、执行与得分"
    assert "2020 年：全年预算 200 万元，执行 150 万元，得分 84.17" in words
    assert "2022 年没有报告" in words
    assert "没有报告" in chart.text_content()
    assert not page.xpath("//*[@style]")


def test_a_project_of_one_year_says_that_there_is_nothing_to_compare(tmp_path: Path):
    [page] = _pages(tmp_path, {"2020/jia/a": FILES["2020/jia/a"]}).values()
    assert page.xpath("//p[@class='lead']")[0].text_content() == "只有 2020 年一份报告，尚无从对照。"
    assert not page.xpath("//figure | //ul[@class='notes'] | //span[contains(@class, 'turn')]")


def test_nothing_changed_is_said_too(tmp_path: Path):
    files = {f"{year}/jia/a": FILES["2020/jia/a"] for year in (2020, 2021)}
    [page] = _pages(tmp_path, files).values()
    lead = page.xpath("//p[@class='lead']")[0].text_content()
    assert lead.endswith("历年 4 项指标中，没有降低、改名或不再列出的。")
    assert "首末两年的全年预算都是 200 万元" in lead
    assert not page.xpath("//ul[@class='notes']")


def test_scores_under_different_standards_are_said_not_to_compare(tmp_path: Path):
    site = SITE.replace("[{id: national-2020}]", "[{id: national-2020, to: 2020}, {id: hubei, from: 2021}]")
    files = {"site.yaml": site, "agencies.yaml": AGENCIES} | {f"{year}/jia/a": FILES["2020/jia/a"] for year in (2020, 2021)}
    [page] = _pages(tmp_path, files).values()
    assert "评分标准不同" in page.xpath("//figcaption")[0].text_content()


def test_the_page_speaks_english(tmp_path: Path):
    with speaking("en"):
        [page] = _pages(tmp_path, FILES).values()
    lead = page.xpath("//p[@class='lead']")[0].text_content()
    assert lead.startswith("2020 to 2023, 3 reports, no report for 2022; ")
    assert "of 5 indicators over the years, 1 with a lowered target" in lead
    assert "more is good, so it asks for less" in page.text_content()

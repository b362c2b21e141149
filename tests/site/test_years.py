"""Years, agencies and departments: the figures of every part add up to the whole, and what is missing is said, not drawn as 0."""

import re
from pathlib import Path

from lxml import html

from generator.site.pages import Edition, make_pages
from generator.site.pages.home import home_pages
from generator.site.rendering.markdown import render
from tests.site.small import AGENCIES, checked, record

DEPARTMENTS = "departments: {caizheng: 财政系统}\n" + AGENCIES.replace(
    "yi: {name: 乙局}", "yi: {name: 乙局, department: caizheng}"
).replace("bing: {name: 丙局}", "bing: {name: 丙局, department: caizheng}").replace(
    "ding: {name: 丁局}", "ding: {name: 丁局, department: nowhere}"
)


def money(adjusted: int, executed: int) -> str:
    return f"budget: {{currency_unit: 万元, adjusted: {{total: {adjusted}}}, executed: {{total: {executed}}}}}\n"


def pages_of(root: Path, files: dict[str, str]) -> dict[str, html.HtmlElement]:
    found = checked(root, files)
    edition = Edition(found.publishable(), found.by_report(), found.pages)
    return {page.address: tree(page.markdown) for page in make_pages(edition)}


def tree(markdown: str) -> html.HtmlElement:
    found = html.fragment_fromstring(render(markdown.split("\n---\n", 1)[1], lambda target: target).html, create_parent="article")
    for hidden in found.xpath(".//*[@class='unseen']"):
        hidden.drop_tree()
    return found


def cells(page: html.HtmlElement, table: str) -> list[list[str]]:
    [found] = page.xpath(f".//table[contains(@class, '{table}')]")
    return [[" ".join(cell.text_content().split()) for cell in row.xpath("th|td")] for row in found.xpath(".//tr")]


def many(count: int) -> dict[str, str]:
    """Return reports of as many agencies, each with a budget ten larger than the one before."""
    names = [f"a{number:02}" for number in range(1, count + 1)]
    agencies = "agencies:\n" + "".join(f"  {name}: {{name: 单位{name}}}\n" for name in names)
    reports = {f"2021/{name}/x": record(f"项目{name}", money(10 * at, 5 * at)) for at, name in enumerate(names, 1)}
    return {"agencies.yaml": agencies, **reports}


def test_the_largest_agencies_are_drawn_the_others_told_and_all_of_them_listed(tmp_path: Path):
    page = pages_of(tmp_path, many(15))["/2021/"]
    [chart] = page.xpath("//svg[@aria-labelledby='money-chart-title money-chart-desc']")
    names = [text.text_content() for text in chart.xpath("./text[not(@class)]")]
    assert names == [f"单位a{number:02}" for number in range(15, 3, -1)]
    # 10 + 20 + 30
    assert "其余 3 个单位：全年预算 60 万元，全年执行 30 万元，执行率 50%" in page.text_content()
    table = cells(page, "sums")
    assert len(table) == 1 + 15 + 1
    assert table[-1][:5] == ["合计", "15", "1,200", "600", "50%"]


def test_one_agency_more_is_drawn_rather_than_called_the_other_one(tmp_path: Path):
    page = pages_of(tmp_path, many(13))["/2021/"]
    assert "其余" not in page.text_content()
    assert len(page.xpath("//svg[@aria-labelledby='money-chart-title money-chart-desc']/text[not(@class)]")) == 13


def test_grades_and_rates_are_told_in_words_beside_the_bars(tmp_path: Path):
    page = pages_of(tmp_path, many(4))["/2021/"]
    assert cells(page.xpath("//section[.//*[@id='grades-chart-title']]")[0], "table") == [
        ["等级", "报告", "占比"],
        ["优", "4 份", "100%"],
    ]
    described = {desc.get("id"): desc.text_content() for desc in page.xpath("//desc")}
    assert described["grades-chart-desc"] == "优 4 份，占 100%"
    assert "50% 至不满 80% 4 份，占 100%" in described["execution-chart-desc"]


def test_of_one_report_nothing_is_distributed(tmp_path: Path):
    files = {"2021/jia/a": record("甲")}
    page = pages_of(tmp_path, files)["/2021/"]
    assert not page.xpath("//figure | //nav[@class='toc']")
    findings = checked(tmp_path, files).by_report()["2021/jia/a"]
    assert cells(page, "reports")[1] == ["甲", "甲局", "—", "—", "100", "优", str(len(findings))]


def test_a_list_says_by_what_it_sorts_and_blanks_have_nothing_to_sort_by(tmp_path: Path):
    files = many(9) | {"2021/a01/y": record("空")}
    page = pages_of(tmp_path, files)["/2021/"]
    rows = page.xpath("//table[@id='reports-table']/tbody/tr")
    keys = {row.xpath("string(th)").strip(): [cell.get("data-sort") for cell in row.xpath("td[@data-sort]")] for row in rows}
    findings = checked(tmp_path, files).by_report()["2021/a09/x"]
    assert keys["项目a09"] == ["90", "50", "100", "1", str(len(findings))]
    assert keys["空"][:2] == ["", ""]
    assert page.xpath("//div[@class='tools']")


def test_a_department_adds_up_its_agencies(tmp_path: Path):
    files = {
        "agencies.yaml": DEPARTMENTS,
        "2020/yi/a": record("甲项", money(100, 50)),
        "2021/yi/a": record("甲项", money(100, 100)),
        "2021/bing/b": record("乙项", money(200, 200)),
        "2021/ding/c": record("丙项", money(999, 999)),
    }
    pages = pages_of(tmp_path, files)
    assert [address for address in pages if address.startswith("/departments/")] == ["/departments/caizheng/"]
    agencies, years = (
        [[" ".join(cell.text_content().split()) for cell in row.xpath("th|td")][:5] for row in table.xpath(".//tr")[1:]]
        for table in pages["/departments/caizheng/"].xpath("//table[contains(@class, 'sums')]")
    )
    assert agencies == [
        ["丙局", "1", "200", "200", "100%"],
        ["乙局", "2", "200", "150", "75%"],
        ["合计", "3", "400", "350", "87.5%"],
    ]
    assert years[-1] == agencies[-1]
    assert pages["/agencies/yi/"].xpath("//dd/a/@href") == ["../../departments/caizheng/"]
    assert "departments/caizheng/" in "".join(pages["/agencies/"].xpath("//a/@href"))


def test_a_department_without_a_name_is_words_without_a_link(tmp_path: Path):
    pages = pages_of(tmp_path, {"agencies.yaml": DEPARTMENTS, "2021/ding/c": record("丙项")})
    [told] = pages["/agencies/ding/"].xpath("//dl[@class='facts']/dd[1]")
    assert (told.text_content(), told.xpath("a")) == ("nowhere", [])


def test_a_year_without_a_report_is_hatched_even_where_no_project_has_one(tmp_path: Path):
    page = pages_of(tmp_path, {"2018/jia/a": record("甲"), "2021/jia/a": record("甲"), "2021/jia/b": record("乙")})[
        "/agencies/jia/"
    ]
    assert cells(page, "matrix") == [
        ["项目名称", "2018 年", "2019 年", "2020 年", "2021 年"],
        ["甲", "100 优", "—", "—", "100 优"],
        ["乙", "—", "—", "—", "100 优"],
    ]
    assert len(page.xpath("//td[@class='gone']")) == 5


def test_levels_that_say_the_same_stand_as_one_group_with_a_way_to_the_search(tmp_path: Path):
    rows = "".join(
        f"  - {{level1: 产出, level2: {name}, name: 指标{at}, weight: 20, target: 4个, actual: {at}个}}\n"
        for at, name in enumerate(("数量指标", "数量", "数量指标", "数量 指标", "数量"))
    )
    page = pages_of(tmp_path, {"2021/jia/a": f"title: 甲\nindicators:\n{rows}"})["/2021/"]
    [line] = page.xpath("//ol[@class='ranked']/li")
    # 0 + 5 + 10 + 15 + 20 of 100
    assert re.sub(r"\s+", " ", line.text_content()) == "数量 产出50%1 份报告的 5 行"
    assert line.xpath(".//a/@href") == ["../search/?q=%E6%95%B0%E9%87%8F"]


def home(root: Path, files: dict[str, str]) -> html.HtmlElement:
    found = checked(root, files)
    [page] = home_pages(Edition(found.publishable(), found.by_report(), found.pages, found.expected))
    return tree(page.markdown)


def test_the_front_page_offers_only_questions_that_have_an_answer(tmp_path: Path):
    plain = home(tmp_path / "plain", {"2021/jia/a": record("甲", money(100, 80))})
    assert plain.xpath("//div[contains(@class, 'hero')]//li") == []
    asked = home(
        tmp_path / "asked",
        {
            "2021/jia/a": record("甲", money(100, 79) + "revisions: [{date: 2022-05-01, reason: 笔误}]\n"),
            "2021/jia/b": "title: 乙\nindicators: [{level1: 效益指标, name: 好, weight: 100, target: 好, actual: 好}]\n",
            "expected/2021.yaml": "- {agency: jia, project: c, title: 丙}\n",
        },
    )
    ways = [(link.text_content(), link.get("href")) for link in asked.xpath("//div[contains(@class, 'hero')]//li/a")]
    assert ways == [
        ("未评定的指标", "search/?open=1"),
        ("预算执行低于 80%", "search/?spent=under-80"),
        ("有更正的报告", "corrections/"),
        ("尚未公开", "coverage/"),
    ]


def test_the_front_page_shows_the_newest_year_in_figures(tmp_path: Path):
    page = home(tmp_path, {"2020/jia/a": record("甲", money(500, 1)), "2021/jia/a": record("甲", money(100, 80))})
    figures = [stat.text_content() for stat in page.xpath("//dl[@class='stats']//dd")]
    assert figures == ["1", "100万元", "80%", "1"]


def test_a_year_offers_its_tables_where_it_lists_its_reports(tmp_path: Path):
    pages = pages_of(tmp_path, {"2021/jia/a": record("甲"), "2022/jia/a": record("甲")})
    links = pages["/2021/"].xpath(".//a[@download]")
    assert [(link.get("href"), link.text) for link in links] == [
        ("../data/reports-2021.csv", "2021 年报告表 CSV"),
        ("../data/indicators-2021.csv", "2021 年指标表 CSV"),
    ]
    assert not pages["/2021/jia/"].xpath(".//a[@download]")

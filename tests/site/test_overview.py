"""A report's overview: the answer first, in words that are true of every case, and what is behind each figure."""

from pathlib import Path

import pytest
from lxml import html

from generator.language import speaking
from generator.site.pages import Edition, Page, make_pages
from tests.site.reading import article, edition_of, words
from tests.site.small import checked

SEED = "2021/quwo-gonganju/jingwutong"
YONGDE = "2022/yongde-minglang-zhongxue/yingyang-gaishan"
ANTIDRUG = """\
title: 禁毒经费
source: {coverage: partial}
budget:
  initial: {total: 100}
  adjusted: {total: 100}
  executed: {total: 100}
  stated: {execution_rate: {total: 100%}}
  execution: {name: 预算执行率, weight: 10, stated_score: 10}
indicators:
  - {level1: 产出指标, level2: 数量指标, name: 禁毒舞台剧宣传的场次, weight: 12, target: ≥1场, actual: 1场, stated_score: 12}
  - {level1: 产出指标, level2: 数量指标, name: 毛发检查试剂数量, weight: 12, target: ≥2400份, actual: 3200份, stated_score: 12}
"""
EARTHQUAKE = """\
title: 防震减灾综合保障
source: {coverage: partial}
budget:
  initial: {total: 55}
  adjusted: {total: 55}
  executed: {total: 55}
  execution: {name: 预算执行率, weight: 10, stated_score: 10}
indicators:
  - {level1: 产出指标, level2: 数量指标, name: 接受业务培训人数, weight: 10, target: "200", actual: 200余人, stated_score: 10}
  - {level1: 产出指标, level2: 质量指标, name: 台网运行率, weight: 10, target: ≥95%, actual: 99.12%, stated_score: 10}
  - {level1: 产出指标, level2: 时效指标, name: 业务培训时限, weight: 5, target: 11月底前, actual: 10月, stated_score: 5}
"""
LEADS = {
    SEED: "县区级财政年初安排 58 万元，全部到位、全部支出。8 项指标中 6 项达到目标，2 项没有评定。单位自评 74.3 分、合格，与按标准复算的一致。",
    YONGDE: "全年安排 387,664.62 元，全部支出。10 项指标中 9 项达到目标，1 项未达到目标。单位自评 96 分、优，按标准复算是 99.8 分、优。",
    "2022/tianchang-shuiliju/shuihan-zaihai-fangyu": (
        "年初安排 880 万元，全部支出。11 项指标中 4 项达到目标，6 项不可计算，1 项不适用。"
        "单位自评 100 分，按标准复算不出总分，只能说在 40 至 100 分之间。"
    ),
    "2022/zhongjiang-shuiliju/shuibiaochi": (
        "全年安排 20 万元，全部支出。10 项指标全部达到目标。单位自评 100 分，各项得分加起来却是 110 分：权重合计 110，不是满分 100。"
    ),
    "2019/langfang-shipin-xuexiao/nuantong-gaizao": (
        "年初安排 43.2 万元，支出 37.24 万元，执行率 86.2%。已转录的 10 项指标中 8 项达到目标，2 项未达到目标。"
        "转录的部分里没有总分，按标准复算是 97.24 分、优。"
    ),
    "2020/touzi-cujin-zhongxin/fuwu-maoyi-fazhan": (
        "全年安排 285.84 万元，全部支出。9 项指标全部达到目标。单位自评 100 分，各项得分加起来却是 120 分：权重合计 120，不是满分 100。"
    ),
    "2023/qingshen-fagaiju/gongzixing-zhichu": (
        "年初安排 238.93 万元，年中追加 12.96 万元，全年预算 251.89 万元，全部支出。3 项指标中 1 项达到目标，2 项不可计算。"
        "报告没有写总分，按标准也算不出。"
    ),
    "2021/shidian-nongye-nongcunju/baoshanzhu-baozhongchang": (
        "全年安排 1,500 万元，没有支出。11 项指标都没有填写实际完成值，本站不复算得分。报告没有写总分。"
    ),
    "2022/changning-changlong-hongyun/shengzhu-yangzhichang": (
        "全年安排 50 万元，支出 10 万元，执行率 20%。已转录的 19 项指标都填写了实际完成值，本站不复算得分。转录的部分里没有总分。"
    ),
    "2018/nankai-shengwu-shiyan-zhongxin/shiyan-jiaoxue-zhongxin": (
        "报告没有写明资金。9 项指标都填写了实际完成值，本站不复算得分。报告自述 29 分，满分 30。"
    ),
}
"""What the overview says of each case that is shipped; the two that are not stand in the test below."""


@pytest.fixture(scope="module")
def pages(repository: Path) -> dict[str, Page]:
    """Every page of the example."""
    return {page.address: page for page in make_pages(edition_of(repository))}


def overview(pages: dict[str, Page], report: str) -> html.HtmlElement:
    return article(pages[f"/{report}/"])


def section(tree: html.HtmlElement, anchor: str) -> html.HtmlElement:
    [found] = tree.xpath(f"//section[@aria-labelledby='{anchor}']")
    return found


def lead(tree: html.HtmlElement) -> str:
    [told] = tree.xpath("//p[@class='lead']")
    return str(told.text_content())


def small_page(root: Path, text: str, address: str = "/2021/jia/a/") -> html.HtmlElement:
    """Return the overview of a record that stands alone."""
    found = checked(root, {"2021/jia/a": text})
    return next(article(page) for page in make_pages(Edition(found.publishable(), found.by_report())) if page.address == address)


@pytest.mark.parametrize(("report", "told"), LEADS.items(), ids=LEADS)
def test_every_case_is_told_in_sentences_made_from_its_figures(pages: dict[str, Page], report: str, told: str):
    assert lead(overview(pages, report)) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (ANTIDRUG, "年初安排 100 万元，全部支出。已转录的 3 项指标全部达到目标。转录的部分里没有总分，按标准也算不出。"),
        (EARTHQUAKE, "年初安排 55 万元，全部支出。已转录的 4 项指标全部达到目标。转录的部分里没有总分，按标准也算不出。"),
    ],
)
def test_a_report_that_was_cut_off_is_not_said_to_lack_what_was_cut(tmp_path: Path, text: str, told: str):
    assert lead(small_page(tmp_path, text)) == told


ROW = "indicators:\n  - {level1: 产出指标, name: 数量, weight: 100, target: 2个, actual: 1个}\n"


def test_a_grade_that_does_not_apply_is_none_that_a_report_gives_itself(tmp_path: Path):
    told = lead(small_page(tmp_path, f"title: 甲项目\n{ROW}stated: {{score: 0, grade: /}}\n"))
    assert told.endswith("单位自评 0 分，按标准复算是 50 分、差。")


@pytest.mark.parametrize(
    ("budget", "told"),
    [
        (
            "{initial: {total: 100}, adjusted: {total: 80}, executed: {total: 80}}",
            "年初安排 100 万元，年中减少 20 万元，全年预算 80 万元，全部支出。",
        ),
        (
            "{adjusted: {central: 10}, received: {central: 6}, executed: {central: 5}}",
            "中央财政全年安排 10 万元，到位 6 万元，支出 5 万元，执行率 50%。",
        ),
        (
            "{adjusted: {city: 10}, received: {city: 10}, executed: {city: 5}}",
            "市级财政全年安排 10 万元，全部到位，支出 5 万元，执行率 50%。",
        ),
        ("{adjusted: {total: 10}, received: {total: 0}, executed: {total: 0}}", "全年安排 10 万元，没有到位，没有支出。"),
        ("{adjusted: {total: 0}, executed: {total: 0}}", "全年安排 0 万元，没有支出。"),
        ("{adjusted: {total: 0}, executed: {total: 3}}", "全年安排 0 万元，支出 3 万元。"),
        ("{initial: {total: 7}}", "年初安排 7 万元，支出没有填写。"),
        ("{executed: {total: 7}}", "报告没有写明预算，全年支出 7 万元。"),
        ("{adjusted: {total: 1}, executed: {total: 2.5}}", "全年安排 1 万元，支出 2.5 万元，执行率 250%。"),
    ],
)
def test_money_of_every_shape_is_told_truly(tmp_path: Path, budget: str, told: str):
    assert lead(small_page(tmp_path, f"title: 甲\nbudget: {budget}\n{ROW}")).startswith(told)


def test_the_sentences_are_told_in_english_too(repository: Path):
    with speaking("en"):
        tree = next(article(page) for page in make_pages(edition_of(repository)) if page.address == f"/{SEED}/")
    assert lead(tree) == (
        "58 wan yuan was budgeted at the start of the year from county funds, all of it received and spent. "
        "8 indicators: 6 met the target, 2 unassessed. "
        "The agency gives itself 74.3 points (合格), the same as recomputed by the standard."
    )


def test_the_verdict_says_score_grade_and_range(pages: dict[str, Page]):
    [card] = overview(pages, SEED).xpath("//section[contains(@class, 'verdict')]")
    text = words(card)
    assert "74.3 合格 满分 100 · 报告自述与复算一致" in text
    assert "2 项指标未评定，按 0 分计。若全部评定，总分在 74.3 – 100 之间，等级在合格与优秀之间。" in text


def test_what_is_redacted_is_not_taken_for_something_left_blank(tmp_path: Path):
    rows = ROW.replace("100", "90") + "  - {level1: 效益指标, name: 效果, weight: 10, target: 5次, actual: %s}\n"
    hidden = "redactions:\n  - {field: 'indicators[0].actual', basis: 《条例》第十五条, reason: 涉及商业秘密, by: 甲局}\n"
    [alone] = small_page(tmp_path, f"title: 甲\n{rows % '5次'}{hidden}").xpath("//p[@class='range']")
    [hint] = alone.xpath(".//*[@class='hint']")
    assert hint.text_content().startswith("依法不予公开的内容，只列依据。")
    assert words(alone) == "1 项指标不公开。若计入不公开的指标，总分在 10 – 100 之间，等级在差与优之间。"
    [both] = small_page(tmp_path, f"title: 甲\n{rows % 'null'}{hidden}").xpath("//p[@class='range']")
    assert "若全部计入，总分在 0 – 100 之间" in words(both)
    with speaking("en"):
        [alone] = small_page(tmp_path, f"title: 甲\n{rows % '5次'}{hidden}").xpath("//p[@class='range']")
    assert "With what is not published counted in, the total" in words(alone)


def test_the_answer_holds_money_execution_targets_and_doubts(pages: dict[str, Page]):
    def answers(report: str) -> dict[str, str]:
        return {
            words(answer.find("dt")): words(answer.find("dd"))
            for answer in overview(pages, report).xpath("//dl[@class='answers']/div")
        }

    assert answers(SEED) == {"全年预算": "58 万元", "预算执行率": "100%", "达到目标": "6 / 8 项", "核验提示": "5 条"}
    assert answers("2023/qingshen-fagaiju/gongzixing-zhichu")["全年预算"] == "251.89 万元 年初 238.93"
    assert answers("2021/shidian-nongye-nongcunju/baoshanzhu-baozhongchang")["预算执行率"] == "0% 支出 0"
    assert answers("2018/nankai-shengwu-shiyan-zhongxin/shiyan-jiaoxue-zhongxin") == {
        "全年预算": "没有写明",
        "指标": "9 项 不复算得分",
        "核验提示": "3 条",
    }


def rows_of(tree: html.HtmlElement, table: str) -> list[list[str]]:
    [found] = tree.xpath(f"//table[contains(@class, '{table}')]")
    return [[words(cell) for cell in row.xpath("th|td")] for row in found.xpath(".//tr")]


def test_promise_and_result_stand_by_first_level_with_the_points_of_each(pages: dict[str, Page]):
    rows = rows_of(overview(pages, SEED), "promise")
    assert [row for row in rows if len(row) == 2] == [
        ["预算执行指标", "10 / 10"],
        ["产出指标", "51.45 / 51.45"],
        ["效益指标", "未评定 / 25.7"],
        ["满意度指标", "12.85 / 12.85"],
    ]


def test_a_score_we_compute_otherwise_stands_beside_the_stated_one(pages: dict[str, Page]):
    rows = rows_of(overview(pages, YONGDE), "promise")
    assert ["政策知晓率", "未达到", "9.8 / 10报告 9"] in [[row[0], *row[3:]] for row in rows if len(row) == 5]


def test_a_column_that_no_row_fills_is_left_out(pages: dict[str, Page]):
    nankai = "2018/nankai-shengwu-shiyan-zhongxin/shiyan-jiaoxue-zhongxin"
    assert rows_of(overview(pages, nankai), "promise")[0] == ["指标", "年度指标值", "实际完成值"]
    heads = article(pages[f"/{nankai}/indicators/"]).xpath("//table[contains(@class, 'results')]/thead")
    assert {words(head) for head in heads} == {"二级指标三级指标年度指标值实际完成值"}


def test_stated_and_computed_stand_in_two_lines_with_a_word_for_each_figure(pages: dict[str, Page]):
    assert rows_of(overview(pages, YONGDE), "versus") == [
        ["", "总分", "等级", "预算执行率"],
        ["报告自述", "96", "优", "100%"],
        ["按标准复算", "99.8", "优", "100%"],
        ["对照", "不一致", "一致", "一致"],
    ]
    stated = section(overview(pages, YONGDE), "stated")
    assert "写有得分的 10 项中，2 项不一致：" in words(stated)
    assert [words(row) for row in stated.iter("li")] == ["资金到位及时率 报告 7，复算 10", "政策知晓率 报告 9，复算 9.8"]


def test_every_finding_about_a_row_leads_to_that_row(pages: dict[str, Page]):
    for report in (SEED, YONGDE):
        indicators = article(pages[f"/{report}/indicators/"])
        links = overview(pages, report).xpath("//ul[@class='notes']//a[contains(@href, '#row-')]")
        assert len(links) >= 2
        for link in links:
            [row] = indicators.xpath("//tbody[@id=$id]", id=link.get("href").split("#")[1])
            assert words(row.find(".//th")) in words(link)


def test_a_word_of_the_glossary_is_explained_where_the_page_first_uses_it_and_only_there(pages: dict[str, Page]):
    explained = 0
    for page in pages.values():
        tree = article(page)
        buttons = tree.xpath("//button[@class='term']")
        targets = [button.get("popovertarget") for button in buttons]
        assert len(targets) == len(set(targets)), page.address
        for button in buttons:
            hint = button.getnext()
            assert hint.get("id") == button.get("popovertarget")
            assert hint.xpath("string(a/@href)").endswith("glossary/#" + hint.get("id").removeprefix("term-"))
            explained += 1
    assert explained > 100


def test_no_word_of_a_record_is_taken_for_a_word_of_the_glossary(pages: dict[str, Page]):
    for page in pages.values():
        assert not article(page).xpath("//td//button[@class='term'] | //h1//button | //*[@class='prose']//button"), page.address


def test_the_citation_has_author_title_kind_day_site_and_address(pages: dict[str, Page]):
    def cited(report: str) -> str:
        return words(overview(pages, report).xpath("//p[@class='citation']")[0])

    assert cited(SEED) == (
        "曲沃县公安局. 警务通通信服务项目：2021 年度项目支出绩效自评[R/OL]. 绩效自评公开示例. /2021/quwo-gonganju/jingwutong/"
    )
    assert "[R/OL]. (2023-12-05). " in cited("2022/tianchang-shuiliju/shuihan-zaihai-fangyu")


def test_dates_of_publication_and_correction_are_told_and_none_is_invented(pages: dict[str, Page], tmp_path: Path):
    assert "公开日期 原报告未载" in words(section(overview(pages, SEED), "cite"))
    revisions = "revisions:\n  - {date: 2022-05-01, reason: 笔误}\n  - {date: 2022-06-01, reason: 补充}\n"
    tree = small_page(tmp_path, f"title: 甲\n{ROW}{revisions}")
    assert "更正日期 2022-05-01、2022-06-01" in words(section(tree, "cite"))


def test_the_department_and_the_agency_lead_to_their_pages(tmp_path: Path):
    agencies = "departments: {gongan: 公安系统}\nagencies:\n  jia: {name: 甲局, department: gongan}\n"
    found = checked(tmp_path, {"2021/jia/a": f"title: 甲\n{ROW}", "agencies.yaml": agencies})
    pages = {page.address: page for page in make_pages(Edition(found.publishable(), found.by_report()))}
    links = section(article(pages["/2021/jia/a/"]), "source").xpath(".//dd/a")
    assert [(link.text_content(), link.get("href")) for link in links][:2] == [
        ("公安系统", "../../../departments/gongan/"),
        ("甲局", "../../../agencies/jia/"),
    ]
    assert "/departments/gongan/" in pages


def test_the_years_before_and_after_are_linked_and_missing_years_are_said(tmp_path: Path):
    text = f"title: 甲\n{ROW}"
    found = checked(tmp_path, {"2019/jia/a": text, "2021/jia/a": text, "2022/jia/a": text})
    pages = {page.address: page for page in make_pages(Edition(found.publishable(), found.by_report()))}
    [years] = article(pages["/2021/jia/a/"]).xpath("//nav[@aria-label='前后年度']")
    assert words(years) == "上一年 2019 2020 年没有报告 下一年 2022"
    assert [link.get("href") for link in years.iter("a")] == ["../../../2019/jia/a/", "../../../2022/jia/a/"]


NAMELESS = """\
title: 没有写名称的表
budget:
  adjusted: {total: 100}
  executed: {total: 50}
  execution: {weight: 10, stated_score: 10}
indicators:
  - {level1: 产出指标, level2: 数量指标, name: 场次, weight: 50, target: 2场, actual: 2场, stated_score: 50}
  - {level1: 产出指标, weight: 40, target: 4次, actual: 2次, stated_score: 40}
"""


@pytest.mark.parametrize(
    ("language", "names"), [("zh-CN", ["预算执行率", "第 2 行"]), ("en", ["Budget execution rate", "Row 2"])]
)
def test_a_row_without_a_name_is_called_by_which_it_is(tmp_path: Path, language: str, names: list[str]) -> None:
    found = checked(tmp_path, {"2021/jia/a": NAMELESS, "2022/jia/a": NAMELESS.replace("4次", "3次")})
    with speaking(language):
        pages = {page.address: article(page) for page in make_pages(Edition(found.publishable(), found.by_report()))}
    overview, rows, years = (pages[address] for address in ("/2021/jia/a/", "/2021/jia/a/indicators/", "/projects/jia/a/"))
    for link in [
        *overview.xpath("//table//a"),
        *rows.xpath("//tbody//th[@scope='row']"),
        *years.xpath("//tbody//th[@scope='row']"),
    ]:
        assert link.text_content().strip(), html.tostring(link)
    assert [link.text_content() for link in overview.xpath("//*[@class='differing']//a")] == names
    assert {names[1]} < {name.text_content() for name in rows.xpath("//tbody//th[@scope='row']")}
    findings = [
        one.message("zh") for one in found.findings if one.path.endswith("2021/jia/a.yaml") and "预算执行率" in one.message("zh")
    ]
    assert findings and not any("“—”" in message for message in findings)

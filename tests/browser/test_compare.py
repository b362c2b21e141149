"""Comparing reports as a reader does: picking them, by keyboard too, sharing the link, and reading both columns right."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import pytest
import yaml
from playwright.sync_api import Browser, Locator, Page, expect

from generator import pipeline
from tests.browser.accessibility import faults_of
from tests.browser.conftest import DESKTOP, PHONE, Watched, watched
from tests.conftest import serve_folder

pytestmark = pytest.mark.browser

SEED = "2021/quwo-gonganju/jingwutong"
SCHOOL = "2022/yongde-minglang-zhongxue/yingyang-gaishan"
SHIPPED = Path(__file__).parents[1] / "checks/shipped.yaml"
FLOOD = "2022/tianchang-shuiliju/shuihan-zaihai-fangyu"
GAUGES = "2022/zhongjiang-shuiliju/shuibiaochi"
BIOLOGY = "2018/nankai-shengwu-shiyan-zhongxin/shiyan-jiaoxue-zhongxin"
FOUR = (SEED, SCHOOL, FLOOD, BIOLOGY)


def link(*ids: str) -> str:
    return "/compare/?" + "&".join(f"r={quote(id, safe='/')}" for id in ids)


def cells(page: Page, label: str) -> list[str]:
    """The cells of a row of the comparison, by the beginning of its label, one text a report."""
    row = page.locator(".side tbody tr:not(.part)").filter(has=page.locator("th", has_text=label)).first
    return [text.replace("\xa0", " ") for text in row.locator("td").all_inner_texts()]


def ready(page: Page) -> None:
    expect(page.locator("#compare")).to_have_class("compare ready")
    expect(page.locator("#compare")).not_to_have_attribute("aria-busy", "true")


@contextmanager
def comparing(chromium: Browser, address: str, *ids: str, **context: object) -> Iterator[Watched]:
    with watched(chromium, address, **context) as seen:
        seen.page.goto(address + link(*ids))
        ready(seen.page)
        yield seen


def find(page: Page, words: str) -> Locator:
    page.locator("#compare-find").fill(words)
    options = page.locator("#compare-options [role=option]")
    expect(options.first).to_contain_text(words)
    return options


def test_a_shared_link_shows_the_figures_of_both_reports(chromium: Browser, address: str) -> None:
    with comparing(chromium, address, SEED, SCHOOL) as seen:
        seed, school = cells(seen.page, "复算得分与等级")
        assert ("74.3" in seed, "合格" in seed, "99.8" in school, "优" in school) == (True, True, True, True)
        assert [text.split("\n")[0] for text in cells(seen.page, "报告自述")] == ["74.3 分 · 合格", "96 分 · 优"]
        assert "与复算不一致" in cells(seen.page, "报告自述")[1]
        assert cells(seen.page, "全年预算") == ["58 万元", "387,664.62 元"]
        assert "74.3 – 100" in cells(seen.page, "得分可能的范围")[0]
        assert "51.45 / 51.45" in cells(seen.page, "产出指标")[0]
        assert "40 / 40" in cells(seen.page, "产出指标")[1]
        assert "通信服务管理水平" in cells(seen.page, "未评定或不可计算")[0]
        found = yaml.safe_load(SHIPPED.read_text(encoding="utf-8"))[SEED]
        assert f"{len(found)} 条" in cells(seen.page, "核验提示")[0]
        assert (seen.said, seen.outside, seen.failed) == ([], [], [])


def test_the_order_of_the_columns_is_the_reader_s(chromium: Browser, address: str) -> None:
    with comparing(chromium, address, SCHOOL, SEED) as seen:
        assert ["99.8" in cells(seen.page, "复算得分与等级")[0], "74.3" in cells(seen.page, "复算得分与等级")[1]] == [True, True]


def test_different_standards_and_units_are_said_plainly(chromium: Browser, address: str) -> None:
    with comparing(chromium, address, SEED, SCHOOL) as seen:
        cautions = seen.page.locator(".cautions").inner_text()
        assert "评分标准不同，得分不能直接比较" in cautions
        assert "金额单位不同" in cautions
    with comparing(chromium, address, SCHOOL, FLOOD) as seen:
        assert "评分标准不同" not in seen.page.locator(".result").inner_text()


def test_differences_have_a_sign_and_a_word_and_can_stand_alone(chromium: Browser, address: str) -> None:
    with comparing(chromium, address, SEED, SCHOOL) as seen:
        page = seen.page
        head = lambda label: page.locator(".side tbody th[scope=row]", has_text=label).first  # noqa: E731 - used thrice here
        expect(head("权重合计")).to_contain_text("= 相同")
        expect(head("复算得分与等级")).to_contain_text("≠ 得分、等级不同")
        expect(head("全年预算")).to_contain_text("单位不同，未换算")
        page.get_by_label("只看不同之处").check()
        expect(head("权重合计")).not_to_be_visible()
        expect(head("复算得分与等级")).to_be_visible()


def test_the_same_indicator_stands_in_one_row_and_others_below_their_own_report(chromium: Browser, address: str) -> None:
    with comparing(chromium, address, SEED, SCHOOL) as seen:
        seed, school = cells(seen.page, "各自单列的指标")
        assert "通信服务数量" in seed and "通信服务数量" not in school
        assert "学生满意度" in school and "学生满意度" not in seed
        shared = seen.page.locator("tr.indicator", has_text="预算执行率")
        assert shared.count() == 1
        assert [text.count("10 / 10") for text in shared.locator("td").all_inner_texts()] == [1, 1]


@pytest.mark.parametrize(("ids", "columns", "words"), [
    ((), 0, "还没有选报告"), ((SEED,), 1, "再选一份"), ((SEED, SCHOOL), 2, "正在比较 2 份"), (FOUR, 4, "正在比较 4 份"),
    ((*FOUR, GAUGES), 4, "链接里有 5 份报告，只比较前四份"), ((SEED, SEED, SCHOOL), 2, "正在比较 2 份"),
])  # fmt: skip
def test_any_number_of_reports_gets_an_answer(
    chromium: Browser, address: str, ids: tuple[str, ...], columns: int, words: str
) -> None:
    with comparing(chromium, address, *ids) as seen:
        assert seen.page.locator(".side thead th").count() == (columns and columns + 1)
        assert words in seen.page.locator("#compare").evaluate("element => element.textContent")
        assert (seen.said, seen.outside, seen.failed) == ([], [], [])


@pytest.mark.parametrize("strange", [
    "<img src=x onerror=alert(1)>", "../../etc/passwd", "2021/../secret/x", "https://evil.example/a/b", "//evil.example/x",
    "2021/a/b/../../c", "2021/A/B", "javascript:alert(1)", "２０２１/a/b", "2021/a/b?x", "\u202e1202/a/b", "x" * 5000, "",
])  # fmt: skip
def test_a_strange_identity_shows_as_text_and_is_never_fetched(chromium: Browser, address: str, strange: str) -> None:
    with watched(chromium, address) as seen:
        asked: list[str] = []
        seen.page.on("request", lambda request: asked.append(request.url))
        seen.page.goto(f"{address}/compare/?r={quote(strange, safe='')}&r={SEED}")
        ready(seen.page)
        problems = seen.page.locator(".problems")
        expect(problems.locator("li")).to_have_count(1)
        assert "不是报告的编号" in problems.inner_text()
        assert strange.strip("/")[:20].strip() in problems.inner_text()
        assert problems.locator("img, script, a").count() == 0
        assert [url for url in asked if url.endswith(".json")] == [f"{address}/{SEED}/report.json"]
        assert "74.3" in cells(seen.page, "复算得分与等级")[0]
        assert (seen.said, seen.outside, seen.failed) == ([], [], [])


def test_a_report_that_is_not_there_is_named_and_the_others_shown(chromium: Browser, address: str) -> None:
    missing = "2021/quwo-gonganju/meiyou"
    with comparing(chromium, address, missing, SEED) as seen:
        assert f"没有找到报告 {missing}" in seen.page.locator(".problems").inner_text()
        assert "74.3" in cells(seen.page, "复算得分与等级")[0]
        assert seen.failed == [f"{address}/{missing}/report.json"]
        seen.page.get_by_role("button", name=f"移出：{missing}").click()
        expect(seen.page.locator(".problems li")).to_have_count(0)
        assert seen.page.url == f"{address}/compare/?r={SEED}"


def test_a_report_that_is_withheld_is_said_to_be_and_leads_to_its_notice(chromium: Browser, address: str) -> None:
    body = json.dumps({"id": SCHOOL, "title": None, "withheld": {"basis": "《条例》第十四条<b>", "reason": "国家秘密"}})
    with watched(chromium, address) as seen:
        seen.page.route(f"**/{SCHOOL}/report.json", lambda route: route.fulfill(status=200, body=body))
        seen.page.goto(address + link(SEED, SCHOOL))
        ready(seen.page)
        told = seen.page.locator(".problems")
        assert f"报告 {SCHOOL} 不予公开，没有可以比较的内容。依据：《条例》第十四条<b>" in told.inner_text()
        assert told.get_by_role("link").get_attribute("href") == f"{address}/{SCHOOL}/"
        assert told.get_by_role("button").count() == 0
        assert "74.3" in cells(seen.page, "复算得分与等级")[0]
        assert seen.said == []


@pytest.mark.parametrize("body", ["", "[]", "{}", "<html>", json.dumps({"id": SEED, "indicators": []})])
def test_data_that_can_t_be_read_is_said_and_can_be_asked_for_again(chromium: Browser, address: str, body: str) -> None:
    with watched(chromium, address) as seen:
        seen.page.route(f"**/{SEED}/report.json", lambda route: route.fulfill(status=200, body=body))
        seen.page.goto(address + link(SEED, SCHOOL))
        ready(seen.page)
        assert f"没能读取报告 {SEED}" in seen.page.locator(".problems").inner_text()
        assert "99.8" in cells(seen.page, "复算得分与等级")[0]
        seen.page.unroute(f"**/{SEED}/report.json")
        seen.page.get_by_role("button", name="再试一次").click()
        expect(seen.page.locator(".problems li")).to_have_count(0)
        assert "74.3" in cells(seen.page, "复算得分与等级")[0]
        assert seen.said == []


def test_a_reader_picks_moves_and_removes_by_keyboard_alone(chromium: Browser, address: str) -> None:
    with watched(chromium, address) as seen:
        page = seen.page
        page.goto(address + "/compare/")
        box = page.locator("#compare-find")
        box.focus()
        find(page, "警务通")
        expect(box).to_have_attribute("aria-expanded", "true")
        page.keyboard.press("ArrowDown")
        chosen = box.get_attribute("aria-activedescendant")
        assert chosen is not None
        expect(page.locator(f"#{chosen}")).to_have_attribute("aria-selected", "true")
        page.keyboard.press("Enter")
        expect(page.locator(".picks li")).to_have_count(1)
        expect(box).to_have_value("")
        find(page, "营养")
        page.keyboard.press("Enter")
        expect(page.locator(".side thead th")).to_have_count(3)
        assert page.url == address + link(SEED, SCHOOL)
        find(page, "水旱")
        page.keyboard.press("Escape")
        expect(box).to_have_attribute("aria-expanded", "false")
        page.keyboard.press("Escape")
        expect(box).to_have_value("")
        page.keyboard.press("Tab")  # the first report's: earlier is off, so later
        page.keyboard.press("Enter")
        expect(page.locator(".picks .name").first).to_have_text("2022 · 义务教育营养改善计划专项资金")
        assert page.url == address + link(SCHOOL, SEED)
        expect(page.get_by_role("button", name="向前移：2021 · 警务通通信服务项目")).to_be_focused()
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.locator(".picks li")).to_have_count(1)
        assert page.url == address + link(SCHOOL)
        expect(page.get_by_role("button", name="移出：2022 · 义务教育营养改善计划专项资金")).to_be_focused()
        assert (seen.said, seen.outside, seen.failed) == ([], [], [])


def test_what_is_picked_is_not_offered_again_and_four_is_the_most(chromium: Browser, address: str) -> None:
    with comparing(chromium, address, SEED, SCHOOL, FLOOD) as seen:
        page = seen.page
        page.locator("#compare-find").fill("警务通")
        expect(page.locator(".how")).to_have_text("没有找到可以加入的报告，换一个词试试")
        find(page, "生物").first.click()
        expect(page.locator(".picks li")).to_have_count(4)
        expect(page.locator("#compare-find")).not_to_be_editable()
        expect(page.locator(".how")).to_contain_text("最多比较四份")


def test_reports_of_one_project_are_told_apart_by_their_year(chromium: Browser, address: str) -> None:
    with comparing(chromium, address, SEED, SCHOOL) as seen:
        assert [text[:4] for text in seen.page.locator(".picks .name").all_inner_texts()] == ["2021", "2022"]


def test_an_english_site_compares_in_english_and_by_the_same_names(chromium: Browser, sources: Path) -> None:
    settings = sources / "content/site.yaml"
    settings.write_text(settings.read_text(encoding="utf-8") + "\nlanguage: en\n", encoding="utf-8")
    assert pipeline.build(root=sources, cwd=sources).published
    server = serve_folder(sources / "site")
    with comparing(chromium, next(server), SEED, SCHOOL) as seen:
        assert "Different scoring standards" in seen.page.locator(".cautions").inner_text()
        assert cells(seen.page, "预算执行指标")[1].startswith("10 / 10")  # the other form names no first level
        assert "The score is settled" in cells(seen.page, "Possible range of the score")[1]
        assert seen.page.locator(".side .of", has_text="万元").count() == 0
        assert seen.page.locator(".side .of", has_text="wan yuan").count() > 0
        assert {each.get_attribute("lang") for each in seen.page.locator(".side thead a, .side dd").all()} == {"zh-CN", None}
        assert seen.page.locator(".side thead a:not([lang=zh-CN])").count() == 0
        borders = "all => all.map(one => getComputedStyle(one).borderLeftWidth)"
        assert set(seen.page.locator(".side ul.plain").evaluate_all(borders)) == {"0px"}  # .plain is a button too
        seen.page.goto(seen.page.url.partition("compare")[0] + "search/?q=警务通")
        expect(seen.page.locator("ol.results a.title")).to_have_attribute("lang", "zh-CN")
        assert seen.page.locator("ol.results .verdict-line[lang]").count() == 0
        assert seen.said == []
    server.close()


def test_back_leads_to_where_the_reader_came_from(chromium: Browser, address: str) -> None:
    with watched(chromium, address) as seen:
        page = seen.page
        page.goto(address + "/years/")
        page.goto(address + link(SEED, SCHOOL))
        ready(page)
        page.get_by_role("button", name="移出：2021 · 警务通通信服务项目").click()
        expect(page.locator(".picks li")).to_have_count(1)
        page.go_back()
        assert page.url == address + "/years/"
        page.go_forward()
        expect(page.locator(".picks li")).to_have_count(1)


@pytest.mark.parametrize("allowed", [True, False])
def test_the_link_can_be_copied_with_and_without_the_clipboard(chromium: Browser, address: str, *, allowed: bool) -> None:
    with watched(chromium, address) as seen:
        page = seen.page
        if allowed:
            page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        else:
            page.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
        page.goto(address + link(SEED, SCHOOL))
        ready(page)
        page.get_by_role("button", name="复制链接").click()
        box = page.locator(".share .link input")
        expect(box).to_be_visible()
        assert box.input_value() == address + link(SEED, SCHOOL)
        if allowed:
            assert page.evaluate("navigator.clipboard.readText()") == address + link(SEED, SCHOOL)
        else:
            expect(box).to_be_focused()
            assert page.evaluate("getSelection().toString()") == address + link(SEED, SCHOOL)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("ids", [(SEED, SCHOOL), FOUR], ids=["two", "four"])
def test_a_comparison_has_no_accessibility_fault_that_axe_knows(
    chromium: Browser, address: str, ids: tuple[str, ...], scheme: str
) -> None:
    with comparing(chromium, address, *ids, color_scheme=scheme) as seen:
        for viewport in (DESKTOP, PHONE):
            seen.page.set_viewport_size(viewport)
            assert faults_of(seen.page) == [], viewport
            if len(ids) == 2:
                find(seen.page, "水")
                assert faults_of(seen.page) == [], viewport
                seen.page.locator("#compare-find").fill("")


@pytest.mark.parametrize("ids", [(SEED, SCHOOL), FOUR], ids=["two", "four"])
def test_a_comparison_never_scrolls_sideways_and_cells_keep_their_letter(
    chromium: Browser, address: str, ids: tuple[str, ...]
) -> None:
    with comparing(chromium, address, *ids) as seen:
        for width in (320, 390, 768, 1200):
            seen.page.set_viewport_size({"width": width, "height": 800})
            assert seen.page.evaluate("document.documentElement.scrollWidth") <= width
            beyond = "cells => cells.filter(cell => cell.scrollWidth > cell.clientWidth + 1).length"
            assert seen.page.locator(".side td, .side thead th:not(:first-child)").evaluate_all(beyond) == 0, width
        seen.page.set_viewport_size(PHONE)
        boxes = [cell.bounding_box() for cell in seen.page.locator(".side tbody tr:nth-child(2) td").all()[:2]]
        assert boxes[0] and boxes[1] and boxes[0]["y"] == boxes[1]["y"]  # side by side
        assert seen.page.locator(".side td[data-letter=乙]").count() > 10


def test_the_heads_stay_in_sight_at_a_desk(chromium: Browser, address: str) -> None:
    with comparing(chromium, address, SEED, SCHOOL) as seen:
        seen.page.locator(".side tr.own").scroll_into_view_if_needed()
        seen.page.mouse.wheel(0, 400)
        seen.page.wait_for_function("scrollY > 900")
        box = seen.page.locator(".side thead th").nth(1).bounding_box()
        assert box is not None
        assert -1 <= box["y"] <= 1


def test_a_comparison_prints_without_the_controls(chromium: Browser, address: str, tmp_path: Path) -> None:
    with comparing(chromium, address, *FOUR) as seen:
        seen.page.emulate_media(media="print")
        for selector in (".picker", ".picks", ".share"):
            assert not seen.page.locator(selector).is_visible()
        assert seen.page.locator(".side").is_visible()
        file = tmp_path / "comparison.pdf"
        seen.page.pdf(path=file, prefer_css_page_size=True)
        assert b"/MediaBox [0 0 842" in file.read_bytes() or b"/MediaBox [0 0 841" in file.read_bytes()


def test_without_javascript_the_page_says_what_it_needs_and_leads_on(chromium: Browser, address: str) -> None:
    with watched(chromium, address, java_script_enabled=False) as seen:
        seen.page.goto(address + link(SEED, SCHOOL))
        text = seen.page.locator("article.page").inner_text()
        assert "需要 JavaScript" in text
        assert "JSON" in text and "CSV" in text
        assert not seen.page.locator("#compare").is_visible()
        assert not seen.page.locator("#compare-tray").is_visible()
        seen.page.get_by_role("link", name="下载全部数据").click()
        seen.page.wait_for_url("**/data/")


# The picks of other pages ---------------------------------------------------------------------------------------------

MARKED = f"""() => document.addEventListener("readystatechange", () => {{
  if (document.readyState !== "interactive") return;
  for (const link of document.querySelectorAll("table.reports th a")) {{
    link.dataset.compare = new URL(link.href).pathname.replace(/^\\/|\\/$/g, "");
  }}
  const button = document.createElement("button");
  Object.assign(button, {{type: "button", className: "pick", hidden: true}});
  Object.assign(button.dataset, {{compare: "{SEED}", title: "警务通"}});
  document.querySelector("article.page").append(button);
}})"""
"""A list whose links carry the attribute and a button as the macro writes it, whatever the pages of today do."""

Marked = Callable[[Page], None]


@pytest.fixture
def mark() -> Marked:
    return lambda page: page.add_init_script(f"({MARKED})()")


def test_reports_picked_from_a_list_and_by_a_button_meet_in_the_comparison(chromium: Browser, address: str, mark: Marked) -> None:
    with watched(chromium, address) as seen:
        page = seen.page
        mark(page)
        page.goto(address + "/2022/")
        assert not page.locator("#compare-tray").is_visible()
        assert page.locator(".choose-box").count() == 0
        page.get_by_role("button", name="选择报告作比较").click()
        page.get_by_role("checkbox", name="加入比较：义务教育营养改善计划专项资金").check()
        page.locator("button.pick").last.click()
        expect(page.locator(".tray-count")).to_have_text("已选 2 份")
        expect(page.locator("#compare-said")).to_have_text("已加入比较：警务通。共 2 份")
        page.locator(".tray .go").click()
        ready(page)
        assert page.url == address + link(SCHOOL, SEED)
        assert ["99.8" in cells(page, "复算得分与等级")[0], "74.3" in cells(page, "复算得分与等级")[1]] == [True, True]
        assert not page.locator("#compare-tray").is_visible()  # the page itself shows what is picked
        page.get_by_role("button", name="移出：2021 · 警务通通信服务项目").click()
        page.goto(address + "/2022/")
        expect(page.locator(".tray-count")).to_contain_text("已选 1 份")
        assert (seen.said, seen.outside, seen.failed) == ([], [], [])


def test_a_fifth_pick_is_refused_in_words(chromium: Browser, address: str, mark: Marked) -> None:
    with watched(chromium, address) as seen:
        page = seen.page
        mark(page)
        page.goto(address + "/2022/")
        page.get_by_role("button", name="选择报告作比较").click()
        for box in page.locator(".choose-box").all():
            box.check()
        page.locator("button.pick").last.click()
        expect(page.locator(".tray-count")).to_contain_text("最多比较四份")
        assert (page.locator(".tray .go").get_attribute("href") or "").count("r=") == 4
        page.get_by_role("button", name="清空").click()
        assert not page.locator("#compare-tray").is_visible()
        assert page.locator(".choose-box:checked").count() == 0


def test_without_a_link_the_comparison_starts_from_what_was_picked(chromium: Browser, address: str, mark: Marked) -> None:
    with watched(chromium, address) as seen:
        page = seen.page
        mark(page)
        page.goto(address + "/2022/")
        page.locator("button.pick").last.click()
        page.goto(address + "/compare/")
        expect(page.locator(".picks .name")).to_have_text("2021 · 警务通通信服务项目")
        page.goto(address + link(SCHOOL, FLOOD))  # someone else's link leaves the reader's picks alone
        ready(page)
        page.goto(address + "/2022/")
        expect(page.locator(".tray-count")).to_contain_text("已选 1 份")


@pytest.mark.parametrize(
    "kept",
    [
        "nonsense",
        '{"a": 1}',
        '[{"id": "../x", "title": "t"}, {"id": 5}, null]',
        '[{"id": "2021/a/b", "title": 7}]',
        '[{"id": ["2021/a/b"], "title": "t"}]',
    ],
)
def test_a_spoiled_memory_is_no_picks(chromium: Browser, address: str, kept: str) -> None:
    with watched(chromium, address) as seen:
        seen.page.goto(address + "/years/")
        seen.page.evaluate("kept => localStorage.setItem('gongkai-compare:/', kept)", kept)
        seen.page.reload()
        assert not seen.page.locator("#compare-tray").is_visible()
        assert seen.said == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_tray_has_no_accessibility_fault_and_hides_nothing(
    chromium: Browser, address: str, mark: Marked, scheme: str
) -> None:
    with watched(chromium, address, color_scheme=scheme) as seen:
        page = seen.page
        mark(page)
        page.goto(address + "/2022/")
        page.get_by_role("button", name="选择报告作比较").click()
        page.locator(".choose-box").first.check()
        for viewport in (DESKTOP, PHONE):
            page.set_viewport_size(viewport)
            assert faults_of(page) == [], viewport
            assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
            page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
            last, tray = (
                page.locator(".colophon-inner > :last-child").bounding_box(),
                page.locator("#compare-tray").bounding_box(),
            )
            assert last and tray and last["y"] + last["height"] <= tray["y"]


def test_a_thousand_marked_rows_cost_nothing_before_they_are_asked_for(chromium: Browser, address: str, mark: Marked) -> None:
    with watched(chromium, address) as seen:
        page = seen.page
        mark(page)
        page.goto(address + "/2022/")
        assert page.locator(".choose").count() == page.locator("table:has(a[data-compare])").count() == 1
        assert page.locator("table.reports button, table.reports input").count() == 0

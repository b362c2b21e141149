"""The search as a reader uses it: from any page, by keyboard, with filters; and the other ways in without JavaScript."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from generator.catalog.entry import Entry
from generator.review.reports import check_reports
from generator.scoring.evaluation import Status
from tests.browser.conftest import PAGE_TYPES, PHONE, watched
from tests.conftest import REPOSITORY

pytestmark = pytest.mark.browser

STATUS = "#search [role=status]"
SEED = "/2021/quwo-gonganju/jingwutong/"
YEARS = {path.name for path in (REPOSITORY / "content/reports").iterdir()}


def answered(page: Page) -> None:
    """Wait for the answer and its excerpts."""
    expect(page.locator("#search:not([aria-busy])")).to_have_count(1)
    expect(page.locator(".excerpt.waiting")).to_have_count(0)


def search(page: Page, address: str, words: str, scope: str = "") -> list[str]:
    """Return the addresses found for some words, in order."""
    page.goto(f"{address}/search/")
    answered(page)
    if scope:
        page.locator(f"#search input[name=scope][value={scope}]").check()
    page.fill("#search input[name=q]", words)
    page.locator("#search form").evaluate("form => form.requestSubmit()")
    answered(page)
    return hrefs(page, ".results .title")


def hrefs(page: Page, links: str) -> list[str]:
    return [
        str(href).removeprefix("..") for href in page.locator(links).evaluate_all("all => all.map(a => a.getAttribute('href'))")
    ]


@pytest.mark.parametrize(
    "words",
    [
        "警务通",
        "通信服务",
        "务通",
        "74.3",
        "74.3分",
        "曲沃县公安局",
        "曲沃公安",
        "通通信",
        "58万元",
        "58 万元",
        "警务通 580,000 元",
        "58 wan yuan",
        "580,000 Yuan",
        "74.3 分",
        "使用人员满意度",
        "２０２１ 警务通",
    ],
)
def test_the_right_report_is_among_the_first_three(chromium: Browser, address: str, words: str) -> None:
    with watched(chromium, address) as seen:
        assert SEED in search(seen.page, address, words)[:3]
        assert "在正文中" not in seen.page.locator(STATUS).inner_text()
        assert (seen.said, seen.outside, seen.failed) == ([], [], [])


@pytest.mark.parametrize("words", ["2021", "2021年", "2021年度", "2021 年度"])
def test_a_year_finds_its_reports_however_it_is_written(chromium: Browser, address: str, words: str) -> None:
    entries = check_reports((), root=REPOSITORY, cwd=REPOSITORY).publishable().entries
    expected = {f"/{entry.id}/" for entry in entries if entry.year == 2021}
    with watched(chromium, address) as seen:
        assert set(search(seen.page, address, words)) == expected
        assert "在正文中" not in seen.page.locator(STATUS).inner_text()


@pytest.mark.parametrize("words", ["743", "木星", "74.30001", "<b>", "警务通 木星"])
def test_what_is_not_there_is_not_found_and_said_so(chromium: Browser, address: str, words: str) -> None:
    with watched(chromium, address) as seen:
        assert search(seen.page, address, words) == []
        assert "没有找到" in seen.page.locator(STATUS).inner_text()
        assert seen.page.locator(".nothing li:visible").count() >= 2
        assert (seen.said, seen.outside, seen.failed) == ([], [], [])


@pytest.mark.parametrize(
    ("words", "part"),
    [
        ("查询各业务系统", "analysis/#experience"),
        ("从预算执行、产出、效益", "analysis/#conclusion"),
        ("从预算执行 保密性能", "analysis/#conclusion"),
        ("29万元/个", "indicators/#row-4"),
        ("通信服务管理水平", "indicators/#row-5"),
        ("曲沃县公安局警务通通信服务项目支出绩效自评报告（2021年度）", "#source"),
    ],
)
def test_what_stands_in_the_text_is_found_there_and_leads_to_its_section(
    chromium: Browser, address: str, words: str, part: str
) -> None:
    with watched(chromium, address) as seen:
        assert search(seen.page, address, words, scope="all")[0] == SEED
        result = seen.page.locator(".results li").first
        assert hrefs(seen.page, ".results li:first-child .section") == [SEED + part]
        assert result.locator("mark").count() >= 1
        result.locator(".section").click()
        expect(seen.page.locator(f"[id='{part.split('#')[1]}']")).to_be_in_viewport()
        assert (seen.said, seen.outside, seen.failed) == ([], [], [])


def test_full_text_is_read_only_when_asked_for_or_when_nothing_else_is_found(chromium: Browser, address: str) -> None:
    with watched(chromium, address) as seen:
        asked: list[str] = []
        seen.page.on("request", lambda request: asked.append(request.url))
        search(seen.page, address, "警务通")
        assert not [url for url in asked if "/text/" in url or "pagefind" in url]
        assert search(seen.page, address, "查询各业务系统") == [SEED]
        assert "在正文中找到 1 份报告" in seen.page.locator(STATUS).inner_text()
        assert [url for url in asked if "/text/" in url]


def many_bundles(seen: Page, number: int, *more: dict[str, Any]) -> None:
    """Let the full text be in as many bundles as a province has, all of them this one."""

    def answer(route: Route) -> None:
        listed = route.fetch().json()
        route.fulfill(json={**listed, "text": listed["text"] * number + list(more)})

    seen.context.route("**/bundles.json", answer)


def test_the_text_of_a_province_is_not_moved_unasked(chromium: Browser, address: str) -> None:
    with watched(chromium, address, service_workers="block") as seen:
        many_bundles(seen.page, 25)
        asked: list[str] = []
        seen.page.on("request", lambda request: asked.append(request.url))
        assert search(seen.page, address, "查询各业务系统") == []
        assert "还没有查找" in seen.page.locator(STATUS).inner_text()
        assert not [url for url in asked if "/text/" in url or "pagefind" in url]
        seen.page.locator(".nothing .widen button").click()
        expect(seen.page.locator(".results .title")).to_have_count(1)
        answered(seen.page)
        assert hrefs(seen.page, ".results .title") == [SEED]


def test_the_newest_bundles_of_text_answer_while_others_are_asked(chromium: Browser, address: str) -> None:
    held: list[Route] = []
    with watched(chromium, address, service_workers="block") as seen:
        many_bundles(seen.page, 8, {"path": "text/late", "years": [1999], "first": 1000})
        seen.page.context.route("**/text/late/*", lambda route: held.append(route))  # noqa: PLW0108 - no method of a list is taken
        seen.page.goto(f"{address}/search/?q=查询各业务系统&scope=all")
        expect(seen.page.locator(".results .title")).to_have_count(1)
        expect(seen.page.locator(STATUS)).to_contain_text("还在继续查找")
        for route in held:
            route.abort()
        answered(seen.page)
        assert seen.page.locator(STATUS).inner_text() == "找到 1 份报告 正文没能读完，结果不全。"
        assert hrefs(seen.page, ".results .title") == [SEED]


def test_few_results_offer_to_look_into_the_text_too(chromium: Browser, address: str) -> None:
    with watched(chromium, address) as seen:
        before = search(seen.page, address, "公安局")
        seen.page.get_by_role("button", name="连同正文一起查找").click()
        expect(seen.page.locator(".deeper")).to_be_hidden()
        answered(seen.page)
        assert "scope=all" in seen.page.url
        assert hrefs(seen.page, ".results .title")[: len(before)] == before


def test_a_preview_without_bundles_searches_names_and_says_what_it_lacks(chromium: Browser, address: str) -> None:
    with watched(chromium, address) as seen:
        seen.page.context.route("**/bundles.json", lambda route: route.fulfill(json={"names": None, "text": []}))
        assert search(seen.page, address, "使用人员满意度", scope="all") == [SEED]
        assert "没有正文的索引" in seen.page.locator(STATUS).inner_text()
        assert (seen.said, seen.outside, seen.failed) == ([], [], [])


def test_excerpts_read_as_the_report_does(chromium: Browser, address: str) -> None:
    with watched(chromium, address) as seen:
        search(seen.page, address, "总得分74.30分", scope="all")
        quote = seen.page.locator(".results li .excerpt q").first
        assert "自评总得分 74.3 分，等级为“合格”。" in quote.inner_text()
        assert quote.locator("mark").inner_text() == "总得分 74.3 分"


def test_the_browser_reads_words_as_the_generator_does(chromium: Browser, address: str) -> None:
    cases = json.loads((REPOSITORY / "tests/site/search/words.json").read_text(encoding="utf-8"))
    with watched(chromium, address) as seen:
        seen.page.goto(address + "/search/")
        seen.page.add_script_tag(url=f"{address}/assets/javascripts/search-words.js")
        read = seen.page.evaluate("texts => texts.map(wordsOf)", [text for text, _ in cases])
    assert read == [words for _, words in cases]


def test_the_header_leads_to_the_search_from_any_page(chromium: Browser, address: str) -> None:
    with watched(chromium, address) as seen:
        seen.page.goto(address + PAGE_TYPES["indicators"])
        seen.page.keyboard.press("/")
        seen.page.keyboard.type("警务通")
        seen.page.keyboard.press("Enter")
        seen.page.wait_for_url("**/search/?q=*")
        expect(seen.page.locator(".results .title").first).to_have_text("警务通通信服务项目")
        assert seen.page.locator(".results mark").first.inner_text() == "警务通"


def test_typing_a_slash_in_a_field_types_a_slash(chromium: Browser, address: str) -> None:
    with watched(chromium, address) as seen:
        seen.page.goto(address + "/search/")
        seen.page.focus("#search input[name=q]")
        seen.page.keyboard.type("a/b")
        assert seen.page.input_value("#search input[name=q]") == "a/b"


def test_filters_count_narrow_and_stay_in_the_address(chromium: Browser, address: str) -> None:
    with watched(chromium, address) as seen:
        page = seen.page
        page.goto(address + "/search/")
        expect(page.locator(STATUS)).to_have_text("共 10 份报告")
        assert "2022（4）" in page.locator("select[name=year]").inner_text()
        page.select_option("select[name=year]", "2022")
        expect(page.locator(STATUS)).to_have_text("共 4 份报告")
        assert "year=2022" in page.url
        page.reload()
        expect(page.locator(STATUS)).to_have_text("共 4 份报告")
        assert page.input_value("select[name=year]") == "2022"
        page.get_by_role("button", name="取消筛选：2022").click()
        expect(page.locator(STATUS)).to_have_text("共 10 份报告")
        assert "year" not in page.url


def spends_little(entry: Entry) -> bool:
    rate = entry.evaluation.money.of("execution_rate") if entry.evaluation.money is not None else None
    return rate is not None and rate < 80


@pytest.mark.parametrize(
    ("condition", "holds", "label"),
    [
        ("open=1", lambda entry: entry.ruleset.computes and entry.evaluation.with_status(Status.UNASSESSED), "有未评定的指标"),
        ("spent=under-80", spends_little, "执行率低于 80%"),
    ],
)
def test_other_pages_can_lead_to_reports_of_one_condition(
    chromium: Browser, address: str, condition: str, holds: Callable[[Entry], object], label: str
) -> None:
    entries = check_reports((), root=REPOSITORY, cwd=REPOSITORY).publishable().entries
    expected = {f"/{entry.id}/" for entry in entries if holds(entry)}
    assert expected
    with watched(chromium, address) as seen:
        seen.page.goto(f"{address}/search/?{condition}")
        answered(seen.page)
        assert set(hrefs(seen.page, ".results .title")) == expected
        field = seen.page.get_by_role("checkbox", name=label)
        assert field.is_checked()
        assert field.locator("..").inner_text() == f"{label}{len(expected)}"
        seen.page.get_by_role("button", name=f"取消筛选：{label}").click()
        expect(seen.page.locator(STATUS)).to_have_text("共 10 份报告")


@pytest.mark.parametrize("condition", ["findings=1", "corrected=1"])
def test_reports_with_findings_and_with_corrections_can_be_led_to(chromium: Browser, address: str, condition: str) -> None:
    name = condition.removesuffix("=1")
    with watched(chromium, address) as seen:
        seen.page.goto(f"{address}/search/?{condition}")
        answered(seen.page)
        read = "async () => Promise.all((await (await fetch('years.json')).json()).map(async (year) => (await fetch(`columns/${year}.json`)).json()))"
        years = seen.page.evaluate(read)
        assert len(years) > 1
        flagged = (
            len(one["corrected"]) if name == "corrected" else sum(number > 0 for number in one["findings"]) for one in years
        )
        expected = sum(flagged)
        assert seen.page.locator(".results li").count() == expected


def test_a_filter_counts_what_was_found_in_the_text_too(chromium: Browser, address: str) -> None:
    with watched(chromium, address) as seen:
        found = search(seen.page, address, "效益", scope="all")
        options = seen.page.locator("select[name=year] option").all_inner_texts()[1:]
        counts = {year: int(number) for year, number in (option.removesuffix("）").split("（") for option in options)}
        assert sum(counts.values()) == len(found)
        seen.page.select_option("select[name=year]", "2021")
        expect(seen.page.locator(STATUS)).to_have_text(f"找到 {counts['2021']} 份报告")
        assert f"2022（{counts['2022']}）" in seen.page.locator("select[name=year]").inner_text()


@pytest.mark.parametrize(
    "strange", ["length=5", "order=constructor", "item=x&namedItem=y", "0=zzz", "year=__proto__&year=2021", "scope=toString"]
)
def test_an_address_that_makes_no_sense_is_searched_as_far_as_it_does(chromium: Browser, address: str, strange: str) -> None:
    with watched(chromium, address) as seen:
        seen.page.goto(f"{address}/search/?q=警务通&{strange}")
        answered(seen.page)
        assert (seen.said, seen.outside, seen.failed) == ([], [], [])
        assert seen.page.locator("#search input[name=q]").input_value() == "警务通"
        assert seen.page.locator("#search select[name=order]").input_value() == ""
        if "year" not in strange:
            assert hrefs(seen.page, ".results .title")[0] == SEED


def test_who_comes_back_finds_the_results_as_they_were_left(chromium: Browser, demo_address: str) -> None:
    with watched(chromium, demo_address, viewport=PHONE) as seen:
        seen.page.goto(f"{demo_address}/search/?q=项目&order=score-up")
        answered(seen.page)
        seen.page.locator("#search button.more").click()
        expect(seen.page.locator(".results > li")).to_have_count(40)
        answered(seen.page)
        link = seen.page.locator(".results .title").nth(30)
        link.scroll_into_view_if_needed()
        top = seen.page.evaluate("scrollY")
        assert top > 2000
        link.click()
        seen.page.wait_for_url("**/20*/**")
        seen.page.go_back()
        expect(seen.page.locator(".results > li")).to_have_count(40)
        answered(seen.page)
        seen.page.wait_for_function(f"Math.abs(scrollY - {top}) < 3")
        assert seen.said == []


def test_results_sort_by_score_and_amount(chromium: Browser, address: str) -> None:
    with watched(chromium, address) as seen:
        page = seen.page
        page.goto(address + "/search/?order=amount")
        expect(page.locator(".results li").first).to_contain_text("1,500 万元")
        page.select_option("select[name=order]", "score")
        expect(page.locator(".results li").first).to_contain_text("120 分")
        page.select_option("select[name=order]", "score-up")
        expect(page.locator(".results li").first).to_contain_text("74.3 分")


def test_everything_is_done_by_keyboard(chromium: Browser, address: str) -> None:
    with watched(chromium, address) as seen:
        page = seen.page
        page.goto(address + "/search/")
        answered(page)
        page.keyboard.press("/")
        page.keyboard.type("满意度")
        expect(page.locator(STATUS)).to_have_text("找到 7 份报告")
        titles = page.locator(".results .title")
        page.keyboard.press("ArrowDown")
        expect(titles.nth(0)).to_be_focused()
        page.keyboard.press("ArrowDown")
        expect(titles.nth(1)).to_be_focused()
        page.keyboard.press("ArrowUp")
        page.keyboard.press("ArrowUp")
        expect(page.locator("#search input[name=q]")).to_be_focused()
        page.keyboard.press("Escape")
        expect(page.locator(STATUS)).to_have_text("共 10 份报告")
        page.keyboard.type("警务通")
        expect(page.locator(STATUS)).to_have_text("找到 1 份报告")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Escape")
        expect(page.locator("#search input[name=q]")).to_be_focused()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.wait_for_url("**" + SEED)
        assert (seen.said, seen.outside, seen.failed) == ([], [], [])


def refuse(seen: Page, pattern: str) -> None:
    def abort(route: Route) -> None:
        route.abort()

    seen.context.route(pattern, abort)


def test_a_search_that_cannot_read_its_data_says_so_and_goes_on_when_it_can(chromium: Browser, address: str) -> None:
    with watched(chromium, address, service_workers="block") as seen:
        refuse(seen.page, "**/columns/*.json")
        seen.page.goto(address + "/search/")
        expect(seen.page.locator(STATUS)).to_contain_text("没能读取搜索数据")
        assert seen.page.locator(".results li").count() == 0
        seen.page.context.unroute_all()
        assert seen.page.fill("#search input[name=q]", "警务通") is None
        expect(seen.page.locator(STATUS)).to_have_text("找到 1 份报告")


@pytest.mark.parametrize(("wanted", "early"), [("", "2023"), ("2021", "2021")])
def test_one_year_answers_while_the_others_are_on_their_way(chromium: Browser, address: str, wanted: str, early: str) -> None:
    held: list[Route] = []
    with watched(chromium, address, service_workers="block") as seen:
        seen.page.context.route(
            "**/columns/*.json", lambda route: route.continue_() if f"/{early}." in route.request.url else held.append(route)
        )
        seen.page.goto(f"{address}/search/" + (f"?year={wanted}" if wanted else ""))
        expect(seen.page.locator(".results .title").first).to_be_visible()
        expect(seen.page.locator(STATUS)).to_contain_text("还在继续查找")
        assert {href.split("/")[1] for href in hrefs(seen.page, ".results .title")} == {early}
        assert seen.page.locator("#search").get_attribute("aria-busy") == "true"
        assert len(held) == len(YEARS) - 1
        for route in held:
            route.continue_()
        answered(seen.page)
        years = {href.split("/")[1] for href in hrefs(seen.page, ".results .title")}
        assert years == ({wanted} if wanted else YEARS)


@pytest.mark.parametrize(("fresh", "again"), [("600_000", False), ("0", True)])
def test_a_tab_that_was_left_open_reads_the_next_edition(chromium: Browser, address: str, fresh: str, again: bool) -> None:
    """After ten minutes, which are none here: the list of years that is read then says that there are no reports any more."""

    def impatient(route: Route) -> None:
        answer = route.fetch()
        assert "FRESH = 600_000" in answer.text()
        route.fulfill(response=answer, body=answer.text().replace("FRESH = 600_000", f"FRESH = {fresh}"))

    with watched(chromium, address, service_workers="block") as seen:
        seen.page.context.route("**/search-columns.js", impatient)
        assert search(seen.page, address, "警务通") == [SEED]
        seen.page.context.route("**/search/years.json", lambda route: route.fulfill(json=[]))
        seen.page.fill("#search input[name=q]", "通信服务")
        seen.page.locator("#search form").evaluate("form => form.requestSubmit()")
        answered(seen.page)
        assert hrefs(seen.page, ".results .title") == ([] if again else [SEED])


def test_a_year_that_went_with_an_earlier_edition_keeps_no_search_from_going_on(chromium: Browser, address: str) -> None:
    with watched(chromium, address, service_workers="block") as seen:
        seen.page.context.route("**/search/years.json", lambda route: route.fulfill(json=[2021, 1999]))
        seen.page.goto(address + "/search/")
        expect(seen.page.locator(STATUS)).to_contain_text("没能读取搜索数据")
        seen.page.context.unroute_all()
        seen.page.fill("#search input[name=q]", "警务通")
        expect(seen.page.locator(STATUS)).to_have_text("找到 1 份报告")


@pytest.mark.parametrize(
    ("refused", "words", "scope", "said"),
    [
        ("**/indicators/*.json", "警务通", "", "没能读取指标名称"),
        ("**/bundles.json", "警务通", "all", "没能读取指标名称"),
        ("**/search/pagefind/*", "警务通", "all", "没有正文的索引"),
        ("**/search/text/*/ids.json", "警务通", "all", "没有正文的索引"),
    ],
)
def test_what_cannot_be_read_is_said_and_the_rest_is_searched(
    chromium: Browser, address: str, refused: str, words: str, scope: str, said: str
) -> None:
    with watched(chromium, address) as seen:
        refuse(seen.page, refused)
        assert search(seen.page, address, words, scope) == [SEED]
        assert said in seen.page.locator(STATUS).inner_text()


def test_an_excerpt_that_cannot_be_read_leaves_the_result(chromium: Browser, address: str) -> None:
    with watched(chromium, address) as seen:
        refuse(seen.page, "**/search/rows/**")
        assert len(search(seen.page, address, "满意度")) == 7
        assert seen.page.locator(".excerpt").count() == 0


def test_results_can_be_printed_with_what_was_asked(chromium: Browser, address: str) -> None:
    with watched(chromium, address) as seen:
        search(seen.page, address, "警务通")
        seen.page.emulate_media(media="print")
        assert seen.page.locator(".results .title").first.is_visible()
        assert seen.page.locator("#search input[name=q]").is_visible()
        assert not seen.page.locator(".refine, button.pick, .find").filter(visible=True).count()


def test_a_result_can_be_picked_for_comparison(chromium: Browser, address: str) -> None:
    with watched(chromium, address) as seen:
        search(seen.page, address, "警务通")
        result = seen.page.locator(".results li[data-report='2021/quwo-gonganju/jingwutong']")
        result.locator(".actions button").click()
        assert "r=2021/quwo-gonganju/jingwutong" in str(seen.page.locator("#compare-tray a.go").get_attribute("href"))


def test_the_search_works_on_a_phone_without_scrolling_sideways(chromium: Browser, address: str) -> None:
    with watched(chromium, address, viewport=PHONE) as seen:
        assert search(seen.page, address, "警务通") == [SEED]
        assert seen.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_without_javascript_the_search_page_leads_to_the_lists(chromium: Browser, address: str) -> None:
    with watched(chromium, address, java_script_enabled=False) as seen:
        seen.page.goto(address + "/search/?q=警务通")
        text = seen.page.locator("article.page").inner_text()
        assert "需要 JavaScript" in text
        assert not seen.page.locator("#search").is_visible()
        seen.page.get_by_role("link", name="按年度浏览").click()
        seen.page.wait_for_url("**/years/")


def test_on_a_phone_the_first_result_is_in_sight_and_the_filters_one_press_away(chromium: Browser, address: str) -> None:
    with watched(chromium, address, viewport=PHONE) as seen:
        assert search(seen.page, address, "警务通") == [SEED]
        box = seen.page.locator(".results li").first.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] / 2 < PHONE["height"]
        assert not seen.page.locator("select[name=order]").is_visible()
        seen.page.locator(".refine summary").click()
        assert seen.page.locator("select[name=order]").is_visible()

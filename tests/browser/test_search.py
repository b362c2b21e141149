"""The search as a reader uses it: from any page, by keyboard, with filters; and the other ways in without JavaScript."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import PAGE_TYPES, PHONE, watched

pytestmark = pytest.mark.browser

ANSWERED = re.compile("找到")
SEED = "/2021/quwo-gonganju/jingwutong/"


def search(page: Page, address: str, words: str) -> list[str]:
    """Return the addresses found for some words, in order."""
    page.goto(f"{address}/search/")
    page.fill("#search input[name=q]", words)
    page.locator("#search form").evaluate("form => form.requestSubmit()")
    expect(page.locator("#search [role=status]")).to_have_text(ANSWERED)
    return [
        str(href).removeprefix("..")
        for href in page.locator(".results a").evaluate_all("links => links.map(l => l.getAttribute('href'))")
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
        "使用人员满意度",
        "２０２１ 警务通",
    ],
)
def test_the_right_report_is_among_the_first_three(chromium: Browser, address: str, words: str) -> None:
    with watched(chromium, address) as seen:
        assert SEED in search(seen.page, address, words)[:3]
        assert (seen.said, seen.outside, seen.failed) == ([], [], [])


@pytest.mark.parametrize("words", ["743", "木星", "74.30001", "<b>", "警务通 木星"])
def test_what_is_not_there_is_not_found_and_said_so(chromium: Browser, address: str, words: str) -> None:
    with watched(chromium, address) as seen:
        assert search(seen.page, address, words) == []
        assert "没有找到" in seen.page.locator("#search [role=status]").inner_text()


def test_the_header_leads_to_the_search_from_any_page(chromium: Browser, address: str) -> None:
    with watched(chromium, address) as seen:
        seen.page.goto(address + PAGE_TYPES["indicators"])
        seen.page.keyboard.press("/")
        seen.page.keyboard.type("警务通")
        seen.page.keyboard.press("Enter")
        seen.page.wait_for_url("**/search/?q=*")
        expect(seen.page.locator(".results a").first).to_have_text("警务通通信服务项目")
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
        expect(page.locator("#search [role=status]")).to_have_text("找到 10 份报告")
        assert "2022（4）" in page.locator("select[name=year]").inner_text()
        page.select_option("select[name=year]", "2022")
        expect(page.locator("#search [role=status]")).to_have_text("找到 4 份报告")
        assert "year=2022" in page.url
        page.reload()
        expect(page.locator("#search [role=status]")).to_have_text("找到 4 份报告")
        assert page.input_value("select[name=year]") == "2022"


def test_results_sort_by_score_and_amount(chromium: Browser, address: str) -> None:
    with watched(chromium, address) as seen:
        page = seen.page
        page.goto(address + "/search/?order=amount")
        expect(page.locator(".results li").first).to_contain_text("1,500 万元")
        page.select_option("select[name=order]", "score")
        expect(page.locator(".results li").first).to_contain_text("120 分")
        page.select_option("select[name=order]", "score-up")
        expect(page.locator(".results li").first).to_contain_text("74.3 分")


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

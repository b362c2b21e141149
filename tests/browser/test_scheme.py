"""Light and dark: the system's choice until the reader makes one, which stays, shows from the first paint, and has a name."""

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import PAGE_TYPES, watched

pytestmark = pytest.mark.browser

LIGHT, DARK = "rgb(246, 247, 249)", "rgb(18, 22, 30)"
NAMES = ["外观：跟随系统。换为浅色", "外观：浅色。换为深色", "外观：深色。换为跟随系统"]


def ground(page: Page) -> str:
    found: str = page.evaluate("getComputedStyle(document.body).backgroundColor")
    return found


@pytest.mark.parametrize(("system", "shown"), [("light", [LIGHT, LIGHT, DARK, LIGHT]), ("dark", [DARK, LIGHT, DARK, DARK])])
def test_the_button_says_what_is_chosen_and_goes_round(chromium: Browser, address: str, system: str, shown: list[str]) -> None:
    with watched(chromium, address, color_scheme=system) as seen:
        seen.page.goto(address + PAGE_TYPES["report"])
        button = seen.page.locator("button.scheme")
        for name, expected in zip([*NAMES, NAMES[0]], shown, strict=True):
            assert seen.page.get_by_role("button", name=name, exact=True).count() == 1
            assert ground(seen.page) == expected
            button.focus()
            seen.page.keyboard.press("Enter")
        assert seen.said == []


def test_a_choice_stays_and_shows_before_the_body_is_read(chromium: Browser, address: str) -> None:
    with watched(chromium, address, color_scheme="light") as seen:
        page = seen.page
        page.goto(address + PAGE_TYPES["report"])
        page.locator("button.scheme").click(click_count=2, delay=50)
        assert ground(page) == DARK
        page.add_init_script(
            "new MutationObserver(() => { if (document.body && !window.first) window.first = document.documentElement.dataset.scheme })"
            ".observe(document, { childList: true, subtree: true })"
        )
        page.goto(address + PAGE_TYPES["year"])
        assert page.evaluate("window.first") == "dark"
        assert ground(page) == DARK
        assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "dark"


def test_a_browser_that_refuses_to_remember_can_still_choose(chromium: Browser, address: str) -> None:
    with watched(chromium, address, color_scheme="light") as seen:
        seen.page.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new Error('refused') } })")
        seen.page.goto(address + PAGE_TYPES["report"])
        seen.page.locator("button.scheme").click()
        seen.page.locator("button.scheme").click()
        assert ground(seen.page) == DARK
        assert seen.said == []


def test_without_javascript_there_is_no_button_that_does_nothing(chromium: Browser, address: str) -> None:
    with watched(chromium, address, java_script_enabled=False) as seen:
        seen.page.goto(address + PAGE_TYPES["report"])
        assert not seen.page.locator("button.scheme").is_visible()


def test_what_is_chosen_does_not_reach_the_paper(chromium: Browser, address: str) -> None:
    with watched(chromium, address, color_scheme="dark") as seen:
        seen.page.goto(address + PAGE_TYPES["report"])
        for _ in range(3):
            seen.page.emulate_media(media="print")
            assert ground(seen.page) == "rgb(255, 255, 255)"
            seen.page.emulate_media(media="screen")
            seen.page.locator("button.scheme").click()


def test_the_skip_link_leads_past_the_masthead(chromium: Browser, address: str) -> None:
    with watched(chromium, address) as seen:
        for path in (PAGE_TYPES["report"], PAGE_TYPES["not found"]):
            seen.page.goto(address + path)
            seen.page.keyboard.press("Tab")
            assert seen.page.locator(":focus").inner_text() == "跳到正文"
            seen.page.keyboard.press("Enter")
            seen.page.keyboard.press("Tab")
            assert seen.page.evaluate("document.querySelector('main').contains(document.activeElement)")

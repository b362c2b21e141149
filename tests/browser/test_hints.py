"""Words of the glossary: explained in place by pointer, keyboard, finger and without JavaScript, and easily sent away."""

from collections.abc import Iterator
from typing import Literal

import pytest
from playwright.sync_api import Browser, Locator, Page
from playwright.sync_api import TimeoutError as WaitedTooLongError

from tests.browser.conftest import PAGE_TYPES, PHONE, watched

pytestmark = pytest.mark.browser

REPORT = PAGE_TYPES["report"]
RATE = "#term-execution-rate"
TEXT = "这一年花掉的钱占全年预算的百分之几"


@pytest.fixture
def report(chromium: Browser, address: str) -> Iterator[Page]:
    with watched(chromium, address) as seen:
        seen.page.goto(address + REPORT)
        yield seen.page
        assert seen.said == []


def word(page: Page) -> Locator:
    return page.locator(f'[popovertarget="{RATE[1:]}"]')


def is_open(page: Page) -> bool:
    """Return whether the explanation is open once the pause that opening and closing take is over, on a busy machine too."""
    page.wait_for_timeout(400)
    return eventually(page, "visible")


def is_closed(page: Page) -> bool:
    page.wait_for_timeout(400)
    return eventually(page, "hidden")


def eventually(page: Page, state: Literal["visible", "hidden"]) -> bool:
    try:
        page.locator(RATE).wait_for(state=state, timeout=5000)
    except WaitedTooLongError:
        return False
    return True


def test_the_pointer_opens_it_may_rest_on_it_and_leaves(report: Page) -> None:
    assert is_closed(report)
    word(report).hover()
    assert is_open(report)
    assert TEXT in report.locator(RATE).inner_text()
    report.locator(RATE).hover()
    assert is_open(report)
    report.mouse.move(2, 2)
    assert is_closed(report)


def test_escape_sends_it_away_without_moving_the_pointer(report: Page) -> None:
    word(report).hover()
    assert is_open(report)
    report.keyboard.press("Escape")
    assert is_closed(report)


def test_a_press_after_hovering_does_not_take_it_away(report: Page) -> None:
    word(report).hover()
    assert is_open(report)
    word(report).click()
    assert is_open(report)


def test_the_keyboard_opens_it_reaches_its_link_and_closes_it(report: Page) -> None:
    word(report).focus()
    report.keyboard.press("Shift+Tab")
    report.keyboard.press("Escape")  # the word before has opened its own
    report.keyboard.press("Tab")
    assert word(report).evaluate("element => element === document.activeElement")
    assert is_open(report)
    report.keyboard.press("Tab")
    assert report.evaluate("document.activeElement.getAttribute('href')").endswith("glossary/#execution-rate")
    assert is_open(report)
    report.keyboard.press("Escape")
    assert is_closed(report)


def test_it_stands_beside_its_word_and_within_the_window(chromium: Browser, address: str) -> None:
    for viewport in ({"width": 1200, "height": 900}, PHONE, {"width": 320, "height": 600}):
        with watched(chromium, address, viewport=viewport) as seen:
            seen.page.goto(address + REPORT)
            for target in seen.page.locator(".term").all():
                target.scroll_into_view_if_needed()
                target.hover()
                hint = seen.page.locator(f"#{target.get_attribute('popovertarget')}")
                hint.wait_for(state="visible")
                box, beside = hint.bounding_box(), target.bounding_box()
                assert box is not None
                assert beside is not None
                assert box["x"] >= 0
                assert box["x"] + box["width"] <= viewport["width"]
                assert min(abs(box["y"] - beside["y"] - beside["height"]), abs(beside["y"] - box["y"] - box["height"])) < 12
                seen.page.keyboard.press("Escape")


def test_a_finger_opens_it_and_a_tap_elsewhere_closes_it(chromium: Browser, address: str) -> None:
    with watched(chromium, address, viewport=PHONE, has_touch=True, is_mobile=True) as seen:
        seen.page.goto(address + REPORT)
        word(seen.page).tap()
        assert is_open(seen.page)
        seen.page.locator("h1").tap()
        assert is_closed(seen.page)


def test_without_javascript_pointer_and_press_open_it_and_escape_closes_it(chromium: Browser, address: str) -> None:
    with watched(chromium, address, java_script_enabled=False) as seen:
        seen.page.goto(address + REPORT)
        word(seen.page).hover()
        assert is_open(seen.page)
        seen.page.mouse.move(2, 2)
        assert is_closed(seen.page)
        word(seen.page).focus()
        seen.page.keyboard.press("Enter")
        assert is_open(seen.page)
        seen.page.keyboard.press("Escape")
        assert is_closed(seen.page)


def test_paper_shows_the_word_and_nothing_of_its_help(report: Page) -> None:
    report.emulate_media(media="print")
    assert word(report).is_visible()
    assert report.locator(".hint:visible").count() == 0
    assert word(report).evaluate("element => getComputedStyle(element).textDecorationLine") == "none"

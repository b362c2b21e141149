"""Long words and wide tables stay within their places."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Browser

from generator import pipeline
from tests.browser.conftest import DESKTOP, PAGE_TYPES, PHONE, watched
from tests.conftest import serve_folder

pytestmark = pytest.mark.browser

WORD = "Lengthy" * 28


@pytest.fixture
def wordy(sources: Path) -> Iterator[str]:
    """The address of the example under a title, a tagline, a banner and a licence of one long word."""
    file = sources / "content/site.yaml"
    given = yaml.safe_load(file.read_text(encoding="utf-8")) | dict.fromkeys(("title", "tagline", "banner", "licence"), WORD)
    file.write_text(yaml.safe_dump(given, allow_unicode=True), encoding="utf-8")
    assert pipeline.build(root=sources, cwd=sources).published
    yield from serve_folder(sources / "site")


def test_a_long_unbroken_word_in_the_settings_does_not_widen_a_phone_s_page(chromium: Browser, wordy: str) -> None:
    with watched(chromium, wordy, viewport=PHONE) as seen:
        for path in ("home", "about", "report"):
            seen.page.goto(wordy + PAGE_TYPES[path])
            assert seen.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], path
            beyond = "elements => elements.filter(element => element.getBoundingClientRect().right > innerWidth).length"
            assert seen.page.locator(".masthead, .site-name, .banner, h1, .sub span, .colophon p").evaluate_all(beyond) == 0, path


def test_the_indicator_stays_in_sight_while_its_years_scroll(chromium: Browser, address: str) -> None:
    with watched(chromium, address, viewport=DESKTOP | {"width": 760}) as seen:
        seen.page.goto(address + PAGE_TYPES["project"])
        table = seen.page.locator(".across")
        table.evaluate("table => { table.style.width = '2000px'; table.parentElement.scrollLeft = 400 }")
        left = table.evaluate("table => table.parentElement.getBoundingClientRect().left")
        for cell in (table.locator("thead th").first, table.locator("tbody th").first):
            box = cell.bounding_box()
            assert box is not None
            assert 0 <= box["x"] - left <= 2
            assert box["width"] >= 12 * 14


def test_the_table_of_results_is_a_table_at_a_desk(chromium: Browser, address: str) -> None:
    """Search has a list of the same name."""
    with watched(chromium, address) as seen:
        seen.page.goto(address + PAGE_TYPES["indicators"])
        display = "table => getComputedStyle(table).display"
        assert seen.page.locator("table.results").first.evaluate(display) == "table"

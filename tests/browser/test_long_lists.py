"""Lists that are too long for a page, as a reader uses what stands in their place: on a phone, in the dark, without a script, in the search."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from generator import pipeline
from generator.demo import write_demo
from generator.site import parts
from generator.site.pages import matrix
from tests.browser.accessibility import require_no_fault
from tests.browser.conftest import PHONE, watched
from tests.browser.test_lists import listed
from tests.browser.test_search import answered, hrefs
from tests.conftest import serve_folder

pytestmark = pytest.mark.browser

YEAR, AGENCY = "/2023/", "/2023/shili-qinghe-gongan/"
PLACES = [
    YEAR,
    AGENCY,
    f"{AGENCY}parts/from-d/",
    "/agencies/shili-qinghe-gongan/",
    "/agencies/shili-qinghe-gongan/parts/from-d/",
    "/departments/gongan/",
]


@pytest.fixture(scope="module")
def long_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where a demonstration site is served in which five reports are a long list."""
    root: Path = tmp_path_factory.mktemp("long")
    write_demo(root, projects=250, years=range(2022, 2024), seed=1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parts, "LONGEST", 4)
        patch.setattr(matrix, "LONGEST", 4)
        built = pipeline.build(root=root, cwd=root)
    assert built.published is not None, built.links
    yield from serve_folder(root / "site")


def number(text: str) -> int:
    return int(re.findall(r"[\d,]+", text)[-1].replace(",", ""))


@pytest.mark.parametrize("path", [YEAR, AGENCY, "/agencies/shili-qinghe-gongan/", "/departments/gongan/"])
def test_every_way_into_the_search_finds_as_many_as_it_says(chromium: Browser, long_address: str, path: str) -> None:
    with listed(chromium, long_address, path) as seen:
        ways = seen.page.locator(".files a[href*='search/?'], a.onward").all()
        told = [(way.evaluate("way => way.href"), number(way.inner_text().replace("80%", ""))) for way in ways]
        assert len(told) >= 5
        for address, count in told:
            seen.page.goto(address)
            answered(seen.page)
            assert number(seen.page.locator("#search [role=status]").inner_text()) == count, address


@pytest.mark.parametrize("anchor", ["largest", "slowest", "doubted", "lowest"])
def test_the_search_goes_on_in_the_order_that_the_page_begins_with(chromium: Browser, long_address: str, anchor: str) -> None:
    with listed(chromium, long_address, YEAR) as seen:
        page = seen.page
        shown = hrefs(page, f"#{anchor} ~ .scroll >> nth=0 >> tbody th a")
        page.locator(f"#{anchor} ~ p a.onward").first.click()
        page.wait_for_url("**/search/?*")
        answered(page)
        assert len(shown) == 8
        assert hrefs(page, ".results .title")[:2] == [f"/2023/{href}" for href in shown[:2]]


def test_without_a_script_a_report_is_reached_by_agency_and_letter(chromium: Browser, long_address: str) -> None:
    with watched(chromium, long_address, java_script_enabled=False, viewport=PHONE) as seen:
        page = seen.page
        page.goto(long_address + YEAR)
        page.locator(".files").get_by_role("link", name="按单位").click()
        page.locator("#parts ~ .scroll a[href='shili-qinghe-gongan/']").click()
        page.locator(".files").get_by_role("link", name="按字母").click()
        page.locator("#parts ~ .scroll tbody a").first.click()
        expect(page.locator(".turn").first).to_contain_text("第 1–")
        page.locator("a[rel=next]").first.click()
        page.locator("table.reports tbody th a").first.click()
        expect(page.locator("h1")).to_be_visible()
        assert re.fullmatch(rf"{long_address}{AGENCY}[a-z0-9-]+/", page.url)
        assert (seen.said, seen.outside, seen.failed) == ([], [], [])


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PLACES)
def test_long_lists_have_no_accessibility_fault_that_axe_knows(
    chromium: Browser, long_address: str, path: str, scheme: str
) -> None:
    with listed(chromium, long_address, path, color_scheme=scheme) as seen:
        require_no_fault(seen.page)


def test_paper_has_no_turning_of_pages(chromium: Browser, long_address: str) -> None:
    with listed(chromium, long_address, f"{AGENCY}parts/from-d/") as seen:
        seen.page.emulate_media(media="print")
        assert not seen.page.locator(".turn").first.is_visible()
        assert seen.page.locator("table.reports tbody tr").first.is_visible()

"""Every page type in a real browser: quiet, self-contained, readable on a phone, in the dark, without JavaScript, by everyone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from generator import pipeline
from tests.browser.accessibility import require_no_fault
from tests.browser.conftest import DESKTOP, PAGE_TYPES, PHONE, Watched, watched
from tests.conftest import serve_folder

pytestmark = pytest.mark.browser

REPORT = PAGE_TYPES["report"]


@pytest.fixture(scope="module", params=PAGE_TYPES.values(), ids=PAGE_TYPES.keys())
def path(request: pytest.FixtureRequest) -> str:
    """A page of each type. What is tested of one page is tested together."""
    return str(request.param)


@pytest.fixture(scope="module")
def opened(chromium: Browser, address: str, path: str) -> Iterator[Watched]:
    """It, opened once in the light."""
    with watched(chromium, address, color_scheme="light") as seen:
        seen.page.goto(address + path, wait_until="networkidle")
        yield seen


def scroll_width(page: Page) -> int:
    width: int = page.evaluate("document.documentElement.scrollWidth")
    return width


def test_a_page_is_quiet_and_asks_no_other_host(opened: Watched) -> None:
    assert (opened.said, opened.outside, opened.failed) == ([], [], [])


def test_a_page_never_scrolls_sideways(opened: Watched) -> None:
    for width in (320, 390, 768, 1200):
        opened.page.set_viewport_size({"width": width, "height": 800})
        assert scroll_width(opened.page) <= width


def test_a_page_has_one_title_a_language_and_the_banner(opened: Watched) -> None:
    assert opened.page.locator("html").get_attribute("lang") in ("zh-CN", "zh-Hans", "zh")
    assert opened.page.locator("h1").count() == 1
    assert "非官方发布" in opened.page.locator("body").inner_text()
    assert opened.page.locator('meta[name="robots"]').get_attribute("content") == "noindex"


# In a browser context of its own, or dark is not tested at all; and what is unfolded here stays folded elsewhere.
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_page_has_no_accessibility_fault_that_axe_knows(chromium: Browser, address: str, path: str, scheme: str) -> None:
    with watched(chromium, address, color_scheme=scheme) as seen:
        seen.page.goto(address + path)
        require_no_fault(seen.page)


def words(page: Page) -> str:
    """Return the words of a page without the buttons that only scripts serve."""
    page.locator("button.pick, .choose").evaluate_all("buttons => buttons.forEach(button => button.remove())")
    return page.locator("article.page, main").first.inner_text()


# The last of those that share the page, since it takes buttons away.
def test_a_page_shows_the_same_words_without_javascript(opened: Watched, chromium: Browser, address: str, path: str) -> None:
    if path in (PAGE_TYPES["search"], PAGE_TYPES["compare"]):
        pytest.skip("these need JavaScript; test_search.py and test_compare.py say what they show without")
    opened.page.set_viewport_size(DESKTOP)
    with watched(chromium, address, java_script_enabled=False) as seen:
        seen.page.goto(address + path)
        assert words(seen.page) == words(opened.page)
        assert len(words(seen.page)) > 40
    assert (seen.said, opened.said, opened.outside) == ([], [], [])


CUT = """width => [...document.querySelectorAll("main *")].filter(
    element => element.getBoundingClientRect().right > width + .5 && element.checkVisibility()
        && !element.closest(".scroll, .plot, .unseen")
).map(element => `${element.tagName}: ${element.textContent.trim().slice(0, 40)}`)"""
"""What of a page lies beyond the window, where nothing leads: `main` is cut at its sides."""


def require_nothing_cut(page: Page) -> None:
    for width in (320, 390):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate(CUT, width) == [], (page.url, width)


WORDS_ON_WORDS = """() => [...document.querySelectorAll("svg.bars-plot")].flatMap((plot) => {
  const words = [...plot.querySelectorAll("text")].map((word) => [word.textContent, word.getBoundingClientRect()]);
  const meet = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 4;
  return words.flatMap(([one, a], at) => words.slice(at + 1).filter(([, b]) => meet(a, b)).map(([other]) => `${one} / ${other}`));
})"""


def test_nothing_of_a_report_is_cut_off_on_a_phone(chromium: Browser, address: str, reports: list[str]) -> None:
    with watched(chromium, address) as seen:
        for path in [*reports, *PAGE_TYPES.values()]:
            seen.page.goto(address + path)
            require_nothing_cut(seen.page)


def test_nothing_of_an_english_site_is_cut_off_on_a_phone(chromium: Browser, sources: Path, reports: list[str]) -> None:
    settings = sources / "content/site.yaml"
    settings.write_text(settings.read_text(encoding="utf-8") + "\nlanguage: en\n", encoding="utf-8")
    assert pipeline.build(root=sources, cwd=sources).published
    server = serve_folder(sources / "site")
    address = next(server)
    with watched(chromium, address) as seen:
        for path in [*reports, "/", "/2022/", "/agencies/qingshen-fagaiju/"]:
            seen.page.goto(address + path)
            require_nothing_cut(seen.page)
            for width in (320, 390, 760, 860, 1200):
                seen.page.set_viewport_size({"width": width, "height": 800})
                if width == 390:
                    sides = "all => all.map(table => [table.offsetWidth, table.parentElement.clientWidth])"
                    assert all(wide <= room for wide, room in seen.page.locator("table.versus").evaluate_all(sides)), (
                        path,
                        width,
                    )
                assert seen.page.evaluate(WORDS_ON_WORDS) == [], (path, width)
    server.close()


def test_no_word_of_a_chart_lies_on_another_and_changes_are_told_where_there_is_room(
    chromium: Browser, demo_address: str, demo: Path
) -> None:
    changed = [
        page for page in sorted(demo.glob("site/20*/*/*/budget/")) if 'class="hush" dx=' in (page / "index.html").read_text()
    ]
    with watched(chromium, demo_address) as seen:
        for page in changed[:12]:
            seen.page.goto(f"{demo_address}/{page.relative_to(demo / 'site').as_posix()}/")
            for width in (320, 360, 390, 760, 1200):
                seen.page.set_viewport_size({"width": width, "height": 800})
                assert seen.page.evaluate(WORDS_ON_WORDS) == [], (page, width)
            assert seen.page.locator(".flowing .hush").first.is_visible()


def test_the_amounts_of_a_table_of_money_are_in_sight_on_a_phone(chromium: Browser, address: str) -> None:
    with watched(chromium, address) as seen:
        seen.page.goto(address + PAGE_TYPES["report that can't be computed"] + "budget/")
        for width in (320, 390):
            seen.page.set_viewport_size({"width": width, "height": 800})
            rights = seen.page.locator(".money td.n").evaluate_all("cells => cells.map(c => c.getBoundingClientRect().right)")
            assert len(rights) == 4 and max(rights) <= width
        seen.page.goto(address + PAGE_TYPES["budget"])
        first = seen.page.locator(".money td.formula + td.n").evaluate_all(
            "cells => cells.map(c => c.getBoundingClientRect().right)"
        )
        assert len(first) == 7 and max(first) <= PHONE["width"]  # of many columns, the totals are


def test_what_an_indicator_earns_stands_beside_its_weight_on_a_phone(chromium: Browser, demo_address: str, demo: Path) -> None:
    tops = "rows => rows.map(row => [row.querySelector('.weight'), row.lastElementChild].map(cell => cell.getBoundingClientRect().top))"
    rows = "table.results:not(:has(td:nth-child(8))):has(.state) tbody tr:has(.weight)"  # of forms without completion
    found = []
    with watched(chromium, demo_address, viewport=PHONE) as seen:
        for page in sorted(demo.glob("site/20*/*/*/indicators/"))[:12]:
            seen.page.goto(f"{demo_address}/{page.relative_to(demo / 'site').as_posix()}/")
            found += seen.page.locator(rows).evaluate_all(tops)
    assert len(found) > 20 and all(weight == score for weight, score in found)


def test_the_report_answers_before_scrolling_on_a_phone(chromium: Browser, address: str) -> None:
    with watched(chromium, address, viewport=PHONE) as seen:
        seen.page.goto(address + REPORT)
        for words in ("警务通通信服务项目", "74.3", "合格"):
            box = seen.page.get_by_text(words, exact=True).first.bounding_box()
            assert box is not None
            assert box["y"] + box["height"] < PHONE["height"], words


def test_money_execution_targets_and_doubts_stand_before_the_first_scroll_of_a_phone(
    chromium: Browser, address: str, reports: list[str]
) -> None:
    with watched(chromium, address, viewport=PHONE) as seen:
        for report in reports:
            seen.page.goto(address + report)
            for answer in seen.page.locator(".answers dd").all():
                box = answer.bounding_box()
                assert box is not None
                assert box["y"] + box["height"] <= PHONE["height"], report


def test_the_report_says_that_two_rows_are_unassessed_and_what_that_means(chromium: Browser, address: str) -> None:
    with watched(chromium, address) as seen:
        seen.page.goto(address + REPORT)
        text = seen.page.locator("article.page").inner_text()
        for words in ("未评定", "scoring-unassessed", "74.3 – 100", "51.45", "58 万元", "6 项达到目标"):
            assert words in text.replace("\xa0", " "), words


def test_each_row_shows_its_arithmetic(chromium: Browser, address: str) -> None:
    with watched(chromium, address, java_script_enabled=False) as seen:
        seen.page.goto(address + PAGE_TYPES["indicators"])
        text = seen.page.locator("article.page").evaluate("element => element.textContent")
        for arithmetic in ("12.9 × min(1, 2 ÷ 2) = 12.9", "29 ≤ 29 → 12.85", "12.85 × min(1, 95 ÷ 95) = 12.85"):
            assert arithmetic in text


def test_every_table_has_a_caption_and_scoped_headers(chromium: Browser, address: str) -> None:
    with watched(chromium, address) as seen:
        for path in PAGE_TYPES.values():
            seen.page.goto(address + path)
            bare = seen.page.locator("table:not(:has(caption)), table th:not([scope])").count()
            assert bare == 0, path


def test_the_annex_merges_first_level_cells_as_the_form_does(chromium: Browser, address: str) -> None:
    with watched(chromium, address) as seen:
        seen.page.goto(address + PAGE_TYPES["form"])
        merged = seen.page.locator("table th[rowspan], table td[rowspan]").evaluate_all(
            "cells => cells.map(cell => [cell.textContent.trim(), cell.rowSpan])"
        )
        assert ["产出指标", 4] in merged
        assert ["效益指标", 2] in merged


def test_the_whole_report_can_be_reached_by_keyboard(chromium: Browser, address: str) -> None:
    with watched(chromium, address) as seen:
        page = seen.page
        page.goto(address + REPORT)
        page.keyboard.press("Tab")
        assert "跳" in page.evaluate("document.activeElement.textContent")  # the skip link comes first
        reached: set[str] = set()
        for _ in range(40):
            page.keyboard.press("Tab")
            reached.add(page.evaluate("document.activeElement.getAttribute('href') || ''"))
            outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            assert outline != "none" or page.evaluate("document.activeElement === document.body")
        for part in ("budget/", "indicators/", "analysis/", "form/"):
            assert any(href.endswith(part) for href in reached), (part, reached)


def test_the_form_prints_on_paper_without_the_site_around_it(chromium: Browser, address: str, tmp_path: Path) -> None:
    with watched(chromium, address) as seen:
        seen.page.goto(address + PAGE_TYPES["form"])
        seen.page.emulate_media(media="print")
        assert not seen.page.locator(".masthead").first.is_visible()
        assert seen.page.get_by_text("附件1").first.is_visible()
        file = tmp_path / "form.pdf"
        seen.page.pdf(path=file, format="A4")
        assert file.read_bytes().startswith(b"%PDF")


def test_text_at_twice_the_size_loses_nothing(chromium: Browser, address: str) -> None:
    with watched(chromium, address, viewport={"width": 640, "height": 450}, device_scale_factor=2) as seen:
        for path in (REPORT, PAGE_TYPES["budget"], PAGE_TYPES["home"]):
            seen.page.goto(address + path)
            assert scroll_width(seen.page) <= 640


def test_dark_mode_follows_the_system_without_javascript(chromium: Browser, address: str) -> None:
    shades = []
    for scheme in ("light", "dark"):
        with watched(chromium, address, color_scheme=scheme, java_script_enabled=False) as seen:
            seen.page.goto(address + REPORT)
            shades.append(seen.page.evaluate("getComputedStyle(document.body).backgroundColor"))
    assert shades[0] != shades[1]

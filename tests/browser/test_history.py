"""A project's years in a real browser: marks in sight at both widths, reasons without a mouse, the same without JavaScript."""

import pytest
from playwright.sync_api import Browser

from generator.demo.plan import every_project
from generator.demo.turns import Turn
from tests.browser.accessibility import require_no_fault
from tests.browser.conftest import DESKTOP, PHONE, watched

pytestmark = pytest.mark.browser

MARKS = {
    Turn.LOWERED: ".turn.lowered",
    Turn.DROPPED: ".turn.gone",
    Turn.RENAMED: ".turn.renamed",
    Turn.ADDED: ".turn.new",
    Turn.REWEIGHED: ".turn.weight",
    Turn.GAP: "td.absent",
}
WORDS = {
    Turn.LOWERED: "目标降低",
    Turn.DROPPED: "不再列出",
    Turn.RENAMED: "改名：原",
    Turn.ADDED: "新增",
    Turn.REWEIGHED: "权重",
    Turn.GAP: "没有报告",
}


def page_of(turn: Turn) -> str:
    """The page of the first project of the demonstration that takes a turn and is reported in its last year."""
    for project in every_project(range(2020, 2024), 1):
        last = project.appearances[-1]
        if project.turning is not None and project.turning.turn is turn and last.year == 2023:
            return f"/projects/{last.agency.slug}/{last.slug}/"
    raise AssertionError(turn)


TURNS = pytest.mark.parametrize("turn", Turn)
WIDTHS = pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desk", "phone"])


@TURNS
@WIDTHS
def test_what_changed_is_in_sight_with_a_word(chromium: Browser, demo_address: str, turn: Turn, viewport: dict[str, int]) -> None:
    with watched(chromium, demo_address, viewport=viewport) as seen:
        seen.page.goto(demo_address + page_of(turn))
        mark = seen.page.locator(f".across {MARKS[turn]}", has_text=WORDS[turn]).first
        mark.scroll_into_view_if_needed()
        box = mark.bounding_box()
        assert mark.is_visible() and box is not None
        assert box["x"] >= 0 and box["x"] + box["width"] <= viewport["width"]
        assert (seen.said, seen.outside, seen.failed) == ([], [], [])


@TURNS
def test_no_page_of_years_scrolls_sideways(chromium: Browser, demo_address: str, turn: Turn) -> None:
    with watched(chromium, demo_address) as seen:
        seen.page.goto(demo_address + page_of(turn))
        for width in (320, 390, 768, 1200):
            seen.page.set_viewport_size({"width": width, "height": 800})
            assert seen.page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_years_have_no_accessibility_fault_that_axe_knows(chromium: Browser, demo_address: str, scheme: str) -> None:
    with watched(chromium, demo_address, color_scheme=scheme) as seen:
        for turn in Turn:
            seen.page.goto(demo_address + page_of(turn))
            require_no_fault(seen.page)


def test_years_read_the_same_without_javascript(chromium: Browser, demo_address: str) -> None:
    texts = []
    for enabled in (True, False):
        with watched(chromium, demo_address, java_script_enabled=enabled) as seen:
            seen.page.goto(demo_address + page_of(Turn.GAP))
            texts.append(seen.page.locator("article.page").inner_text())
    assert texts[0] == texts[1]
    assert "2022 年没有报告" in texts[0]


def test_the_reason_of_a_mark_opens_by_keyboard(chromium: Browser, demo_address: str) -> None:
    with watched(chromium, demo_address) as seen:
        seen.page.goto(demo_address + page_of(Turn.LOWERED))
        details = seen.page.locator(".because:has(.lowered)").first
        assert not details.locator(".small").is_visible()
        details.locator("summary").focus()
        seen.page.keyboard.press("Enter")
        assert details.locator(".small").is_visible()
        assert "要求降低" in details.locator(".small").inner_text()


@WIDTHS
def test_the_chart_s_words_keep_their_size_inside_it_and_apart(
    chromium: Browser, demo_address: str, viewport: dict[str, int]
) -> None:
    """A drawing that scaled would shrink its words on a phone; here they are the page's, and none lies on another."""
    with watched(chromium, demo_address, viewport=viewport) as seen:
        for turn in Turn:
            seen.page.goto(demo_address + page_of(turn))
            boxes = seen.page.locator(".plot text").evaluate_all(
                "words => words.map(word => { const box = word.getBoundingClientRect();"
                " return [word.textContent, box.left, box.right, box.top, box.bottom, parseFloat(getComputedStyle(word).fontSize)] })"
            )
            assert len(boxes) > 8
            assert min(size for *_, size in boxes) >= 12
            plot = seen.page.locator(".plot").bounding_box()
            assert plot is not None
            for place, (word, left, right, top, bottom, _) in enumerate(boxes):
                assert left >= plot["x"] - 8 and right <= plot["x"] + plot["width"] + 8, word
                for other, its_left, its_right, its_top, its_bottom, _ in boxes[place + 1 :]:
                    apart = right <= its_left or its_right <= left or bottom <= its_top + 1 or its_bottom <= top + 1
                    assert apart, (turn, word, other)


def test_the_row_a_note_leads_to_is_marked(chromium: Browser, demo_address: str) -> None:
    with watched(chromium, demo_address) as seen:
        seen.page.goto(demo_address + page_of(Turn.DROPPED))
        seen.page.locator(".notes a").last.click()
        target = seen.page.locator(".across tr:target")
        assert target.count() == 1
        assert target.is_visible()


@TURNS
def test_paper_keeps_the_marks(chromium: Browser, demo_address: str, turn: Turn) -> None:
    with watched(chromium, demo_address) as seen:
        seen.page.goto(demo_address + page_of(turn))
        seen.page.emulate_media(media="print")
        assert seen.page.locator(f".across {MARKS[turn]}", has_text=WORDS[turn]).first.is_visible()

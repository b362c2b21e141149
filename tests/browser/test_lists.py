"""Lists of reports as a reader uses them: sorted, filtered and counted in place, shared by address, whole without a script."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.accessibility import require_no_fault
from tests.browser.conftest import PHONE, Watched, watched

pytestmark = pytest.mark.browser

YEAR = "/2023/"


@contextmanager
def listed(browser: Browser, address: str, path: str = YEAR, **context: Any) -> Iterator[Watched]:
    with watched(browser, address, **context) as seen:
        seen.page.goto(address + path)
        yield seen
        assert (seen.said, seen.outside, seen.failed) == ([], [], [])


def rows(page: Page) -> Locator:
    return page.locator("#reports-table tbody tr:visible")


def column(page: Page, name: str) -> list[str]:
    """Return what a column sorts by, row by row, of the rows that are shown."""
    at = page.locator("#reports-table thead th").evaluate_all("(heads, key) => heads.findIndex(h => h.dataset.key === key)", name)
    read = "(rows, at) => rows.map(row => row.cells[at].dataset.sort ?? row.cells[at].textContent)"
    found: list[str] = rows(page).evaluate_all(read, at)
    return found


def head(page: Page, name: str) -> Locator:
    return page.locator(f"#reports-table th[data-key={name}]")


def said(page: Page) -> Locator:
    return page.locator(".tools [role=status]")


def numbers(texts: list[str]) -> list[Decimal]:
    return [Decimal(text) for text in texts if text]


def test_a_head_sorts_both_ways_and_says_so_with_blanks_last(chromium: Browser, demo_address: str) -> None:
    with listed(chromium, demo_address) as seen:
        page = seen.page
        before = column(page, "score")
        assert "" in before, "the demonstration has a report without a total"
        head(page, "score").get_by_role("button").click()
        expect(head(page, "score")).to_have_attribute("aria-sort", "descending")
        expect(said(page)).to_contain_text("按得分，由高到低排列")
        falling = column(page, "score")
        assert numbers(falling) == sorted(numbers(before), reverse=True)
        assert falling[-1] == ""
        head(page, "score").get_by_role("button").click()
        expect(head(page, "score")).to_have_attribute("aria-sort", "ascending")
        expect(said(page)).to_contain_text("按得分，由低到高排列")
        rising = column(page, "score")
        assert numbers(rising) == sorted(numbers(before))
        assert rising[-1] == ""
        assert page.locator("#reports-table th[aria-sort]").count() == 1


def test_numbers_sort_as_numbers_and_names_by_pinyin(chromium: Browser, demo_address: str) -> None:
    with listed(chromium, demo_address) as seen:
        page = seen.page
        page.select_option(".tools [name=sort]", "budget")
        expect(head(page, "budget")).to_have_attribute("aria-sort", "ascending")
        found = numbers(column(page, "budget"))
        assert found == sorted(found)
        assert [str(number) for number in found] != sorted(map(str, found)), "text would sort otherwise"
        page.select_option(".tools [name=sort]", "title")
        expect(head(page, "title")).to_have_attribute("aria-sort", "ascending")
        titles = rows(page).locator("th a").all_text_contents()
        wanted = page.evaluate("titles => [...titles].sort(new Intl.Collator('zh-Hans-CN', {numeric: true}).compare)", titles)
        assert titles == wanted


def test_the_heads_are_reached_and_pressed_by_keyboard(chromium: Browser, demo_address: str) -> None:
    with listed(chromium, demo_address) as seen:
        page = seen.page
        head(page, "rate").get_by_role("button").focus()
        page.keyboard.press("Enter")
        expect(head(page, "rate")).to_have_attribute("aria-sort", "descending")
        assert page.evaluate("document.activeElement.textContent") == "执行率"
        page.keyboard.press("Tab")
        page.keyboard.press("Space")
        expect(head(page, "score")).to_have_attribute("aria-sort", "descending")


def test_the_original_order_can_be_had_back(chromium: Browser, demo_address: str) -> None:
    with listed(chromium, demo_address) as seen:
        page = seen.page
        before = rows(page).locator("th a").all_text_contents()
        page.select_option(".tools [name=sort]", "-findings")
        expect(head(page, "findings")).to_have_attribute("aria-sort", "descending")
        page.select_option(".tools [name=sort]", "")
        expect(page.locator("#reports-table th[aria-sort]")).to_have_count(0)
        assert rows(page).locator("th a").all_text_contents() == before


def counts(page: Page, name: str) -> dict[str, int]:
    """Return the count beside each choice of a filter."""
    texts = page.locator(f".tools [name={name}] option:not([value=''])").all_text_contents()
    return {match[1]: int(match[2]) for text in texts if (match := re.fullmatch(r"(.+)（([\d,]+)）", text))}


def test_filters_narrow_and_their_counts_say_how_far(chromium: Browser, demo_address: str) -> None:
    with listed(chromium, demo_address) as seen:
        page = seen.page
        all_of_them = rows(page).count()
        grades = counts(page, "grade")
        assert sum(grades.values()) == all_of_them
        assert sum(counts(page, "agency").values()) == all_of_them
        name, count = next(iter(grades.items()))
        page.select_option(".tools [name=grade]", name)
        expect(said(page)).to_have_text(f"显示 {count} 份，共 {all_of_them} 份")
        assert rows(page).count() == count
        assert counts(page, "grade") == grades, "a filter's own counts say what another choice would give"
        assert sum(counts(page, "agency").values()) == count


def test_words_and_marks_narrow_together(chromium: Browser, demo_address: str) -> None:
    with listed(chromium, demo_address) as seen:
        page = seen.page
        found = page.get_by_label("有核验提示")
        label = page.locator(".check:has([name=findings]) span").inner_text()
        found.check()
        expect(said(page)).to_contain_text("显示")
        assert rows(page).count() == int(re.findall(r"（(\d+)）", label)[0])
        assert all(int(number) > 0 for number in column(page, "findings"))
        title = rows(page).locator("th a").first.text_content() or ""
        page.fill(".tools [name=q]", f"  {title[:3]} ")
        page.wait_for_timeout(300)
        assert all(title[:3] in text for text in rows(page).all_text_contents())
        page.fill(".tools [name=q]", "木星")
        expect(said(page)).to_have_text("没有符合条件的报告")
        assert rows(page).count() == 0
        page.get_by_role("button", name="清除筛选").click()
        expect(said(page)).to_contain_text("共")
        assert not found.is_checked()


def test_an_address_brings_the_same_list_to_someone_else_and_back(chromium: Browser, demo_address: str) -> None:
    with listed(chromium, demo_address) as seen:
        page = seen.page
        page.select_option(".tools [name=grade]", index=1)
        page.select_option(".tools [name=sort]", "-budget")
        page.fill(".tools [name=q]", "项目")
        page.wait_for_url(re.compile(r"\?q=.*&grade=.*&sort=-budget"))
        titles, shared = rows(page).locator("th a").all_text_contents(), page.url
        rows(page).locator("th a").first.click()
        page.wait_for_load_state()
        page.go_back()
        expect(head(page, "budget")).to_have_attribute("aria-sort", "descending")
        assert rows(page).locator("th a").all_text_contents() == titles
    with listed(chromium, demo_address, shared.removeprefix(demo_address)) as seen:
        expect(head(seen.page, "budget")).to_have_attribute("aria-sort", "descending")
        assert rows(seen.page).locator("th a").all_text_contents() == titles
        assert seen.page.input_value(".tools [name=q]") == "项目"


def test_an_address_that_makes_no_sense_shows_the_whole_list(chromium: Browser, demo_address: str) -> None:
    with listed(chromium, demo_address, f"{YEAR}?agency=x%22%3E&grade=%3Cb%3E&sort=nothing&open=2") as seen:
        expect(said(seen.page)).to_have_text(re.compile(r"^共 \d+ 份报告$"))
        assert rows(seen.page).count() == seen.page.locator("#reports-table tbody tr").count()


def test_without_a_script_every_row_is_there_and_no_tool_pretends(chromium: Browser, demo_address: str) -> None:
    with listed(chromium, demo_address, java_script_enabled=False) as seen:
        assert seen.page.locator("#reports-table tbody tr").count() > 8
        assert rows(seen.page).count() == seen.page.locator("#reports-table tbody tr").count()
        assert not seen.page.locator(".tools").is_visible()
        assert seen.page.locator("#reports-table thead button").count() == 0


def test_a_phone_sorts_by_the_select_and_never_tabs_into_hidden_heads(chromium: Browser, demo_address: str) -> None:
    with listed(chromium, demo_address, viewport=PHONE) as seen:
        page = seen.page
        page.select_option(".tools [name=sort]", "-score")
        expect(said(page)).to_contain_text("按得分，由高到低排列")
        found = numbers(column(page, "score"))
        assert found == sorted(found, reverse=True)
        assert page.locator("#reports-table thead button[tabindex='-1']").count() == 7
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_a_long_list_is_shown_by_the_hundred(chromium: Browser, demo_address: str) -> None:
    with listed(chromium, demo_address, java_script_enabled=True) as seen:
        page = seen.page
        # A row ten times over makes a list that is long enough.
        page.route(
            "**/2023/",
            lambda route: route.fulfill(
                response=(answer := route.fetch()),
                body=re.sub(r"(<tr data-agency.*?</tr>)", r"\1" * 10, answer.text(), flags=re.DOTALL),
            ),
        )
        page.goto(demo_address + YEAR)
        everything = page.locator("#reports-table tbody tr").count()
        assert everything > 150
        assert rows(page).count() == 100
        page.get_by_role("button", name="显示更多").click()
        assert rows(page).count() == min(200, everything)
        assert page.evaluate("document.activeElement.closest('tr').sectionRowIndex") == 100
        page.select_option(".tools [name=sort]", "score")
        expect(head(page, "score")).to_have_attribute("aria-sort", "ascending")
        assert rows(page).count() == 100
        page.emulate_media(media="print")  # paper has no button for more
        assert rows(page).count() == everything
        page.emulate_media(media="screen")
        page.select_option(".tools [name=agency]", index=1)
        expect(page.locator(".tools [role=status]")).to_contain_text("显示")
        chosen = rows(page).count()
        page.emulate_media(media="print")
        assert 0 < chosen <= rows(page).count() < everything


PLACES = [YEAR, "/", "/years/", "/agencies/", "department", "agency"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PLACES)
def test_lists_and_charts_have_no_accessibility_fault_that_axe_knows(
    chromium: Browser, demo_address: str, path: str, scheme: str
) -> None:
    with listed(chromium, demo_address, "/agencies/", color_scheme=scheme) as seen:
        if not path.startswith("/"):
            ways = {"department": ".tile a[href*='departments/']", "agency": ".tile a:not([href*='departments/'])"}
            seen.page.locator(ways[path]).first.click()
            seen.page.wait_for_load_state()
        else:
            seen.page.goto(demo_address + path)
        require_no_fault(seen.page)


def test_the_front_page_asks_first_and_leads_to_the_newest_year(chromium: Browser, demo_address: str) -> None:
    with listed(chromium, demo_address, "/") as seen:
        page = seen.page
        page.fill(".hero input", "宣传")
        page.keyboard.press("Enter")
        page.wait_for_url("**/search/?q=*")
        page.goto(demo_address + "/")
        page.locator("a.onward").click()
        expect(page.locator("h1")).to_have_text("2023 年度绩效自评")


def test_the_front_page_s_question_needs_no_script(chromium: Browser, demo_address: str) -> None:
    with listed(chromium, demo_address, "/", java_script_enabled=False) as seen:
        seen.page.fill(".hero input", "宣传")
        seen.page.keyboard.press("Enter")
        seen.page.wait_for_url("**/search/?q=*")
        assert seen.page.get_by_role("link", name="按年度浏览").is_visible()

"""What is withheld and what is redacted, in a real browser: the marks are read out, nothing overflows, and axe finds no fault."""

import pytest
from playwright.sync_api import Browser

from tests.browser.accessibility import require_no_fault
from tests.browser.conftest import watched

pytestmark = pytest.mark.browser

STUB = "/2020/shili-wangxi-renshe/chuangye-peixun/"
REDACTED = "/2023/shili-songtang-jiaotong/richang-yanghu/"
PAGES = {
    "stub": STUB,
    "withheld reports": "/withheld/",
    "project with a withheld year": "/projects/shili-wangxi-renshe/chuangye-peixun/",
    "year": "/2020/",
    "redacted report": REDACTED,
    "redacted row": f"{REDACTED}indicators/",
    "redacted passage": f"{REDACTED}analysis/",
    "redacted form": f"{REDACTED}form/",
}


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES.keys())
def test_a_page_with_something_covered_has_no_fault_and_does_not_scroll_sideways(
    chromium: Browser, demo_address: str, path: str
) -> None:
    for scheme in ("light", "dark"):
        with watched(chromium, demo_address, color_scheme=scheme) as seen:
            seen.page.goto(demo_address + path)
            require_no_fault(seen.page)
            assert (seen.said, seen.outside, seen.failed) == ([], [], [])


def test_a_stub_says_why_and_who_decided_and_has_no_other_parts(chromium: Browser, demo_address: str) -> None:
    with watched(chromium, demo_address) as seen:
        seen.page.goto(demo_address + STUB)
        words = seen.page.locator("main").inner_text()
        assert "这份报告依法不予公开" in words
        assert "《政府信息公开条例》第十五条（演示）" in words
        assert seen.page.locator("nav.tabs").count() == 0
        assert seen.page.locator("[data-compare]").count() == 0


def test_a_redacted_row_is_marked_and_tells_its_basis(chromium: Browser, demo_address: str) -> None:
    with watched(chromium, demo_address) as seen:
        seen.page.goto(f"{demo_address}{REDACTED}indicators/")
        row = seen.page.locator("tr", has_text="不公开的指标")
        assert row.locator("td.state").inner_text().strip() == "不公开"
        seen.page.goto(f"{demo_address}{REDACTED}")
        told = seen.page.locator("h2#redactions + ul").inner_text()
        assert "项目绩效分析 › 产出情况及分析" in told
        assert "指标，第 2 行" in told
        assert "决定人：" in told
        seen.page.goto(f"{demo_address}{REDACTED}indicators/")
        why = seen.page.locator("tr", has_text="不公开的依据")
        assert "《政府信息公开条例》第十五条（演示）" in (why.text_content() or "")
        seen.page.goto(f"{demo_address}{REDACTED}analysis/")
        assert seen.page.locator("p.redacted").inner_text().split() == ["依法不公开", "《政府信息公开条例》第十五条（演示）"]

"""The one-page form on A4: nothing cut at the edge, pages counted, the annex's head on every page it covers."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import PAGE_TYPES, watched

pytestmark = pytest.mark.browser

A4_AT_96_DPI = {"width": 794 - 98, "height": 1123}
"""The paper less its margins of 13 mm."""

LONG = "/2022/changning-changlong-hongyun/shengzhu-yangzhichang/form/"


@pytest.mark.parametrize("path", [PAGE_TYPES["form"], LONG, "/2022/tianchang-shuiliju/shuihan-zaihai-fangyu/form/"])
def test_the_form_prints_whole_on_two_pages_of_a4(chromium: Browser, address: str, path: str, tmp_path: Path) -> None:
    with watched(chromium, address) as seen:
        seen.page.goto(address + path)
        file = tmp_path / "form.pdf"
        seen.page.pdf(path=file, prefer_css_page_size=True)
        pdf = file.read_bytes()
        assert len(re.findall(rb"/Type\s*/Page\b", pdf)) <= 2
        [box] = {match[1] for match in re.finditer(rb"/MediaBox\s*\[([^\]]*)\]", pdf)}
        width, height = map(float, box.split()[2:])
        assert (round(width), round(height)) in ((595, 842), (594, 842), (596, 842))


def test_no_table_of_the_form_is_wider_than_the_paper(chromium: Browser, address: str, reports: list[str]) -> None:
    with watched(chromium, address, viewport=A4_AT_96_DPI) as seen:
        seen.page.emulate_media(media="print")
        for report in reports:
            seen.page.goto(f"{address}{report}form/")
            for table in seen.page.locator("table").all():
                box = table.bounding_box()
                assert box is not None
                assert box["x"] + box["width"] <= A4_AT_96_DPI["width"] + 1, report


def test_rules_of_the_paper_keep_heads_with_their_tables_and_rows_whole(chromium: Browser, address: str) -> None:
    with watched(chromium, address) as seen:
        seen.page.goto(address + LONG)
        seen.page.emulate_media(media="print")
        style = "(element, name) => getComputedStyle(element)[name]"
        assert seen.page.locator(".annex thead").evaluate(style, "display") == "table-header-group"
        assert seen.page.locator(".annex tfoot").evaluate(style, "display") == "table-row-group"  # not at the foot of every page
        assert seen.page.locator("h2").first.evaluate(style, "breakAfter") == "avoid"
        assert seen.page.locator(".annex tbody td").last.evaluate(style, "breakInside") == "avoid"
        for hidden in (".masthead", ".tabs", ".crumbs", ".beside"):
            assert not seen.page.locator(hidden).first.is_visible(), hidden

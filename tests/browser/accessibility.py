"""What axe finds in a page: in a window of a desk and of a phone, all of it unfolded."""

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from tests.browser.conftest import DESKTOP, PHONE

_ASK = """
axe.run({resultTypes: ["violations"]}).then(({violations}) => violations.flatMap(
  ({id, nodes}) => nodes.map(({target, failureSummary}) => [id, target, failureSummary])
))"""


def faults_of(page: Page) -> Any:
    """Return the faults of a page as it stands: the rule, where, and what is wrong."""
    if not page.evaluate("'axe' in window"):  # putting it in takes as long as asking it
        page.evaluate(AXE_SCRIPT)
    return page.evaluate(_ASK)


def require_no_fault(page: Page) -> None:
    """Require that a page, all of it unfolded, has no fault and fits its window, on a desk and on a phone."""
    page.locator("details").evaluate_all("all => all.forEach(details => { details.open = true })")
    for viewport in (DESKTOP, PHONE):
        page.set_viewport_size(viewport)
        assert faults_of(page) == [], viewport
        assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]

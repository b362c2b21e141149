"""Debian's Chromium, driven by Playwright; every page watched for console errors and outside requests."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from generator import pipeline
from generator.demo import write_demo
from tests.conftest import serve_folder

CHROMIUM = shutil.which("chromium-headless-shell") or shutil.which("chromium")
"""The same engine in both; without windows that nobody sees it takes a quarter less time."""
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1200, "height": 900}

PAGE_TYPES = {
    "home": "/",
    "years": "/years/",
    "year": "/2021/",
    "agency in a year": "/2021/quwo-gonganju/",
    "report": "/2021/quwo-gonganju/jingwutong/",
    "budget": "/2021/quwo-gonganju/jingwutong/budget/",
    "indicators": "/2021/quwo-gonganju/jingwutong/indicators/",
    "analysis": "/2021/quwo-gonganju/jingwutong/analysis/",
    "form": "/2021/quwo-gonganju/jingwutong/form/",
    "agencies": "/agencies/",
    "agency": "/agencies/quwo-gonganju/",
    "department": "/departments/zhongjiang-shuiliju/",
    "project": "/projects/quwo-gonganju/jingwutong/",
    "standards": "/standards/",
    "standard": "/standards/quwo-2021/",
    "search": "/search/",
    "compare": "/compare/",
    "data": "/data/",
    "corrections": "/corrections/",
    "glossary": "/glossary/",
    "about": "/about/",
    "not found": "/404.html",
    "report that can't be computed": "/2022/tianchang-shuiliju/shuihan-zaihai-fangyu/",
    "indicators of an unscored form": "/2018/nankai-shengwu-shiyan-zhongxin/shiyan-jiaoxue-zhongxin/indicators/",
}


@dataclass
class Watched:
    """A page, and what it said and asked for."""

    page: Page
    host: str
    said: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)

    def watch(self) -> None:
        self.page.on("console", lambda message: self.said.append(f"{message.type}: {message.text}"))
        self.page.on("pageerror", lambda error: self.said.append(f"error: {error}"))
        self.page.on("dialog", self._dismissed)
        self.page.on("request", lambda request: self._asked(request.url))
        self.page.on("response", lambda response: response.status >= 400 and self.failed.append(response.url))

    def _dismissed(self, dialog: Any) -> None:
        self.said.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _asked(self, url: str) -> None:
        if urlsplit(url).scheme in ("http", "https", "ws", "wss") and urlsplit(url).netloc != self.host:
            self.outside.append(url)


Visit = Callable[..., Any]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine: apt-get install chromium-headless-shell fonts-noto-cjk")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@contextmanager
def watched(browser: Browser, address: str, **context: Any) -> Iterator[Watched]:
    opened = browser.new_context(**{"viewport": DESKTOP, **context})
    found = Watched(opened.new_page(), urlsplit(address).netloc)
    found.watch()
    try:
        yield found
    finally:
        opened.close()


@pytest.fixture(scope="session")
def reports(example: Path) -> list[str]:
    """The address of every report of the example."""
    return [
        f"/{file.relative_to(example / 'content/reports').with_suffix('')}/"
        for file in (example / "content/reports").rglob("*.yaml")
    ]


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small demonstration site over four years, built: what browsing across years is shown on."""
    root = tmp_path_factory.mktemp("demo")
    write_demo(root, projects=24, years=range(2020, 2024), seed=1)
    assert pipeline.build(root=root, cwd=root).published is not None
    return root


@pytest.fixture(scope="session")
def demo_address(demo: Path) -> Iterator[str]:
    """Where the demonstration site is served."""
    yield from serve_folder(demo / "site")

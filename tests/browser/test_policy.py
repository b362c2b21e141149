"""The Content-Security-Policy of every page, as a browser holds to it: what is not the site's own neither runs nor loads."""

import shutil
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from generator import pipeline
from tests.browser.conftest import PAGE_TYPES, watched
from tests.conftest import serve_folder

pytestmark = pytest.mark.browser

INJECTED = """
<script>document.title = "ran"</script>
<p id="styled" style="color: rgb(1, 2, 3)" onclick="document.title = 'ran'">x</p>
<style>#styled {{ background: rgb(1, 2, 3) }}</style>
<img id="picture" src="{outside}/picture.svg" alt="">
<script src="{outside}/program.js"></script>
<link rel="stylesheet" href="{outside}/sheet.css">
<iframe src="{outside}/frame.html" title="x"></iframe>
"""


class _Counting(ThreadingHTTPServer):
    """Another host, which notes what it is asked for."""

    def __init__(self, folder: Path) -> None:
        self.asked: list[str] = []
        super().__init__(("127.0.0.1", 0), partial(_Noting, directory=str(folder)))


class _Noting(SimpleHTTPRequestHandler):
    def do_GET(self) -> None:
        self.server.asked.append(self.path)  # type: ignore[attr-defined]
        super().do_GET()

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def outside(tmp_path: Path) -> Iterator[_Counting]:
    folder = tmp_path / "outside"
    folder.mkdir()
    (folder / "picture.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>', encoding="utf-8")
    (folder / "program.js").write_text("document.title = 'ran'", encoding="utf-8")
    server = _Counting(folder)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def injected(example: Path, tmp_path: Path, outside: _Counting) -> Iterator[str]:
    """The address of the example with an attacker's markup in its reports and its 404 page."""
    folder = tmp_path / "site"
    shutil.copytree(example / "site", folder)
    for name in ("2021/quwo-gonganju/jingwutong/index.html", "404.html"):
        page = folder / name
        markup = INJECTED.format(outside=f"http://127.0.0.1:{outside.server_port}")
        text = page.read_text(encoding="utf-8")
        assert "</article>" in text
        page.unlink()  # it shares its bytes with the example's
        page.write_text(text.replace("</article>", markup + "</article>"), encoding="utf-8")
    yield from serve_folder(folder)


@pytest.mark.parametrize("path", [PAGE_TYPES["report"], PAGE_TYPES["not found"]])
def test_what_is_injected_into_a_page_neither_runs_nor_loads(
    chromium: Browser, injected: str, outside: _Counting, path: str
) -> None:
    with watched(chromium, injected) as seen:
        seen.page.goto(injected + path, wait_until="networkidle")
        seen.page.locator("#styled").click()
        assert seen.page.title() != "ran"
        assert outside.asked == []
        shown = seen.page.locator("#styled").evaluate("e => [getComputedStyle(e).color, getComputedStyle(e).backgroundColor]")
        assert "rgb(1, 2, 3)" not in shown
        assert seen.page.locator("#picture").evaluate("image => image.naturalWidth") == 0
        refused = [said for said in seen.said if "Content Security Policy" in said]
        for directive in ("script-src", "style-src", "img-src", "default-src"):
            assert any(directive in said for said in refused), directive


def test_without_the_policy_the_same_markup_would_run(
    chromium: Browser, injected: str, outside: _Counting, tmp_path: Path
) -> None:
    """Or the test above would prove nothing."""
    page = tmp_path / "site/404.html"
    text = page.read_text(encoding="utf-8")
    assert text.count("Content-Security-Policy") == 1
    page.write_text(text.replace("Content-Security-Policy", "nothing"), encoding="utf-8")
    with watched(chromium, injected) as seen:
        seen.page.goto(injected + "/404.html", wait_until="networkidle")
        assert seen.page.title() == "ran"
        assert sorted(outside.asked) == ["/frame.html", "/picture.svg", "/program.js", "/sheet.css"]


@pytest.fixture
def deep(sources: Path) -> Iterator[str]:
    """The address of a host that has the example below /a/b/, as its settings say."""
    file = sources / "content/site.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("url: null", "url: https://example.org/a/b/"), encoding="utf-8")
    assert pipeline.build(root=sources, cwd=sources).published
    host = sources / "host/a"
    host.mkdir(parents=True)
    (sources / "site").rename(host / "b")
    yield from serve_folder(sources / "host")


def test_a_site_works_below_a_path_and_so_does_its_404_page(chromium: Browser, deep: str) -> None:
    for path in (PAGE_TYPES["home"], PAGE_TYPES["report"], PAGE_TYPES["search"], PAGE_TYPES["not found"]):
        with watched(chromium, deep) as seen:
            seen.page.goto(f"{deep}/a/b{path}", wait_until="networkidle")
            assert (seen.said, seen.outside, seen.failed) == ([], [], [])
            for link in seen.page.locator(".masthead a, .colophon a, .ways a").evaluate_all(
                "links => links.map(link => link.href)"
            ):
                assert link.startswith(f"{deep}/a/b/"), link
            assert seen.page.locator("html").get_attribute("class") == "js"  # scheme.js was found

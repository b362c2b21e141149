"""The preview shows a change within seconds, keeps the last good pages through faults, and stops when told."""

import base64
import hashlib
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

# What the command line does, in short: it makes the site from the source, or says it can't.
PROGRAM = """
import shutil, sys, threading
from pathlib import Path
from generator.site.rendering.engine import build_pages
from generator.site.preview import serve

root, port, made = Path(sys.argv[1]), int(sys.argv[2]), []
say = lambda *words: print(*words, flush=True)

def make(url):
    say("threads", threading.active_count())
    text = (root / "content/index.md").read_text(encoding="utf-8")
    if "refuse" in text:
        return None
    if "raise" in text:
        raise ZeroDivisionError("oh")
    (root / "docs").mkdir(exist_ok=True)
    (root / "docs/index.md").write_text(text, encoding="utf-8")
    out = root / f"out{len(made) % 2}"
    build_pages(root, root / "docs", out, settings={"site_url": url})
    made.append(out)
    return out

def idle(seen=[]):
    if not seen:
        say("idle")
    seen.append(True)

serve(root, [root / "content", root / "nothing"], make, port=port,
      announce=lambda url: say("serving", url), report=lambda text: say("report", text.en), idle=idle)
say("stopped")
"""
CONFIG = "site_name: x\ntheme: {name: material, font: false}\nplugins: []\n"


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


class Preview:
    def __init__(self, root: Path) -> None:
        self.root = root
        self.url = f"http://127.0.0.1:{(port := free_port())}/"
        self.process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, str(root), str(port)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )

    def write(self, text: str) -> None:
        (self.root / "content/index.md").write_text(text, encoding="utf-8")

    def page(self) -> str:
        with urlopen(self.url, timeout=10) as answer:
            return str(answer.read().decode())

    def wait(self, condition: Callable[[str], bool]) -> str:
        deadline = time.monotonic() + 15
        while time.monotonic() < deadline:
            try:
                if condition(page := self.page()):
                    return page
            except (HTTPError, OSError):
                assert self.process.poll() is None, self.process.communicate()[0]
            time.sleep(0.1)
        raise AssertionError("the page did not come")

    def stop(self) -> str:
        self.process.send_signal(signal.SIGINT)
        said, _ = self.process.communicate(timeout=15)
        assert self.process.returncode == 0, said
        return str(said)


@pytest.fixture
def preview(tmp_path: Path) -> Iterator[Preview]:
    (tmp_path / "content").mkdir()
    (tmp_path / "content/index.md").write_text("# 第一稿\n", encoding="utf-8")
    (tmp_path / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
    running = Preview(tmp_path)
    yield running
    running.process.kill()
    running.process.communicate()


def test_a_change_is_shown_within_seconds_and_the_browser_told(preview: Preview) -> None:
    assert "livereload" in preview.wait(lambda page: "第一稿" in page)
    preview.write("# 第二稿\n")
    started = time.monotonic()
    preview.wait(lambda page: "第二稿" in page)
    assert time.monotonic() - started < 5
    said = preview.stop()
    assert f"serving {preview.url}" in said
    assert said.endswith("stopped\n")
    assert "report" not in said
    assert "Traceback" not in said


def test_the_first_time_no_thread_is_at_work_yet(preview: Preview) -> None:
    preview.wait(lambda page: "第一稿" in page)
    preview.write("another\n")
    preview.wait(lambda page: "another" in page)
    first, *later = re.findall(r"^threads (\d+)$", preview.stop(), re.MULTILINE)
    assert first == "1"
    assert later and all(int(count) > 1 for count in later)


def test_through_faults_the_last_good_pages_stay(preview: Preview) -> None:
    preview.wait(lambda page: "第一稿" in page)
    preview.write("refuse\n")
    time.sleep(1.5)
    assert "第一稿" in preview.page()
    preview.write("raise\n")
    time.sleep(1.5)
    assert "第一稿" in preview.page()
    (preview.root / "overrides").mkdir()
    (preview.root / "overrides/main.html").write_text("{% if %}", encoding="utf-8")
    (preview.root / "mkdocs.yml").write_text(CONFIG.replace("font", "custom_dir: overrides, font"), encoding="utf-8")
    preview.write("# 第三稿\n")
    time.sleep(1.5)
    assert "第一稿" in preview.page()
    (preview.root / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
    preview.wait(lambda page: "第三稿" in page)
    said = preview.stop()
    assert "report ZeroDivisionError: oh" in said
    assert "report MkDocs cannot build the pages" in said
    assert "Traceback" not in said


def test_a_start_with_nothing_to_show_waits_for_the_repair(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content/index.md").write_text("refuse", encoding="utf-8")
    (tmp_path / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
    preview = Preview(tmp_path)
    try:
        assert preview.process.stdout is not None
        assert preview.process.stdout.readline() == "threads 1\n"
        assert preview.process.stdout.readline() == "idle\n"
        assert preview.process.stdout.readline().startswith("serving")
        with pytest.raises(HTTPError, match="404"):
            preview.page()
        preview.write("# 好了\n")
        preview.wait(lambda page: "好了" in page)
        preview.stop()
    finally:
        preview.process.kill()
        preview.process.communicate()


def test_a_taken_port_is_an_environment_error(tmp_path: Path) -> None:
    from generator.site.preview import serve
    from generator.site.rendering.engine import EngineError

    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        with pytest.raises(EngineError, match="cannot listen"):
            serve(tmp_path, [], lambda url: None, port=listener.getsockname()[1])


def test_the_script_that_reloads_is_the_only_inline_one_the_page_s_policy_lets_run(preview: Preview) -> None:
    (preview.root / "mkdocs.yml").write_text("site_name: x\ntheme: {name: gongkai}\nplugins: []\n", encoding="utf-8")
    page = preview.wait(lambda page: "Content-Security-Policy" in page)
    [script] = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    assert "livereload(" in script
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"; script-src 'self' 'sha256-{digest}' 'wasm-unsafe-eval';" in page

"""`gongkai serve` as a user runs it: an edited record shows, a broken one is left out and does not end it."""

import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError

import pytest

SEED = Path("content/reports/2021/quwo-gonganju/jingwutong.yaml")
PATIENCE = 60.0
"""Seconds a busy machine may take."""


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def get(url: str) -> str:
    with urllib.request.urlopen(url, timeout=10) as answer:
        return str(answer.read().decode())


def eventually(url: str, words: str) -> str:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            if words in (page := get(url)):
                return page
        except (URLError, OSError):
            pass
        time.sleep(0.2)
    pytest.fail(f"{url} never said {words!r}")


@pytest.fixture
def served(sources: Path) -> Iterator[tuple[Path, str, subprocess.Popen[str]]]:
    port = free_port()
    command = [sys.executable, "-m", "generator", "serve", "--root", str(sources), "--port", str(port), "--lang", "en"]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL, text=True) as process:
        yield sources, f"http://127.0.0.1:{port}", process
        process.send_signal(signal.SIGINT)


def test_an_edited_record_shows_and_a_broken_one_does_not_end_it(served: tuple[Path, str, subprocess.Popen[str]]) -> None:
    sources, address, process = served
    page = f"{address}/2021/quwo-gonganju/jingwutong/"
    assert "livereload" in eventually(page, "警务通通信服务项目")
    record = sources / SEED
    text = record.read_text(encoding="utf-8")
    record.write_text(text.replace("title: 警务通通信服务项目", "title: 改过的标题"), encoding="utf-8")
    eventually(page, "改过的标题")
    record.write_text("title: 改坏了\nindicators: 无\n", encoding="utf-8")
    other = sources / "content/reports/2022/tianchang-shuiliju/shuihan-zaihai-fangyu.yaml"
    changed = re.sub("^title: .*$", "title: 另一份也改了", other.read_text(encoding="utf-8"), flags=re.MULTILINE)
    other.write_text(changed, encoding="utf-8")
    eventually(f"{address}/2022/tianchang-shuiliju/shuihan-zaihai-fangyu/", "另一份也改了")
    assert process.poll() is None


def test_serve_says_where_and_ends_quietly_on_ctrl_c(sources: Path) -> None:
    port = free_port()
    command = [sys.executable, "-m", "generator", "serve", "--root", str(sources), "--port", str(port), "--lang", "en"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        eventually(f"http://127.0.0.1:{port}/", "绩效自评公开示例")
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=PATIENCE)
    assert f"http://127.0.0.1:{port}/" in said
    assert "Traceback" not in said


def test_a_port_in_use_is_a_sentence_and_exit_code_2(sources: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        command = [sys.executable, "-m", "generator", "serve", "--root", str(sources), "--port", str(taken.getsockname()[1])]
        result = subprocess.run(command, capture_output=True, text=True, check=False, timeout=PATIENCE)
    assert result.returncode == 2
    assert "Traceback" not in result.stderr


def test_a_folder_without_content_is_a_sentence_and_exit_code_2_and_stays_as_it_was(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "generator", "serve", "--root", str(tmp_path), "--port", str(free_port()), "--lang", "en"]
    result = subprocess.run(command, capture_output=True, text=True, check=False, timeout=PATIENCE)
    assert result.returncode == 2
    assert "There is no content folder here" in result.stderr
    assert not list(tmp_path.iterdir())

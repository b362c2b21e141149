"""How far a long run is: on a terminal, and nowhere else."""

import io
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

from generator.cli.options import Voice
from generator.cli.progress import _STEPS, progress
from generator.demo import write_demo
from tests.conftest import REPOSITORY


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def term(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")


def told(voice: Voice, stream: io.StringIO) -> str:
    with progress(voice, stream) as tell:
        tell("check", 0, 0)
        tell("read", 1, 3)
        tell("read", 2, 3)  # too soon to be written
        tell("publish", 0, 0)
    return stream.getvalue()


def test_one_line_is_written_over_and_gone_at_the_end() -> None:
    assert told(Voice("en"), Terminal()).split("\r\x1b[K") == [
        "",
        "checking reports …",
        "checking reports 33 %",
        "publishing …",
        "",
    ]
    assert told(Voice("zh"), Terminal()).split("\r\x1b[K") == ["", "检查报告 …", "检查报告 33 %", "公开 …", ""]


def test_it_is_gone_after_a_fault_too() -> None:
    stream = Terminal()
    with pytest.raises(ValueError, match="no site"), progress(Voice("en"), stream) as tell:
        tell("pages", 0, 8)
        raise ValueError("no site")
    assert stream.getvalue() == "\r\x1b[Kmaking pages 0 %\r\x1b[K"


def test_nothing_is_written_where_nobody_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    assert told(Voice("en"), io.StringIO()) == ""
    assert told(Voice("en", quiet=True), Terminal()) == ""
    monkeypatch.setenv("TERM", "dumb")
    assert told(Voice("en"), Terminal()) == ""


def test_every_stage_has_a_name_for_people() -> None:
    code = "".join(file.read_text("utf-8") for file in (REPOSITORY / "generator").rglob("*.py"))
    stages = re.findall(r"\.stage\(\"(\w+)\"\)", code)
    assert len(stages) >= 7
    assert _STEPS.keys() >= set(stages)


def test_a_build_on_a_terminal_says_how_far_it_is(tmp_path: Path) -> None:
    write_demo(tmp_path, projects=12, years=range(2021, 2023), seed=1)
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "generator", "build", "--root", str(tmp_path), "--lang", "en", "--jobs", "2"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=theirs) as process:
        os.close(theirs)
        said = b""
        try:
            while some := os.read(ours, 4096):
                said += some
        except OSError:  # the other end is closed
            pass
        finally:
            os.close(ours)
    assert process.wait() == 0, said.decode()
    *shown, last = said.decode().split("\r\x1b[K")
    steps = [re.sub(r" (?:…|\d+ %)$", "", one) for one in shown if one]
    assert list(dict.fromkeys(steps)) == [
        "checking reports",
        "comparing years",
        "making pages",
        "indexing",
        "checking links",
        "publishing",
    ]
    assert "checking reports 100 %" in shown
    assert last.startswith("24 reports") or "pages, published to" in last

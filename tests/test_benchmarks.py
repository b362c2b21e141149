"""The benchmarks of building and serving can be run at any time: they are tried at a size that tells nothing but that."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

pytestmark = pytest.mark.skipif(not hasattr(os, "wait4"), reason="a process is asked what it took")

CHANGES = ("one record changed", "one template changed")
COLD = "cold build, 1 job"


@pytest.fixture(scope="module")
def figures(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("figures")
    options = [
        "--reports",
        "5",
        "--repeat",
        "1",
        "--jobs",
        "1",
        "--stock-up-to",
        "0",
        "--in",
        str(folder),
        "--output",
        str(folder),
    ]
    command = [sys.executable, str(repository / "benchmarks/build.py"), *options, "--only", *CHANGES]
    done = subprocess.run(command, check=False, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    assert "5 reports, 54 pages" in done.stdout
    return folder


def test_a_benchmark_tells_of_a_cold_build_its_parts_and_builds_after_changes(figures: Path) -> None:
    (measured,) = json.loads((figures / "build.json").read_text("utf-8"))["measured"]
    expected = {
        COLD,
        *(f"{COLD}: {part}" for part in ("pages alone", "check", "search", "links", "publish")),
        "Markdown to pages alone",
        *CHANGES,
    }
    assert expected <= measured["medians"].keys()
    assert all(times["clock"] > 0 for times in measured["medians"].values())
    assert measured["memory_mb"][COLD]["process"] > 10
    assert {goal["name"]: goal["verdict"] for goal in measured["goals"]}["one record: whole ÷ cold"] == "goal for 10,000 reports"


def test_a_whole_build_is_not_less_than_its_pages_alone(figures: Path) -> None:
    (measured,) = json.loads((figures / "build.json").read_text("utf-8"))["measured"]
    for name in (COLD, *CHANGES):
        assert 0 < measured["medians"][f"{name}: pages alone"]["clock"] < measured["medians"][name]["clock"]


def test_the_curve_of_growth_is_a_drawing_with_a_name(figures: Path) -> None:
    drawing = ET.fromstring((figures / "build.svg").read_text("utf-8"))
    svg = "{http://www.w3.org/2000/svg}"
    title = drawing.find(f"{svg}title")
    assert title is not None
    assert title.text == "gongkai build: seconds by number of reports"
    assert len(drawing.findall(f"{svg}polyline")) >= 3


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="the system tells there what a process takes")
def test_an_edit_that_is_served_is_timed_beside_its_goal(repository: Path, tmp_path: Path) -> None:
    command = [sys.executable, str(repository / "benchmarks/serve.py"), "--reports", "5", "--repeat", "2", "--in", str(tmp_path)]
    done = subprocess.run(command, check=False, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    assert "5 reports, 2 edits" in done.stdout
    rows = re.findall(r"^(edit 1|edit 2|median) +([0-9.]+) s +([0-9.]+) s", done.stdout, re.MULTILINE)
    assert [name for name, *_ in rows] == ["edit 1", "edit 2", "median"]
    assert all(0 < float(cpu) < float(clock) for _, clock, cpu in rows)
    assert "goal: at most 2 s by the clock: goal for 10,000 reports" in done.stdout
    assert list(tmp_path.iterdir()) == []

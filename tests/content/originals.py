"""The originals that the shipped records were transcribed from, where they lie beside the repository; records as plain data."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.model.report import Report
from generator.model.validation import validate
from generator.source import read_file

ROOT = Path(__file__).parents[2]
CONTENT = ROOT / "content"
REPORTS = CONTENT / "reports"
ORIGINALS = ROOT.parent / "shared"
CHINESE = re.compile("[\u4e00-\u9fff]+")


def original(folder: str) -> Path:
    """Return a folder of originals; skip the test where it is not there."""
    found = ORIGINALS / folder
    if not found.is_dir():
        pytest.skip(f"the originals ({folder}) are not beside this repository; there is nothing to compare with")
    return found


def seed_text() -> str:
    """Return the seed report as text."""
    [file] = original("seed").glob("*.txt")
    return file.read_text("utf-8")


def case(number: str) -> dict[str, Any]:
    """Return a transcribed case; every scalar is text, blank ones None."""
    [file] = original("cases").glob(f"{number}-*.yaml")
    data = yaml.load(file.read_text("utf-8"), yaml.CBaseLoader)
    found: dict[str, Any] = _blanks(data)
    return found


def _blanks(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: _blanks(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_blanks(value) for value in data]
    return None if data in ("", "null") else data


def plain_record(name: str) -> dict[str, Any]:
    """Return a shipped record as plain data."""
    document, findings = read_file(REPORTS / f"{name}.yaml", name)
    assert document is not None and not findings and isinstance(document.data, dict)
    return document.data


def record(name: str) -> Report:
    """Return a shipped record."""
    document, _ = read_file(REPORTS / f"{name}.yaml", name)
    assert document is not None
    report, faults = validate(document, Report)
    assert report is not None and not faults
    return report


def texts(data: Any) -> list[str]:
    """Return every text in plain data."""
    if isinstance(data, dict):
        return [text for value in data.values() for text in texts(value)]
    if isinstance(data, list):
        return [text for value in data for text in texts(value)]
    return [] if data is None else [data]


def chinese(text: str) -> str:
    """Return the Chinese characters of a text, one after the other."""
    return "".join(CHINESE.findall(text))


def shared_runs(one: str, other: str, length: int = 15) -> set[str]:
    """Return every run of `length` Chinese characters that stands in both, punctuation and figures left out."""
    first, second = chinese(one), chinese(other)
    return {run for start in range(len(first) - length + 1) if (run := first[start : start + length]) in second}

"""A small site written for one test: a few records of one agency, and whatever else the test adds."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from generator.review.reports import Checked, check_reports
from generator.site import parts
from generator.site.pages import agencies, corrections, coverage, matrix, sums, withheld

SITE = "title: 绩效自评公开示例\nrulesets: [{id: national-2020}]\n"
AGENCIES = (
    "agencies:\n  jia: {name: 甲局, region: [山西省, 曲沃县]}\n  yi: {name: 乙局}\n  bing: {name: 丙局}\n  ding: {name: 丁局}\n"
)
ROWS = "indicators:\n  - {level1: 产出指标, name: 数量, weight: 100, target: 2个, actual: 2个}\n"


def record(title: str, more: str = "") -> str:
    """Return a record; `more` are further lines of it."""
    return f"title: {title}\n{ROWS}{more}"


def checked(root: Path, files: Mapping[str, str]) -> Checked:
    """Write a site of files below content/ (`2021/jia/a` is a report) and check it."""
    whole = {"site.yaml": SITE, "agencies.yaml": AGENCIES} | files
    for name, text in whole.items():
        path = name if name.endswith(".yaml") else f"reports/{name}.yaml"
        file = root / "content" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return check_reports((), root=root, cwd=root)


def shorten(patch: pytest.MonkeyPatch, longest: int) -> None:
    """Make a list of more than so many too long for its page, whatever it lists."""
    for module in (parts, matrix, sums, agencies, corrections, coverage, withheld):
        patch.setattr(module, "LONGEST", longest)
    patch.setattr(coverage, "LINES", longest)
    patch.setattr(withheld, "BESIDE", longest)
    patch.setattr(corrections, "NEWEST", longest)

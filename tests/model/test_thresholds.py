"""Where checks draw their lines, and how a site moves them."""

from pathlib import Path

import pytest

from generator.model.thresholds import Thresholds
from generator.review.reports import check_reports

SITE = "title: 示例\nrulesets: [{id: national-2020, from: 2020}]\n"
RECORD = "title: 检查\nindicators:\n  - {name: 次数, weight: 100, target: 10次, actual: 14次}\n"


def found(root: Path, thresholds: str) -> dict[str, tuple[str, int, int]]:
    """Return code → message and place of what is found where a row was completed to 140 %."""
    record = root / "content/reports/2021/danwei/jiancha.yaml"
    record.parent.mkdir(parents=True)
    record.write_text(RECORD, "utf-8")
    (root / "content/agencies.yaml").write_text("agencies: {danwei: {name: 单位}}\n", "utf-8")
    (root / "content/site.yaml").write_text(SITE + thresholds, "utf-8")
    findings = check_reports([], root=root, cwd=root).findings
    return {f.code: (f.message("zh"), f.span.line, f.span.column) for f in findings if f.span is not None}


def test_the_standard_draws_the_line_where_the_site_draws_none(tmp_path: Path):
    assert found(tmp_path, "")["completion-over"][0] == "“次数”完成 140%，超过 130%，没有说明原因"


@pytest.mark.parametrize("blank", ["thresholds:\n", "thresholds: {}\n", "thresholds: {over_completion: null}\n"])
def test_a_blank_is_no_line_of_its_own(tmp_path: Path, blank: str):
    assert "超过 130%" in found(tmp_path, blank)["completion-over"][0]


def test_a_site_may_draw_it_lower_or_higher(tmp_path: Path):
    assert "超过 120%" in found(tmp_path / "a", "thresholds: {over_completion: 120%}\n")["completion-over"][0]
    assert "completion-over" not in found(tmp_path / "b", "thresholds: {over_completion: 150%}\n")


def test_a_name_that_no_check_knows_is_an_error_with_what_was_meant(tmp_path: Path):
    message, line, column = found(tmp_path, "thresholds: {over_complete: 150%}\n")["schema-unknown-key"]
    assert (line, column) == (3, 14)
    assert "over_completion" in message


def test_every_threshold_has_a_term_and_a_default():
    assert Thresholds()
    assert all(field.description for field in Thresholds.model_fields.values())

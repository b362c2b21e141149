"""What the checks say about the records that ship: exactly the table of shipped.yaml, and nothing that stops the site."""

from functools import cache
from pathlib import Path

import pytest
import yaml

from generator.diagnostics import Diagnostic
from generator.reports import Checked, check_reports

ROOT = Path(__file__).parents[2]
TABLE = yaml.safe_load(Path(__file__).with_name("shipped.yaml").read_text("utf-8"))


@cache
def shipped() -> Checked:
    return check_reports([], root=ROOT, cwd=ROOT)


def messages(report: str) -> list[str]:
    return [finding.message("zh") for finding in shipped().by_report().get(report, ())]


def test_nothing_that_ships_is_an_error():
    assert shipped().is_publishable
    assert shipped().left_out == ()


def test_the_table_lists_every_record():
    assert set(TABLE) == {entry.name for entry in shipped().catalog.entries}


@pytest.mark.parametrize("report", TABLE)
def test_a_record_has_exactly_the_findings_of_the_table(report: str):
    found = [{"code": finding.code, "severity": finding.severity.value} for finding in shipped().by_report().get(report, ())]
    assert found == TABLE[report]


def test_every_finding_concerns_a_report_and_has_a_place():
    assert all(isinstance(finding, Diagnostic) and finding.report and finding.span for finding in shipped().findings)


def test_06_weights_of_110_and_a_total_of_100_are_told():
    said = messages("2022/zhongjiang-shuiliju/shuibiaochi")
    assert "权重合计 110，不等于满分 100" in said
    assert "报告总分 100，各行得分合计 110" in said


def test_12_120_against_100_is_told():
    said = messages("2020/touzi-cujin-zhongxin/fuwu-maoyi-fazhan")
    assert "权重合计 120，不等于满分 100" in said
    assert "报告总分 100，各行得分合计 120" in said


def test_07_8_62_against_9_is_put_down_to_rounding():
    assert messages("2019/langfang-shipin-xuexiao/nuantong-gaizao") == [
        "“预算执行率”报告得 9 分，复算 8.62 分（差异可由四舍五入解释）",
        "“工程资金金额”报告得 9 分，复算 8.62 分（差异可由四舍五入解释）",
    ]


def test_01_a_difference_that_rounding_does_not_explain_is_told_without_it():
    assert "“政策知晓率”报告得 9 分，复算 9.8 分" in messages("2022/yongde-minglang-zhongxue/yingyang-gaishan")

"""What the checks say about the records that ship: exactly the table of shipped.yaml, and nothing that stops the site."""

from functools import cache
from pathlib import Path

import pytest
import yaml

from generator.diagnostics import Diagnostic, Severity
from generator.review.reports import Checked, check_reports

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
    said = [text for text in messages("2019/langfang-shipin-xuexiao/nuantong-gaizao") if "复算" in text]
    assert said == [
        "“预算执行率”报告得 9 分，复算 8.62 分（差异可由四舍五入解释）",
        "“工程资金金额”报告得 9 分，复算 8.62 分（差异可由四舍五入解释）",
    ]


def test_the_seed_has_exactly_four_warnings():
    warnings = [f for f in shipped().by_report()["2021/quwo-gonganju/jingwutong"] if f.severity is Severity.WARNING]
    assert [finding.message("zh") for finding in warnings] == [
        "3 项的目标值没有符号和单位，实际完成值却有单位，例如“通信服务数量”：目标“2”，实际“2个”",
        "定性指标“通信服务管理水平”未评定，按 0 分计，未说明原因",
        "定性指标“通信服务使用年限”未评定，按 0 分计，未说明原因",
        "“存在问题”一节没有写出具体的问题，只有打算和保证",
    ]


def test_01_a_difference_that_rounding_does_not_explain_is_told_without_it():
    assert "“政策知晓率”报告得 9 分，复算 9.8 分" in messages("2022/yongde-minglang-zhongxue/yingyang-gaishan")

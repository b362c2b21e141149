"""The transcribed cases: what the checks say about those that don't ship, and which check answers each fault noted in them."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from content.originals import case, original

from generator.codes import RULES
from generator.review.reports import check_reports
from generator.source import to_yaml

HERE = Path(__file__).parent
FINDINGS = yaml.safe_load((HERE / "cases.yaml").read_text("utf-8"))
SHIPPED = yaml.safe_load((HERE / "shipped.yaml").read_text("utf-8"))
OBSERVATIONS = yaml.safe_load((HERE / "observations.yaml").read_text("utf-8"))
RECORDS = {
    "00": "2021/quwo-gonganju/jingwutong",
    "01": "2022/yongde-minglang-zhongxue/yingyang-gaishan",
    "05": "2022/tianchang-shuiliju/shuihan-zaihai-fangyu",
    "06": "2022/zhongjiang-shuiliju/shuibiaochi",
    "07": "2019/langfang-shipin-xuexiao/nuantong-gaizao",
    "12": "2020/touzi-cujin-zhongxin/fuwu-maoyi-fazhan",
    "16": "2023/qingshen-fagaiju/gongzixing-zhichu",
    "19": "2021/shidian-nongye-nongcunju/baoshanzhu-baozhongchang",
    "20": "2022/changning-changlong-hongyun/shengzhu-yangzhichang",
    "22": "2018/nankai-shengwu-shiyan-zhongxin/shiyan-jiaoxue-zhongxin",
}
"""The record that ships for a case; its findings are in shipped.yaml."""


def findings_of_case(root: Path, number: str) -> list[dict[str, str]]:
    """Write a case as the one record of a site and check it."""
    told = case(number)
    project, money = told["project"], told["budget"]
    data: dict[str, Any] = {
        "title": project["name"],
        "ruleset": "national-2020",
        "budget": {
            "currency_unit": money["money_unit"],
            "initial": {"total": money["年初预算数"]},
            "adjusted": {"total": money["全年预算数"]},
            "executed": {"total": money["全年执行数"]},
            "stated": {"execution_rate": {"total": money["execution_rate_stated"]}},
            "execution": {"name": "预算执行率", "weight": money["weight"], "stated_score": money["score"]},
        },
        "indicators": [{key.replace("score", "stated_score"): value for key, value in row.items()} for row in told["indicators"]],
        "source": {"coverage": "partial"},
    }
    file = root / f"content/reports/{project['year']}/danwei/xiangmu.yaml"
    file.parent.mkdir(parents=True)
    file.write_text(to_yaml(data), "utf-8")
    (root / "content/site.yaml").write_text("title: 示例\n", "utf-8")
    (root / "content/agencies.yaml").write_text("agencies: {danwei: {name: 单位}}\n", "utf-8")
    return [{"code": f.code, "severity": f.severity.value} for f in check_reports([], root=root, cwd=root).findings]


@pytest.mark.parametrize("number", FINDINGS)
def test_a_case_has_exactly_the_findings_of_the_table(tmp_path: Path, number: str):
    assert findings_of_case(tmp_path, number) == FINDINGS[number]


def test_every_case_has_its_findings_in_one_of_the_tables():
    cases = {file.name[:2] for file in original("cases").glob("*.yaml")}
    assert cases == FINDINGS.keys() | RECORDS.keys() == OBSERVATIONS.keys()
    assert set(RECORDS.values()) == SHIPPED.keys()


@pytest.mark.parametrize("number", OBSERVATIONS)
def test_every_fault_noted_in_a_case_has_a_code_that_finds_it_there_or_a_reason_why_none_should(number: str):
    found = FINDINGS[number] if number in FINDINGS else SHIPPED[RECORDS[number]]
    for line in OBSERVATIONS[number]:
        assert line["fault"]
        assert ("code" in line) != ("because" in line), line
        if "code" in line:
            assert line["code"] in RULES
            assert line["code"] in {each["code"] for each in found}, line
        else:
            assert len(line["because"]) > 15


@pytest.mark.parametrize("number", OBSERVATIONS)
def test_no_note_of_a_case_is_left_unanswered(number: str):
    assert {line["of"] for line in OBSERVATIONS[number]} == set(range(1, len(case(number)["observations"]) + 1))

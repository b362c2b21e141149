"""The other shipped records against the transcribed cases, figure by figure."""

from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

import pytest
from content.originals import case, plain_record

CASES = {
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
MONEY = {
    "initial": ("年初预算数", "年初预算"),
    "adjusted": ("全年预算数", "调整后预算数", "预算数"),
    "executed": ("全年执行数", "预算执行数", "执行数"),
}
each_case = pytest.mark.parametrize(("number", "name"), CASES.items())


def first(data: dict[str, Any], keys: tuple[str, ...]) -> str | None:
    return next((data[key] for key in keys if data.get(key) is not None), None)


@each_case
def test_the_project_is_named_and_filed_as_the_case_says(number: str, name: str):
    project, ours = case(number)["project"], plain_record(name)
    title = ours["title"] if ours.get("code") is None else f"{ours['code']}-{ours['title']}"
    assert title == project["name"]
    assert name.startswith(f"{project['year']}/")
    assert ours["printed"]["agency"] == project["unit"]
    assert ours["printed"]["department"] == project.get("department")


@each_case
def test_every_cell_of_every_indicator_agrees(number: str, name: str):
    keys = ("level1", "level2", "name", "target", "actual", "completion")
    theirs = [[row.get(key) for key in (*keys, "weight", "score")] for row in case(number)["indicators"]]
    ours = [[row.get(key) for key in (*keys, "weight", "stated_score")] for row in plain_record(name)["indicators"]]
    assert ours == theirs


@each_case
def test_the_money_agrees(number: str, name: str):
    theirs, ours = case(number)["budget"], plain_record(name).get("budget")
    if theirs is None:
        assert ours is None
        return
    assert ours["currency_unit"] == theirs["money_unit"]
    for row, keys in MONEY.items():
        figure = first(theirs, keys)
        total = ours.get(row, {}).get("total")
        assert (total is None) == (figure is None)
        assert total is None or Decimal(total) == Decimal(figure)
    assert ours["execution"]["weight"] == theirs["weight"]
    assert ours["execution"].get("stated_score") == theirs["score"]
    assert ours.get("stated", {}).get("execution_rate", {}).get("total") == theirs["execution_rate_stated"]


@each_case
def test_the_verdict_agrees(number: str, name: str):
    theirs, ours = case(number)["total"], plain_record(name)["stated"]
    assert ours.get("score") == theirs["score_stated"]
    assert ours.get("grade") == theirs.get("grade_stated")
    if "weight_stated" in theirs:
        assert ours.get("full") == theirs["weight_stated"]


@each_case
def test_a_cell_for_the_deviation_is_filled_where_theirs_is(number: str, name: str):
    theirs = [row.get("remark") for row in case(number)["indicators"]]
    ours = [row.get("reason") for row in plain_record(name)["indicators"]]
    assert [text is None for text in ours] == [text is None for text in theirs]
    assert [mine for mine, text in zip(ours, theirs, strict=True) if text == "0"] == ["0"] * theirs.count("0")


@each_case
def test_a_link_leads_to_a_government_or_a_university_only(number: str, name: str):
    address, ours = case(number)["source"]["address"], plain_record(name)["source"]
    host = urlsplit(address).hostname or ""
    assert ours["url"] == (
        address if host.endswith((".gov.cn", ".edu.cn")) or host in ("shidian.gov.cn", "yncn.gov.cn") else None
    )


@each_case
def test_what_is_only_partly_known_is_marked_so(number: str, name: str):
    theirs = case(number)["source"]["coverage"]
    assert plain_record(name)["source"]["coverage"] == ("complete" if theirs.startswith("complete") else "partial")

"""What a report's JSON adds up for its readers: exactly, and null where something is missing."""

from decimal import Decimal
from typing import Any

import pytest

from generator.catalog.entry import Entry
from generator.exports.totals import TOTALS, totals_data
from generator.review.reports import check_reports
from generator.scoring.evaluation import Status
from tests.conftest import REPOSITORY


@pytest.fixture(scope="module")
def entries() -> dict[str, Entry]:
    return {entry.name: entry for entry in check_reports((), root=REPOSITORY, cwd=REPOSITORY).publishable().entries}


@pytest.fixture(scope="module")
def totals(entries: dict[str, Entry]) -> dict[str, dict[str, Any]]:
    return {name: totals_data(entry) for name, entry in entries.items()}


def test_the_seed_adds_up(totals: dict[str, dict[str, Any]]) -> None:
    seed = totals["2021/quwo-gonganju/jingwutong"]
    assert tuple(seed) == TOTALS
    assert (seed["standard"]["id"], seed["standard"]["scale"], seed["standard"]["computes"]) == ("quwo-2021", "100", True)
    assert seed["weight"] == "100"
    assert seed["money"] == {"unit": "万元", "initial": "58", "adjusted": "58", "received": "58", "executed": "58"}
    assert [(group["level1"], group["weight"], group["score"], group["bounds"]) for group in seed["groups"]] == [
        ("预算执行指标", "10", "10", ["10", "10"]),
        ("产出指标", "51.45", "51.45", ["51.45", "51.45"]),
        ("效益指标", "25.7", "0", ["0", "25.7"]),
        ("满意度指标", "12.85", "12.85", ["12.85", "12.85"]),
    ]
    assert [group["budget"] for group in seed["groups"]] == [True, False, False, False]


def test_a_blank_is_null_and_a_row_without_a_first_level_stands_alone(totals: dict[str, dict[str, Any]]) -> None:
    school = totals["2022/yongde-minglang-zhongxue/yingyang-gaishan"]
    assert school["money"] == {"unit": "元", "initial": None, "adjusted": "387664.62", "received": None, "executed": "387664.62"}
    first = school["groups"][0]
    assert (first["level1"], first["budget"], first["score"]) == (None, True, "10")


def test_what_can_t_be_computed_has_no_sum_and_no_standard_s_scale(totals: dict[str, dict[str, Any]]) -> None:
    flood = totals["2022/tianchang-shuiliju/shuihan-zaihai-fangyu"]
    assert {group["level1"]: (group["score"], group["bounds"]) for group in flood["groups"]}["产出指标"] == (None, ["20", "50"])
    biology = totals["2018/nankai-shengwu-shiyan-zhongxin/shiyan-jiaoxue-zhongxin"]
    assert biology["standard"]["computes"] is False
    assert {(group["weight"], group["score"]) for group in biology["groups"]} == {(None, None)}


def test_the_groups_of_every_report_add_up_to_its_score(entries: dict[str, Entry], totals: dict[str, dict[str, Any]]) -> None:
    scored = [entry for entry in entries.values() if entry.evaluation.score is not None]
    assert len(scored) > 3
    for entry in scored:
        groups = totals[entry.name]["groups"]
        if all(row.status is not Status.UNASSESSED or row.score is not None for row in entry.evaluation.rows):
            assert sum(Decimal(group["score"]) for group in groups if group["score"]) == entry.evaluation.score, entry.name

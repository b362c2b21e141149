"""Second-level groups: what they earned, what is unknown in them, which are strong and which are weak."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.catalog.entry import Body, Entry
from generator.scoring.evaluation import Kind, Row, Status
from generator.summary.groups import Group, folded, level2_groups, ranking
from tests.site.small import checked

RECORDS = {
    "2021/jia/a": """\
title: 甲
indicators:
  - {level1: 产出指标, level2: 数量指标, name: 一, weight: 40, target: 10个, actual: 10个}
  - {level1: 产出, level2: "数量 ", name: 二, weight: 20, target: 10个, actual: 5个}
  - {level1: 效益指标, level2: 社会效益指标, name: 三, weight: 30, target: 有效, actual: 有效}
  - {level1: 满意度指标, level2: 满意度, name: 四, weight: 10, target: ≥90%, actual: 完成}
""",
    "2021/yi/a": """\
title: 乙
indicators:
  - {level1: 产出指标, level2: 数量指标, name: 一, weight: 60, target: 4个, actual: 3个}
  - {level1: 效益指标, level2: 社会效益指标, name: 二, weight: 40, target: /, actual: /}
""",
}


def entries(root: Path) -> tuple[Entry, ...]:
    return tuple(checked(root, RECORDS).catalog.by_id.values())


def row(level2: str, status: Status, weight: str | None, score: str | None) -> Row:
    return Row(
        level1="产出指标",
        level2=level2,
        name="指标",
        kind=Kind.QUANTITATIVE,
        status=status,
        weight=None if weight is None else Decimal(weight),
        target=None,
        actual=None,
        stated_completion=None,
        completion=None,
        score=None if score is None else Decimal(score),
        stated_score=None,
        bounds=None,
        method=None,
        explanation="",
        clause=None,
        reason=None,
    )


def group(level2: str, points: int, *, scored: int = 5, weight: int = 100) -> Group:
    return Group("产出指标", level2, scored, 1, scored, 0, 0, Decimal(points), Decimal(weight))


def test_a_group_adds_the_rows_of_every_report_however_its_name_is_spelled(tmp_path: Path) -> None:
    [quantity] = [found for found in level2_groups(entries(tmp_path)) if folded(found.level2) == "数量"]
    assert (quantity.level1, quantity.level2) == ("产出指标", "数量指标")
    assert (quantity.rows, quantity.scored, quantity.reports) == (3, 3, 2)
    # 40 + 20 × 5/10 + 60 × 3/4 of 120
    assert (quantity.points, quantity.weight) == (Decimal(95), Decimal(120))
    assert quantity.rate == Decimal("79.2")


def test_what_is_unknown_is_counted_apart_and_never_as_zero(tmp_path: Path) -> None:
    groups = {folded(found.level2): found for found in level2_groups(entries(tmp_path))}
    benefit, content = groups["社会效益"], groups["满意度"]
    assert (benefit.rows, benefit.unassessed, benefit.scored, benefit.rate) == (1, 1, 0, None)
    assert (content.rows, content.not_computable, content.scored, content.rate) == (1, 1, 0, None)


@pytest.mark.parametrize(
    ("one", "other"),
    [("数量指标", "数量"), ("数量指标", "数 量 指标"), ("满意度", "满意度"), ("指标", "指标"), ("ＡＢ指标", "ab")],
)
def test_names_that_say_the_same_are_one_group(one: str, other: str) -> None:
    assert folded(one) == folded(other)


def test_names_that_say_different_things_are_two_groups() -> None:
    assert folded("经济效益") != folded("社会效益")


ROWS = st.lists(
    st.tuples(
        st.sampled_from(["数量指标", "数量", "质量指标", "成本指标", ""]),
        st.sampled_from(list(Status)),
        st.one_of(st.none(), st.integers(0, 50)),
        st.integers(0, 100),
    ),
    max_size=30,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(rows=ROWS)
def test_the_parts_add_up_to_the_whole(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, Status, int | None, int]]
) -> None:
    indicators = tuple(
        row(
            level2,
            status,
            None if weight is None else str(weight),
            str(Decimal(weight) * share / 100) if status is Status.SCORED and weight is not None else None,
        )
        for level2, status, weight, share in rows
    )
    specimen = _specimen(tmp_path_factory)
    entry = replace(specimen, body=Body(specimen.report, replace(specimen.evaluation, budget=None, indicators=indicators)))
    groups = level2_groups([entry])
    grouped = [one for one in indicators if one.level2 and one.status is not Status.NOT_APPLICABLE]
    scored = [one for one in grouped if one.status is Status.SCORED and one.weight is not None and one.score is not None]
    assert sum(found.rows for found in groups) == len(grouped)
    assert all(found.scored + found.unassessed + found.not_computable == found.rows for found in groups)
    assert sum(found.points for found in groups) == sum(one.score or 0 for one in scored)
    assert sum(found.weight for found in groups) == sum(one.weight or 0 for one in scored)
    assert all(found.share is None or 0 <= found.share <= 100 for found in groups)


_KEPT: list[Entry] = []


def _specimen(factory: pytest.TempPathFactory) -> Entry:
    if not _KEPT:
        _KEPT.append(entries(factory.mktemp("specimen"))[0])
    return _KEPT[0]


def test_the_strongest_and_the_weakest_share_no_group() -> None:
    found = ranking([group(f"组{points}", points) for points in (50, 60, 70)])
    assert [one.level2 for one in found.strongest] == ["组70", "组60"]
    assert [one.level2 for one in found.weakest] == ["组50"]


def test_five_of_each_the_extreme_first() -> None:
    found = ranking([group(f"组{points}", points) for points in range(50, 70)])
    assert [one.points for one in found.strongest] == [69, 68, 67, 66, 65]
    assert [one.points for one in found.weakest] == [50, 51, 52, 53, 54]
    assert (found.ranked, found.groups) == (20, 20)


def test_a_group_of_few_rows_is_not_ranked() -> None:
    found = ranking([group("少", 10, scored=4), group("够", 50)])
    assert [one.level2 for one in found.strongest] == ["够"]
    assert (found.weakest, found.ranked, found.groups) == ((), 1, 2)


def test_a_group_that_obtained_every_point_is_never_weak() -> None:
    found = ranking([group(f"组{number}", 100) for number in range(8)])
    assert len(found.strongest) == 4
    assert found.weakest == ()


def test_equal_shares_stand_by_their_rows() -> None:
    found = ranking([group("小", 50), group("大", 100, scored=9, weight=200), group("中", 50, scored=7)])
    assert [one.level2 for one in found.strongest] == ["大", "中"]


def test_the_row_of_budget_execution_is_money_and_no_group(tmp_path: Path) -> None:
    execution = "{level1: 预算执行指标, level2: 预算执行指标, name: 预算执行率, weight: 10, target: 100%}"
    budget = f"budget: {{adjusted: {{total: 10}}, executed: {{total: 8}}, execution: {execution}}}\n"
    [entry] = checked(tmp_path, {"2021/jia/a": RECORDS["2021/jia/a"] + budget}).catalog.by_id.values()
    assert entry.evaluation.budget is not None
    assert "预算执行" not in {folded(found.level2) for found in level2_groups([entry])}

"""One report of a project against the one it follows: what is told, where, and what is no fault."""

from pathlib import Path

import pytest
from checks.checking import said, write_site

from generator.checks import across
from generator.review.reports import check_reports

CODES = tuple(rule.code for rule in across.RULES)
HEAD = "title: 安全培训\nruleset: national-2020\n"


def row(name: str, target: str, weight: str = "20", level1: str = "产出指标") -> str:
    return f"  - {{level1: {level1}, level2: 数量指标, name: {name}, weight: {weight}, target: {target}, actual: {target}}}\n"


def found(folder: Path, *texts: str, years: tuple[int, ...] = (2020, 2021, 2022)) -> list[tuple[str, int, int, str, str, str]]:
    files = {f"reports/{year}/jia/peixun.yaml": HEAD + text for year, text in zip(years, texts, strict=False)}
    write_site(folder, files)
    return said(check_reports((), root=folder, cwd=folder).findings, *CODES)


def rows(*lines: str) -> str:
    return "indicators:\n" + "".join(lines)


def test_a_lowered_target_stands_at_the_later_reports_target(tmp_path: Path):
    assert found(tmp_path, rows(row("合格率", "≥95%")), rows(row("合格率", "≥85%"))) == [
        (
            "2021/jia/peixun",
            4,
            65,
            "target-lowered",
            "warning",
            "“合格率”对照 2020 年：目标由 95% 变为 85%，越大越好，要求降低",
        )
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [("≥95%", "≥96%"), ("≥95%", "≥95％"), ("≥95%", "显著提升"), ("≥95%", "95人"), ("≤10天", "≤8天"), ("完成", "完成部分")],
)
def test_a_target_that_rose_or_can_not_be_compared_is_no_lowering(tmp_path: Path, old: str, new: str):
    assert found(tmp_path, rows(row("进度", old)), rows(row("进度", new))) == []


def test_a_ceiling_that_is_the_years_budget_follows_it_in_silence(tmp_path: Path):
    texts = [f"budget: {{adjusted: {{total: {n}}}}}\n" + rows(row("项目成本", f"≤{n}万元")) for n in (50, 60)]
    assert found(tmp_path, *texts) == []
    more = [text.replace("total: 60", "total: 61") for text in texts]
    assert [one[3] for one in found(tmp_path, *more)] == ["target-lowered"]


def test_a_target_is_held_against_the_newest_earlier_listing(tmp_path: Path):
    other = row("人次", "≥10人次")
    texts = rows(other, row("合格率", "≥95%")), rows(other), rows(other, row("合格率", "≥85%"))
    assert [(one[0], one[1], one[3]) for one in found(tmp_path, *texts)] == [
        ("2021/jia/peixun", 3, "indicator-vanished"),
        ("2022/jia/peixun", 5, "target-lowered"),
    ]


def test_a_shifted_weight_stands_at_the_later_weight(tmp_path: Path):
    assert found(tmp_path, rows(row("人次", "≥10人次")), rows(row("人次", "≥10人次", "30"))) == [
        ("2021/jia/peixun", 4, 52, "weight-shifted", "info", "“人次”的权重由 2020 年的 20 变为 30")
    ]


def test_weights_on_another_scale_are_not_compared(tmp_path: Path):
    texts = rows(row("人次", "≥10人次")), rows(row("人次", "≥10人次", "30"))
    write_site(
        tmp_path,
        {
            "reports/2020/jia/peixun.yaml": HEAD + texts[0],
            "reports/2021/jia/peixun.yaml": HEAD.replace("national-2020", "unscored") + texts[1],
        },
    )
    assert said(check_reports((), root=tmp_path, cwd=tmp_path).findings, *CODES) == []


def test_a_vanished_indicator_stands_at_the_key_of_the_later_list(tmp_path: Path):
    texts = rows(row("人次", "≥10人次"), row("满意度", "≥95%", level1="满意度指标")), rows(row("人次", "≥10人次"))
    assert found(tmp_path, *texts) == [
        ("2021/jia/peixun", 3, 1, "indicator-vanished", "warning", "2020 年的指标“满意度”不再列出")
    ]


def test_of_a_partial_transcript_nothing_has_vanished(tmp_path: Path):
    texts = rows(row("人次", "≥10人次"), row("满意度", "≥95%")), rows(row("人次", "≥10人次")) + "source: {coverage: partial}\n"
    assert found(tmp_path, *texts) == []


def test_a_list_replaced_as_a_whole_is_told_once(tmp_path: Path):
    texts = rows(row("人次", "≥10人次"), row("满意度", "≥95%")), rows(row("资料", "≥5份"), row("及时率", "100%"))
    assert found(tmp_path, *texts) == [
        ("2021/jia/peixun", 3, 1, "indicators-replaced", "warning", "2020 年的 2 项指标，一项也没有延续")
    ]


def test_a_changed_name_stands_at_the_later_name(tmp_path: Path):
    assert found(tmp_path, rows(row("群众满意度", "≥95%")), rows(row("服务群众满意度", "≥95%"))) == [
        (
            "2021/jia/peixun",
            4,
            40,
            "indicator-renamed",
            "info",
            "“服务群众满意度”与 2020 年的“群众满意度”权重、单位相同，名称相近，按同一指标对照",
        )
    ]


def money(received: str, executed: str, unit: str = "万元") -> str:
    return f"budget:\n  currency_unit: {unit}\n  received: {received}\n  executed: {executed}\n" + rows(row("人次", "≥10人次"))


BEFORE = money("{county: 50.00}", "{county: 40.00}")


def test_more_carried_over_than_was_left_stands_at_the_carry_over(tmp_path: Path):
    assert found(tmp_path, BEFORE, money("{county: 50, carryover: 15}", "{county: 60}")) == [
        ("2021/jia/peixun", 5, 37, "carryover-differs", "warning", "上年结转资金写 15 万元，2020 年到位减执行剩 10 万元")
    ]


def test_less_carried_over_than_was_left_is_information(tmp_path: Path):
    assert found(tmp_path, BEFORE, money("{county: 50, carryover: 0}", "{county: 60}")) == [
        (
            "2021/jia/peixun",
            5,
            37,
            "carryover-differs",
            "info",
            "上年结转资金写 0 万元，2020 年到位减执行剩 10 万元，少结转的部分应说明去向",
        )
    ]


@pytest.mark.parametrize(
    "after",
    [
        money("{county: 500000, carryover: 100000}", "{county: 1}", "元"),
        money("{county: 50, carryover: 10}", "{county: 60}"),
        money("{county: 50, carryover: 11}", "{county: 60}"),
        money("{county: 50}", "{county: 60}"),
        money("{county: 50, carryover: 8}", "{county: 60}").replace("  received", "  adjusted: {carryover: 10}\n  received"),
    ],
    ids=["in another unit", "equal", "within a whole 万元 where the table has whole ones", "blank", "the budget agrees"],
)
def test_a_carry_over_that_can_be_the_balance_is_no_fault(tmp_path: Path, after: str):
    assert found(tmp_path, BEFORE, after) == []


def test_a_balance_of_two_years_ago_is_not_carried_over(tmp_path: Path):
    after = money("{county: 50, carryover: 15}", "{county: 60}")
    assert found(tmp_path, BEFORE, after, years=(2020, 2022)) == []


def test_of_a_project_split_in_two_one_goes_on_and_the_other_begins(tmp_path: Path):
    lowered = HEAD + rows(row("合格率", "≥85%"))
    files = {
        "reports/2020/jia/a.yaml": HEAD + rows(row("合格率", "≥95%")),
        "reports/2021/jia/a.yaml": lowered,
        "reports/2021/yi/b.yaml": lowered + "continues: 2020/jia/a\n",
        "reports/2022/jia/a.yaml": lowered,
        "reports/2022/yi/b.yaml": lowered,
    }
    checked = check_reports((), root=write_site(tmp_path, files), cwd=tmp_path)
    assert [one[0] for one in said(checked.findings, *CODES)] == ["2021/jia/a"]


def test_what_could_not_be_read_is_compared_with_nothing(tmp_path: Path):
    texts = rows(row("合格率", "≥95%"), row("人次", "≥10人次", "二十")), rows(row("合格率", "≥85%"))
    assert found(tmp_path, *texts) == []


def test_hostile_names_and_lengths_stay_on_one_short_line(tmp_path: Path):
    name = '"' + "甲" * 100_000 + '\\e[31m"'
    [lowered] = found(tmp_path, rows(row(name, "≥95%")), rows(row(name, "≥85%")))
    assert len(lowered[-1]) < 300
    assert "\x1b" not in lowered[-1]

"""Money from stage to stage: every shape of money has a chart that shows what is known and only that."""

from pathlib import Path

import pytest

from generator.language import speaking
from generator.site.charts.flow import FlowChart, flow_chart
from generator.site.pages import make_pages
from tests.site.reading import article, edition_of, words
from tests.site.small import checked

ROW = "indicators:\n  - {level1: 产出指标, name: 数量, weight: 100, target: 2个, actual: 1个}\n"


def chart_of(root: Path, budget: str) -> FlowChart | None:
    found = checked(root, {"2021/jia/a": f"title: 甲\nbudget: {budget}\n{ROW}"})
    [entry] = found.publishable().entries
    return flow_chart(entry)


def drawn(chart: FlowChart | None) -> list[tuple[str, str | None, str | None, list[tuple[str, str]]]]:
    assert chart is not None
    return [
        (stage.label, stage.total, stage.change, [(str(part.at), str(part.width)) for part in stage.segments])
        for stage in chart.stages
    ]


def test_each_stage_is_a_share_of_the_greatest_and_tells_its_change(tmp_path: Path):
    budget = "{initial: {total: 100}, adjusted: {total: 80}, received: {total: 80}, executed: {total: 60.5}}"
    assert drawn(chart_of(tmp_path, budget)) == [
        ("年初预算", "100 万元", None, [("0", "100")]),
        ("全年预算", "80 万元", "较年初预算 −20", [("0", "80")]),
        ("实际到位", "80 万元", None, [("0", "80")]),
        ("全年执行", "60.5 万元", "较实际到位 −19.5", [("0", "60.5")]),
    ]


@pytest.mark.parametrize(
    ("language", "amount", "room"),
    [("zh-CN", "100", 3), ("zh-CN", "80", 15), ("zh-CN", "81234567.89", 27), ("en", "80", 21), ("en", "81234567.89", 33)],
)
def test_a_longer_line_takes_more_room(tmp_path: Path, language: str, amount: str, room: int):
    with speaking(language):
        chart = chart_of(tmp_path, f"{{initial: {{total: 100}}, executed: {{total: {amount}}}}}")
    assert chart is not None and chart.room == f"room-{room}"


def test_sources_stand_one_after_the_other_and_no_two_look_alike(tmp_path: Path):
    sources = "central: 40, province: 20, city: 10, county: 10, carryover: 8, special: 6, own: 4, other: 2"
    chart = chart_of(tmp_path, f"{{adjusted: {{{sources}}}, executed: {{{sources}}}}}")
    assert chart is not None
    assert [source.label for source in chart.sources] == [
        *("中央级", "省级", "市级", "县区级", "上年结转", "财政专户", "单位资金", "其他资金"),
    ]
    assert [str(part.at) for part in chart.stages[-1].segments] == ["0", "40", "60", "70", "80", "88", "94", "98"]
    looks = [(source.look.shade, source.look.pattern) for source in chart.sources]
    assert len(set(looks)) == len(looks)


def test_a_sole_source_has_the_plain_look(tmp_path: Path):
    chart = chart_of(tmp_path, "{adjusted: {own: 5}, executed: {own: 5}}")
    assert chart is not None
    assert [(source.label, source.look.shade, source.look.pattern) for source in chart.sources] == [("单位资金", "f1", None)]


def test_a_blank_stage_of_the_form_is_unknown_and_zero_is_zero(tmp_path: Path):
    chart = chart_of(tmp_path, "{rows: [initial, adjusted, executed], adjusted: {total: 50}, executed: {total: 0}}")
    assert drawn(chart) == [
        ("年初预算", None, None, []),
        ("全年预算", "50 万元", None, [("0", "100")]),
        ("全年执行", "0 万元", "较全年预算 −50", []),
    ]


def test_money_that_the_report_does_not_attribute_is_the_rest(tmp_path: Path):
    chart = chart_of(tmp_path, "{adjusted: {total: 10, county: 6}, executed: {county: 6}}")
    assert chart is not None
    assert [source.label for source in chart.sources] == ["县区级", "未写明来源"]
    assert [[str(amount) for amount in stage.amounts] for stage in chart.stages] == [
        ["None", "None"],
        ["6", "4"],
        ["6", "None"],
    ]


def test_parts_that_exceed_their_printed_total_still_fit(tmp_path: Path):
    chart = chart_of(tmp_path, "{adjusted: {total: 10, central: 8, county: 8}, executed: {total: 10}}")
    assert drawn(chart)[1] == ("全年预算", "10 万元", None, [("0", "50"), ("50", "50")])


@pytest.mark.parametrize(
    ("budget", "widths"),
    [
        ("{adjusted: {total: 0}, executed: {total: 0}}", [[], [], []]),
        ("{adjusted: {total: 0.00000000000000000001}, executed: {total: 99999999999999999999}}", [[], ["0.5"], ["100"]]),
        ("{executed: {total: 3}}", [[], [], ["100"]]),
    ],
)
def test_money_of_extreme_shape_is_drawn(tmp_path: Path, budget: str, widths: list[list[str]]):
    assert [[width for _at, width in parts] for *_words, parts in drawn(chart_of(tmp_path, budget))] == widths


@pytest.mark.parametrize("budget", ["null", "{currency_unit: 元}", "{adjusted: {total: /}}"])
def test_no_figure_no_chart(tmp_path: Path, budget: str):
    assert chart_of(tmp_path, budget) is None


def test_the_chart_has_a_name_a_description_and_a_table_with_the_same_figures(repository: Path):
    pages = {page.address: page for page in make_pages(edition_of(repository))}
    seen = 0
    for address, page in pages.items():
        if not address.endswith("/budget/"):
            continue
        for figure in article(page).xpath("//figure[.//*[@id='flow-title']]"):
            seen += 1
            [svg] = figure.xpath("svg")
            named = [svg.xpath("*[@id=$id]", id=id)[0].text_content() for id in svg.get("aria-labelledby").split()]
            assert (svg.get("role"), named[0]) == ("img", "资金从预算到执行")
            ends = svg.xpath(".//text[@class='end']/text()")
            totals = [words(row.xpath("td")[-2]) for row in figure.xpath(".//tbody/tr")]
            assert [end.split()[0] for end in ends] == [total.replace("—", "未填写") for total in totals]
            for total in totals:
                assert total == "—" or total in named[1]
    assert seen == 9

"""Points against weights: what is earned, what is missed, what nobody knows."""

from decimal import Decimal
from pathlib import Path

from generator.site.charts.scores import MOST, Part, scores_chart
from generator.site.pages import make_pages
from tests.site.reading import article, edition_of, words

D = Decimal


def part(score: str | None, unknown: str = "0", weight: str | None = "50") -> Part:
    return Part("产出", None if weight is None else D(weight), None if score is None else D(score), D(unknown), "未评定")


def test_unknown_never_looks_like_zero():
    chart = scores_chart([part("50"), part("20", "30"), part(None, "50"), part("0"), part(None, weight=None)])
    assert chart is not None
    bars = [(bar.fill, bar.open_at, bar.open, bar.is_zero, bar.figure, bar.note) for bar in chart.bars]
    assert bars == [
        ("100", "100", None, False, "50 / 50", None),
        ("40", "40", "60", False, "20 / 50", "另 30 分待定"),
        (None, "0", "100", False, "未评定 / 50", None),
        (None, "0", None, True, "0 / 50", None),
        (None, "0", None, False, "未评定 / —", None),
    ]


def test_a_chart_of_too_many_bars_is_none():
    assert scores_chart([part("1")] * MOST) is not None
    assert scores_chart([part("1")] * (MOST + 1)) is None


def test_a_long_name_is_cut_in_the_picture_and_whole_in_the_table():
    chart = scores_chart([part("1")._replace(label="一" * 40)])
    assert chart is not None
    assert (len(chart.bars[0].short), len(chart.bars[0].label)) == (14, 40)


def test_the_chart_has_a_name_a_description_and_a_table_with_the_same_figures(repository: Path):
    pages = {page.address: page for page in make_pages(edition_of(repository))}
    tree = article(pages["/2022/tianchang-shuiliju/shuihan-zaihai-fangyu/"])
    [figure] = tree.xpath("//figure[.//*[@id='scores-title']]")
    [svg] = figure.xpath("svg")
    names = [svg.xpath("*[@id=$id]", id=id)[0].text_content() for id in svg.get("aria-labelledby").split()]
    assert names == [
        "各一级指标的得分与权重",
        "预算执行 10 / 10；产出 20 / 50 另 30 分待定；效益 不可计算 / 30；满意度 10 / 10。",
    ]
    rows = [[words(cell) for cell in row.xpath("th|td")] for row in figure.xpath(".//tbody/tr")]
    assert rows == [
        ["预算执行", "10", "10", "—"],
        ["产出", "50", "20", "30"],
        ["效益", "30", "—", "30"],
        ["满意度", "10", "10", "—"],
    ]

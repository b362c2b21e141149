"""The chart of a project's years: bars to one scale, scores in their band, a year without a report never a zero."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.language import speaking
from generator.site.charts.years import Figures, years_chart


def year(
    label: str, budget: str | None = None, executed: str | None = None, share: str | None = None, standard: str = "a"
) -> Figures:
    amounts = (None if text is None else Decimal(text) for text in (budget, executed, share))
    planned, spent, part = amounts
    return Figures(label, planned, spent, None, part, None if share is None else f"{share} 优", standard)


def test_bars_share_one_scale_and_one_base_line():
    chart = years_chart([year("2020", "200", "100"), year("2021", "50", "50")])
    assert chart is not None
    one, other = chart.columns
    assert one.budget and one.executed and other.budget
    heights = [Decimal(bar.height) for bar in (one.budget, one.executed, other.budget)]
    assert heights[0] == 2 * heights[1] == 4 * heights[2]
    assert {Decimal(bar.y) + Decimal(bar.height) for bar in (one.budget, one.executed, other.budget)} == {Decimal(chart.base)}
    assert Decimal(one.budget.x) + Decimal(one.budget.width) < Decimal(one.executed.x)


def test_an_amount_that_is_blank_has_no_bar_and_zero_has_one_without_height():
    chart = years_chart([year("2020", "200"), year("2021", "0", "0")])
    assert chart is not None
    assert chart.columns[0].executed is None
    assert chart.columns[1].executed and chart.columns[1].executed.height == "0"


def test_a_year_without_a_report_is_a_gap_and_joins_nothing():
    years = [
        year("2020", "9", "9", "0.9"),
        Figures("2021", is_missing=True),
        year("2022", "9", "9", "0.8"),
        year("2023", "9", "9", "0.7"),
    ]
    chart = years_chart(years)
    assert chart is not None
    assert [column.gap is not None for column in chart.columns] == [False, True, False, False]
    assert chart.columns[1].budget is None and chart.columns[1].score is None
    assert [(x1, x2) for x1, _, x2, _ in chart.trends] == [("62.5", "87.5")]


def test_scores_under_different_standards_are_not_joined():
    chart = years_chart(
        [year("2020", share="0.9"), year("2021", share="0.9", standard="b"), year("2022", share="0.9", standard="b")]
    )
    assert chart is not None
    assert len(chart.trends) == 1


def test_scores_start_at_half_only_where_all_lie_well_above_it():
    high, low = (years_chart([year("2020", share="0.95"), year("2021", share=share)]) for share in ("0.6", "0.59"))
    assert high is not None and low is not None
    assert (high.least_share, low.least_share) == ("50%", "0%")
    full, none = years_chart([year("2020", share="1"), year("2021", share="0")]), None
    assert full is not None and none is None
    assert [column.score.y for column in full.columns if column.score] == [full.full, full.least]


def test_nothing_to_draw_is_no_chart():
    assert years_chart([year("2020"), Figures("2021", is_missing=True), year("2022")]) is None


@pytest.mark.parametrize(("language", "most"), [("zh-CN", 4), ("en", 3)])
def test_many_years_say_so_and_how_much_room_they_take(language: str, most: int):
    with speaking(language):
        charts = [years_chart([year(str(2000 + at), "1") for at in range(number)]) for number in (most, most + 1, 12)]
    assert [chart and (chart.many, chart.room) for chart in charts][1:] == [(True, str(5 * most + 5)), (True, "60")]
    assert charts[0] is not None and not charts[0].many


AMOUNT = st.none() | st.decimals(0, 10**9, places=2)
YEARS = st.lists(
    st.builds(
        lambda budget, executed, share: Figures("2020", budget, executed, None, share),
        AMOUNT,
        AMOUNT,
        st.none() | st.decimals(0, 1, places=4),
    ),
    min_size=1,
    max_size=12,
)


@given(YEARS)
def test_everything_stays_inside_the_drawing(years: list[Figures]):
    chart = years_chart(years)
    for column in chart.columns if chart is not None else ():
        for bar in (column.budget, column.executed):
            if bar is not None:
                assert Decimal(bar.x) >= 0 and Decimal(bar.x) + Decimal(bar.width) <= Decimal("100.02")
                assert Decimal(bar.y) >= 0 and Decimal(bar.height) >= 0
        if column.score is not None:
            assert Decimal(chart.full) <= Decimal(column.score.y) <= Decimal(chart.least)  # type: ignore[union-attr]

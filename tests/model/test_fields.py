"""A corrected field goes by the form's words where the record names it by its path, and by its own words elsewhere."""

import pytest

from generator.model.fields import field_terms


@pytest.mark.parametrize(
    ("written", "terms"),
    [
        ("title", ("项目名称",)),
        ("stated.score", ("报告所印的总分与等级", "总得分（总分）")),
        (" budget.executed.county ", ("预算执行情况", "全年执行资金 (4)", "县区级")),
        ("indicators[2].target", ("指标", "年度指标值（目标值）")),
        ("indicators.2.target", ("指标", "年度指标值（目标值）")),
        ("revisions[0].changes[1].from", ("更正记录", "更正内容", "更正前")),
    ],
)
def test_a_path_is_told_in_the_form_s_words(written: str, terms: tuple[str, ...]):
    assert field_terms(written) == terms


@pytest.mark.parametrize(
    "written",
    [
        "总分",
        "total",
        "stated.points",
        "title.score",
        "stated..score",
        "stated.",
        "",
        " ",
        "indicators[x].target",
        "a b",
        "[0]",
        "0",
        "<b>",
        "stated.score.",
        "a." * 50_000,
    ],
)
def test_what_is_no_path_of_a_field_has_no_terms(written: str):
    assert field_terms(written) == ()

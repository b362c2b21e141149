"""Where a check draws its line: `thresholds` in content/site.yaml, named numbers that a site may move.

A check reads them from its entry (`entry.thresholds.over_completion`), a check of the whole catalog from the site
(`catalog.site.thresholds`). To add one: a field here with its default, its Chinese term, and the reason for the default.
"""

from collections.abc import Callable
from decimal import Decimal
from typing import Annotated, TypeAlias

from pydantic import BeforeValidator, Field, PlainSerializer, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from generator.model.figures import Share, is_blank, plain_number
from generator.model.record import NoneWhereBlank, Record


def _count(value: object) -> int:
    number = plain_number(str(value).strip())
    if number is None or number < 1 or number != number.to_integral_value():
        raise PydanticCustomError("not_a_number", "expected a number", {"found": str(value)})
    return int(number)


Count: TypeAlias = Annotated[
    int, PlainValidator(_count), WithJsonSchema({"type": "integer", "minimum": 1}), PlainSerializer(str, return_type=str)
]
"""A whole number from 1."""


def _or(usual: str) -> BeforeValidator:
    """A blank leaves the usual line where it is."""

    def chosen(value: object) -> object:
        return usual if is_blank(value) else value

    choose: Callable[[object], object] = chosen
    return BeforeValidator(choose)


class Thresholds(Record):
    """核验的界限."""

    # Blank: the scoring standard's own line (`quantitative.flag_over`, 130 % in most). A bureau may ask for less or more.
    over_completion: Annotated[Share | None, NoneWhereBlank] = Field(None, description="超额完成提示线；不写则按评分标准")
    # A fifth: case 20 spent exactly this much and claimed every output.
    low_spending: Annotated[Share, _or("20%")] = Field(Decimal("0.2"), description="低执行率提示线（钱花得很少，产出却全部完成）")
    # Half: a row that outweighs all the others together decides the total alone.
    dominant_weight: Annotated[Share, _or("50%")] = Field(Decimal("0.5"), description="单项指标权重占满分的提示线")
    # Five: of fewer rows, equal weights or full marks throughout are nothing remarkable.
    uniform_rows: Annotated[Count, _or("5")] = Field(5, description="指标权重全部相等、全部得满分，至少多少项才提示")
    # Two: one target without its unit is a slip of the pen, two are how the form was filled in.
    mixed_rows: Annotated[Count, _or("2")] = Field(2, description="目标值缺单位而实际完成值有单位，至少多少项才提示")
    # Forty characters are a sentence or two; shorter passages are alike by chance, or by the form's own wording.
    copied_length: Annotated[Count, _or("40")] = Field(40, description="不同单位的文字雷同，至少多少字才提示")
    # A year: results go with the final accounts, approved in the summer or autumn after the year, later in some places. Whoever
    # publishes after that following year is over is late anywhere.
    publication_days: Annotated[Count, _or("365")] = Field(365, description="年度终了后多少天以内应当公开")


USUAL = Thresholds()
"""What holds where a site sets nothing."""

"""An indicator 指标: one scored row of a report, and what a person awarded it."""

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from generator.model.figures import Amount, Figure
from generator.model.record import Line, NoneWhereBlank, Record


def _score_alone(value: Any) -> Any:
    return {"score": value} if isinstance(value, str) else value


def _or_a_number(schema: dict[str, Any]) -> None:
    schema["anyOf"].append({"type": "number"})


class Awarded(Record):
    """人工评定: the points a person gave, shown beside the formula's score. `awarded: 8` alone takes the row's reason."""

    score: Figure = Field(None, description="人工评定得分")
    reason: Line = Field(None, description="评定理由；不写则取本行的偏差原因")
    by: Line = Field(None, description="评定人或机构")


class Indicator(Record):
    """指标: one scored row."""

    level1: Line = Field(None, description="一级指标")
    level2: Line = Field(None, description="二级指标")
    name: Line = Field(None, description="三级指标（目标指标）")
    weight: Amount = Field(None, description="权重（分值）")
    target: Line = Field(None, description="年度指标值（目标值）")
    actual: Line = Field(None, description="实际完成值（业绩值）")
    completion: Line = Field(None, description="完成率（报告所印）")
    stated_score: Figure = Field(None, description="指标得分（报告所印）")
    reason: Line = Field(None, description="偏差原因分析及改进措施")
    direction: Annotated[Literal["at_least", "at_most", "equal", "by_date"] | None, NoneWhereBlank] = Field(
        None, description="指标方向：不低于、不高于、等于、按期"
    )
    tier: Annotated[Literal["achieved", "partial", "missed"] | None, NoneWhereBlank] = Field(
        None, description="定性档次：达成、部分达成、未达成"
    )
    awarded: Annotated[Awarded | None, BeforeValidator(_score_alone), NoneWhereBlank] = Field(
        None, description="人工评定", json_schema_extra=_or_a_number
    )
    group: Line = Field(None, description="合并计分的组")

    @property
    def award_reason(self) -> str | None:
        """Why a person awarded other points: said with the award, else in the row's own reason."""
        return (self.awarded.reason if self.awarded is not None else None) or self.reason

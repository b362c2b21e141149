"""A scoring standard 评分标准 as a dated data file: named methods with parameters, never expressions."""

from decimal import Decimal
from typing import Annotated, Literal, NamedTuple, TypeAlias

from pydantic import Field, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from generator.model.figures import Flag, Number, Share
from generator.model.record import EmptyWhereBlank, Line, ListWhereBlank, NoneWhereBlank, Record, RequiredLine

BUDGET_LEVEL1 = "预算执行指标"
"""The key of `level1` that weighs the budget's execution row."""

TierName: TypeAlias = Literal["achieved", "partial", "missed"]


def _level1_weight(value: object) -> Decimal | None:
    if value == "free":
        return None
    try:
        weight = Decimal(str(value)) if isinstance(value, str | int | Decimal) else None
    except ArithmeticError:
        weight = None
    if weight is None or not weight.is_finite() or weight < 0:
        raise PydanticCustomError("not_a_weight", "expected a number or free", {"found": str(value)})
    return weight


def _grade(value: object) -> "Grade":
    match value:
        case [str(bound), str(label)]:
            try:
                return Grade(Decimal(bound), label)
            except ArithmeticError:
                pass
    raise PydanticCustomError("not_a_grade", "expected [lower bound, label]")


class Grade(NamedTuple):
    """评价等级: the least share of the scale, in per cent and included, and what the grade is called."""

    bound: Decimal
    label: str


Level1Weight: TypeAlias = Annotated[
    Decimal | None, PlainValidator(_level1_weight), WithJsonSchema({"type": ["number", "string"]})
]
GradeField: TypeAlias = Annotated[Grade, PlainValidator(_grade), WithJsonSchema({"type": "array", "minItems": 2, "maxItems": 2})]


class RulesetSource(Record):
    """Where the standard is written, and whether its text was read."""

    document: RequiredLine = Field(description="文件")
    clause: Line = Field(None, description="条款")
    url: Line = Field(None, description="网址")
    text_read: Flag = Field(False, description="是否核对过原文")
    note: Line = Field(None, description="说明")


class Applies(Record):
    """Where and when the standard is in force."""

    region: Line = Field(None, description="适用地区")
    since: Number = Field(None, alias="from", description="起始年度")
    until: Number = Field(None, alias="to", description="截止年度")


class BudgetExecution(Record):
    """How the budget's execution row is scored: weight × numerator ÷ denominator, up to the cap."""

    method: Literal["ratio"] = Field(description="方法")
    numerator: Literal["executed", "received"] = Field("executed", description="分子")
    denominator: Literal["adjusted", "initial", "received"] = Field("adjusted", description="分母")
    cap: Share = Field(Decimal(1), description="上限")


class Quantitative(Record):
    """How number and date rows are scored, by direction."""

    at_least: Literal["ratio", "met"] = Field("ratio", description="不低于")
    equal: Literal["ratio", "met"] = Field("ratio", description="等于")
    at_most: Literal["overrun", "inverse", "met"] = Field("overrun", description="不高于")
    by_date: Literal["on-time", "on-time-or-open"] = Field("on-time", description="按期")
    unmarked: Annotated[dict[str, Literal["at_least", "at_most", "equal"]], EmptyWhereBlank] = Field(
        default_factory=dict, description="无符号时的方向"
    )
    flag_over: Annotated[Share | None, NoneWhereBlank] = Field(None, description="超额完成提示线")


class Qualitative(Record):
    """How rows of words are scored."""

    tiers: Annotated[dict[TierName, tuple[Share, Share]], EmptyWhereBlank] = Field(default_factory=dict, description="档次")
    award: Literal["completion", "stated"] = Field("stated", description="评定依据")
    unassessed: Annotated[Literal["zero"] | None, NoneWhereBlank] = Field(None, description="未评定时")


class Rounding(Record):
    """How a row's score is rounded, once."""

    places: Number = Field(Decimal(2), description="小数位数")
    mode: Literal["half-up", "half-even", "down"] = Field("half-up", description="舍入方式")


class Clauses(Record):
    """The clause each part of the standard rests on."""

    budget_execution: Line = Field(None, description="预算执行")
    quantitative: Line = Field(None, description="定量指标")
    qualitative: Line = Field(None, description="定性指标")
    grades: Line = Field(None, description="等级")
    weights: Line = Field(None, description="权重")


class Ruleset(Record):
    """A scoring standard."""

    id: RequiredLine = Field(description="标识")
    title: RequiredLine = Field(description="名称")
    basis: Literal["official", "inferred", "convention"] = Field(description="依据：官方文件、由公开报告推断、本项目约定")
    source: RulesetSource = Field(description="出处")
    applies: Annotated[Applies, EmptyWhereBlank] = Field(default_factory=Applies, description="适用范围")
    scale: Number = Field(None, description="满分")
    level1: Annotated[dict[str, Level1Weight], EmptyWhereBlank] = Field(
        default_factory=dict, description="一级指标权重；以“+”相连者合计"
    )
    budget_execution: Annotated[BudgetExecution | None, NoneWhereBlank] = Field(None, description="预算执行指标的方法")
    quantitative: Annotated[Quantitative | None, NoneWhereBlank] = Field(None, description="定量指标的方法")
    qualitative: Annotated[Qualitative | None, NoneWhereBlank] = Field(None, description="定性指标的方法")
    rounding: Annotated[Rounding, EmptyWhereBlank] = Field(default_factory=Rounding, description="舍入")
    grades: Annotated[tuple[GradeField, ...], ListWhereBlank] = Field((), description="等级，由高到低")
    labels: Annotated[dict[str, str], EmptyWhereBlank] = Field(default_factory=dict, description="表头用语")
    clauses: Annotated[Clauses, EmptyWhereBlank] = Field(default_factory=Clauses, description="条款")

    @property
    def computes(self) -> bool:
        """Whether anything is computed at all."""
        return self.quantitative is not None or self.qualitative is not None or self.budget_execution is not None

    def grade_of(self, share: Decimal) -> str | None:
        """Return the label for a share of the scale in per cent; None where the standard has no grade for it."""
        return next((grade.label for grade in self.grades if share >= grade.bound), None)

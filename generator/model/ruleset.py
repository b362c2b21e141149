"""A scoring standard 评分标准 as a dated data file: named methods with parameters, never expressions."""

from decimal import Decimal
from itertools import pairwise
from typing import Annotated, Literal, NamedTuple, TypeAlias

from pydantic import AfterValidator, Field, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from generator.model.figures import Flag, Number, Share, is_blank, plain_number
from generator.model.record import EmptyWhereBlank, Line, ListWhereBlank, NoneWhereBlank, Record, RequiredLine

BUDGET_LEVEL1 = "预算执行指标"
"""The key of `level1` that weighs the budget's execution row."""

DEFAULT_PLACES = 2
MAX_PLACES = 10

TierName: TypeAlias = Literal["achieved", "partial", "missed"]


def _wrong(found: object, zh: str, en: str) -> PydanticCustomError:
    return PydanticCustomError("out_of_range", "not allowed", {"found": str(found), "zh": zh, "en": en})


def _plain(value: object) -> Decimal | None:
    """Read a number that a standard is built on: written out, so that it takes no more room on a page than in the file."""
    return plain_number(value) if isinstance(value, str) else None


def _level1_weight(value: object) -> Decimal | None:
    if value == "free":
        return None
    weight = _plain(value)
    if weight is None or weight < 0:
        raise _wrong(value, "应是不小于 0 的数，或者 free", "it is a number of 0 or more, or free")
    return weight


def _grade(value: object) -> "Grade":
    match value:
        case [str(bound), str(label)] if (number := _plain(bound)) is not None and label.strip():
            return Grade(number, label)
    raise _wrong(value, "应是 [下限, 名称]，例如 [90, 优]", "it is [lower bound, label], such as [90, 优]")


def _from_high_to_low(grades: "tuple[Grade, ...]") -> "tuple[Grade, ...]":
    bounds = [grade.bound for grade in grades]
    if any(higher <= lower for higher, lower in pairwise(bounds)):
        raise _wrong(
            "、".join(grade.label for grade in grades),
            "等级应由高到低排列，下限不重复",
            "grades stand from high to low, no bound twice",
        )
    return grades


def _places(value: object) -> int:
    if is_blank(value):
        return DEFAULT_PLACES
    if isinstance(value, str) and value.strip().isdecimal() and value.isascii() and int(value[:3]) <= MAX_PLACES:
        return int(value)
    raise _wrong(value, f"应是 0 到 {MAX_PLACES} 的整数", f"it is a whole number from 0 to {MAX_PLACES}")


def _scale(value: object) -> Decimal | None:
    if is_blank(value):
        return None
    scale = _plain(value)
    if scale is None or scale <= 0:
        raise _wrong(value, "满分应是大于 0 的数", "it is a number above 0")
    return scale


def _at_most_whole(share: Decimal) -> Decimal:
    if not 0 <= share <= 1:
        raise _wrong(f"{share * 100}%", "应在 0% 与 100% 之间", "it is between 0% and 100%")
    return share


def _rising(band: tuple[Decimal, Decimal]) -> tuple[Decimal, Decimal]:
    low, high = band
    if low > high:
        raise _wrong(f"[{low * 100}%, {high * 100}%]", "档次的下限不能高于上限", "a band begins at its lower end")
    return band


class Grade(NamedTuple):
    """评价等级: the least share of the scale, in per cent and included, and what the grade is called."""

    bound: Decimal
    label: str


Level1Weight: TypeAlias = Annotated[
    Decimal | None, PlainValidator(_level1_weight), WithJsonSchema({"type": ["number", "string"]})
]
GradeField: TypeAlias = Annotated[Grade, PlainValidator(_grade), WithJsonSchema({"type": "array", "minItems": 2, "maxItems": 2})]


Part: TypeAlias = Annotated[Share, AfterValidator(_at_most_whole)]
Places: TypeAlias = Annotated[int, PlainValidator(_places), WithJsonSchema({"type": "integer"})]
Scale: TypeAlias = Annotated[Decimal | None, PlainValidator(_scale), WithJsonSchema({"type": "number"})]


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
    cap: Part = Field(Decimal(1), description="上限")


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

    tiers: Annotated[dict[TierName, Annotated[tuple[Part, Part], AfterValidator(_rising)]], EmptyWhereBlank] = Field(
        default_factory=dict, description="档次"
    )
    award: Literal["completion", "stated"] = Field("stated", description="评定依据")
    unassessed: Annotated[Literal["zero"] | None, NoneWhereBlank] = Field(None, description="未评定时")


class Rounding(Record):
    """How a row's score is rounded, once."""

    places: Places = Field(DEFAULT_PLACES, description="小数位数")
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
    scale: Scale = Field(None, description="满分")
    level1: Annotated[dict[str, Level1Weight], EmptyWhereBlank] = Field(
        default_factory=dict, description="一级指标权重；以“+”相连者合计"
    )
    budget_execution: Annotated[BudgetExecution | None, NoneWhereBlank] = Field(None, description="预算执行指标的方法")
    quantitative: Annotated[Quantitative | None, NoneWhereBlank] = Field(None, description="定量指标的方法")
    qualitative: Annotated[Qualitative | None, NoneWhereBlank] = Field(None, description="定性指标的方法")
    rounding: Annotated[Rounding, EmptyWhereBlank] = Field(default_factory=Rounding, description="舍入")
    grades: Annotated[tuple[GradeField, ...], AfterValidator(_from_high_to_low), ListWhereBlank] = Field(
        (), description="等级，由高到低"
    )
    labels: Annotated[dict[str, str], EmptyWhereBlank] = Field(default_factory=dict, description="表头用语")
    clauses: Annotated[Clauses, EmptyWhereBlank] = Field(default_factory=Clauses, description="条款")

    @property
    def official_text_read(self) -> bool | None:
        """Whether the official text was read; who infers a standard read a report, and of a convention (None) there is none."""
        return None if self.basis == "convention" else self.basis == "official" and self.source.text_read

    @property
    def computes(self) -> bool:
        """Whether anything is computed at all."""
        return self.quantitative is not None or self.qualitative is not None or self.budget_execution is not None

    def grade_of(self, share: Decimal) -> str | None:
        """Return the label for a share of the scale in per cent; None where the standard has no grade for it."""
        return next((grade.label for grade in self.grades if share >= grade.bound), None)

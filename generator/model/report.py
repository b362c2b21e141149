"""A report 绩效自评报告 as its record states it: the shape of `content/reports/<year>/<agency>/<project>.yaml`.

Descriptions are the field's Chinese terms: an editor shows them through the JSON Schema, and diagnostics use them.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Annotated, Any, Final, Generic, Literal, TypeAlias, TypeVar

from pydantic import BeforeValidator, Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from generator.language import N_
from generator.model.figures import Amount, Day, Figure, Flag, Month, Percentage, is_blank
from generator.model.instants import Embargo
from generator.model.links import Link
from generator.model.record import (
    EmptyWhereBlank,
    Line,
    ListWhereBlank,
    NoneWhereBlank,
    Record,
    RequiredLine,
    Reserved,
    blank,
)
from generator.model.withholding import Redaction, Status, Withheld

FISCAL_LEVELS: Final = ("central", "province", "city", "county")
"""The columns that 财政资金小计 adds up."""

SOURCES: Final = ("carryover", "special", "own", "other")
"""The columns beside fiscal money."""

COLUMNS: Final = ("total", "fiscal", *FISCAL_LEVELS, *SOURCES)
"""Every column a money table may have, in the form's order."""

YUAN: Final[Mapping[str, Decimal]] = {
    N_("元"): Decimal(1),
    N_("千元"): Decimal(1_000),
    N_("万元"): Decimal(10_000),
    N_("亿元"): Decimal(100_000_000),
}
"""The units a report may give its money in, each with its worth in 元; the catalogues know their names."""

MONEY_ROWS: Final = ("initial", "adjusted", "received", "executed")
"""The rows of money, (1) to (4) on the form."""

MOST_ROWS: Final = 2_000
"""The most indicators of one report; real ones have dozens."""

Cell = TypeVar("Cell")

RowName: TypeAlias = Literal["initial", "adjusted", "received", "executed", "balance", "arrival_rate", "execution_rate"]


class Period(Record):
    """实施期."""

    start: Month = Field(None, description="开始（年-月）")
    end: Month = Field(None, description="结束（年-月）")


class Printed(Record):
    """Names as this report prints them; the agency's current name stands in agencies.yaml."""

    agency: Line = Field(None, description="实施单位（报告所印名称）")
    department: Line = Field(None, description="主管部门（报告所印名称）")


class Overview(Record):
    """一、项目的基本情况（一）项目概况."""

    description: Line = Field(None, description="项目概况")
    basis: Line = Field(None, description="立项依据")
    necessity: Line = Field(None, description="设立的必要性")
    safeguards: Line = Field(None, description="保证项目实施的措施与制度")
    plan: Line = Field(None, description="项目实施计划")


class Columns(Record, Generic[Cell]):
    """One row of the money table by source of money; what a cell holds is the row's matter."""

    total: Cell | None = Field(None, description="年度总金额")
    fiscal: Cell | None = Field(None, description="财政资金小计")
    central: Cell | None = Field(None, description="中央级")
    province: Cell | None = Field(None, description="省级")
    city: Cell | None = Field(None, description="市级")
    county: Cell | None = Field(None, description="县区级")
    carryover: Cell | None = Field(None, description="上年结转资金")
    special: Cell | None = Field(None, description="财政专户管理资金")
    own: Cell | None = Field(None, description="单位资金")
    other: Cell | None = Field(None, description="其他资金")

    def of(self, column: str) -> Cell | None:
        """Return the cell of a column of `COLUMNS` as printed."""
        cell: Cell | None = getattr(self, column)
        return cell

    @property
    def printed(self) -> tuple[tuple[str, Cell], ...]:
        """The columns that are not blank with their cells, in the order of `COLUMNS`: few of the many there could be."""
        return tuple((column, cell) for column, cell in vars(self).items() if cell is not None) if self.model_fields_set else ()


class Funds(Columns[Amount]):
    """Money in the budget's currency unit: zero or more."""


class Balances(Columns[Figure]):
    """资金结余 as printed: may be negative."""


class Rates(Columns[Percentage]):
    """Percentages as printed."""


class StatedMoney(Record):
    """Rows that the form derives, exactly as the report prints them."""

    balance: Annotated[Balances, EmptyWhereBlank] = Field(default_factory=blank(Balances), description="资金结余 (5)=(3)-(4)")
    arrival_rate: Annotated[Rates, EmptyWhereBlank] = Field(default_factory=blank(Rates), description="预算到位率 (6)=(3)/(2)，%")
    execution_rate: Annotated[Rates, EmptyWhereBlank] = Field(
        default_factory=blank(Rates), description="预算执行率 (7)=(4)/(2)，%"
    )


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


def _usual_unit(value: object) -> object:
    return "万元" if is_blank(value) else value


class Budget(Record):
    """预算执行情况."""

    currency_unit: Annotated[Literal["元", "千元", "万元", "亿元"], BeforeValidator(_usual_unit)] = Field(
        "万元", description="金额单位"
    )
    rows: Annotated[tuple[RowName, ...], ListWhereBlank] = Field((), description="资金表各行的印刷顺序")
    initial: Annotated[Funds, EmptyWhereBlank] = Field(default_factory=blank(Funds), description="年初预算资金 (1)")
    adjusted: Annotated[Funds, EmptyWhereBlank] = Field(default_factory=blank(Funds), description="全年预算资金 (2)")
    received: Annotated[Funds, EmptyWhereBlank] = Field(default_factory=blank(Funds), description="实际到位资金 (3)")
    executed: Annotated[Funds, EmptyWhereBlank] = Field(default_factory=blank(Funds), description="全年执行资金 (4)")
    stated: Annotated[StatedMoney, EmptyWhereBlank] = Field(
        default_factory=blank(StatedMoney), description="报告所印的结余与比率"
    )
    execution: Annotated[Indicator | None, NoneWhereBlank] = Field(None, description="预算执行率一行")


class Goals(Record):
    """项目绩效目标."""

    period: Line = Field(None, description="项目实施期绩效目标")
    annual: Line = Field(None, description="项目年度目标（预期目标）")
    achieved: Line = Field(None, description="目标实际完成情况")


class StatedResult(Record):
    """The verdict the report prints."""

    score: Figure = Field(None, description="总得分（总分）")
    grade: Line = Field(None, description="评价等级")
    full: Figure = Field(None, description="满分")


class Analysis(Record):
    """三、项目绩效分析."""

    execution: Line = Field(None, description="项目实施和预算执行情况及分析")
    output: Line = Field(None, description="产出情况及分析")
    benefit: Line = Field(None, description="效益情况及分析")
    satisfaction: Line = Field(None, description="满意度情况及分析")


class Disclosure(Record):
    """公开: when and under which number the report was published."""

    published: Day = Field(None, description="公开日期")
    index_number: Line = Field(None, description="索引号")
    status: Annotated[Status | None, NoneWhereBlank] = Field(
        None, description="公开状态：草稿、已批准、已公开；不写就是已公开，草稿不公开"
    )
    embargo: Embargo = Field(None, description="公开时间：到了这一刻才公开；不写时区就是北京时间")


class Source(Record):
    """Where this record was transcribed from."""

    title: Line = Field(None, description="来源标题")
    url: Link = Field(None, description="来源网址")
    file: Line = Field(None, description="来源文件名")
    sha256: Line = Field(None, description="来源文件的 SHA-256")
    coverage: Annotated[Literal["complete", "partial"] | None, NoneWhereBlank] = Field(None, description="转录范围：完整、部分")
    narrative: Annotated[Literal["original", "summary"] | None, NoneWhereBlank] = Field(None, description="文字部分：原文、摘要")
    note: Line = Field(None, description="转录说明")


class Change(Record):
    """One corrected field."""

    field: RequiredLine = Field(description="更正的字段")
    before: Line = Field(None, alias="from", description="更正前")
    after: Line = Field(None, alias="to", description="更正后")


class Revision(Record):
    """更正."""

    date: Day = Field(None, description="更正日期")
    reason: RequiredLine = Field(description="更正原因")
    changes: Annotated[tuple[Change, ...], ListWhereBlank] = Field((), description="更正内容")


class Waiver(Record):
    """说明: why a finding of this record stands as it is, and who decided that it may."""

    code: RequiredLine = Field(description="所说明的提示的代码（gongkai explain 列出全部代码）")
    reason: RequiredLine = Field(description="说明的理由")
    by: RequiredLine = Field(description="决定的人或机构")
    date: Day = Field(None, description="决定日期")
    field: Line = Field(None, description="所在字段，例如 indicators[2]（从 0 数起）；不写则本记录的同类提示都算")


class Report(Record):
    """项目支出绩效自评报告."""

    title: RequiredLine = Field(description="项目名称")
    withheld: Annotated[Withheld | None, NoneWhereBlank] = Field(None, description="不予公开")
    code: Line = Field(None, description="项目编码")
    ruleset: Line = Field(None, description="评分标准")
    continues: Line = Field(None, description="延续自（上一年度的报告）")
    demo: Flag = Field(False, description="演示数据")
    period: Annotated[Period, EmptyWhereBlank] = Field(default_factory=blank(Period), description="实施期")
    printed: Annotated[Printed, EmptyWhereBlank] = Field(default_factory=blank(Printed), description="报告所印名称")
    overview: Annotated[Overview, EmptyWhereBlank] = Field(default_factory=blank(Overview), description="项目概况")
    budget: Annotated[Budget | None, NoneWhereBlank] = Field(None, description="预算执行情况")
    goals: Annotated[Goals, EmptyWhereBlank] = Field(default_factory=blank(Goals), description="项目绩效目标")
    indicators: tuple[Indicator, ...] = Field(
        (), validate_default=True, max_length=MOST_ROWS, description="指标", json_schema_extra={"minItems": 1}
    )
    conclusion: Line = Field(None, description="评价结论")
    stated: Annotated[StatedResult, EmptyWhereBlank] = Field(
        default_factory=blank(StatedResult), description="报告所印的总分与等级"
    )
    analysis: Annotated[Analysis, EmptyWhereBlank] = Field(default_factory=blank(Analysis), description="项目绩效分析")
    experience: Line = Field(None, description="主要经验做法")
    problems: Line = Field(None, description="存在问题及原因分析")
    improvements: Line = Field(None, description="进一步加强项目管理措施及建议")
    evaluated: Day = Field(None, description="自评日期")
    disclosure: Annotated[Disclosure, EmptyWhereBlank] = Field(default_factory=blank(Disclosure), description="公开信息")
    source: Annotated[Source, EmptyWhereBlank] = Field(default_factory=blank(Source), description="来源")
    revisions: Annotated[tuple[Revision, ...], ListWhereBlank] = Field((), description="更正记录")
    redactions: Annotated[tuple[Redaction, ...], ListWhereBlank] = Field((), description="部分不公开")
    waivers: Annotated[tuple[Waiver, ...], ListWhereBlank] = Field((), description="对核验提示的说明")
    unrecognised: Reserved = Field(None, description="未识别内容（保留）")

    @field_validator("indicators", mode="before")
    @classmethod
    def _has_rows(cls, value: object, info: ValidationInfo) -> object:
        """Refuse a report without rows, unless it is withheld: then nobody needs to have typed them in."""
        if info.data.get("withheld") is not None:
            return () if is_blank(value) else value
        if value == ():  # the default: a file's list is a list
            raise PydanticCustomError("missing", "expected rows")
        if value == []:
            raise PydanticCustomError("too_short", "expected rows")
        return value

    @property
    def is_partial(self) -> bool:
        """Whether the transcript says that rows are missing, so that sums over its rows mean nothing."""
        return self.source.coverage == "partial"

    @property
    def rows(self) -> Iterator[Indicator]:
        """Every scored row: the budget's execution row, if there is one, then the indicators."""
        if self.budget is not None and self.budget.execution is not None:
            yield self.budget.execution
        yield from self.indicators

"""A report 绩效自评报告 as its record states it: the shape of `content/reports/<year>/<agency>/<project>.yaml`.

Descriptions are the field's Chinese terms: an editor shows them through the JSON Schema, and diagnostics use them.
"""

from collections.abc import Iterator
from typing import Annotated, Final, Literal

from pydantic import Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from generator.model.budget import Budget
from generator.model.figures import Day, Figure, Flag, Month, is_blank, says_not_applicable
from generator.model.indicator import Indicator
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

MOST_ROWS: Final = 2_000
"""The most indicators of one report; real ones have dozens."""


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

    @property
    def own_grade(self) -> str | None:
        """The grade that the report gives itself; None where it says none, or that grades do not apply."""
        grade = (self.grade or "").strip()
        return grade if grade and not says_not_applicable(grade) else None


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

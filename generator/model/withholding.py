"""What a record says about not being published: withheld as a whole, or in some of its fields, on which legal basis, by whom."""

from typing import Literal, TypeAlias

from pydantic import Field

from generator.model.figures import Day, Flag
from generator.model.record import Line, Record, RequiredLine

Status: TypeAlias = Literal["draft", "approved", "published"]
"""草稿、已批准、已公开: a draft is never published; the others are, each from its embargo on."""


class Withheld(Record):
    """不予公开: that there is a report is published, and why it is not to be seen; nothing else of it."""

    basis: RequiredLine = Field(description="不予公开的依据（法规名称和条款）")
    reason: RequiredLine = Field(description="不予公开的理由")
    by: RequiredLine = Field(description="作出决定的机构或人")
    date: Day = Field(None, description="决定日期")
    title_withheld: Flag = Field(False, description="项目名称也不公开")


class Redaction(Record):
    """部分不公开: one field, or everything below it, is not published; its place says so."""

    field: RequiredLine = Field(description="不公开的字段，例如 analysis.output 或 indicators[2]（从 0 数起）")
    basis: RequiredLine = Field(description="不公开的依据（法规名称和条款）")
    by: RequiredLine = Field(description="作出决定的机构或人")
    reason: Line = Field(None, description="不公开的理由")
    date: Day = Field(None, description="决定日期")

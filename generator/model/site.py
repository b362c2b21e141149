"""The site and the agencies it speaks for: content/site.yaml and content/agencies.yaml."""

from typing import Annotated, Literal

from pydantic import Field

from generator.language import SOURCE
from generator.model.figures import Day, Flag, Number
from generator.model.languages import Language
from generator.model.links import Link, SiteAddress
from generator.model.record import EmptyWhereBlank, Line, ListWhereBlank, NoneWhereBlank, Record, RequiredLine
from generator.model.thresholds import Thresholds


class RulesetInForce(Record):
    """A scoring standard and the years in which it is the site's default, both ends included."""

    id: RequiredLine = Field(description="评分标准")
    since: Number = Field(None, alias="from", description="起始年度")
    until: Number = Field(None, alias="to", description="截止年度")

    def covers(self, year: int) -> bool:
        """Tell whether this standard is the default in `year`."""
        return (self.since is None or self.since <= year) and (self.until is None or year <= self.until)


class Publisher(Record):
    """Who publishes the site."""

    name: RequiredLine = Field(description="名称")
    url: Link = Field(None, description="网址")


class Site(Record):
    """content/site.yaml."""

    title: RequiredLine = Field(description="站点名称")
    tagline: Line = Field(None, description="一句话说明")
    publisher: Annotated[Publisher | None, NoneWhereBlank] = Field(None, description="发布者")
    region: Annotated[tuple[RequiredLine, ...], ListWhereBlank] = Field((), description="地区，由大到小")
    url: SiteAddress = Field(None, description="永久网址")
    language: Language = Field(SOURCE, description="网站的语言")
    licence: Line = Field(None, description="数据许可")
    contact: Line = Field(None, description="联系方式")
    banner: Line = Field(None, description="每页顶部的声明")
    official: Flag = Field(False, description="是否官方发布")
    noindex: Flag = Field(False, description="请搜索引擎不收录")
    rulesets: Annotated[tuple[RulesetInForce, ...], ListWhereBlank] = Field((), description="各年度的默认评分标准")
    severities: Annotated[dict[str, Literal["error", "warning", "info"]], EmptyWhereBlank] = Field(
        default_factory=dict, description="核验提示的级别：错误、提示、说明"
    )
    thresholds: Annotated[Thresholds, EmptyWhereBlank] = Field(default_factory=Thresholds, description="核验的界限")
    documents: Annotated[dict[str, str], EmptyWhereBlank] = Field(default_factory=dict, description="公文设置")

    def ruleset_for(self, year: int | None) -> str | None:
        """Return the id of the standard in force in `year`, the first that covers it; None where none does."""
        if year is None:
            return None
        return next((entry.id for entry in self.rulesets if entry.covers(year)), None)


class FormerName(Record):
    """A name an agency had."""

    name: RequiredLine = Field(description="曾用名")
    until: Day = Field(None, description="用至")


class Agency(Record):
    """实施单位."""

    name: RequiredLine = Field(description="单位名称")
    department: Line = Field(None, description="主管部门")
    region: Annotated[tuple[RequiredLine, ...], ListWhereBlank] = Field((), description="地区，由大到小")
    former: Annotated[tuple[FormerName, ...], ListWhereBlank] = Field((), description="曾用名")
    aliases: Annotated[tuple[RequiredLine, ...], ListWhereBlank] = Field((), description="简称")


class Agencies(Record):
    """content/agencies.yaml: departments 主管部门 and agencies 实施单位 by slug."""

    departments: Annotated[dict[str, RequiredLine], EmptyWhereBlank] = Field(default_factory=dict, description="主管部门")
    agencies: Annotated[dict[str, Agency], EmptyWhereBlank] = Field(default_factory=dict, description="实施单位")

"""What a demonstration project can be: its kinds with their indicators, and the fictional region, read from data files."""

from functools import cache
from importlib import resources
from typing import Annotated, Final, Literal, TypeVar

from pydantic import Field

from generator.model.figures import Flag, Number
from generator.model.record import Line, NoneWhereBlank, Record, RequiredLine
from generator.model.validation import validate
from generator.source import read_bytes

Form = Literal["count", "rate", "below", "zero", "deadline", "cap", "price", "words"]
"""What an indicator measures: a count, a percentage, a permille not to reach, zero, a month, the budget, a unit price, words."""

M = TypeVar("M", bound=Record)


class Template(Record):
    """An indicator that reports of one kind may have; `low` and `high` bound its first target, in steps of `step`."""

    level2: RequiredLine = Field(description="二级指标")
    name: RequiredLine = Field(description="三级指标")
    later: Line = Field(None, description="改名以后的三级指标")
    form: Form = Field(description="形式")
    low: Number = Field(None, description="最小目标值；时效为月份")
    high: Number = Field(None, description="最大目标值；时效为月份")
    step: Number = Field(None, description="步长")
    places: Number = Field(None, description="小数位数")
    unit: Line = Field(None, description="计量单位")
    words: tuple[RequiredLine, ...] = Field((), description="定性目标值")
    optional: Flag = Field(False, description="可以没有")


class Problem(Record):
    """A fault that a report admits, and what it will do about it."""

    fault: RequiredLine = Field(description="问题")
    remedy: RequiredLine = Field(description="措施")


class Kind(Record):
    """A kind of project: who runs it, what it is called, what it does, and what it is measured by."""

    office: RequiredLine = Field(description="实施单位的类别")
    titles: dict[str, RequiredLine] = Field(description="项目名称")
    budget: tuple[Number, Number] = Field(description="年度预算的范围，万元")
    what: RequiredLine = Field(description="项目对象")
    people: RequiredLine = Field(description="受益群体")
    works: tuple[RequiredLine, ...] = Field(min_length=4, description="工作内容")
    basis: tuple[RequiredLine, ...] = Field(min_length=2, description="立项依据")
    needs: tuple[RequiredLine, ...] = Field(min_length=2, description="必要性")
    lessons: tuple[RequiredLine, ...] = Field(min_length=2, description="经验")
    problems: tuple[Problem, ...] = Field(min_length=2, description="问题和措施")
    shortfalls: tuple[RequiredLine, ...] = Field(min_length=1, description="偏差原因")
    indicators: tuple[Template, ...] = Field(min_length=6, description="指标")


class Successor(Record):
    """The office that takes over another one's projects."""

    slug: RequiredLine = Field(description="标识")
    name: RequiredLine = Field(description="名称")
    short: RequiredLine = Field(description="简称")


class Office(Record):
    """An office that every district has."""

    name: RequiredLine = Field(description="名称")
    department: RequiredLine = Field(description="主管部门")
    short: RequiredLine = Field(description="简称")
    former: Line = Field(None, description="曾用名")
    becomes: Annotated[Successor | None, NoneWhereBlank] = Field(None, description="后继单位")


class District(Record):
    """A fictional district and its towns."""

    name: RequiredLine = Field(description="名称")
    towns: tuple[RequiredLine, ...] = Field(min_length=1, description="乡镇")


class Region(Record):
    """The fictional place."""

    province: RequiredLine = Field(description="省")
    city: RequiredLine = Field(description="市")
    districts: dict[str, District] = Field(description="区县")
    offices: dict[str, Office] = Field(description="单位类别")


class Phrases(Record):
    """Sentences that every kind of project shares, by section; `{…}` takes the record's own figures."""

    sections: dict[str, tuple[RequiredLine, ...]] = Field(description="各部分的句式")


_KINDS: Final = "generator.demo.kinds"
_HERE: Final = "generator.demo"


@cache
def kinds() -> dict[str, Kind]:
    """Return every kind of project by its name, in alphabetical order."""
    files = sorted(file.name for file in resources.files(_KINDS).iterdir() if file.name.endswith(".yaml"))
    return {name.removesuffix(".yaml"): _load(_KINDS, name, Kind) for name in files}


@cache
def region() -> Region:
    """Return the fictional place."""
    return _load(_HERE, "region.yaml", Region)


@cache
def phrases() -> dict[str, tuple[str, ...]]:
    """Return the shared sentences by section."""
    return _load(_HERE, "phrases.yaml", Phrases).sections


def _load(package: str, name: str, model: type[M]) -> M:
    """Read a data file that ships with the software; ValueError where it is broken, which a test would have shown."""
    document, faults = read_bytes((resources.files(package) / name).read_bytes(), name)
    value, more = validate(document, model) if document is not None else (None, [])
    if value is None or faults or more:
        raise ValueError(f"{name}: {[(fault.span, fault.message('en')) for fault in (*faults, *more)]}")
    return value

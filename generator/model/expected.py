"""What must be disclosed: content/expected/<year>.yaml, a list of `{agency, project, title}` for each year that has one.

The lists are optional. They come from the budget, not from the reports, so that a missing report can be seen to be missing.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Final

from pydantic import Field

from generator.diagnostics import Diagnostic, FieldPath, Rule, Severity, Span, Text, quoted
from generator.model.record import ListWhereBlank, Record, RequiredLine
from generator.model.site import Agencies
from generator.model.validation import validate
from generator.source.document import Document
from generator.source.folder import files_in
from generator.source.identity import SUFFIX, is_slug, is_year
from generator.source.reader import read_file
from generator.source.refusals import TOP_LEVEL

FOLDER: Final = "content/expected"

_PLACE: Final = "content/expected/2021.yaml"
_ENTRY: Final = "- {agency: quwo-gonganju, project: jingwutong, title: 警务通通信服务项目}\n"

NAME: Final = Rule(
    "expected-name",
    Severity.ERROR,
    Text(
        "“{name}”不会被读取：应公开清单一个年度一份，文件名是四位数字的年度，以 .yaml 结尾",
        "“{name}” is not read: there is one list of expected reports a year, named by the year's four digits, ending in .yaml",
    ),
    Text(f"改名为 {_PLACE} 的样子，或移出 {FOLDER}。", f"Name it like {_PLACE}, or move it out of {FOLDER}."),
    Text("没有读到的清单，会让没有公开的报告看不出来。", "A list that is not read hides reports that are missing."),
    failing=f"# {FOLDER}/2021年.yaml",
    passing=f"# {_PLACE}",
)
SHAPE: Final = Rule(
    "expected-shape",
    Severity.ERROR,
    Text("应公开清单应是一个列表，每份报告一项", "expected reports should be a list, one item a report"),
    Text(
        "每份报告写一行：- {{agency: 单位标识, project: 项目标识, title: 项目名称}}。",
        "Write a line for each report: - {{agency: slug, project: slug, title: name}}.",
    ),
    Text(
        "清单逐份列出应当公开的报告，才能与已公开的一一对照。", "Reports listed one by one can be compared with those published."
    ),
    failing="quwo-gonganju: [jingwutong]\n",
    passing=_ENTRY,
)
SLUG: Final = Rule(
    "expected-slug",
    Severity.ERROR,
    Text("{key} 的标识“{slug}”不能用作网址", "the slug “{slug}” of {key} can't be part of an address"),
    Text(
        "写报告所在文件夹和文件的名称：小写字母、数字和连字符，最多 80 个字符。",
        "Write the report's folder or file name: lower-case letters, digits and hyphens, at most 80.",
    ),
    Text(
        "清单按标识与报告对照，标识写错，已公开的报告会被说成没有公开。",
        "The list is compared with reports by their slugs; with a wrong one a published report is called missing.",
    ),
    failing=_ENTRY.replace("jingwutong", "警务通"),
    passing=_ENTRY,
)
AGENCY: Final = Rule(
    "expected-agency",
    Severity.ERROR,
    Text("清单里的单位 {agency} 不在 agencies.yaml 里", "the agency {agency} of this list is not in agencies.yaml"),
    Text(
        "核对写法，或在 content/agencies.yaml 的 agencies 下加一行：{agency}: {{name: 单位全称}}。",
        "Check how it is spelt, or add to agencies in content/agencies.yaml: {agency}: {{name: full name}}.",
    ),
    Text(
        "没有公开报告的单位也要用全称写出来，读者才知道是谁。",
        "An agency that has published nothing is named in full too, so that readers know who it is.",
    ),
    failing="# content/expected/2021.yaml 里有 xin-danwei，而 agencies.yaml 里没有",
    passing="# content/agencies.yaml → agencies: {xin-danwei: {name: 新单位}}",
)
DUPLICATE: Final = Rule(
    "expected-duplicate",
    Severity.ERROR,
    Text(
        "{agency}/{project} 在清单里重复，前一处在第 {first} 行",
        "{agency}/{project} is listed twice; the first is on line {first}",
    ),
    Text("只保留一处；若是两个项目，给它们不同的标识。", "Keep one; if they are two projects, give them different slugs."),
    Text("重复的一项会让应公开的份数多算。", "A repeated item makes the number of expected reports too high."),
    failing=_ENTRY + _ENTRY,
    passing=_ENTRY,
)
RULES: Final = (NAME, SHAPE, SLUG, AGENCY, DUPLICATE)

_TAKEN_FOR_LISTS: Final = (".yaml", ".yml", ".txt", ".csv", ".json", ".xlsx", ".xls", ".et", ".docx", ".doc", ".wps")


class Expected(Record):
    """A report that must be disclosed."""

    agency: RequiredLine = Field(description="实施单位（标识）")
    project: RequiredLine = Field(description="项目（标识）")
    title: RequiredLine = Field(description="项目名称")


class ExpectedYear(Record):
    """The reports of one year; the file is the list alone."""

    expected: Annotated[tuple[Expected, ...], ListWhereBlank] = Field((), description="应公开的报告")


@dataclass(frozen=True)
class Expectations:
    """What must be disclosed, by year, the newest first; a year without a list is absent."""

    years: Mapping[int, tuple[Expected, ...]] = field(default_factory=dict)
    broken: frozenset[str] = frozenset()
    """The files that have errors."""
    spans: Mapping[int, tuple[Span, ...]] = field(default_factory=dict)
    """Where each report of a year is listed, in `file_of(year)`."""
    documents: tuple[Document, ...] = ()
    """Every list that could be read, as a document, for what is looked for in its texts."""


EXPECTS_NOTHING: Final = Expectations()


def read_expected(root: Path, agencies: Agencies | None) -> tuple[Expectations, list[Diagnostic]]:
    """Read every list below a site root, and every fault in them.

    `agencies` is None where agencies.yaml is itself broken: then nobody is called unknown on its account.
    """
    years: dict[int, tuple[Expected, ...]] = {}
    spans: dict[int, tuple[Span, ...]] = {}
    documents: list[Document] = []
    files, findings = files_in(root, FOLDER, "")
    for file, shown in reversed(files):
        if file.name.endswith(SUFFIX) and is_year(file.stem):
            listed, places, faults = _read_year(file, shown, agencies, documents)
            findings += faults
            if listed is not None:
                years[int(file.stem)], spans[int(file.stem)] = listed, places
        elif file.name.lower().endswith(_TAKEN_FOR_LISTS):
            findings.append(NAME.at(shown, name=quoted(file.name)))
    broken = frozenset(finding.path for finding in findings if finding.severity is Severity.ERROR)
    return Expectations(years, broken, spans, tuple(documents)), findings


def file_of(year: int) -> str:
    """Return the name of a year's list, as findings give it."""
    return f"{FOLDER}/{year}{SUFFIX}"


def is_expected(shown: str) -> bool:
    """Tell whether a path is one of the files that `read_expected` reads: no record, whoever names it."""
    return shown.startswith(f"{FOLDER}/")


def _read_year(
    file: Path, shown: str, agencies: Agencies | None, documents: list[Document]
) -> tuple[tuple[Expected, ...] | None, tuple[Span, ...], list[Diagnostic]]:
    document, faults = read_file(file, shown)
    findings = [fault for fault in faults if fault.rule is not TOP_LEVEL]  # a list is what this file should be
    if document is None or document.data is None:
        return None, (), findings
    documents.append(document)
    if not isinstance(document.data, list):
        return None, (), findings or [SHAPE.at(shown, document.span(()))]
    year, faults = validate(_under_a_key(document), ExpectedYear)
    findings += faults
    if year is None:
        return None, (), findings
    findings += _faults(year, document, agencies)
    return year.expected, tuple(document.span((place,)) for place in range(len(year.expected))), findings


def _under_a_key(document: Document) -> Document:
    """Return a list's document as if the list were written under the key that the model has for it."""

    def moved(places: Mapping[FieldPath, Span]) -> dict[FieldPath, Span]:
        return {("expected", *path): span for path, span in places.items()}

    return Document(document.path, {"expected": document.data}, moved(document.spans), moved(document.keys), document.text)


def _faults(year: ExpectedYear, document: Document, agencies: Agencies | None) -> Iterator[Diagnostic]:
    first: dict[tuple[str, str], Span] = {}
    for place, entry in enumerate(year.expected):
        for key, slug in (("agency", entry.agency), ("project", entry.project)):
            if not is_slug(slug):
                yield SLUG.at(document.path, document.span((place, key)), key=key, slug=quoted(slug))
        if is_slug(entry.agency) and agencies is not None and entry.agency not in agencies.agencies:
            yield AGENCY.at(document.path, document.span((place, "agency")), agency=entry.agency)
        span = document.span((place, "project"))
        before = first.setdefault((entry.agency, entry.project), span)
        if before is not span:
            agency, project = quoted(entry.agency), quoted(entry.project)
            yield DUPLICATE.at(document.path, span, agency=agency, project=project, first=before.line)

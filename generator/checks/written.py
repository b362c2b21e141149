"""How values are written: what a reader can't see, and a search or a comparison does."""

from collections.abc import Iterator
from typing import Final

from generator.catalog.entry import Entry
from generator.checks.finding import finding
from generator.diagnostics import Diagnostic, FieldPath, Rule, Severity, Text, quoted
from generator.model.indicator import Indicator
from generator.model.report import Report
from generator.model.validation import terms

BLANKS: Final = " \t\u3000\xa0\u2002\u2003\u2009\u202f"
"""Blanks that have no business around a value: the ordinary one, the tab, the full-width one, those of word processors."""

SPACES: Final = Rule(
    "value-spaces",
    Severity.INFO,
    Text("{term}“{value}”前后有空格", "there is white space around {term} “{value}”"),
    Text("去掉前后的空格；gongkai check --fix 可以代劳。", "Remove it; gongkai check --fix can do so."),
    Text(
        "前后带空格的名称和指标值看上去一样，比较和检索时却是两个。",
        "A name or a value with white space around it looks the same, but is another one when compared.",
    ),
    failing="title: 办公宿舍楼暖通改造经费\nruleset: quwo-2021\nindicators:\n"
    "  - {name: ' 检查次数', weight: 100, target: 5次, actual: 5次}\n",
    passing="title: 办公宿舍楼暖通改造经费\nruleset: quwo-2021\nindicators:\n"
    "  - {name: 检查次数, weight: 100, target: 5次, actual: 5次}\n",
    alone=True,
)
RULES: Final = (SPACES,)


def values_stand_without_spaces(entry: Entry) -> Iterator[Diagnostic]:
    """No title, name, grade or cell of the table has white space around it."""
    report = entry.report
    if _is_padded(report.title):
        yield _padded(entry, ("title",), report.title)
    if report.stated.grade is not None and _is_padded(report.stated.grade):
        yield _padded(entry, ("stated", "grade"), report.stated.grade)
    execution = None if report.budget is None else report.budget.execution
    if execution is not None:
        yield from _padded_cells(entry, ("budget", "execution"), execution)
    for place, indicator in enumerate(report.indicators):
        yield from _padded_cells(entry, ("indicators", place), indicator)


def _padded_cells(entry: Entry, row: FieldPath, indicator: Indicator) -> Iterator[Diagnostic]:
    for key, value in indicator.__dict__.items():
        if isinstance(value, str) and key != "reason" and _is_padded(value):  # a reason is prose, which may be indented
            yield _padded(entry, (*row, key), value)


def _is_padded(value: str) -> bool:
    return value[0] in BLANKS or value[-1] in BLANKS


def _padded(entry: Entry, field: FieldPath, value: str) -> Diagnostic:
    return finding(SPACES, entry, field, term=terms(Report, field), value=quoted(value.strip(BLANKS), 30))

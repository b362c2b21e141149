"""Between reports: the title of one that is withheld with its title stands in no other one."""

from collections.abc import Iterator, Mapping
from typing import Final, TypeAlias

from generator.catalog import Catalog
from generator.catalog.entry import Entry
from generator.checks.finding import finding
from generator.checks.wording import narrative
from generator.diagnostics import Diagnostic, FieldPath, Rule, Severity, Text
from generator.disclosure import is_published

TOLD: Final = Rule(
    "withheld-title-told",
    Severity.WARNING,
    Text(
        "这里写着 {record} 的题目，而那份报告连题目也不予公开",
        "this tells the title of {record}, which is withheld with its title",
    ),
    Text(
        "用 redactions 遮去这一段，或改写；题目本来可以公开的，删去那份报告的 title_withheld。",
        "Cover this passage by redactions, or reword it; if the title may be known, remove title_withheld from that report.",
    ),
    Text(
        "题目在另一份报告里照样读得到，等于没有保密；是不是同一件事，要人来看。",
        "Whoever reads it here knows it all the same. Whether it is the same matter is for a person to tell, so this stops nothing.",
    ),
    failing="# 甲.yaml → withheld: {title_withheld: true}，乙.yaml → conclusion: 与（甲的题目）一并实施",
    passing="# 乙.yaml → conclusion: 与配套工程一并实施",
    conceals=True,
)
RULES: Final = (TOLD,)

Titles: TypeAlias = Mapping[str, tuple[str, str]]
"""Titles without blanks, with the path and the name of a report."""

_SHORTEST: Final = 4
"""Characters of the shortest title that is looked for: 培训 and 维修 stand everywhere."""
_CELLS: Final = ("level2", "name", "target", "actual", "reason")


def withheld_titles_are_told_nowhere(catalog: Catalog) -> Iterator[Diagnostic]:
    """No published field of another report holds a title that is withheld. One finding a report and title, at the first such field."""
    if secret := withheld_titles(catalog):
        for entry in catalog.entries:
            yield from titles_told_in(entry, secret)


def withheld_titles(catalog: Catalog) -> Titles:
    """Return every title that is withheld and long enough to be looked for, with the report whose it is."""
    secret = {title: entry for entry in catalog.entries if len(title := _withheld_title(entry)) >= _SHORTEST}
    return {title: (entry.path, entry.name) for title, entry in secret.items()}


def titles_told_in(entry: Entry, secret: Titles) -> Iterator[Diagnostic]:
    """Yield where one report tells titles of others."""
    texts = [(field, "".join(text.split())) for field, text in _published(entry)]
    for title, (path, name) in secret.items():
        field = next((field for field, text in texts if title in text), None)
        if field is not None and entry.path != path:
            yield finding(TOLD, entry, field, record=name)


def _withheld_title(entry: Entry) -> str:
    withheld = entry.report.withheld if entry.cover.is_withheld else None
    return "".join(entry.report.title.split()) if withheld is not None and withheld.title_withheld else ""


def _published(entry: Entry) -> Iterator[tuple[FieldPath, str]]:
    """Yield every text of a report that is published, with its field."""
    for field, text in _texts(entry):
        if is_published(entry.report, field):
            yield field, text


def _texts(entry: Entry) -> Iterator[tuple[FieldPath, str]]:
    yield ("title",), entry.report.title
    yield from narrative(entry)
    for at, row in enumerate(entry.report.indicators):
        for key in _CELLS:
            if isinstance(text := getattr(row, key), str):
                yield ("indicators", at, key), text

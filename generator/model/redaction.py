"""Redaction 部分不公开: a record's data without what its `redactions` name, and what is wrong with their names."""

from collections.abc import Iterator, Sequence
from copy import deepcopy
from typing import Any, Final

from generator.diagnostics import Diagnostic, FieldPath, Rule, Severity, Text, quoted
from generator.model.fields import field_path, field_terms
from generator.model.figures import is_blank, redacted
from generator.model.report import Report
from generator.model.validation import salvage
from generator.model.withholding import Redaction
from generator.source.document import Document, Plain

_PARTS: Final = frozenset(
    {
        "code", "printed", "overview", "budget", "goals", "indicators", "conclusion", "stated", "analysis", "experience",
        "problems", "improvements", "source",
    }
)  # fmt: skip
"""Where something may be redacted. Not the title (`withheld.title_withheld`), nor what says how the record is to be treated."""
_SECTIONS: Final = frozenset(
    {
        "printed", "overview", "budget", "goals", "indicators", "stated", "analysis", "source", "initial", "adjusted", "received",
        "executed", "balance", "arrival_rate", "execution_rate", "awarded",
    }
)  # fmt: skip
"""What has parts: where it is blank there is nothing to cover. (`budget.execution` is a row, and has its name.)"""
_KEPT: Final = ("level1", "level2", "weight", "stated_score", "group")
"""What stays of a row that is redacted as a whole, so that rows and totals can still be held against each other."""

_HEAD: Final = "title: 办公宿舍楼暖通改造经费\nruleset: quwo-2021\nindicators:\n  - {name: 检查次数, weight: 100, target: 5次, actual: 5次}\n"


def _redaction(field: str) -> str:
    return f"redactions:\n  - {{field: {field}, basis: 《政府信息公开条例》第十五条, by: 县财政局}}\n"


UNUSABLE: Final = Rule(
    "redaction-field",
    Severity.ERROR,
    Text("redactions 里的字段“{named}”{why}", "redactions name the field “{named}”, {why}"),
    Text(
        "按记录里的写法写，例如 analysis.output、indicators[2].actual（从 0 数起）；一行里还有别的内容就写整行 indicators[2]。",
        "Write it as the record does, such as analysis.output or indicators[2].actual (from 0); or name the whole row, indicators[2].",
    ),
    Text("字段写错，本该遮盖的内容就会公开。", "A field that is misspelt would publish what should be covered."),
    failing=_HEAD + "analysis: {output: 略}\n" + _redaction("analysis.outputs"),
    passing=_HEAD + "analysis: {output: 略}\n" + _redaction("analysis.output"),
    waivable=False,
)
RULES: Final = (UNUSABLE,)

_UNKNOWN: Final = Text("没有这个字段", "which is none")
_NOT_THERE: Final = Text(
    "在这份记录里没有内容，也没有可以遮盖的下级字段", "which holds nothing in this record that could be covered"
)
_NOT_ALONE: Final = Text("不能单独遮盖", "which can't be covered by itself")


def redact(data: Plain, redactions: Sequence[Redaction]) -> Plain:
    """Return a copy of a record's data in which each redacted field says so in place of what it holds.

    What a correction or a waiver tells of such a field goes with it. A field whose form can't say so (a date, a choice) is left to
    `salvage`, which blanks it.
    """
    left = deepcopy(data)
    if not isinstance(left, dict):
        return left
    for redaction in redactions:
        path = field_path(redaction.field) or ()
        _cover(left, path, redacted(redaction.basis))
        _cover_corrections(left, path, redacted(redaction.basis))
        _cover_waivers(left, path, redacted(redaction.basis))
    return left


def redacted_document(
    document: Document, redactions: Sequence[Redaction]
) -> tuple[Document, Report | None, tuple[FieldPath, ...]]:
    """Return the document without what is redacted, the report it then is, and the fields that had to be blanked instead."""
    public = Document(document.path, redact(document.data, redactions), document.spans, document.keys)
    report, blanked = salvage(public, Report)
    return public, report, blanked


def redaction_faults(report: Report, document: Document, name: str) -> Iterator[Diagnostic]:
    """Yield the redactions that name no field, or one that can't be covered."""
    if not report.redactions:
        return
    _, left, blanked = redacted_document(document, report.redactions)
    for place, redaction in enumerate(report.redactions):
        why = _why_unusable(document.data, redaction.field, blanked) or (_NOT_ALONE if left is None else None)
        if why is not None:
            span = document.span(("redactions", place, "field"))
            field: FieldPath = ("redactions", place, "field")
            yield UNUSABLE.at(document.path, span, report=name, field=field, why=why, named=quoted(redaction.field))


def _why_unusable(data: Plain, written: str, blanked: Sequence[FieldPath]) -> Text | None:
    path = field_path(written)
    if path is None or path[0] not in _PARTS or not field_terms(written):
        return _UNKNOWN
    parent: Any = data
    for step in path[:-1]:
        parent = _step(parent, step)
    if isinstance(path[-1], int):
        return None if isinstance(parent, list) and path[-1] < len(parent) else _UNKNOWN
    if len(path) > 1 and not isinstance(parent, dict):
        return _NOT_THERE
    value = _step(parent, path[-1])
    is_section = is_blank(value) and path[-1] in _SECTIONS
    if is_section or (isinstance(value, dict | list) and not value):
        return _NOT_THERE
    return _NOT_ALONE if path in blanked else None


def _step(parent: Any, step: str | int) -> Any:
    if isinstance(parent, dict):
        return parent.get(step)
    if isinstance(parent, list) and isinstance(step, int) and step < len(parent):
        return parent[step]
    return None


def _cover(data: dict[str, Plain], path: FieldPath, mark: str) -> None:
    parent: Any = data
    for step in path[:-1]:
        parent = _step(parent, step)
    if isinstance(parent, dict) and path:
        parent[str(path[-1])] = _covered(parent.get(path[-1]), path, mark)
    elif isinstance(parent, list) and isinstance(path[-1], int) and path[-1] < len(parent):
        parent[path[-1]] = _covered(parent[path[-1]], path, mark)


def _covered(value: Plain, path: FieldPath, mark: str) -> Plain:
    """Return a value with every text in it replaced by the mark; blanks below the named field stay blank."""
    match value:
        case dict():
            kept = _KEPT if _is_row(path) else ()
            return {
                key: part if key in kept or is_blank(part) else _covered(part, (*path, key), mark) for key, part in value.items()
            }
        case list():
            return [_covered(part, (*path, place), mark) for place, part in enumerate(value)]
        case _:
            return mark


def _is_row(path: FieldPath) -> bool:
    return path == ("budget", "execution") or (len(path) == 2 and path[0] == "indicators")


def _cover_corrections(data: dict[str, Plain], path: FieldPath, mark: str) -> None:
    revisions = data.get("revisions")
    for revision in revisions if isinstance(revisions, list) else ():
        if not isinstance(revision, dict):
            continue
        changes = revision.get("changes")
        for change in changes if isinstance(changes, list) else ():
            if not isinstance(change, dict):
                continue
            changed = field_path(str(change.get("field")))
            # What can't be told apart from the redacted field is covered with it, and so is why it was corrected.
            if changed is None or are_related(changed, path):
                change.update({side: mark for side in ("from", "to") if not is_blank(change.get(side))})
                revision["reason"] = mark


def _cover_waivers(data: dict[str, Plain], path: FieldPath, mark: str) -> None:
    waivers = data.get("waivers")
    for waiver in waivers if isinstance(waivers, list) else ():
        if isinstance(waiver, dict) and not is_blank(waiver.get("field")):
            answered = field_path(str(waiver["field"]))
            if answered is None or are_related(answered, path):
                waiver["reason"] = mark


def are_related(one: FieldPath, other: FieldPath) -> bool:
    """Tell whether one field is the other, or a part of it, or holds it."""
    shared = min(len(one), len(other))
    return one[:shared] == other[:shared]

"""Records as text, validated, with findings as (code, line, column) and as sentences."""

from typing import Any

from generator.diagnostics import Diagnostic, Lang, in_order
from generator.model.record import Record
from generator.model.report import Report
from generator.model.validation import validate
from generator.source import read_bytes

HEAD = "title: 警务通通信服务项目\n"
ROW = "indicators:\n  - {name: 通信服务数量, target: 2个, actual: 2个}\n"
RECORD = HEAD + ROW


def check(text: str, model: type[Record] = Report) -> tuple[Any, list[Diagnostic]]:
    """Read and validate a text."""
    document, findings = read_bytes(text.encode(), "specimen.yaml")
    assert document is not None and not findings, [finding.message("en") for finding in findings]
    value, faults = validate(document, model)
    return value, in_order(faults)


def valid(text: str, model: type[Record] = Report) -> Any:
    """Return what a text that must be valid becomes."""
    value, faults = check(text, model)
    assert value is not None and not faults, [fault.message("en") for fault in faults]
    return value


def faults(text: str, model: type[Record] = Report) -> list[tuple[str, int, int]]:
    """Return code, line and column of every fault of a text that must not be valid."""
    value, found = check(text, model)
    assert value is None
    return [(fault.code, fault.span.line, fault.span.column) for fault in found if fault.span]


def said(text: str, lang: Lang = "zh", model: type[Record] = Report) -> list[str]:
    """Return the sentences about a text that must not be valid."""
    value, found = check(text, model)
    assert value is None
    return [fault.message(lang) for fault in found]

"""Reports and standards for the tests of scoring, made from plain data by the same validation as real ones."""

from collections.abc import Iterable, Mapping
from importlib import resources
from pathlib import Path
from typing import Any

from generator.diagnostics import FieldPath
from generator.model.report import Report
from generator.model.ruleset import Ruleset
from generator.model.standards import builtin_rulesets
from generator.model.validation import validate
from generator.scoring.evaluate import evaluate
from generator.scoring.evaluation import Evaluation, Row
from generator.source import Document, read_bytes

ROOT = Path(__file__).parents[2]
REPORTS = ROOT / "content/reports"
RULESETS = builtin_rulesets()


def read_plain(data: bytes, name: str) -> dict[str, Any]:
    """Read YAML as records are read: every scalar is text or None."""
    document, findings = read_bytes(data, name)
    assert document is not None and not findings, [finding.message("en") for finding in findings]
    assert isinstance(document.data, dict)
    return document.data


def changed(data: Any, changes: Iterable[Mapping[str, Any]]) -> Any:
    """Return a copy of plain data with the values at dotted paths replaced, added, or (`drop`) taken away."""
    for change in changes:
        steps: FieldPath = tuple(int(step) if step.isdecimal() else step for step in change["path"].split("."))
        data = _with(data, steps, change)
    return data


def _with(data: Any, steps: FieldPath, change: Mapping[str, Any]) -> Any:
    if not steps:
        return change["value"]
    step, rest = steps[0], steps[1:]
    copy: Any = list(data) if isinstance(data, list) else dict(data or {})
    if not rest and "drop" in change:
        del copy[step]
    elif isinstance(copy, list):
        assert isinstance(step, int)
        copy[step] = _with(copy[step], rest, change)
    else:
        copy[step] = _with(copy.get(step), rest, change)
    return copy


def report_of(data: Mapping[str, Any]) -> Report:
    """Return a report; a title is put in where the data has none."""
    document = Document("specimen.yaml", {"title": "specimen", **data}, {}, {})
    report, findings = validate(document, Report)
    assert report is not None, [finding.message("en") for finding in findings]
    return report


def record_at(name: str) -> dict[str, Any]:
    """Return a shipped record as plain data, by its identity."""
    file = REPORTS / f"{name}.yaml"
    return read_plain(file.read_bytes(), file.name)


def ruleset_of(spec: str | Mapping[str, Any]) -> Ruleset:
    """Return a built-in standard by id, or one that is `like` a built-in with some values changed."""
    if isinstance(spec, str):
        return RULESETS[spec]
    text = resources.files("generator.rulesets").joinpath(f"{spec['like']}.yaml").read_bytes()
    data = changed(read_plain(text, spec["like"]), [{"path": "id", "value": "local"}, *spec["change"]])
    ruleset, findings = validate(Document("local.yaml", data, {}, {}), Ruleset)
    assert ruleset is not None, [finding.message("en") for finding in findings]
    return ruleset


def score(data: Mapping[str, Any], ruleset: str | Mapping[str, Any], year: int | None = 2021) -> Evaluation:
    """Evaluate plain data."""
    return evaluate(report_of(data), ruleset_of(ruleset), year)


def score_one(ruleset: str | Mapping[str, Any] = "national-2020", **indicator: str | None) -> Row:
    """Evaluate one indicator alone."""
    return score({"indicators": [indicator]}, ruleset).indicators[0]

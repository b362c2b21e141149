"""Findings as text for people and as JSON for programs."""

import json
from collections import Counter
from collections.abc import Sequence
from typing import Any

import click

from generator.cli.options import Voice
from generator.diagnostics import Diagnostic, Severity, Text

_WORDS = {
    Severity.ERROR: (Text("错误", "error"), "red"),
    Severity.WARNING: (Text("提示", "warning"), "yellow"),
    Severity.INFO: (Text("说明", "info"), "blue"),
}


def as_text(finding: Diagnostic, voice: Voice) -> str:
    """Return a finding as `path:line:column: severity [code] message`, and what to do below it."""
    word, colour = _WORDS[finding.severity]
    place = f"{finding.path}:{finding.span.line}:{finding.span.column}" if finding.span else finding.path
    label = click.style(f"{word.in_(voice.lang)}[{finding.code}]", fg=colour, bold=True)
    arrow = click.style("→", dim=True)
    return f"{place}: {label} {finding.message(voice.lang)}\n    {arrow} {finding.hint(voice.lang)}"


def as_data(finding: Diagnostic, voice: Voice) -> dict[str, Any]:
    """Return a finding with the keys that `check --format json` promises."""
    return {
        "code": finding.code,
        "severity": str(finding.severity),
        "message": finding.message(voice.lang),
        "path": finding.path,
        "line": finding.span.line if finding.span else None,
        "column": finding.span.column if finding.span else None,
        "report": finding.report,
        "hint": finding.hint(voice.lang),
    }


def as_json(data: Any, *, plain: bool) -> str:
    """Return JSON, with Chinese as it is unless the stream is `plain` ASCII."""
    return json.dumps(data, ensure_ascii=plain, indent=2)


def show(findings: Sequence[Diagnostic], voice: Voice, *, least: Severity = Severity.INFO) -> None:
    """Print findings on stderr, for commands whose data is something else."""
    for finding in findings:
        if finding.severity.rank <= least.rank:
            click.echo(as_text(finding, voice), err=True)


def summary(findings: Sequence[Diagnostic], reports: int) -> Text:
    """Count findings by severity."""
    counts = Counter(finding.severity for finding in findings)
    found = [counts[severity] for severity in (Severity.ERROR, Severity.WARNING, Severity.INFO)]
    return Text(
        f"{reports} 份报告：{found[0]} 个错误，{found[1]} 条提示，{found[2]} 条说明",
        f"{reports} reports: {found[0]} errors, {found[1]} warnings, {found[2]} notes",
    )

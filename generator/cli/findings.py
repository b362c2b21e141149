"""Findings in one line each, and as JSON for programs."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from generator.cli.options import Voice
from generator.cli.terminal import Line, styled, write
from generator.diagnostics import Diagnostic, Severity, Text
from generator.source.text import REFUSED

if TYPE_CHECKING:
    from generator.review.reports import Checked

WORDS = {
    Severity.ERROR: (Text("错误", "error"), "red"),
    Severity.WARNING: (Text("提示", "warning"), "yellow"),
    Severity.INFO: (Text("说明", "info"), "blue"),
}


def place_of(finding: Diagnostic) -> str:
    """Return `path:line:column`, or the path alone where nothing in the file is meant."""
    return f"{finding.path}:{finding.span.line}:{finding.span.column}" if finding.span else finding.path


def concealed(findings: Iterable[Diagnostic]) -> frozenset[tuple[str, int]]:
    """Return the lines, by file, that hold what must not be repeated: they are shown below no finding, whichever was asked for."""
    return frozenset(
        (finding.path, line)
        for finding in findings
        if finding.rule.conceals and finding.span is not None
        for line in range(finding.span.line, finding.span.end_line + 1)
    )


def as_line(finding: Diagnostic, voice: Voice) -> Line:
    """Return a finding as `path:line:column: severity[code] message`; the severity is English, as programs expect it."""
    colour = WORDS[finding.severity][1]
    label = styled(f"{finding.severity}[{finding.code}]", fg=colour, bold=True)
    return f"{place_of(finding)}: ", label, f" {finding.message(voice.lang)}"


def as_lines(finding: Diagnostic, voice: Voice) -> tuple[Line, Line]:
    """Return a finding in one line for people, and what to do below it."""
    word, colour = WORDS[finding.severity]
    label = styled(f"{word.in_(voice.lang)}[{finding.code}]", fg=colour, bold=True)
    message, hint = finding.message(voice.lang), finding.hint(voice.lang)
    return (f"{place_of(finding)}: ", label, f" {message}"), ("    ", styled("→", dim=True), f" {hint}")


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
    """Return JSON, with Chinese as it is unless the stream is `plain` ASCII; characters that could act on a terminal as escapes."""
    return REFUSED.sub(lambda found: json.dumps(found[0])[1:-1], json.dumps(data, ensure_ascii=plain, indent=2))


def show(findings: Sequence[Diagnostic], voice: Voice, *, least: Severity = Severity.INFO) -> None:
    """Print findings on stderr, for commands whose data is something else."""
    for finding in findings:
        if finding.severity.rank <= least.rank:
            for line in as_lines(finding, voice):
                write(*line, err=True)


def summary(findings: Sequence[Diagnostic], checked: "Checked") -> Text:
    """Say how many findings there are of each severity in how many reports, and how many the records answer themselves."""
    reports, lost, waived = len(checked.catalog.entries), checked.lost, len(checked.waived)
    counts = Counter(finding.severity for finding in findings)
    found = [counts[severity] for severity in (Severity.ERROR, Severity.WARNING, Severity.INFO)]
    return Text(
        f"{reports} 份报告"
        + (f"，另有 {lost} 个文件读不出" if lost else "")
        + f"：{found[0]} 个错误，{found[1]} 条提示，{found[2]} 条说明"
        + (f"；另有 {waived} 条已说明" if waived else ""),
        f"{counted(reports, 'report')}"
        + (f" and {counted(lost, 'file')} that could not be read" if lost else "")
        + f": {counted(found[0], 'error')}, {counted(found[1], 'warning')}, {counted(found[2], 'note')}"
        + (f"; {waived} more waived" if waived else ""),
    )


def counted(count: int, noun: str) -> str:
    """Return `1 file`, `2 files`."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"

"""Findings as workflow commands, which GitHub Actions shows beside the lines of a change."""

from typing import Final

from generator.cli.options import Voice
from generator.diagnostics import Diagnostic, Severity

_COMMANDS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_OF_DATA: Final = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_OF_PROPERTY: Final = _OF_DATA | str.maketrans({":": "%3A", ",": "%2C"})


def as_command(finding: Diagnostic, voice: Voice) -> str:
    """Return a finding as `::warning file=…,line=…,col=…,title=…::message`, what to do on a second line of the message."""
    properties = {"file": finding.path}
    if (span := finding.span) is not None:
        properties |= {"line": str(span.line), "endLine": str(span.end_line), "col": str(span.column)}
        if span.end_line == span.line and span.end_column > span.column:  # GitHub takes columns only within one line
            properties["endColumn"] = str(span.end_column)
    properties["title"] = finding.code
    told = ",".join(f"{name}={value.translate(_OF_PROPERTY)}" for name, value in properties.items())
    words = f"{finding.message(voice.lang)}\n{finding.hint(voice.lang)}"
    return f"::{_COMMANDS[finding.severity]} {told}::{words.translate(_OF_DATA)}"

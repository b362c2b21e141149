"""The forms in which `gongkai check` prints findings: one function each, and one line in `FORMATS`."""

from collections.abc import Callable, Mapping
from typing import Final, TypeAlias

import click

from generator.cli.annotated import annotated
from generator.cli.findings import as_data, as_json, as_line, summary
from generator.cli.options import Voice, writes_utf8
from generator.cli.terminal import write
from generator.cli.workflow import as_command
from generator.diagnostics import Diagnostic
from generator.reports import Checked
from generator.source.lines import lines_of

Findings: TypeAlias = tuple[Diagnostic, ...]


def _text(findings: Findings, checked: Checked, voice: Voice) -> None:
    for line in annotated(findings, lambda shown: lines_of(checked.file_of(shown), shown), voice):
        write(*line)
    voice.say(summary(findings, checked.catalog))


def _short(findings: Findings, checked: Checked, voice: Voice) -> None:
    for finding in findings:
        write(*as_line(finding, voice))
    voice.say(summary(findings, checked.catalog))


def _json(findings: Findings, _: Checked, voice: Voice) -> None:
    click.echo(as_json({"diagnostics": [as_data(finding, voice) for finding in findings]}, plain=not writes_utf8()))


def _github(findings: Findings, _: Checked, voice: Voice) -> None:
    for finding in findings:
        write(as_command(finding, voice))


FORMATS: Final[Mapping[str, Callable[[Findings, Checked, Voice], None]]] = {
    "text": _text,
    "short": _short,
    "json": _json,
    "github": _github,
}

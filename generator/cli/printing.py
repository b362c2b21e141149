"""The forms in which `gongkai check` prints findings: one function each, and one line in `FORMATS`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

import click

from generator.cli.annotated import annotated
from generator.cli.findings import as_data, as_json, as_line, concealed, place_of, summary
from generator.cli.options import Voice, writes_utf8
from generator.cli.sarif import as_sarif
from generator.cli.terminal import write
from generator.cli.workflow import as_command
from generator.diagnostics import Diagnostic, Text
from generator.review.reports import Checked
from generator.source.lines import lines_of


@dataclass(frozen=True)
class Outcome:
    """What a check is to print: the findings that were asked for, those that records answer, and what was checked."""

    findings: tuple[Diagnostic, ...]
    waived: tuple[Diagnostic, ...]
    checked: Checked


def _text(outcome: Outcome, voice: Voice) -> None:
    checked = outcome.checked
    for line in annotated(
        outcome.findings, lambda shown: lines_of(checked.file_of(shown), shown), concealed(checked.findings), voice
    ):
        write(*line)
    _sum_up(outcome, voice)


def _short(outcome: Outcome, voice: Voice) -> None:
    for finding in outcome.findings:
        write(*as_line(finding, voice))
    _sum_up(outcome, voice)


def _sum_up(outcome: Outcome, voice: Voice) -> None:
    """Say how many there are; under `-v` also which ones records answer, and how."""
    for finding in outcome.waived:
        if finding.waived is not None:
            (reason, by, _), place, message = finding.waived, place_of(finding), finding.message
            voice.detail(
                Text(
                    f"已说明：{place}: [{finding.code}] {message('zh')}：{reason}（{by}）",
                    f"waived: {place}: [{finding.code}] {message('en')}: {reason} ({by})",
                )
            )
    voice.say(summary(outcome.findings, outcome.checked))


def _json(outcome: Outcome, voice: Voice) -> None:
    findings = [as_data(finding, voice) for finding in outcome.findings]
    click.echo(as_json({"diagnostics": findings}, plain=not writes_utf8()))


def _sarif(outcome: Outcome, voice: Voice) -> None:
    click.echo(as_json(as_sarif(outcome.findings, outcome.waived, voice), plain=not writes_utf8()))


def _github(outcome: Outcome, voice: Voice) -> None:
    for finding in outcome.findings:
        write(as_command(finding, voice))


FORMATS: Final[Mapping[str, Callable[[Outcome, Voice], None]]] = {
    "text": _text,
    "short": _short,
    "json": _json,
    "sarif": _sarif,
    "github": _github,
}

"""`gongkai check`: every problem in one run."""

from pathlib import Path

import click

from generator.cli.findings import as_data, as_json, as_lines, summary
from generator.cli.options import common, current_folder, paths_argument, voice_of, writes_utf8
from generator.cli.terminal import write
from generator.diagnostics import Severity
from generator.reports import check_reports


@click.command()
@paths_argument
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How findings are printed."
)
@click.option("--strict", is_flag=True, help="Exit with 1 on warnings too.")
@common
@click.pass_context
def check(ctx: click.Context, paths: tuple[Path, ...], form: str, strict: bool, root: Path | None) -> None:
    """Check records: files or folders, by default the whole site.

    Exit code 0 is clean, 1 means findings of error severity (with --strict: or warnings), 2 wrong usage.
    """
    voice = voice_of(ctx)
    checked = check_reports(paths, root=root, cwd=current_folder())
    if form == "json":
        findings = [as_data(finding, voice) for finding in checked.findings]
        click.echo(as_json({"diagnostics": findings}, plain=not writes_utf8()))
    else:
        for finding in checked.findings:
            for line in as_lines(finding, voice):
                write(*line)
        voice.say(summary(checked.findings, len(checked.catalog.entries)))
    failing = (Severity.ERROR, Severity.WARNING) if strict else (Severity.ERROR,)
    ctx.exit(1 if any(finding.severity in failing for finding in checked.findings) else 0)

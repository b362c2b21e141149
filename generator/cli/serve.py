"""`gongkai serve`: the site on localhost, live."""

from datetime import datetime
from pathlib import Path

import click

from generator import serving
from generator.cli.findings import show, summary
from generator.cli.options import as_of, common, current_folder, moment_of, voice_of
from generator.diagnostics import Severity, Text
from generator.review.reports import Checked


@click.command()
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="The address to listen at; by default none but this machine."
)
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="The port to listen at.")
@as_of
@common
@click.pass_context
def serve(ctx: click.Context, host: str, port: int, as_of: datetime, root: Path | None) -> None:
    """Serve the site on this machine. Ctrl-C ends it.

    Pages are made anew when a record or a template changes; an error leaves the last ones up.
    """
    voice = voice_of(ctx)

    def shown(checked: Checked) -> None:
        show(checked.findings, voice, least=Severity.ERROR)
        voice.say(summary(checked.findings, checked))

    def announce(url: str) -> None:
        voice.say(Text(f"预览：{url}", f"serving {url}"), always=True)

    def report(text: Text) -> None:
        voice.say(text, always=True)

    serving.serve(
        root=root,
        cwd=current_folder(),
        host=host,
        port=port,
        shown=shown,
        announce=announce,
        report=report,
        now=moment_of(ctx, as_of),
    )

"""`gongkai generate`: the Markdown of every page, and nothing further."""

from pathlib import Path

import click

from generator import pipeline
from generator.cli.findings import show, summary
from generator.cli.options import Voice, common, current_folder, voice_of
from generator.diagnostics import Severity, Text
from generator.reports import Checked

keep_going = click.option("--keep-going", is_flag=True, help="Publish what is free of errors and list what is left out.")


@click.command()
@keep_going
@common
@click.pass_context
def generate(ctx: click.Context, keep_going: bool, root: Path | None) -> None:
    """Write Markdown into build/docs, only where it changes."""
    voice = voice_of(ctx)
    checked = pipeline.check((), root=root, cwd=current_folder())
    announce(checked, voice)
    if not pipeline.may_publish(checked, keep_going=keep_going):
        voice.say(Text("有错误，什么也没有写", "there are errors; nothing was written"), always=True)
        ctx.exit(1)
    written = pipeline.generate(checked, docs=checked.root / pipeline.DOCS).written
    voice.say(
        Text(
            f"build/docs：写入 {written.written} 页，未变 {written.unchanged} 页，移除 {written.removed} 页",
            f"build/docs: {written.written} written, {written.unchanged} unchanged, {written.removed} removed",
        )
    )
    ctx.exit(0 if checked.is_publishable else 1)


def announce(checked: Checked, voice: Voice) -> None:
    """Say what stands in the way, in full; under -v also what the reports themselves have wrong."""
    show(checked.findings, voice, least=Severity.INFO if voice.verbose else Severity.ERROR)
    voice.say(summary(checked.findings, checked.catalog))
    if checked.left_out:
        names = "\n  ".join(checked.left_out)
        voice.say(Text(f"因错误不公开的记录：\n  {names}", f"records kept from publication by an error:\n  {names}"), always=True)

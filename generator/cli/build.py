"""`gongkai build`: check, score, generate, render, and put the finished site in place in one step."""

from datetime import datetime
from pathlib import Path

import click

from generator import pipeline
from generator.cli.findings import show
from generator.cli.generate import announce, keep_going
from generator.cli.options import as_of, common, current_folder, voice_of
from generator.cli.progress import progress
from generator.cli.terminal import write
from generator.diagnostics import Text, UnusableError
from generator.runtime.stopwatch import Stopwatch


@click.command()
@keep_going
@click.option("--site", "into", type=click.Path(path_type=Path), help="Where the finished site goes; by default site/.")
@click.option("--no-hook", is_flag=True, help="Render with stock Python-Markdown: the same pages, slower.")
@click.option(
    "--jobs", type=click.IntRange(min=1), help="How many processes share the work; by default one a processor. Same result."
)
@click.option(
    "--scheduler", metavar="ADDRESS", help="Let the workers of this dask scheduler share the work (tcp://host:8786). Same result."
)
@click.option("--no-cache", is_flag=True, help="Make everything anew, as if nothing had been built before. Same result.")
@click.option("--profile", is_flag=True, help="Print what each stage took: seconds by the clock and of processors, memory.")
@as_of
@common
@click.pass_context
def build(
    ctx: click.Context,
    keep_going: bool,
    into: Path | None,
    no_hook: bool,
    jobs: int | None,
    scheduler: str | None,
    no_cache: bool,
    profile: bool,
    as_of: datetime,
    root: Path | None,
) -> None:
    """Build the site and put it in place.

    An error leaves the site that is already published untouched. Exit code 0 means published whole, 1 means errors (with
    --keep-going: something was left out), 2 wrong usage.
    """
    if jobs is not None and scheduler is not None:
        raise UnusableError("--jobs 与 --scheduler 只能用一个", "--jobs and --scheduler exclude each other")
    voice = voice_of(ctx)
    with progress(voice) as told:
        watch = Stopwatch(told)
        built = pipeline.build(
            root=root,
            cwd=current_folder(),
            into=into,
            keep_going=keep_going,
            hook=not no_hook,
            as_of=as_of,
            jobs=jobs,
            scheduler=scheduler,
            cache=not no_cache,
            watch=watch,
        )
    if profile:
        _show(watch)
    announce(built.checked, built.release, voice)
    if built.pages is None:
        voice.say(
            Text("有错误，没有生成网站；已公开的网站没有改动", "there are errors; the published site was not touched"),
            always=True,
        )
        ctx.exit(1)
    for warning in built.warnings:
        voice.say(Text(f"MkDocs：{warning}", f"MkDocs: {warning}"))
    show(built.links, voice)
    if built.published is None:
        voice.say(
            Text("有断开的链接；已公开的网站没有改动", "there are broken links; the published site was not touched"), always=True
        )
        ctx.exit(1)
    voice.say(Text(f"{built.pages} 页，已公开到 {built.published}", f"{built.pages} pages, published to {built.published}"))
    ctx.exit(0 if built.release.is_whole else 1)


def _show(watch: Stopwatch) -> None:
    """Print the stages on stdout, a line each: seconds by the clock and of processors, memory of this process and of its largest child."""
    whole, cpu = sum(lap.seconds for lap in watch.laps), sum(lap.cpu for lap in watch.laps)
    for lap in watch.laps:
        share = 100 * lap.seconds / whole if whole else 0
        memory = f"{lap.memory / 1e6:9.0f} MB{lap.of_children / 1e6:9.0f} MB"
        write(f"{lap.stage:<10}{lap.seconds:9.3f} s{lap.cpu:9.3f} s CPU{share:6.1f} %{memory}")
    write(f"{'':<10}{whole:9.3f} s{cpu:9.3f} s CPU")

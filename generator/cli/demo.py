"""`gongkai demo`: a folder of synthetic, marked records to try things out with."""

import re
from pathlib import Path
from typing import Final

import click

from generator.cli.options import common, voice_of
from generator.demo import FIRST_YEAR, LAST_YEAR, write_demo
from generator.diagnostics import Text

_PROJECTS: Final = 40


class Years(click.ParamType[range]):
    """`2019-2023`, or one year."""

    name = "A-B"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> range:
        """Return the years, both ends included."""
        match = re.fullmatch(r"([0-9]{4})(?:-([0-9]{4}))?", str(value))
        first, last = (int(match[1]), int(match[2] or match[1])) if match else (1, 0)
        if not match or last < first or first < FIRST_YEAR or last > LAST_YEAR:
            self.fail(f"{value!r} is not a span of years such as 2019-2023, from {FIRST_YEAR} to {LAST_YEAR}", param, ctx)
        return range(first, last + 1)


@click.command()
@click.option(
    "--projects",
    type=click.IntRange(1, 200_000),
    help="How many projects; 40 unless --records is given. Some begin later or end early, so there are somewhat fewer records "
    "than projects × years.",
)
@click.option("--records", type=click.IntRange(1, 200_000), help="How many records exactly, in place of --projects.")
@click.option("--years", type=Years(), default="2020-2023", show_default=True, help="First and last year.")
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed writes the same bytes.")
@click.option("--output", type=click.Path(path_type=Path), default=Path("demo"), show_default=True, help="The folder to write.")
@common
@click.pass_context
def demo(
    ctx: click.Context,
    projects: int | None,
    records: int | None,
    years: range,
    seed: int,
    output: Path,
    root: Path | None,  # noqa: ARG001 - every command takes the common options
) -> None:
    """Write a site of invented records, each marked as such."""
    if projects is not None and records is not None:
        raise click.UsageError(
            Text("--projects 和 --records 只能给一个", "give --projects or --records, not both").in_(voice_of(ctx).lang)
        )
    if records is None:
        projects = projects or _PROJECTS
    written = write_demo(output, projects=projects, records=records, years=years, seed=seed)
    voice_of(ctx).say(Text(f"{output}：{written} 份演示记录", f"{output}: {written} demonstration records"))

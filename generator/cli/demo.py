"""`gongkai demo`: a folder of synthetic, marked records to try things out with."""

import re
from pathlib import Path

import click

from generator.cli.options import common, voice_of
from generator.demo import write_demo
from generator.diagnostics import Text


class Years(click.ParamType[range]):
    """`2019-2023`, or one year."""

    name = "A-B"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> range:
        """Return the years, both ends included."""
        match = re.fullmatch(r"([0-9]{4})(?:-([0-9]{4}))?", str(value))
        first, last = (int(match[1]), int(match[2] or match[1])) if match else (1, 0)
        if not match or last < first or first < 1949 or last > 2100:
            self.fail(f"{value!r} is not a span of years such as 2019-2023", param, ctx)
        return range(first, last + 1)


@click.command()
@click.option(
    "--projects", type=click.IntRange(1, 200_000), default=40, show_default=True, help="How many projects; most recur every year."
)
@click.option("--years", type=Years(), default="2020-2023", show_default=True, help="First and last year.")
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed writes the same bytes.")
@click.option("--output", type=click.Path(path_type=Path), default=Path("demo"), show_default=True, help="The folder to write.")
@common
@click.pass_context
def demo(ctx: click.Context, projects: int, years: range, seed: int, output: Path, root: Path | None) -> None:  # noqa: ARG001
    """Write a site of plausible, invented records, each marked as demonstration."""
    written = write_demo(output, projects=projects, years=years, seed=seed)
    voice_of(ctx).say(Text(f"{output}：{written} 份演示记录", f"{output}: {written} demonstration records"))

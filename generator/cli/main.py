"""`gongkai`: the group of commands, and the one place where exceptions become exit codes."""

import sys
import traceback
from importlib import metadata
from typing import Any, Final

import click

from generator.cli.build import build
from generator.cli.check import check
from generator.cli.demo import demo
from generator.cli.explain import explain
from generator.cli.generate import generate
from generator.cli.options import Voice, voice_of
from generator.cli.schema import schema
from generator.cli.score import score
from generator.cli.serve import serve
from generator.demo import DemoError
from generator.diagnostics import Text
from generator.site.errors import SiteError

UNUSABLE: Final = 2
"""The exit code for wrong usage or an unusable environment."""


class Commands(click.Group):
    """The one handler: an unusable environment ends with exit code 2 and a sentence, never with a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except (SiteError, DemoError) as error:
            _give_up(ctx, error.text)
        except BrokenPipeError:
            raise
        except OSError as error:
            _give_up(
                ctx,
                Text(
                    f"无法读写 {error.filename or ''}：{error.strerror or error}",
                    f"can't read or write {error.filename or ''}: {error.strerror or error}",
                ),
            )
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:  # noqa: BLE001 - the last handler: a fault of ours still ends in a sentence
            kind = f"{type(error).__name__}: {error}"
            if voice_of(ctx).verbose:
                traceback.print_exc()
            _give_up(
                ctx,
                Text(
                    f"程序自身的错误，请报告（-v 显示细节）：{kind}",
                    f"a fault of gongkai itself, please report it (-v shows details): {kind}",
                ),
            )


def _give_up(ctx: click.Context, text: Text) -> None:
    voice = voice_of(ctx)
    voice.say(Text(f"错误：{text.zh}", f"error: {text.en}"), always=True)
    ctx.exit(UNUSABLE)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(metadata.version("gongkai"), prog_name="gongkai")
@click.option("--lang", type=click.Choice(["zh", "en"]), help="Language of messages; by default the locale's.")
@click.pass_context
def gongkai(ctx: click.Context, lang: str | None) -> None:
    """Publish performance self-evaluation reports (项目支出绩效自评): YAML records in, a public-disclosure site out."""
    ctx.obj = Voice.of(lang)


for command in (check, score, explain, generate, build, serve, schema, demo):
    gongkai.add_command(command)


def main() -> None:
    """Run `gongkai`."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a terminal that knows no Chinese gets escapes, not a traceback
            stream.reconfigure(errors="backslashreplace")
    gongkai()

"""`gongkai`: the group of commands, and the one place where exceptions become exit codes."""

import os
import sys
import traceback
from typing import Any, Final

import click

from generator.cli.options import Voice, voice_of
from generator.cli.terminal import escaped
from generator.diagnostics import Text, UnusableError
from generator.runtime.collector import imported, until_the_end

UNUSABLE: Final = 2
"""The exit code for wrong usage or an unusable environment."""


COMMANDS: Final = ("check", "score", "explain", "generate", "build", "upload", "serve", "schema", "demo")
"""In the order of help; `check` is the function `check` of the module `generator.cli.check`."""


class Commands(click.Group):
    """Loads a command when it is called, since `check` in an editor should not wait for MkDocs; and handles what it raises.

    An unusable environment ends with exit code 2 and a sentence, never with a traceback.
    """

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the names of all commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        """Return a command by name."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(imported(f"generator.cli.{cmd_name}"), cmd_name)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except UnusableError as error:
            _give_up(ctx, error.text)
        except BrokenPipeError:
            raise
        except OSError as error:
            _give_up(ctx, _what_failed(error))
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:  # noqa: BLE001 - the last handler: a fault of ours still ends in a sentence
            kind = f"{type(error).__name__}: {error}"
            if voice_of(ctx).verbose:
                click.echo(escaped(traceback.format_exc()), err=True, nl=False)
            _give_up(
                ctx,
                Text(
                    f"程序自身的错误，请报告（-v 显示细节）：{kind}",
                    f"a fault of gongkai itself, please report it (-v shows details): {kind}",
                ),
            )


def _what_failed(error: OSError) -> Text:
    """Say what could not be read or written; the system names no file where it is a stream such as stdout."""
    reason = error.strerror or str(error)
    if not error.filename:
        return Text(f"读写失败：{reason}", f"reading or writing failed: {reason}")
    name = os.fsdecode(error.filename) if isinstance(error.filename, bytes) else error.filename
    return Text(f"无法读写 {name}：{reason}", f"can't read or write {name}: {reason}")


def _give_up(ctx: click.Context, text: Text) -> None:
    voice = voice_of(ctx)
    voice.say(Text(f"错误：{text.zh}", f"error: {text.en}"), always=True)
    ctx.exit(UNUSABLE)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="gongkai", prog_name="gongkai")
@click.option("--lang", type=click.Choice(["zh", "en"]), help="Language of messages; by default the locale's.")
@click.pass_context
def gongkai(ctx: click.Context, lang: str | None) -> None:
    """Publish performance self-evaluation reports (项目支出绩效自评): YAML records in, a public-disclosure site out."""
    ctx.obj = Voice.of(lang)
    if os.environ.get("NO_COLOR"):
        ctx.color = False


def main() -> None:
    """Run `gongkai`."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a terminal that knows no Chinese gets escapes, not a traceback
            stream.reconfigure(errors="backslashreplace")
    with until_the_end():
        gongkai()

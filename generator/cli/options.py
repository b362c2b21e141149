"""What every command shares: the site root, the language, and how much to say."""

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar, cast

import click
from click.core import ParameterSource

from generator.cli.terminal import escaped
from generator.diagnostics import Lang, Text, UnusableError, visible
from generator.model.instants import read_instant

F = TypeVar("F", bound=Callable[..., Any])


@dataclass(frozen=True)
class Voice:
    """In which language a command speaks, and how much. Words go to stderr; data goes to stdout."""

    lang: Lang = "en"
    quiet: bool = False
    verbose: bool = False

    @classmethod
    def of(cls, lang: str | None) -> "Voice":
        """Return a voice in `lang`, by default the locale's language."""
        return cls(cast("Lang", lang) if lang in ("zh", "en") else _locale_language())

    def say(self, text: Text, *, always: bool = False) -> None:
        """Say a sentence on stderr, unless told to be quiet."""
        if always or not self.quiet:
            click.echo(escaped(text.in_(self.lang)), err=True)

    def detail(self, text: Text) -> None:
        """Say a sentence only under `-v`."""
        if self.verbose:
            self.say(text)


def _locale_language() -> Lang:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return "zh" if value.lower().startswith("zh") else "en"
    return "en"


def voice_of(ctx: click.Context) -> Voice:
    """Return the voice in force, also before any command began."""
    found = ctx.find_object(Voice)
    return found if found is not None else Voice.of(None)


def _set(**change: Any) -> Callable[[click.Context, click.Parameter, Any], Any]:
    def callback(ctx: click.Context, _: click.Parameter, value: Any) -> Any:
        if value:
            chosen = {name: value if kept is None else kept for name, kept in change.items()}
            ctx.obj = ctx.find_root().obj = replace(voice_of(ctx), **chosen)  # the root speaks of what ends the command
        return value

    return callback


def common(command: F) -> F:
    """Add --root, --lang, -q and -v."""
    options = (
        click.option("--root", type=click.Path(path_type=Path), help="The site's folder (the one that holds content/)."),
        click.option(
            "--lang", type=click.Choice(["zh", "en"]), expose_value=False, callback=_set(lang=None), help="Language of messages."
        ),
        click.option(
            "-q",
            "--quiet",
            is_flag=True,
            expose_value=False,
            callback=_set(quiet=None),
            help="Say nothing but findings and errors.",
        ),
        click.option("-v", "--verbose", is_flag=True, expose_value=False, callback=_set(verbose=None), help="Say more."),
    )
    for option in reversed(options):
        command = option(command)
    return command


def paths_argument(command: F) -> F:
    """Add PATH…: files or folders; none means the whole site."""
    return click.argument("paths", nargs=-1, type=click.Path(path_type=Path))(command)


class Moment(click.ParamType[datetime]):
    """`2026-03-01` or `2026-03-01T08:00`, in China's time, or with an offset."""

    name = "MOMENT"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """Return the moment; what is none is wrong usage."""
        if isinstance(value, datetime):
            return value
        found = read_instant(str(value))
        if found is None:
            shown = visible(str(value))
            told = Text(
                f"{shown} 不是时间；写成 2026-03-01 或 2026-03-01T08:00+08:00",
                f"{shown} is no moment; write 2026-03-01 or 2026-03-01T08:00+08:00",
            )
            self.fail(told.in_(voice_of(ctx).lang if ctx else "en"), param, ctx)
        return found.moment


def _now() -> datetime:
    return datetime.now(UTC)


as_of = click.option(
    "--as-of",
    type=Moment(),
    default=_now,
    show_default="now",
    help="Publish what may be seen at this moment: a report under an embargo from its end on. China's time unless it says otherwise.",
)
"""The one place where the clock is read."""


def moment_of(ctx: click.Context, as_of: datetime) -> Callable[[], datetime]:
    """Return what tells the moment to a command that goes on: the one that was asked for, else the present one each time."""
    is_asked_for = ctx.get_parameter_source("as_of") not in (None, ParameterSource.DEFAULT)
    return (lambda: as_of) if is_asked_for else _now


def current_folder() -> Path:
    """Return the folder the command runs in. Raises UnusableError where that has been deleted."""
    try:
        return Path.cwd()
    except FileNotFoundError as error:
        raise UnusableError("当前所在的文件夹已经不存在", "the current folder no longer exists") from error


def writes_utf8() -> bool:
    """Tell whether stdout can carry Chinese as it is."""
    return (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"

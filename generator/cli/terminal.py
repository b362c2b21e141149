"""The one way words reach a terminal. What can't be printed is shown escaped, so that no text from a file can act there."""

from collections.abc import Mapping
from typing import Any, NamedTuple, TypeAlias

import click

from generator.diagnostics import visible
from generator.source.text import IN_FILE


class Styled(NamedTuple):
    """Words with a look of `click.style`, such as bold."""

    text: str
    look: Mapping[str, Any]


Line: TypeAlias = "tuple[str | Styled, ...]"
"""One line of output, in parts."""


def styled(text: str, **look: Any) -> Styled:
    """Return words with a look."""
    return Styled(text, look)


def write(*parts: str | Styled, err: bool = False) -> None:
    """Print one line on stdout, or on stderr."""
    click.echo("".join(_shown(part) for part in parts), err=err)


def write_text(text: str) -> None:
    """Print text on stdout exactly, tabs and every kind of blank too; only what could act on a terminal is escaped."""
    click.echo(IN_FILE.sub(lambda found: f"\\u{ord(found[0]):04x}", text), nl=False)


def escaped(text: str) -> str:
    """Return text fit for a terminal, with its line breaks and tabs."""
    return "\n".join(map(_shown, text.split("\n")))


def _shown(part: str | Styled) -> str:
    if isinstance(part, Styled):
        return click.style(_shown(part.text), **part.look)
    return "\t".join(map(visible, part.split("\t")))

"""`gongkai schema`: the JSON Schema of a record, for editors."""

from pathlib import Path

import click

from generator.cli.findings import as_json
from generator.cli.options import common
from generator.model.schema import record_schema


@click.command()
@common
def schema(root: Path | None) -> None:  # noqa: ARG001 - every command takes the common options
    """Print the JSON Schema of a record, for editors.

    It describes content/reports/*/*/*.yaml, each field with its Chinese term.
    """
    click.echo(as_json(record_schema(), plain=False))

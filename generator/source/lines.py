"""The lines of a file as findings count them, for showing a place to a person."""

from pathlib import Path

from generator.diagnostics import Diagnostic
from generator.source.reader import bytes_of
from generator.source.text import decode


def lines_of(file: Path, shown: str) -> tuple[str, ...]:
    """Return a file's lines exactly as written, without their ends; none where it can't be read as text (any more).

    Only a line feed ends a line: whatever else might is refused, and counts as one column.
    """
    data = bytes_of(file, shown)
    text = data if isinstance(data, Diagnostic) else decode(data, shown)
    return () if isinstance(text, Diagnostic) else tuple(line.removesuffix("\r") for line in text.split("\n"))

"""Aligned columns on a terminal, where Chinese characters are two cells wide."""

from collections.abc import Collection, Iterator, Sequence
from typing import Final

from wcwidth import clip, ljust, rjust, width

from generator.diagnostics import quoted

CELL: Final = 28
"""The widest a cell gets, in terminal cells; the last one of a row may run on."""


def columns(rows: Sequence[Sequence[str]], *, right: Collection[int] = ()) -> Iterator[str]:
    """Yield rows of equal length as aligned lines; the columns in `right` are right-aligned."""
    shown = [[_cell(text, is_last=at == len(row) - 1) for at, text in enumerate(row)] for row in rows]
    widths = [max(width(row[at]) for row in shown) for at in range(len(shown[0]))] if shown else []
    for row in shown:
        cells = [
            rjust(text, wide) if at in right else ljust(text, wide)
            for at, (text, wide) in enumerate(zip(row, widths, strict=True))
        ]
        yield "  ".join(cells).rstrip()


def _cell(text: str, *, is_last: bool) -> str:
    line = quoted(text, 400)
    return line if is_last or width(line) <= CELL else clip(line, 0, CELL - 1) + "…"

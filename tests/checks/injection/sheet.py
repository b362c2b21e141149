"""A record as text: where its lines, rows and cells stand, found by what is written alone, and edits of them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

_CELL = re.compile(r"""(?<=[{ ])([a-z_0-9]+): ("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^,{}"']*)(?=[,}])""")
_ROW = "  - {"


class Cell(NamedTuple):
    """One value within a line: the columns (from 1, the end exclusive) of its key's start and of itself."""

    line: int
    key_column: int
    column: int
    end: int
    text: str

    @property
    def value(self) -> str | None:
        """What it says; None for null."""
        return None if self.text == "null" else self.text.strip("\"'")

    @property
    def number(self) -> Decimal | None:
        """Its figure, where it is one."""
        return Decimal(self.text) if re.fullmatch(r"[0-9]+(\.[0-9]+)?", self.text) else None

    @property
    def place(self) -> tuple[int, int]:
        return self.line, self.column


class Amount(NamedTuple):
    """A value that is a figure with what stands around it: `≥14.6万件`."""

    before: str
    number: Decimal
    after: str


def amount_of(cell: Cell | None) -> Amount | None:
    found = re.fullmatch(r"([^0-9]*)([0-9]+(?:\.[0-9]+)?)([^0-9]*)", cell.value or "") if cell is not None else None
    return Amount(found[1], Decimal(found[2]), found[3]) if found else None


@dataclass(frozen=True)
class Sheet:
    """One record's text. Lines count from 1. Edits return a new sheet."""

    text: str
    path: str = ""
    site: Mapping[str, str] = field(default_factory=dict)
    """Every record of the site by path, this one among them."""

    @cached_property
    def lines(self) -> list[str]:
        return self.text.splitlines()

    @property
    def year(self) -> int:
        return int(self.path.split("/")[2])

    @property
    def end(self) -> int:
        """The number of the line that would be appended next."""
        return len(self.lines) + 1

    def in_year(self, year: int) -> "Sheet | None":
        """The same project's record of another year."""
        path = re.sub(r"/[0-9]{4}/", f"/{year}/", self.path)
        return Sheet(self.site[path], path, self.site) if path in self.site else None

    def line_of(self, start: str) -> int | None:
        """The first line that begins with `start`."""
        return next((number for number, line in enumerate(self.lines, 1) if line.startswith(start)), None)

    def value(self, start: str) -> Cell | None:
        """What stands behind `start` (a key with its indentation and colon) up to the end of its line."""
        number = self.line_of(start)
        if number is None:
            return None
        line, column = self.lines[number - 1], len(start) + 2
        indent = len(start) - len(start.lstrip())
        return Cell(number, indent + 1, column, len(line) + 1, line[len(start) + 1 :])

    def cells(self, line: int | None) -> dict[str, Cell]:
        """The cells of a line in braces."""
        if line is None:
            return {}
        return {
            found[1]: Cell(line, found.start(1) + 1, found.start(2) + 1, found.end(2) + 1, found[2])
            for found in _CELL.finditer(self.lines[line - 1])
        }

    @cached_property
    def rows(self) -> list[dict[str, Cell]]:
        """The cells of each indicator."""
        start = self.line_of("indicators:") or self.end
        found = []
        for number in range(start + 1, self.end):
            if not self.lines[number - 1].startswith(_ROW):
                break
            found.append(self.cells(number))
        return found

    @property
    def stated(self) -> dict[str, Cell]:
        return self.cells(self.line_of("stated: {"))

    @property
    def execution(self) -> dict[str, Cell]:
        return self.cells(self.line_of("  execution: {"))

    def money(self, row: str) -> dict[str, Cell]:
        """The sources of a row of the money table."""
        return self.cells(self.line_of(f"  {row}: {{"))

    def printed(self, row: str) -> dict[str, Cell]:
        """The columns of a rate or the balance as the report prints it."""
        return self.cells(self.line_of(f"    {row}: {{"))

    def put(self, cell: Cell, text: object) -> "Sheet":
        """Write something else in a cell."""
        line = self.lines[cell.line - 1]
        return self.with_line(cell.line, line[: cell.column - 1] + str(text) + line[cell.end - 1 :])

    def add(self, row: dict[str, Cell], key: str, text: str) -> tuple["Sheet", Cell]:
        """Write another cell at the end of a row in braces."""
        number = next(iter(row.values())).line
        line = self.lines[number - 1].removesuffix("}")
        cell = Cell(number, len(line) + 3, len(line) + len(key) + 5, len(line) + len(key) + 5 + len(text), text)
        return self.with_line(number, f"{line}, {key}: {text}}}"), cell

    def drop(self, row: dict[str, Cell], key: str) -> "Sheet":
        """Leave a cell out, if it is there."""
        if key not in row:
            return self
        cell = row[key]
        line = self.lines[cell.line - 1]
        return self.with_line(cell.line, line[: cell.key_column - 3] + line[cell.end - 1 :])

    def with_line(self, number: int, line: str) -> "Sheet":
        lines = [*self.lines]
        lines[number - 1] = line
        return self._of(lines)

    def without_line(self, number: int) -> "Sheet":
        return self._of([*self.lines[: number - 1], *self.lines[number:]])

    def with_lines_before(self, number: int, *added: str) -> "Sheet":
        return self._of([*self.lines[: number - 1], *added, *self.lines[number - 1 :]])

    def appended(self, *added: str) -> "Sheet":
        return self._of([*self.lines, *added])

    def _of(self, lines: list[str]) -> "Sheet":
        return Sheet("\n".join(lines) + "\n", self.path, self.site)

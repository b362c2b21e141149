"""One report with everything known about it: its cover at hand, its body at hand or opened on demand."""

import sys
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Protocol, TypeAlias

from generator.cache.store import stamp
from generator.catalog.cover import Cover, cover_of
from generator.catalog.lines import Line, lines_of, to_bytes
from generator.diagnostics import Diagnostic, FieldPath
from generator.model.indicator import Indicator
from generator.model.report import Report
from generator.model.ruleset import Ruleset
from generator.model.thresholds import USUAL, Thresholds
from generator.scoring.evaluation import Evaluation, Row
from generator.source.document import Document
from generator.source.identity import ReportId

PlacedRow: TypeAlias = tuple[FieldPath, Indicator | None, Row]
"""An evaluated row with the field it stands at, and the indicator it was made from."""


@dataclass(frozen=True)
class Body:
    """A report itself, and what scoring made of it."""

    report: Report
    evaluation: Evaluation

    def opened(self) -> "Body":
        """Return itself: it is at hand."""
        return self

    @property
    def lines(self) -> tuple[Line, ...]:
        """The rows as tables show them."""
        return lines_of(self.evaluation.rows)

    @property
    def rows(self) -> bytes:
        """Its lines as bytes."""
        return to_bytes(self.lines)

    @cached_property
    def face(self) -> bytes:
        """What stands for its cover, but for what it tells at length, and for its lines."""
        cover = cover_of(self.report, self.evaluation, copied_length=sys.maxsize)
        return stamp(repr(cover).encode("utf-8", "surrogatepass"), self.rows)

    @cached_property
    def placed_rows(self) -> tuple[PlacedRow, ...]:
        """Every evaluated row with its place in the record; a row the standard supplied has no indicator."""
        evaluation, report = self.evaluation, self.report
        placed: list[PlacedRow] = []
        if evaluation.budget is not None:
            execution = report.budget.execution if report.budget is not None else None
            placed.append((("budget", "execution"), execution, evaluation.budget))
        rows = enumerate(zip(report.indicators, evaluation.indicators, strict=True))
        placed += [(("indicators", place), indicator, row) for place, (indicator, row) in rows]
        return tuple(placed)


class Closed(Protocol):
    """A body that is not at hand: its cover is, and it can be opened, each time anew."""

    @property
    def cover(self) -> Cover:
        """What is known without opening it."""
        ...

    @property
    def lines(self) -> tuple[Line, ...]:
        """The rows as tables show them: a part that is had for less than the whole."""
        ...

    @property
    def rows(self) -> bytes:
        """Its lines as bytes."""
        ...

    @property
    def face(self) -> bytes:
        """What stands for its cover, but for what it tells at length, and for its lines."""
        ...

    def opened(self) -> Body:
        """Return the body."""
        ...


@dataclass(frozen=True)
class Entry:
    """One report with everything known about it.

    What is asked of many reports at once is asked of their covers: `report` and `evaluation` may have to be opened for each question.
    """

    name: str
    """What commands call it: `2021/quwo-gonganju/jingwutong`, or the file's stem outside content/reports."""
    id: ReportId | None
    document: Document
    body: Body | Closed
    ruleset: Ruleset
    year: int | None
    doubtful: tuple[FieldPath, ...] = ()
    """Fields that could not be read and were taken out: such an entry is checked, never published or scored."""
    thresholds: Thresholds = USUAL
    """Where this site's checks draw their lines."""
    waived: tuple[Diagnostic, ...] = ()
    """What was found in it but is answered by the record itself (`waivers`), with the reason."""
    digest: bytes = b""
    """What stands for all it was made from; empty where that is not known."""

    @cached_property
    def cover(self) -> Cover:
        """What lists and checks between reports read."""
        if not isinstance(self.body, Body):
            return self.body.cover
        return cover_of(self.body.report, self.body.evaluation, copied_length=self.thresholds.copied_length)

    def opened(self) -> "Entry":
        """Return the same entry with its body at hand."""
        if isinstance(self.body, Body):
            return self
        entry = replace(self, body=self.body.opened())
        entry.__dict__["cover"] = self.cover  # which is known, and would be made again
        return entry

    @property
    def lines(self) -> tuple[Line, ...]:
        """The rows as tables show them, the budget's execution row first."""
        return self.body.lines

    @property
    def report(self) -> Report:
        """The record."""
        return self.body.opened().report

    @property
    def evaluation(self) -> Evaluation:
        """What scoring made of it."""
        return self.body.opened().evaluation

    @property
    def placed_rows(self) -> tuple[PlacedRow, ...]:
        """Every evaluated row with its place in the record."""
        return self.body.opened().placed_rows

    @property
    def path(self) -> str:
        """The file, as shown."""
        return self.document.path

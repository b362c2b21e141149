"""A project over some years, made from plain rows by the same validation and scoring as real ones."""

from collections.abc import Mapping, Sequence
from typing import Any

from generator.catalog import Catalog
from generator.catalog.entry import Body, Entry
from generator.history import Continuation, History, history_of
from generator.model.site import Agencies, Site
from generator.scoring.evaluate import evaluate
from generator.source import Document, ReportId
from tests.scoring.specimen import RULESETS, report_of

Cells = Mapping[str, Any]


def row(name: str | None, target: str | None = None, **more: Any) -> dict[str, Any]:
    """A row of the first level 产出指标 and the second 数量指标 with 10 points, unless told otherwise."""
    return {"level1": "产出指标", "level2": "数量指标", "name": name, "target": target, "weight": "10"} | more


def entry(year: int, rows: Sequence[Cells], budget: Cells | None = None, ruleset: str = "national-2020") -> Entry:
    report = report_of({"indicators": list(rows), "budget": budget})
    id, rules = ReportId(year, "jia", "a"), RULESETS[ruleset]
    return Entry(str(id), id, Document(f"{id}.yaml", {}, {}, {}), Body(report, evaluate(report, rules, year)), rules, year)


def history(*entries: Entry) -> History:
    catalog = Catalog.of(Site(title="甲"), Agencies(), RULESETS, entries)  # type: ignore[call-arg]
    return history_of(catalog, entries)


def step(one: Sequence[Cells], other: Sequence[Cells]) -> tuple[list[tuple[str, str, str]], list[str], list[str]]:
    """What continues what and how, what vanished, and what is new, by name, from 2020 to 2021."""
    [found] = history(entry(2020, one), entry(2021, other)).steps
    continued = [(str(link.before.row.name), str(link.after.row.name), str(link.kinship)) for link in found.continued]
    return continued, [str(gone.row.name) for gone in found.vanished], [str(new.row.name) for new in found.new]


def link(one: Cells, other: Cells, **more: Any) -> Continuation:
    """The one indicator of 2020 continued in 2021."""
    [found] = history(entry(2020, [one], **more), entry(2021, [other], **more)).steps
    [continued] = found.continued
    return continued

"""What changed after publication and is named by no correction: kept in the published folder until it is.

Pages come from the records alone, so a build makes a changed figure the published one and the change could never be seen again.
This one file of the site is the publication's own memory: the figures as they were first published, of the reports that still
owe a correction, and the reports that are gone from their address. Only `check` reads it. Where nothing is owed it is always the same.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from generator.catalog import Catalog
from generator.catalog.entry import Entry
from generator.checks.corrections import FIGURES
from generator.checks.passages import folded
from generator.checks.personal import traces
from generator.diagnostics import Diagnostic
from generator.exports.download import Download
from generator.exports.reports import as_json
from generator.model.fields import field_path
from generator.source.identity import ReportId

FILE: Final = "data/unnamed-changes.json"


@dataclass(frozen=True)
class Unnamed:
    """Figures as first published, by report, and the reports that are gone."""

    first: Mapping[ReportId, Mapping[str, Any]] = field(default_factory=dict)
    gone: tuple[ReportId, ...] = ()


NOTHING: Final = Unnamed()


def unnamed_file(catalog: Catalog, findings: Mapping[str, tuple[Diagnostic, ...]]) -> Iterator[Download]:
    """Yield the file as it is where nothing is owed; `remember` writes what is."""
    del catalog, findings
    yield Download(FILE, _content(NOTHING))


def first_figures(published: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what of a published record is remembered: its figures, and which changes of them its corrections had named by then."""
    named = [
        {key: change.get(key) for key in ("field", "from", "to")}
        for revision in _list(published.get("revisions"))
        for change in _list(revision.get("changes") if isinstance(revision, dict) else None)
        if isinstance(change, dict) and _is_of_figures(str(change.get("field")))
    ]
    figures = {key: published[key] for key in FIGURES if key in published}
    return {**figures, "revisions": [{"changes": named}]} if named else figures


def remember(owed: Unnamed, public: Catalog, staged: Path) -> None:
    """Write into a finished site what it still owes.

    Nothing is told that the site itself would not tell: nothing of a report that is not published now or has figures covered,
    nor what identifies or reaches a person.
    """
    entries = {id: public.by_id[id] for id in owed.first if id in public.by_id}
    first = {id: first_figures(owed.first[id]) for id in entries}  # an earlier version remembered changes of passages too
    told = {id: first[id] for id, entry in entries.items() if _may_be_told(entry, first[id])}
    content, file = _content(Unnamed(told, owed.gone)), staged / FILE
    if not file.is_file() or file.read_bytes() != content:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.unlink(missing_ok=True)  # the published one may be the same file
        file.write_bytes(content)


def _content(owed: Unnamed) -> bytes:
    return as_json(
        {"gone": [str(id) for id in sorted(owed.gone)], "reports": {str(id): owed.first[id] for id in sorted(owed.first)}}
    )


def _may_be_told(entry: Entry, first: Mapping[str, Any]) -> bool:
    is_covered = any(_is_of_figures(redaction.field) for redaction in entry.report.redactions)
    return not is_covered and not any(next(traces(folded(text)), None) for text in _texts(first))


def _is_of_figures(field: str) -> bool:
    path = field_path(field)
    return path is not None and path[0] in FIGURES


def _texts(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, Mapping):
        for value in data.values():
            yield from _texts(value)
    elif isinstance(data, list):
        for value in data:
            yield from _texts(value)


def _list(value: Any) -> Collection[Any]:
    return value if isinstance(value, list) else ()

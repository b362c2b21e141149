"""Every report as JSON: what it states, what we compute and how, and what the checks found."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from pydantic_core import to_json

from generator.catalog import Catalog, Stub
from generator.catalog.entry import Entry
from generator.diagnostics import Diagnostic, Lang
from generator.exports.data import evaluation_data
from generator.exports.download import Download
from generator.exports.totals import totals_data
from generator.language import lang

NAME: Final = "report.json"
"""The file beside a report's page: `/2021/quwo-gonganju/jingwutong/report.json`."""

Findings = Mapping[str, tuple[Diagnostic, ...]]
"""Findings by an entry's name."""


def report_files(catalog: Catalog, findings: Findings) -> Iterator[Download]:
    """Yield one JSON file a report, its sentences in the language of the site."""
    for id, entry in catalog.by_id.items():
        yield Download(f"{id}/{NAME}", as_json(report_data(entry, findings.get(entry.name, ()), catalog, lang())))


def stub_files(catalog: Catalog, _findings: Findings) -> Iterator[Download]:
    """Yield one JSON file a withheld report."""
    for stub in catalog.withheld:
        yield Download(f"{stub.id}/{NAME}", as_json(stub_data(stub, catalog)))


def stub_data(stub: Stub, catalog: Catalog) -> dict[str, Any]:
    """Return what is published of a withheld report; a title that is withheld too is null."""
    return {
        "id": str(stub.id),
        "title": stub.title,
        "year": stub.id.year,
        "agency": stub.id.agency,
        "agency_name": catalog.agency_name(stub.id.agency),
        "withheld": {
            "basis": stub.basis,
            "reason": stub.reason,
            "by": stub.by,
            "date": None if stub.date is None else stub.date.isoformat(),
        },
    }


def report_data(entry: Entry, findings: tuple[Diagnostic, ...], catalog: Catalog, tongue: Lang = "zh") -> dict[str, Any]:
    """Return a report as data: `evaluation_data` plus the agency's name, the totals, the record as it stands, and the findings."""
    assert entry.id is not None
    return {
        **evaluation_data(entry, tongue),
        "agency_name": catalog.agency_name(entry.id.agency),
        **totals_data(entry),
        "record": entry.report.model_dump(mode="json", by_alias=True, exclude_defaults=True),
        "findings": [
            {"code": found.code, "severity": str(found.severity), "message": found.message(tongue)} for found in findings
        ],
        "waived": [_waived(found, tongue) for found in entry.waived],
    }


def _waived(found: Diagnostic, tongue: Lang) -> dict[str, Any]:
    answer = {} if found.waived is None else found.waived._asdict()
    return {"code": found.code, "severity": str(found.severity), "message": found.message(tongue), **answer}


def as_json(data: object) -> bytes:
    """Return data as readable JSON in UTF-8, the same bytes for the same data."""
    return to_json(data, indent=2) + b"\n"

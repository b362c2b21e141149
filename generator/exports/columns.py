"""What the search in the browser reads first: a few columns of every report, small enough to send whole.

`search/columns.json` holds titles, agencies, grades and figures; `search/indicators.json` the names of indicators. Names that recur stand once, in lists of their own, and are referred to by position.
Texts are as the records have them: the browser folds case and width, on both sides alike. `search/bundles.json` says that
there is no more to search, until `generator.site.search` has made it and says otherwise.
"""

import json
from collections.abc import Hashable, Iterator
from decimal import Decimal
from typing import Any, Final, Generic, TypeVar

from generator.catalog import Catalog, Entry
from generator.exports.download import Download
from generator.exports.reports import Findings
from generator.model.report import YUAN
from generator.scoring.evaluation import Status
from generator.scoring.rounding import EXACT, plain

COLUMNS: Final = "search/columns.json"
INDICATORS: Final = "search/indicators.json"
BUNDLES: Final = "search/bundles.json"

T = TypeVar("T", bound=Hashable)


class _Listed(Generic[T]):
    """Values in order of appearance, each once."""

    def __init__(self) -> None:
        self.places: dict[T, int] = {}

    def at(self, value: T) -> int:
        return self.places.setdefault(value, len(self.places))

    @property
    def values(self) -> list[T]:
        return list(self.places)


def search_files(catalog: Catalog, findings: Findings) -> Iterator[Download]:
    """Yield the columns and the indicator names of every report, the newest year first, both in the same order."""
    entries = [entry for year in catalog.by_year.values() for entry in year]
    yield Download(COLUMNS, _compact(columns(entries, catalog, findings)))
    yield Download(INDICATORS, _compact(indicator_names(entries)))
    yield Download(BUNDLES, _compact({"names": None, "text": []}))


def columns(entries: list[Entry], catalog: Catalog, findings: Findings) -> dict[str, Any]:
    """Return one list a column over all reports; amounts are in yuan, figures are text, null is blank.

    `agencies` are [slug, current name, further names…, department, region]: further names are former and short ones.
    `rate` is the execution rate in per cent, `open` how many indicators are unassessed, `corrected` the positions of corrected reports.
    """
    agencies, grades = _Listed[str](), _Listed[str | None]()
    rows: list[list[Any]] = []
    for entry in entries:
        assert entry.id is not None
        result = entry.evaluation
        rows.append(
            [
                entry.id.year,
                agencies.at(entry.id.agency),
                entry.id.project,
                entry.report.title,
                entry.report.code,
                plain(result.score) if result.score is not None else None,
                grades.at(result.grade),
                _yuan(entry),
                _stated(entry),
                _rate(entry),
                len(result.with_status(Status.UNASSESSED)) if entry.ruleset.computes else 0,
                len(findings.get(entry.name, ())),
            ]
        )
    names = ("year", "agency", "project", "title", "code", "score", "grade", "amount", "stated", "rate", "open", "findings")
    return {
        "agencies": [_agency(slug, catalog) for slug in agencies.values],
        "grades": grades.values,
        **{name: [row[place] for row in rows] for place, name in enumerate(names)},
        "corrected": [place for place, entry in enumerate(entries) if entry.report.revisions],
    }


def indicator_names(entries: list[Entry]) -> dict[str, Any]:
    """Return every indicator name once, and for each report the positions of its own."""
    names = _Listed[str]()
    reports = [[names.at(row.name) for row in entry.evaluation.rows if row.name is not None] for entry in entries]
    return {"names": names.values, "reports": reports}


def _agency(slug: str, catalog: Catalog) -> dict[str, Any]:
    agency = catalog.agency(slug)
    if agency is None:
        return {"slug": slug, "name": slug, "also": [], "department": None, "region": None}
    return {
        "slug": slug,
        "name": agency.name,
        "also": [*agency.aliases, *(former.name for former in agency.former)],
        "department": catalog.department_name(agency.department),
        "region": "".join(agency.region) or None,
    }


def _yuan(entry: Entry) -> str | None:
    money = entry.evaluation.money
    amount = money.of("adjusted") if money is not None else None
    return plain(EXACT.multiply(amount, YUAN[money.unit])) if money is not None and amount is not None else None


def _rate(entry: Entry) -> str | None:
    money = entry.evaluation.money
    rate = money.of("execution_rate") if money is not None else None
    return plain(rate) if rate is not None else None


def _stated(entry: Entry) -> str | None:
    """The stated total, where it is not what we compute: it can be searched for too."""
    stated = entry.report.stated.score
    return plain(stated) if isinstance(stated, Decimal) and stated != entry.evaluation.score else None


def _compact(data: object) -> bytes:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()

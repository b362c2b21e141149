"""What the search in the browser reads first, year by year: a few columns of every report, small enough to send whole.

`search/columns/<year>.json` holds titles, agencies, grades and figures; `search/indicators/<year>.json` the names of indicators.
Reports stand by agency and project in both. Names that recur stand once, in lists of their own, and are referred to by position. Texts
are as the records have them: the browser folds case and width, on both sides alike. `search/years.json` says which years there are,
`search/bundles.json` that there is no more to search, until `generator.site.search` has made it and says otherwise.
"""

import json
from collections.abc import Hashable, Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import groupby
from operator import itemgetter
from typing import Any, Final, Generic, TypeVar

from generator.catalog import Catalog
from generator.catalog.entry import Entry
from generator.exports.download import Download
from generator.exports.reports import Findings
from generator.model.budget import YUAN
from generator.scoring.rounding import EXACT, plain
from generator.source.identity import ReportId

YEARS: Final = "search/years.json"
BUNDLES: Final = "search/bundles.json"

T = TypeVar("T", bound=Hashable)


class _Listed(Generic[T]):
    """Values in order of appearance, each once."""

    def __init__(self) -> None:
        self.places: dict[T, int] = {}

    def at(self, value: T) -> int:
        return self.places.setdefault(value, len(self.places))


def column_files(catalog: Catalog, findings: Findings) -> Iterator[Download]:
    """Yield the columns and the indicator names of every year of which there are reports, both in the same order."""
    for year, found in groupby(sorted(catalog.by_id.items(), key=itemgetter(0)), key=lambda one: one[0].year):
        reports = tuple(found)
        yield Download(f"search/columns/{year}.json", _columns(reports, catalog, findings))
        yield Download(f"search/indicators/{year}.json", _indicators(entry for _, entry in reports))


def list_files(catalog: Catalog, _findings: Findings) -> Iterator[Download]:
    """Yield the list of years, the newest first, and that of no bundles."""
    yield Download(YEARS, _json(sorted(catalog.by_year, reverse=True)).encode())
    yield Download(BUNDLES, _json({"names": None, "text": []}).encode())


def _columns(reports: Sequence[tuple[ReportId, Entry]], catalog: Catalog, findings: Findings) -> bytes:
    """Return one list a column over the reports of a year, with the agencies and grades that two of them refer to.

    Amounts are in yuan, figures text, and null where blank; `stated` is null where it is what we compute, `rate` the execution rate in
    per cent, `open` how many indicators are unassessed. `corrected` holds the positions of corrected reports.
    """
    agencies, grades = _Listed[str](), _Listed[str | None]()
    entries = [entry for _, entry in reports]
    covers = [entry.cover for entry in entries]
    lists: dict[str, list[object]] = {
        "agency": [agencies.at(id.agency) for id, _ in reports],
        "project": [id.project for id, _ in reports],
        "title": [cover.title for cover in covers],
        "code": [cover.code for cover in covers],
        "score": [plain(cover.score) if cover.score is not None else None for cover in covers],
        "grade": [grades.at(cover.grade) for cover in covers],
        "amount": [_yuan(entry) for entry in entries],
        "stated": [_stated(entry) for entry in entries],
        "rate": [_rate(entry) for entry in entries],
        "open": [cover.unassessed if entry.ruleset.computes else 0 for entry, cover in zip(entries, covers, strict=True)],
        "findings": [len(findings.get(entry.name, ())) for entry in entries],
        "corrected": [place for place, cover in enumerate(covers) if cover.revisions > 0],
    }
    own = {"agencies": [_agency(slug, catalog) for slug in agencies.places], "grades": list(grades.places)}
    return _json(own | lists).encode()


def _indicators(entries: Iterable[Entry]) -> bytes:
    """Return every indicator name once, and for each report the positions of its own."""
    names = _Listed[str]()
    reports = [[names.at(name) for name in entry.cover.names] for entry in entries]
    return _json({"names": list(names.places), "reports": reports}).encode()


def _agency(slug: str, catalog: Catalog) -> dict[str, Any]:
    """Return an agency as the search knows it: `also` are former and short names."""
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
    money = entry.cover.money
    amount = money.of("adjusted") if money is not None else None
    return plain(EXACT.multiply(amount, YUAN[money.unit])) if money is not None and amount is not None else None


def _rate(entry: Entry) -> str | None:
    money = entry.cover.money
    rate = money.of("execution_rate") if money is not None else None
    return plain(rate) if rate is not None else None


def _stated(entry: Entry) -> str | None:
    """The stated total, where it is not what we compute: it can be searched for too."""
    stated = entry.cover.stated.score
    return plain(stated) if isinstance(stated, Decimal) and stated != entry.cover.score else None


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))

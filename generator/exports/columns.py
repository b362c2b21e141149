"""What the search in the browser reads first: a few columns of every report, small enough to send whole.

`search/columns.json` holds titles, agencies, grades and figures; `search/indicators.json` the names of indicators. Names that recur stand
once, in lists of their own, and are referred to by position. Texts are as the records have them: the browser folds case and width, on both
sides alike. `search/bundles.json` says that there is no more to search, until `generator.site.search` has made it and says otherwise.

What a report has in each column is found from the report alone (`row_of`) and is plain text that can be kept; the files are joined from
such rows, which costs little beside finding them.
"""

import json
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final, Generic, NamedTuple, TypeVar

from generator.catalog import Catalog
from generator.entry import Entry
from generator.exports.download import Download
from generator.exports.reports import Findings
from generator.model.budget import YUAN
from generator.scoring.rounding import EXACT, plain

COLUMNS: Final = "search/columns.json"
INDICATORS: Final = "search/indicators.json"
BUNDLES: Final = "search/bundles.json"

T = TypeVar("T", bound=Hashable)


class SearchRow(NamedTuple):
    """What a report has in the columns. From `title` to `rate` JSON: amounts in yuan, figures as text, null where blank.

    `agency` and `project` are slugs; `stated` is null where it is what we compute, `rate` the execution rate in per cent,
    `open` how many indicators are unassessed, `names` those of its indicators.
    """

    year: int
    agency: str
    project: str
    title: str
    code: str
    score: str
    grade: str
    amount: str
    stated: str
    rate: str
    open: int
    is_corrected: bool
    names: tuple[str, ...]

    @property
    def name(self) -> str:
        """What the report is called."""
        return f"{self.year}/{self.agency}/{self.project}"


class _Listed(Generic[T]):
    """Values in order of appearance, each once."""

    def __init__(self) -> None:
        self.places: dict[T, int] = {}

    def at(self, value: T) -> int:
        return self.places.setdefault(value, len(self.places))


def search_files(catalog: Catalog, findings: Findings) -> Iterator[Download]:
    """Yield the columns and the indicator names of every report, the newest year first, both in the same order."""
    counts = {name: len(found) for name, found in findings.items()}
    return joined(map(row_of, catalog.by_id.values()), catalog, counts)


def row_of(entry: Entry) -> SearchRow:
    """Return what a report has in the columns, from nothing but the report."""
    assert entry.id is not None
    cover = entry.cover
    return SearchRow(
        entry.id.year,
        entry.id.agency,
        entry.id.project,
        title=_json(cover.title),
        code=_json(cover.code),
        score=_json(plain(cover.score) if cover.score is not None else None),
        grade=_json(cover.grade),
        amount=_json(_yuan(entry)),
        stated=_json(_stated(entry)),
        rate=_json(_rate(entry)),
        open=cover.unassessed if entry.ruleset.computes else 0,
        is_corrected=cover.revisions > 0,
        names=cover.names,
    )


def joined(rows: Iterable[SearchRow], catalog: Catalog, findings: Mapping[str, int]) -> Iterator[Download]:
    """Yield the files of all reports' rows, which may come in any order; `findings` counts those of a report by its name.

    Of `catalog` only its agencies are looked at.
    """
    ordered = sorted(rows, key=lambda row: (-row.year, row.agency, row.project))
    yield Download(COLUMNS, _columns(ordered, catalog, findings))
    yield Download(INDICATORS, _indicators(ordered))
    yield Download(BUNDLES, _json({"names": None, "text": []}).encode())


def _columns(rows: Sequence[SearchRow], catalog: Catalog, findings: Mapping[str, int]) -> bytes:
    """Return one list a column over all reports, with the agencies and grades that two of them refer to.

    `corrected` holds the positions of corrected reports.
    """
    agencies, grades = _Listed[str](), _Listed[str]()
    lists: dict[str, Iterable[object]] = {
        "year": (row.year for row in rows),
        "agency": [agencies.at(row.agency) for row in rows],
        "project": (f'"{row.project}"' for row in rows),
        "title": (row.title for row in rows),
        "code": (row.code for row in rows),
        "score": (row.score for row in rows),
        "grade": [grades.at(row.grade) for row in rows],
        "amount": (row.amount for row in rows),
        "stated": (row.stated for row in rows),
        "rate": (row.rate for row in rows),
        "open": (row.open for row in rows),
        "findings": (findings.get(row.name, 0) for row in rows),
        "corrected": (place for place, row in enumerate(rows) if row.is_corrected),
    }
    own = {"agencies": (_json(_agency(slug, catalog)) for slug in agencies.places), "grades": grades.places}
    return ("{" + ",".join(f'"{name}":{_list(values)}' for name, values in (own | lists).items()) + "}").encode()


def _indicators(rows: Sequence[SearchRow]) -> bytes:
    """Return every indicator name once, and for each report the positions of its own."""
    names = _Listed[str]()
    reports = _list([_list([names.at(name) for name in row.names]) for row in rows])
    return f'{{"names":{_json(list(names.places))},"reports":{reports}}}'.encode()


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


def _list(values: Iterable[object]) -> str:
    """Return a list of what is JSON already."""
    return f"[{','.join(map(str, values))}]"


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))

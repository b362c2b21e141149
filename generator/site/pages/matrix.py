"""Projects against years: one line a project, one cell a year, so that a year without a report is seen to be missing."""

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from generator.catalog import Catalog, ProjectKey
from generator.catalog.entry import Entry
from generator.site import addresses
from generator.site.pages.listing import Entries, Listed, listed
from generator.site.pages.page import Edition, Link
from generator.site.pages.rows import Tag
from generator.site.templates import filters

LONGEST: Final = 500
"""The most projects of one table: a line of four years takes 1,300 bytes."""


class MatrixLine(NamedTuple):
    """One project, with its reports of every year; a year without a report has an empty tuple.

    `agency` is told where the projects are of several.
    """

    project: Link
    agency: str | None
    years: tuple[tuple[int, tuple[Listed, ...]], ...]


class Matrix(NamedTuple):
    """Projects against years, the oldest year first.

    `gaps` says whether a year of a project has no report, `open` whether a grade rests on rows not all assessed.
    """

    caption: str
    years: tuple[int, ...]
    lines: tuple[MatrixLine, ...]
    gaps: bool
    open: bool


def matrix_of(edition: Edition, entries: Iterable[Entry], origin: str, caption: str) -> Matrix:
    """Return the projects of some reports across their years, each by its newest title here."""
    catalog = edition.catalog
    projects: dict[ProjectKey, dict[int, list[Entry]]] = {}
    for entry in entries:
        assert entry.id is not None
        projects.setdefault(catalog.project_of[entry.id], {}).setdefault(entry.id.year, []).append(entry)
    # The years between the first and the last all stand here, or two reports would look like neighbours.
    years = sorted({year for found in projects.values() for year in found})
    span = tuple(range(years[0], years[-1] + 1)) if years else ()
    several = len({agency for agency, _project in projects}) > 1
    lines = []
    for (agency, project), found in sorted(projects.items()):
        title = filters.one_line(found[max(found)][0].cover.title)
        by_year = ((year, tuple(_cell(edition, entry, origin) for entry in found.get(year, ()))) for year in span)
        link = Link(title, addresses.href(origin, addresses.project(agency, project)))
        lines.append(MatrixLine(link, catalog.agency_name(agency) if several else None, tuple(by_year)))
    cells = [rows for line in lines for _year, rows in line.years]
    return Matrix(caption, span, tuple(lines), not all(cells), any(row.open for rows in cells for row in rows))


def projects_of(catalog: Catalog, entries: Iterable[Entry]) -> Mapping[ProjectKey, Entries]:
    """Return some reports by project, in the order they come."""
    found: dict[ProjectKey, list[Entry]] = {}
    for entry in entries:
        assert entry.id is not None
        found.setdefault(catalog.project_of[entry.id], []).append(entry)
    return {key: tuple(members) for key, members in found.items()}


def _cell(edition: Edition, entry: Entry, origin: str) -> Listed:
    """Return a report with its grade in a word: the list says why, a cell has no room for it."""
    row, grade = listed(edition.catalog, entry, origin), entry.cover.grade
    return row._replace(grade=Tag(row.grade.mark, grade)) if grade is not None else row

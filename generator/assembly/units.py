"""A site cut into units: each makes some pages and files from the entries it is about, and can't see any others.

So what a unit makes depends on nothing else; units are made by as many hands as there are, and one whose stamp is that of
an earlier run is not made again.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from operator import is_
from typing import Final, NamedTuple, TypeAlias

from generator.cache.store import stamp
from generator.catalog import Catalog, ProjectKey, Stub
from generator.catalog.entry import Entry
from generator.diagnostics import Diagnostic
from generator.exports import Exporter
from generator.exports.columns import column_files, list_files
from generator.exports.feeds import feed_files
from generator.exports.reports import report_files, stub_files
from generator.exports.tables import year_files
from generator.exports.unnamed import unnamed_file
from generator.runtime.program import program
from generator.site.pages.departments import departments_of
from generator.site.pages.page import Edition

_Group: TypeAlias = tuple[str, tuple[Entry, ...], tuple[Stub, ...]]

FILES: Final[Mapping[str, tuple[Exporter, ...]]] = {
    "site": (stub_files, list_files, unnamed_file),
    "corrections": (feed_files,),
    "year": (year_files, column_files),
    "project": (report_files,),
}
"""Files to download by the kind of unit that makes them."""


OF_THE_WHOLE: Final = ("site", "corrections")
"""The kinds of unit that are made from everything."""

OPENING: Final[Mapping[str, Callable[[Entry], bool]]] = {
    "project": lambda _: True,
    "corrections": lambda entry: entry.cover.revisions > 0,
}
"""The reports that a kind of unit opens. All others open none: of a report they see its face, and how much was found in it."""


def is_opened(kind: str, entry: Entry) -> bool:
    """Tell whether units of a kind open this report."""
    opens = OPENING.get(kind)
    return opens is not None and opens(entry)


@dataclass(frozen=True)
class Unit:
    """Part of a site: its kind, its name among all units, and what it is made from."""

    kind: str
    name: str
    entries: tuple[Entry, ...]
    withheld: tuple[Stub, ...]


def units_of(catalog: Catalog) -> Iterator[Unit]:
    """Yield the units of a catalog: those that take longest to make first."""
    for kind, groups in _GROUPS.items():
        for name, entries, withheld in groups(catalog):
            yield Unit(kind, f"{kind}/{name}", entries, withheld)


def edition_of(unit: Unit, whole: Edition) -> Edition:
    """Return what a unit is made from."""
    if unit.kind in OF_THE_WHOLE:
        return whole
    findings = {entry.name: found for entry in unit.entries if (found := whole.findings_of(entry))}
    # A project's reports are read from cover to cover, again and again; of all others only the covers are.
    entries = [entry.opened() for entry in unit.entries] if unit.kind == "project" else unit.entries
    return Edition(whole.catalog.part(entries, unit.withheld), findings)


class Told(NamedTuple):
    """What stands for a report, and all that it was made from."""

    entry: Entry
    before: Entry | None
    project: ProjectKey | None
    found: tuple[Diagnostic, ...]
    face: bytes
    """Stands for what units see that do not open it."""
    body: bytes
    """Stands for the whole report."""

    def is_of(self, entry: Entry, before: Entry | None, project: ProjectKey | None, found: tuple[Diagnostic, ...]) -> bool:
        """Tell whether it was made from these, the very same."""
        return (
            self.entry is entry
            and self.before is before
            and self.project == project
            and len(self.found) == len(found)
            and all(map(is_, self.found, found))
        )


class Stamps:
    """What stands for all that a unit of an edition is made from, besides the frames that its pages are put into.

    `told` is what was told of the edition before in this process.
    """

    def __init__(self, whole: Edition, told: Mapping[str, Told] | None = None) -> None:
        self._whole = whole
        catalog = whole.catalog
        around = {
            "site": catalog.site.model_dump(mode="json"),
            "agencies": catalog.agencies.model_dump(mode="json"),
            "written": sorted(whole.written),
            "standards": {id: ruleset.model_dump_json(warnings=False) for id, ruleset in catalog.rulesets.items()},
        }
        self._context = stamp(program(), _json(around))
        self.told = {entry.name: self._tell(entry, (told or {}).get(entry.name)) for entry in catalog.entries}

    def of(self, unit: Unit) -> bytes:
        """Return a unit's stamp."""
        parts = [self._context, unit.name.encode(), self._of_entries(unit)]
        parts += (
            _json([str(stub.id), stub.title, stub.basis, stub.reason, stub.by, str(stub.date), stub.demo])
            for stub in unit.withheld
        )
        if unit.kind == "site":
            parts += self._of_site()
        return stamp(*parts)

    def _of_entries(self, unit: Unit) -> bytes:
        """Return what stands for the reports of a unit, one stamp behind the other: all are of one length."""
        told = (self.told[entry.name] for entry in unit.entries)
        return b"".join(one.body if is_opened(unit.kind, one.entry) else one.face for one in told)

    def _of_site(self) -> Iterator[bytes]:
        for address, page in sorted(self._whole.written.items()):
            yield from (address.encode(), repr(page).encode("utf-8", "surrogatepass"))
        yield repr(sorted(self._whole.expected.items())).encode("utf-8", "surrogatepass")

    def _tell(self, entry: Entry, last: Told | None) -> Told:
        catalog = self._whole.catalog
        project = catalog.project_of.get(entry.id) if entry.id is not None else None
        before, found = catalog.predecessor(entry), self._whole.findings_of(entry)
        if last is not None and last.is_of(entry, before, project, found):
            return last
        told = repr((entry.name, project, entry.ruleset.id, len(found))).encode()
        face = stamp(entry.body.face, told, b"" if before is None else before.body.face)
        findings = repr([[_found(finding) for finding in some] for some in (entry.waived, found)]).encode()
        body = stamp(face, entry.digest, findings, b"" if before is None else before.digest)
        return Told(entry, before, project, found, face, body)


class Stamping:
    """Stamps one edition of a site after another: what is the same in both is told once."""

    def __init__(self) -> None:
        self._told: Mapping[str, Told] | None = None

    def __call__(self, whole: Edition) -> Stamps:
        """Return the stamps of the next edition."""
        stamps = Stamps(whole, self._told)
        self._told = stamps.told
        return stamps


def _found(finding: Diagnostic) -> tuple[object, ...]:
    """Return all that a finding's words and its place are made from; the rule stands for its words, as its code does for it."""
    span = finding.span
    return (
        finding.code,
        finding.severity.value,
        finding.values,
        finding.field,
        None if span is None else (span.line, span.column),
        finding.waived,
    )


def _json(told: object) -> bytes:
    return json.dumps(told, ensure_ascii=True, sort_keys=True, separators=(",", ":"), default=str).encode()


def _whole(catalog: Catalog) -> Iterator[_Group]:
    yield "", catalog.entries, catalog.withheld


def _years(catalog: Catalog) -> Iterator[_Group]:
    for year, entries in catalog.by_year.items():
        yield str(year), entries, catalog.withheld_of(year=year)


def _departments(catalog: Catalog) -> Iterator[_Group]:
    for slug, entries in departments_of(catalog).items():
        yield slug, entries, ()


def _agencies(catalog: Catalog) -> Iterator[_Group]:
    for slug, entries in catalog.by_agency.items():
        yield slug, entries, catalog.withheld_of(agency=slug)


def _projects(catalog: Catalog) -> Iterator[_Group]:
    stubs: dict[tuple[str, str], list[Stub]] = {}
    for stub in catalog.withheld:
        stubs.setdefault((stub.id.agency, stub.id.project), []).append(stub)
    for (agency, project), entries in catalog.by_project.items():
        yield f"{agency}/{project}", entries, tuple(sorted(_around(entries, stubs), key=lambda stub: stub.id)) if stubs else ()


def _around(entries: Iterable[Entry], stubs: Mapping[tuple[str, str], list[Stub]]) -> set[Stub]:
    """Return the stubs at the addresses of a project, or of what its reports continue."""
    ids = [id for entry in entries for id in (entry.id, entry.cover.predecessor) if id is not None]
    return {stub for id in ids for stub in stubs.get((id.agency, id.project), ())}


_GROUPS: Final[Mapping[str, Callable[[Catalog], Iterator[_Group]]]] = {
    "site": _whole,
    "corrections": _whole,
    "year": _years,
    "department": _departments,
    "agency": _agencies,
    "project": _projects,
}

"""Evaluated reports, indexed: by year, agency, department and project. The one value that checks and pages read."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from types import MappingProxyType
from typing import Any, TypeAlias, TypeVar

from generator.catalog.entry import Entry
from generator.model.expected import EXPECTS_NOTHING, Expectations
from generator.model.ruleset import Ruleset
from generator.model.site import Agencies, Agency, Site
from generator.source.identity import ReportId

K = TypeVar("K")

ProjectKey: TypeAlias = tuple[str, str]
"""(agency slug, project slug): the same in another year is the same project, unless `continues` says otherwise."""


@dataclass(frozen=True, slots=True)
class Stub:
    """A report that is withheld 不予公开: that there is one, and why it is not to be seen. This is all that is published of it."""

    id: ReportId
    title: str | None
    """None where the title is withheld too."""
    basis: str
    reason: str
    by: str
    date: date | None
    demo: bool


@dataclass(frozen=True)
class Catalog:
    """Every entry, in order of identity, with the site and the agencies around them."""

    site: Site
    agencies: Agencies
    rulesets: Mapping[str, Ruleset]
    entries: tuple[Entry, ...]
    elsewhere: frozenset[ReportId] = frozenset()
    """Reports that stand in the tree but not in `entries`: not asked for, or not readable."""
    expected: Expectations = EXPECTS_NOTHING
    """What must be disclosed."""
    is_whole: bool = True
    """Whether `entries` and `elsewhere` are all there is, so that what is in neither is not there."""
    withheld: tuple[Stub, ...] = ()
    """Reports that are published as stubs, in order of identity; they are no entries, and counted beside them."""
    projects: Mapping[ReportId, ProjectKey] | None = None
    """The project each report belongs to, where reports that tell are not among `entries`."""
    beyond: Mapping[ReportId, Entry] = field(default_factory=dict)
    """Reports that are not among `entries`, and continued by one that is."""

    @classmethod
    def of(
        cls,
        site: Site,
        agencies: Agencies,
        rulesets: Mapping[str, Ruleset],
        entries: Iterable[Entry],
        elsewhere: frozenset[ReportId] = frozenset(),
        expected: Expectations = EXPECTS_NOTHING,
        *,
        is_whole: bool = True,
        withheld: Iterable[Stub] = (),
    ) -> "Catalog":
        """Index entries; order in is irrelevant, order out is year, agency, project, then name."""
        ordered = sorted(entries, key=lambda e: (e.id is None, e.id or ReportId(0, "", ""), e.name))
        stubs = tuple(sorted(withheld, key=lambda stub: stub.id))
        return cls(site, agencies, MappingProxyType(dict(rulesets)), tuple(ordered), elsewhere, expected, is_whole, stubs)

    def holding(self, entries: Iterable[Entry], withheld: Iterable[Stub] = ()) -> "Catalog":
        """Return a catalog of the same site that holds other entries and stubs."""
        return Catalog.of(
            self.site,
            self.agencies,
            self.rulesets,
            entries,
            self.elsewhere,
            self.expected,
            is_whole=self.is_whole,
            withheld=withheld,
        )

    def part(self, entries: Iterable[Entry], withheld: Iterable[Stub]) -> "Catalog":
        """Return a catalog of some of the entries, which belong to the same projects as here, and knows of no others but those they continue."""
        held = tuple(entries)
        projects = {entry.id: self.project_of[entry.id] for entry in held if entry.id is not None}
        before = filter(None, map(self.predecessor, held))
        beyond = {entry.id: entry for entry in before if entry.id is not None and entry.id not in projects}
        part = self.holding(held, withheld)
        return replace(part, elsewhere=frozenset(), expected=EXPECTS_NOTHING, projects=projects, beyond=beyond)

    @cached_property
    def by_id(self) -> Mapping[ReportId, Entry]:
        """Entries that have an identity, by it."""
        return {entry.id: entry for entry in self.entries if entry.id is not None}

    def withheld_of(self, *, year: int | None = None, agency: str | None = None) -> tuple[Stub, ...]:
        """Return the stubs of a year, of an agency, or of both."""
        return tuple(
            stub
            for stub in self.withheld
            if (year is None or stub.id.year == year) and (agency is None or stub.id.agency == agency)
        )

    @cached_property
    def by_year(self) -> Mapping[int, tuple[Entry, ...]]:
        """Entries by year, the newest year first."""
        return _grouped(self.by_id.values(), lambda id: -id.year, lambda id: id.year)

    @cached_property
    def by_agency(self) -> Mapping[str, tuple[Entry, ...]]:
        """Entries by agency slug, the newest first within an agency."""
        newest_first = sorted(self.by_id.items(), key=lambda item: (-item[0].year, item[0].project))
        return _grouped((entry for _, entry in newest_first), lambda id: id.agency, lambda id: id.agency)

    @cached_property
    def by_project(self) -> Mapping[ProjectKey, tuple[Entry, ...]]:
        """Entries by project, the oldest first; a project that was renamed goes by its newest name."""
        if (projects := self.projects) is not None:
            return _grouped(self.by_id.values(), projects.__getitem__, projects.__getitem__)
        newest_name: dict[ProjectKey, ProjectKey] = {}
        for id in sorted(self.by_id, reverse=True):
            key = newest_name.setdefault(id[1:], id[1:])
            before = self.before(self.by_id[id])
            if before is not None:
                newest_name.setdefault(before[1:], key)
        name = lambda id: newest_name[id[1:]]  # noqa: E731 - used twice, nowhere else
        return _grouped(self.by_id.values(), name, name)

    @cached_property
    def project_of(self) -> Mapping[ReportId, ProjectKey]:
        """The project each report belongs to."""
        return {entry.id: key for key, entries in self.by_project.items() for entry in entries if entry.id is not None}

    def before(self, entry: Entry) -> ReportId | None:
        """Return the earlier report that this one says it continues, where that exists."""
        before = entry.cover.predecessor
        if before is None or entry.id is None or not (before in self.by_id or before in self.beyond):
            return None
        return before if before.year < entry.id.year else None

    def predecessor(self, entry: Entry) -> Entry | None:
        """Return that earlier report itself."""
        before = self.before(entry)
        return None if before is None else self.by_id.get(before) or self.beyond[before]

    def agency(self, slug: str) -> Agency | None:
        """Return an agency by slug."""
        return self.agencies.agencies.get(slug)

    def agency_name(self, slug: str) -> str:
        """Return an agency's current name, its slug where it is unknown."""
        agency = self.agency(slug)
        return agency.name if agency is not None else slug

    def department_name(self, slug: str | None) -> str | None:
        """Return a department's name."""
        return self.agencies.departments.get(slug, slug) if slug is not None else None


def _grouped(
    entries: Iterable[Entry], order: Callable[[ReportId], Any], key: Callable[[ReportId], K]
) -> Mapping[K, tuple[Entry, ...]]:
    """Group entries that have an identity, groups in `order`, entries as they come."""
    found: dict[K, list[Entry]] = {}
    places: dict[K, Any] = {}
    for entry in entries:
        assert entry.id is not None
        group = key(entry.id)
        if group in found:
            found[group].append(entry)
        else:
            found[group], places[group] = [entry], order(entry.id)
    return {group: tuple(found[group]) for group in sorted(found, key=places.__getitem__)}

"""Which report of a project follows which, and which years between them have none."""

from collections.abc import Collection, Hashable, Sequence
from dataclasses import dataclass

from generator.catalog import Catalog, Stub
from generator.catalog.entry import Entry
from generator.source.identity import ReportId


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The reports of the same project before and after one, and the years in between that have no report."""

    before: Entry | None
    after: Entry | None
    missing_before: tuple[int, ...] = ()
    missing_after: tuple[int, ...] = ()


def neighbours(catalog: Catalog, entry: Entry) -> Neighbours:
    """Return the previous and the next report of the same project, across changes of name.

    An entry without an identity has neither. Where two reports continue one, the next is the first in order of identity.
    """
    if entry.id is None or entry.id not in catalog.project_of:
        return Neighbours(None, None)
    project = catalog.by_project[catalog.project_of[entry.id]]
    earlier = before(catalog, project, entry)
    later = next((other for other in project if _is_it(before(catalog, project, other), entry)), None)
    withheld = {stub.id.year for stub in withheld_of(catalog, project)}
    return Neighbours(earlier, later, _between(earlier, entry, withheld), _between(entry, later, withheld))


def before(catalog: Catalog, project: Sequence[Entry], entry: Entry) -> Entry | None:
    """Return the report that `entry` follows among those of its project.

    That is the one it says it continues; else the newest earlier one of the same address; else the newest earlier one.
    """
    said = catalog.predecessor(entry)
    if said is not None:
        return said
    id = _id(entry)
    earlier = [other for other in project if _id(other).year < id.year]
    return max(earlier, key=lambda other: (_address(other) == _address(entry), _id(other)), default=None)


def withheld_of(catalog: Catalog, project: Sequence[Entry]) -> tuple[Stub, ...]:
    """Return the stubs of a project, in years without a public report: at the address of one, or continued by one."""
    if not catalog.withheld:
        return ()
    before = (entry.cover.predecessor for entry in project)
    addresses = {*map(_address, project), *((id.agency, id.project) for id in before if id is not None)}
    years = {_id(entry).year for entry in project}
    return tuple(
        stub for stub in catalog.withheld if (stub.id.agency, stub.id.project) in addresses and stub.id.year not in years
    )


def context_of(catalog: Catalog, project: Sequence[Entry]) -> Hashable:
    """Return what a project's history takes from the catalog beside its entries: whom each continues, and its withheld reports."""
    return tuple(map(catalog.before, project)), withheld_of(catalog, project)


def missing_years(entries: Sequence[Entry], withheld: Collection[int] = ()) -> tuple[int, ...]:
    """Return the years between the first and the last of some reports that have none, not even one `withheld`; the oldest first."""
    years = {_id(entry).year for entry in entries}
    return tuple(year for year in range(min(years), max(years)) if year not in years and year not in withheld) if years else ()


def _between(earlier: Entry | None, later: Entry | None, withheld: Collection[int]) -> tuple[int, ...]:
    return missing_years([earlier, later], withheld) if earlier is not None and later is not None else ()


def _is_it(one: Entry | None, entry: Entry) -> bool:
    return one is not None and one.id == entry.id


def _address(entry: Entry) -> tuple[str, str]:
    return _id(entry).agency, _id(entry).project


def _id(entry: Entry) -> ReportId:
    assert entry.id is not None
    return entry.id

"""What each agency should have published in a year, by its list, against what it did."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from generator.catalog import Catalog
from generator.catalog.entry import Entry
from generator.model.expected import Expected


@dataclass(frozen=True)
class Owing:
    """What one agency should have published in a year, and what it did. `expected` is None without a list for it."""

    slug: str
    expected: Mapping[str, Expected] | None
    published: Mapping[str, Entry]
    withheld: frozenset[str] = frozenset()
    """Its reports that are withheld: neither published nor missing."""

    @cached_property
    def missing(self) -> tuple[Expected, ...]:
        """What its list names, and neither is published nor withheld."""
        return tuple(
            report for slug, report in (self.expected or {}).items() if slug not in self.published and slug not in self.withheld
        )

    @cached_property
    def extra(self) -> tuple[Entry, ...]:
        """What is published and not on its list."""
        if self.expected is None:
            return ()
        return tuple(entry for slug, entry in self.published.items() if slug not in self.expected)

    @property
    def differs(self) -> bool:
        """Whether it is not as the year's list has it."""
        return bool(self.missing or self.extra)


def agencies_of(catalog: Catalog, year: int, expected: tuple[Expected, ...]) -> list[Owing]:
    """Return the agencies that a year's list or its reports name: those that miss something first, those without a list last."""
    lists: dict[str, dict[str, Expected]] = {}
    for report in expected:
        lists.setdefault(report.agency, {})[report.project] = report
    published: dict[str, dict[str, Entry]] = {}
    for entry in catalog.by_year.get(year, ()):
        assert entry.id is not None
        published.setdefault(entry.id.agency, {})[entry.id.project] = entry
    withheld: dict[str, set[str]] = {}
    for stub in catalog.withheld_of(year=year):
        withheld.setdefault(stub.id.agency, set()).add(stub.id.project)
    agencies = [
        Owing(slug, lists.get(slug), published.get(slug, {}), frozenset(withheld.get(slug, ())))
        for slug in lists.keys() | published.keys() | withheld.keys()
    ]
    return sorted(agencies, key=lambda agency: (agency.expected is None, not agency.missing, agency.slug))

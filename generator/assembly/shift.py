"""Some units to be made: on a bench that has the whole edition at hand, or on another machine with only what they are about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from generator.assembly.bench import Bench, Made
from generator.assembly.units import OF_THE_WHOLE, Unit, is_opened
from generator.catalog.entry import Entry
from generator.model.content import Surroundings
from generator.model.handwritten import Handwritten
from generator.site.links import Ties
from generator.site.pages.page import Edition
from generator.transport.folded import listed, part_of, surroundings_of
from generator.transport.parcels import pack, unpack


@dataclass(frozen=True)
class Shift:
    """Makes units of an edition."""

    bench: Bench
    whole: Edition

    def __call__(self, units: Sequence[Unit]) -> list[tuple[Made, Ties]]:
        """Make some units."""
        return self.bench.make(units, self.whole)

    def stays(self, units: Sequence[Unit]) -> bool:
        """Tell whether units are made here: those of the whole and of a year, which would take most entries along."""
        return any(unit.kind in (*OF_THE_WHOLE, "year") for unit in units)

    def packed(self, units: Sequence[Unit]) -> bytes:
        """Return units with an edition of what they are about; what units share is there once."""
        kinds = {unit.kind for unit in units}

        def sent(entry: Entry) -> Entry:
            return entry if any(is_opened(kind, entry) for kind in kinds) else listed(entry)

        entries = {entry.name: sent(entry) for unit in units for entry in unit.entries}
        stubs = {stub.id: stub for unit in units for stub in unit.withheld}
        findings = {name: found for name, entry in entries.items() if (found := self.whole.findings_of(entry))}
        own = part_of(self.whole.catalog, entries.values(), stubs.values(), self._around)
        own = replace(own, beyond={id: sent(entry) for id, entry in own.beyond.items()})
        there = tuple(replace(unit, entries=tuple(entries[entry.name] for entry in unit.entries)) for unit in units)
        return pack((there, Edition(own, findings)), self._around)

    def there(self) -> "Abroad":
        """Return what makes packed units."""
        return Abroad(self.bench, self._around, dict(self.whole.written))

    @cached_property
    def _around(self) -> Surroundings:
        return surroundings_of(self.whole.catalog)


@dataclass(frozen=True)
class Abroad:
    """Makes units of an edition from nothing but what came with them."""

    bench: Bench
    around: Surroundings
    written: Mapping[str, Handwritten]

    def __call__(self, packed: bytes) -> list[tuple[Made, Ties]]:
        """Make packed units."""
        units, edition = self.opened(packed)
        return Shift(self.bench, edition)(units)

    def opened(self, packed: bytes) -> tuple[Sequence[Unit], Edition]:
        """Return units and an edition that is the whole one as far as they can tell."""
        units, edition = unpack(packed, self.around)
        return units, replace(edition, written=self.written)

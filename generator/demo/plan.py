"""Which demonstration projects there are: where each is run, in which years, and under which names."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from typing import Final

from generator.demo.dice import Dice
from generator.demo.kind import Kind, Office, kinds, region
from generator.demo.turns import Turn, Turning, turn_of

DEMONSTRATION: Final = "（演示）"
"""What every project's name ends with."""

_VANISHES: Final = 60
_STARTS_LATER: Final = 220
_IS_RENAMED: Final = 40


@dataclass(frozen=True, slots=True)
class Agency:
    """One office in one district, as it is called now; `former` until the end of `until`'s year before."""

    slug: str
    name: str
    department: str
    district: str
    short: str
    former: str | None = None
    renamed_in: int | None = None

    def name_in(self, year: int) -> str:
        """Return the name that a report on `year` prints."""
        return self.former if self.former is not None and self.renamed_in is not None and year < self.renamed_in else self.name


@dataclass(frozen=True, slots=True)
class Appearance:
    """A project in one year: the record's identity, its printed title, and the record it continues, if its path changed."""

    year: int
    agency: Agency
    slug: str
    title: str
    continues: str | None

    @property
    def id(self) -> str:
        """The report's identity, `2021/shili-yunshan-jiaotong/richang-yanghu`."""
        return f"{self.year}/{self.agency.slug}/{self.slug}"


@dataclass(frozen=True, slots=True)
class Project:
    """One project with everything that stays the same over its years."""

    number: int
    kind: Kind
    place: str
    appearances: tuple[Appearance, ...]
    turning: Turning | None = None


def every_project(years: range, seed: int) -> Iterator[Project]:
    """Yield projects without end; the n-th is the same however many are taken."""
    kind_names = _shuffled(list(kinds()), seed, "kinds")
    districts = _shuffled(list(region().districts), seed, "districts")
    titles = {name: _shuffled(list(kinds()[name].titles), seed, name) for name in kind_names}
    for number in count():
        # A mixed-radix count, so that no two projects of an agency share a slug: kind, title, district, town, lot.
        rest, kind_place = divmod(number, len(kind_names))
        kind_name = kind_names[kind_place]
        rest, title = divmod(rest, len(titles[kind_name]))
        rest, turn = divmod(rest, len(districts))
        district = districts[(turn + kind_place) % len(districts)]
        towns = region().districts[district].towns
        lot, town = divmod(rest, len(towns) + 1)
        yield _project(number, kind_name, titles[kind_name][title], district, town, lot, years, seed)


def _project(number: int, kind_name: str, slug: str, district: str, town: int, lot: int, years: range, seed: int) -> Project:
    kind, dice = kinds()[kind_name], Dice(seed, "project", number)
    towns = region().districts[district].towns
    place = region().city + region().districts[district].name + (towns[town - 1] if town else "")
    ending = ("" if town == 0 else f"-{town:02d}") + ("" if lot == 0 else f"-biao-{lot + 1}")
    lot_name = "" if lot == 0 else f"第{lot + 1}标段"
    turn = turn_of(number, seed)
    first, last = _life(dice, len(years))
    if turn is Turn.GAP:
        first, last = 0, len(years) - 1
    middle = years[first + (last - first + 1) // 2]
    turning = Turning(turn, middle) if turn is not None and last - first >= (2 if turn is Turn.GAP else 1) else None
    renamed = dice.between(first + 1, last) if last > first and dice.happens(_IS_RENAMED * (last - first)) else None
    appearances: list[Appearance] = []
    for place_in_years in range(first, last + 1):
        year = years[place_in_years]
        if turning == Turning(Turn.GAP, year):
            continue
        agency = agency_in(year, kind.office, district, years)
        is_renamed = renamed is not None and place_in_years >= renamed
        its_slug = f"{slug}{'-xin' if is_renamed else ''}{ending}"
        name = kind.titles[slug]
        title = f"{place if town else ''}{name}{'提升' if is_renamed else ''}项目{lot_name}{DEMONSTRATION}"
        before = appearances[-1] if appearances else None
        moved = before is not None and (before.agency.slug, before.slug) != (agency.slug, its_slug)
        appearances.append(Appearance(year, agency, its_slug, title, before.id if moved and before is not None else None))
    return Project(number, kind, place, tuple(appearances), turning)


def _life(dice: Dice, years: int) -> tuple[int, int]:
    """Return the first and last place in the years: some begin later, some vanish from a year on."""
    first = dice.below(years) if dice.happens(_STARTS_LATER) else 0
    last = next((place for place in range(first, years - 1) if dice.happens(_VANISHES)), years - 1)
    return first, last


def agency_in(year: int, office_name: str, district: str, years: range) -> Agency:
    """Return the agency of an office and a district in a year; names and successors change in the middle of the years."""
    office, change = region().offices[office_name], years[len(years) // 2]
    has_change = len(years) > 1
    place = region().city + region().districts[district].name
    if office.becomes is not None and has_change and year >= change:
        next_one = office.becomes
        return _agency(office, f"shili-{district}-{next_one.slug}", f"{place}{next_one.name}", district, next_one.short)
    former = f"{place}{office.former}" if office.former is not None and has_change else None
    slug = f"shili-{district}-{office_name}"
    return _agency(office, slug, f"{place}{office.name}", district, office.short, former, change if former else None)


def _agency(
    office: Office, slug: str, name: str, district: str, short: str, former: str | None = None, renamed_in: int | None = None
) -> Agency:
    return Agency(slug, name, office.department, district, f"示例{region().districts[district].name}{short}", former, renamed_in)


def _shuffled(names: list[str], seed: int, what: str) -> list[str]:
    return Dice(seed, "order", what).some(names, len(names))

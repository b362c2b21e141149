"""What is found between reports is the same whoever looks for it, and nobody looks twice."""

import pickle
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from generator.cache.store import Store, opened
from generator.catalog import Catalog, Stub
from generator.catalog.entry import Entry
from generator.checks import check_projects
from generator.demo import write_demo
from generator.diagnostics import Diagnostic
from generator.intake.shelf import Shelf
from generator.review import between
from generator.review.between import Between
from generator.review.reports import check_reports
from generator.workers.crew import Alone, Crew, Forked
from tests.intake.test_reading import plain


class Elsewhere:
    """Sends each part to a machine that has only what it is sent; `parts` counts them."""

    jobs = 1
    parts = 0

    def each(self, work: Any, parts: Sequence[Any]) -> Iterator[Any]:
        there = pickle.loads(pickle.dumps(work.there()))
        for part in parts:
            self.parts += 1
            yield there(work.packed(part))


CREWS: Sequence[Crew] = (Alone(), Forked(2), Elsewhere())


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened(tmp_path / "store/made.sqlite") as kept:
        yield kept


@pytest.fixture
def catalog(tmp_path: Path, store: Store) -> Catalog:
    write_demo(tmp_path / "demo", years=range(2021, 2024), seed=1, records=150)
    return check_reports((), root=tmp_path / "demo", cwd=tmp_path, shelf=Shelf(store)).catalog


def projects_of(catalog: Catalog) -> list[Sequence[Entry]]:
    return [entries for entries in catalog.by_project.values() if len(entries) > 1]


def with_a_year_withheld(catalog: Catalog) -> Catalog:
    middle = {entries[1].id for entries in catalog.by_project.values() if len(entries) == 3}
    stubs = [Stub(id, None, "", "", "", None, demo=True) for id in middle if id is not None]
    return catalog.holding((entry for entry in catalog.entries if entry.id not in middle), stubs)


def look(catalog: Catalog, store: Store, crew: Crew) -> list[Diagnostic]:
    with Between(store).by(crew) as known:
        return list(known.found(catalog, projects_of(catalog)))


@pytest.mark.parametrize("crew", CREWS, ids=["alone", "two processes", "elsewhere"])
def test_every_crew_finds_the_same(crew: Crew, catalog: Catalog, store: Store) -> None:
    assert len(projects_of(catalog)) > 2 * between._PART
    expected = list(check_projects(catalog, projects_of(catalog)))
    assert len(expected) > 10
    assert list(map(plain, look(catalog, store, crew))) == list(map(plain, expected))


def test_every_crew_knows_which_years_are_withheld(catalog: Catalog, store: Store) -> None:
    catalog = with_a_year_withheld(catalog)
    expected = list(check_projects(catalog, projects_of(catalog)))
    assert expected != list(check_projects(replace(catalog, withheld=()), projects_of(catalog)))
    for crew in CREWS:
        assert list(map(plain, look(catalog, store, crew))) == list(map(plain, expected))
        store.drop()


def test_what_is_known_is_not_looked_for_again(catalog: Catalog, store: Store) -> None:
    crew, projects = Elsewhere(), projects_of(catalog)
    with Between(store).by(crew) as known:
        first = list(known.found(catalog, projects))
        looked = crew.parts
        assert list(known.found(catalog, projects)) == first  # as the gate asks
    assert looked == crew.parts > 2
    assert look(catalog, store, crew) == first
    assert looked == crew.parts
    changed = catalog.holding(entry for entry in catalog.entries if entry is not projects[0][0])
    assert list(map(plain, look(changed, store, crew))) == list(map(plain, check_projects(changed, projects_of(changed))))
    assert crew.parts <= looked + 1

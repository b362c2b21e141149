"""What a reader of several years should notice is put into the demonstration at known places, and is found there."""

from collections import defaultdict
from functools import cache
from itertools import islice

import pytest

from generator.catalog import Catalog
from generator.demo import write_demo
from generator.demo.plan import Project, every_project
from generator.demo.turns import Turn, Turning, turn_of
from generator.history import History, Kinship, Shift, history_of
from generator.review.reports import check_reports
from generator.source import ReportId

YEARS = range(2020, 2024)
PROJECTS, SEED = 24, 1


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    root = tmp_path_factory.mktemp("turns")
    write_demo(root, projects=PROJECTS, years=YEARS, seed=SEED)
    return check_reports((), root=root, cwd=root).catalog


@cache
def turning() -> dict[Turn, list[tuple[Project, Turning]]]:
    found: dict[Turn, list[tuple[Project, Turning]]] = defaultdict(list)
    for project in islice(every_project(YEARS, SEED), PROJECTS):
        if project.turning is not None:
            found[project.turning.turn].append((project, project.turning))
    return found


def histories(catalog: Catalog, turn: Turn) -> list[tuple[History, int]]:
    found = []
    for project, turned in turning()[turn]:
        id = ReportId.parse(f"{project.appearances[-1].id}.yaml")
        assert isinstance(id, ReportId)
        found.append((history_of(catalog, catalog.by_project[catalog.project_of[id]]), turned.year))
    return found


@pytest.mark.parametrize("seed", [0, 1, 7, -3])
def test_any_eight_projects_in_a_row_take_every_turn(seed: int):
    assert {turn_of(number, seed) for number in range(8)} == {*Turn, None}
    assert {turn_of(number, seed) for number in range(101, 109)} == {*Turn, None}


@pytest.mark.parametrize("turn", Turn)
def test_two_dozen_projects_have_every_turn(turn: Turn):
    assert turning()[turn]


def test_a_year_without_a_report_is_missing_in_the_history(catalog: Catalog):
    for history, year in histories(catalog, Turn.GAP):
        assert history.missing == (year,)
        assert [(step.before.year, step.after.year) for step in history.steps if step.missing] == [(year - 1, year + 1)]


@pytest.mark.parametrize("turn", [turn for turn in Turn if turn is not Turn.GAP])
def test_no_other_project_misses_a_year(catalog: Catalog, turn: Turn):
    assert all(history.missing == () for history, _ in histories(catalog, turn))


def test_each_turn_is_what_history_finds_in_its_year(catalog: Catalog):
    for turn in Turn:
        for history, year in histories(catalog, turn):
            steps = [step for step in history.steps if step.after.year == year]
            others = [step for step in history.steps if step.after.year != year]
            for step in steps:
                kinds = [link.kinship for link in step.continued]
                weights = [link.weights for link in step.continued if link.weights]
                assert kinds.count(Kinship.RENAMED) == (turn is Turn.RENAMED)
                assert len(step.vanished) == (turn is Turn.DROPPED)
                assert [str(new.row.name) for new in step.new] == (["项目档案完整率"] if turn is Turn.ADDED else [])
                assert len(weights) == {Turn.DROPPED: 1, Turn.ADDED: 1, Turn.REWEIGHED: 2}.get(turn, 0)
                if turn is Turn.LOWERED:
                    assert any(link.target.shift is Shift.LOWERED for link in step.continued)
            assert turn is Turn.GAP or len(steps) == 1
            for step in others:
                assert not step.new and not step.vanished
                assert {link.kinship for link in step.continued} == {Kinship.SAME}


def test_words_are_mostly_promised_again_as_they_were(catalog: Catalog):
    links = [
        link
        for entries in catalog.by_project.values()
        for step in history_of(catalog, entries).steps
        for link in step.continued
        if link.after.row.kind == "qualitative"
    ]
    kept = sum(link.target.shift is Shift.UNCHANGED for link in links)
    assert 0.8 < kept / len(links) < 1

"""Units that went away with nothing but what was packed for them are those that were made at home."""

import gc
import pickle
from pathlib import Path

import pytest

from generator.assembly.bench import Bench
from generator.assembly.shift import Shift
from generator.assembly.units import OF_THE_WHOLE, units_of
from generator.cache.store import opened
from generator.demo import write_demo
from generator.intake.shelf import Shelf
from generator.review.reports import check_reports
from generator.runtime.collector import still
from generator.site.pages import Edition
from generator.site.rendering.frames import Frames
from generator.transport.folded import Folded, Unopened
from tests.assembly.test_units import made, tangled


def test_packed_units_make_the_same_pages_and_files_as_with_the_whole_edition_at_hand(tmp_path: Path) -> None:
    whole = tangled(tmp_path)
    shift = Shift(Bench(tmp_path, tmp_path, tmp_path, Frames({}, ""), "/", "zh-CN"), whole)
    there = pickle.loads(pickle.dumps(shift.there()))
    sent = [unit for unit in units_of(whole.catalog) if not shift.stays([unit])]
    assert {unit.kind for unit in sent} >= {"agency", "project"}
    for part in ([unit] for unit in sent), (sent[at : at + 3] for at in range(0, len(sent), 3)):
        for units in part:
            opened, edition = there.opened(shift.packed(units))
            assert [unit.name for unit in opened] == [unit.name for unit in units]
            for unit, away in zip(units, opened, strict=True):
                assert made(away, edition) == made(unit, whole), unit.name


def test_what_is_packed_holds_nothing_of_other_reports(tmp_path: Path) -> None:
    whole = tangled(tmp_path)
    shift = Shift(Bench(tmp_path, tmp_path, tmp_path, Frames({}, ""), "/", "zh-CN"), whole)
    [unit] = [unit for unit in units_of(whole.catalog) if unit.name == "project/jia/lu"]
    there = shift.there()
    _, edition = there.opened(shift.packed([unit]))
    assert edition.catalog.site is there.around.site and edition.catalog.agencies is there.around.agencies
    assert {entry.name for entry in edition.catalog.entries} == {entry.name for entry in unit.entries}


def test_what_the_shelf_keeps_is_sent_unopened_and_is_the_same_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_demo(tmp_path, projects=4, years=range(2021, 2023), seed=3)
    with opened(tmp_path / "build/cache/made.sqlite") as store:
        shelf = Shelf(store)
        checked = check_reports((), root=tmp_path, cwd=tmp_path, shelf=shelf)
        whole = Edition(checked.catalog)
        shift = Shift(Bench(tmp_path, tmp_path, tmp_path, Frames({}, ""), "/", "zh-CN"), whole)
        bodies = {entry.name: entry.body.opened() for entry in checked.catalog.entries}
        covers = {entry.name: entry.cover for entry in checked.catalog.entries}
        monkeypatch.setattr(shelf, "opened", lambda *_: pytest.fail("a report was opened to be sent"))
        packed = shift.packed([unit for unit in units_of(whole.catalog) if unit.kind == "project"])
    _, edition = shift.there().opened(packed)
    assert any(isinstance(entry.body, Folded) for entry in edition.catalog.entries)
    for entry in edition.catalog.entries:
        assert entry.body.opened() == bodies[entry.name]
        assert entry.body.opened() is entry.body.opened()
        assert entry.lines == bodies[entry.name].lines
        assert entry.cover == covers[entry.name]


def test_what_lists_reports_is_sent_without_their_bodies(tmp_path: Path) -> None:
    whole = tangled(tmp_path)
    shift = Shift(Bench(tmp_path, tmp_path, tmp_path, Frames({}, ""), "/", "zh-CN"), whole)
    for kind in ("agency", "department"):
        units = [unit for unit in units_of(whole.catalog) if unit.kind == kind]
        there, edition = shift.there().opened(shift.packed(units))
        assert len(there) == len(units) > 0
        in_units = (entry for unit in there for entry in unit.entries)
        for entry in (*in_units, *edition.catalog.entries, *edition.catalog.beyond.values()):
            assert isinstance(entry.body, Unopened)
            with pytest.raises(LookupError):
                entry.body.opened()


def test_what_is_made_of_units_goes_by_itself(tmp_path: Path) -> None:
    """So that the garbage collector may rest however many there are."""
    whole = tangled(tmp_path)
    units = [unit for unit in units_of(whole.catalog) if unit.kind not in OF_THE_WHOLE]  # of which there are few
    for unit in units:  # once, for what is kept from one to the next
        made(unit, whole)
    gc.collect()
    with still():
        assert not gc.isenabled()
        for unit in units:
            made(unit, whole)
        assert gc.collect() == 0
    assert gc.isenabled()

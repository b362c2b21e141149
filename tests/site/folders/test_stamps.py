"""A folder keeps its stamp while nothing happens in it, and only then."""

from array import array
from pathlib import Path

import pytest

from generator.site.folders.stamps import GONE, NAME, NOTHING, UNKNOWN, Note, leave_note, moment, read_note, stamps_of, take_note

LATER = 1 << 62


def column(*stamps: int) -> "array[int]":
    return array("q", stamps)


def test_a_folder_that_may_change_again_within_the_same_tick_has_no_stamp(tmp_path: Path) -> None:
    changed = tmp_path.stat().st_ctime_ns
    assert list(stamps_of(tmp_path, ["."], before=changed)) == [UNKNOWN]
    assert stamps_of(tmp_path, ["."], before=changed + 1)[0] not in (UNKNOWN, GONE)


def test_two_folders_made_in_the_same_moment_differ(tmp_path: Path) -> None:
    for number in range(1000):
        one, other = tmp_path / f"{number}a", tmp_path / f"{number}b"
        one.mkdir()
        other.mkdir()
        if one.stat().st_ctime_ns == other.stat().st_ctime_ns:
            assert len(set(stamps_of(tmp_path, [one.name, other.name], before=LATER))) == 2
            return
    pytest.skip("this file system's clock ticks faster than folders are made")


def test_folders_that_are_gone_and_files_have_no_stamp(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert list(stamps_of(tmp_path, ["gone", "gone/too", "file/below"], before=LATER)) == [GONE] * 3
    assert list(stamps_of(tmp_path / "nothing", ["."], before=LATER)) == [GONE]


def test_the_moment_is_not_before_what_was_just_done(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    assert moment(tmp_path) >= (tmp_path / "a").stat().st_ctime_ns
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_folders_have_changed_whose_stamps_are_others_or_unknown() -> None:
    note = NOTHING.but(["c", "a", "b", "d"], column(3, 1, 2, UNKNOWN))
    assert list(note.names) == ["a", "b", "c", "d"]
    assert list(note.changed(0, column(1, 5, 3, 4))) == ["b", "d"]
    assert list(note.changed(0, column(UNKNOWN, 2, GONE, UNKNOWN))) == ["a", "c", "d"]
    assert list(NOTHING.changed(0, column())) == []


def test_later_stamps_take_the_place_of_earlier_ones_and_what_is_gone_is_noted_no_more() -> None:
    note = NOTHING.but(["a", "c", "e"], column(1, 2, 3), column(4, 5, 6))
    later = note.but(["b", "c", "e", "f"], column(7, 8, GONE, 9), column(1, 2, 3, GONE))
    assert (list(later.names), [list(each) for each in later.stamps]) == (["a", "b", "c"], [[1, 7, 8], [4, 1, 2]])
    assert (list(note.names), [list(each) for each in note.stamps]) == (["a", "c", "e"], [[1, 2, 3], [4, 5, 6]])
    assert [later.place(name) for name in ("a", "b", "c", "e", "")] == [0, 1, 2, None, None]


def test_a_note_is_read_once_as_it_was_written(tmp_path: Path) -> None:
    note = NOTHING.but([".", "年/部门"], column(1, -9), column(4, 5), column(6, UNKNOWN))
    leave_note(note, tmp_path)
    content = read_note(tmp_path)
    assert take_note(tmp_path) == content
    assert Note.from_bytes(content, trees=3) == note
    assert Note.from_bytes(content, trees=2) == NOTHING
    assert not (tmp_path / NAME).exists()
    assert Note.from_bytes(take_note(tmp_path), trees=3) == NOTHING


def test_names_that_hold_a_line_break_are_not_noted(tmp_path: Path) -> None:
    leave_note(NOTHING.but(["a\nb"], column(1)), tmp_path)
    assert list(tmp_path.iterdir()) == []

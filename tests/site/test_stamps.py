"""A folder keeps its stamp while nothing happens in it, and only then."""

from pathlib import Path

import pytest

from generator.site.stamps import NAME, UNKNOWN, Note, moment, stamps_of, take_note, unchanged

LATER = 1 << 62


def test_a_folder_that_may_change_again_within_the_same_tick_has_no_stamp(tmp_path: Path) -> None:
    changed = tmp_path.stat().st_ctime_ns
    assert stamps_of(tmp_path, ["."], before=changed) == {".": UNKNOWN}
    assert stamps_of(tmp_path, ["."], before=changed + 1)["."] != UNKNOWN


def test_what_has_no_stamp_is_not_unchanged() -> None:
    assert unchanged({"a": UNKNOWN, "b": 1, "c": 2}, {"a": UNKNOWN, "b": 1, "c": 3, "d": 4}) == {"b"}


def test_two_folders_made_in_the_same_moment_differ(tmp_path: Path) -> None:
    for number in range(1000):
        one, other = tmp_path / f"{number}a", tmp_path / f"{number}b"
        one.mkdir()
        other.mkdir()
        if one.stat().st_ctime_ns == other.stat().st_ctime_ns:
            assert len(set(stamps_of(tmp_path, [one.name, other.name], before=LATER).values())) == 2
            return
    pytest.skip("this file system's clock ticks faster than folders are made")


def test_folders_that_are_gone_and_files_have_no_stamp(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert stamps_of(tmp_path, ["gone", "gone/too", "file/below"], before=LATER) == {}
    assert stamps_of(tmp_path / "nothing", ["."], before=LATER) == {}


def test_the_moment_is_not_before_what_was_just_done(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    assert moment(tmp_path) >= (tmp_path / "a").stat().st_ctime_ns
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_a_note_is_read_once_as_it_was_written(tmp_path: Path) -> None:
    note = Note.of({".": 1, "年/部门": -2, "only here": 3}, {".": 4, "年/部门": 5}, {".": 6, "年/部门": UNKNOWN})
    note.write(tmp_path)
    assert take_note(tmp_path) == note == ({".": 1, "年/部门": -2}, {".": 4, "年/部门": 5}, {".": 6, "年/部门": UNKNOWN})
    assert not (tmp_path / NAME).exists()
    assert take_note(tmp_path) == ({}, {}, {})


def test_names_that_hold_a_line_break_are_not_noted(tmp_path: Path) -> None:
    Note.of({"a\nb": 1}, {"a\nb": 1}, {"a\nb": 1}).write(tmp_path)
    assert list(tmp_path.iterdir()) == []

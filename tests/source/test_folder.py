"""The files of one folder: nothing is followed, nothing is passed over in silence."""

import os
from pathlib import Path

import pytest

from generator.source.folder import files_in

FOLDER = "content/pages"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty content/pages."""
    (tmp_path / FOLDER).mkdir(parents=True)
    return tmp_path / FOLDER


def test_files_come_by_name_without_backups_and_others(tmp_path: Path, folder: Path):
    for name in ("b.md", "a.md", ".hidden.md", "a.md~", "~$a.md", "c.txt"):
        (folder / name).touch()
    assert files_in(tmp_path, FOLDER, ".md") == (
        [(folder / "a.md", f"{FOLDER}/a.md"), (folder / "b.md", f"{FOLDER}/b.md")],
        [],
    )


def test_there_need_not_be_such_a_folder(tmp_path: Path):
    assert files_in(tmp_path, FOLDER, ".md") == ([], [])


def test_a_linked_folder_is_not_followed(tmp_path: Path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "a.md").touch()
    (tmp_path / "content").mkdir()
    (tmp_path / FOLDER).symlink_to(tmp_path / "elsewhere")
    files, [finding] = files_in(tmp_path, FOLDER, ".md")
    assert (files, finding.code, finding.path) == ([], "source-symlink", FOLDER)


def test_a_linked_file_is_reported_and_a_name_that_is_no_text_is_shown_escaped(tmp_path: Path, folder: Path):
    (folder / "a.md").symlink_to(tmp_path)
    (folder / os.fsdecode(b"\xff.md")).touch()
    [(_, shown)], [finding] = files_in(tmp_path, FOLDER, ".md")
    assert (finding.code, finding.path) == ("source-symlink", f"{FOLDER}/a.md")
    assert shown == f"{FOLDER}/\\udcff.md"


@pytest.mark.usefixtures("folder")
def test_a_folder_that_may_not_be_read_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def refuse(place: str) -> None:
        raise PermissionError(13, "Permission denied", place)

    monkeypatch.setattr(os, "scandir", refuse)
    files, [finding] = files_in(tmp_path, FOLDER, ".md")
    assert (files, finding.code, finding.path) == ([], "source-unreadable", FOLDER)


def test_a_file_in_its_place_is_reported(tmp_path: Path):
    (tmp_path / "content").mkdir()
    (tmp_path / FOLDER).touch()
    assert [finding.code for finding in files_in(tmp_path, FOLDER, ".md")[1]] == ["source-unreadable"]

"""The folder holds exactly the pages: what is equal is left alone, what is gone goes, and nothing outside is touched."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.site.folders.folder import MARKER, WRITING, NotOursError
from generator.site.folders.writer import Folder, WriteError, write_tree


def held(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file() and path.name != MARKER)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def test_pages_are_written_with_their_folders(tmp_path: Path) -> None:
    docs = tmp_path / "build/docs"
    assert write_tree([("index.md", b"a"), (PurePosixPath("2021/x/index.md"), b"b")], docs) == (2, 0, 0)
    assert held(docs) == {"index.md": b"a", "2021/x/index.md": b"b"}


def test_a_second_run_changes_no_byte_and_no_time_stamp(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    pages = [("a/b.md", b"x"), ("c.md", b"")]
    write_tree(pages, docs)
    before = {path: (path.stat().st_mtime_ns, path.stat().st_ino) for path in docs.rglob("*")}
    assert write_tree(pages, docs) == (0, 2, 0)
    assert {path: (path.stat().st_mtime_ns, path.stat().st_ino) for path in docs.rglob("*")} == before


def test_only_what_differs_is_written(tmp_path: Path) -> None:
    write_tree([("a.md", b"one"), ("b.md", b"two")], tmp_path / "docs")
    assert write_tree([("a.md", b"one"), ("b.md", b"TWO")], tmp_path / "docs") == (1, 1, 0)
    assert held(tmp_path / "docs") == {"a.md": b"one", "b.md": b"TWO"}


def test_a_changed_file_is_replaced_and_never_written_into(tmp_path: Path) -> None:
    write_tree([("a.md", b"one")], tmp_path / "docs")
    os.link(tmp_path / "docs/a.md", tmp_path / "published.md")
    write_tree([("a.md", b"two")], tmp_path / "docs")
    assert (tmp_path / "published.md").read_bytes() == b"one"


def test_a_file_is_put_together_from_parts_and_left_alone_where_it_holds_them(tmp_path: Path) -> None:
    folder, asked = Folder(tmp_path), list[int]()

    def parts(*content: bytes) -> Callable[[], Iterator[bytes]]:
        def asked_for() -> Iterator[bytes]:
            asked.append(1)
            yield from content

        return asked_for

    assert folder.put_together("a/b.csv", parts(b"head\n", b"", b"row\n"))
    assert held(tmp_path) == {"a/b.csv": b"head\nrow\n"}
    before = (tmp_path / "a/b.csv").stat()
    assert not folder.put_together("a/b.csv", parts(b"head\n", b"row\n"))
    assert (tmp_path / "a/b.csv").stat().st_ino == before.st_ino
    for shorter_longer_other in ([b"head\n"], [b"head\n", b"row\n", b"more\n"], [b"head\n", b"raw\n"]):
        assert folder.put_together("a/b.csv", parts(*shorter_longer_other))
        assert held(tmp_path) == {"a/b.csv": b"".join(shorter_longer_other)}
    assert len(asked) == 1 + 1 + 2 * 3
    (tmp_path / f"a/b.csv.77{WRITING}").write_bytes(b"of a run that was killed")
    folder.put_together("a/b.csv", parts(b"head\n"))
    assert held(tmp_path) == {"a/b.csv": b"head\n"}


def test_what_is_no_longer_produced_goes_with_its_empty_folders(tmp_path: Path) -> None:
    write_tree([("2020/x/a.md", b""), ("2020/y.md", b""), ("2021/z.md", b"")], tmp_path / "docs")
    assert write_tree([("2020/y.md", b"")], tmp_path / "docs") == (0, 1, 2)
    assert sorted(path.name for path in (tmp_path / "docs").rglob("*")) == [MARKER, "2020", "y.md"]


def test_a_file_may_become_a_folder_and_a_folder_a_file(tmp_path: Path) -> None:
    write_tree([("a", b"1"), ("b/c/d", b"2")], tmp_path / "docs")
    assert write_tree([("a/x", b"3"), ("b", b"4")], tmp_path / "docs").written == 2
    assert held(tmp_path / "docs") == {"a/x": b"3", "b": b"4"}


@pytest.mark.parametrize("address", ["../x", "a/../../x", "/etc/x", "", ".", "a/./b", "a//b", "a/", "a\\..\\b", "a\0b"])
def test_an_address_that_climbs_or_is_odd_is_refused(tmp_path: Path, address: str) -> None:
    with pytest.raises(ValueError, match="address"):
        write_tree([(address, b"")], tmp_path / "docs")
    assert held(tmp_path) == {}


@pytest.mark.parametrize("pair", [("a", "a"), ("a", "a/b"), ("a/b", "a")])
def test_two_pages_in_each_others_way_are_refused(tmp_path: Path, pair: tuple[str, str]) -> None:
    with pytest.raises(ValueError, match=r"name|folder"):
        write_tree([(name, b"") for name in pair], tmp_path / "docs")


def test_a_linked_folder_is_not_followed_for_writing(tmp_path: Path) -> None:
    write_tree([], tmp_path / "docs")
    (tmp_path / "outside").mkdir()
    (tmp_path / "docs/2021").symlink_to(tmp_path / "outside")
    with pytest.raises(WriteError, match="symbolic link"):
        write_tree([("2021/a.md", b"x")], tmp_path / "docs")
    assert held(tmp_path / "outside") == {}


def test_links_are_removed_and_what_they_lead_to_stays(tmp_path: Path) -> None:
    write_tree([], tmp_path / "docs")
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside/keep.md").write_bytes(b"keep")
    (tmp_path / "docs/folder").symlink_to(tmp_path / "outside")
    (tmp_path / "docs/file.md").symlink_to(tmp_path / "outside/keep.md")
    (tmp_path / "docs/page.md").symlink_to(tmp_path / "outside/keep.md")
    assert write_tree([("page.md", b"keep")], tmp_path / "docs") == (1, 0, 2)
    assert not (tmp_path / "docs/page.md").is_symlink()
    assert held(tmp_path / "outside") == {"keep.md": b"keep"}


def test_what_an_interrupted_run_left_is_cleared(tmp_path: Path) -> None:
    write_tree([("a.md", b"1")], tmp_path / "docs")
    (tmp_path / "docs/.gongkai-writing").write_bytes(b"half")
    write_tree([("a.md", b"2")], tmp_path / "docs")
    assert held(tmp_path / "docs") == {"a.md": b"2"}


def test_a_folder_of_someone_else_is_never_emptied(tmp_path: Path) -> None:
    (tmp_path / "thesis.doc").write_bytes(b"years of work")
    with pytest.raises(NotOursError):
        write_tree([("a.md", b"")], tmp_path)
    assert held(tmp_path) == {"thesis.doc": b"years of work"}


def test_a_disk_that_refuses_is_an_environment_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(WriteError):
        write_tree([("a.md", b"")], tmp_path / "file/docs")


NAMES = st.sampled_from(["a", "b", "a/b", "a/c", "b/a/c", "c.md", "a/b/c.md"])


@given(st.lists(st.dictionaries(NAMES, st.binary(max_size=3)), max_size=4))
def test_after_any_runs_the_folder_is_that_of_the_last(
    tmp_path_factory: pytest.TempPathFactory, runs: list[dict[str, bytes]]
) -> None:
    docs = tmp_path_factory.mktemp("docs")
    for pages in runs:
        apart = {name: content for name, content in pages.items() if not any(other.startswith(f"{name}/") for other in pages)}
        write_tree(apart.items(), docs)
        assert held(docs) == apart

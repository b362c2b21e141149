"""The published site is the old one or the new one, whole, at every moment; nobody else's folder is ever replaced."""

import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from generator.site.folders import folder, publish, stamps
from generator.site.folders.folder import MARKER, WRITING, NotOursError
from generator.site.folders.mirror import Mirror
from generator.site.folders.publish import PublishError, repair, require_apart


class Crash(BaseException):
    """The power goes."""


@pytest.fixture(params=["exchange", "two renames"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    if request.param == "two renames":
        monkeypatch.setattr(publish, "_exchange", lambda one, other: False)
    return str(request.param)


@pytest.fixture
def staged(tmp_path: Path) -> Path:
    made = tmp_path / "build/site"
    (made / "2021").mkdir(parents=True)
    (made / "index.html").write_text("new")
    (made / "2021/index.html").write_text("new")
    return made


@pytest.fixture
def target(tmp_path: Path, staged: Path) -> Path:
    """A site that was published before, with a page that is gone since."""
    old = tmp_path / "old-build"
    old.mkdir()
    (old / "index.html").write_text("old")
    (old / "gone.html").write_text("old")
    publish.publish(old, tmp_path / "site")
    return tmp_path / "site"


def held(path: Path) -> dict[str, str]:
    ours = (MARKER, stamps.NAME)
    return {
        file.relative_to(path).as_posix(): file.read_text()
        for file in path.rglob("*")
        if file.is_file() and file.name not in ours
    }


OLD = {"index.html": "old", "gone.html": "old"}
NEW = {"index.html": "new", "2021/index.html": "new"}


def beside(target: Path) -> list[str]:
    return sorted(path.name for path in target.parent.iterdir() if path.name.startswith("."))


def test_a_first_site_appears(tmp_path: Path, staged: Path, way: str) -> None:
    publish.publish(staged, tmp_path / "public/site")
    assert held(tmp_path / "public/site") == NEW
    assert held(staged) == NEW
    assert beside(tmp_path / "public/site") == [".site-next"]


def test_the_new_site_takes_the_place_of_the_old(staged: Path, target: Path, way: str) -> None:
    for _ in range(2):
        publish.publish(staged, target)
        assert held(target) == NEW
        assert beside(target) == [".site-next"]


def test_what_is_withdrawn_lies_nowhere_beside_the_site(staged: Path, target: Path, way: str) -> None:
    publish.publish(staged, target)
    assert held(target.with_name(".site-next")) == NEW


def test_an_empty_folder_may_be_replaced(tmp_path: Path, staged: Path, way: str) -> None:
    (tmp_path / "site").mkdir()
    publish.publish(staged, tmp_path / "site")
    assert held(tmp_path / "site") == NEW


def test_linux_exchanges_the_names_in_one_step(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / name).touch()
    if not publish._exchange(tmp_path / "a", tmp_path / "b"):
        pytest.skip("this file system cannot exchange names")
    assert (tmp_path / "a/b").exists()
    assert (tmp_path / "b/a").exists()


def test_the_next_build_does_not_reach_into_the_published_site(staged: Path, target: Path) -> None:
    publish.publish(staged, target)
    (staged / "index.html").unlink()
    (staged / "index.html").write_text("newer")
    assert held(target) == NEW


def test_files_are_copied_where_links_are_impossible(staged: Path, target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EXDEV, "another file system")

    monkeypatch.setattr(os, "link", refuse)
    publish.publish(staged, target)
    assert held(target) == NEW
    assert (target / "index.html").stat().st_ino != (staged / "index.html").stat().st_ino


def test_symbolic_links_are_not_published(tmp_path: Path, staged: Path) -> None:
    (tmp_path / "secret").write_text("secret")
    (staged / "leak.txt").symlink_to(tmp_path / "secret")
    publish.publish(staged, tmp_path / "site")
    assert held(tmp_path / "site") == NEW


def rested(folders: Path) -> None:
    """Let the clock of the file system tick, so that what changed before can be told from what changes after."""
    before = stamps.moment(folders)
    while stamps.moment(folders) == before:
        pass


@pytest.fixture
def settled(tmp_path: Path, staged: Path) -> Path:
    """A site of two published editions of which nothing is to be compared any more."""
    for name in ("2019/a", "2019/b", "2020"):
        (staged / name).mkdir(parents=True)
        (staged / name / "index.html").write_text(name)
    for _ in range(3):
        rested(tmp_path)
        publish.publish(staged, tmp_path / "site")
    rested(tmp_path)
    return tmp_path / "site"


@pytest.fixture
def compared(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The folders that publishing compares."""
    names: list[str] = []
    level = Mirror._level

    def noted(self: Mirror, into: Path, name: str) -> list[str]:
        names.append(name)
        return level(self, into, name)

    monkeypatch.setattr(Mirror, "_level", noted)
    return names


def test_only_folders_that_something_happened_to_are_compared(staged: Path, settled: Path, compared: list[str]) -> None:
    folder.replace_file(staged / "2019/a/index.html", b"newer")
    publish.publish(staged, settled)
    assert set(compared) == {".", "2019/a"}
    assert held(settled) == held(staged) == held(settled.with_name(".site-next"))
    assert not (settled / stamps.NAME).exists()


@pytest.mark.parametrize("ticks", [(False, True), (True, False)], ids=["as it begins", "as it ends"])
def test_what_changed_in_the_very_tick_of_a_publication_is_compared_by_the_next(
    staged: Path, settled: Path, compared: list[str], ticks: tuple[bool, bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.replace_file(staged / "2019/a/index.html", b"newer")
    with monkeypatch.context() as patched:
        moments = iter((1 << 62) if ticked else (staged / "2019/a").stat().st_ctime_ns for ticked in ticks)
        patched.setattr(publish, "moment", lambda _: next(moments))
        publish.publish(staged, settled)
    rested(settled.parent)
    compared.clear()
    publish.publish(staged, settled)
    assert "2019/a" in compared


CHANGES: dict[str, Callable[[Path], object]] = {
    "a page of the same length": lambda tree: folder.replace_file(tree / "2019/a/index.html", b"2019/x"),
    "a page more": lambda tree: (tree / "2020/more.html").write_text("more"),
    "a page less": lambda tree: (tree / "2020/index.html").unlink(),
    "a folder more": lambda tree: (tree / "2020/deep/deeper").mkdir(parents=True),
    "a folder less": lambda tree: shutil.rmtree(tree / "2019"),
    "a folder for a page": lambda tree: ((tree / "2020/index.html").unlink(), (tree / "2020/index.html").mkdir()),
    "a page for a folder": lambda tree: (shutil.rmtree(tree / "2019/b"), (tree / "2019/b").write_text("page")),
    "two folders exchanged": lambda tree: publish._exchange(tree / "2019/a", tree / "2019/b"),
    "a link for a folder": lambda tree: (shutil.rmtree(tree / "2019/b"), (tree / "2019/b").symlink_to(tree / "2020")),
    "a time set back": lambda tree: (folder.replace_file(tree / "2020/index.html", b"x"), os.utime(tree / "2020", (1, 1))),
    "all of it": lambda tree: (shutil.rmtree(tree), folder.mark(tree)),
}


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("where", ["build/site", "site", ".site-next"])
def test_whatever_happens_to_one_of_the_trees_the_site_is_what_was_staged(
    tmp_path: Path, staged: Path, settled: Path, where: str, change: str
) -> None:
    CHANGES[change](tmp_path / where)
    expected = {name: text for name, text in held(staged).items() if not (staged / name).parent.is_symlink()}
    for _ in range(2):
        publish.publish(staged, settled)
        assert held(settled) == expected
        assert held(settled.with_name(".site-next")) == expected
        assert {path.name for path in settled.rglob("*") if path.is_dir()} == {
            path.name for path in staged.rglob("*") if path.is_dir() and not path.is_symlink()
        }


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("where", ["build/site", "site", ".site-next"])
def test_so_it_is_where_somebody_looked_before_and_what_happened_since_is_found_by_the_next(
    tmp_path: Path, staged: Path, settled: Path, where: str, change: str
) -> None:
    seen = publish.look(settled)
    assert {*seen.upcoming, *seen.published} <= {"."}  # which is compared each time
    CHANGES[change](tmp_path / where)
    expected = {name: text for name, text in held(staged).items() if not (staged / name).parent.is_symlink()}
    publish.publish(staged, settled, seen=lambda: seen)
    assert where != "build/site" or held(settled) == expected
    rested(tmp_path)
    publish.publish(staged, settled)
    assert held(settled) == held(settled.with_name(".site-next")) == expected


def test_what_was_seen_is_not_believed_where_somebody_else_has_published_since(staged: Path, settled: Path) -> None:
    seen = publish.look(settled)
    (settled / "2019/a/index.html").unlink()
    folder.replace_file(staged / "2020/index.html", b"newer")
    publish.publish(staged, settled)  # somebody else, who left another note
    shutil.rmtree(settled / "2019")
    publish.publish(staged, settled, seen=lambda: seen)
    assert held(settled) == held(staged)


def test_a_site_that_vanished_comes_back(staged: Path, settled: Path) -> None:
    shutil.rmtree(settled)
    publish.publish(staged, settled)
    assert held(settled) == held(staged)


@pytest.mark.parametrize("content", [b"", b"x", b"[1]\0a\0xx", b"[1]\0a\0" + bytes(24), b"[1\0\xff\0"])
def test_a_note_that_is_no_note_is_not_believed(staged: Path, settled: Path, content: bytes) -> None:
    (settled.with_name(".site-next") / stamps.NAME).write_bytes(content)
    folder.replace_file(staged / "2019/a/index.html", b"newer")
    publish.publish(staged, settled)
    assert held(settled) == held(staged)


def test_every_folder_is_compared_when_asked(staged: Path, settled: Path, compared: list[str]) -> None:
    publish.publish(staged, settled, whole=True)
    assert set(compared) == {".", "2019", "2019/a", "2019/b", "2020", "2021"}


def test_where_links_are_impossible_only_what_differs_is_copied(
    staged: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", refuse)
    for _ in range(2):
        publish.publish(staged, target)
    copied: list[str] = []
    copyfile = shutil.copyfile
    monkeypatch.setattr(shutil, "copyfile", lambda one, other, **how: (copied.append(one), copyfile(one, other, **how)))
    folder.replace_file(staged / "index.html", b"now")
    publish.publish(staged, target)
    assert held(target) == {**NEW, "index.html": "now"}
    assert set(copied) == {str(staged / "index.html")}


# Every step that changes the disk; the power goes before the n-th of them.
STEPS: list[tuple[Any, str]] = [
    (Path, "mkdir"),
    (Path, "write_bytes"),
    (Path, "rename"),
    (Path, "replace"),
    (Path, "unlink"),
    (os, "mkdir"),
    (os, "link"),
    (os, "rmdir"),
    (os, "unlink"),
    (publish, "_exchange"),
]


def crash_at(step: int, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    taken: list[str] = []

    def counted(name: str, original: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **keywords: Any) -> Any:
            if len(taken) == step:
                raise Crash(name)
            taken.append(name)
            return original(*arguments, **keywords)

        return call

    for owner, name in STEPS:
        monkeypatch.setattr(owner, name, counted(name, getattr(owner, name)))
    return taken


@pytest.mark.parametrize("step", range(45))
def test_after_a_crash_at_any_step_a_whole_site_is_there_or_comes_back(
    staged: Path, target: Path, way: str, step: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        taken = crash_at(step, patched)
        try:
            publish.publish(staged, target)
        except Crash:
            pass
        else:
            assert len(taken) <= step, "every step was taken, so no later one can crash"
            return
    if way == "exchange" or target.exists():
        assert held(target) in (OLD, NEW)
    repair(target)
    assert held(target) in (OLD, NEW)
    publish.publish(staged, target)
    assert held(target) == NEW
    assert held(target.with_name(".site-next")) == NEW
    assert beside(target) == [".site-next"]


@pytest.mark.parametrize("step", range(12))
def test_a_crash_while_repairing_is_repaired_too(target: Path, staged: Path, step: int, monkeypatch: pytest.MonkeyPatch) -> None:
    target.rename(target.with_name(".site-old"))
    (target.with_name(".site-next") / "half.html").touch()
    with monkeypatch.context() as patched:
        crash_at(step, patched)
        with suppress(Crash):
            repair(target)
    repair(target)
    assert held(target) == OLD
    assert ".site-old" not in beside(target)
    publish.publish(staged, target)
    assert (held(target), held(target.with_name(".site-next"))) == (NEW, NEW)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a process is forked to be killed")
def test_runs_killed_at_random_moments_leave_the_old_or_the_new_site(repository: Path) -> None:
    command = [sys.executable, str(repository / "benchmarks/kill.py"), "--kills", "40"]
    run = subprocess.run(command, check=False, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(repository)})
    assert run.returncode == 0, run.stdout + run.stderr


def test_repairing_nothing_does_nothing(tmp_path: Path, target: Path) -> None:
    repair(target)
    assert held(target) == OLD
    repair(tmp_path / "nothing")
    assert not (tmp_path / "nothing").exists()


@pytest.mark.parametrize("name", ["site", ".site-next", ".site-old"])
def test_a_folder_of_someone_else_is_left_alone(tmp_path: Path, staged: Path, name: str) -> None:
    theirs = tmp_path / name
    theirs.mkdir()
    (theirs / "index.html").write_text("theirs")
    if name == ".site-old":
        publish_first = tmp_path / "site"
        folder.mark(publish_first)
    with pytest.raises(NotOursError) as caught:
        publish.publish(staged, tmp_path / "site")
    assert str(theirs) in str(caught.value)
    assert str(theirs) in caught.value.text.zh
    assert held(theirs) == {"index.html": "theirs"}


def test_a_link_or_a_file_is_not_replaced(tmp_path: Path, staged: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    (tmp_path / "gone").symlink_to(tmp_path / "nowhere")
    (tmp_path / "file").write_text("x")
    for name in ("link", "gone", "file"):
        with pytest.raises(NotOursError):
            publish.publish(staged, tmp_path / name)
    assert (tmp_path / "link").is_symlink()


def test_a_site_is_not_published_over_or_into_or_around_itself(
    tmp_path: Path, staged: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(staged)
    for target in (staged, staged / "site", tmp_path, Path(), Path(".."), Path("/")):
        with pytest.raises(PublishError):
            publish.publish(staged, target)
    with pytest.raises(PublishError):
        publish.publish(tmp_path / "nothing", tmp_path / "site")
    assert held(staged) == NEW


def test_a_disk_that_refuses_is_an_environment_error(tmp_path: Path, staged: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(PublishError):
        publish.publish(staged, tmp_path / "file/site")


def test_a_target_among_the_folders_a_site_is_made_from_is_refused(tmp_path: Path) -> None:
    own = (tmp_path / "content", tmp_path / "build/docs")
    for path in own:
        path.mkdir(parents=True)
    (tmp_path / "link").symlink_to(tmp_path / "content")
    for target in ("content", "content/x", "build", "build/docs/../docs", ".", "..", "link/x"):
        with pytest.raises(PublishError, match="made from"):
            require_apart(tmp_path / target, own)
    for target in ("site", "contents", "build/public", "build/docs/../site"):
        require_apart(tmp_path / target, own)


def test_what_a_killed_run_left_unfinished_is_not_published(tmp_path: Path, staged: Path) -> None:
    publish.publish(staged, tmp_path / "site")
    (tmp_path / f"site/a.csv.77{WRITING}").write_text("secret")  # by a version that did publish it
    (staged / f"a.csv.78{WRITING}").write_text("secret")
    publish.publish(staged, tmp_path / "site")
    assert held(tmp_path / "site") == NEW

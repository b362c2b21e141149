"""Changes of files are found wherever they are: at once where the system tells of them, and everywhere after a moment."""

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Empty, Queue
from threading import Event

import pytest
from watchdog.events import FileSystemEvent, FileSystemEventHandler

from generator.site import watching
from generator.site.watching import Watcher, look


class Told(FileSystemEventHandler):
    def __init__(self) -> None:
        self.paths: Queue[str] = Queue()

    def on_any_event(self, event: FileSystemEvent) -> None:
        assert not event.is_directory
        self.paths.put(str(event.src_path))


Watch = Callable[..., Told]


@pytest.fixture
def watch() -> Iterator[Watch]:
    """Watches paths; the server rests unless it is told otherwise."""
    watchers = []

    def start(*paths: Path, rests: Event | None = None) -> Told:
        told, at_rest = Told(), Event()
        at_rest.set()
        watcher = Watcher(rests or at_rest)
        for path in paths:
            watcher.schedule(told, str(path))
        watchers.append(watcher)
        watcher.start()
        return told

    yield start
    for watcher in watchers:
        watcher.stop()


def never_tell(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the system tell nothing, as it does of folders on a network."""
    monkeypatch.setattr(Watcher, "_listen", lambda _: None)


def changes(top: Path) -> Iterator[tuple[str, Callable[[], object]]]:
    record, other = top / "2021/ju/a.yaml", top / "2021/ju/b.yaml"
    yield "a file that is new in a folder that is new", lambda: (record.parent.mkdir(parents=True), record.write_text("a"))
    yield "other words of the same length", lambda: record.write_text("b")
    yield "another file of its name", lambda: (other.write_text("b"), os.utime(other, ns=(1, 1)), other.replace(record))
    yield "a file that may not be read by others any more", lambda: record.chmod(0o600)
    yield "another name", lambda: record.rename(other)
    yield "a folder that is gone", lambda: (top / "2021").rename(top.with_name("elsewhere"))


@pytest.mark.parametrize("tells", [True, False])
def test_every_change_of_a_file_is_told(tmp_path: Path, watch: Watch, monkeypatch: pytest.MonkeyPatch, tells: bool) -> None:
    if not tells:
        never_tell(monkeypatch)
    top = tmp_path / "content"
    top.mkdir()
    told = watch(top)
    for what, change in changes(top):
        time.sleep(0.02)  # a tick of the file system's clock
        before = look(str(top))
        change()
        assert look(str(top)) != before, what
        assert told.paths.get(timeout=10) == str(top), what


def test_what_the_system_tells_of_is_found_without_waiting(tmp_path: Path, watch: Watch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "_INTERVAL", 60.0)
    heard, listen = Event(), Watcher._listen
    monkeypatch.setattr(Watcher, "_listen", lambda self: (listen(self), heard.set()))
    (tmp_path / "a.yaml").write_text("a")
    told = watch(tmp_path)
    assert heard.wait(10)
    (tmp_path / "a.yaml").write_text("b")
    assert told.paths.get(timeout=10) == str(tmp_path)


def test_a_system_that_watches_no_more_folders_keeps_nobody_from_looking(
    tmp_path: Path, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "inotify watch limit reached")

    monkeypatch.setattr(watching.Observer, "schedule", full)
    told = watch(tmp_path)
    (tmp_path / "a.yaml").write_text("a")
    assert told.paths.get(timeout=10) == str(tmp_path)


def test_of_a_file_that_is_watched_its_neighbours_tell_nothing(tmp_path: Path, watch: Watch) -> None:
    settings = tmp_path / "mkdocs.yml"
    settings.write_text("a")
    told = watch(settings)
    (tmp_path / "README.md").write_text("a")
    with pytest.raises(Empty):
        told.paths.get(timeout=1)
    settings.write_text("b")
    assert told.paths.get(timeout=10) == str(settings)


def test_what_can_not_be_looked_at_hides_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "nothing").symlink_to(tmp_path / "nowhere")
    (tmp_path / "again").symlink_to(tmp_path)
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder/a.yaml").write_text("a")
    assert [Path(path).name for path in look(str(tmp_path)) if path.endswith(".yaml")] == ["a.yaml"]
    assert look(str(tmp_path / "gone")) == {}


def test_while_a_site_is_made_nothing_is_looked_for_and_what_changed_is_found_afterwards(tmp_path: Path, watch: Watch) -> None:
    rests = Event()
    told = watch(tmp_path, rests=rests)
    (tmp_path / "a.yaml").write_text("a")
    with pytest.raises(Empty):
        told.paths.get(timeout=1)
    rests.set()
    assert told.paths.get(timeout=10) == str(tmp_path)


def test_what_changes_before_the_first_look_is_found(tmp_path: Path) -> None:
    """The first pages take minutes to be made; whoever edits meanwhile is not to be forgotten."""
    told, rests = Told(), Event()
    watcher = Watcher(rests)
    watcher.schedule(told, str(tmp_path))
    (tmp_path / "a.yaml").write_text("a")
    rests.set()
    watcher.start()
    assert told.paths.get(timeout=10) == str(tmp_path)
    watcher.stop()


def test_there_is_time_for_other_things_while_nobody_waits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "_INTERVAL", 0.05)
    rests, idle = Event(), Event()
    watcher = Watcher(rests, idle.set)
    watcher.schedule(Told(), str(tmp_path))
    watcher.start()
    assert not idle.wait(0.5), "pages are made"
    rests.set()
    assert idle.wait(10)
    watcher.stop()

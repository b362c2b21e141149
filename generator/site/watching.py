"""Looks for changes of files: every half second, and at once where the system tells of one.

What the system tells only wakes the watcher. Of folders on a network it tells nothing, and of more than it has room for neither:
what has changed is always told by looking.
"""

import os
import threading
import warnings
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Final, NamedTuple

from watchdog.events import (
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer  # that MkDocs' server brings along
from watchdog.observers.api import BaseObserver

_INTERVAL: Final = 0.5
"""Seconds between two looks, where nobody wakes the watcher."""
_TOLD: Final[list[type[FileSystemEvent]]] = [FileCreatedEvent, FileDeletedEvent, FileModifiedEvent, FileMovedEvent]
"""What wakes it: not that a file is read."""

Seen = Mapping[str, tuple[int, int, int, int]]
"""The numbers that the system gives files, by path."""


class _Watched(NamedTuple):
    handler: FileSystemEventHandler
    seen: Seen


class Watcher(threading.Thread):
    """Stands in for the observer of MkDocs' server, and looks only while the server `rests`: looking takes its time from making pages.

    What changes meanwhile is found afterwards, and what changes between `schedule` and `start` too. `idle` is called again and again when
    nobody waits for anything.
    """

    def __init__(self, rests: threading.Event, idle: Callable[[], object] = lambda: None) -> None:
        super().__init__(daemon=True)
        self._idle = idle
        self._rests, self._woken, self._ends = rests, threading.Event(), threading.Event()
        self._watched: dict[str, _Watched] = {}
        self._native: BaseObserver | None = None  # to make one is to have a thread at work

    def schedule(self, handler: FileSystemEventHandler, path: str, *, recursive: bool = True) -> str:
        """Watch a file, or all files below a folder, from now on."""
        del recursive  # whoever names a folder means all of it
        self._watched[path] = _Watched(handler, look(path))
        return path

    def unschedule(self, path: str) -> None:
        """Watch a path no more."""
        del self._watched[path]

    def run(self) -> None:
        """Look until the end, and tell the handler of a path where something below it has changed."""
        self._listen()
        while not self._ends.is_set():
            self._rests.wait()
            self._woken.clear()
            for path, (handler, before) in list(self._watched.items()):
                if (now := look(path)) != before:
                    self._watched[path] = _Watched(handler, now)
                    handler.dispatch(FileModifiedEvent(path))
            if not self._woken.wait(_INTERVAL) and self._rests.is_set():
                self._idle()

    def stop(self) -> None:
        """Look no more."""
        self._ends.set()
        self._woken.set()
        if self._native is not None and self._native.is_alive():
            self._native.stop()

    def _listen(self) -> None:
        """Be woken by the system, as far as it can."""
        waker = FileSystemEventHandler()
        warnings.filterwarnings("ignore", "Callback with id", RuntimeWarning)  # of a folder within a new folder, told of twice
        waker.dispatch = lambda event: self._woken.set()  # type: ignore[method-assign]  # noqa: ARG005 - whatever it is
        try:
            self._native = Observer()
            self._native.start()
            for path in self._watched:
                self._native.schedule(waker, path, recursive=True, event_filter=_TOLD)
        except OSError:  # it watches no more folders for anybody
            return


def look(path: str) -> Seen:
    """Return what there is of a file, or of all files below a folder. Links to folders are not followed."""
    found, pending = dict[str, tuple[int, int, int, int]](), [path]
    if os.path.isfile(path):  # noqa: PTH113
        with suppress(OSError):
            found[path] = _numbers(os.stat(path))  # noqa: PTH116
        return found
    while pending:
        with suppress(OSError), os.scandir(pending.pop()) as entries:  # it may be gone, or not to be looked into
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    pending.append(entry.path)
                    continue
                try:
                    found[entry.path] = _numbers(entry.stat())
                except OSError:  # a link to nothing
                    continue
    return found


def _numbers(seen: os.stat_result) -> tuple[int, int, int, int]:
    return seen.st_ino, seen.st_size, seen.st_mtime_ns, seen.st_ctime_ns

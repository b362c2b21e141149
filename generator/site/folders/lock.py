"""One run at a time: a lock on a file or folder that the system frees when the run ends, however it ends."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Final

from generator.diagnostics import UnusableError
from generator.site.folders.folder import require_unlinked

_FCNTL: Final[ModuleType | None] = import_module("fcntl") if find_spec("fcntl") else None  # Windows: nothing is locked
LOCK: Final = ".lock"
_HELD: Final = (errno.EAGAIN, errno.EACCES)


class BusyError(UnusableError):
    """Another run is at work in the same folder."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"另一个 gongkai 正在使用 {path}，请等它结束后再试",
            f"another gongkai is at work in {path}: try again when it has ended",
        )


@contextmanager
def workshop(folder: Path) -> Iterator[None]:
    """Hold the folder that a site is made in, `build`, for one run; made if need be.

    Raises `BusyError` if another run holds it, `NotOursError` for a symbolic link or a file.
    """
    require_unlinked(folder)
    folder.mkdir(parents=True, exist_ok=True)
    with _opened(folder / LOCK, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)) as lock:
        if not _locked(lock, wait=False):
            raise BusyError(folder)
        yield


@contextmanager
def turn(folder: Path) -> Iterator[None]:
    """Wait until no other run is putting a site into `folder`; meanwhile others wait. Leaves no file behind."""
    if _FCNTL is None:  # where folders can't be opened either
        yield
        return
    with _opened(folder, os.O_RDONLY) as lock:
        _locked(lock, wait=True)
        yield


@contextmanager
def _opened(path: Path, flags: int) -> Iterator[int]:
    lock = os.open(path, flags, 0o666)
    try:
        yield lock
    finally:
        os.close(lock)


def _locked(lock: int, *, wait: bool) -> bool:
    """Lock an open file until it is closed; tell whether nobody else holds it. Some network folders know no locks."""
    if _FCNTL is None:
        return True
    try:
        _FCNTL.flock(lock, _FCNTL.LOCK_EX | (0 if wait else _FCNTL.LOCK_NB))
    except OSError as error:
        return error.errno not in _HELD
    return True

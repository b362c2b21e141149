"""Files whose bytes need not be read again: the system's own numbers say that nothing has happened to them.

The change time of a file is set by the system at every writing and can't be chosen by anyone. A file is noted only if that time
lies before the run began by the clock of the same file system, so that a later change can't fall into the same tick.
"""

import json
import os
import stat
from collections.abc import Collection
from pathlib import Path
from typing import Final, NamedTuple, TypeAlias

from generator.cache.store import Kept, Store

_PROBE: Final = ".gongkai-moment"

_Numbers: TypeAlias = tuple[int, int, int, int, int]


class _Noted(NamedTuple):
    """What a file held when the system had these numbers for it."""

    digest: bytes
    numbers: _Numbers


class Seen:
    """Digests of files by name, as an earlier run noted them and as this one does. It is begun for each run.

    Files of one `kind` are kept or forgotten together.
    """

    def __init__(self, store: Store, kind: str) -> None:
        self._store = store
        self._kind = kind
        self._kept = {
            f"{kept.name}{name}": _Noted(bytes.fromhex(digest), tuple(numbers))
            for kept in store.pieces(kind)
            for name, (digest, *numbers) in json.loads(kept.piece).items()
        }

    def begin(self) -> None:
        """Begin another run."""
        self._moment = _moment(self._store.folder)
        self._now: dict[str, _Noted] = {}

    def digest(self, name: str, place: str) -> bytes | None:
        """Return the digest of a file that is as it was noted; None where it has to be read."""
        noted = self._kept.get(name)
        if noted is None or noted.numbers != _numbers(place):
            return None
        self._now[name] = noted
        return noted.digest

    def note(self, name: str, place: str, digest: bytes) -> None:
        """Note the digest of what was just read, where nothing can have happened since unseen."""
        numbers = _numbers(place)
        if numbers is not None and self._moment is not None and numbers[0] == self._moment[0] and numbers[4] < self._moment[1]:
            self._now[name] = _Noted(digest, numbers)

    def keep(self, names: Collection[str]) -> None:
        """Keep what is known of these files, folder by folder, and forget all others."""
        before, now = self._kept, {name: noted for name, noted in self._now.items() if name in names}
        changed = {_folder(name) for name in now.keys() | before.keys() if now.get(name) is not before.get(name)}
        folders: dict[str, dict[str, list[object]]] = {folder: {} for folder in changed}
        for name, (digest, numbers) in now.items():
            if (folder := _folder(name)) in changed:
                folders[folder][name[len(folder) :]] = [digest.hex(), *numbers]
        self._store.drop(self._kind, [folder for folder, files in folders.items() if not files])
        self._store.put(self._kind, (Kept(folder, b"", json.dumps(files).encode()) for folder, files in folders.items() if files))
        self._kept = now


def _folder(name: str) -> str:
    return name[: name.rfind("/") + 1]


def _numbers(place: str) -> _Numbers | None:
    try:
        seen = os.lstat(place)
    except OSError:
        return None
    if not stat.S_ISREG(seen.st_mode):
        return None
    return seen.st_dev, seen.st_ino, seen.st_size, seen.st_mtime_ns, seen.st_ctime_ns


def _moment(folder: Path | None) -> tuple[int, int] | None:
    """Return the device of a folder and the time by its clock; None where nothing can be written, or where the system has no change time."""
    if folder is None or os.name == "nt":
        return None
    probe = folder / _PROBE
    try:
        probe.unlink(missing_ok=True)
        probe.touch(mode=0o600)
        seen = probe.lstat()
        probe.unlink()
    except OSError:
        return None
    return seen.st_dev, seen.st_ctime_ns

"""Files whose bytes need not be read again: the system's own numbers say that nothing has happened to them.

The change time of a file is set by the system at every writing and can't be chosen by anyone. A file is noted only if that time
lies before the run began by the clock of the same file system, so that a later change can't fall into the same tick.
"""

import json
import os
import stat
from collections.abc import Collection
from pathlib import Path
from typing import Final

from generator.store import Kept, Store

_KIND: Final = "seen"
_PROBE: Final = ".gongkai-moment"

_Numbers = tuple[int, int, int, int, int]


class Seen:
    """Digests of files by name, as an earlier run noted them and as this one does."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._moment = _moment(store.folder)
        self._before: dict[str, list[object]] = {}
        for kept in store.pieces(_KIND):
            self._before = json.loads(kept.piece)
        self._now: dict[str, tuple[_Numbers, bytes]] = {}

    def digest(self, name: str, file: Path) -> bytes | None:
        """Return the digest of a file that is as it was noted; None where it has to be read."""
        numbers = _numbers(file)
        before = self._before.get(name)
        if numbers is None or before is None or tuple(before[1:]) != numbers:
            return None
        digest = bytes.fromhex(str(before[0]))
        self._now[name] = numbers, digest
        return digest

    def note(self, name: str, file: Path, digest: bytes) -> None:
        """Note the digest of what was just read, where nothing can have happened since unseen."""
        numbers = _numbers(file)
        if numbers is not None and self._moment is not None and numbers[0] == self._moment[0] and numbers[4] < self._moment[1]:
            self._now[name] = numbers, digest

    def keep(self, names: Collection[str]) -> None:
        """Keep what is known of these files, and forget all others."""
        now = {name: [digest.hex(), *numbers] for name, (numbers, digest) in self._now.items() if name in names}
        if now != self._before:
            self._store.put(_KIND, [Kept("", b"", json.dumps(now).encode())])


def _numbers(file: Path) -> _Numbers | None:
    try:
        seen = os.lstat(file)
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

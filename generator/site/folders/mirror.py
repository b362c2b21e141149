"""One folder made to hold what another holds: only what differs is linked, copied or removed, and nothing is read for it.

A file is the same if it is the same inode, since mirrors hold hard links; where the file system knows none, if its bytes are.
So whoever changes the source replaces its files and never writes into them: the mirror's would change with them.
"""

import os
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

from generator.site.folders.folder import MARKER, WRITING
from generator.site.folders.stamps import TOP, stamps_of

_FOLDER: Final = -1
_OTHER: Final = -2  # symbolic links: what they lead to is not part of the site; and pipes, devices
_BLOCK: Final = 1 << 20


class Mirror:
    """Makes folders `into` hold what the folder `source` holds, except for markers, symbolic links, and what a killed run left unfinished."""

    def __init__(self, source: Path) -> None:
        self.source = source
        self.by_links = True
        """Whether every file was found or made a link of its original."""

    def bring(self, into: Path, doubtful: Iterable[str], is_passed: Callable[[str], bool], *, before: int) -> dict[str, int]:
        """Compare the `doubtful` folders, and those below them that are not to be passed over.

        Returns the stamps that the source's compared folders had just before (see `stamps_of`).
        """
        self.by_links = self.by_links and _tells_links(self.source, into)
        seen: dict[str, int] = {}
        for start in sorted(doubtful):  # a folder before what is below it: what is gone is taken away there, what is new made
            if start in seen or not (_is_folder(self.source / start) and _is_folder(into / start)):
                continue
            waiting = [start]
            while waiting:
                name = waiting.pop()
                seen[name] = stamps_of(self.source, (name,), before=before)[0]
                waiting += [below for below in self._level(into, name) if below not in seen and not is_passed(below)]
        return seen

    def _level(self, into: Path, name: str) -> list[str]:
        """Make one folder hold the files and folders of its original; return the names of those folders."""
        prefix = "" if name == TOP else f"{name}/"
        wanted, held = _entries(f"{self.source}/{prefix}"), _entries(f"{into}/{prefix}")
        wanted = {entry: kind for entry, kind in wanted.items() if not entry.endswith(WRITING)}
        if name == TOP:
            wanted.pop(MARKER, None)
            held.pop(MARKER, None)
        for entry, kind in list(held.items()):
            want = wanted.get(entry, _OTHER)
            if _OTHER in (want, kind) or (kind == _FOLDER) != (want == _FOLDER):
                _remove(f"{into}/{prefix}{entry}", kind)
                del held[entry]
        below = []
        for entry, want in wanted.items():
            if want == _FOLDER:
                if entry not in held:
                    os.mkdir(f"{into}/{prefix}{entry}")  # noqa: PTH102 - a quarter of the time goes into making paths
                below.append(prefix + entry)
            elif want != _OTHER and not (self.by_links and held.get(entry) == want):
                self._put(f"{self.source}/{prefix}{entry}", f"{into}/{prefix}{entry}", held=entry in held)
        return below

    def _put(self, original: str, path: str, *, held: bool) -> None:
        if held and not self.by_links and _same_bytes(original, path):
            return
        if held:
            os.unlink(path)  # noqa: PTH108
        if self.by_links:
            try:
                os.link(original, path, follow_symlinks=False)
            except OSError:
                self.by_links = False  # another file system, or one without links
            else:
                return
        shutil.copyfile(original, path, follow_symlinks=False)


def _tells_links(source: Path, into: Path) -> bool:
    """Tell whether listings of the two show equal inodes for what is linked, and only for that. Some file systems don't."""
    if source.stat().st_dev != into.stat().st_dev:
        return False
    return _entries(str(into)).get(MARKER) == (into / MARKER).lstat().st_ino


def _entries(folder: str) -> dict[str, int]:
    """Return a folder's entries with the inode of each file."""
    with os.scandir(folder) as entries:
        return {
            entry.name: entry.inode()
            if entry.is_file(follow_symlinks=False)
            else (_FOLDER if entry.is_dir(follow_symlinks=False) else _OTHER)
            for entry in entries
        }


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()


def _remove(path: str, kind: int) -> None:
    if kind == _FOLDER:
        shutil.rmtree(path)
    else:
        os.unlink(path)  # noqa: PTH108


def _same_bytes(one: str, other: str) -> bool:
    with open(one, "rb") as mine, open(other, "rb") as yours:  # noqa: PTH123
        if os.fstat(mine.fileno()).st_size != os.fstat(yours.fileno()).st_size:
            return False
        while (block := mine.read(_BLOCK)) == yours.read(_BLOCK):
            if not block:
                return True
        return False

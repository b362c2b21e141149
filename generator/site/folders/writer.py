"""Files to disk: only what differs is written, what is no longer produced goes, and nothing outside the folder is touched."""

import glob
import os
import shutil
import stat
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from generator.diagnostics import UnusableError
from generator.site.folders.folder import MARKER, WRITING, mark, require_ours


class WriteError(UnusableError):
    """The folder can't be written, or a symbolic link inside it would lead out of it."""


class Written(NamedTuple):
    """What became of the files of a folder."""

    written: int
    unchanged: int
    removed: int


def write_tree(pages: Iterable[tuple[PurePosixPath | str, bytes]], into: Path) -> Written:
    """Make the folder hold exactly `pages`, pairs of a relative address and its bytes, taken one by one.

    Time stamps of files whose bytes are the same stay. Raises `NotOursError` for a folder gongkai did not make, `WriteError` for
    a linked folder or a disk that refuses, and `ValueError` for an address that is absolute, climbs, is given twice, or is both
    a file and a folder.
    """
    require_ours(into)
    try:
        mark(into)
        return _write(pages, Folder(into))
    except OSError as error:
        raise WriteError(f"无法写入 {into}：{error}", f"cannot write {into}: {error}") from error


def _write(pages: Iterable[tuple[PurePosixPath | str, bytes]], folder: "Folder") -> Written:
    files: set[str] = {MARKER}
    folders: set[str] = set()
    written = 0
    for address, content in pages:
        parts = _parts(address)
        name, above = "/".join(parts), ["/".join(parts[:depth]) for depth in range(1, len(parts))]
        if name in files or name in folders:
            raise ValueError(f"two pages of one name: {name}")
        if not files.isdisjoint(above):
            raise ValueError(f"both a file and a folder: {name}")
        files.add(name)
        folders.update(above)
        written += folder.put(name, content)
    return Written(written, len(files) - 1 - written, folder.clear(files.__contains__))


class Folder:
    """A folder of ours that files are put into, by their paths relative to it.

    A file that stands there may be shared with the published site: it is replaced as a whole, never written into. Symbolic links
    are never followed: those in the place of files are removed, those in the place of folders are a `WriteError`.
    """

    def __init__(self, top: Path) -> None:
        self._top = str(top)
        self._folders: set[str] = {""}  # that were made, or seen to be no links

    def put(self, name: str, content: bytes) -> bool:
        """Give a file this content; tell whether it had another. One that was not there is written in its place."""
        self._make(name.rpartition("/")[0])
        path = f"{self._top}/{name}"
        try:
            _create(path, (content,))
        except FileExistsError:
            return not _holds(path, content) and _replace(path, (content,))
        return True

    def put_together(self, name: str, parts: Callable[[], Iterable[bytes]]) -> bool:
        """Give a file the content of these parts, one behind the other, never all of them in memory; they are asked for twice at most."""
        self._make(name.rpartition("/")[0])
        path = Path(self._top, name)
        for left in path.parent.glob(f"{glob.escape(path.name)}.*{WRITING}"):
            left.unlink()
        return not _holds_all(str(path), parts()) and _replace(str(path), parts())

    def remove(self, name: str) -> None:
        """Remove a file that may be there, and the folders that are empty without it."""
        path = Path(self._top, name)
        path.unlink(missing_ok=True)
        for folder in path.parents:
            if str(folder) == self._top:
                break
            try:
                folder.rmdir()
            except OSError:
                break

    def clear(self, stays: Callable[[str], bool]) -> int:
        """Remove every file, link and then empty folder but the files that stay; return how many went, folders not counted."""
        removed = 0
        for place, folders, files in os.walk(self._top, topdown=False):
            here = Path(place)
            inside = "" if place == self._top else f"{here.relative_to(self._top).as_posix()}/"
            for name in (*files, *(name for name in folders if (here / name).is_symlink())):
                if not stays(f"{inside}{name}"):
                    (here / name).unlink()
                    removed += 1
            if inside:
                with suppress(OSError):  # it is not empty
                    here.rmdir()
        return removed

    def _make(self, folder: str) -> None:
        if folder in self._folders:
            return
        self._make(folder.rpartition("/")[0])
        path = f"{self._top}/{folder}"
        try:
            os.mkdir(path)  # noqa: PTH102 - for each of a hundred thousand folders, a tenth of what a Path costs
        except FileExistsError:
            kind = _kind(path)
            if kind == stat.S_IFLNK:
                raise WriteError(f"{path} 是符号链接，不跟随", f"{path} is a symbolic link and is not followed") from None
            if kind != stat.S_IFDIR:  # a file of an earlier run
                os.unlink(path)  # noqa: PTH108
                with suppress(FileExistsError):  # another process was faster
                    os.mkdir(path)  # noqa: PTH102
        self._folders.add(folder)


def _create(path: str, parts: Iterable[bytes]) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    try:
        for part in parts:
            left = memoryview(part)
            while left := left[os.write(handle, left) :]:
                pass
    finally:
        os.close(handle)


def _replace(path: str, parts: Iterable[bytes]) -> bool:
    if _kind(path) == stat.S_IFDIR:
        shutil.rmtree(path)  # a folder of an earlier run
    temporary = f"{path}.{os.getpid()}{WRITING}"
    with suppress(FileNotFoundError):
        os.unlink(temporary)  # noqa: PTH108 - of an interrupted run
    _create(temporary, parts)
    os.replace(temporary, path)  # noqa: PTH105
    return True


def _holds(path: str, content: bytes) -> bool:
    seen = os.lstat(path)
    if not stat.S_ISREG(seen.st_mode) or seen.st_size != len(content):
        return False
    with open(path, "rb") as file:  # noqa: PTH123
        return file.read() == content


def _holds_all(path: str, parts: Iterable[bytes]) -> bool:
    if _kind(path) != stat.S_IFREG:
        return False
    with open(path, "rb") as file:  # noqa: PTH123
        return all(file.read(len(part)) == part for part in parts) and not file.read(1)


def _kind(path: str) -> int | None:
    try:
        return stat.S_IFMT(os.lstat(path).st_mode)
    except FileNotFoundError:
        return None


def _parts(address: PurePosixPath | str) -> tuple[str, ...]:
    text = str(address)
    parts = tuple(text.split("/"))
    if any(part in ("", ".", "..") or "\\" in part or "\0" in part for part in parts):
        raise ValueError(f"not a relative address of a file: {text!r}")
    return parts

"""Pages to disk: only what differs is written, what is no longer produced goes, and nothing outside the folder is touched."""

import os
import shutil
import stat
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from generator.diagnostics import UnusableError
from generator.site.folder import MARKER, mark, replace_file, require_ours


class WriteError(UnusableError):
    """The folder can't be written, or a symbolic link inside it would lead out of it."""


class Written(NamedTuple):
    """What became of the files of a folder."""

    written: int
    unchanged: int
    removed: int


def write_tree(pages: Iterable[tuple[PurePosixPath | str, bytes]], into: Path) -> Written:
    """Make the folder hold exactly `pages`, pairs of a relative address and its bytes, taken one by one.

    A file is replaced as a whole and only if its bytes differ: the time stamps of the others stay. Symbolic links are never
    followed, only removed. Raises `NotOursError` for a folder gongkai did not make, `WriteError` for a linked folder or a disk
    that refuses, and `ValueError` for an address that is absolute, climbs, is given twice, or is both a file and a folder.
    """
    require_ours(into)
    try:
        mark(into)
        return _Tree(into).write(pages)
    except OSError as error:
        raise WriteError(f"无法写入 {into}：{error}", f"cannot write {into}: {error}") from error


class _Tree:
    def __init__(self, into: Path) -> None:
        self.into = into
        self.files: set[str] = {MARKER}
        self.folders: set[str] = set()  # that hold a file of this run, and were seen to be no links

    def write(self, pages: Iterable[tuple[PurePosixPath | str, bytes]]) -> Written:
        written = 0
        for address, content in pages:
            parts = _parts(address)
            name = "/".join(parts)
            if name in self.files or name in self.folders:
                raise ValueError(f"two pages of one name: {name}")
            self.make_folders(parts[:-1])
            self.files.add(name)
            written += _replace(self.into.joinpath(*parts), content)
        return Written(written, len(self.files) - 1 - written, self.remove_the_rest())

    def make_folders(self, parts: tuple[str, ...]) -> None:
        for depth in range(1, len(parts) + 1):
            name = "/".join(parts[:depth])
            if name in self.folders:
                continue
            if name in self.files:
                raise ValueError(f"both a file and a folder: {name}")
            path = self.into / name
            kind = _kind(path)
            if kind == stat.S_IFLNK:
                raise WriteError(f"{path} 是符号链接，不跟随", f"{path} is a symbolic link and is not followed")
            if kind not in (None, stat.S_IFDIR):
                path.unlink()  # a file of an earlier run
            path.mkdir(exist_ok=True)
            self.folders.add(name)

    def remove_the_rest(self) -> int:
        removed = 0
        for folder, folders, files in os.walk(self.into, topdown=False):
            here = Path(folder)
            inside = here.relative_to(self.into)
            for name in (*files, *(name for name in folders if (here / name).is_symlink())):
                if (inside / name).as_posix() not in self.files:
                    (here / name).unlink()
                    removed += 1
            if inside.parts and inside.as_posix() not in self.folders:
                here.rmdir()
        return removed


def _parts(address: PurePosixPath | str) -> tuple[str, ...]:
    text = str(address)
    parts = tuple(text.split("/"))
    if any(part in ("", ".", "..") or "\\" in part or "\0" in part for part in parts):
        raise ValueError(f"not a relative address of a file: {text!r}")
    return parts


def _kind(path: Path) -> int | None:
    try:
        return stat.S_IFMT(path.lstat().st_mode)
    except FileNotFoundError:
        return None


def _replace(path: Path, content: bytes) -> bool:
    """Give the file this content; tell whether it had another."""
    kind = _kind(path)
    if kind == stat.S_IFREG and path.stat().st_size == len(content) and path.read_bytes() == content:
        return False
    if kind == stat.S_IFDIR:
        shutil.rmtree(path)  # a folder of an earlier run
    replace_file(path, content)
    return True

"""Whose folder it is: gongkai empties and replaces only folders that it made, and knows them by a file inside."""

import os
import shutil
from itertools import chain
from pathlib import Path
from typing import Final

from generator.diagnostics import UnusableError

MARKER: Final = ".gongkai"
WRITING: Final = ".gongkai-writing"
"""How the name of a file ends while it is written. One that is left was left by a run that was killed."""
_WORDS: Final = b"Made by gongkai, which replaces everything in this folder. Keep nothing of your own here.\n"


class NotOursError(UnusableError):
    """A folder that was to be emptied or replaced holds something gongkai did not make, or is no plain folder."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path} 不是本软件生成的文件夹，未作任何改动；请换一个文件夹，或先将其移走",
            f"{path} was not made by gongkai and is left as it is: choose another folder, or move it away first",
        )


def require_ours(path: Path) -> None:
    """Raise `NotOursError` unless `path` is missing, an empty folder, or a folder with our marker; never a symbolic link."""
    if not os.path.lexists(path):
        return
    if path.is_symlink() or not path.is_dir() or not (is_marked(path) or not any(path.iterdir())):
        raise NotOursError(path)


def require_unlinked(path: Path) -> None:
    """Raise `NotOursError` if `path` is a symbolic link or a file: what is made below it would land elsewhere."""
    if path.is_symlink() or (path.exists() and not path.is_dir()):
        raise NotOursError(path)


def require_plain(path: Path, *, depth: int) -> None:
    """Raise `NotOursError` if `path` or a folder so deep below it is a symbolic link: what is kept and deleted there would be elsewhere."""
    for place in chain([path], *(path.glob("/".join("*" * level)) for level in range(1, depth + 1))):
        if place.is_symlink():
            raise NotOursError(place)


def is_marked(path: Path) -> bool:
    """Tell whether the folder carries our marker."""
    marker = path / MARKER
    return marker.is_file() and not marker.is_symlink()


def mark(path: Path) -> None:
    """Make the folder if need be, and put our marker into it."""
    path.mkdir(parents=True, exist_ok=True)
    marker = path / MARKER
    if not marker.is_file() or marker.read_bytes() != _WORDS:
        marker.write_bytes(_WORDS)


def discard(path: Path) -> None:
    """Delete a folder of ours if it is there: the marker last, so that an interrupted deletion can be taken up again."""
    require_ours(path)
    if not path.exists():
        return
    for entry in sorted(path.iterdir()):
        if entry.name == MARKER:
            continue
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry)
        else:
            entry.unlink()
    shutil.rmtree(path)


def replace_file(path: Path, content: bytes) -> None:
    """Give a file this content as a whole: nobody sees half of it, and what is linked to the earlier file keeps its content."""
    temporary = path.with_name(WRITING)
    temporary.unlink(missing_ok=True)  # of an interrupted run
    with temporary.open("xb") as file:
        file.write(content)
    temporary.replace(path)

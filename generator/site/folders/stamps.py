"""Which folders of a tree nothing has happened to, known without listing them, and without anyone's word for it.

The system sets a folder's change time whenever an entry is put in, taken out or replaced, and nobody can set it. A folder's stamp
is made of that time and its inode; a tree's folders with their stamps are noted while it is at rest. A folder that still has the
noted stamp holds the same entries. This is exact rather than "not younger than": clocks are set back, too.

A site of 100,000 reports has half a million folders: stamps are numbers in the order of the folders' names.
"""

import json
import os
import sys
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import compress
from operator import ne
from pathlib import Path
from typing import Final, NamedTuple

from generator.site.folders.folder import replace_file

TOP: Final = "."
"""The tree's own folder."""

UNKNOWN: Final = 0
"""The stamp of a folder that may have changed again within the tick it is stamped with."""

GONE: Final = -1
"""The stamp of a folder that is not there."""

_NONE: Final = -2
"""What is noted where a folder's stamp was `UNKNOWN`: something else than any stamp."""

NAME: Final = ".gongkai-note"
_FORM: Final = [2, sys.hexversion, sys.byteorder, array("q").itemsize]


def stamps_of(top: Path, names: Iterable[str], *, before: int = sys.maxsize) -> "array[int]":
    """Stamp the folders of these names. One that changed at the moment `before` (see `moment`) or after it is `UNKNOWN`.

    Stamps that are to be noted need such a moment; those that are only held against noted ones don't.
    """
    stat, base, windows, hashed = os.lstat, f"{top}/", os.name == "nt", hash  # there the change time is that of making
    found = array("q")
    add = found.append
    for name in names:
        try:
            seen = stat(base + name)
        except (FileNotFoundError, NotADirectoryError):
            add(GONE)
            continue
        changed = seen.st_mtime_ns if windows else seen.st_ctime_ns
        add(hashed((changed, seen.st_ino)) if changed < before else UNKNOWN)
    return found


def moment(folder: Path) -> int:
    """Return the time by the clock of the folder's file system, which ticks some hundred times a second."""
    probe = folder / ".gongkai-moment"
    probe.unlink(missing_ok=True)
    probe.touch()
    time = probe.stat().st_mtime_ns
    probe.unlink()
    return time


class Note(NamedTuple):
    """The folders of some trees that held the same, in order of their names, and their stamps in each tree."""

    names: Sequence[str]
    stamps: "Sequence[array[int]]"

    def place(self, name: str) -> int | None:
        """Return where a folder stands among the names; None where it was not noted."""
        place = bisect_left(self.names, name)
        return place if place < len(self.names) and self.names[place] == name else None

    def changed(self, tree: int, now: "array[int]") -> Iterator[str]:
        """Yield the folders of a tree that something has happened to since; `now` are its stamps, in the order of `names`."""
        return compress(self.names, map(ne, self.stamps[tree], now)) if self.names else iter(())

    def but(self, names: Iterable[str], *stamps: "array[int]") -> "Note":
        """Return the note with later stamps of some folders, tree by tree. One that is gone from a tree is noted no more."""
        old = list(self.names)
        columns = [array("q", column) for column in self.stamps] or [array("q") for _ in stamps]
        more: dict[str, tuple[int, ...]] = {}
        is_shorter = False
        for name, *row in zip(names, *stamps, strict=True):
            place, told = self.place(name), tuple(_NONE if stamp == UNKNOWN else stamp for stamp in row)
            if place is not None:
                for column, stamp in zip(columns, told, strict=True):
                    column[place] = stamp if GONE not in told else GONE
                is_shorter = is_shorter or GONE in told
            elif GONE not in told:
                more[name] = told
        if is_shorter:
            stays = [stamp != GONE for stamp in columns[0]]
            old, columns = list(compress(old, stays)), [array("q", compress(column, stays)) for column in columns]
        if more:
            every = dict(zip(old, zip(*columns, strict=True), strict=True)) | more
            old = sorted(every)
            columns = [array("q", column) for column in zip(*map(every.__getitem__, old), strict=True)]
        return Note(old, columns)

    def to_bytes(self) -> bytes | None:
        """Return it as bytes; None where names hold line breaks, and nothing can be noted."""
        listed = "\n".join(self.names)
        if listed.count("\n") != max(0, len(self.names) - 1):
            return None
        return b"\0".join((json.dumps([*_FORM, len(self.stamps)]).encode(), os.fsencode(listed), b"".join(self.stamps)))

    @classmethod
    def from_bytes(cls, content: bytes, *, trees: int) -> "Note":
        """Return what `to_bytes` was called on; `NOTHING` for half of a note, another version's, or one of other trees."""
        try:
            head, listed, packed = content.split(b"\0", 2)
            names, numbers = os.fsdecode(listed).split("\n"), array("q", packed)
            form = json.loads(head)
        except (ValueError, TypeError):
            return NOTHING
        if form != [*_FORM, trees] or len(numbers) != trees * len(names):
            return NOTHING
        return cls(names, [numbers[start : start + len(names)] for start in range(0, len(numbers), len(names))])


NOTHING: Final = Note((), ())


def leave_note(note: Note, folder: Path) -> None:
    """Leave a note in a folder of ours, as a whole or not at all."""
    content = note.to_bytes()
    if content is not None:
        replace_file(folder / NAME, content)


def read_note(folder: Path) -> bytes:
    """Return a folder's note as it was left; nothing where there is none."""
    path = folder / NAME
    return b"" if path.is_symlink() or not path.is_file() else path.read_bytes()


def take_note(folder: Path) -> bytes:
    """Read a folder's note and delete it: it is true only while the trees are at rest."""
    content = read_note(folder)
    if content:
        (folder / NAME).unlink()
    return content

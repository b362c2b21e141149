"""Which folders of a tree nothing has happened to, known without listing them, and without anyone's word for it.

The system sets a folder's change time whenever an entry is put in, taken out or replaced, and nobody can set it. A folder's stamp
is made of that time and its inode; a tree's folders with their stamps are noted while it is at rest. A folder that still has the
noted stamp holds the same entries. This is exact rather than "not younger than": clocks are set back, too.
"""

import json
import os
import sys
from array import array
from collections.abc import Iterable
from itertools import chain
from pathlib import Path
from typing import Final, NamedTuple

from generator.site.folder import replace_file

Stamps = dict[str, int]
"""The folders of a tree by name relative to it, and what each is known by."""

TOP: Final = "."
"""The tree's own folder."""

UNKNOWN: Final = 0
"""The stamp of a folder that may have changed again within the tick it is stamped with; it equals no stamp."""

NAME: Final = ".gongkai-note"
_FORM: Final = [1, sys.hexversion, sys.byteorder, array("q").itemsize]


def stamps_of(top: Path, names: Iterable[str], *, before: int) -> Stamps:
    """Stamp the folders of these names, leaving out those that are gone.

    One that changed at the moment `before` (see `moment`) or after it is `UNKNOWN`.
    """
    found: Stamps = {}
    stat, base, windows = os.lstat, f"{top}/", os.name == "nt"  # where the change time is that of making
    for name in names:
        try:
            seen = stat(base + name)
        except (FileNotFoundError, NotADirectoryError):
            continue
        changed = seen.st_mtime_ns if windows else seen.st_ctime_ns
        found[name] = hash((changed, seen.st_ino)) if changed < before else UNKNOWN
    return found


def unchanged(noted: Stamps, now: Stamps) -> set[str]:
    """Return the folders that nothing has happened to since they were noted."""
    return {name for name, stamp in now.items() if stamp != UNKNOWN and noted.get(name) == stamp}


def moment(folder: Path) -> int:
    """Return the time by the clock of the folder's file system, which ticks some hundred times a second."""
    probe = folder / ".gongkai-moment"
    probe.unlink(missing_ok=True)
    probe.touch()
    time = probe.stat().st_mtime_ns
    probe.unlink()
    return time


class Note(NamedTuple):
    """The stamps of trees that held the same."""

    source: Stamps
    upcoming: Stamps
    published: Stamps

    @classmethod
    def of(cls, *stamps: Stamps) -> "Note":
        """Note trees that hold the same; only folders that are stamped in each are remembered."""
        names = sorted(set(stamps[0]).intersection(*stamps[1:]))
        return cls(*({name: each[name] for name in names} for each in stamps))

    @property
    def names(self) -> Iterable[str]:
        """The folders that every one of the trees had."""
        return self.source.keys()

    def write(self, folder: Path) -> None:
        """Leave the note in a folder of ours, as a whole or not at all."""
        names = list(self.names)
        listed = "\n".join(names)
        if listed.count("\n") != len(names) - 1:
            return  # names that hold line breaks: the next run compares everything
        head = json.dumps(_FORM)
        numbers = array("q", chain.from_iterable(each.values() for each in self)).tobytes()
        replace_file(folder / NAME, b"\0".join((head.encode(), os.fsencode(listed), numbers)))


NOTHING: Final = Note({}, {}, {})


def take_note(folder: Path) -> Note:
    """Read a folder's note and delete it: it is true only while the trees are at rest. `NOTHING` if there is none to trust."""
    path = folder / NAME
    if path.is_symlink() or not path.is_file():
        return NOTHING
    content = path.read_bytes()
    path.unlink()
    try:
        head, listed, packed = content.split(b"\0", 2)
        names, numbers = os.fsdecode(listed).split("\n"), array("q", packed)
        if json.loads(head) != _FORM:
            return NOTHING
        columns = (numbers[start : start + len(names)] for start in range(0, len(numbers), len(names)))
        return Note(*(dict(zip(names, column, strict=True)) for column in columns))
    except (ValueError, TypeError):  # half of a note, or another version's
        return NOTHING

"""Whether what units made still stands, told by folders that nothing has happened to: see `generator.site.folders.stamps`.

What somebody takes out of the workshop by hand is found out, and made again; what files hold is believed.
"""

import os
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, TypeAlias

from generator.assembly.ledger import Files, Ledger
from generator.cache.store import Kept, Store, opened
from generator.site.folders.stamps import NOTHING, TOP, Note, moment, stamps_of

_KIND: Final = "note"
_STIRRED: Final = "stirred"


Looked: TypeAlias = Mapping[str, Sequence[str]]
"""Folders that something has happened to, of each that was noted."""


def look(workshop: Path, docs: Path, site: Path, cache: Path) -> Looked:
    """Look at what stands by the store in the file `cache`. Changes nothing."""
    with opened(cache) as store:
        return Standing(workshop, docs, site, store).look()


class Standing:
    """The docs folder and the site of a workshop, as they were when they last came to rest."""

    def __init__(self, workshop: Path, docs: Path, site: Path, store: Store) -> None:
        self._workshop = workshop
        self._folders: Mapping[str, Path] = {"docs": docs, "site": site}
        self._store = store
        self._touched: Mapping[str, set[str]] = {name: set() for name in self._folders}
        self._noted: Collection[str] = ()

    def look(self) -> Looked:
        """Return the folders that something has happened to since they came to rest; nothing of folders that did not."""
        if _STIRRED in self._store.names(_KIND):
            return {}
        notes = {name: note for name, note in self._notes().items() if note.names}
        return {name: list(note.changed(0, stamps_of(self._folders[name], note.names))) for name, note in notes.items()}

    def lacking(self, ledger: Ledger, looked: Callable[[], Looked] | None = None) -> Iterator[str]:
        """Yield the units of which a file is not there any more; `looked` tells what `look` saw, a moment ago."""
        self._noted = changed = (looked or self.look)()
        for name, folders in changed.items():
            self._touched[name].update(folders)
        if len(changed) < len(self._folders) or any(changed.values()):
            yield from (unit for unit, files in ledger.files() if not self._is_whole(files))

    def _is_whole(self, files: Files) -> bool:
        is_whole = True
        for name, held in (("docs", files.docs), ("site", files.site)):
            top, touched = self._folders[name], self._touched[name]
            if name not in self._noted:
                touched.update(map(_folder, held))
            is_whole = is_whole and all(os.path.lexists(f"{top}/{file}") for file in held if _folder(file) in touched)
        return is_whole

    def stir(self) -> None:
        """Believe no note until the folders are at rest again: files are about to be written."""
        self._store.put(_KIND, [Kept(_STIRRED, b"", b"")])

    def touch(self, files: Files) -> None:
        """Tell that files were written or removed."""
        for name, held in (("docs", files.docs), ("site", files.site)):
            self._touched[name].update(map(_folder, held))

    def rest(self) -> None:
        """Note how the folders stand, now that nobody writes into them any more."""
        ended = moment(self._workshop)
        for name, before in self._notes().items():
            note, touched = before if name in self._noted else NOTHING, self._touched[name]
            shared = (folder for folder in (*note.names, *touched) if "/" not in folder)  # others than units write there, too
            listed = sorted({TOP, *touched, *shared})
            later = note.but(listed, stamps_of(self._folders[name], listed, before=ended))
            content = None if later == before else later.to_bytes()
            if content is not None:
                self._store.put(_KIND, [Kept(name, b"", content)])
        self._store.drop(_KIND, [_STIRRED])

    def _notes(self) -> Mapping[str, Note]:
        kept = {one.name: one.piece for one in self._store.pieces(_KIND, list(self._folders))}
        return {name: Note.from_bytes(kept[name], trees=1) if name in kept else NOTHING for name in self._folders}


def _folder(file: str) -> str:
    return file.rpartition("/")[0] or TOP

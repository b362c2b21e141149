"""What earlier runs made, kept beside the site by content: pieces of bytes, each under the stamp of all it was made from.

The file is our own in a folder that others may be able to write to, and some pieces are pickles: each is signed with a key
that only this user's account can read, and one whose signature is wrong is not there. Without such a key nothing is kept.
"""

import hashlib
import hmac
import os
import secrets
import sqlite3
import stat
import threading
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final, NamedTuple

from generator.diagnostics import UnusableError
from generator.runtime.account import is_closed, own_folder
from generator.runtime.program import program

_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS kept (kind TEXT, name TEXT, stamp BLOB, seal BLOB, piece BLOB, PRIMARY KEY (kind, name))
"""
"""With row numbers: in a table without them, whoever looks for a name reads all of a large piece that stands on the way."""
_SIZE: Final = 32
_SEAL: Final = 16
_PATIENCE: Final = 60.0
"""Seconds that a process waits while another of the same run writes."""


class StoreError(UnusableError):
    """The store broke while it was in use."""

    def __init__(self, error: sqlite3.Error) -> None:
        super().__init__(
            f"build/cache 无法使用（{error}）：请删除它再运行一次",
            f"build/cache can't be used ({error}): delete it and run once more",
        )


class Kept(NamedTuple):
    """A piece under its name; `stamp` stands for what it was made from."""

    name: str
    stamp: bytes
    piece: bytes


class Store:
    """Pieces by kind and name, for all threads of a process. A copy of it reads them too; after it is closed there are none."""

    def __init__(self, rows: sqlite3.Connection, key: bytes, file: Path | None) -> None:
        self._open: sqlite3.Connection | None = rows
        self._key = key
        self._file = file
        self._process = os.getpid()
        self._writing = threading.Lock()
        """A transaction is the connection's: of two threads, one would end what the other has begun."""
        self._inherited: sqlite3.Connection | None = None

    @property
    def _rows(self) -> sqlite3.Connection:
        if self._process != os.getpid():  # a connection must not be shared; nor closed here, which would let go of its locks
            self._inherited, self._process = self._open, os.getpid()
            self._open = None if self._open is None or self._file is None else _connected(self._file)
        if self._open is None:
            self._open = sqlite3.connect(":memory:")
            self._open.execute(_SCHEMA)
        return self._open

    @property
    def folder(self) -> Path | None:
        """Where the store stands; None for one that lasts only meanwhile."""
        return None if self._file is None else self._file.parent

    def leave_no_trace(self) -> None:
        """Have the file written anew when it is closed, by this run or, should it be killed, by the next.

        SQLite wipes what is deleted, but not the copies that it left behind when it moved rows from page to page.
        """
        self._rows.execute("PRAGMA user_version = 1")

    def close(self) -> None:
        """Let go of the file."""
        rows, self._open, self._file = self._open, None, None
        if rows is None or self._process != os.getpid():
            return
        try:
            if rows.execute("PRAGMA user_version").fetchone() != (0,):
                rows.commit()
                rows.execute("VACUUM")
                rows.execute("PRAGMA user_version = 0")
        finally:
            rows.close()

    def names(self, kind: str) -> set[str]:
        """Return the name of every piece of a kind; not yet believed."""
        return {name for (name,) in self._rows.execute("SELECT name FROM kept WHERE kind = ?", (kind,))}

    def stamps(self, kind: str) -> dict[str, bytes]:
        """Return the stamp of every piece of a kind by its name; not yet believed."""
        return dict(self._rows.execute("SELECT name, stamp FROM kept WHERE kind = ?", (kind,)))

    def pieces(self, kind: str, names: Collection[str] | None = None) -> Iterator[Kept]:
        """Yield the pieces of a kind that are as they were put, all of them or those of some names."""
        chosen = "SELECT name, stamp, seal, piece FROM kept WHERE kind = ?"
        rows: Iterable[tuple[Any, Any, Any, Any]]
        if names is None:
            rows = self._rows.execute(chosen, (kind,))
        else:
            rows = (row for name in names for row in self._rows.execute(f"{chosen} AND name = ?", (kind, name)))
        for name, stamp, seal, piece in rows:
            is_ours = isinstance(name, str) and all(
                isinstance(one, bytes) for one in (stamp, seal, piece)
            )  # else somebody else's
            if is_ours and hmac.compare_digest(seal, self._seal(kind, name, stamp, piece)):
                yield Kept(name, stamp, piece)

    def put(self, kind: str, pieces: Iterable[Kept]) -> None:
        """Keep pieces in the place of those of the same names, all or none."""
        with self._writing, self._rows:
            self._rows.executemany(
                "INSERT OR REPLACE INTO kept VALUES (?, ?, ?, ?, ?)",
                ((kind, name, stamp, self._seal(kind, name, stamp, piece), piece) for name, stamp, piece in pieces),
            )

    def drop(self, kind: str | None = None, names: Iterable[str] | None = None) -> None:
        """Forget the pieces of some names, of a whole kind, or everything."""
        with self._writing, self._rows:
            if kind is None:
                self._rows.execute("DELETE FROM kept")
            elif names is None:
                self._rows.execute("DELETE FROM kept WHERE kind = ?", (kind,))
            else:
                self._rows.executemany("DELETE FROM kept WHERE kind = ? AND name = ?", ((kind, name) for name in names))

    def _seal(self, kind: str, name: str, stamp: bytes, piece: bytes) -> bytes:
        seal = hashlib.blake2b(f"{kind}\0{name}\0".encode("utf-8", "surrogateescape"), key=self._key, digest_size=_SEAL)
        seal.update(len(stamp).to_bytes(2))
        seal.update(stamp)
        seal.update(piece)
        return seal.digest()


@contextmanager
def opened(file: Path | None) -> Iterator[Store]:
    """Open the store in `file`, made if need be; one that can't be read, or that another gongkai made, is begun anew.

    None is a store that lasts only meanwhile. So does the store where `file` can't be written, or no key can be kept.
    """
    key = _key()
    rows = _connect(file) if file is not None and key is not None else None
    own = file
    if rows is None:
        own, rows = None, sqlite3.connect(":memory:", isolation_level="DEFERRED")
        rows.execute(_SCHEMA)
    store = Store(rows, key or secrets.token_bytes(_SIZE), own)
    try:
        try:
            yield store
        finally:
            store.close()
    except sqlite3.Error as error:
        raise StoreError(error) from error


def _connect(file: Path) -> sqlite3.Connection | None:
    for _ in range(2):
        try:
            if any(part.is_symlink() for part in (file, file.parent)):
                return None
            file.parent.mkdir(parents=True, exist_ok=True)
            ignore = file.parent / ".gitignore"
            if not ignore.exists():
                ignore.write_text("*\n", "utf-8")
            file.touch(mode=0o600)
            rows = _connected(file)
            rows.execute("PRAGMA synchronous = OFF")  # a killed process loses nothing by it
            rows.execute("PRAGMA secure_delete = ON")  # what is forgotten may be what must not be known any more
            _claim(rows)
            rows.execute("SELECT count(*) FROM kept").fetchone()
        except sqlite3.DatabaseError:  # somebody else's file, another gongkai's, or one that broke
            with suppress(OSError):
                file.unlink(missing_ok=True)
        except OSError:
            return None
        else:
            return rows
    return None


def _claim(rows: sqlite3.Connection) -> None:
    """Make the database this program's. Raises `sqlite3.DatabaseError` for another's: who knows what its pieces hold."""
    ours = int.from_bytes(program("generator")[:4], signed=True)
    if rows.execute("PRAGMA application_id").fetchone() != (ours,):
        if rows.execute("SELECT count(*) FROM sqlite_master").fetchone() != (0,):
            raise sqlite3.DatabaseError("made by another program")
        rows.execute(f"PRAGMA application_id = {ours}")
    rows.execute(_SCHEMA)


def _connected(file: Path) -> sqlite3.Connection:
    """Open a file for this process; SQLite as it is usually built lets all of its threads use it."""
    return sqlite3.connect(file, timeout=_PATIENCE, check_same_thread=sqlite3.threadsafety < 3)


def _key() -> bytes | None:
    """Return this account's key, made the first time; None where it can't be kept from others."""
    folder = own_folder()
    if folder is None:
        return None
    file = folder / "key"
    try:
        with suppress(FileExistsError):
            handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "wb") as stream:
                stream.write(secrets.token_bytes(_SIZE))
        seen = file.lstat()
        key = file.read_bytes() if stat.S_ISREG(seen.st_mode) and is_closed(seen) else b""
    except OSError:
        return None
    return key if len(key) == _SIZE else None


def stamp(*parts: bytes) -> bytes:
    """Return what stands for all these together, each with its length."""
    digest = hashlib.blake2b(digest_size=16)
    for part in parts:
        digest.update(len(part).to_bytes(8))
        digest.update(part)
    return digest.digest()


def stamps_of(given: Mapping[str, bytes]) -> bytes:
    """Return what stands for names and their stamps, whatever their order."""
    return stamp(*(part for name in sorted(given) for part in (name.encode("utf-8", "surrogateescape"), given[name])))

"""A document put back on the shelf: its file is parsed again when something of it is asked for.

Ten thousand documents with the place of every value take most of a gigabyte, and after the checks of each record hardly one
of them is looked at again.
"""

import hashlib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from struct import Struct
from typing import Any, Final

from generator.diagnostics import Diagnostic, FieldPath, Span, UnusableError
from generator.source.document import Document, Plain
from generator.source.reader import bytes_of, read_bytes

_PLACE: Final = Struct("<4I")


class ChangedError(UnusableError):
    """A record changed while the site was made from it."""

    def __init__(self, shown: str) -> None:
        super().__init__(f"{shown} 在运行期间被改动，请再运行一次", f"{shown} changed meanwhile: run it once more")


class Shelved(Document):
    """The document of a file, known by its name and the digest of what it held. Raises `ChangedError` where it holds that no more."""

    def __init__(self, path: str, file: Path, digest: bytes, noted: tuple[FieldPath, ...] = (), places: bytes = b"") -> None:
        told = (("path", path), ("_file", file), ("_digest", digest), ("_noted", noted), ("_places", places))
        for name, value in told:
            object.__setattr__(self, name, value)

    def __reduce__(self) -> tuple[Any, ...]:
        return Shelved, (self.path, self._file, self._digest, self._noted, self._places)

    def span(self, field: FieldPath) -> Span:
        """Return where the value at `field` stands; for one whose place is noted the file need not be asked."""
        if field in self._noted:
            return Span(*_PLACE.unpack_from(self._places, self._noted.index(field) * _PLACE.size))
        return super().span(field)

    def opened(self) -> Document:
        """Return the document, parsed again unless it is one of the last few."""
        return _opened(self.path, self._file, self._digest)

    @property
    def data(self) -> Plain:
        """The data."""
        return self.opened().data

    @property
    def spans(self) -> Mapping[FieldPath, Span]:
        """Where values stand."""
        return self.opened().spans

    @property
    def keys(self) -> Mapping[FieldPath, Span]:
        """Where keys stand."""
        return self.opened().keys

    @property
    def text(self) -> str:
        """The file as written."""
        return self.opened().text

    _file: Path
    _digest: bytes
    _noted: tuple[FieldPath, ...]
    _places: bytes


@lru_cache(maxsize=16)
def _opened(path: str, file: Path, digest: bytes) -> Document:
    data = bytes_of(file, path)
    if isinstance(data, Diagnostic) or digest_of(data) != digest:
        raise ChangedError(path)
    document, _ = read_bytes(data, path)
    assert document is not None, "it was read before"
    return document


def noted_places(document: Document, fields: Iterable[FieldPath]) -> bytes:
    """Return where the values at some fields stand, to be noted."""
    spans = (document.span(field) for field in fields)
    return b"".join(_PLACE.pack(span.line, span.column, span.end_line, span.end_column) for span in spans)


def digest_of(data: bytes) -> bytes:
    """Return what stands for a file's bytes."""
    return hashlib.blake2b(data, digest_size=16).digest()

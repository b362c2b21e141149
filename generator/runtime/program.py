"""What stands for the program itself: whatever is kept from one run to the next was made by the very same one."""

import hashlib
import os
import platform
from collections.abc import Iterator
from functools import cache
from importlib import metadata
from importlib.resources import files
from typing import Final

OURS: Final = ("generator", "site_templates")
_LIBRARIES: Final = ("gongkai", "jinja2", "markupsafe", "pydantic", "pydantic-core", "pyromark", "pyyaml")
_COMPILED: Final = (".pyc", ".pyo")


@cache
def program(*packages: str) -> bytes:
    """Return a digest of our own files, of the libraries that shape what is made, and of the interpreter.

    Of some packages only, where what is made rests on no others: templates shape no finding. Catalogues are files of ours too.
    """
    digest = hashlib.blake2b(_libraries(), digest_size=16)
    for package in packages or OURS:
        digest.update(_package(package))
    return digest.digest()


def look_again() -> None:
    """Forget what was seen: files or libraries may have changed."""
    for seen in (program, _package, _libraries):
        seen.cache_clear()


@cache
def _libraries() -> bytes:
    versions = (f"{name} {metadata.version(name)}" for name in _LIBRARIES)
    return "\n".join((platform.python_version(), *versions)).encode()


@cache
def _package(name: str) -> bytes:
    digest = hashlib.blake2b(digest_size=16)
    for shown, file in _files(name):
        with open(file, "rb") as stream:  # noqa: PTH123 - hundreds of files at every start
            data = stream.read()
        digest.update(f"{shown} {len(data)} ".encode())
        digest.update(data)
    return digest.digest()


class Watch:
    """Notices that a file of ours has changed while a process runs: `program` is then asked anew."""

    def __init__(self) -> None:
        self._before = self._now()

    def has_changed(self) -> bool:
        """Tell whether one has since the last time."""
        before, self._before = self._before, self._now()
        if before != self._before:
            look_again()
        return before != self._before

    def _now(self) -> tuple[tuple[str, int, int], ...]:
        seen = ((file, os.stat(file)) for package in OURS for _, file in _files(package))  # noqa: PTH116
        return tuple((file, status.st_mtime_ns, status.st_size) for file, status in seen)


def _files(package: str) -> Iterator[tuple[str, str]]:
    """Yield the files of a package, by their path in it, and where they are, in order."""
    root = str(files(package))
    for folder, folders, names in os.walk(root):
        folders.sort()
        for name in sorted(names):
            if not name.endswith(_COMPILED):
                file = os.path.join(folder, name)  # noqa: PTH118
                yield file[len(root) + 1 :], file

"""What stands for the program itself: whatever is kept from one run to the next was made by the very same one."""

import hashlib
import platform
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import metadata
from importlib.resources import files
from pathlib import Path
from typing import Final

OURS: Final = ("generator", "site_templates")
_LIBRARIES: Final = ("gongkai", "jinja2", "markupsafe", "pydantic", "pydantic-core", "pyromark", "pyyaml")
_COMPILED: Final = (".pyc", ".pyo")


@cache
def program(*packages: str) -> bytes:
    """Return a digest of our own files, of the libraries that shape what is made, and of the interpreter.

    Of some packages only, where what is made rests on no others: templates shape no finding. Catalogues are files of ours too.
    """
    digest = hashlib.blake2b(platform.python_version().encode(), digest_size=16)
    for name in _LIBRARIES:
        digest.update(f"{name} {metadata.version(name)}\n".encode())
    for name, file in _files(packages or OURS):
        data = file.read_bytes()
        digest.update(f"{name} {len(data)} ".encode())
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
            program.cache_clear()
        return before != self._before

    def _now(self) -> tuple[tuple[str, int, int], ...]:
        seen = ((name, file.stat()) for name, file in _files(OURS))
        return tuple((name, status.st_mtime_ns, status.st_size) for name, status in seen)


def _files(packages: Iterable[str]) -> Iterator[tuple[str, Path]]:
    for package in packages:
        root = Path(str(files(package)))
        for file in sorted(root.rglob("*")):
            if file.is_file() and file.suffix not in _COMPILED:
                yield file.relative_to(root).as_posix(), file

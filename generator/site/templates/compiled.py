"""Templates as they were compiled, kept in the account's own folder for every site and every process.

To compile them takes each process half a second. What is kept is code, so that it is believed only where nobody else can write.
"""

import shutil
from contextlib import suppress
from functools import cache
from pathlib import Path
from types import CodeType
from typing import Final

from jinja2.bccache import Bucket, FileSystemBytecodeCache

from generator.runtime.account import is_closed, own_folder
from generator.runtime.program import program

_KIND: Final = "templates-"


class Compiled(FileSystemBytecodeCache):
    """Jinja asks for a template by its place and the checksum of its text. What can't be read or kept is compiled each time."""

    def load_bytecode(self, bucket: Bucket) -> None:
        """Find what was kept of a template."""
        try:
            super().load_bytecode(bucket)
        except Exception:  # noqa: BLE001 - whatever a file that broke makes of Python's own formats
            bucket.reset()
        if not isinstance(bucket.code, CodeType):
            bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template."""
        with suppress(OSError):
            super().dump_bytecode(bucket)


def compiled_in(tag: str) -> Compiled | None:
    """Return what this program made of templates in a language; None where it can't be kept from others."""
    folder = _folder()
    return None if folder is None else Compiled(str(folder), f"{tag}-%s")


@cache
def _folder() -> Path | None:
    """Return the folder of this program, as it was when it began; what another made is cleared away when it is made."""
    own = own_folder()
    if own is None:
        return None
    folder = own / f"{_KIND}{program('generator').hex()}"
    try:
        with suppress(FileExistsError):
            folder.mkdir(mode=0o700)
            for other in own.glob(f"{_KIND}*"):
                if other != folder:
                    shutil.rmtree(other, ignore_errors=True)
        return folder if is_closed(folder.stat()) else None
    except OSError:
        return None

"""What stands for the program itself: whatever is kept from one run to the next was made by the very same one."""

import hashlib
import platform
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
    for package in packages or OURS:
        root = Path(str(files(package)))
        for file in sorted(root.rglob("*")):
            if file.is_file() and file.suffix not in _COMPILED:
                data = file.read_bytes()
                digest.update(f"{file.relative_to(root).as_posix()} {len(data)} ".encode())
                digest.update(data)
    return digest.digest()

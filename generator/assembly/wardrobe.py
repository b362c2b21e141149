"""The theme's shell, kept from run to run: MkDocs is neither run nor loaded while nothing that it would look at has changed.

What can't be told from mkdocs.yml itself, from what MkDocs is told, and from versions of programs, is not kept (`Shell.lasts`).
"""

import json
from collections.abc import Container, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Final

from generator.cache.store import Kept, Store, stamp
from generator.diagnostics import Diagnostic
from generator.runtime.program import program
from generator.site.rendering.frames import Shell
from generator.site.rendering.settings import CONFIG
from generator.source.reader import bytes_of
from generator.transport.parcels import ParcelError, pack, unpack

_KIND: Final = "shell"
_MAKERS: Final = ("babel", "markdown", "mkdocs", "mkdocs-material")
"""What makes a shell, beside what is part of any program of ours."""


def shell_of(root: Path, store: Store, *, settings: Mapping[str, object], epoch: int, pages: Container[str]) -> Shell | None:
    """Return what `generator.site.rendering.shell.frames_of` returns of a site. Raises what it raises."""
    known_by = _stamp(root, settings, epoch)
    if known_by is not None and (known := _kept(store, known_by, pages)) is not None:
        return known
    from generator.site.rendering.shell import frames_of  # MkDocs is slow to import

    shell = frames_of(root, settings=settings, epoch=epoch, pages=pages)
    if shell is not None and shell.lasts and known_by is not None and _stamp(root, settings, epoch) == known_by:
        store.put(_KIND, [Kept("", known_by, pack(shell))])
    else:
        store.drop(_KIND)
    return shell


def _kept(store: Store, known_by: bytes, pages: Container[str]) -> Shell | None:
    for kept in store.pieces(_KIND):
        if kept.stamp == known_by:
            try:
                shell: Shell = unpack(kept.piece)
            except ParcelError:
                return None
            if all((path in pages) == was for path, was in shell.listed.items()):
                return shell
    return None


def _stamp(root: Path, settings: Mapping[str, object], epoch: int) -> bytes | None:
    """Return what stands for all that a lasting shell is made from but the pages; None without a mkdocs.yml that can be read."""
    config = bytes_of(root / CONFIG, CONFIG)
    if isinstance(config, Diagnostic):
        return None
    makers = [version(name) for name in _MAKERS]
    return stamp(program(), config, json.dumps([str(root), settings, epoch, makers], sort_keys=True).encode())

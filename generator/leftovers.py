"""What `serve` leaves when it ends: a preview that no build brings up to date, and whose words may be public no more."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from generator.cache.store import Kept, Store, opened, stamp
from generator.catalog import Catalog
from generator.intake.shelf import Shelf
from generator.site.folders.folder import discard, is_marked
from generator.site.folders.lock import LOCK, BusyError, workshop

_KIND: Final = "guarded"
_UNMARKED: Final = ("cache", "search")
"""Folders of a preview that carry no marker; the first tells what the others hold, and goes first."""


@contextmanager
def brought_up_to(catalog: Catalog, store: Store) -> Iterator[None]:
    """Keep in mind, once the preview of a `store` is made and unless that fails, which guarded records of `catalog` it knew."""
    known, guarded = _known(store), _guarded(catalog)
    if known != guarded:
        store.drop(_KIND)
    yield
    if known != guarded:
        store.put(_KIND, [Kept("", b"", guarded)])


def clear(folder: Path, cache: Path, catalog: Catalog, store: Store) -> None:
    """Empty the preview in `folder` if it may show what is not to be seen any more by `catalog`, of whose records `store` knows.

    `cache` is the file of the preview's own store. Nothing happens while `serve` is at work, which sees to it itself, nor to what
    gongkai did not make: a file manager's notes would keep the rest from going.
    """
    if folder.is_symlink() or not folder.is_dir() or all(path.name == LOCK for path in folder.iterdir()):
        return
    with suppress(BusyError), workshop(folder):
        with opened(cache) as previewed:
            is_gone = bool(Shelf(previewed).names() - Shelf(store).names())
            is_stale = is_gone or _known(previewed) != _guarded(catalog)
        if is_stale:
            for name in _UNMARKED:
                shutil.rmtree(folder / name, ignore_errors=True)
            for path in folder.iterdir():
                if is_marked(path) and not path.is_symlink():
                    discard(path)


def _known(store: Store) -> bytes | None:
    return next((kept.piece for kept in store.pieces(_KIND)), None)


def _guarded(catalog: Catalog) -> bytes:
    """Return what stands for the records that say what of them is not to be seen: the shelf keeps none of them."""
    return stamp(*(part for entry in catalog.entries if entry.cover.is_guarded for part in (entry.path.encode(), entry.digest)))

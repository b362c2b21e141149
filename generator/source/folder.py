"""What one folder holds, by name: links are not followed, and nothing that can't be read is passed over in silence."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from generator.diagnostics import Diagnostic, visible
from generator.source.refusals import SYMLINK, UNREADABLE, why_unreadable

_BACKUPS: Final = ("~", ".swp", ".swo", ".bak", ".tmp", ".orig")
_SYSTEM: Final = frozenset({"thumbs.db", "desktop.ini"})


def entries_of(place: str, shown: str, findings: list[Diagnostic]) -> Iterator["os.DirEntry[str]"]:
    """Yield what a folder holds, by name, without hidden files and editors' backups; add to `findings` why it can't be read."""
    try:
        with os.scandir(place) as listing:
            entries = sorted(listing, key=lambda entry: entry.name)
    except OSError as error:
        findings.append(UNREADABLE.at(visible(shown), reason=why_unreadable(error)))
        return
    for entry in entries:
        name = entry.name
        if name.startswith((".", "~$", "#")) or name.endswith(_BACKUPS) or name.lower() in _SYSTEM:
            continue
        yield entry


def files_in(root: Path, folder: str, suffix: str) -> tuple[list[tuple[Path, str]], list[Diagnostic]]:
    """Return the files of `root`/`folder` that end in `suffix`, each with how findings name it, and what is amiss.

    There need not be such a folder.
    """
    place = root / folder
    try:
        is_link = stat.S_ISLNK(place.lstat().st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return [], []
    except OSError as error:
        return [], [UNREADABLE.at(folder, reason=why_unreadable(error))]
    if is_link:
        return [], [SYMLINK.at(folder)]
    files: list[tuple[Path, str]] = []
    findings: list[Diagnostic] = []
    for entry in entries_of(str(place), folder, findings):
        shown = visible(f"{folder}/{entry.name}")
        if entry.is_symlink():
            findings.append(SYMLINK.at(shown))
        elif entry.name.endswith(suffix):
            files.append((Path(entry.path), shown))
    return files, findings

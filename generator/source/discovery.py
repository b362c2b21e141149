"""Where the site is, and which files are its records."""

from collections.abc import Sequence
from pathlib import Path

from generator.diagnostics import UnusableError
from generator.source.named import Named
from generator.source.walk import NO_CONTENT, Discovery, Walk
from generator.source.whereabouts import CONTENT, absolute


class NoSiteError(UnusableError):
    """A folder that holds no site of ours, where one is to be kept at hand."""


def find_root(paths: Sequence[Path], root: Path | None, cwd: Path) -> Path:
    """Return the site's folder: `root` where given, else the nearest around a given path that holds `content/`, else `cwd`."""
    if root is not None:
        return absolute(cwd / root)
    for path in paths:
        start = absolute(cwd / path)
        for folder in (start, *start.parents):
            if _is_folder(folder / CONTENT):
                return folder
    return cwd


def require_content(root: Path) -> None:
    """Raise `NoSiteError` where a root has no `content/`, in the words of the finding that a check of it has."""
    if not _is_folder(root / CONTENT):
        message, hint = NO_CONTENT.message, NO_CONTENT.hint
        raise NoSiteError(f"{message.zh}。{hint.zh}", f"{message.en}. {hint.en}")


def discover(root: Path) -> Discovery:
    """Find every record below `root`/content/reports. Symbolic links are reported, never followed."""
    walk = Walk(root)
    walk.reports()
    return walk.result()


def expand(paths: Sequence[Path], root: Path) -> Discovery:
    """Find the records that files and folders on a command line name; all of them where none is named.

    A folder outside content/reports gives every .yaml file below it as a loose one. Relative paths are below the current folder.
    """
    if not paths:
        return discover(root)
    walk = Named(root)
    for path in paths:
        walk.named(absolute(path))
    return walk.result()


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # a folder that may not be looked into holds no site of ours
        return False

"""Where a file is, and who that makes it: a record in its place below content/reports, or a loose one elsewhere."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from generator.diagnostics import visible
from generator.source.identity import ReportId

CONTENT: Final = "content"
REPORTS: Final = "content/reports"


@dataclass(frozen=True, slots=True)
class Found:
    """A record in its place: where the file is, how findings name it (posix, from the root), and who it is."""

    place: str
    shown: str
    id: ReportId

    @property
    def file(self) -> Path:
        """The file."""
        return Path(self.place)


@dataclass(frozen=True, slots=True)
class Loose:
    """A file outside content/reports, to be checked and scored only; its id is the file's stem."""

    place: str
    shown: str
    id: str

    @property
    def file(self) -> Path:
        """The file."""
        return Path(self.place)


def located(path: Path, root: Path) -> Found | Loose:
    """Return who a file is: a record where it stands in its place below `root`/content/reports, else a loose file."""
    file = absolute(path)
    inside = below(file, absolute(root) / REPORTS)
    identity = ReportId.parse(inside) if inside else None
    if isinstance(identity, ReportId):
        return Found(str(file), f"{REPORTS}/{inside}", identity)
    return Loose(str(file), shown_path(file, absolute(root)), visible(file.stem))


def absolute(path: Path) -> Path:
    """Return a path from the top of the disk without following symbolic links."""
    return Path(os.path.normpath(path.absolute()))


def below(path: Path, folder: Path) -> str | None:
    """Return `path` from `folder` on, posix, or None where it isn't below."""
    return path.relative_to(folder).as_posix() if folder in path.parents else None


def shown_path(path: Path, root: Path) -> str:
    """Return how findings name a path: posix, from the root where it is below."""
    return visible(below(path, root) or ("." if path == root else path.as_posix()))

"""A demonstration site on disk: only into an empty folder, or over an earlier demonstration."""

import shutil
from pathlib import Path
from typing import Final

from generator.demo.site import demo_site, exactly
from generator.diagnostics import UnusableError

MARKER: Final = ".gongkai-demo"
"""The file that says: what stands here is a demonstration and may be replaced."""

_MARKED: Final = (
    "这个文件夹由 gongkai demo 生成；再次生成时，content/ 和 mkdocs.yml 会被整个替换。\n"
    "gongkai demo wrote this folder; writing it again replaces content/ and mkdocs.yml.\n"
)
_RECORDS: Final = "content/reports/"


class DemoError(UnusableError):
    """A demonstration that can't be written."""


def write_demo(into: Path, *, years: range, seed: int, projects: int | None = None, records: int | None = None) -> int:
    """Write a demonstration site into a folder and return its number of records.

    Give `projects`, most of which recur every year, or an exact number of `records`. An earlier demonstration's content is replaced.
    Raises DemoError where the folder holds anything else, OSError where it can't be written, ValueError as `demo_site`
    does and where both numbers or neither are given.
    """
    if (projects is None) == (records is None):
        raise ValueError("give projects or records")
    site = demo_site(projects, years, seed) if projects is not None else exactly(records or 0, years, seed)
    _make_room(into)
    written = 0
    made: set[Path] = set()
    for name, text in site:
        file = into / name
        if file.parent not in made:
            file.parent.mkdir(parents=True, exist_ok=True)
            made.add(file.parent)
        _write_new(file, text)
        written += name.startswith(_RECORDS)
    return written


def _make_room(into: Path) -> None:
    if into.exists() and not into.is_dir():
        raise DemoError(f"{into} 不是文件夹", f"{into} is not a folder")
    into.mkdir(parents=True, exist_ok=True)
    marker, content = into / MARKER, into / "content"
    if not marker.is_file() and any(into.iterdir()):
        raise DemoError(
            f"{into} 不是空文件夹，也不是以前生成的演示数据；请换一个文件夹，以免覆盖其中的内容",
            f"{into} is neither empty nor an earlier demonstration; choose another folder so that nothing is overwritten",
        )
    if content.is_symlink():
        raise DemoError(
            f"{content} 是符号链接，不会替换它指向的内容", f"{content} is a symbolic link; what it points at is not replaced"
        )
    for file in (marker, into / "mkdocs.yml"):
        file.unlink(missing_ok=True)
    _write_new(marker, _MARKED)
    if content.exists():
        shutil.rmtree(content)


def _write_new(file: Path, text: str) -> None:
    """Write a file that is not there yet, so that none is written into which a link shares with another place."""
    with file.open("xb") as stream:
        stream.write(text.encode())

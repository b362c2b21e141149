"""`gongkai check --fix` and `--diff`: what is mended safely, shown or done."""

import difflib
import os
import stat
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final, NamedTuple

from generator.cli.findings import concealed, counted
from generator.diagnostics import Diagnostic, Text, UnusableError
from generator.fixing import FIXABLE, fixed
from generator.review.reports import Checked
from generator.source.reader import bytes_of

_MAY_BE_WRITTEN: Final = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH


class Mended(NamedTuple):
    """A file as it is and as it would be, and how many findings that mends. `is_hidden`: it holds what must not be repeated."""

    file: Path
    shown: str
    before: bytes
    after: bytes
    changes: int
    is_hidden: bool


def mend(findings: Iterable[Diagnostic], checked: Checked) -> tuple[Mended, ...]:
    """Return the files in which something can be mended. Nothing is written."""
    by_file: dict[str, list[Diagnostic]] = defaultdict(list)
    for finding in findings:
        if finding.code in FIXABLE:
            by_file[finding.path].append(finding)
    hidden = {path for path, _ in concealed(checked.findings)}
    found = []
    for shown, own in by_file.items():
        file = checked.file_of(shown)
        before = bytes_of(file, shown)
        if isinstance(before, bytes):
            after, count = fixed(before, own, shown)
            if count:
                found.append(Mended(file, shown, before, after, count, shown in hidden))
    return tuple(found)


def apply(mended: Sequence[Mended]) -> None:
    """Write the mended files, each in one step. Raises UnusableError where one has changed since it was read, or none may write it."""
    for each in mended:
        if not each.file.stat().st_mode & _MAY_BE_WRITTEN:  # a new file in its place would pass over that
            raise UnusableError(f"{each.shown} 是只读的，没有写入", f"{each.shown} is read-only; nothing was written to it")
    for each in mended:
        if each.file.read_bytes() != each.before:
            raise UnusableError(
                f"{each.shown} 刚刚被别的程序改动，没有写入", f"{each.shown} has just been changed by another program"
            )
        handle, name = tempfile.mkstemp(prefix=".", suffix=".tmp", dir=each.file.parent)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(each.after)
            Path(name).chmod(each.file.stat().st_mode & 0o7777)
            Path(name).replace(each.file)
        except OSError:
            with suppress(OSError):
                Path(name).unlink()
            raise


def as_diff(mended: Iterable[Mended]) -> str:
    """Return what changes, as a unified diff that `patch -p1` and `git apply` take; without the files that are hidden."""
    return "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
        for each in mended
        if not each.is_hidden
        for line in difflib.unified_diff(_lines(each.before), _lines(each.after), f"a/{each.shown}", f"b/{each.shown}")
    )


def _lines(data: bytes) -> list[str]:
    parts = data.decode().split("\n")
    return [part + "\n" for part in parts[:-1]] + ([parts[-1]] if parts[-1] else [])


def told(mended: Sequence[Mended], *, done: bool) -> Text:
    """Say how much was mended, or would be."""
    count, files = sum(each.changes for each in mended), len(mended)
    changes, where = counted(count, "change"), counted(files, "file")
    if done:
        return Text(f"已改 {count} 处，{files} 个文件", f"{changes} made in {where}")
    return Text(f"可改 {count} 处，{files} 个文件；什么也没有写", f"{changes} possible in {where}; nothing was written")

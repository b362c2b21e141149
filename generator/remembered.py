"""What the last check of a whole site found, kept beside it: an unchanged site needs no second reading.

It is believed only for the very same bytes: of every record, setting, list and page, of the published data they were held
against, and of the program itself. Plain JSON, read as hostile text: whatever is not as written leads to a full check. Only
`check` asks it; a site is built from a check of its own.
"""

import hashlib
import json
import os
import stat
import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from generator.codes import RULES
from generator.diagnostics import Diagnostic, FieldPath, Severity, Span, Text, Waived
from generator.exports.published import files_of
from generator.program import program
from generator.reports import Checked
from generator.source.walk import CONTENT

FILE: Final = Path("build/cache/check.json")
PUBLISHED: Final = "site"
MOST_BYTES: Final = 256 * 1024 * 1024
"""The largest memory that is read: a thousand bytes a finding, and ten findings a record, of 25,000 records."""
_READ: Final = (".yaml", ".md")
"""Files whose bytes are read; of others only the name matters. Names end so in any case, lest a rule for lower case change."""


@dataclass(frozen=True)
class Verdict:
    """All that is told of a check: what was found, what records answer themselves, and how much was looked at."""

    root: Path
    findings: tuple[Diagnostic, ...]
    waived: tuple[Diagnostic, ...]
    reports: int
    unread: frozenset[str]
    is_whole: bool = True
    files: Mapping[str, Path] = field(default_factory=dict)
    """Where the files are that findings name, unless below the root."""

    @classmethod
    def of(cls, checked: Checked) -> "Verdict":
        """Return what a check found."""
        entries = checked.catalog.entries
        waived = tuple(finding for entry in entries for finding in entry.waived)
        return cls(checked.root, checked.findings, waived, len(entries), checked.unread, checked.is_whole, checked.files)

    def file_of(self, shown: str) -> Path:
        """Return the file that a finding names."""
        return self.files.get(shown, self.root / shown)


def verdict(root: Path, check: Callable[[], Checked]) -> Verdict:
    """Return what is known of an unchanged site, else what `check` finds, and remember it where the folder may be written."""
    before = _signature(root)
    stamp = _stamp(root, before) if before is not None else None
    if stamp is None:
        return Verdict.of(check())
    known = _recall(root, stamp)
    if known is not None:
        return known
    found = Verdict.of(check())
    if found.reports and before == _signature(root):
        _remember(found, stamp)
    return found


_Signature = tuple[tuple[str, int, int], ...]


def _signature(root: Path) -> _Signature | None:
    """Return every file and folder below content/, with size and time; None where something is neither, or can't be seen.

    A symbolic link may lead anywhere, and what it leads to may change unseen.
    """
    found: list[tuple[str, int, int]] = []
    pending = [CONTENT]
    try:
        if not stat.S_ISDIR((root / CONTENT).lstat().st_mode):
            return None
        while pending:
            folder = pending.pop()
            with os.scandir(root / folder) as entries:
                for entry in entries:
                    shown = f"{folder}/{entry.name}"
                    if entry.is_dir(follow_symlinks=False):
                        pending.append(shown)
                        found.append((f"{shown}/", 0, 0))
                        continue
                    seen = entry.stat(follow_symlinks=False)
                    if not stat.S_ISREG(seen.st_mode):
                        return None
                    found.append((shown, seen.st_size, seen.st_mtime_ns))
    except OSError:
        return None
    return tuple(sorted(found))


def _stamp(root: Path, signature: _Signature) -> str | None:
    """Return a digest of the program, of every name below content/, and of the bytes of what is read; None if one can't be."""
    digest = hashlib.blake2b(program(), digest_size=32)
    try:
        for shown, _, _ in signature:
            _add(digest, shown, (root / shown).read_bytes() if shown.lower().endswith(_READ) else b"")
        for file in files_of(root / PUBLISHED):
            _add(digest, file.relative_to(root).as_posix(), file.read_bytes() if file.exists() else b"")
    except OSError:
        return None
    return digest.hexdigest()


def _add(digest: Any, name: str, data: bytes) -> None:
    told = name.encode("utf-8", "surrogateescape")
    digest.update(f"{len(told)} {len(data)} ".encode())
    digest.update(told)
    digest.update(data)


def _remember(found: Verdict, stamp: str) -> None:
    """Write what was found in one step; a folder that may not be written, or a finding that JSON can't hold, is no fault."""
    told: dict[str, Any] = {
        "stamp": stamp,
        "reports": found.reports,
        "unread": sorted(found.unread),
        "findings": [_plain(finding) for finding in found.findings],
        "waived": [_plain(finding) for finding in found.waived],
    }
    file = found.root / FILE
    with suppress(OSError, TypeError, ValueError):
        text = json.dumps(told, ensure_ascii=True, separators=(",", ":"), default=_refuse)
        if [_plain(finding) for finding in _recalled(told)] != [*told["findings"], *told["waived"]]:
            return
        for folder in (file.parent.parent, file.parent):
            folder.mkdir(exist_ok=True)
            if folder.is_symlink():
                return
        ignore = file.parent / ".gitignore"
        if not ignore.exists():
            ignore.write_text("*\n", "utf-8")
        handle, name = tempfile.mkstemp(prefix=".", suffix=".tmp", dir=file.parent)
        try:
            with os.fdopen(handle, "w", encoding="ascii") as stream:
                stream.write(text)
            Path(name).replace(file)
        except OSError:
            Path(name).unlink(missing_ok=True)


def _refuse(value: object) -> object:
    raise TypeError(f"{value!r} is nothing that JSON holds")


def _recall(root: Path, stamp: str) -> Verdict | None:
    """Return what was remembered under a stamp; None for anything else, and for anything that was not written so."""
    file = root / FILE
    try:
        if any(each.is_symlink() for each in (file.parent.parent, file.parent, file)) or file.stat().st_size > MOST_BYTES:
            return None
        told = json.loads(file.read_bytes())
        if told["stamp"] != stamp:
            return None
        all_of_it = _recalled(told)
        count = len(told["findings"])
        unread = frozenset(map(_text, told["unread"]))
        return Verdict(root, all_of_it[:count], all_of_it[count:], _number(told["reports"]), unread)
    except (OSError, ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError):
        return None


def _recalled(told: Mapping[str, Any]) -> tuple[Diagnostic, ...]:
    return tuple(_finding(plain) for plain in (*told["findings"], *told["waived"]))


def _plain(finding: Diagnostic) -> list[Any]:
    span = finding.span
    return [
        finding.code,
        finding.path,
        None if span is None else [span.line, span.column, span.end_line, span.end_column],
        finding.report,
        str(finding.severity),
        {key: list(value) if isinstance(value, Text) else value for key, value in finding.values.items()},
        None if finding.field is None else list(finding.field),
        None if finding.waived is None else list(finding.waived),
    ]


def _finding(plain: Any) -> Diagnostic:
    code, path, span, report, severity, values, place, waived = plain
    return Diagnostic(
        RULES[_text(code)],
        _below(_text(path)),
        None if span is None else Span(*map(_number, span)),
        None if report is None else _text(report),
        Severity(severity),
        {_text(key): Text(*map(_text, value)) if isinstance(value, list) else _scalar(value) for key, value in values.items()},
        None if place is None else _place(place),
        None if waived is None else Waived(_text(waived[0]), _text(waived[1]), waived[2] and _text(waived[2])),
    )


def _below(path: str) -> str:
    """Return the path of a finding, which lies below the site's folder: no other file's lines are shown."""
    if path.split("/", maxsplit=1)[0] not in (CONTENT, PUBLISHED) or ".." in path.split("/") or "\\" in path:
        raise ValueError("no file of the site")
    return path


def _place(steps: list[Any]) -> FieldPath:
    return tuple(step if isinstance(step, str) else _number(step) for step in steps)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("not text")
    return value


def _number(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise TypeError("not a number")
    return value


def _scalar(value: Any) -> str | int | None:
    return value if value is None or isinstance(value, str) else _number(value)

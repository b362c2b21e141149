"""The edition that stands published, read back: each report's record as its `report.json` has it.

The folder may be old, half there, or somebody else's: what can't be read, or is no record, is passed over and counted.
"""

import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from generator.diagnostics import Diagnostic, Rule, Severity, Text, quoted
from generator.exports.reports import NAME
from generator.exports.unnamed import FILE as OWED
from generator.exports.unnamed import NOTHING, Unnamed
from generator.source.identity import ReportId, is_slug, is_year

FOLDER: Final = Path("site")
"""Where the published edition stands below a site's root."""

UNREADABLE: Final = Rule(
    "published-unreadable",
    Severity.INFO,
    Text(
        "已公开的数据有 {count} 份无法读取，没有与记录对照；第一份是 {first}",
        "{count} published reports can't be read and were not held against their records; the first is {first}",
    ),
    Text("重新生成网站就会换掉它们。", "Building the site again replaces them."),
    Text(
        "已公开的数据读不出来，就看不出公开后有没有改动；这不影响生成网站。",
        "Without them nobody can tell what changed after publication; the site can be built all the same.",
    ),
    failing="# site/2021/jia/a/report.json 被截断",
    passing="# site/2021/jia/a/report.json 完整",
)
RULES: Final = (UNREADABLE,)

MOST_BYTES: Final = 64 * 1024 * 1024
"""The largest file that is read; a report's data has some tens of kilobytes."""


class Published:
    """What stands published in a folder, of all reports or only of those asked for. Nothing there is no fault.

    Reports that are known already are not read.
    """

    def __init__(
        self, folder: Path, asked: Iterable[ReportId] | None = None, is_known: Callable[[ReportId], bool] = lambda _: False
    ) -> None:
        self._folder = folder
        self._asked = asked
        self._is_known = is_known
        self._unreadable: list[str] = []
        owed = _owed(folder / OWED)
        if owed is None:
            self._unreadable.append(f"{folder.name}/{OWED}")
        self.owed = owed or NOTHING

    def records(self) -> Iterator[tuple[ReportId, Mapping[str, Any]]]:
        """Yield records as plain data by identity, one at a time: together they would fill the memory."""
        for id in _standing(self._folder) if self._asked is None else self._asked:
            if self._is_known(id):
                continue
            file = self._folder / str(id) / NAME
            try:
                record = _record(file)
            except FileNotFoundError:
                continue
            except (OSError, ValueError, RecursionError):
                record = None
            if record is None:
                self._unreadable.append(f"{self._folder.name}/{id}/{NAME}")
            else:
                yield id, record

    def faults(self) -> tuple[Diagnostic, ...]:
        """Return what is to be said of what could not be read, once the records have been asked for."""
        if not self._unreadable:
            return ()
        first = min(self._unreadable)
        return (UNREADABLE.at(first, count=len(self._unreadable), first=quoted(first, 200)),)


def title_of(record: Mapping[str, Any]) -> str | None:
    """Return a published record's title, where it has one."""
    title = record.get("title")
    return title if isinstance(title, str) else None


def _owed(file: Path) -> Unnamed | None:
    """Return what an edition owes corrections for; None where its file can't be understood."""
    try:
        data = _data(file)
        if data is None:
            return None
        reports, gone = data["reports"], data["gone"]
        first = {_id(name): figures for name, figures in reports.items() if isinstance(figures, dict)}
        return Unnamed(first, tuple(_id(name) for name in gone))
    except (FileNotFoundError, NotADirectoryError):
        return NOTHING
    except (OSError, ValueError, RecursionError, KeyError, TypeError, AttributeError):
        return None


def _id(name: str) -> ReportId:
    year, agency, project = name.split("/")
    if not (is_year(year) and is_slug(agency) and is_slug(project)):
        raise ValueError("no identity")
    return ReportId(int(year), agency, project)


def _data(file: Path) -> dict[str, Any] | None:
    """Return a file's object. Numbers stay text, so that none is rounded and none is too long."""
    with file.open("rb") as stream:
        raw = stream.read(MOST_BYTES + 1)
    data = json.loads(raw, parse_int=str, parse_float=str) if len(raw) <= MOST_BYTES else None
    return data if isinstance(data, dict) else None


def _record(file: Path) -> Mapping[str, Any] | None:
    """Return the record in a file."""
    data = _data(file)
    if data is None:
        return None
    record = data.get("record")
    if record is None and isinstance(data.get("withheld"), dict):
        return {}  # the address of a report that is withheld: nothing of it stands published
    return record if isinstance(record, dict) and all(isinstance(key, str) for key in record) else None


def _standing(folder: Path) -> Iterator[ReportId]:
    """Yield the identity of every report that stands in a folder, in order."""
    for year in filter(is_year, _folders(str(folder))):
        for agency in filter(is_slug, _folders(f"{folder}/{year}")):
            for project in filter(is_slug, _folders(f"{folder}/{year}/{agency}")):
                yield ReportId(int(year), agency, project)


def _folders(folder: str) -> list[str]:
    try:
        with os.scandir(folder) as inside:
            return sorted(one.name for one in inside if one.is_dir(follow_symlinks=False))
    except OSError:
        return []

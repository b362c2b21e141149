"""One walk over content/reports, or over what a command line names: records on one side, everything amiss on the other."""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from generator.diagnostics import Diagnostic, Rule, Severity, Text, has_errors, in_order, visible
from generator.source.folder import entries_of
from generator.source.identity import PLACE_RULE, SLUG_RULE, SUFFIX, YEAR_RULE, Fault, ReportId, is_slug, is_year
from generator.source.refusals import MISSING, NOT_A_FILE, SYMLINK, UNREADABLE, why_unreadable

CONTENT: Final = "content"
REPORTS: Final = "content/reports"

_TREE: Final = "content/reports/2021/quwo-gonganju/jingwutong.yaml"

NO_CONTENT: Final = Rule(
    code="source-no-content",
    severity=Severity.ERROR,
    message=Text("这里没有 content 文件夹", "There is no content folder here"),
    hint=Text("请在网站所在的文件夹中运行，或用 --root 指明", "Run it in the site's folder, or name that folder with --root"),
    why=Text("报告、单位名录和网站设置都放在 content 中。", "Reports, agencies and settings all live in content."),
    failing="# an empty folder, 空文件夹",
    passing=f"# {_TREE}",
)
NO_REPORTS: Final = Rule(
    code="source-no-reports",
    severity=Severity.ERROR,
    message=Text("没有 content/reports 文件夹", "There is no folder content/reports"),
    hint=Text(f"请建立它，并放入报告，例如 {_TREE}", f"Create it and put reports there, as in {_TREE}"),
    why=Text("报告只从 content/reports 读取。", "Reports are read from content/reports only."),
    failing="# content/site.yaml",
    passing=f"# {_TREE}",
)
NO_RECORDS: Final = Rule(
    code="source-no-records",
    severity=Severity.ERROR,
    message=Text("一份报告也没有", "There is not a single report"),
    hint=Text(f"请放入报告，例如 {_TREE}", f"Add reports, as in {_TREE}"),
    why=Text(
        "没有报告就生成网站，会用空网站换掉已经公开的网站。",
        "Building without reports would replace a published site with an empty one.",
    ),
    failing="# content/reports/2021/quwo-gonganju/ (empty, 空)",
    passing=f"# {_TREE}",
)
COLLISION: Final = Rule(
    code="source-collision",
    severity=Severity.ERROR,
    message=Text("与“{other}”只有大小写不同", "It differs from '{other}' in upper and lower case only"),
    hint=Text("请改名或合并，名称一律用小写", "Rename or merge them; names are lower-case"),
    why=Text(
        "在 Windows 和 macOS 上两者是同一个文件，一份会盖掉另一份。",
        "On Windows and macOS they are one file, and one would overwrite the other.",
    ),
    failing="# jingwutong.yaml, Jingwutong.yaml",
    passing="# jingwutong.yaml",
)
LOOKALIKE: Final = Rule(
    code="source-lookalike",
    severity=Severity.WARNING,
    message=Text(
        "这个文件不会公开：报告只从 .yaml 文件读取", "This file is not published: reports are read from .yaml files only"
    ),
    hint=Text("请录入为 .yaml，或把它移出 content/reports", "Enter it as .yaml, or move it out of content/reports"),
    why=Text(
        "放在这里的 Word、Excel 等文件，看上去像是已经公开了。", "A Word or Excel file left here looks as if it were published."
    ),
    failing="# content/reports/2021/quwo-gonganju/jingwutong.docx",
    passing=f"# {_TREE}",
)
RULES: Final[tuple[Rule, ...]] = (NO_CONTENT, NO_REPORTS, NO_RECORDS, COLLISION, LOOKALIKE)

_LOOKALIKES: Final = (
    ".json",
    ".docx",
    ".xlsx",
    ".doc",
    ".xls",
    ".wps",
    ".et",
)
_MISSPELT: Final = (".yml", ".yaml", ".yml.txt", ".yaml.txt")


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


@dataclass(frozen=True, slots=True)
class Discovery:
    """What was found: records sorted by id, loose files sorted by name, and what is wrong with the rest."""

    records: tuple[Found, ...]
    diagnostics: tuple[Diagnostic, ...]
    loose: tuple[Loose, ...] = ()


class Walk:
    """One walk, with what it has found so far."""

    def __init__(self, root: Path) -> None:
        self.root = absolute(root)
        self.top = self.root / REPORTS
        self.records: dict[ReportId, Found] = {}
        self.loose: dict[str, Loose] = {}
        self.findings: list[Diagnostic] = []

    def result(self) -> Discovery:
        """Return all of it in a fixed order, each thing once."""
        records = tuple(self.records[key] for key in sorted(self.records))
        loose = tuple(self.loose[key] for key in sorted(self.loose))
        unique = {(finding.path, finding.code): finding for finding in self.findings}
        return Discovery(records, tuple(in_order(unique.values())), loose)

    def reports(self) -> None:
        """Walk content/reports as a whole."""
        for shown, missing in ((CONTENT, NO_CONTENT), (REPORTS, NO_REPORTS)):
            mode = self.mode(self.root / shown, shown, missing)
            if mode is None:
                return
            if not stat.S_ISDIR(mode):
                self.findings.append(missing.at(shown))
                return
        self.folder(str(self.top), ())
        if not self.records and not has_errors(self.findings):
            self.findings.append(NO_RECORDS.at(REPORTS))

    def named(self, path: Path) -> None:
        """Take up one path of a command line."""
        for folder in reversed(path.parents):
            # A link on the way would give a record a second identity; links above the site are the owner's affair.
            if self.root in folder.parents and _is_link(folder):
                self.findings.append(SYMLINK.at(shown_path(folder, self.root)))
                return
        shown = shown_path(path, self.root)
        mode = self.mode(path, shown, MISSING)
        if mode is None:
            return
        if stat.S_ISDIR(mode):
            self.named_folder(path, shown)
        elif stat.S_ISREG(mode):
            self.named_file(path, shown)
        else:
            self.findings.append(NOT_A_FILE.at(shown))

    def mode(self, path: Path, shown: str, missing: Rule) -> int | None:
        """Return what a path is, or None with a finding: a link, not there, not to be seen."""
        try:
            mode = path.lstat().st_mode
        except (FileNotFoundError, NotADirectoryError):
            self.findings.append(missing.at(shown))
        except OSError as error:
            self.findings.append(UNREADABLE.at(shown, reason=why_unreadable(error)))
        else:
            if not stat.S_ISLNK(mode):
                return mode
            self.findings.append(SYMLINK.at(shown))
        return None

    def named_folder(self, path: Path, shown: str) -> None:
        """Take up a folder: the site or part of it, or one elsewhere."""
        inside = below(path, self.top)
        if path == self.top or below(self.top, path) is not None:
            self.reports()
        elif inside is None:
            self.loose_folder(str(path), shown)
        else:
            self.part(path, tuple(inside.split("/")), shown)

    def part(self, path: Path, parts: tuple[str, ...], shown: str) -> None:
        """Walk the folder of a year or an agency."""
        for depth in range(1, len(parts) + 1):
            fault = _folder_fault(parts[:depth])
            if fault:
                self.fault(fault, "/".join(parts[:depth]))
                return
        records, findings = self.records, self.findings
        self.records, self.findings = {}, []
        self.folder(str(path), parts)
        if not self.records and not has_errors(self.findings):
            self.findings.append(NO_RECORDS.at(shown))
        self.records = records | self.records
        self.findings = findings + self.findings

    def named_file(self, path: Path, shown: str) -> None:
        """Take up a file: a record, a misplaced one, or one that lies outside content/reports."""
        who = located(path, self.root)
        inside = below(path, self.top)
        identity = ReportId.parse(inside) if inside else None
        if isinstance(who, Found):
            self.records[who.id] = who
        elif inside and isinstance(identity, Fault):
            self.fault(identity, inside)
        else:
            self.loose[shown] = who

    def folder(self, place: str, parts: tuple[str, ...]) -> None:
        """Walk a folder below content/reports; `parts` are the names of the folders down to it."""
        seen: dict[str, str] = {}
        for entry in self.entries(place, "/".join((REPORTS, *parts))):
            name = entry.name
            inside = "/".join((*parts, name))
            if entry.is_symlink():
                self.findings.append(SYMLINK.at(f"{REPORTS}/{visible(inside)}"))
                continue
            other = seen.setdefault(name.casefold(), name)
            if other != name:
                self.findings.append(COLLISION.at(f"{REPORTS}/{visible(inside)}", other=visible(other)))
            if entry.is_dir(follow_symlinks=False):
                self.subfolder(entry.path, (*parts, name))
            elif len(parts) == 2 and name.endswith(SUFFIX) and is_slug(name[: -len(SUFFIX)]):
                identity = ReportId(int(parts[0]), parts[1], name[: -len(SUFFIX)])
                self.records[identity] = Found(entry.path, f"{REPORTS}/{inside}", identity)
            else:
                self.other_file(inside)

    def subfolder(self, place: str, parts: tuple[str, ...]) -> None:
        """Go into a folder, or say why not."""
        fault = _folder_fault(parts)
        if fault is None:
            self.folder(place, parts)
        elif fault.rule is not PLACE_RULE:
            self.fault(fault, "/".join(parts))
        else:
            # Attachments may lie in folders beside the records; only what looks like a record is worth a word.
            self.too_deep(place, parts)

    def too_deep(self, place: str, parts: tuple[str, ...]) -> None:
        """Report what lies below the folder of an agency and looks like a record."""
        pending = [(place, parts)]
        while pending:
            place, parts = pending.pop()
            for entry in self.entries(place, "/".join((REPORTS, *parts))):
                inside = (*parts, entry.name)
                if entry.is_symlink():
                    self.findings.append(SYMLINK.at(f"{REPORTS}/{visible('/'.join(inside))}"))
                elif entry.is_dir(follow_symlinks=False):
                    pending.append((entry.path, inside))
                elif entry.name.lower().endswith(_MISSPELT):
                    self.other_file("/".join(inside))

    def loose_folder(self, place: str, shown: str) -> None:
        """Take up every .yaml file below a folder outside content/reports."""
        found = False
        pending = [place]
        while pending:
            place = pending.pop()
            for entry in self.entries(place, shown_path(Path(place), self.root)):
                file = Path(entry.path)
                name = shown_path(file, self.root)
                if entry.is_symlink():
                    self.findings.append(SYMLINK.at(name))
                elif entry.is_dir(follow_symlinks=False):
                    pending.append(entry.path)
                elif entry.name.endswith(SUFFIX):
                    self.loose[name] = Loose(entry.path, name, visible(file.stem))
                    found = True
        if not found:
            self.findings.append(NO_RECORDS.at(shown))

    def other_file(self, inside: str) -> None:
        """Say why a file below content/reports is no record; files that nobody takes for one pass."""
        name = inside.rpartition("/")[2].lower()
        if name.endswith(_MISSPELT):
            fault = ReportId.parse(inside)
            if isinstance(fault, Fault):
                self.fault(fault, inside)
        elif name.endswith(_LOOKALIKES):
            self.findings.append(LOOKALIKE.at(f"{REPORTS}/{visible(inside)}"))

    def fault(self, fault: Fault, inside: str) -> None:
        """Report a path below content/reports that is no identity."""
        self.findings.append(fault.rule.at(f"{REPORTS}/{visible(inside)}", part=visible(fault.part)))

    def entries(self, place: str, shown: str) -> Iterator["os.DirEntry[str]"]:
        """Yield what a folder holds."""
        yield from entries_of(place, shown, self.findings)


def located(path: Path, root: Path) -> Found | Loose:
    """Return who a file is: a record where it stands in its place below `root`/content/reports, else a loose file."""
    file = absolute(path)
    inside = below(file, absolute(root) / REPORTS)
    identity = ReportId.parse(inside) if inside else None
    if isinstance(identity, ReportId):
        return Found(str(file), f"{REPORTS}/{inside}", identity)
    return Loose(str(file), shown_path(file, absolute(root)), visible(file.stem))


def _folder_fault(parts: tuple[str, ...]) -> Fault | None:
    """Say what is wrong with the last of the folders that lead into content/reports: year, agency, nothing below."""
    name = parts[-1]
    if len(parts) == 1:
        return None if is_year(name) else Fault(YEAR_RULE, name)
    if len(parts) == 2:
        return None if is_slug(name) else Fault(SLUG_RULE, name)
    return Fault(PLACE_RULE, "/".join(parts))


def _is_link(path: Path) -> bool:
    try:
        return path.is_symlink()
    except OSError:  # what may not be looked at is reported as unreadable a step later
        return False


def absolute(path: Path) -> Path:
    """Return a path from the top of the disk without following symbolic links."""
    return Path(os.path.normpath(path.absolute()))


def below(path: Path, folder: Path) -> str | None:
    """Return `path` from `folder` on, posix, or None where it isn't below."""
    return path.relative_to(folder).as_posix() if folder in path.parents else None


def shown_path(path: Path, root: Path) -> str:
    """Return how findings name a path: posix, from the root where it is below."""
    return visible(below(path, root) or ("." if path == root else path.as_posix()))

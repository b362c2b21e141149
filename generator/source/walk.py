"""One walk over content/reports: records on one side, everything amiss on the other."""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from generator.diagnostics import Diagnostic, Rule, Severity, Text, has_errors, in_order, visible
from generator.source.folder import entries_of
from generator.source.identity import PLACE_RULE, SUFFIX, Fault, ReportId, folder_fault, is_slug
from generator.source.refusals import SYMLINK, UNREADABLE, why_unreadable
from generator.source.whereabouts import CONTENT, REPORTS, Found, Loose, absolute

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

_LOOKALIKES: Final = (".json", ".docx", ".xlsx", ".doc", ".xls", ".wps", ".et")
_MISSPELT: Final = (".yml", ".yaml", ".yml.txt", ".yaml.txt")


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
        self.findings: list[Diagnostic] = []

    def result(self) -> Discovery:
        """Return all of it in a fixed order, each thing once."""
        records = tuple(self.records[key] for key in sorted(self.records))
        unique = {(finding.path, finding.code): finding for finding in self.findings}
        return Discovery(records, tuple(in_order(unique.values())))

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
        fault = folder_fault(parts)
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

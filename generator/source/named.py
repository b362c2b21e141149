"""What a command line names: the site, a part of it, a record, or files and folders that lie outside content/reports."""

import stat
from dataclasses import replace
from pathlib import Path

from generator.diagnostics import has_errors, visible
from generator.source.identity import SUFFIX, Fault, ReportId, folder_fault
from generator.source.refusals import MISSING, NOT_A_FILE, SYMLINK
from generator.source.walk import NO_RECORDS, Discovery, Walk
from generator.source.whereabouts import Found, Loose, below, located, shown_path


class Named(Walk):
    """A walk from one named path to the next, with what they have come to so far."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self.loose: dict[str, Loose] = {}

    def result(self) -> Discovery:
        """Return all of it in a fixed order, each thing once."""
        return replace(super().result(), loose=tuple(self.loose[key] for key in sorted(self.loose)))

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
            fault = folder_fault(parts[:depth])
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


def _is_link(path: Path) -> bool:
    try:
        return path.is_symlink()
    except OSError:  # what may not be looked at is reported as unreadable a step later
        return False

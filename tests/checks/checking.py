"""One file checked on its own, with findings as values."""

from pathlib import Path

from generator.diagnostics import Diagnostic
from generator.reports import check_reports


def findings_of(folder: Path, text: str) -> tuple[Diagnostic, ...]:
    """Check a record that lies outside any site: only the built-in standards are in reach."""
    file = folder / "specimen.yaml"
    file.write_text(text, "utf-8")
    return check_reports([file], root=folder, cwd=folder).findings


def place_of(finding: Diagnostic) -> tuple[int, int]:
    """Return where a finding stands."""
    assert finding.span is not None
    return finding.span.line, finding.span.column

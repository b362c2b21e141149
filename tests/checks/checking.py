"""One file checked on its own, with findings as values."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from generator.diagnostics import Diagnostic
from generator.review.reports import check_reports


def findings_of(folder: Path, text: str) -> tuple[Diagnostic, ...]:
    """Check a record that lies outside any site: only the built-in standards are in reach."""
    file = folder / "specimen.yaml"
    file.write_text(text, "utf-8")
    return check_reports([file], root=folder, cwd=folder).findings


def place_of(finding: Diagnostic) -> tuple[int, int]:
    """Return where a finding stands."""
    assert finding.span is not None
    return finding.span.line, finding.span.column


def write_site(folder: Path, files: Mapping[str, str]) -> Path:
    """Write a site of these files, named below content/; the settings and agencies are plain unless given."""
    agencies = "agencies:\n  jia: {name: 甲局}\n  yi: {name: 乙局}\n"
    for name, text in {"site.yaml": "title: 示例\n", "agencies.yaml": agencies, **files}.items():
        file = folder / "content" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return folder


def said(found: Iterable[Diagnostic], *codes: str) -> list[tuple[str, int, int, str, str, str]]:
    """Return what some codes found: the record, line and column, code, severity, the Chinese message."""
    return [
        (str(finding.report), *place_of(finding), finding.code, finding.severity.value, finding.message("zh"))
        for finding in found
        if finding.code in codes
    ]

"""The publisher's own pages: content/pages/*.md, copied as they are."""

from pathlib import Path
from typing import Final

from generator.diagnostics import Diagnostic
from generator.source.identity import SLUG_RULE, is_slug
from generator.source.reader import read_text

PAGES: Final = "content/pages"


def read_pages(root: Path) -> tuple[dict[str, str], list[Diagnostic]]:
    """Return hand-written pages, Markdown by address (`about.md` is `/about/`), and what keeps one from being read."""
    pages: dict[str, str] = {}
    findings: list[Diagnostic] = []
    folder = root / PAGES
    for file in sorted(folder.glob("*.md")) if folder.is_dir() else ():
        shown = f"{PAGES}/{file.name}"
        if not is_slug(file.stem):
            findings.append(SLUG_RULE.at(shown, part=file.stem))
            continue
        text, faults = read_text(file, shown)
        findings += faults
        if text is not None:
            pages["/" if file.stem == "index" else f"/{file.stem}/"] = text
    return pages, findings

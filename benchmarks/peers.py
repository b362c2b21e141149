"""The same Markdown through other generators: Hugo with a theme of three files, MkDocs Material as it comes."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

from runs import Run, run

_HUGO = {
    "config.toml": """baseURL = "https://example.org/"
title = "reports"
disableKinds = ["taxonomy", "term", "RSS", "sitemap"]
[markup.goldmark.renderer]
unsafe = true
[markup.goldmark.parser.attribute]
title = true
""",
    "layouts/_default/baseof.html": """<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">\
<title>{{ .Title }} · {{ .Site.Title }}</title><meta name="description" content="{{ .Description }}">\
<link rel="canonical" href="{{ .Permalink }}"></head><body><header><a href="/">{{ .Site.Title }}</a></header>\
<main>{{ block "main" . }}{{ end }}</main></body></html>
""",
    "layouts/_default/single.html": '{{ define "main" }}<article>{{ .Content }}</article>{{ end }}\n',
    "layouts/_default/list.html": '{{ define "main" }}<article>{{ .Content }}</article>{{ end }}\n',
}

_MKDOCS = """site_name: reports
site_url: https://example.org/
theme:
  name: material
  language: zh
plugins:
  - search
nav:
  - index.md
  - years/index.md
  - agencies/index.md
  - compare/index.md
  - data/index.md
  - about/index.md
markdown_extensions:
  - attr_list
"""

_TEMPLATE = re.compile("(?<=\\n)template: .*\\n")


class Hugo:
    """Hugo, which uses every processor. `binary` is None where it is not installed."""

    binary = shutil.which("hugo")

    def __init__(self, docs: Path, folder: Path) -> None:
        self.folder = folder
        for name, text in _HUGO.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8")
        _copy(docs, folder / "content", index="_index.md")

    @classmethod
    def version(cls) -> str | None:
        """Return what is installed."""
        if cls.binary is None:
            return None
        return subprocess.run([cls.binary, "version"], check=True, capture_output=True, text=True).stdout.split("+")[0].strip()

    def build(self) -> Run:
        """Build the whole site."""
        for made in ("public", "resources"):
            shutil.rmtree(self.folder / made, ignore_errors=True)
        assert self.binary is not None, "asked for where it is installed"
        return run([self.binary, "--quiet"], self.folder)


class StockMkdocs:
    """MkDocs Material with its search and a navigation of six entries."""

    def __init__(self, docs: Path, folder: Path) -> None:
        self.folder = folder
        _copy(docs, folder / "docs", index="index.md")
        for page in (folder / "docs").rglob("*.md"):  # no other theme has the templates of ours
            page.write_text(_TEMPLATE.sub("", page.read_text(encoding="utf-8"), count=1), encoding="utf-8")
        (folder / "mkdocs.yml").write_text(_MKDOCS, encoding="utf-8")

    def build(self) -> Run:
        """Build the whole site."""
        shutil.rmtree(self.folder / "site", ignore_errors=True)
        return run([sys.executable, "-m", "mkdocs", "build", "--quiet"], self.folder)


def _copy(docs: Path, into: Path, *, index: str) -> None:
    """Copy the Markdown alone: files to download are no generator's work."""
    for page in docs.rglob("*.md"):
        to = into / page.relative_to(docs)
        to = to.with_name(index) if to.name == "index.md" else to
        to.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(page, to)

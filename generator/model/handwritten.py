"""The publisher's own pages: content/pages/*.md, Markdown below a head of title and description, which may be absent."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from pydantic import Field

from generator.diagnostics import Diagnostic, Rule, Severity, Span, Text, visible
from generator.model.record import Line, Record
from generator.model.validation import validate
from generator.source.folder import files_in
from generator.source.identity import SLUG_RULE, is_slug
from generator.source.reader import read_bytes, read_text

PAGES: Final = "content/pages"

UNCLOSED: Final = Rule(
    "page-head",
    Severity.ERROR,
    Text("页面开头的 --- 没有配对", "the --- that opens the page has no second one"),
    Text(
        "在 title 和 description 后面另起一行写 ---；若要的是横线，请在前面空一行。",
        "Write --- on a line of its own below title and description; for a horizontal rule, leave a line blank above it.",
    ),
    Text("没有配对，就分不清哪些是标题、哪些是正文。", "Without it nothing says where the head ends and the text begins."),
    failing="# content/pages/about.md → ---, title: 关于, # 关于",
    passing="# content/pages/about.md → ---, title: 关于, ---, # 关于",
)
REPLACES: Final = Rule(
    "page-replaces",
    Severity.WARNING,
    Text("这一页取代了网站自己生成的 {address}", "this page takes the place of {address}, which the site makes itself"),
    Text(
        "换一个文件名；确实要取代它，在 site.yaml 的 severities 里把 page-replaces 写成 info。",
        "Rename the file; if it is meant to, write page-replaces: info under severities in site.yaml.",
    ),
    Text("生成的名单、检索和数据就再也看不到了。", "What the site lists, finds or offers there can't be seen any more."),
    failing="# content/pages/withheld.md",
    passing="# content/pages/contact.md",
)
RULES: Final = (UNCLOSED, REPLACES)
_MADE: Final = re.compile(
    "agencies|compare|corrections|coverage|data|departments|glossary|projects|search|standards|withheld|years|[0-9]{4}"
)
"""Pages that the site makes, or folders of such; the first page and `about` are anybody's to write."""

_MARKS: Final = ("---", "...")
_FENCES: Final = ("```", "~~~")


class PageHead(Record):
    """What a page says of itself, between its two lines ---."""

    title: Line = Field(None, description="标题")
    description: Line = Field(None, description="说明")


@dataclass(frozen=True, slots=True)
class Handwritten:
    """A page someone wrote: `title` and `description` are text, `body` is Markdown and stays as it is."""

    title: str
    description: str | None
    body: str
    path: str = field(default="", compare=False)
    """The file, as shown."""
    text: str = field(default="", compare=False, repr=False)
    """The whole file as written, for what is looked for in it and the places of that."""


def read_pages(root: Path) -> tuple[dict[str, Handwritten], list[Diagnostic]]:
    """Return hand-written pages by address (`about.md` is `/about/`), and what keeps one from being read."""
    pages: dict[str, Handwritten] = {}
    files, findings = files_in(root, PAGES, ".md")
    for file, shown in files:
        if not is_slug(file.stem):
            findings.append(SLUG_RULE.at(shown, part=visible(file.stem)))
            continue
        text, faults = read_text(file, shown)
        findings += faults
        if text is None:
            continue
        page, faults = read_page(text, shown, file.stem)
        findings += faults
        if page is not None:
            if _MADE.fullmatch(file.stem):
                findings.append(REPLACES.at(shown, address=f"/{file.stem}/"))
            pages["/" if file.stem == "index" else f"/{file.stem}/"] = page
    return pages, findings


def read_page(text: str, shown: str, name: str) -> tuple[Handwritten | None, list[Diagnostic]]:
    """Read a page's text; without a title it goes by its first heading, else by its `name`."""
    lines = text.replace("\r\n", "\n").split("\n")
    body, head, findings = lines, PageHead(), list[Diagnostic]()
    if lines[0].rstrip(" \t") == "---":
        end = next((at for at, line in enumerate(lines) if at and line.rstrip(" \t") in _MARKS), None)
        if end is None:
            return None, [UNCLOSED.at(shown, Span(1, 1, 1, 4))]
        body = lines[end + 1 :]
        found, findings = _read_head(lines[1:end], shown)
        if found is None:
            return None, findings
        head = found
    title = head.title or _first_heading(body) or name
    return Handwritten(title, head.description, "\n".join(body).lstrip("\n"), shown, text), findings


def _read_head(lines: list[str], shown: str) -> tuple[PageHead | None, list[Diagnostic]]:
    if all(not line.strip() or line.startswith("#") for line in lines):
        return PageHead(), []
    # A blank line stands for the opening ---, so that places are those of the .md file.
    document, findings = read_bytes("\n".join(("", *lines)).encode(), shown)
    if document is None:
        return None, findings
    head, faults = validate(document, PageHead)
    return head, findings + faults


def _first_heading(lines: list[str]) -> str | None:
    """Return the text of the first `# heading`, without its anchor; what stands between fences is code."""
    fence = ""
    for line in lines:
        mark = line.lstrip(" ")[:3]
        if mark in _FENCES:
            fence = "" if mark == fence else fence or mark
        elif not fence and line.startswith("# "):
            text = line[1:].rstrip()
            if text.endswith("}") and " {" in text:
                text = text[: text.rindex(" {")].rstrip()
            before, _, closing = text.rpartition(" ")
            return (text if closing.strip("#") else before).strip() or None
    return None

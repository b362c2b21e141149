"""The link checker: every address in the finished site leads somewhere, and no page asks another host for anything.

What MkDocs checks is only the Markdown; this reads what a browser will read.
"""

import os
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, NamedTuple, TypeAlias, cast
from urllib.parse import unquote, urlsplit

from lxml import etree

from generator.diagnostics import Diagnostic, Rule, Severity, Span, Text, quoted

MISSING: Final = Rule(
    code="link-missing",
    severity=Severity.ERROR,
    message=Text("链接“{link}”指向的文件不在网站中", "The link “{link}” leads to a file that is not in the site"),
    hint=Text("请改正链接，或补上它指向的页面或文件", "Correct the link, or add the page or file it leads to"),
    why=Text("读者点开只会看到“没有这一页”。", "A reader who follows it finds no page."),
    failing='# <a href="budget/"> on a page that has no budget/index.html below it, 下面没有 budget/index.html',
    passing='# <a href="budget/"> on a page that has one, 下面有 budget/index.html',
)
ANCHOR: Final = Rule(
    code="link-anchor",
    severity=Severity.ERROR,
    message=Text("链接“{link}”指向的位置在目标页面中不存在", "The link “{link}” leads to a place that its page does not have"),
    hint=Text(
        "请改正 # 后面的名称，或在目标标题上写明它", "Correct the name behind #, or give it to the heading it should lead to"
    ),
    why=Text("读者会停在页首，而不是所指的地方。", "A reader ends up at the top of the page instead of the place meant."),
    failing='# <a href="#buget"> where the heading is "## 预算 {#budget}", 名称拼错',
    passing='# <a href="#budget"> where the heading is "## 预算 {#budget}", 名称一致',
)
OUTSIDE: Final = Rule(
    code="link-outside-request",
    severity=Severity.ERROR,
    message=Text("页面会向其他网站请求“{link}”", "The page requests “{link}” from another host"),
    hint=Text("请把文件放进网站，用相对地址引用", "Put the file into the site and refer to it by a relative address"),
    why=Text(
        "公开网站不应把读者的访问透露给他人，也不应依赖他人的服务器。",
        "A public site neither tells others who reads it nor depends on their servers.",
    ),
    failing='# <img src="https://example.org/logo.png">',
    passing='# <img src="../assets/logo.png">',
)
UNSAFE: Final = Rule(
    code="link-unsafe",
    severity=Severity.ERROR,
    message=Text("链接“{link}”的类型不允许使用", "The link “{link}” is of a kind that is not allowed"),
    hint=Text("请只使用 http、https 或 mailto 链接", "Use http, https or mailto links only"),
    why=Text("这类链接可以在读者的浏览器中运行程序。", "Links of such kinds can run code in the reader's browser."),
    failing='# <a href="javascript:alert(1)">',
    passing='# <a href="mailto:someone@example.org">',
)
RULES: Final = (MISSING, ANCHOR, OUTSIDE, UNSAFE)

Use: TypeAlias = Literal["follow", "request", "image", "mention"]
"""What a browser does with an address: waits for a click, fetches it, fetches it as a picture, or nothing."""

_NAMES: Final = frozenset(
    (
        "id",
        "name",
        "href",
        "xlink:href",
        "src",
        "srcset",
        "imagesrcset",
        "poster",
        "data",
        "action",
        "formaction",
        "style",
        "content",
    )
)
_MENTIONS: Final = frozenset(("canonical", "alternate", "license", "author", "next", "prev", "help", "me"))
_PICTURES: Final = frozenset(("img", "image", "source", "video", "input"))
_CSS_URL: Final = re.compile(r"""url\(\s*["']?([^"')]*)|@import\s+["']([^"']*)""")
_SPACE: Final = "".join(map(chr, range(0x21)))


class BrokenLink(NamedTuple):
    """An address that is at fault: the page (or style sheet) in the site, the line, the address as written, and why."""

    page: str
    line: int
    link: str
    rule: Rule

    def diagnostic(self) -> Diagnostic:
        """Return it as a finding of its rule."""
        return self.rule.at(self.page, Span(self.line, 1, self.line, 1), link=quoted(self.link))


class Survey(NamedTuple):
    """What was found: pages read, faults by page and line, and every address of another host."""

    pages: int
    broken: list[BrokenLink]
    external: frozenset[str]


class Reference(NamedTuple):
    """One address in one file, and what a browser does with it."""

    link: str
    line: int
    use: Use


@dataclass(frozen=True, slots=True)
class _File:
    name: str
    anchors: frozenset[str]
    references: tuple[Reference, ...]


def check_links(site: Path, *, base: str = "/") -> list[BrokenLink]:
    """Return every fault of the finished site in the folder `site`, to be published under the path `base` of its host."""
    return survey(site, base=base).broken


def survey(site: Path, *, base: str = "/") -> Survey:
    """Read every page and style sheet of `site`, and follow every address in them."""
    names = {Path(folder, file).relative_to(site).as_posix() for folder, _, files in os.walk(site) for file in files}
    pages = [_read_page(site, name) for name in sorted(names) if name.endswith(".html")]
    sheets = [_read_sheet(site, name) for name in sorted(names) if name.endswith(".css")]
    check = _Check(frozenset(names), {page.name: page.anchors for page in pages}, base.rstrip("/") + "/")
    broken = [
        BrokenLink(file.name, reference.line, reference.link, rule)
        for file in (*pages, *sheets)
        for reference in file.references
        if (rule := check.fault(file.name, reference))
    ]
    return Survey(len(pages), broken, frozenset(check.external))


class _Check:
    """Follows addresses within one site."""

    def __init__(self, names: frozenset[str], anchors: dict[str, frozenset[str]], base: str) -> None:
        self.names = names
        self.anchors = anchors
        self.base = base
        self.external: set[str] = set()

    def fault(self, page: str, reference: Reference) -> Rule | None:
        """Return the rule that the reference breaks, if it does."""
        # As browsers do: outer blanks don't count (nor inner line breaks: urlsplit knows), and a backslash is a slash.
        link = reference.link.strip(_SPACE).replace("\\", "/")
        try:
            scheme, host, path, _, fragment = urlsplit(link)
        except ValueError:
            return MISSING
        if scheme in ("http", "https") or (host and not scheme):
            self.external.add(link)
            return OUTSIDE if reference.use in ("request", "image") else None
        if scheme:
            fine = {"follow": "mailto", "image": "data"}.get(reference.use)
            return None if scheme == fine else UNSAFE
        if not link and reference.use in ("request", "image"):
            return MISSING
        target = self.target(page, unquote(path))
        if target is None:
            return MISSING
        anchor = unquote(fragment.split(":~:")[0])  # after it, a text to highlight
        known = self.anchors.get(target)
        return ANCHOR if known is not None and anchor not in ("", "top") and anchor not in known else None

    def target(self, page: str, path: str) -> str | None:
        """Return the file that a path on `page` leads to."""
        if not path:
            return page
        if path.startswith("/"):
            if not path.startswith(self.base):
                return None
            folder, path = "", path[len(self.base) :]
        else:
            folder = posixpath.dirname(page)
        name = posixpath.normpath(posixpath.join(folder, path))
        if posixpath.basename(path) in ("", ".", ".."):
            name = posixpath.normpath(posixpath.join(name, "index.html"))
        return name if name in self.names else None


def _read_page(site: Path, name: str) -> _File:
    parser = etree.HTMLParser(encoding="utf-8")
    root = etree.fromstring((site / name).read_bytes() or b"<html></html>", parser)
    anchors: set[str] = set()
    references: list[Reference] = []
    for element in root.iter():
        if element.tag == "style":
            references.extend(_css(element.text or "", _line(element)))
        if _NAMES.isdisjoint(element.keys()):  # most elements: rows, cells, spans
            continue
        tag, attributes = element.tag, cast("dict[str, str]", element.attrib)
        if "id" in attributes:
            anchors.add(attributes["id"])
        if tag == "a" and "name" in attributes:
            anchors.add(attributes["name"])
        references.extend(Reference(link, _line(element), use) for link, use in _addresses(tag, attributes))
    return _File(name, frozenset(anchors), tuple(references))


def _line(element: etree._Element) -> int:
    return cast("int | None", element.sourceline) or 1


def _addresses(tag: str, attributes: dict[str, str]) -> Iterator[tuple[str, Use]]:
    """Yield each address in an element's attributes with what a browser does with it."""
    for name, value in attributes.items():
        if name in ("href", "xlink:href"):
            yield value, _use_of_href(tag, attributes)
        elif name in ("src", "poster"):
            yield value, "image" if tag in _PICTURES else "request"
        elif name in ("srcset", "imagesrcset"):
            yield from ((candidate.split()[0], "image") for candidate in re.split(r",\s", value) if candidate.strip(" ,"))
        elif (name in ("action", "formaction") and value) or (name == "data" and tag == "object"):
            yield value, "request"
        elif name == "style":
            yield from ((reference.link, reference.use) for reference in _css(value, 1))
        elif name == "content" and attributes.get("http-equiv", "").lower() == "refresh" and "=" in value:
            yield value.split("=", 1)[1].strip(" '\""), "follow"


def _use_of_href(tag: str, attributes: dict[str, str]) -> Use:
    if tag in ("a", "area"):
        return "follow"
    if tag == "link":
        kinds = set(attributes.get("rel", "").lower().split())
        return "mention" if kinds and kinds <= _MENTIONS else "image" if "icon" in kinds else "request"
    return "image" if tag in ("image", "use", "feimage") else "request"


def _read_sheet(site: Path, name: str) -> _File:
    return _File(name, frozenset(), tuple(_css((site / name).read_text(encoding="utf-8", errors="replace"), 1)))


def _css(text: str, line: int) -> Iterator[Reference]:
    """Yield the addresses a style sheet fetches; `line` is that of its beginning."""
    for found in _CSS_URL.finditer(text):
        yield Reference((found[1] or found[2] or "").strip(), line + text.count("\n", 0, found.start()), "image")

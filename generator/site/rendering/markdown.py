"""CommonMark → HTML: the writer over pyromark's events, with the heading ids and table cells Python-Markdown would give.

A writer of our own instead of `pyromark.html`: only the events tell a heading or link of the Markdown text from one that
stands in an HTML block, and MkDocs puts only the former into the contents and resolves only the former.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from html import escape, unescape
from typing import Any, Final, NamedTuple

import pyromark

PARSER: Final = pyromark.Markdown(options=pyromark.Options.ENABLE_TABLES | pyromark.Options.ENABLE_HEADING_ATTRIBUTES)

_TAGS: Final = {"Paragraph": "p", "Item": "li", "Emphasis": "em", "Strong": "strong", "TableRow": "tr"}
_START: Final = {**{name: f"<{tag}>" for name, tag in _TAGS.items()}, "TableHead": "<thead>\n<tr>", "HtmlBlock": ""}
_END: Final = {
    **{name: f"</{tag}>\n" for name, tag in _TAGS.items()},
    "Emphasis": "</em>",
    "Strong": "</strong>",
    "Link": "</a>",
    "CodeBlock": "</code></pre>\n",
    "TableHead": "</tr>\n</thead>\n<tbody>\n",
    "Table": "</tbody>\n</table>\n",
    "HtmlBlock": "",
}
_LONE: Final = {"SoftBreak": "\n", "HardBreak": "<br />\n", "Rule": "<hr />\n"}
_TAG: Final = re.compile(r"<!--.*?-->|<[^>]*>", re.DOTALL)
_HEADING: Final = re.compile(r'#{1,6} [^\n<\[]*(?:<bdi lang="[a-zA-Z-]+">[^\n<\[]+</bdi>[^\n<\[]*)* \{#[a-z0-9-]+\}')
"""A heading that says the same wherever it stands: it has an id, and nothing in it leads anywhere."""


class Heading(NamedTuple):
    """A heading of the Markdown text: its level (1 to 6), its id, and its text as HTML without tags."""

    level: int
    id: str
    text: str


class Rendered(NamedTuple):
    """A page's body: its HTML, its headings in order, and the text of the level-1 heading it opens with, if it does."""

    html: str
    headings: tuple[Heading, ...]
    title: str | None


def render(markdown: str, resolve: Callable[[str], str]) -> Rendered:
    """Return `markdown` as HTML; `resolve` turns the target of each Markdown link and image into its final address."""
    return _Writer(resolve).write(markdown)


def render_blocks(blocks: Sequence[str]) -> Rendered | None:
    """Return what `render` returns of the text of these blocks (`layout.Laid`), at a tenth of its cost.

    That is so where all are HTML, which stays as it is, or headings; None where anything else is among them.
    """
    html: list[str] = []
    headings: list[Heading] = []
    for block in blocks:
        if block.startswith("<"):
            html.append(block)
        elif _HEADING.fullmatch(block):
            tag, heading = _heading(block)
            html.append(tag)
            headings.append(heading)
        else:
            return None
    opens_with_title = headings and headings[0].level == 1 and not blocks[0].startswith("<")
    return Rendered("\n".join((*html, "")), tuple(headings), headings[0].text if opens_with_title else None)


@lru_cache(maxsize=1 << 12)
def _heading(markdown: str) -> tuple[str, Heading]:
    html, headings, _ = _Writer(str).write(markdown)
    return html.removesuffix("\n"), headings[0]


class _Writer:
    """Writes one page. `pyromark.event` lists the shapes of events; those of options that are off never come."""

    def __init__(self, resolve: Callable[[str], str]) -> None:
        self.resolve = resolve
        self.out: list[str] = []
        self.headings: list[tuple[int, dict[str, Any], str]] = []  # where its start tag belongs, what it says, its text
        self.opened: list[tuple[int, dict[str, Any]]] = []  # headings and images whose inside is being written
        self.columns: tuple[str, ...] = ()
        self.alignments: Iterator[str] = iter(())
        self.cell = "td"

    def write(self, markdown: str) -> Rendered:
        out: list[str] = self.out
        first: Any = None
        event: Any
        for event in PARSER.events(markdown):
            if isinstance(event, str):
                out.append(_LONE[event])
                continue
            [(kind, value)] = event.items()
            if kind == "Text":
                out.append(escape(value, quote=False))
            elif kind in ("Html", "InlineHtml"):
                out.append(value)
            elif kind == "Code":
                out.append(f"<code>{escape(value, quote=False)}</code>")
            elif kind == "Start":
                first = first or value
                self.start(value)
            else:
                self.end(value)
        headings = self.anchored()
        opens_with_title = isinstance(first, dict) and "Heading" in first and headings[0].level == 1
        return Rendered("".join(out), headings, headings[0].text if opens_with_title else None)

    def start(self, tag: Any) -> None:
        if tag == "TableCell":
            alignment = next(self.alignments, "None")
            self.out.append(f"<{self.cell}>" if alignment == "None" else f'<{self.cell} align="{alignment.lower()}">')
            return
        if isinstance(tag, str):
            self.out.append(_START[tag])
            if tag in ("TableHead", "TableRow"):
                self.alignments = iter(self.columns)
            return
        [(kind, data)] = tag.items()
        if kind == "Link":
            address = "mailto:" + data["dest_url"] if data["link_type"] == "Email" else self.resolve(data["dest_url"])
            self.out.append(f'<a href="{escape(address)}"{_title(data)}>')
        elif kind in ("Heading", "Image"):
            self.out.append("")  # the start tag, once all of it is known
            self.opened.append((len(self.out), data))
        elif kind == "Table":
            self.columns, self.cell = data, "th"
            self.out.append("<table>\n")
        elif kind == "List":
            self.out.append("<ul>\n" if data is None else "<ol>\n" if data == 1 else f'<ol start="{data}">\n')
        elif kind == "CodeBlock":
            language = data["Fenced"].split(maxsplit=1)[0] if data != "Indented" and data["Fenced"].strip() else ""
            self.out.append(f'<pre><code class="language-{escape(language)}">' if language else "<pre><code>")
        else:
            self.out.append("<blockquote>\n")

    def end(self, tag: Any) -> None:
        out = self.out
        if tag == "TableCell":
            out.append(f"</{self.cell}>\n")
        elif tag == "Image":
            inside, data = self.opened.pop()
            alt = escape(unescape(_text(out[inside:])))
            out[inside - 1 :] = [f'<img src="{escape(self.resolve(data["dest_url"]))}" alt="{alt}"{_title(data)} />']
        elif isinstance(tag, str):
            out.append(_END[tag])
            if tag == "TableHead":
                self.cell = "td"
        elif "Heading" in tag:
            inside, data = self.opened.pop()
            self.headings.append((inside - 1, data, _text(out[inside:])))
            out.append(f"</{tag['Heading'].lower()}>\n")
        elif "List" in tag:
            out.append("</ol>\n" if tag["List"] else "</ul>\n")
        else:
            out.append("</blockquote>\n")

    def anchored(self) -> tuple[Heading, ...]:
        """Write the headings' start tags; one without an id gets the one Python-Markdown would make of its text."""
        used = {data["id"] for _, data, _ in self.headings if data["id"]}
        found = []
        for place, data, text in self.headings:
            tag, anchor = data["level"].lower(), data["id"] or _anchor(text, used)
            classes = f' class="{escape(" ".join(data["classes"]))}"' if data["classes"] else ""
            others = "".join(f' {name}="{escape(value or name)}"' for name, value in data["attrs"])
            self.out[place] = f'<{tag} id="{escape(anchor)}"{classes}{others}>'
            found.append(Heading(int(tag[1]), anchor, text))
        return tuple(found)


def _anchor(text: str, used: set[str]) -> str:
    from markdown.extensions.toc import slugify, unique  # type: ignore[import-untyped]  # no types; slow to import, and our headings have ids

    anchor: str = unique(slugify(unescape(text), "-"), used)
    return anchor


def _title(data: dict[str, Any]) -> str:
    return f' title="{escape(data["title"])}"' if data["title"] else ""


def _text(html: list[str]) -> str:
    return " ".join(_TAG.sub("", "".join(html)).split())

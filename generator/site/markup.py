"""HTML within hand-written pages: what a browser would run, leave out or give to the whole page, at its place in the Markdown.

All HTML of a page is read at once (by lxml), with a mark before each `<` and behind each block: a mark that is found stands where a
tag may begin, and one that is not was swallowed by what never ends.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, count
from typing import Any, Final, cast

from lxml import etree

from generator.checks.passages import span_in
from generator.diagnostics import Diagnostic, Rule, Severity, Text, quoted
from generator.model.handwritten import Handwritten
from generator.site.links.references import EMBEDS, scripts_in, styles_in
from generator.site.links.rules import EMBEDDED, SCRIPT, STYLE
from generator.site.rendering.markdown import PARSER

UNCLOSED: Final = Rule(
    "page-unclosed",
    Severity.ERROR,
    Text("“{link}”没有结束，读者看不到它后面的内容", "“{link}” never ends: readers don't see what stands behind it"),
    Text(
        "在下一个空行之前写上它的结束，例如 </textarea>、-->、引号或 >；用不到就删去它。",
        "End it before the next blank line, with </textarea>, -->, a quote or >; or delete it.",
    ),
    Text("浏览器把后面的全部内容都算作它的。", "A browser takes all the rest of the page for a part of it."),
    failing="# content/pages/about.md → <!-- 待补",
    passing="# content/pages/about.md → <!-- 待补 -->",
)
FRAME: Final = Rule(
    "page-frame",
    Severity.ERROR,
    Text("“{link}”属于页面的框架，框架由网站生成", "“{link}” belongs to the frame of the page, which the site makes"),
    Text("删去它，只写正文。", "Delete it, and write the text alone."),
    Text("写在它里面的，浏览器会算作整个页面的。", "What is written in it a browser takes for the whole page's."),
    failing="# content/pages/about.md → <body onload=…>",
    passing="# content/pages/about.md → # 关于",
)
RULES: Final = (UNCLOSED, FRAME)
_FRAME: Final = re.compile(r"</?(?:html|head|body|frameset|main)(?![^\s/>])", re.IGNORECASE)
_HIDING: Final = frozenset(("noscript", "template", "select", "svg", "math"))
"""Elements that show nothing of a page's text, though there may be tags in them."""
_WRITTEN: Final = re.compile(r"<!(?:--)?|<[^\s>]*>?")
_MARKS: Final = re.compile(rb"mark[0-9]+")
_END: Final = -1


def markup_faults(page: Handwritten) -> Iterator[Diagnostic]:
    """Yield what is wrong with the HTML of a page."""
    if "<" not in page.body:
        return
    text, body = page.text.replace("\r\n", "\n"), page.body.encode()
    head = len(text) - len(page.body)
    for rule, place, what in _faults(body):
        start = head + len(body[:place].decode())
        written = _WRITTEN.match(text, start)
        tag = written[0] if written else "<"  # where a tab stands for several blanks
        yield rule.at(page.path, span_in(text, start, start + len(tag)), link=quoted(what or tag))


def _faults(body: bytes) -> Iterator[tuple[Rule, int, str]]:
    """Yield each fault's rule, where its tag begins in bytes, and what of the tag is at fault; empty for all of it."""
    names = set(_MARKS.findall(body.lower()))  # asked once: a page may be full of names like a mark's
    mark = next(name for name in map("mark{}".format, count()) if name.encode() not in names)
    places, text = _marked(body, mark)
    found, begun = _read(text, mark)
    yield from ((UNCLOSED, place, "") for place in _unclosed(places, found, begun))
    for number in found:
        place = places[number]
        if place != _END and (tag := _FRAME.match(body[place : place + 12].decode(errors="replace"))):
            yield FRAME, place, f"{tag[0]}>"
    for number, element in begun.items():
        name, attributes = element.tag, cast("dict[str, str]", element.attrib)
        yield from ((SCRIPT, places[number], what) for what in scripts_in(name, attributes))
        yield from ((STYLE, places[number], what) for what in styles_in(name, attributes))
        if name in EMBEDS:
            yield EMBEDDED, places[number], f"<{name}>"


def _unclosed(places: Sequence[int], found: Mapping[int, Any], begun: Mapping[int, Any]) -> Iterator[int]:
    """Yield where begins what never ends; after the first that takes text and tags, all is in doubt."""
    lost = next((number for number, place in enumerate(places) if place == _END and number not in found), None)
    if lost is not None:
        yield max((places[number] for number in found if number < lost), default=0)
    elif places:
        outer = set(found[len(places) - 1].iterancestors(*_HIDING))
        yield from (places[number] for number, element in begun.items() if element in outer)


def _marked(body: bytes, mark: str) -> tuple[Sequence[int], str]:
    """Return the HTML of a page with its marks, and where each stands: the place of a `<` in bytes, or `_END` for a block's end."""
    places, text, depth = list[int](), list[str](), 0
    event: Any
    for event, span in PARSER.events_with_range(body.decode()):
        [(kind, value)] = event.items() if isinstance(event, dict) else [(event, "")]
        depth += (kind == "Start") - (kind == "End")
        if kind in ("Html", "InlineHtml"):
            first, *others = value.split("<")
            text.append(first)
            start = span["start"] + len(first.encode())
            for other in others:
                text.append(f"<br {mark}={len(places)}><{other}")
                places.append(start)
                start += len(other.encode()) + 1
        elif not depth and places and places[-1] != _END:
            text.append(f"<br {mark}={len(places)}>")
            places.append(_END)
    return places, "".join(text)


def _read(text: str, name: str) -> tuple[dict[int, Any], dict[int, Any]]:
    """Return the marks that stand in a text where tags may, by number, and of those that stand before an element's tag that element."""
    root: Any = etree.fromstring(f"<html><body>{text}".encode(), etree.HTMLParser(encoding="utf-8", huge_tree=True))
    found, begun, mark = dict[int, Any](), dict[int, Any](), None
    for node in chain(root.iter(), *(more.iter() for more in root.itersiblings())):
        number = node.get(name) if node.tag == "br" else None
        if number is not None:
            mark = int(number)
            found[mark] = node
        elif mark is not None and isinstance(node.tag, str):
            begun[mark], mark = node, None
    return found, begun

"""HTML as a tree to compare: entities, attribute order and white space that no reader sees make no difference."""

import re
from pathlib import Path
from typing import TypeAlias

from lxml import html

Node: TypeAlias = "str | tuple[str, tuple[tuple[str, str], ...], tuple[Node, ...]]"

_INLINE = frozenset(
    {"a", "abbr", "b", "bdi", "bdo", "br", "cite", "code", "em", "i", "img", "input", "kbd", "label", "mark", "q", "s"}
    | {"small", "span", "strong", "sub", "sup", "svg", "time", "u"}
)
_SPACE = re.compile(r"[ \t\r\n]+")


def normalised(text: str) -> Node:
    """Return a page or a fragment as (tag, attributes, children); runs of white space are one space, at block edges none."""
    root = html.document_fromstring(text) if "<html" in text else html.fragment_fromstring(text, create_parent="div")
    return _node(root)


def tree(folder: Path) -> dict[str, Node]:
    """Return every page of a site by its name."""
    pages = sorted(folder.rglob("*.html"))
    return {page.relative_to(folder).as_posix(): normalised(page.read_text(encoding="utf-8")) for page in pages}


def _node(element: html.HtmlElement) -> Node:
    tag = str(element.tag)
    children: list[Node] = []
    before_is_block = tag not in _INLINE
    kept = [child for child in element if isinstance(child.tag, str)]
    texts = [element.text or "", *(child.tail or "" for child in kept)]
    for comment in (child for child in element if not isinstance(child.tag, str)):
        previous = comment.getprevious()
        while previous is not None and not isinstance(previous.tag, str):
            previous = previous.getprevious()
        texts[0 if previous is None else kept.index(previous) + 1] += comment.tail or ""
    for place, written in enumerate(texts):
        text = written
        after = kept[place] if place < len(kept) else None
        after_is_block = tag not in _INLINE if after is None else after.tag not in _INLINE
        if tag not in ("pre", "code", "textarea", "script", "style"):
            text = _SPACE.sub(" ", text)
            text = text.lstrip(" ") if before_is_block else text
            text = text.rstrip(" ") if after_is_block else text
        if text:
            children.append(text)
        if after is not None:
            children.append(_node(after))
            before_is_block = after.tag not in _INLINE
    attributes = tuple(sorted((str(name), str(value)) for name, value in element.attrib.items()))
    return tag, attributes, tuple(children)

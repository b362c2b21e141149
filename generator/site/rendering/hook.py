"""The MkDocs hook that makes a build fast: pages are CommonMark, written by `generator.site.rendering.markdown`.

That takes a page of 8 KB 0.3 ms, where Python-Markdown takes 7 to 11.

It sets what MkDocs' own `Page.render` sets: `content`, `toc`, and the title of a page that has none in its front matter.
Links and images of Markdown text are resolved by MkDocs' own resolver, with its warnings; links in HTML blocks stay as
they are. Anchors are left to the link checker, which sees those in HTML too.

How: `on_pre_page`, the event meant for altering a `Page`, gives the page a `render` of its own. Nothing of MkDocs is
patched, so nothing must be put back, and pages this hook has not seen render as ever. The events `on_page_markdown` and
`on_page_content` would do too, but MkDocs would still set up Python-Markdown for every page, and its `toc` would have
to be corrected afterwards.

Without the hook the same pages come out with the same DOM if they keep to what CommonMark and Python-Markdown share:

- A blank line around every block of Markdown; none inside an HTML block, and none is needed between two of them.
- An HTML block starts at the margin with an element both know as a block: `div section article aside nav header footer
  main figure details form table ul ol dl p h1`–`h6 blockquote pre hr`, or `script` with data on one line. Not
  `svg a span img dialog search`: wrap those.
  No line of a paragraph consists of a single inline tag.
- A nested list is indented by four spaces, and all of a list's items have blank lines between them or none. Numbered
  lists start at 1, one kind of bullet a list.
- `**` and `*` stand beside a space or a letter, not between punctuation and a letter (`**“甲”**乙`); else `<strong>`. No `***`.
- Attributes only on headings, at the end, only an id and classes: `## 预算 {#budget .wide}`. No other `{…}` at an end.
- Records' text carries ASCII punctuation as character entities (`&#124;`), which both leave alone, even in cells and
  headings; no backslash escapes, no hard line breaks, no bare `[TOC]`, no tabs.
- Alternative texts of images are plain; a table has at least one row under its head and as many cells in each row.
- In mkdocs.yml: `tables: {use_align_attribute: true}`, which needs no inline style, and nothing that adds syntax.
"""

from functools import partial
from typing import TYPE_CHECKING

from markdown.extensions.toc import nest_toc_tokens  # type: ignore[import-untyped]  # Markdown ships no types
from mkdocs.structure.pages import _RelativePathTreeprocessor
from mkdocs.structure.toc import get_toc

from generator.site.rendering.markdown import render

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page


def on_pre_page(page: "Page", *, config: "MkDocsConfig", files: "Files") -> "Page":  # noqa: ARG001  # the event's own names
    """Give the page its own `render`, which MkDocs calls next."""
    page.render = partial(_render, page)  # type: ignore[method-assign]  # shadows the method on this one page
    return page


def _render(page: "Page", config: "MkDocsConfig", files: "Files") -> None:
    """Do what `Page.render` does."""
    if page.markdown is None:
        raise RuntimeError("a page is read before it is rendered")
    # A private class, but the one place that knows how MkDocs resolves a link and what it says of one it can't.
    links = _RelativePathTreeprocessor(page.file, files, config)
    page.content, headings, title = render(page.markdown, links.path_to_url)
    page._title_from_render = title  # noqa: SLF001  # where MkDocs' `Page.render` leaves it for `Page.title`
    page.toc = get_toc(nest_toc_tokens([{"level": level, "id": id_, "name": text} for level, id_, text in headings]))

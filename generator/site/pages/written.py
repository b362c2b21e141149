"""Pages that someone wrote by hand: their Markdown as it is, below a head of our own."""

from collections.abc import Iterator

from generator.model.handwritten import Handwritten
from generator.site.pages.page import Edition, Page
from generator.site.templates.filters import entities, one_line


def written_pages(edition: Edition) -> Iterator[Page]:
    """Yield the hand-written pages."""
    return (Page(address, _markdown(page)) for address, page in edition.written.items())


def _markdown(page: Handwritten) -> str:
    """Return the page for MkDocs, which gets only what has been read and is inert."""
    head = {"title": page.title} | ({"description": page.description} if page.description else {})
    lines = (f'{key}: "{entities(one_line(text))}"' for key, text in head.items())
    return "\n".join(("---", *lines, "---", "", page.body))

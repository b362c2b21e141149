"""A report as the search shows it: its indicators and its passages, each with the place on the site where it stands."""

from collections.abc import Iterator
from typing import NamedTuple

from generator.catalog.entry import Entry
from generator.language import _
from generator.site.pages.analysis import outline_of
from generator.site.pages.rows import name_of, placed_rows, row_anchor
from generator.site.search.words import phrase
from generator.site.templates.filters import lines, one_line


class Measured(NamedTuple):
    """An indicator with its anchor on the page of indicators. Texts are as the record has them, in one line."""

    anchor: str
    name: str
    level2: str
    target: str
    actual: str


class Told(NamedTuple):
    """A passage with its place below the report's address, under the heading it has there."""

    place: str
    heading: str
    text: str


def indicators(entry: Entry) -> Iterator[Measured]:
    """Yield every row of a report, the budget's execution row among them."""
    for place, row in placed_rows(entry):
        texts = (name_of(row, place), row.level2, row.target, row.actual)
        yield Measured(row_anchor(place), *(one_line(text or "") for text in texts))


def passages(entry: Entry) -> Iterator[Told]:
    """Yield every filled passage of the narrative, in the order of its page, and then the name that the report itself bears."""
    for section, title, texts in outline_of(entry.report):
        for number, (name, text) in enumerate(texts, 1):
            anchor, heading = (f"{section}-{number}", name) if name else (section, title)
            yield Told(f"analysis/#{anchor}", heading, "\n".join(lines(text)))
    if entry.report.source.title:
        yield Told("#source", _("来源"), one_line(entry.report.source.title))


def names(entry: Entry) -> list[str]:
    """Return the names of a report's indicators, as `search/indicators.json` has them."""
    return list(entry.cover.names)


def everything(measured: list[Measured], told: list[Told]) -> str:
    """Return the words of all that is searched in full text: passages, and what indicators hold besides their names."""
    return phrase(*(passage.text for passage in told), *(text for row in measured for text in _values(row)))


def _values(row: Measured) -> Iterator[str]:
    """Yield what a row says besides its name, a value that is the target's again only once."""
    yield row.level2
    yield row.target
    if row.actual != row.target and phrase(row.actual) != phrase(row.target):
        yield row.actual

"""Where the rows of a chart stand: in lines of its own text, so that a larger text makes a taller chart."""

from typing import Final

from markupsafe import Markup

from generator.site.templates import filters

_LINES: Final = 3
"""Lines a row takes: its words, its bar, and space."""


def row_y(place: int) -> Markup:
    """Return how far from the top a row of a chart stands, as an SVG length; also the height of that many rows."""
    return filters.marked(f"{place * _LINES}em")


def shortened(text: str, most: int = 14) -> str:
    """Return a label that fits beside a figure on a phone; the table beside the chart has it whole."""
    return text if len(text) <= most else f"{text[: most - 1]}…"

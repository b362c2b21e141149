"""The words of the glossary where a page first uses them: each page explains each word once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from markupsafe import Markup

from generator.language import _
from generator.site import addresses
from generator.site.templates import filters
from generator.site.terms import TOPICS, Term

_BY_ANCHOR: Final[Mapping[str, Term]] = {term.anchor: term for topic in TOPICS for term in topic.terms}


class Hint(NamedTuple):
    """What a word means, and the way to the glossary. `id` names it on the page."""

    id: Markup
    text: str
    href: Markup


@dataclass(frozen=True, slots=True)
class Hints:
    """Hands out each word's explanation once for one page, in the order the template asks."""

    origin: str
    given: set[str] = field(default_factory=set)

    def first(self, anchor: str) -> Hint | None:
        """Return the explanation of a word by its anchor in the glossary; None where the page has given it before."""
        term = _BY_ANCHOR[anchor]
        if anchor in self.given:
            return None
        self.given.add(anchor)
        href = addresses.href(self.origin, addresses.GLOSSARY, anchor)
        return Hint(filters.marked(f"term-{anchor}"), _(term.text), href)

"""The glossary: the words of a report in plain language."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from markupsafe import Markup

from generator.language import _
from generator.site import addresses
from generator.site.pages.page import Edition, Head, Page, crumbs
from generator.site.templates.environment import render
from generator.site.terms import TERMS, TOPICS, Term


class TermView(NamedTuple):
    """A word with the anchor of its explanation."""

    anchor: Markup
    name: str
    text: str
    also: str


class TopicView(NamedTuple):
    """Words that belong together."""

    anchor: Markup
    title: str
    terms: tuple[TermView, ...]


class GlossaryView(NamedTuple):
    """The glossary."""

    head: Head
    topics: tuple[TopicView, ...]


def glossary_pages(edition: Edition) -> Iterator[Page]:
    """Yield the glossary; it is the same for every edition."""
    del edition
    address = addresses.GLOSSARY
    view = GlossaryView(
        head=Head(_("名词解释"), crumbs(address, (_("名词解释"), None)), (_("读懂一份绩效自评要知道的词"),)),
        topics=tuple(
            TopicView(
                _anchor(topic.anchor),
                _(topic.title),
                tuple(
                    TermView(_anchor(term.anchor), _(term.name), _(term.text), _("、").join(_others(term)))
                    for term in topic.terms
                ),
            )
            for topic in TOPICS
        ),
    )
    yield Page(address, render("glossary", view))


def _others(term: Term) -> Iterable[str]:
    """Return a term's other names, each once: two that Chinese tells apart may be one word in the reader's language."""
    return dict.fromkeys(name for name in map(_, term.also) if name != _(term.name))


def term_link(origin: str, name: str) -> Markup:
    """Return the way from the page at `origin` to a word's explanation; `name` is one of `TERMS`."""
    return addresses.href(origin, addresses.GLOSSARY, TERMS[name].anchor)


def _anchor(text: str) -> Markup:
    return Markup(text)  # noqa: S704 - written in `terms`, of a-z, digits and hyphens

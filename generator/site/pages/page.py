"""What a page is, what pages are made from, and the small views that every page type shares."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from markupsafe import Markup

from generator.catalog import Catalog, Entry
from generator.diagnostics import Diagnostic
from generator.model.expected import Expected
from generator.model.handwritten import Handwritten
from generator.site import addresses


@dataclass(frozen=True, slots=True)
class Page:
    """One finished page: where it stands, and its Markdown. `indexed` says whether search engines should list it."""

    address: str
    markdown: str
    indexed: bool = True

    @property
    def path(self) -> str:
        """The file below the docs folder."""
        return addresses.docs_path(self.address)


@dataclass(frozen=True)
class Edition:
    """What one edition of the site is made from.

    `findings` are keyed by the entry's name. `written` are the hand-written pages by address; a hand-written
    page takes the place of the generated one of the same address. `expected` are the lists of what must be disclosed, by year.
    """

    catalog: Catalog
    findings: Mapping[str, tuple[Diagnostic, ...]] = field(default_factory=dict)
    written: Mapping[str, Handwritten] = field(default_factory=dict)
    expected: Mapping[int, tuple[Expected, ...]] = field(default_factory=dict)

    def findings_of(self, entry: Entry) -> tuple[Diagnostic, ...]:
        """Return what the checks found in a report."""
        return self.findings.get(entry.name, ())


PageType: TypeAlias = Callable[[Edition], Iterator[Page]]
"""One kind of page: yields every page of its kind in an edition."""


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead somewhere. `href` is final, made by `addresses.href` or `filters.safe_link`."""

    text: str
    href: Markup | None = None


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a page: its title, the way up (from the home page), and what stands below the title."""

    title: str
    crumbs: tuple[Link, ...] = ()
    sub: tuple[str, ...] = ()


def crumbs(address: str, *steps: tuple[str, str | None]) -> tuple[Link, ...]:
    """Return the way from the home page to `address`; the last step is usually the page itself, without an address."""
    way = (("首页", addresses.HOME), *steps)
    return tuple(Link(text, None if target is None else addresses.href(address, target)) for text, target in way)

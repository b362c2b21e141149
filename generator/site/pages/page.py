"""What a page is, what pages are made from, and the small views that every page type shares."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple, TypeAlias

from markupsafe import Markup

from generator.catalog import Catalog
from generator.catalog.entry import Entry
from generator.diagnostics import Diagnostic
from generator.language import _
from generator.model.expected import Expected
from generator.model.handwritten import Handwritten
from generator.site import addresses, linked
from generator.site.templates import filters

_LONGEST: Final = 160
"""What search engines show of a description at most."""


class Page(NamedTuple):
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


class Link(NamedTuple):
    """Words that lead somewhere. `href` is final, made by `addresses.href` or `filters.safe_link`.

    `target` is the address on the site that a step of the way up stands for.
    """

    text: str
    href: Markup | None = None
    target: str | None = None


class Head(NamedTuple):
    """The head of a page: its title, the way up (from the home page), and what stands below the title.

    `description` is what search engines and those who share the page show of it, in a sentence; by default, the title and
    what stands below it. `things` are what the page is, for machines; the way up is told them by itself. `told` is all that,
    where pages that say the same share it.
    """

    title: str
    crumbs: tuple[Link, ...] = ()
    sub: tuple[str, ...] = ()
    description: str = ""
    things: tuple[linked.Thing, ...] = ()
    told: Markup | None = None

    @property
    def summary(self) -> str:
        """The description, in one line of at most 160 characters."""
        text = filters.one_line(self.description or _("，").join((self.title, *self.sub)))
        return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"

    @property
    def json_ld(self) -> Markup | None:
        """What the page says to machines, None where it has nothing to say."""
        if self.told is not None:
            return self.told
        way = [(step.text, step.target) for step in self.crumbs if step.target is not None]
        things = (*self.things, *((linked.breadcrumbs(way),) if way else ()))
        return linked.json_ld(things) if things else None


def crumbs(address: str, *steps: tuple[str, str | None]) -> tuple[Link, ...]:
    """Return the way from the home page to `address`; the last step is usually the page itself, without an address."""
    way = ((_("首页"), addresses.HOME), *steps)
    return tuple(
        Link(text, None if target is None else addresses.href(address, target), address if target is None else target)
        for text, target in way
    )

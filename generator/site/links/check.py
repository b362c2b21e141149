"""Whether what pages need is there; and of those that need something else, or are suspect, what is wrong at which line."""

import os
from collections.abc import Callable, Iterable, Iterator
from collections.abc import Set as AbstractSet
from functools import lru_cache
from pathlib import Path
from typing import Final

from generator.diagnostics import Rule
from generator.site.links.references import Contents, Reference, read_css, read_page
from generator.site.links.rules import ANCHOR, EMBEDDED, MISSING, REPEATED, SCRIPT, STYLE, UNREAD, BrokenLink
from generator.site.links.targets import target
from generator.site.links.ties import Ties, ties_of

_NEEDS: Final = 1 << 16
_PAGES: Final = 1 << 12
"""Needs and pages that are remembered at a time: what most pages need, and what the pages of one project do."""


def check_links(site: Path, *, base: str = "/") -> list[BrokenLink]:
    """Return every fault of the finished site in the folder `site`, to be published under the path `base` of its host."""
    files = {Path(folder, file).relative_to(site).as_posix() for folder, _, names in os.walk(site) for file in names}
    made = (ties_of(name, (site / name).read_bytes(), base=base) for name in files if name.endswith(".html"))
    return faults(site, files, made, base=base)


def faults(
    site: Path,
    files: AbstractSet[str],
    made: Iterable[Ties],
    *,
    base: str = "/",
    gone: AbstractSet[str] = frozenset(),
    others: Callable[[], Iterable[Ties]] = tuple,
) -> list[BrokenLink]:
    """Return every fault of the site in the folder `site` that holds `files`, page by page and then of its style sheets.

    For a whole site, `made` are the ties of all its pages. Where an earlier check found no fault, those of the pages made or
    changed since are enough: with `gone`, the files that went and the anchors that `lost` tells of, and `others`, asked only
    when there are any, the ties of all other pages. Style sheets are read each time.
    """
    site_of = _Site(site, files, base)
    suspects: set[str] = set()
    for each in made:
        suspects.update(each.suspects if site_of.meets_all(each) else each.anchors)
    suspects.update(page for each in (others() if gone else ()) for page in _concerned(each, gone))
    sheets = (name for name in files if name.endswith(".css"))
    return [fault for name in (*sorted(suspects), *sorted(sheets)) for fault in site_of.faults(name)]


def _concerned(other: Ties, gone: AbstractSet[str]) -> Iterable[str]:
    """Return the pages that may need something that is gone; with a page, its anchors are."""
    needs_it = any(need in gone or need.partition("#")[0] in gone for need in other.needs)
    return other.anchors if needs_it else other.suspects


class _Site:
    """One finished site: what is in it, and what is wrong with a file of it."""

    def __init__(self, folder: Path, files: AbstractSet[str], base: str) -> None:
        self.folder = folder
        self.files = files
        self.base = base.rstrip("/") + "/"
        self.anchors = lru_cache(_PAGES)(self._anchors)
        self.meets = lru_cache(_NEEDS)(self._meets)

    def _anchors(self, page: str) -> frozenset[str]:
        """Return the anchors of a page."""
        return ties_of(page, (self.folder / page).read_bytes(), base=self.base).anchors[page]

    def _meets(self, need: str) -> bool:
        """Tell whether there is what a page needs."""
        file, _, anchor = need.partition("#")
        return file in self.files and (not anchor or anchor in self.anchors(file))

    def meets_all(self, made: Ties) -> bool:
        """Tell whether there is all that some pages need; what they offer each other is known."""
        for need in made.needs:
            file, _, anchor = need.partition("#")
            is_offered = anchor in made.anchors.get(file, ())
            if not self.meets(file if is_offered else need):
                return False
        return True

    def faults(self, name: str) -> Iterator[BrokenLink]:
        """Yield everything that is wrong with a page or style sheet, its references first."""
        contents = self._contents(name)
        for reference in contents.references:
            if rule := self._fault(name, reference):
                yield BrokenLink(name, reference.line, reference.link, rule)
        for rule, places in zip((REPEATED, SCRIPT, STYLE, EMBEDDED, UNREAD), contents.others, strict=True):
            yield from (BrokenLink(name, found.line, found.text, rule) for found in places)

    def _contents(self, name: str) -> Contents:
        data = (self.folder / name).read_bytes()
        return read_page(data) if name.endswith(".html") else Contents(tuple(read_css(data.decode(errors="replace"))))

    def _fault(self, page: str, reference: Reference) -> Rule | None:
        """Return the rule that the reference breaks, if it does."""
        found = target(reference.link, reference.use)
        if found is None or isinstance(found, Rule):
            return found
        file = found.file(page, self.base)
        if file is None or file not in self.files:
            return MISSING
        return ANCHOR if file.endswith(".html") and found.anchor and found.anchor not in self.anchors(file) else None

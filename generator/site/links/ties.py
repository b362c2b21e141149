"""What a page offers to links and needs of others, found at a tenth of what reading it costs.

That is told by its tags (`tags.py`) where they hold no fault; any other page is read in full instead, and what is at fault in
itself is a suspect.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from generator.site.links.references import read_page
from generator.site.links.tags import OddError, Tags, is_shallow, need, tags_of, tags_of_frame
from generator.site.links.targets import SAME, Target, target


@dataclass(frozen=True, slots=True)
class Ties:
    """What one page, or several, offers to links and needs of the site.

    A need is the path of a file, or that of a page, `#` and an anchor. What `suspects` need is not among the needs: such
    pages must be read in full to know what is wrong with them, if anything.
    """

    anchors: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """The anchors that stand on each page."""
    needs: frozenset[str] = frozenset()
    suspects: frozenset[str] = frozenset()

    def to_json(self) -> list[Any]:
        """Return it as plain data, always in the same order."""
        return [{page: sorted(self.anchors[page]) for page in sorted(self.anchors)}, sorted(self.needs), sorted(self.suspects)]

    @classmethod
    def from_json(cls, plain: Any) -> "Ties":
        """Return what `to_json` was called on. Raises `ValueError` for what it can't have returned."""
        match plain:
            case [dict() as anchors, list() as needs, list() as suspects] if all(
                isinstance(some, list) and all(isinstance(text, str) for text in some)
                for some in (*anchors.values(), needs, suspects)
            ):
                return cls({page: frozenset(names) for page, names in anchors.items()}, frozenset(needs), frozenset(suspects))
        raise ValueError("these are no ties of pages")


def together(ties: Iterable[Ties]) -> Ties:
    """Return the ties of several pages as one: what many of them need is in it once."""
    ties = tuple(ties)
    anchors = {page: names for each in ties for page, names in each.anchors.items()}
    needs, suspects = (frozenset().union(*sets) for sets in ((each.needs for each in ties), (each.suspects for each in ties)))
    return Ties(anchors, needs, suspects)


def lost(before: Ties, after: Ties) -> frozenset[str]:
    """Return the pages and anchors that the same part of a site offered before, and no longer does, written as needs."""
    gone = set(before.anchors.keys() - after.anchors.keys())
    for page, names in before.anchors.items():
        gone.update(f"{page}#{name}" for name in names - after.anchors.get(page, frozenset()))
    return frozenset(gone)


def ties_of(page: str, html: bytes, *, base: str = "/", cut: tuple[str, str] | None = None) -> Ties:
    """Return the ties of one page of a site, the bytes of which are `html`, to be published below the path `base`.

    `cut` is a frame that many pages share and what is in it, where all tags of the page stand in the two, each as a whole.
    """
    base = base.rstrip("/") + "/"
    return _scan(page, html, base, cut) or _read(page, html, base)


def _read(page: str, html: bytes, base: str) -> Ties:
    """Return the ties of a page by reading it in full."""
    contents = read_page(html)
    targets = [target(reference.link, reference.use) for reference in contents.references]
    needs = [_need(found, page, base) for found in targets if isinstance(found, Target)]
    fine = all(found is None or isinstance(found, Target) for found in targets) and None not in needs and not any(contents.others)
    return Ties({page: contents.anchors}, frozenset(filter(None, needs)), frozenset() if fine else frozenset((page,)))


def _need(found: Target, page: str, base: str) -> str | None:
    file = found.file(page, base)
    if file is None or "#" in file:  # which could not be told from an anchor
        return None
    return need(file, found.anchor)


def _scan(page: str, html: bytes, base: str, cut: tuple[str, str] | None = None) -> Ties | None:
    """Return the ties of a page by its tags alone; None for a page that must be read in full."""
    try:
        parts = (tags_of(html.decode()),) if cut is None else (tags_of_frame(cut[0]), tags_of(cut[1]))
        return _ties(page, parts, base, html)
    except (UnicodeDecodeError, OddError, KeyError):  # the last: further up than the site
        return None


def _ties(page: str, parts: Sequence[Tags], base: str, html: bytes) -> Ties | None:
    starts = _starts(page)
    ids = [id for part in parts for id in part.ids]
    needs: set[str | None] = {starts[up] + path for part in parts for up, path in part.needs}
    needs.update(_need(found, page, base) for part in parts for found in part.rooted)
    anchors = frozenset(ids)
    if None in needs or len(anchors) != len(ids) or not is_shallow(html):
        return None
    return Ties({page: anchors.union(*(part.anchors for part in parts))}, cast("frozenset[str]", frozenset(needs)))


def _starts(page: str) -> Mapping[int, str]:
    """Return how paths begin that lead from a page to the folders above it, by how many up they are, and to itself."""
    folder = page.rpartition("/")[0]
    starts, up = {SAME: page}, 0
    while folder:
        starts[up] = f"{folder}/"
        folder, up = folder.rpartition("/")[0], up + 1
    starts[up] = ""
    return starts

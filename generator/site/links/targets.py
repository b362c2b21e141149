"""Where an address on a page leads, as browsers follow it."""

import posixpath
import re
from typing import Final, NamedTuple
from urllib.parse import unquote, urlsplit

from generator.diagnostics import Rule
from generator.site.links.references import Use
from generator.site.links.rules import MISSING, OUTSIDE, UNSAFE

SAME: Final = -1
"""`Target.up` of an address that leads to a place on its own page."""
ROOT: Final = -2
"""`Target.up` of an address that begins at the root of its host."""
_PAGE: Final = re.compile(r"((?:\.\./)*)((?:[a-z0-9][a-z0-9-]*/)+)(?:#(?!top$)([a-z0-9-]+))?")
"""The address of a page as our pages have it: by far the most addresses are such, and nothing in it means anything else."""
_SPACE: Final = "".join(map(chr, range(0x21)))


class Target(NamedTuple):
    """What an address asks for, on whatever page it stands: a path after so many folders up, and the name of a place."""

    up: int
    path: str
    anchor: str

    def file(self, page: str, base: str) -> str | None:
        """Return the file it leads to from `page` of a site below the path `base`; None for what is not in the site at all."""
        if self.up == SAME:
            return page
        up, path, folders = self.up, self.path, page.split("/")[:-1]
        if up == ROOT:
            if not path.startswith(base):
                return None
            (up, path), folders = _normal(path[len(base) :]), []
        return None if up > len(folders) else "/".join([*folders[: len(folders) - up], path])


def target(link: str, use: Use) -> Target | Rule | None:
    """Return what an address leads to within the site, the rule that it breaks wherever it stands, or None for neither.

    Its own page is always there.
    """
    if found := _PAGE.fullmatch(link):
        up, path, anchor = found.groups("")
        return Target(len(up) // 3, f"{path}index.html", anchor)
    # As browsers do: outer blanks don't count (nor inner line breaks: urlsplit knows), and a backslash is a slash.
    link = link.strip(_SPACE).replace("\\", "/")
    try:
        scheme, host, path, _, fragment = urlsplit(link)
    except ValueError:
        return MISSING
    if scheme in ("http", "https") or (host and not scheme):
        return OUTSIDE if use in ("request", "image") else None
    if scheme:
        fine = {"follow": "mailto", "image": "data"}.get(use)
        return None if scheme == fine else UNSAFE
    if not link and use in ("request", "image"):
        return MISSING
    anchor = unquote(fragment.split(":~:")[0])  # after it, a text to highlight
    anchor = "" if anchor == "top" else anchor
    path = unquote(path)
    if not path:
        return Target(SAME, "", anchor) if anchor else None
    return Target(ROOT, path, anchor) if path.startswith("/") else Target(*_normal(path), anchor)


def _normal(path: str) -> tuple[int, str]:
    """Return how many folders up a path begins, and the file from there."""
    is_folder = posixpath.basename(path) in ("", ".", "..")
    name = posixpath.normpath(posixpath.join(path, "index.html") if is_folder else path)
    up = 0
    while name.startswith("../"):
        up, name = up + 1, name[3:]
    return up, name

"""The one place where an address is made: of a page on the site, of its Markdown file, and of a link between pages.

An address starts and ends with `/` (`/2021/quwo-gonganju/jingwutong/budget/`) and is built from slugs only, so that
it is safe in Markdown, in an attribute and in a path without any escaping. Links are relative, so that the site works
from any folder of any static host.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from typing import Final, Literal, TypeAlias
from urllib.parse import urlencode

from markupsafe import Markup

from generator.site.templates.filters import marked

Part: TypeAlias = Literal["budget", "indicators", "analysis", "form"]
"""The pages of a report beside its overview."""

HOME: Final = "/"
YEARS: Final = "/years/"
AGENCIES: Final = "/agencies/"
DEPARTMENTS: Final = "/departments/"
STANDARDS: Final = "/standards/"
ABOUT: Final = "/about/"
SEARCH: Final = "/search/"
DATA: Final = "/data/"
COMPARE: Final = "/compare/"
CORRECTIONS: Final = "/corrections/"
GLOSSARY: Final = "/glossary/"
COVERAGE: Final = "/coverage/"
WITHHELD: Final = "/withheld/"

HERE: Final = marked("./")
"""The way from a page to itself."""

_site: ContextVar[str | None] = ContextVar("site", default=None)

_SLUG: Final = re.compile(r"[a-z0-9-]+")
_PAGE: Final = re.compile(r"/(?:[a-z0-9-]+/)*")
_FILE: Final = re.compile(r"[a-z0-9-]+(?:/[a-z0-9-]+)*\.[a-z]+")
_ANCHOR: Final = re.compile(r"[a-z][a-z0-9-]*")


def _slug(text: str) -> str:
    if not _SLUG.fullmatch(text):
        raise ValueError(f"not a slug: {text!r}")
    return text


def year(number: int) -> str:
    """Return the address of a year."""
    if not 1000 <= number <= 9999:
        raise ValueError(f"not a year of four digits: {number}")
    return f"/{number}/"


def agency_year(number: int, agency: str) -> str:
    """Return the address of an agency's reports of one year."""
    return f"{year(number)}{_slug(agency)}/"


@lru_cache(maxsize=1 << 12)
def report(number: int, agency: str, project: str, part: Part | None = None) -> str:
    """Return the address of a report's overview, or of one of its parts."""
    overview = f"{agency_year(number, agency)}{_slug(project)}/"
    return overview if part is None else f"{overview}{part}/"


def agency(slug: str) -> str:
    """Return the address of an agency across years."""
    return f"{AGENCIES}{_slug(slug)}/"


def department(slug: str) -> str:
    """Return the address of a department across years."""
    return f"{DEPARTMENTS}{_slug(slug)}/"


def project(agency_slug: str, slug: str) -> str:
    """Return the address of a project across years."""
    return f"/projects/{_slug(agency_slug)}/{_slug(slug)}/"


def standard(ruleset: str) -> str:
    """Return the address of a scoring standard."""
    return f"{STANDARDS}{_slug(ruleset)}/"


def part(whole: str, name: str, *, is_all: bool = False) -> str:
    """Return the address of a part of the list at `whole`, of what begins with `name` or is called that and no more.

    `/agencies/parts/from-q/`, `/agencies/parts/only-quwo/`. A report may be called `parts`; none of its pages is called so.
    """
    return f"{whole}parts/{'only' if is_all else 'from'}-{_slug(name)}/"


def below(whole: str, name: str) -> str:
    """Return the address of what is called `name` below the list at `whole`: `/corrections/2023-05/`."""
    return f"{whole}{_slug(name)}/"


def docs_path(address: str) -> str:
    """Return the Markdown file of a page, relative to the docs folder: `2021/index.md` for `/2021/`.

    MkDocs with `use_directory_urls` turns it back into exactly that address.
    """
    _folders(address)
    return f"{address[1:]}index.md"


def href(origin: str, target: str, anchor: str | None = None) -> Markup:
    """Return the final relative link from one page to another, for HTML blocks: `../../` or `budget/#top`."""
    here, there = _folders(origin), _folders(target)
    if origin == target:
        return marked(_fragment(anchor)) if anchor is not None else HERE
    return marked(f"{_way(here, there)}/{_fragment(anchor)}")


def query(origin: str, target: str, **fields: str) -> Markup:
    """Return the relative link to a page with a question for its script: `../search/?q=%E6%95%B0%E9%87%8F&open=1`, escaped."""
    return href(origin, target) + Markup("?") + urlencode(fields)


def file(origin: str, path: str) -> Markup:
    """Return the relative address from the page `origin` to a file of the site, `data/reports-2021.csv`.

    `path` is made by the exporters, of slugs and years only.
    """
    if not _FILE.fullmatch(path):
        raise ValueError(f"not a file of the site: {path!r}")
    return marked(_way(_folders(origin), tuple(path.split("/"))))


def markdown_link(origin: str, target: str, anchor: str | None = None) -> Markup:
    """Return the relative link from one Markdown file to another, for Markdown text; MkDocs resolves and checks it."""
    return marked(f"{_way(_folders(origin), (*_folders(target), 'index.md'))}{_fragment(anchor)}")


@contextmanager
def published_at(url: str | None) -> Iterator[None]:
    """Let `whole` know where the site will be, meanwhile: asked far down, where a page tells of itself in its head."""
    token = _site.set(url)
    try:
        yield
    finally:
        _site.reset(token)


def whole(address: str) -> str | None:
    """Return the whole address of a page or file of the site; None where the site does not know its own."""
    site = _site.get()
    return None if site is None else site.rstrip("/") + address


def _fragment(anchor: str | None) -> str:
    if anchor is None:
        return ""
    if not _ANCHOR.fullmatch(anchor):
        raise ValueError(f"not an ASCII anchor: {anchor!r}")
    return f"#{anchor}"


@lru_cache(maxsize=1 << 14)
def _folders(address: str) -> tuple[str, ...]:
    if not _PAGE.fullmatch(address):
        raise ValueError(f"not the address of a page: {address!r}")
    return tuple(address.split("/")[1:-1])


def _way(here: tuple[str, ...], there: tuple[str, ...]) -> str:
    """Return the relative path from one folder to another path: as far up as the two part, and down again."""
    shared, most = 0, min(len(here), len(there))
    while shared < most and here[shared] == there[shared]:
        shared += 1
    return (
        "../" * (len(here) - shared) + "/".join(there[shared:])
        if shared < len(there)
        else "/".join([".."] * (len(here) - shared))
    )

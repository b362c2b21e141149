"""The whole flow on one screen: records → checked catalog → Markdown → site → published.

    content/*.yaml ─check─▶ Checked ─gate─▶ Release ─generate─▶ build/docs ─render─▶ build/site ─links─▶ ─publish─▶ site/

Nothing is written before the records are checked, and nothing that the gate keeps back; nothing replaces the old site before the new one is whole.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from generator.catalog import Catalog
from generator.chronology import changed_on
from generator.diagnostics import Diagnostic, Text, in_order
from generator.exports import downloads, published
from generator.gate import Release, release
from generator.language import speaking
from generator.reports import Checked, check_reports
from generator.site import preview
from generator.site.engine import EngineResult, build_pages
from generator.site.folder import require_ours
from generator.site.links import check_links
from generator.site.lock import workshop
from generator.site.pages import PAGE_TYPES, Edition
from generator.site.publish import publish, require_apart
from generator.site.search import write_search
from generator.site.settings import engine_settings
from generator.site.sitemap import write_sitemap
from generator.site.writer import Written, write_tree

CONTENT, WORKSHOP, PUBLISHED = Path("content"), Path("build"), published.FOLDER
DOCS, STAGED = WORKSHOP / "docs", WORKSHOP / "site"


class Generated(NamedTuple):
    """What generating did, and the addresses that search engines may list, each with the day it changed."""

    written: Written
    indexed: list[tuple[str, date | None]]


@dataclass(frozen=True)
class Built:
    """What a build did. `pages` and `written` are None where the records' errors stopped it before that step."""

    checked: Checked
    release: Release
    written: Written | None = None
    pages: EngineResult | None = None
    links: tuple[Diagnostic, ...] = ()
    published: Path | None = None


def check(paths: Sequence[Path], *, root: Path | None, cwd: Path, edition: Path | None = None) -> Checked:
    """Read, validate, score, index and check. Writes nothing."""
    return check_reports(paths, root=root, cwd=cwd, published=edition)


def generate(checked: Checked, *, docs: Path, released: Release | None = None) -> Generated:
    """Write the Markdown of what is published, only where bytes change. Raises `BusyError` during another run.

    By default what is published before the end of any embargo.
    """
    with workshop(checked.root / WORKSHOP), speaking(checked.catalog.site.language):
        return _generate(checked, released or release(checked, None), docs)


def _generate(checked: Checked, released: Release, docs: Path) -> Generated:
    edition = Edition(released.catalog, released.findings, checked.pages, checked.expected)
    indexed: list[tuple[str, date | None]] = []

    def files() -> Iterator[tuple[str, bytes]]:
        for page in (page for make in PAGE_TYPES for page in make(edition)):
            if page.indexed:
                indexed.append((page.address, None))
            yield page.path, page.markdown.encode()
        for download in downloads(edition.catalog, edition.findings):
            yield download.path, download.content

    return Generated(write_tree(files(), docs), indexed)


def build(
    *,
    root: Path | None,
    cwd: Path,
    into: Path | None = None,
    keep_going: bool = False,
    hook: bool = True,
    as_of: datetime | None = None,
) -> Built:
    """Check, generate, render, check every link, and publish in one step. An error leaves the published site untouched.

    What is under an embargo that ends after `as_of` is not in it; without a moment, nothing that is under any. Raises
    `BusyError` during another run, `NotOursError` for a folder gongkai did not make, `PublishError` for a target among the
    site's own folders.
    """
    checked = check((), root=root, cwd=cwd, edition=into)
    released = release(checked, as_of)
    if not released.may_be_published(keep_going=keep_going):
        return Built(checked, released)
    target = into or checked.root / PUBLISHED
    require_apart(target, (checked.root / own for own in (CONTENT, DOCS, STAGED)))
    with workshop(checked.root / WORKSHOP), speaking(checked.catalog.site.language):
        return _build(checked, released, target, hook=hook)


def _build(checked: Checked, released: Release, target: Path, *, hook: bool) -> Built:
    docs, staged, catalog = checked.root / DOCS, checked.root / STAGED, released.catalog
    require_ours(staged)
    generated = _generate(checked, released, docs)
    settings, epoch, site = engine_settings(catalog, has_coverage=bool(checked.expected)), epoch_of(catalog), catalog.site
    rendered = build_pages(checked.root, docs, staged, settings=settings, hook=hook, epoch=epoch)
    write_search(catalog, checked.root / WORKSHOP, staged)
    write_sitemap(staged, None if site.noindex else site.url, generated.indexed)
    links = tuple(in_order(broken.diagnostic() for broken in check_links(staged, base=base_path(catalog))))
    if links:
        return Built(checked, released, generated.written, rendered, links)
    publish(staged, target)
    return Built(checked, released, generated.written, rendered, links, target)


def serve(
    *,
    root: Path | None,
    cwd: Path,
    host: str,
    port: int,
    shown: Callable[[Checked], object],
    announce: Callable[[str], object],
    report: Callable[[Text], object],
    as_of: datetime | None = None,
) -> None:
    """Show the site on localhost, made anew when a record or a template changes; an error leaves the last pages up."""
    start = check((), root=root, cwd=cwd)
    docs, watched = start.root / DOCS, (start.root / CONTENT, Path(str(files("site_templates"))))

    def regenerate() -> Mapping[str, object] | None:
        checked = check((), root=start.root, cwd=cwd)
        shown(checked)
        released = release(checked, as_of)
        if not released.may_be_published(keep_going=True):
            return None
        generate(checked, docs=docs, released=released)
        return engine_settings(released.catalog, has_coverage=bool(checked.expected))

    base, epoch = base_path(start.catalog), epoch_of(release(start, as_of).catalog)
    preview.serve(
        start.root, docs, watched, regenerate, host=host, port=port, base=base, epoch=epoch, announce=announce, report=report
    )


def base_path(catalog: Catalog) -> str:
    """Return the path below which the site will stand, `/` where no address is set."""
    return urlsplit(catalog.site.url or "/").path or "/"


def epoch_of(catalog: Catalog) -> int:
    """Return the newest date of any record as seconds since 1970, so that a build depends on no clock."""
    newest = max(map(changed_on, catalog.entries), default=date(1970, 1, 1))
    return int(datetime(newest.year, newest.month, newest.day, tzinfo=UTC).timestamp())

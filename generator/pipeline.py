"""The whole flow on one screen: records → checked catalog → Markdown → site → published.

    content/*.yaml ─check─▶ Checked ─gate─▶ Release ─generate─▶ build/docs ─render─▶ build/site ─links─▶ ─publish─▶ site/

Nothing is written before the records are checked, and nothing that the gate keeps back; nothing replaces the old site before the new one is whole.
"""

from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from generator import leftovers
from generator.assembly.ledger import forget
from generator.assembly.site import Assembly, markdown_of
from generator.assembly.standing import Looked
from generator.assembly.standing import look as look_at_workshop
from generator.cache.store import opened
from generator.diagnostics import Diagnostic, in_order
from generator.exports import published, unnamed
from generator.gate import Release, release
from generator.intake.shelf import Shelf
from generator.language import speaking
from generator.review.between import Between
from generator.review.check import CACHE, WORKSHOP
from generator.review.reports import Checked, check_reports
from generator.review.since import keep_published
from generator.runtime.stopwatch import Stopwatch
from generator.site.folders.lock import workshop
from generator.site.folders.publish import Seen, publish, require_apart
from generator.site.folders.publish import look as look_at_published
from generator.site.folders.writer import Written, write_tree
from generator.site.pages import Edition
from generator.source import find_root, require_content
from generator.workers.cluster import hired
from generator.workers.crew import Answer, Begin, Counted, Crew, available, beside, crew_of

CONTENT, PUBLISHED = Path("content"), published.FOLDER
DOCS, STAGED = WORKSHOP / "docs", WORKSHOP / "site"
PREVIEW = WORKSHOP / "preview"


@dataclass(frozen=True)
class Built:
    """What a build did. `pages` is None where the records' errors stopped it before that step."""

    checked: Checked
    release: Release
    pages: int | None = None
    warnings: tuple[str, ...] = ()
    links: tuple[Diagnostic, ...] = ()
    published: Path | None = None


def generate(checked: Checked, *, docs: Path, released: Release | None = None) -> Written:
    """Write the Markdown of what is published, only where bytes change. Raises `BusyError` during another run.

    By default what is published before the end of any embargo.
    """
    released = released or release(checked, None)
    with workshop(checked.root / WORKSHOP), opened(checked.root / CACHE) as store, speaking(released.catalog.site.language):
        forget(store)
        return write_tree(markdown_of(edition_of(checked, released), []), docs)


def build(
    *,
    root: Path | None,
    cwd: Path,
    into: Path | None = None,
    keep_going: bool = False,
    hook: bool = True,
    as_of: datetime | None = None,
    jobs: int | None = None,
    scheduler: str | None = None,
    cache: bool = True,
    watch: Stopwatch | None = None,
) -> Built:
    """Check, generate, render, check every link, and publish in one step. An error leaves the published site untouched.

    What is under an embargo that ends after `as_of` is not in it; without a moment, nothing that is under any. The same bytes
    for every number of `jobs`, for the workers of a `scheduler`, with and without `cache`, the memory of earlier runs. Raises
    `NoSiteError` for a root without `content/`, `BusyError` during another run, `ClusterError` for workers that can't do this,
    `NotOursError` for a folder gongkai did not make, `PublishError` for a target among the site's own folders.
    """
    root, watch = find_root((), root, cwd), watch or Stopwatch()
    require_content(root)
    target = into or root / PUBLISHED
    require_apart(target, (root / own for own in (CONTENT, DOCS, STAGED)))
    whole = not cache or scheduler is not None
    with (
        beside(1 if whole else jobs or available()) as begin,
        workshop(root / WORKSHOP),
        opened(root / CACHE) as store,
        _hands(jobs, scheduler, root / WORKSHOP) as crew,
    ):
        if not cache:
            store.drop()
        (standing, seen), counting = looks(begin, root / WORKSHOP, target), partial(Counted, crew, watch.told)
        with watch.stage("check"), Between(store).by(counting("between")) as between:
            checked = check_reports(
                (), root=root, cwd=cwd, published=into, crew=counting("read"), shelf=Shelf(store), across=between.across
            )
            released = release(checked, as_of, between.across)
        if not released.may_be_published(keep_going=keep_going):
            return Built(checked, released)
        with speaking(released.catalog.site.language):
            edition, hands = edition_of(checked, released), counting("pages")
            made = Assembly(edition, root, root / WORKSHOP, store, hands, watch, hook, looked=standing).assemble()
        links = tuple(in_order(broken.diagnostic() for broken in made.broken))
        if not links:
            with watch.stage("publish"):
                unnamed.remember(checked.owed, released.catalog, root / STAGED)
                publish(root / STAGED, target, whole=whole, seen=seen)
                keep_published(checked.catalog, released.catalog, target, store, checked.owed)
                leftovers.clear(root / PREVIEW, root / PREVIEW / CACHE.relative_to(WORKSHOP), checked.catalog, store)
        return Built(checked, released, made.pages, tuple(made.warnings), links, None if links else target)


def _hands(jobs: int | None, scheduler: str | None, folder: Path) -> AbstractContextManager[Crew]:
    return nullcontext(crew_of(jobs)) if scheduler is None else hired(scheduler, folder)


def looks(begin: Begin, folder: Path, target: Path) -> tuple[Answer[Looked], Answer[Seen]]:
    """Begin to look at what stands in the workshop and at what is published."""
    docs, staged, store = (folder / place.relative_to(WORKSHOP) for place in (DOCS, STAGED, CACHE))
    return begin(partial(look_at_workshop, folder, docs, staged, store)), begin(partial(look_at_published, target))


def edition_of(checked: Checked, released: Release) -> Edition:
    """Return what the site is made from."""
    return Edition(released.catalog, released.findings, checked.pages, checked.expected)

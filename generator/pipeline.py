"""The whole flow on one screen: records → checked catalog → Markdown → site → published.

    content/*.yaml ─check─▶ Checked ─gate─▶ Release ─generate─▶ build/docs ─render─▶ build/site ─links─▶ ─publish─▶ site/

Nothing is written before the records are checked, and nothing that the gate keeps back; nothing replaces the old site before the new one is whole.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files
from pathlib import Path

from generator.assembly.assembly import Assembly, base_path, epoch_of, markdown_of
from generator.assembly.making import forget
from generator.between import Between
from generator.cluster import hired
from generator.crew import Crew, crew_of
from generator.diagnostics import Diagnostic, Text, in_order
from generator.exports import published, unnamed
from generator.gate import Release, release
from generator.language import speaking
from generator.reports import Checked, check_reports
from generator.since import keep_published
from generator.site import preview
from generator.site.lock import workshop
from generator.site.pages import Edition
from generator.site.publish import publish, require_apart
from generator.site.settings import engine_settings
from generator.site.writer import Written, write_tree
from generator.source import find_root
from generator.stopwatch import Stopwatch
from generator.store import opened

CONTENT, WORKSHOP, PUBLISHED = Path("content"), Path("build"), published.FOLDER
DOCS, STAGED, CACHE = WORKSHOP / "docs", WORKSHOP / "site", WORKSHOP / "cache/made.sqlite"


@dataclass(frozen=True)
class Built:
    """What a build did. `pages` is None where the records' errors stopped it before that step."""

    checked: Checked
    release: Release
    pages: int | None = None
    warnings: tuple[str, ...] = ()
    links: tuple[Diagnostic, ...] = ()
    published: Path | None = None


def check(paths: Sequence[Path], *, root: Path | None, cwd: Path, edition: Path | None = None) -> Checked:
    """Read, validate, score, index and check. Writes nothing."""
    return check_reports(paths, root=root, cwd=cwd, published=edition)


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
    `BusyError` during another run, `ClusterError` for workers that can't do this, `NotOursError` for a folder gongkai did not make,
    `PublishError` for a target among the site's own folders.
    """
    root, watch = find_root((), root, cwd), watch or Stopwatch()
    target = into or root / PUBLISHED
    require_apart(target, (root / own for own in (CONTENT, DOCS, STAGED)))
    with workshop(root / WORKSHOP), opened(root / CACHE) as store, _hands(jobs, scheduler, root / WORKSHOP) as crew:
        if not cache:
            store.drop()
        with watch.stage("check"), Between(store) as between:
            checked = check_reports((), root=root, cwd=cwd, published=into, crew=crew, store=store, of_project=between.found)
            released = release(checked, as_of, between.found)
        if not released.may_be_published(keep_going=keep_going):
            return Built(checked, released)
        with speaking(released.catalog.site.language):
            made = Assembly(edition_of(checked, released), root, root / WORKSHOP, store, crew, watch, hook).assemble()
        links = tuple(in_order(broken.diagnostic() for broken in made.broken))
        if not links:
            with watch.stage("publish"):
                unnamed.remember(checked.owed, released.catalog, root / STAGED)
                publish(root / STAGED, target, whole=not cache)
                keep_published(released.catalog, target, store, checked.owed)
        return Built(checked, released, made.pages, tuple(made.warnings), links, None if links else target)


def _hands(jobs: int | None, scheduler: str | None, folder: Path) -> AbstractContextManager[Crew]:
    return nullcontext(crew_of(jobs)) if scheduler is None else hired(scheduler, folder)


def edition_of(checked: Checked, released: Release) -> Edition:
    """Return what the site is made from."""
    return Edition(released.catalog, released.findings, checked.pages, checked.expected)


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

"""The same flow for `serve`: what a change concerns is made anew and shown on localhost, in a folder that no build touches.

    a change ─check─▶ Checked ─gate─▶ Release ─assemble─▶ build/preview ─publish─▶ build/preview/shown

An error leaves the last pages up. What earlier rounds found stays in memory, so that a round costs what changed.
"""

from collections.abc import Callable
from datetime import datetime
from importlib.resources import files
from itertools import chain, repeat
from pathlib import Path

from generator import leftovers
from generator.assembly.site import Assembly, path_of
from generator.assembly.units import Stamping
from generator.cache.store import Store, opened
from generator.diagnostics import Text
from generator.gate import release
from generator.intake.shelf import Shelf
from generator.language import speaking
from generator.model.content import read_surroundings
from generator.pipeline import CONTENT, PREVIEW, STAGED, edition_of, looks
from generator.review.between import Between
from generator.review.check import CACHE, WORKSHOP
from generator.review.reports import Checked, check_reports
from generator.runtime.collector import COLLECTOR
from generator.runtime.program import Watch
from generator.runtime.stopwatch import Stopwatch
from generator.site.folders.lock import workshop
from generator.site.folders.publish import publish
from generator.site.templates.environment import forget_templates
from generator.source import find_root, require_content
from generator.workers.crew import Alone, Begin, available, beside, crew_of

SHOWN = PREVIEW / "shown"


def serve(
    *,
    root: Path | None,
    cwd: Path,
    host: str,
    port: int,
    shown: Callable[[Checked], object],
    announce: Callable[[str], object],
    report: Callable[[Text], object],
    now: Callable[[], datetime | None] = lambda: None,
) -> None:
    """Show the site on localhost; what a change of a record or a template concerns is made anew. An error leaves the last pages up.

    Each time, what is under an embargo that ends after `now` is not in it. The full text is found as it was at first, unless
    lists change too: indexing it anew takes as long as all the rest. Raises `NoSiteError` for a root without `content/`, where there is
    nothing to edit.
    """
    from generator.site import preview  # MkDocs is slow to import

    root = find_root((), root, cwd)
    require_content(root)
    around, _ = read_surroundings(root)
    with (
        beside(available()) as begin,
        workshop(root / PREVIEW),
        opened(root / PREVIEW / CACHE.relative_to(WORKSHOP)) as store,
    ):
        live = _Live(root, cwd, store, begin, shown, report, now)
        watched = (root / CONTENT, Path(str(files("site_templates"))))
        base, tidy = path_of(around.site.url), COLLECTOR.tidy
        preview.serve(root, watched, live.make, host=host, port=port, base=base, announce=announce, report=report, idle=tidy)


class _Live:
    """The site while its records are edited; what one round leaves in memory is there for the next."""

    def __init__(
        self,
        root: Path,
        cwd: Path,
        store: Store,
        begin: Begin,
        shown: Callable[[Checked], object],
        report: Callable[[Text], object],
        now: Callable[[], datetime | None],
    ) -> None:
        self.root, self.cwd, self.store, self.begin = root, cwd, store, begin
        self.shown, self.report, self.now = shown, report, now
        self.shelf, self.between, self.stamping, self.program = Shelf(store), Between(store), Stamping(), Watch()
        self.crews = chain((crew_of(None),), repeat(Alone()))
        """Once the server's threads are at work, nobody may copy this process: only the first round has several hands."""

    def make(self, url: str) -> Path | None:
        """Make the site for its address here and return its folder; None where the records' errors leave the last one up."""
        crew, folder = next(self.crews), self.root / PREVIEW
        if self.program.has_changed():
            forget_templates()
        standing, seen = looks(self.begin, folder, self.root / SHOWN)
        with self.between.by(crew) as between:
            checked = check_reports((), root=self.root, cwd=self.cwd, crew=crew, shelf=self.shelf, across=between.across)
            self.shown(checked)
            released = release(checked, self.now(), between.across)
        if not released.may_be_published(keep_going=True):
            return None
        with leftovers.brought_up_to(checked.catalog, self.store), speaking(released.catalog.site.language):
            edition = edition_of(checked, released)
            assembly = Assembly(
                edition,
                self.root,
                folder,
                self.store,
                crew,
                Stopwatch(),
                renews_search=False,
                url=url,
                looked=standing,
                stamps=self.stamping,
            )
            for warning in assembly.assemble().warnings:
                self.report(Text(warning, warning))
            publish(folder / STAGED.relative_to(WORKSHOP), self.root / SHOWN, seen=seen)
        return self.root / SHOWN

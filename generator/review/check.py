"""The check of a site that knows what an earlier check or build has read: only what changed since is read again, by several hands."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Final

from generator.cache.store import Store, opened
from generator.diagnostics import UnusableError
from generator.intake.shelf import Shelf
from generator.review.between import Between
from generator.review.reports import Checked, check_reports
from generator.runtime.stopwatch import Told, nobody
from generator.site.folders.lock import workshop
from generator.source import find_root
from generator.source.whereabouts import CONTENT
from generator.workers.crew import Counted, crew_of

WORKSHOP: Final = Path("build")
CACHE: Final = WORKSHOP / "cache/made.sqlite"


def check(
    paths: Sequence[Path], *, root: Path | None, cwd: Path, edition: Path | None = None, cache: bool = False, told: Told = nobody
) -> Checked:
    """Read, validate, score, index and check. Writes nothing, but with `cache` what the next check or build of a whole site need not read."""
    root = find_root(paths, root, cwd)
    with _memory(root, wanted=cache and not paths) as store:
        if store is None:
            return check_reports(paths, root=root, cwd=cwd, published=edition)
        read, look = (Counted(crew_of(None), told, step) for step in ("read", "between"))
        with Between(store).by(look) as between:
            return check_reports((), root=root, cwd=cwd, published=edition, crew=read, shelf=Shelf(store), across=between.across)


@contextmanager
def _memory(root: Path, *, wanted: bool) -> Iterator[Store | None]:
    """Open what is kept between runs; None where another run is at work there, or where nothing may be kept."""
    with ExitStack() as stack:
        store = None
        if wanted and (root / CONTENT).is_dir():
            with suppress(UnusableError, OSError):
                stack.enter_context(workshop(root / WORKSHOP))
                store = stack.enter_context(opened(root / CACHE))
        yield store

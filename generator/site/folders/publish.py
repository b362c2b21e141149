"""A finished site takes the place of the published one in one step; a crash at any point leaves the old or the new.

Three names stand beside each other: `site`, `.site-next` (the site once more, brought up to date and then exchanged for the
published one, which is brought up to date in turn) and `.site-old` (the old one for a moment, where the system can't exchange two
names). Each carries the marker of `generator.site.folders.folder` from its first moment to its last. What is found says what happened, so
`repair` needs no journal:

| site    | .site-old | what happened                           | repair                                        |
| ------- | --------- | --------------------------------------- | --------------------------------------------- |
| missing | there     | interrupted between the two renames     | the old one takes its name back               |
| there   | there     | interrupted after them                  | it becomes `.site-next`, or is deleted if one is there |

A `.site-next` may be found in any state: it is never believed to hold anything. Publishing costs what has changed: only folders
that something has happened to are compared (`generator.site.folders.stamps`), with links told by their inodes (`generator.site.folders.mirror`). The
note that this rests on lies in `.site-next`, is taken away before anything is changed and written when everything is at rest: after a
crash, or beside another site, there is none and everything is compared. Files that somebody puts into the site, or takes out of it,
are found out like our own changes.

`.site-next` holds nothing that the site does not: what is withdrawn is gone from both when `publish` returns, and after a crash with
the next run. Runs that publish to one folder take turns.
"""

import ctypes
import errno
import os
import sys
from array import array
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from generator.cache.store import stamp
from generator.diagnostics import UnusableError
from generator.site.folders.folder import discard, mark, require_ours
from generator.site.folders.lock import turn
from generator.site.folders.mirror import Mirror
from generator.site.folders.stamps import GONE, TOP, Note, leave_note, moment, read_note, stamps_of, take_note

_AT_FDCWD: Final = -100
_RENAME_EXCHANGE: Final = 2
_NO_EXCHANGE: Final = {errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP, errno.EPERM}


class PublishError(UnusableError):
    """The finished site can't be put in its place."""


class Seen(NamedTuple):
    """Folders that something has happened to since a site was published, in `.site-next` and in the site; `note` is what told so."""

    note: bytes
    upcoming: Sequence[str]
    published: Sequence[str]


def look(target: Path) -> Seen:
    """Look at a published site, which may take longer than to publish what has changed. Changes nothing."""
    target = _plain(target)
    content = read_note(_beside(target)[0])
    return _seen(content, Note.from_bytes(content, trees=3), target)


def _seen(content: bytes, note: Note, target: Path) -> Seen:
    upcoming, published = (
        list(note.changed(place, stamps_of(tree, note.names))) for place, tree in ((1, _beside(target)[0]), (2, target))
    )
    return Seen(stamp(content), upcoming, published)


def publish(staged: Path, target: Path, *, whole: bool = False, seen: Callable[[], Seen] | None = None) -> None:
    """Let a copy of the folder `staged` take the place of `target` in one step; `staged` itself stays as it is.

    Files are hard links where the file system allows it: whoever changes `staged` afterwards must replace its files, not
    write into them. `whole` compares every folder, for a `staged` whose change times can't be relied on: one that other machines
    wrote to over a network. `seen` tells what `look` saw meanwhile: since then nobody else has published here, or it is not believed.
    Raises `NotOursError` rather than replace a folder gongkai did not make, `PublishError` if the disk
    refuses.
    """
    target, source = _plain(target), staged.resolve()
    if not source.is_dir():
        raise PublishError(f"不能将 {staged} 发布到 {target}", f"{staged} can't be published to {target}")
    require_apart(target, (source,))
    require_ours(target)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with turn(target.parent):
            _replace(source, target, whole=whole, seen=seen)
    except OSError as error:
        raise PublishError(f"无法写入 {target}：{error}", f"cannot write {target}: {error}") from error


def require_apart(target: Path, folders: Iterable[Path]) -> None:
    """Raise `PublishError` if `target` is one of these folders, stands inside one, or holds one."""
    target = _plain(target)
    for folder in (folder.resolve() for folder in folders):
        if folder.is_relative_to(target) or target.is_relative_to(folder):
            raise PublishError(
                f"不能将网站发布到 {target}：{folder} 是制作网站所用的文件夹；请换一个文件夹",
                f"the site can't be published to {target}: {folder} is a folder it is made from; choose another folder",
            )


def _plain(target: Path) -> Path:
    """Return a target with the links above its own name followed; the name itself must be a plain folder."""
    target = Path(os.path.abspath(target))  # noqa: PTH100  # `resolve` would follow the name itself
    return target.parent.resolve() / target.name


def _replace(source: Path, target: Path, *, whole: bool, seen: Callable[[], Seen] | None) -> None:
    upcoming, old = _beside(target)
    repair(target)
    content = take_note(upcoming)
    note = Note.from_bytes(content, trees=3)
    mark(upcoming)
    began, mirror = moment(upcoming), Mirror(source)
    told = seen() if seen is not None and note.names else None
    _, in_new, in_old = told if told is not None and told.note == stamp(content) else _seen(content, note, target)
    in_source = list(note.changed(0, stamps_of(source, note.names)))

    def bring(into: Path, in_it: Iterable[str]) -> dict[str, int]:
        doubtful = {TOP, *(note.names if whole else in_source), *in_it}
        return mirror.bring(into, doubtful, lambda name: note.place(name) is not None and name not in doubtful, before=began)

    compared = bring(upcoming, in_new)
    if not target.exists():
        upcoming.rename(target)
    elif not _exchange(upcoming, target):
        target.rename(old)
        upcoming.rename(target)
        old.rename(upcoming)
    mark(upcoming)
    again = bring(upcoming, in_old)

    if mirror.by_links:
        ended, touched = moment(upcoming), sorted({TOP, *compared, *again, *in_source})
        calm = {name: note.stamps[0][place] for name in again if (place := note.place(name)) is not None}
        found = {**again, **calm, **compared}
        columns = (stamps_of(tree, touched, before=ended) for tree in (upcoming, target))
        exchanged = Note(note.names, [*note.stamps[:1], *note.stamps[:0:-1]])
        leave_note(exchanged.but(touched, array("q", (found.get(name, GONE) for name in touched)), *columns), upcoming)


def repair(target: Path) -> None:
    """Undo what an interrupted `publish` to `target` left behind. Harmless when nothing is."""
    upcoming, old = _beside(target)
    require_ours(upcoming)
    if old.exists() and not (target.exists() and upcoming.exists()):
        require_ours(old)
        old.rename(upcoming if target.exists() else target)
    discard(old)


def _beside(target: Path) -> tuple[Path, Path]:
    return target.with_name(f".{target.name}-next"), target.with_name(f".{target.name}-old")


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two names in one step; tell whether the system could."""
    if sys.platform != "linux":
        return False
    renameat2 = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if renameat2 is None:
        return False
    if renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0:
        return True
    if (code := ctypes.get_errno()) in _NO_EXCHANGE:
        return False
    raise OSError(code, os.strerror(code), str(other))

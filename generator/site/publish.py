"""A finished site takes the place of the published one in one step; a crash at any point leaves the old or the new.

Three names stand beside each other: `site`, `.site-next` (being prepared, or the old one just exchanged out) and `.site-old`
(the old one, where the system can't exchange two names). Each carries the marker of `generator.site.folder` from its first
moment to its last. What is found says what happened, so `repair` needs no journal:

| site    | .site-old | what happened                               | repair                            |
| ------- | --------- | ------------------------------------------- | --------------------------------- |
| missing | there     | interrupted between the two renames         | the old one takes its name back   |
| there   | there     | interrupted while the old one was deleted   | delete it                         |

A `.site-next` that is found is incomplete or no longer wanted, and is deleted. Runs that publish to one folder take turns.
"""

import ctypes
import errno
import os
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from generator.diagnostics import UnusableError
from generator.site.folder import discard, mark, require_ours
from generator.site.lock import turn

_AT_FDCWD: Final = -100
_RENAME_EXCHANGE: Final = 2
_NO_EXCHANGE: Final = {errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP, errno.EPERM}


class PublishError(UnusableError):
    """The finished site can't be put in its place."""


def publish(staged: Path, target: Path) -> None:
    """Let a copy of the folder `staged` take the place of `target` in one step; `staged` itself stays as it is.

    Files are hard links where the file system allows it: whoever changes `staged` afterwards must replace its files, not
    write into them. Raises `NotOursError` rather than replace a folder gongkai did not make, `PublishError` if the disk refuses.
    """
    target, source = _plain(target), staged.resolve()
    if not source.is_dir():
        raise PublishError(f"不能将 {staged} 发布到 {target}", f"{staged} can't be published to {target}")
    require_apart(target, (source,))
    require_ours(target)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with turn(target.parent):
            _replace(source, target)
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


def _replace(source: Path, target: Path) -> None:
    upcoming, old = _beside(target)
    repair(target)
    mark(upcoming)
    _copy(source, upcoming)
    if not target.exists():
        upcoming.rename(target)
    elif _exchange(upcoming, target):
        discard(upcoming)
    else:
        target.rename(old)
        upcoming.rename(target)
        discard(old)


def repair(target: Path) -> None:
    """Undo what an interrupted `publish` to `target` left behind. Harmless when nothing is."""
    upcoming, old = _beside(target)
    if old.exists() and not target.exists():
        require_ours(old)
        old.rename(target)
    discard(old)
    discard(upcoming)


def _beside(target: Path) -> tuple[Path, Path]:
    return target.with_name(f".{target.name}-next"), target.with_name(f".{target.name}-old")


def _copy(source: Path, into: Path) -> None:
    shutil.copytree(source, into, copy_function=_link, dirs_exist_ok=True, ignore=_not_plain)


def _link(source: str, into: str) -> None:
    try:
        os.link(source, into, follow_symlinks=False)
    except FileExistsError:
        pass  # our marker
    except OSError:
        shutil.copyfile(source, into)  # another file system, or one without links


def _not_plain(folder: str, names: list[str]) -> list[str]:
    """Leave symbolic links behind: what they lead to is not part of the site."""
    return [name for name in names if Path(folder, name).is_symlink()]


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

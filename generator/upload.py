"""The published site once more at another address, by fsspec: what changed goes there, and what is gone goes away there too.

Nobody there exchanges two sites in one step. So what is new goes first, then what has changed, deep pages before the lists that
lead to them, and what is gone is taken away last. Two files beside the site's own tell what is there:

| file                    | what it tells                                            | written                             |
| ----------------------- | -------------------------------------------------------- | ----------------------------------- |
| `.gongkai-files.gz`     | every file, with a digest of its bytes                   | when all of it is there             |
| `.gongkai-pending.gz`   | files that are being sent or taken away: who knows which | before; taken away at the very end  |

So a run that was interrupted is made good by the next; and an address where neither is, but something else, is not ours.
"""

import json
import os
import zlib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final, NamedTuple, Self, TypeVar
from urllib.parse import unquote, urlsplit, urlunsplit

from generator.cache.seen import Seen
from generator.cache.store import Store, opened
from generator.diagnostics import UnusableError, visible
from generator.exports.published import FOLDER
from generator.review.check import CACHE, WORKSHOP
from generator.runtime.stopwatch import Told, nobody
from generator.site.folders.folder import MARKER, is_marked
from generator.site.folders.lock import workshop
from generator.source import find_root
from generator.source.shelved import digest_of

T = TypeVar("T", dict[str, str], list[str])

FILES: Final = ".gongkai-files.gz"
PENDING: Final = ".gongkai-pending.gz"
_OWN: Final = (MARKER, FILES, PENDING)
_KIND: Final = "uploaded"
_BATCH: Final = 128
"""Files that go at a time: stores that can take several at once do."""

_MOST: Final = 1 << 30
"""Bytes of a list of files: ten million of them."""
_GZIP: Final = 16 + zlib.MAX_WBITS


class UploadError(UnusableError):
    """An address that can't be brought up to date."""


class Uploaded(NamedTuple):
    """How many files went to the address, and how many were taken away there."""

    sent: int
    removed: int


def upload(address: str, *, root: Path | None, cwd: Path, published: Path | None = None, told: Told = nobody) -> Uploaded:
    """Bring the copy of the published site at an address up to date. Raises `UploadError`, and `BusyError` during another run."""
    root = find_root((), root, cwd)
    site = published or root / FOLDER
    if not is_marked(site):  # asked before a folder is made, which might be anybody's
        raise UploadError(
            f"{site} 里没有已公开的网站：请先运行 gongkai build", f"{site} holds no published site: run gongkai build"
        )
    with workshop(root / WORKSHOP), opened(root / CACHE) as store:
        return brought_up_to_date(site, address, store, partial(told, "upload"))


def brought_up_to_date(site: Path, address: str, store: Store, told: Callable[[int, int], object]) -> Uploaded:
    """Bring the copy of a published `site` at an address up to date; `told` hears how many files are done, of how many.

    The `store` knows the digests of files that an earlier run has read. Raises `UploadError`, in words that hide the password of
    an address; what is there then is partly old and partly new, until a run goes through.
    """
    with _answering(address):
        there = _There.at(address)
        there.require_bucket()
        known, doubtful = there.known()
        own = _digests(site, store)
        sent = sorted(
            (name for name, digest in own.items() if name in doubtful or known.get(name) != digest),
            key=lambda name: (name in known, -name.count("/"), name),
        )
        gone = sorted((known.keys() | doubtful) - own.keys())
        if sent or gone or doubtful:
            there.hold(PENDING, sorted({*sent, *gone}))
            there.take(site, sent, told)
            there.lose(gone, kept=own)
            there.hold(FILES, own)
            there.lose([PENDING], kept=own)
        return Uploaded(len(sent), len(gone))


class _There:
    """A folder of some file system, with paths as that writes them."""

    def __init__(self, system: Any, base: str) -> None:
        self._system = system
        self._base = base.rstrip("/")

    @classmethod
    def at(cls, address: str) -> Self:
        """Find out what an address means."""
        if not all(address.partition("://")):
            raise UploadError(
                f"{visible(address)} 不是 s3://桶/目录 这样的地址；网站发布到本机文件夹请用 gongkai build --site",
                f"{visible(address)} is no address such as s3://bucket/folder; gongkai build --site publishes to a folder",
            )
        if find_spec("fsspec") is None:
            raise UploadError("上传需要 fsspec：请安装 gongkai[upload]", "uploading needs fsspec: install gongkai[upload]")
        from fsspec.core import url_to_fs

        return cls(*url_to_fs(address))

    def require_bucket(self) -> None:
        """Raise `UploadError` for a store of buckets without this one: it would make one of any name, and one that isn't there is mistyped."""
        bucket = self._base.partition("/")[0]
        if not bucket or self._system.exists(bucket):  # paths of other systems begin with a slash
            return
        try:
            self._system.ls(bucket, detail=False)  # a store may say of whatever it can't look into that it isn't there
        except FileNotFoundError as error:
            raise UploadError(
                f"没有名为 {visible(bucket)} 的存储桶，未作任何改动；请检查地址，或者先建好它",
                f"there is no bucket {visible(bucket)}; nothing was done: look at the address, or make the bucket first",
            ) from error

    def known(self) -> tuple[Mapping[str, str], frozenset[str]]:
        """Return the files that are there with their digests, and those of which nobody knows."""
        files, pending = self._list(FILES), self._list(PENDING)
        if files is None and pending is None:
            if self._holds_something():
                raise UploadError(
                    "那里已有别的文件，不是本软件上传的，未作任何改动；请换一个空目录",
                    "other files are there, which gongkai did not upload; they are left as they are: choose an empty folder",
                )
            return {}, frozenset()
        try:
            return _read(files, {}), frozenset(_read(pending, []))
        except ValueError:  # half written, or somebody else's: all that is there is ours, and of none of it is anything known
            return {}, frozenset(self._found())

    def hold(self, name: str, told: Collection[str]) -> None:
        """Write a list of files."""
        self._system.makedirs(self._base, exist_ok=True)
        packer = zlib.compressobj(wbits=_GZIP)
        self._system.pipe_file(self._path(name), packer.compress(json.dumps(told).encode()) + packer.flush())

    def take(self, site: Path, names: Sequence[str], told: Callable[[int, int], object]) -> None:
        """Let files of a site be here."""
        made = {""}
        for start in range(0, len(names), _BATCH):
            batch = names[start : start + _BATCH]
            for folder in sorted({name.rpartition("/")[0] for name in batch} - made):
                self._system.makedirs(self._path(folder), exist_ok=True)
                made.add(folder)
            self._system.put([str(site / name) for name in batch], [self._path(name) for name in batch])
            told(start + len(batch), len(names))

    def lose(self, names: Sequence[str], *, kept: Collection[str]) -> None:
        """Take files away, and folders that hold nothing any more."""
        for name in names:
            with suppress(FileNotFoundError):  # an interrupted run got as far as this
                self._system.rm_file(self._path(name))
        left = set().union(*map(_folders, kept))
        for folder in sorted(set().union(*map(_folders, names)) - left, key=lambda folder: -folder.count("/")):
            with suppress(Exception):  # most stores know no folders
                self._system.rmdir(self._path(folder))

    def _list(self, name: str) -> bytes | None:
        try:
            return bytes(self._system.cat_file(self._path(name)))
        except FileNotFoundError:
            return None

    def _found(self) -> Iterator[str]:
        for path in self._system.find(self._base):
            name = path.removeprefix(self._base).lstrip("/")
            if name not in _OWN and _is_name(name):
                yield name

    def _holds_something(self) -> bool:
        try:
            return bool(self._system.ls(self._base, detail=False))
        except FileNotFoundError:
            return False

    def _path(self, name: str) -> str:
        return f"{self._base}/{name}" if name else self._base


def _read(packed: bytes | None, nothing: T) -> T:
    """Return the files that a list tells of, with what it tells of them; `nothing` where there is no list. Raises `ValueError`."""
    if packed is None:
        return nothing
    try:
        told = json.loads(zlib.decompressobj(_GZIP).decompress(packed, _MOST))
    except (zlib.error, RecursionError) as error:
        raise ValueError(FILES) from error
    if not (isinstance(told, type(nothing)) and all(map(_is_name, told))):
        raise ValueError(FILES)
    return told


@contextmanager
def _answering(address: str) -> Iterator[None]:
    """Say of what goes wrong at which address it did, without its password."""
    shown, secret = _shown(address)
    try:
        yield
    except UploadError as error:
        raise UploadError(f"{shown}：{error.text.zh}", f"{shown}: {error.text.en}") from error
    except Exception as error:  # every kind of address has errors of its own
        said = str(error).replace(address, shown)
        for one in filter(None, (secret, unquote(secret))):
            said = said.replace(one, "…")
        why = visible(said) or type(error).__name__
        raise UploadError(
            f"上传到 {shown} 失败（{why}）；本机的网站没有改动，请检查后再上传一次",
            f"uploading to {shown} failed ({why}): the site here is as it was; look after it and upload once more",
        ) from error


def _shown(address: str) -> tuple[str, str]:
    """Return an address without its password and whatever keys follow it, and that password."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return "…", ""
    user, at, host = parts.netloc.rpartition("@")
    name, _, secret = user.partition(":")
    return visible(urlunsplit(parts._replace(netloc=f"{name}{at}{host}", query="", fragment=""))), secret


def _digests(site: Path, store: Store) -> dict[str, str]:
    """Return every file of a site with a digest of its bytes; what nothing has happened to since an earlier run is not read."""
    seen, found = Seen(store, _KIND), dict[str, str]()
    seen.begin()
    for name, file in _files(site):
        digest = seen.digest(name, file.path)
        if digest is None:
            digest = digest_of(Path(file.path).read_bytes())
            seen.note(name, file.path, digest)
        found[name] = digest.hex()
    seen.keep(found.keys())
    return found


def _files(site: Path, folder: str = "") -> Iterator[tuple[str, os.DirEntry[str]]]:
    with os.scandir(site / folder) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            name = f"{folder}{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                yield from _files(site, f"{name}/")
            elif entry.is_file(follow_symlinks=False) and name not in _OWN:
                yield name, entry


def _folders(name: str) -> Iterator[str]:
    """Yield the folders a file stands in."""
    while folder := name.rpartition("/")[0]:
        yield folder
        name = folder


def _is_name(name: object) -> bool:
    """Tell whether something names a file below the address, and nothing of anybody else's."""
    return isinstance(name, str) and name.isprintable() and "\\" not in name and {"", ".", ".."}.isdisjoint(name.split("/"))

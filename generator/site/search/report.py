"""What one report gives to the search: files that excerpts are cut from, and its words, which are kept on disk for the bundles.

A report's words are kept under the digest of the words themselves, so that a bundle is known by digests alone and words are
read only to make one. What no report that is published says any more is deleted with the next bundles (`forget_words`).
"""

import hashlib
import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final, NamedTuple

from pydantic_core import to_json

from generator.catalog.entry import Entry
from generator.diagnostics import UnusableError
from generator.site.folders.folder import require_plain
from generator.site.search import passages
from generator.site.search.words import phrase
from generator.source.identity import ReportId

FOLDER: Final = "search"
WORDS: Final = "words"
"""The folder of words in the workshop, beside the bundles."""


class SearchError(UnusableError):
    """Pagefind can't be run, what it made is broken again, or the words it is to be given are gone."""


class Indexed(NamedTuple):
    """What the search holds of a report: two files for excerpts, the words of its indicators' names, and those of all else."""

    id: ReportId
    rows: bytes
    passages: bytes
    names: str
    text: str

    @property
    def files(self) -> Mapping[str, bytes]:
        """What is published of it, by its place on the site."""
        return {f"{FOLDER}/rows/{self.id}.json": self.rows, f"{FOLDER}/passages/{self.id}.json": self.passages}


class Words(NamedTuple):
    """Words that are kept: the digest they are found by, and how many they are."""

    digest: str
    number: int


class KeptWords(NamedTuple):
    """A report whose words are kept: those of its indicators' names, and those of all else."""

    id: ReportId
    names: Words
    text: Words


def report_search(entry: Entry) -> Indexed:
    """Return what the search holds of a report, from nothing but the report and the language of the site."""
    assert entry.id is not None
    measured, told = list(passages.indicators(entry)), list(passages.passages(entry))
    return Indexed(
        entry.id, as_json(measured), as_json(told), phrase(*passages.names(entry)), passages.everything(measured, told)
    )


def require_own_words(workshop: Path) -> None:
    """Raise `NotOursError` where words and bundles would be kept, and deleted, elsewhere than in `workshop`."""
    require_plain(workshop / FOLDER, depth=2)


def keep_words(found: Indexed, workshop: Path) -> KeptWords:
    """Write a report's words below `workshop`/search, whole or not at all; may be done in several processes at once."""
    return KeptWords(found.id, _kept(found.names, workshop), _kept(found.text, workshop))


def missing_words(held: Iterable[KeptWords], workshop: Path) -> list[ReportId]:
    """Return the reports whose words are not there, or not any more: what they say must be found out again."""
    there = {path.name for path in _stored(workshop)}
    return [one.id for one in held if not {one.names.digest, one.text.digest} <= there]


def read_words(words: Words, workshop: Path) -> str:
    """Return kept words. Raises `SearchError` where they are not what was kept."""
    try:
        content = Path(_place(words.digest, workshop)).read_bytes()
    except OSError:
        content = b""
    if _digest(content) != words.digest:
        where = f"build/{FOLDER}/{WORDS}"
        raise SearchError(
            f"{where} 中的文字不完整：请删除 build 文件夹后重新构建",
            f"the words in {where} are not whole: delete the folder build, and build again",
        )
    return content.decode()


def forget_words(held: Collection[KeptWords], workshop: Path) -> None:
    """Delete the words that none of these reports says: they may be of what must no longer be seen."""
    wanted = {words.digest for one in held for words in (one.names, one.text)}
    for path in _stored(workshop):
        if path.name not in wanted:
            Path(path).unlink()


def as_json(data: object) -> bytes:
    """Return data as the browser reads it, without a blank."""
    return to_json(data)


def _kept(words: str, workshop: Path) -> Words:
    content = words.encode()
    digest = _digest(content)
    place = _place(digest, workshop)
    if not os.path.isfile(place):  # noqa: PTH113 - for each of a hundred thousand reports, a third of what a Path costs
        unfinished = f"{place}.{os.getpid()}"
        try:
            _write(unfinished, content)
        except FileNotFoundError:
            os.makedirs(os.path.dirname(place), exist_ok=True)  # noqa: PTH103, PTH120
            _write(unfinished, content)
        os.replace(unfinished, place)  # noqa: PTH105
    return Words(digest, words.count(" ") + 1 if words else 0)


def _write(place: str, content: bytes) -> None:
    with open(place, "wb", buffering=0) as file:  # noqa: PTH123
        file.write(content)


def _digest(content: bytes) -> str:
    return hashlib.blake2b(content, digest_size=16).hexdigest()


def _place(digest: str, workshop: Path) -> str:
    return f"{workshop}/{FOLDER}/{WORDS}/{digest[:2]}/{digest}"


def _stored(workshop: Path) -> Iterator[os.DirEntry[str]]:
    """Yield every file of words, unfinished ones of a run that was stopped among them."""
    for folder in (workshop / FOLDER / WORDS).glob("*"):
        with os.scandir(folder) as found:
            yield from found

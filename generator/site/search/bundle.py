"""One Pagefind bundle: made by its own program from small pages, looked through, and thinned to what our search asks for.

The program is run on a folder of pages, which is fast and gives the same bytes for the same pages. Now and then it leaves a file
empty without a word, so every file is opened and a word is looked up; a bundle that fails is made once more, then given up.
Its results carry the names of fragments: `ids.json` tells which page each was. The fragments themselves are not published,
because excerpts come from the report's own text, with its punctuation.

Pagefind stores words in chunks of 20,000 places, which for single characters is much more than a search asks for. Its setting for
that is called unstable: a Pagefind that knows it no longer makes the same bundles of fewer, larger files, and a test fails.
"""

import gzip
import json
import os
import shutil
import subprocess
import tempfile
import zlib
from collections.abc import Callable, Sequence
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Final

from generator.site.search.report import SearchError
from generator.site.search.words import BREAK

IDS: Final = "ids.json"
LANGUAGE: Final = "xx"
"""No language: words are taken as they are, neither cut up nor stemmed."""

CHUNK: Final = 2_000
"""Places of words in a file of the index: smaller ones save a search bytes, and cost the site files."""

_SIGNATURE: Final = b"pagefind_dcd"
_SCRIPT, _WASM, _ENTRY = "pagefind.js", "wasm.unknown.pagefind", "pagefind-entry.json"
_KEPT: Final = (_SCRIPT, _WASM, _ENTRY, "*.pf_meta", "index/*.pf_index")
_DIGEST: Final = ".digest"
_ATTEMPTS: Final = 2
_PATIENCE: Final = 1800


class _FaultyError(Exception):
    """A bundle that must not be published, and why."""


@cache
def maker() -> str:
    """Return what bundles depend on besides the words: the program and how it is asked."""
    return f"{version('pagefind_bin_extended')} {CHUNK}"


def write_bundle(into: Path, digest: str, pages: Callable[[], Sequence[str]]) -> None:
    """Make `into` the bundle of pages, each given as its words; a folder made under the same digest before is left as it is.

    `ids.json` in it lists the names that Pagefind gave the pages, in their order. It is there whole or not at all. Raises
    `SearchError`.
    """
    if (into / _DIGEST).is_file() and (into / _DIGEST).read_text() == digest:
        return
    (into / _DIGEST).unlink(missing_ok=True)
    shutil.rmtree(into, ignore_errors=True)
    into.parent.mkdir(parents=True, exist_ok=True)
    words, fault = pages(), ""
    for _ in range(_ATTEMPTS):
        with tempfile.TemporaryDirectory(prefix=".pages-", dir=into.parent) as folder:
            try:
                made = _make(words, Path(folder))
            except _FaultyError as error:
                fault = str(error)
            else:
                (made / _DIGEST).write_text(digest)
                made.rename(into)
                return
    raise SearchError(f"Pagefind 未能生成完整的搜索索引：{fault}", f"Pagefind made no whole search index: {fault}")


def published(bundle: Path, *, with_program: bool) -> dict[str, int]:
    """Return what is published of a bundle, as `inodes`; the program is the same for all and needed once."""
    unpublished = {_DIGEST} if with_program else {_DIGEST, _SCRIPT, _WASM}
    return {name: inode for name, inode in inodes(bundle).items() if name not in unpublished}


def inodes(folder: Path) -> dict[str, int]:
    """Return the file number of every file below a folder, by its path in it: files of one number are one file."""
    found: dict[str, int] = {}
    below = [""]
    while below:
        inner = below.pop()
        try:
            with os.scandir(folder / inner) as entries:
                for entry in entries:
                    if entry.is_dir(follow_symlinks=False):
                        below.append(f"{inner}{entry.name}/")
                    else:
                        found[f"{inner}{entry.name}"] = entry.inode()
        except FileNotFoundError:
            return {}
    return found


def _make(pages: Sequence[str], folder: Path) -> Path:
    source, made, kept = folder / "in", folder / "out", folder / "kept"
    source.mkdir()
    for number, page in enumerate(page or BREAK for page in pages):  # a page without a word would be left out
        (source / f"{number}.html").write_text(f'<html lang="{LANGUAGE}"><body>{page}</body></html>', encoding="utf-8")
    _run(source, made)
    fragments = _looked_through(made, pages)
    for path in sorted(found for pattern in _KEPT for found in made.glob(pattern)):
        target = kept / path.relative_to(made)
        target.parent.mkdir(parents=True, exist_ok=True)
        path.rename(target)
    (kept / IDS).write_text(json.dumps(" ".join(fragments)), encoding="utf-8")
    return kept


def _run(source: Path, made: Path) -> None:
    from pagefind.service import get_executable  # slow to import, and most runs make no bundle

    program = get_executable()
    if program is None:
        raise SearchError(
            "找不到 Pagefind 程序：请重新安装 pagefind[extended]", "no Pagefind program: install pagefind[extended]"
        )
    command = [str(program), "--site", str(source), "--output-path", str(made), "--force-language", LANGUAGE, "--silent"]
    asked = {**os.environ, "PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE": str(CHUNK)}
    try:
        done = subprocess.run(command, capture_output=True, check=False, timeout=_PATIENCE, cwd=source, env=asked)  # noqa: S603 - our own
    except (OSError, subprocess.TimeoutExpired) as error:
        raise SearchError(f"无法运行 Pagefind：{error}", f"cannot run Pagefind: {error}") from error
    if done.returncode != 0:
        raise _FaultyError(f"exit code {done.returncode}: {done.stderr.decode(errors='replace').strip()[-500:]}")


def _looked_through(made: Path, pages: Sequence[str]) -> list[str]:
    """Return the name of each page's fragment, in the order of the pages. Raises `_FaultyError` unless all is there and answers."""
    for path in made.rglob("*"):
        if path.is_file() and path.stat().st_size == 0:
            raise _FaultyError(f"{path.name} is empty")
    if not _content(made / _WASM).startswith(b"\0asm"):
        raise _FaultyError(f"{_WASM} is no program")
    found: dict[int, str] = {}
    for path in (made / "fragment").glob("*.pf_fragment"):
        url = str(json.loads(_content(path))["url"])
        found[int(url.removeprefix("/").removesuffix(".html"))] = path.name.removesuffix(".pf_fragment")
    if sorted(found) != list(range(len(pages))):
        raise _FaultyError(f"{len(found)} of {len(pages)} pages")
    names = [found[number] for number in range(len(pages))]
    _answers(made, names, pages)
    return [name.removeprefix(f"{LANGUAGE}_") for name in names]


def _answers(made: Path, names: Sequence[str], pages: Sequence[str]) -> None:
    """Look up, as the browser will, the first and the last word of the last page that has any."""
    entry = json.loads((made / _ENTRY).read_bytes())["languages"][LANGUAGE]
    meta = _content(made / f"pagefind.{entry['hash']}.pf_meta")
    chunks = {path.name.removesuffix(".pf_index"): _content(path) for path in (made / "index").glob("*.pf_index")}
    listed = [chunk for name, chunk in chunks.items() if name.encode() in meta]
    probes = next(({page.split()[0], page.split()[-1]} for page in reversed(pages) if page), set())
    if entry["page_count"] != len(pages) or len(listed) != len(chunks):
        raise _FaultyError(f"the entry lists {entry['page_count']} pages and {len(listed)} of {len(chunks)} chunks")
    if any(name.encode() not in meta for name in names):
        raise _FaultyError("a page is missing in the list of pages")
    for word in probes:
        if not any(_text(word) in chunk for chunk in listed):
            raise _FaultyError(f"the word {word} is not found")


def _text(word: str) -> bytes:
    """Return a word as CBOR writes it: how long it is, in as few bytes as that takes, then the word."""
    data = word.encode()
    size = len(data)
    if size < 24:
        return bytes([0x60 + size]) + data
    extra = 1 if size < 1 << 8 else 2 if size < 1 << 16 else 4
    return bytes([0x78 + extra // 2]) + size.to_bytes(extra) + data


def _content(path: Path) -> bytes:
    try:
        data = gzip.decompress(path.read_bytes())
    except (OSError, EOFError, zlib.error) as error:
        raise _FaultyError(f"{path.name}: {error}") from error
    if not data.startswith(_SIGNATURE):
        raise _FaultyError(f"{path.name} lacks Pagefind's mark")
    return data[len(_SIGNATURE) :]

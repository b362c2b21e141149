"""A bundle is made by the real Pagefind; one that is broken is made again, then given up."""

import gzip
import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from generator.site.search import bundle
from generator.site.search.bundle import published, write_bundle
from generator.site.search.report import SearchError
from generator.site.search.words import phrase

PAGES = [phrase("警务通通信服务", "74.3"), phrase("食堂改造"), "", phrase("食堂改造"), phrase("水库")]


def make(pages: Sequence[str], into: Path) -> None:
    write_bundle(into, " | ".join(pages), lambda: pages)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_bundle_holds_the_program_the_index_and_the_name_of_every_page_in_their_order(tmp_path: Path) -> None:
    make(PAGES, tmp_path / "one")
    found = contents(tmp_path / "one")
    names = json.loads(found["ids.json"]).split(" ")
    assert len(set(names)) == len(PAGES)
    meta = next(gzip.decompress(data) for name, data in found.items() if name.endswith(".pf_meta"))
    assert all(f"xx_{name}".encode() in meta for name in names)
    assert {name.split("/")[0] for name in found} >= {"pagefind.js", "wasm.unknown.pagefind", "pagefind-entry.json", "index"}
    assert not [name for name in found if "fragment" in name or "ui" in name]
    assert [path.name for path in tmp_path.iterdir()] == ["one"], "nothing is left beside it"


def test_a_word_of_any_length_is_looked_up(tmp_path: Path) -> None:
    for size in (22, 253, 300, 70_000):
        make([f"甲 n{'9' * size}e"], tmp_path / str(size))
        assert (tmp_path / str(size) / "pagefind.js").is_file()


def test_the_same_pages_give_the_same_bytes(tmp_path: Path) -> None:
    pages = [phrase(f"第{number}号项目，覆盖率{number}.5%") for number in range(400)]
    make(pages, tmp_path / "one")
    make(pages, tmp_path / "two")
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_a_bundle_of_the_same_pages_is_not_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(PAGES, tmp_path / "one")
    monkeypatch.setattr(bundle, "_run", lambda *_: pytest.fail("made again"))
    make(PAGES, tmp_path / "one")
    with pytest.raises(pytest.fail.Exception):
        make([*PAGES, "新"], tmp_path / "one")


def test_smaller_chunks_are_what_pagefind_still_makes_when_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pages = [phrase("".join(chr(0x4E00 + (number * 7 + step) % 3000) for step in range(900))) for number in range(9)]
    make(pages, tmp_path / "small")
    monkeypatch.setattr(bundle, "CHUNK", 20_000)
    make(pages, tmp_path / "large")
    small, large = (len(list((tmp_path / name / "index").iterdir())) for name in ("small", "large"))
    assert small >= 4 * large


def test_a_bundle_that_was_being_deleted_when_the_run_ended_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(PAGES, tmp_path / "one")
    whole = contents(tmp_path / "one")
    monkeypatch.setattr(bundle.shutil, "rmtree", lambda *_, **__: sys.exit())
    with pytest.raises(SystemExit):
        make([*PAGES, "新"], tmp_path / "one")
    monkeypatch.undo()
    make(PAGES, tmp_path / "one")
    assert contents(tmp_path / "one") == whole
    assert not (tmp_path / "one/.digest").read_text().endswith("新")


def test_the_program_is_published_once(tmp_path: Path) -> None:
    make(PAGES, tmp_path / "one")
    programs = {"pagefind.js", "wasm.unknown.pagefind"}
    with_it, without = (set(published(tmp_path / "one", with_program=wanted)) for wanted in (True, False))
    assert with_it - without == programs
    assert not [name for name in without if name.startswith(".")]


def emptied(pattern: str) -> Callable[[Path], None]:
    return lambda made: next(iter(sorted(made.glob(pattern)))).write_bytes(b"")


def cut(made: Path) -> None:
    path = next(made.glob("index/*"))
    path.write_bytes(path.read_bytes()[:-12])


def without_a_page(made: Path) -> None:
    next(made.glob("fragment/*")).unlink()


def without_the_words(made: Path) -> None:
    for path in made.glob("index/*"):
        path.write_bytes(gzip.compress(b"pagefind_dcd\x80"))


FAULTS = [
    emptied("wasm*"),
    emptied("index/*"),
    emptied("*.pf_meta"),
    emptied("pagefind.js"),
    cut,
    without_a_page,
    without_the_words,
]


def broken(monkeypatch: pytest.MonkeyPatch, fault: Callable[[Path], None], times: int) -> list[int]:
    runs: list[int] = []
    real = bundle._run

    def run(source: Path, made: Path) -> None:
        real(source, made)
        runs.append(1)
        if len(runs) <= times:
            fault(made)

    monkeypatch.setattr(bundle, "_run", run)
    return runs


@pytest.mark.parametrize("fault", FAULTS)
def test_a_broken_bundle_is_made_once_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: Callable[[Path], None]
) -> None:
    runs = broken(monkeypatch, fault, times=1)
    make(PAGES, tmp_path / "one")
    assert len(runs) == 2
    assert "wasm.unknown.pagefind" in contents(tmp_path / "one")


@pytest.mark.parametrize("fault", FAULTS)
def test_a_bundle_that_is_broken_twice_is_an_error_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: Callable[[Path], None]
) -> None:
    broken(monkeypatch, fault, times=2)
    with pytest.raises(SearchError, match="Pagefind"):
        make(PAGES, tmp_path / "one")
    assert not (tmp_path / "one").exists()


def test_a_program_that_fails_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pagefind.service.get_executable", lambda: Path("/bin/false"))
    with pytest.raises(SearchError, match="exit code 1"):
        make(PAGES, tmp_path / "one")
    monkeypatch.setattr("pagefind.service.get_executable", lambda: None)
    with pytest.raises(SearchError, match="install pagefind"):
        make(PAGES, tmp_path / "two")
    monkeypatch.setattr("pagefind.service.get_executable", lambda: tmp_path / "missing")
    with pytest.raises(SearchError, match="cannot run"):
        make(PAGES, tmp_path / "three")


def test_a_program_that_does_not_end_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object, **__: object) -> None:
        raise subprocess.TimeoutExpired("pagefind", 1)

    monkeypatch.setattr(subprocess, "run", never)
    with pytest.raises(SearchError, match="timed out"):
        make(PAGES, tmp_path / "one")

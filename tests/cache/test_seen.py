"""What is noted of files: as much as later runs may rely on, folder by folder, and nothing of what must not be known any more."""

import json
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from generator.cache.seen import Seen
from generator.cache.store import Store, opened

DIGESTS = {"reports/a/one.yaml": b"1", "reports/a/two.yaml": b"2", "reports/b/one.yaml": b"3", "loose.yaml": b"4"}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened(tmp_path / "store/made.sqlite") as kept:
        yield kept


@pytest.fixture
def files(tmp_path: Path) -> Path:
    for name in DIGESTS:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    time.sleep(0.05)  # nothing is noted in the very tick in which it is written
    return tmp_path


def run(seen: Seen, files: Path, kept: Sequence[str] = tuple(DIGESTS), digests: dict[str, bytes] = DIGESTS) -> set[str]:
    """Return the files whose bytes a run reads."""
    seen.begin()
    read = {name for name in digests if seen.digest(name, str(files / name)) is None}
    for name in read:
        seen.note(name, str(files / name), digests[name])
    seen.keep(kept)
    return read


def held(store: Store) -> dict[str, list[str]]:
    return {kept.name: sorted(json.loads(kept.piece)) for kept in store.pieces("seen")}


def test_a_file_is_read_once_by_one_process_and_by_the_next(store: Store, files: Path) -> None:
    seen = Seen(store, "seen")
    assert run(seen, files) == DIGESTS.keys()
    assert run(seen, files) == run(Seen(store, "seen"), files) == set()
    assert held(store) == {"": ["loose.yaml"], "reports/a/": ["one.yaml", "two.yaml"], "reports/b/": ["one.yaml"]}
    assert Seen(store, "seen")._kept == seen._kept


def test_only_the_note_of_a_folder_that_has_changed_is_written_again(
    store: Store, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen, put = Seen(store, "seen"), list[str]()
    run(seen, files)
    plain = store.put
    monkeypatch.setattr(store, "put", lambda kind, pieces: plain(kind, [put.append(one.name) or one for one in pieces]))
    (files / "reports/b/one.yaml").write_text("another")
    time.sleep(0.05)
    assert run(seen, files) == {"reports/b/one.yaml"}
    assert put == ["reports/b/"]
    assert run(Seen(store, "seen"), files) == set()


def test_of_what_may_not_be_kept_nothing_is_noted_any_more(store: Store, files: Path) -> None:
    seen = Seen(store, "seen")
    run(seen, files)
    some = ("reports/a/two.yaml", "loose.yaml")
    assert run(seen, files, kept=some) == set()
    assert held(store) == {"": ["loose.yaml"], "reports/a/": ["two.yaml"]}
    assert run(seen, files, kept=some) == run(Seen(store, "seen"), files, kept=some) == DIGESTS.keys() - set(some)


def test_a_run_that_breaks_off_neither_loses_nor_hides_anything(store: Store, files: Path) -> None:
    seen = Seen(store, "seen")
    run(seen, files)
    seen.begin()  # and no more
    assert run(seen, files, kept=("loose.yaml",)) == set()
    assert held(store) == {"": ["loose.yaml"]}

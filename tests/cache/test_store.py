"""What is kept between runs: nobody else's bytes are believed, nothing that was dropped stays, and no trouble with it stops a run."""

import os
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, cast

import pytest

from generator.cache.store import Kept, StoreError, opened, stamp
from generator.workers.crew import Forked

ONE = Kept("2021/jia/qiao", b"made from this", b"a piece of some length, so that it can be found in the file")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "build/cache/made.sqlite"


def keep(file: Path | None, *pieces: Kept) -> None:
    with opened(file) as store:
        store.put("unit", pieces)


def kept(file: Path | None) -> list[Kept]:
    with opened(file) as store:
        return list(store.pieces("unit"))


def edit(file: Path, statement: str, *values: object) -> None:
    with sqlite3.connect(file) as rows:
        assert rows.execute(statement, values).rowcount == 1
    rows.close()


def test_what_is_put_is_there_in_the_next_run_by_kind_and_name(file: Path) -> None:
    keep(file, ONE, Kept("b", b"", b""))
    assert sorted(kept(file)) == sorted([ONE, Kept("b", b"", b"")])
    with opened(file) as store:
        assert list(store.pieces("unit", ["b", "c"])) == [Kept("b", b"", b"")]
        assert list(store.pieces("record")) == []
        store.put("unit", [Kept("b", b"2", b"2")])
        assert store.stamps("unit") == {ONE.name: ONE.stamp, "b": b"2"}
        store.drop("unit", ["b"])
    assert kept(file) == [ONE]
    assert (file.parent / ".gitignore").read_text() == "*\n"


@pytest.mark.parametrize(
    ("statement", "value"),
    [
        ("UPDATE kept SET piece = ?", b"another piece"),
        ("UPDATE kept SET stamp = ?", b"made from that"),
        ("UPDATE kept SET stamp = CAST(stamp || substr(piece, 1, 1) AS BLOB), piece = ?", ONE.piece[1:]),
        ("UPDATE kept SET name = ?", "2021/jia/lu"),
        ("UPDATE kept SET seal = ?", b""),
    ],
)
def test_a_piece_that_somebody_changed_is_not_there(file: Path, statement: str, value: object) -> None:
    keep(file, ONE)
    edit(file, statement, value)
    assert kept(file) == []


def test_a_piece_under_another_kind_is_not_there(file: Path) -> None:
    keep(file, ONE)
    edit(file, "UPDATE kept SET kind = 'record'")
    with opened(file) as store:
        assert list(store.pieces("record")) == []


@pytest.mark.parametrize(("column", "value"), [("seal", "text"), ("seal", 7), ("piece", "text"), ("piece", None), ("stamp", 7)])
def test_a_row_of_other_types_is_not_there(file: Path, column: str, value: object) -> None:
    keep(file, ONE, Kept("b", b"", b""))
    edit(file, f"UPDATE kept SET {column} = ? WHERE name = 'b'", value)
    assert [one for one in kept(file) if one != ONE] == []


def test_a_piece_that_another_account_made_is_not_there(file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(file, ONE)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "another"))
    assert kept(file) == []


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX's")
@pytest.mark.parametrize(("which", "mode"), [("key", 0o644), ("", 0o755)])
def test_a_key_that_others_may_read_or_replace_seals_nothing(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, which: str, mode: int
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "another"))
    keep(file, ONE)
    assert (tmp_path / "another/gongkai/key").stat().st_mode & 0o777 == 0o600
    (tmp_path / "another/gongkai" / which).chmod(mode)
    assert kept(file) == []


@pytest.mark.parametrize(
    "broken", [b"", b"no database", b"SQLite format 3\0" + bytes(range(256)) * 40], ids=["empty", "other", "broken"]
)
def test_a_file_that_is_no_store_is_begun_anew(file: Path, broken: bytes) -> None:
    file.parent.mkdir(parents=True)
    file.write_bytes(broken)
    assert kept(file) == []
    keep(file, ONE)
    assert kept(file) == [ONE]


@pytest.mark.parametrize("table", ["kept (a)", "kept (kind, name, stamp)"])
def test_a_database_of_somebody_else_s_is_begun_anew(file: Path, table: str) -> None:
    file.parent.mkdir(parents=True)
    rows = sqlite3.connect(file)
    rows.execute(f"CREATE TABLE {table}")
    rows.close()
    keep(file, ONE)
    assert kept(file) == [ONE]


def test_what_another_gongkai_kept_is_begun_anew_since_nobody_knows_what_it_is(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(file, ONE)
    monkeypatch.setattr("generator.cache.store.program", lambda *_: b"another program")
    assert kept(file) == []
    keep(file, ONE)
    assert kept(file) == [ONE]


def test_a_store_that_breaks_while_it_is_open_says_what_to_do(file: Path) -> None:
    keep(file, *(Kept(str(number), b"", b"x" * 4000) for number in range(50)))
    data = file.read_bytes()
    with pytest.raises(StoreError, match="delete it and run once more"), opened(file) as store:
        file.write_bytes(b"\xff" * len(data))
        store.drop("unit")


def test_a_piece_that_was_dropped_is_no_longer_in_the_file(file: Path) -> None:
    keep(file, ONE, *(Kept(str(number), b"", b"x" * 100) for number in range(100)))
    assert ONE.piece in file.read_bytes()
    with opened(file) as store:
        store.drop("unit", [ONE.name])
    assert ONE.piece not in file.read_bytes()
    assert sorted(path.name for path in file.parent.iterdir()) == [".gitignore", file.name]


def test_a_piece_that_is_put_anew_leaves_nothing_of_the_earlier_one(file: Path) -> None:
    keep(file, ONE)
    keep(file, ONE._replace(piece=b"short"))
    assert ONE.piece not in file.read_bytes()


def test_pieces_are_put_all_or_none(file: Path) -> None:
    keep(file, ONE)

    def some() -> object:
        yield Kept("b", b"", b"")
        raise KeyError

    with opened(file) as store:
        with pytest.raises(KeyError):
            store.put("unit", some())  # type: ignore[arg-type]
        assert list(store.pieces("unit")) == [ONE]


def test_threads_put_and_drop_at_the_same_time(file: Path) -> None:
    def keep_some(kind: str) -> None:
        for number in range(100):
            store.put(kind, (Kept(str(one), b"", ONE.piece) for one in range(20)))
            store.drop(kind, [str(number % 20)])

    kinds = ("unit", "report", "files")
    with opened(file) as store:
        with ThreadPoolExecutor(len(kinds)) as several:
            list(several.map(keep_some, kinds))
        assert {kind: len(store.names(kind)) for kind in kinds} == dict.fromkeys(kinds, 19)


@pytest.mark.parametrize("link", ["build/cache", "build/cache/made.sqlite"])
def test_a_symbolic_link_is_not_followed(file: Path, tmp_path: Path, link: str) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    target = elsewhere if link.endswith("cache") else elsewhere / "precious"
    (tmp_path / link).parent.mkdir(parents=True)
    (tmp_path / link).symlink_to(target)
    keep(file, ONE)
    assert kept(file) == []
    assert list(elsewhere.iterdir()) == []


def lasts_only_meanwhile(file: Path | None) -> bool:
    with opened(file) as store:
        store.put("unit", [ONE])
        return list(store.pieces("unit")) == [ONE] and kept(file) == []


def test_without_a_folder_that_can_be_written_a_store_lasts_only_meanwhile(file: Path, tmp_path: Path) -> None:
    (tmp_path / "build").write_text("a file where the folder should be")
    assert lasts_only_meanwhile(file)
    assert lasts_only_meanwhile(None)


@pytest.mark.parametrize("home", ["file", "missing"])
def test_without_a_key_a_store_lasts_only_meanwhile(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, home: str
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("HOME", str(tmp_path / "file") if home == "file" else "/proc/nowhere")
    assert lasts_only_meanwhile(file)
    assert not file.exists()


def test_a_stamp_stands_for_its_parts_and_where_each_ends() -> None:
    told = [(), (b"",), (b"", b""), (b"ab",), (b"a", b"b"), (b"b", b"a"), (b"", b"ab")]
    assert len({stamp(*parts) for parts in told}) == len(told)


def test_a_store_that_is_closed_holds_nothing_and_its_file_all_it_had(file: Path) -> None:
    with opened(file) as store:
        store.put("unit", [ONE])
    assert store.stamps("unit") == {}
    assert list(store.pieces("unit", [ONE.name])) == []
    assert kept(file) == [ONE]


def test_a_copy_of_the_process_reads_what_this_one_keeps_meanwhile(file: Path) -> None:
    with opened(file) as store:
        store.put("unit", [ONE])
        assert list(Forked(2).each(cast("Any", lambda names: list(store.pieces("unit", names))), [[ONE.name], ["b"]])) == [
            [ONE],
            [],
        ]
        store.put("unit", [Kept("b", b"", b"")])
    with opened(None) as lasting_only_meanwhile:
        lasting_only_meanwhile.put("unit", [ONE])
        assert list(
            Forked(2).each(cast("Any", lambda names: list(lasting_only_meanwhile.pieces("unit", names))), [[ONE.name]] * 2)
        ) == [[], []]


def test_a_run_that_was_killed_has_the_next_one_wipe_its_traces(file: Path) -> None:
    with opened(file) as store:
        store.put("unit", [ONE])
        store.leave_no_trace()
        store._open = None  # it never gets to close the file
    with opened(file):
        pass
    with sqlite3.connect(file) as rows:
        assert rows.execute("PRAGMA user_version").fetchone() == (0,)
    rows.close()
    assert kept(file) == [ONE]

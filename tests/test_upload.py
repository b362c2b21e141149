"""A published site goes to another address: what changed is sent, what is gone is gone there, and whoever was interrupted is made good."""

import gzip
import json
import os
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import fsspec
import pytest
from click.testing import CliRunner
from fsspec.implementations.memory import MemoryFileSystem
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.cache.store import Store, opened
from generator.cli.main import gongkai
from generator.demo import write_demo
from generator.site.folders.folder import mark
from generator.upload import FILES, PENDING, Uploaded, UploadError, brought_up_to_date

SITE = {
    "index.html": "front",
    "2021/index.html": "the year",
    "2021/jia/qiao/index.html": "a report",
    "2021/jia/qiao/report.json": "{}",
    "assets/a.css": "a",
}


class Flaky(MemoryFileSystem):  # type: ignore[misc]
    """Somebody's server: it notes what it is asked for, and is cut off when it has done so much."""

    protocol = "flaky"
    cachable = False
    patience = 1000
    asked: list[str] = []  # noqa: RUF012 - of every connection

    @classmethod
    def _strip_protocol(cls, path: str) -> str:
        return f"/{str(path).removeprefix('flaky://').strip('/')}"

    def _did(self, what: str, path: str) -> None:
        if Flaky.patience == 0:
            raise OSError("cut off")
        Flaky.patience -= 1
        Flaky.asked.append(f"{what} {str(path).rpartition('/there/')[2]}")

    def put_file(self, lpath: str, rpath: str, *more: Any, **named: Any) -> None:
        self._did("put", rpath)
        super().put_file(lpath, rpath, *more, **named)

    def pipe_file(self, path: str, value: bytes, *more: Any, **named: Any) -> None:
        if Flaky.patience == 0:
            super().pipe_file(path, value[: len(value) // 2])  # half of it arrived
        self._did("write", path)
        super().pipe_file(path, value, *more, **named)

    def rm_file(self, path: str) -> None:
        self._did("remove", path)
        super().rm_file(path)


class Buckets(Flaky):
    """A store of buckets, as S3 is: it makes one of any name that a file is put into."""

    protocol = "buckets"
    root_marker = ""

    @classmethod
    def _strip_protocol(cls, path: str) -> str:
        return str(path).removeprefix("buckets://").strip("/")


fsspec.register_implementation("flaky", Flaky, clobber=True)
fsspec.register_implementation("buckets", Buckets, clobber=True)


@pytest.fixture(autouse=True)
def empty() -> Iterator[None]:
    yield
    forget()


def forget() -> None:
    MemoryFileSystem.store.clear()
    MemoryFileSystem.pseudo_dirs[:] = [""]
    Flaky.patience, Flaky.asked = 1000, []


@pytest.fixture
def store() -> Iterator[Store]:
    with opened(None) as lasting_only_meanwhile:
        yield lasting_only_meanwhile


def put(site: Path, files: Mapping[str, str]) -> Path:
    """Make a site hold just these files."""
    mark(site)
    for path in site.rglob("*"):
        if path.is_file() and path.name != ".gongkai" and path.relative_to(site).as_posix() not in files:
            path.unlink()
    for name, text in files.items():
        file = site / name
        if not (file.is_file() and file.read_text() == text):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.unlink(missing_ok=True)
            file.write_text(text)
    return site


def send(site: Path, store: Store, address: str = "flaky://there") -> Uploaded:
    Flaky.asked = []
    return brought_up_to_date(site, address, store, lambda _done, _of: None)


def held(address: str = "flaky://there") -> dict[str, str]:
    """What is at the address, without our lists."""
    system, base = fsspec.core.url_to_fs(address)
    paths = {path.removeprefix(base).lstrip("/"): path for path in system.find(base)}
    return {name: system.cat_file(path).decode() for name, path in paths.items() if name != FILES}


@pytest.mark.parametrize("scheme", ["memory", "file"])
def test_what_is_published_is_there_and_nothing_else(scheme: str, tmp_path: Path, store: Store) -> None:
    address = f"{scheme}://{tmp_path.as_posix()}/there/site/"
    site = put(tmp_path / "site", SITE)
    (site / "link").symlink_to("/etc/hostname")
    assert send(site, store, address) == (5, 0)
    assert held(address) == SITE
    changed = {
        "index.html": "front, again",
        "2022/index.html": "another year",
        **{name: SITE[name] for name in ("assets/a.css",)},
    }
    assert send(put(site, changed), store, address) == (2, 3)
    assert held(address) == changed
    assert send(site, store, address) == (0, 0)
    if scheme == "file":
        assert sorted(path.name for path in (tmp_path / "there/site").iterdir()) == [FILES, "2022", "assets", "index.html"]


def test_only_what_changed_is_sent_and_a_reader_meets_no_dead_link(tmp_path: Path, store: Store) -> None:
    site = put(tmp_path / "site", SITE)
    send(site, store)
    assert send(site, store) == (0, 0)
    assert Flaky.asked == []
    old = "2021/jia/qiao/index.html"
    changed = {name: f"{text}, corrected" if name.endswith("index.html") else text for name, text in SITE.items() if name != old}
    send(put(site, {**changed, "2021/jia/lu/index.html": "a new report", "2021/jia/lu/a.json": "{}"}), store)
    assert Flaky.asked == [
        f"write {PENDING}",
        "put 2021/jia/lu/a.json",
        "put 2021/jia/lu/index.html",
        "put 2021/index.html",
        "put index.html",
        f"remove {old}",
        f"write {FILES}",
        f"remove {PENDING}",
    ]


def test_a_file_that_is_as_it_was_is_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site, read, plain = put(tmp_path / "site", SITE), list[str](), Path.read_bytes
    time.sleep(0.02)  # a tick of the file system's clock
    with opened(tmp_path / "made.sqlite") as store:
        send(site, store)
    monkeypatch.setattr(Path, "read_bytes", lambda file: (read.append(file.name), plain(file))[1])
    with opened(tmp_path / "made.sqlite") as store:
        assert send(put(site, {**SITE, "assets/a.css": "b"}), store) == (1, 0)
    assert [name for name in read if name in {Path(name).name for name in SITE}] == ["a.css"]
    assert held() == {**SITE, "assets/a.css": "b"}


TREES = st.dictionaries(
    st.sampled_from(["index.html", "a/index.html", "a/b/index.html", "a/b.html", "c.css"]), st.sampled_from("xyz"), min_size=1
)


@settings(max_examples=60, deadline=None)
@given(trees=st.lists(TREES, min_size=2, max_size=4), cuts=st.lists(st.integers(0, 9), min_size=4, max_size=4))
def test_after_any_interruptions_the_next_run_makes_all_of_it_good(
    trees: list[dict[str, str]], cuts: list[int], tmp_path_factory: pytest.TempPathFactory
) -> None:
    forget()
    site = tmp_path_factory.mktemp("any") / "site"
    with opened(None) as store:
        for tree, cut in zip(trees, cuts, strict=False):
            Flaky.patience = cut
            try:
                send(put(site, tree), store)
            except UploadError as error:
                assert "cut off" in error.text.en
        Flaky.patience = 1000
        send(site, store)
        assert held() == trees[-1]
        assert send(site, store) == (0, 0)


def test_what_an_interrupted_run_sent_is_taken_back_by_one_that_publishes_what_was_there_before(
    tmp_path: Path, store: Store
) -> None:
    site = put(tmp_path / "site", SITE)
    send(site, store)
    Flaky.patience = 3
    with pytest.raises(UploadError, match="cut off"):
        send(put(site, dict.fromkeys(SITE, "withdrawn later")), store)
    assert Flaky.asked[1] == "put 2021/jia/qiao/index.html"
    Flaky.patience = 1000
    assert send(put(site, SITE), store) == (len(SITE), 0)
    assert held() == SITE


def test_a_bucket_of_a_mistyped_name_is_not_made(tmp_path: Path, store: Store) -> None:
    site = put(tmp_path / "site", SITE)
    with pytest.raises(UploadError, match="there is no bucket jixioa; nothing was done") as told:
        send(site, store, "buckets://jixioa/site")
    assert "没有名为 jixioa 的存储桶" in told.value.text.zh
    assert Flaky.store == {}
    fsspec.filesystem("buckets").mkdir("jixiao")
    assert send(site, store, "buckets://jixiao/site") == (len(SITE), 0)
    assert send(site, store, "buckets://jixiao/site") == (0, 0)


class Locked(Buckets):
    """A store that says of a bucket only that it isn't there, as s3fs does with a wrong key or no network."""

    protocol = "locked"

    def exists(self, path: str, **named: Any) -> bool:
        return False

    def ls(self, path: str, *more: Any, **named: Any) -> Any:
        raise PermissionError("Access Denied")


def test_a_bucket_that_may_not_be_looked_into_is_not_called_missing(tmp_path: Path, store: Store) -> None:
    fsspec.register_implementation("locked", Locked, clobber=True)
    with pytest.raises(UploadError, match=r"failed \(Access Denied\)"):
        send(put(tmp_path / "site", SITE), store, "locked://jixiao/site")
    assert Flaky.store == {}


def test_another_site_s_folder_is_left_as_it_is(tmp_path: Path, store: Store) -> None:
    site = put(tmp_path / "site", SITE)
    (tmp_path / "there").mkdir()
    (tmp_path / "there/precious").write_text("mine")
    with pytest.raises(UploadError, match="did not upload; they are left as they are"):
        send(site, store, f"file://{tmp_path}/there")
    assert [path.name for path in (tmp_path / "there").iterdir()] == ["precious"]


@pytest.mark.parametrize(
    "told",
    [
        {"../precious": "0"},
        {"/precious": "0"},
        {"a/../../precious": "0"},
        {"..\\precious": "0"},
        {"": "0"},
        ["index.html"],
        7,
        "no list",
    ],
)
def test_a_list_that_somebody_altered_leads_to_no_file_elsewhere(told: object, tmp_path: Path, store: Store) -> None:
    site = put(tmp_path / "site", SITE)
    (tmp_path / "precious").write_text("mine")
    address = f"file://{tmp_path}/there"
    send(site, store, address)
    data = b"no list" if told == "no list" else gzip.compress(json.dumps(told).encode())
    (tmp_path / "there" / FILES).write_bytes(data)
    (tmp_path / "there/stray.html").write_text("whose?")
    assert send(site, store, address) == (len(SITE), 1)
    assert held(address) == SITE
    assert (tmp_path / "precious").read_text() == "mine"


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/srv/www", "no address such as s3://bucket/folder"),
        ("://", "no address such as s3://bucket/folder"),
        ("://there", "no address such as s3://bucket/folder"),
        ("gopher://host/site", "Protocol not known"),
        ("flaky://user:secret@host/there", "uploading to flaky://user@host/there failed (cut off)"),
    ],
)
def test_what_goes_wrong_is_said_without_the_password(address: str, words: str, tmp_path: Path, store: Store) -> None:
    Flaky.patience = 0
    with pytest.raises(UploadError) as told:
        send(put(tmp_path / "site", SITE), store, address)
    assert words in told.value.text.en
    assert "secret" not in "".join(told.value.text)
    assert all("\x1b" not in text for text in told.value.text)


@pytest.mark.parametrize("said", ["530 no user u with secret%2Fword", "530 no user u with secret/word"])
def test_a_server_that_repeats_the_password_is_not_quoted(
    said: str, tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: Flaky, path: str) -> bytes:
        raise PermissionError(said)

    monkeypatch.setattr(Flaky, "cat_file", refuse)
    with pytest.raises(UploadError) as told:
        send(put(tmp_path / "site", SITE), store, "flaky://u:secret%2Fword@host/there?sig=key#key")
    assert "flaky://u@host/there failed (530 no user u with …)" in told.value.text.en
    assert not any(word in text for word in ("secret", "key") for text in told.value.text)


def test_a_person_publishes_and_uploads(tmp_path: Path) -> None:
    write_demo(tmp_path, projects=3, years=range(2022, 2023), seed=1)
    there = f"file://{tmp_path}/there"
    run = lambda *words: CliRunner().invoke(gongkai, ["--lang", "en", *words, "--root", str(tmp_path)])  # noqa: E731
    early = run("upload", there)
    assert early.exit_code == 2
    assert "holds no published site: run gongkai build" in early.output
    assert "没有已公开的网站" in run("upload", there, "--lang", "zh").output
    assert not (tmp_path / "build").exists()
    assert run("build", "--jobs", "1").exit_code == 0
    first = run("upload", there)
    assert first.exit_code == 0, first.output
    files = {path.relative_to(tmp_path / "site") for path in (tmp_path / "site").rglob("*") if path.is_file()}
    assert {path.relative_to(tmp_path / "there") for path in (tmp_path / "there").rglob("*") if path.is_file()} == {
        *(file for file in files if file.name != ".gongkai"),
        Path(FILES),
    }
    assert f"{len(files) - 1} files sent, 0 files taken away" in first.output
    os.utime(tmp_path / "site/index.html")  # read again, and found to be the same
    assert "0 files sent, 0 files taken away" in run("upload", there).output

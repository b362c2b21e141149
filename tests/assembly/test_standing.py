"""What was taken away is found out by the folders that something has happened to, and by nothing else."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.assembly import standing
from generator.assembly.bench import Made
from generator.assembly.ledger import Files, Ledger
from generator.assembly.standing import Standing
from generator.cache.store import Store, opened
from generator.site.folders.stamps import moment
from generator.site.links import Ties

HELD = {
    "site/": Files(["index.md"], ["index.html", "search/years.json"]),
    "project/a": Files(["a/x/index.md", "a/index.md"], ["a/x/index.html", "a/index.html"]),
    "project/b": Files(["b/index.md"], ["b/index.html"]),
}


@pytest.fixture
def store() -> Iterator[Store]:
    with opened(None) as made:
        yield made


def watch(root: Path, store: Store) -> Standing:
    return Standing(root, root / "docs", root / "site", store)


def rested(root: Path) -> None:
    before = moment(root)
    while moment(root) == before:
        pass


@pytest.fixture
def ledger(tmp_path: Path, store: Store) -> Ledger:
    """Three units that have come to rest."""
    ledger, watching = Ledger(store), watch(tmp_path, store)
    watching.stir()
    for name, files in HELD.items():
        for file in (*(f"docs/{one}" for one in files.docs), *(f"site/{one}" for one in files.site)):
            (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / file).touch()
        watching.touch(files)
        ledger.put([(name, b"stamp", Made(tuple(files.docs), tuple(files.site), (), (), 1), Ties())])
    rested(tmp_path)
    watching.rest()
    return ledger


@pytest.fixture
def looked_at(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that are looked for one by one."""
    found, lexists = list[str](), standing.os.path.lexists
    monkeypatch.setattr(standing.os.path, "lexists", lambda path: (found.append(path), lexists(path))[1])
    return found


def test_nothing_is_looked_for_where_nothing_happened(tmp_path: Path, ledger: Ledger, looked_at: list[str]) -> None:
    assert list(watch(tmp_path, ledger.store).lacking(ledger)) == []
    assert looked_at == []


@pytest.mark.parametrize(
    ("gone", "unit"),
    [
        ("site/a/x/index.html", "project/a"),
        ("docs/b/index.md", "project/b"),
        ("docs/a", "project/a"),
        ("site/index.html", "site/"),
        ("site", "site/ project/a project/b"),
    ],
)
def test_the_unit_of_a_file_that_was_taken_away_lacks_it(tmp_path: Path, ledger: Ledger, gone: str, unit: str) -> None:
    path = tmp_path / gone
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    for _ in range(2):  # it does until it is made again
        assert set(watch(tmp_path, ledger.store).lacking(ledger)) == set(unit.split())


def test_only_files_of_a_folder_that_something_happened_to_are_looked_for(
    tmp_path: Path, ledger: Ledger, looked_at: list[str]
) -> None:
    (tmp_path / "site/a/x/more").touch()
    watching = watch(tmp_path, ledger.store)
    assert list(watching.lacking(ledger)) == []
    assert looked_at == [f"{tmp_path}/site/a/x/index.html"]
    rested(tmp_path)
    watching.rest()
    looked_at.clear()
    assert list(watch(tmp_path, ledger.store).lacking(ledger)) == []
    assert looked_at == []


def test_after_a_run_that_did_not_come_to_rest_every_file_is_looked_for(
    tmp_path: Path, ledger: Ledger, looked_at: list[str]
) -> None:
    watch(tmp_path, ledger.store).stir()
    (tmp_path / "site/b/index.html").unlink()
    watching = watch(tmp_path, ledger.store)
    assert list(watching.lacking(ledger)) == ["project/b"]
    assert len(looked_at) >= 7


def test_what_others_put_beside_the_files_of_units_while_they_rest_is_no_change(
    tmp_path: Path, ledger: Ledger, looked_at: list[str]
) -> None:
    watching = watch(tmp_path, ledger.store)
    assert list(watching.lacking(ledger)) == []
    for file in ("site/search/bundles.json", "site/sitemap.xml"):
        (tmp_path / file).touch()
    rested(tmp_path)
    watching.rest()
    assert list(watch(tmp_path, ledger.store).lacking(ledger)) == []
    assert looked_at == []

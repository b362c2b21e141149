"""The tables of everything are put together again where a year's table may differ from what they hold, and only there."""

from pathlib import Path

import pytest

from generator import pipeline
from generator.assembly.ledger import JOINED, Ledger
from generator.demo import write_demo
from generator.site.folders.writer import Folder

TABLE = "build/site/data/reports.csv"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    write_demo(tmp_path, projects=2, years=range(2021, 2023), seed=3)
    build(tmp_path)
    return tmp_path


def build(root: Path) -> bytes:
    pipeline.build(root=root, cwd=root, jobs=1)
    return (root / TABLE).read_bytes()


def retitle(root: Path, before: str, after: str) -> None:
    record = min((root / "content/reports").rglob("*.yaml"))
    record.write_text(record.read_text("utf-8").replace(before, after, 1), "utf-8")


def test_tables_of_the_same_years_are_left_and_a_lost_one_comes_back(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole, put, joined = (site / TABLE).read_bytes(), Folder.put_together, list[str]()
    monkeypatch.setattr(Folder, "put_together", lambda folder, name, parts: joined.append(name) or put(folder, name, parts))
    assert (build(site), joined) == (whole, [])
    (site / TABLE).unlink()
    assert build(site) == whole
    assert "data/reports.csv" in joined


def test_a_run_that_ended_between_joining_and_noting_is_made_good(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole, hold = (site / TABLE).read_bytes(), Ledger.hold

    def killed(ledger: Ledger, name: str, told: bytes = b"") -> None:
        if name == JOINED:
            raise KeyboardInterrupt
        hold(ledger, name, told)

    retitle(site, "title: ", "title: 另一个")
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(Ledger, "hold", killed)
        build(site)
    assert (site / TABLE).read_bytes() != whole
    retitle(site, "title: 另一个", "title: ")
    assert build(site) == whole

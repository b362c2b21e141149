"""What the finished site holds for the search: bundles a year, and for each report what excerpts are cut from."""

import json
from pathlib import Path
from typing import Any

import pytest

from generator.catalog import Catalog
from generator.reports import check_reports
from generator.site.search import folder, write_search
from generator.site.search.passages import indicators, passages
from tests.conftest import REPOSITORY

SEED = "2021/quwo-gonganju/jingwutong"


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return check_reports((), root=REPOSITORY, cwd=REPOSITORY).publishable()


def test_every_report_has_its_rows_and_passages_with_the_anchors_of_their_pages(catalog: Catalog, example: Path) -> None:
    for id, entry in catalog.by_id.items():
        for part, rows in (("indicators", indicators(entry)), ("analysis", passages(entry))):
            page = (example / f"site/{id}/{part}/index.html").read_text(encoding="utf-8")
            for row in rows:
                assert f'id="{row.anchor}"' in page, (id, part, row.anchor)


def test_texts_are_the_record_s_own(catalog: Catalog) -> None:
    entry = next(entry for id, entry in catalog.by_id.items() if str(id) == SEED)
    rows, told = list(indicators(entry)), list(passages(entry))
    assert ("row-7", "使用人员满意度", "95", "95%") in [(row.anchor, row.name, row.target, row.actual) for row in rows]
    assert entry.report.conclusion in [passage.text for passage in told if passage.anchor == "conclusion"]


def parts(search: Path) -> list[tuple[dict[str, Any], int]]:
    """The bundles of full text as the browser is told of them, each with how many reports it holds."""
    listed = json.loads((search / "bundles.json").read_bytes())["text"]
    return [(one, len(json.loads((search / one["path"] / "ids.json").read_bytes()).split(" "))) for one in listed]


def test_few_reports_share_a_bundle_with_one_program(example: Path) -> None:
    search = example / "site/search"
    years = json.loads((search / "columns.json").read_bytes())["year"]
    assert parts(search) == [({"path": "text/1", "years": sorted(set(years), reverse=True), "first": 0}, len(years))]
    assert json.loads((search / "bundles.json").read_bytes())["names"] is None, "few indicators are read whole"
    assert len(list(search.rglob("*.js"))) == 1


def test_years_of_many_reports_have_bundles_of_their_own_in_the_order_of_the_columns(
    catalog: Catalog, example: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folder, "ENOUGH", 2)
    write_search(catalog, tmp_path / "build", tmp_path / "site")
    years = json.loads((example / "site/search/columns.json").read_bytes())["year"]
    found = parts(tmp_path / "site/search")
    assert len(found) > 2
    for bundle, count in found:
        held = years[bundle["first"] : bundle["first"] + count]
        assert sorted(set(held), reverse=True) == bundle["years"]
        assert all(held.count(year) == years.count(year) for year in bundle["years"]), "no year is cut for this"
        assert count <= 2 or len(bundle["years"]) == 1
    assert sum(count for _, count in found) == len(years)


def test_many_names_of_indicators_have_a_bundle_of_their_own(catalog: Catalog, tmp_path: Path) -> None:
    write_search(catalog, tmp_path / "build", tmp_path / "site", largest_list=10)
    listed = json.loads((tmp_path / "site/search/bundles.json").read_bytes())
    assert listed["names"] == "indicators"
    ids = json.loads((tmp_path / "site/search/indicators/ids.json").read_bytes()).split(" ")
    assert len(ids) == len(catalog.entries)


def test_a_year_of_many_reports_is_cut_into_bundles(catalog: Catalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder, "LARGEST_BUNDLE", 2)
    write_search(catalog, tmp_path / "build", tmp_path / "site")
    found = parts(tmp_path / "site/search")
    counts = [count for _, count in found]
    assert max(counts) == 2
    assert sum(counts) == len(catalog.entries)
    assert [bundle["first"] for bundle, _ in found] == [sum(counts[:place]) for place in range(len(counts))]


def test_writing_twice_gives_the_same_bytes_and_leaves_published_files_alone(catalog: Catalog, tmp_path: Path) -> None:
    search = tmp_path / "site/search"

    def contents() -> dict[str, bytes]:
        return {str(path.relative_to(search)): path.read_bytes() for path in search.rglob("*") if path.is_file()}

    write_search(catalog, tmp_path / "build", tmp_path / "site")
    first = contents()
    published = tmp_path / "published.json"
    published.hardlink_to(search / "bundles.json")
    (search / "bundles.json").chmod(0o644)
    write_search(catalog, tmp_path / "other", tmp_path / "site")
    assert contents() == first
    assert published.stat().st_ino != (search / "bundles.json").stat().st_ino


def test_bundles_of_an_earlier_run_that_are_not_wanted_any_more_are_deleted(
    catalog: Catalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folder, "ENOUGH", 2)
    write_search(catalog, tmp_path / "build", tmp_path / "one", largest_list=0)
    held = tmp_path / "build/search"
    assert (held / "text/2").is_dir() and (held / "indicators").is_dir()
    monkeypatch.undo()
    write_search(catalog, tmp_path / "build", tmp_path / "two")
    assert {path.relative_to(held).as_posix() for path in (*held.iterdir(), *(held / "text").iterdir())} == {
        "pagefind",
        "text",
        "text/1",
    }

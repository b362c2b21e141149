"""What the finished site holds for the search: bundles a year, and for each report what excerpts are cut from."""

import json
from pathlib import Path

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


def test_bundles_are_a_year_each_in_the_order_of_the_columns(catalog: Catalog, example: Path) -> None:
    search = example / "site/search"
    listed = json.loads((search / "bundles.json").read_bytes())
    years = json.loads((search / "columns.json").read_bytes())["year"]
    assert listed["names"] is None, "few indicators are read whole"
    assert [bundle["year"] for bundle in listed["text"]] == sorted(set(years), reverse=True)
    for bundle in listed["text"]:
        ids = json.loads((search / bundle["path"] / "ids.json").read_bytes()).split(" ")
        assert years[bundle["first"] : bundle["first"] + len(ids)] == [bundle["year"]] * years.count(bundle["year"])
    assert sorted(path.name for path in (search / "pagefind").iterdir()) != []
    assert len(list(search.rglob("*.js"))) == 1, "one program for all bundles"


def test_many_names_of_indicators_have_a_bundle_of_their_own(catalog: Catalog, tmp_path: Path) -> None:
    write_search(catalog, tmp_path / "build", tmp_path / "site", largest_list=10)
    listed = json.loads((tmp_path / "site/search/bundles.json").read_bytes())
    assert listed["names"] == "indicators"
    ids = json.loads((tmp_path / "site/search/indicators/ids.json").read_bytes()).split(" ")
    assert len(ids) == len(catalog.entries)


def test_a_year_of_many_reports_is_cut_into_bundles(catalog: Catalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder, "LARGEST_BUNDLE", 2)
    write_search(catalog, tmp_path / "build", tmp_path / "site")
    listed = json.loads((tmp_path / "site/search/bundles.json").read_bytes())["text"]
    most = max(len(entries) for entries in catalog.by_year.values())
    assert len(listed) > len(catalog.by_year) and most > 2
    counts = [len(json.loads((tmp_path / "site/search" / one["path"] / "ids.json").read_bytes()).split(" ")) for one in listed]
    assert max(counts) == 2 and sum(counts) == len(catalog.entries)
    assert [one["first"] for one in listed] == [sum(counts[:place]) for place in range(len(counts))]


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

"""What the finished site holds for the search: bundles a year, and for each report what excerpts are cut from."""

import json
from pathlib import Path
from typing import Any

import pytest

from generator.catalog import Catalog
from generator.review.reports import check_reports
from generator.site.folders.folder import NotOursError
from generator.site.search import (
    KeptWords,
    SearchError,
    keep_words,
    missing_words,
    plan,
    report_search,
    write_bundles,
    write_search,
)
from generator.site.search.passages import indicators, passages
from tests.conftest import REPOSITORY

SEED = "2021/quwo-gonganju/jingwutong"


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return check_reports((), root=REPOSITORY, cwd=REPOSITORY).publishable()


def test_every_report_has_its_rows_and_passages_with_the_anchors_of_their_pages(catalog: Catalog, example: Path) -> None:
    for id, entry in catalog.by_id.items():
        places = [*(f"indicators/#{row.anchor}" for row in indicators(entry)), *(passage.place for passage in passages(entry))]
        for place in places:
            part, anchor = place.split("#")
            page = (example / f"site/{id}/{part}index.html").read_text(encoding="utf-8")
            assert f'id="{anchor}"' in page, (id, place)


def test_texts_are_the_record_s_own(catalog: Catalog) -> None:
    entry = next(entry for id, entry in catalog.by_id.items() if str(id) == SEED)
    rows, told = list(indicators(entry)), list(passages(entry))
    assert ("row-7", "使用人员满意度", "95", "95%") in [(row.anchor, row.name, row.target, row.actual) for row in rows]
    assert entry.report.conclusion in [passage.text for passage in told if passage.place == "analysis/#conclusion"]
    assert entry.report.source.title in [passage.text for passage in told if passage.place == "#source"]


def smaller(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have bundles end early, so that the few reports of the example fill several."""
    monkeypatch.setattr(plan, "ENOUGH", 1_000)
    monkeypatch.setattr(plan, "LARGEST", 2_500)


def years_of(search: Path) -> list[int]:
    """The year of each report, in the order of the columns."""
    listed = json.loads((search / "years.json").read_bytes())
    return [year for year in listed for _ in json.loads((search / f"columns/{year}.json").read_bytes())["title"]]


def parts(search: Path) -> list[tuple[dict[str, Any], int]]:
    """The bundles of full text as the browser is told of them, each with how many reports it holds."""
    listed = json.loads((search / "bundles.json").read_bytes())["text"]
    return [(one, len(json.loads((search / one["path"] / "ids.json").read_bytes()).split(" "))) for one in listed]


def test_few_reports_share_a_bundle_with_one_program(example: Path) -> None:
    search = example / "site/search"
    years = years_of(search)
    ((bundle, count),) = parts(search)
    assert (bundle["years"], bundle["first"], count) == (sorted(set(years), reverse=True), 0, len(years))
    assert json.loads((search / "bundles.json").read_bytes())["names"] is None, "few indicators are read whole"
    assert len(list(search.rglob("*.js"))) == 1


def test_many_reports_have_several_bundles_in_the_order_of_the_columns(
    catalog: Catalog, example: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    smaller(monkeypatch)
    write_search(catalog, tmp_path / "build", tmp_path / "site")
    years = years_of(example / "site/search")
    found = parts(tmp_path / "site/search")
    assert len(found) > 2
    for bundle, count in found:
        assert sorted(set(years[bundle["first"] : bundle["first"] + count]), reverse=True) == bundle["years"]
    assert sum(count for _, count in found) == len(years)


def test_many_names_of_indicators_have_bundles_of_their_own(catalog: Catalog, tmp_path: Path) -> None:
    write_search(catalog, tmp_path / "build", tmp_path / "site", largest_list=10)
    (bundle,) = json.loads((tmp_path / "site/search/bundles.json").read_bytes())["names"]
    ids = json.loads((tmp_path / "site/search" / bundle["path"] / "ids.json").read_bytes()).split(" ")
    assert (bundle["first"], len(ids)) == (0, len(catalog.entries))


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


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def kept(catalog: Catalog, build: Path) -> list[KeptWords]:
    return [keep_words(report_search(entry), build) for entry in catalog.by_id.values()]


def test_bundles_made_several_at_a_time_are_those_made_one_by_one(
    catalog: Catalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    smaller(monkeypatch)
    for jobs in (1, 3):
        write_search(catalog, tmp_path / f"build{jobs}", tmp_path / f"site{jobs}", jobs=jobs, largest_list=0)
    assert contents(tmp_path / "site1") == contents(tmp_path / "site3")


def test_what_is_not_published_any_more_leaves_neither_bundle_nor_words(
    catalog: Catalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    smaller(monkeypatch)
    used, clean = tmp_path / "used", tmp_path / "clean"
    held = kept(catalog, used)
    write_bundles(held, used, used / "site", with_names=True)
    write_bundles(held[1:], used, used / "site", with_names=False)
    write_bundles(kept(catalog.holding(catalog.entries[1:]), clean), clean, clean / "site", with_names=False)
    assert contents(used) == contents(clean)


def test_an_unchanged_bundle_is_shared_with_the_site_and_none_of_its_words_is_read(catalog: Catalog, tmp_path: Path) -> None:
    build, site = tmp_path / "build", tmp_path / "site"
    held = kept(catalog, build)
    write_bundles(held, build, site, with_names=False)
    before = {path: path.stat().st_ctime_ns for path in site.rglob("*.pf_index")}
    (build / "search/words" / held[0].text.digest[:2] / held[0].text.digest).write_bytes(b"")
    write_bundles(held, build, site, with_names=False)
    assert {path: path.stat().st_ctime_ns for path in site.rglob("*.pf_index")} == before


def test_words_that_are_gone_are_told_and_never_replaced_by_nothing(catalog: Catalog, tmp_path: Path) -> None:
    held = kept(catalog, tmp_path)
    assert missing_words(held, tmp_path) == []
    (tmp_path / "search/words" / held[0].text.digest[:2] / held[0].text.digest).unlink()
    assert missing_words(held, tmp_path) == [held[0].id]
    with pytest.raises(SearchError, match="build again"):
        write_bundles(held, tmp_path, tmp_path / "site", with_names=False)
    assert not (tmp_path / "site/search/bundles.json").exists()


@pytest.mark.parametrize("place", [".", "words", "text", "words/ab"])
def test_words_and_bundles_of_a_folder_elsewhere_are_neither_written_nor_deleted(
    catalog: Catalog, tmp_path: Path, place: str
) -> None:
    own, elsewhere = tmp_path / "build/search", tmp_path / "elsewhere"
    (elsewhere / "text/my").mkdir(parents=True)
    (elsewhere / "ab").mkdir()
    (elsewhere / "thesis").write_text("thesis")
    (elsewhere / "ab/thesis").write_text("thesis")
    link = own / place
    link.parent.mkdir(parents=True, exist_ok=True)
    link.symlink_to(elsewhere)
    before = sorted(elsewhere.rglob("*"))
    with pytest.raises(NotOursError):
        write_search(catalog, tmp_path / "build", tmp_path / "site")
    assert sorted(elsewhere.rglob("*")) == before

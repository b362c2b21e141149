"""The columns of the search: year by year, each report at the same place in all of them, and in the order in which bundles count reports."""

import json
from dataclasses import replace
from typing import Any

import pytest

from generator.catalog import Catalog
from generator.exports.columns import column_files, list_files
from generator.review.reports import check_reports
from generator.source.identity import ReportId
from tests.conftest import REPOSITORY


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return check_reports((), root=REPOSITORY, cwd=REPOSITORY).publishable()


@pytest.fixture(scope="module")
def files(catalog: Catalog) -> dict[str, Any]:
    return {file.path: json.loads(file.content) for make in (column_files, list_files) for file in make(catalog, {})}


def test_the_years_there_are_are_listed_and_each_has_its_columns(catalog: Catalog, files: dict[str, Any]) -> None:
    years = files["search/years.json"]
    assert years == sorted(catalog.by_year, reverse=True)
    assert set(files) == {f"search/{kind}/{year}.json" for kind in ("columns", "indicators") for year in years} | {
        "search/years.json",
        "search/bundles.json",
    }


def test_a_report_stands_at_one_place_in_every_column_by_agency_and_project(catalog: Catalog, files: dict[str, Any]) -> None:
    for year in catalog.by_year:
        columns, names = files[f"search/columns/{year}.json"], files[f"search/indicators/{year}.json"]
        ids = sorted(id for id in catalog.by_id if id.year == year)
        told = zip(columns["agency"], columns["project"], strict=True)
        assert [(columns["agencies"][agency]["slug"], project) for agency, project in told] == [
            (id.agency, id.project) for id in ids
        ]
        lists = [held for name, held in columns.items() if name not in ("agencies", "grades", "corrected")]
        assert {len(held) for held in (*lists, names["reports"])} == {len(ids)}
        told_names = [[names["names"][place] for place in held] for held in names["reports"]]
        assert told_names == [list(catalog.by_id[id].cover.names) for id in ids]


def test_figures_are_text_and_counts_come_with_the_findings(catalog: Catalog) -> None:
    seed = next(entry for entry in catalog.entries if entry.name == "2021/quwo-gonganju/jingwutong")
    alone = catalog.part([seed], ())
    found = {seed.name: (None,) * 4}
    columns = json.loads(next(column_files(alone, found)).content)  # type: ignore[arg-type]  # they are only counted
    assert (columns["title"], columns["score"], columns["code"]) == (["警务通通信服务项目"], ["74.3"], [None])
    assert columns["findings"] == [4]
    assert columns["agencies"][0]["name"] == "曲沃县公安局"


def test_an_agency_whose_slug_begins_another_s_comes_before_it(catalog: Catalog) -> None:
    """As bundles count them: by agency, then by project, though `-` comes before `/` in an address."""
    ids = [ReportId(2020, agency, "xiangmu") for agency in ("a-b", "a")]
    entries = [replace(entry, id=id, year=2020) for id, entry in zip(ids, catalog.entries, strict=False)]
    columns = json.loads(next(column_files(catalog.holding(entries), {})).content)
    assert [agency["slug"] for agency in columns["agencies"]] == ["a", "a-b"]

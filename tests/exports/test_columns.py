"""The columns of the search are joined from rows that can be kept: each from its report alone, in any order."""

import json
import marshal

import pytest

from generator.catalog import Catalog
from generator.exports.columns import SearchRow, joined, row_of, search_files
from generator.reports import check_reports
from tests.conftest import REPOSITORY


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return check_reports((), root=REPOSITORY, cwd=REPOSITORY).publishable()


def test_kept_rows_in_any_order_give_the_files_of_all_reports(catalog: Catalog) -> None:
    kept = [marshal.dumps(tuple(row_of(entry))) for entry in reversed(catalog.entries)]
    rows = [SearchRow(*marshal.loads(row)) for row in kept]
    assert list(joined(rows, catalog.holding(()), {})) == list(search_files(catalog, {}))


def test_a_row_holds_json_and_counts_come_with_the_join(catalog: Catalog) -> None:
    row = next(row for row in map(row_of, catalog.entries) if row.name == "2021/quwo-gonganju/jingwutong")
    assert (json.loads(row.title), json.loads(row.score), json.loads(row.code)) == ("警务通通信服务项目", "74.3", None)
    columns = json.loads(next(joined([row], catalog, {row.name: 4})).content)
    assert columns["findings"] == [4]
    assert columns["agencies"][0]["name"] == "曲沃县公安局"

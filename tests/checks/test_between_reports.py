"""What is found between reports is found apart from what is found in each of them, and without looking into their files."""

from dataclasses import replace
from itertools import chain
from typing import Any, cast

import pytest

from generator.catalog import Catalog
from generator.checks import check_across, check_catalog, check_entry
from generator.demo import write_demo
from generator.reports import check_reports


class Unopened:
    """A document nobody may look into."""

    def __getattr__(self, name: str) -> Any:
        raise AssertionError(f"looked for {name}")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    folder = tmp_path_factory.mktemp("demo")
    write_demo(folder, years=range(2021, 2024), seed=1, records=45)
    return check_reports([], root=folder, cwd=folder).catalog


def test_a_catalog_is_checked_report_by_report_and_across(whole: Catalog):
    apart = [*chain.from_iterable(map(check_entry, whole.entries)), *check_across(whole)]
    assert apart == list(check_catalog(whole))
    assert list(check_across(whole))


def test_where_nothing_is_found_across_no_document_is_looked_into(whole: Catalog):
    pointed_at = {found.report for found in check_across(whole)}
    document = cast("Any", Unopened())
    shut = [entry if entry.name in pointed_at else replace(entry, document=document) for entry in whole.entries]
    assert len(pointed_at) < len(shut) / 2
    assert list(check_across(replace(whole, entries=tuple(shut)))) == list(check_across(whole))

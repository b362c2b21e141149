"""What is found between reports is found apart from what is found in each of them, and without looking into their files."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Any, cast

import pytest
from checks.checking import write_site

from generator.catalog import Catalog, Stub
from generator.catalog.entry import Entry
from generator.checks import check_across, check_catalog, check_entry, check_project, check_projects
from generator.demo import write_demo
from generator.diagnostics import Diagnostic
from generator.history import context_of
from generator.review.reports import check_reports
from generator.source.identity import ReportId


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


def test_it_is_asked_once_for_all_projects_of_several_reports(whole: Catalog):
    asked: list[Sequence[Sequence[Entry]]] = []

    def recall(catalog: Catalog, projects: Sequence[Sequence[Entry]]) -> list[Diagnostic]:
        asked.append(projects)
        return list(check_projects(catalog, projects))

    assert list(check_across(whole, recall)) == list(check_across(whole))
    assert asked == [[entries for entries in whole.by_project.values() if len(entries) > 1]]


def test_what_is_found_in_a_project_rests_on_its_reports_and_their_context_alone(tmp_path: Path):
    row = "indicators:\n  - {level1: 产出, name: 合格率, weight: 100, target: ≥95%, actual: 95%}\n"
    lower, bridge = row.replace("95", "85"), "continues: 2020/jia/old\n"
    texts = {"2020/jia/old": row, "2020/jia/one": row, "2021/jia/one": lower + bridge, "2021/jia/two": row + bridge}
    head = "title: 安全培训\nruleset: national-2020\n"
    write_site(tmp_path, {f"reports/{name}.yaml": head + text for name, text in texts.items()})
    catalog = check_reports((), root=tmp_path, cwd=tmp_path).catalog
    project = catalog.by_project["jia", "one"]
    assert [entry.name for entry in project] == ["2020/jia/one", "2021/jia/one"]
    assert list(check_project(catalog, project)) == []  # it says it continues a report that belongs to another project

    alone = catalog.holding(project)
    assert [found.code for found in check_project(alone, project)] == ["target-lowered"]
    assert context_of(alone, project) != context_of(catalog, project)
    withheld = alone.holding(project, [Stub(ReportId(2022, "jia", "one"), None, "", "", "", None, demo=False)])
    assert context_of(withheld, project) != context_of(alone, project)
    elsewhere = alone.holding(project, [Stub(ReportId(2022, "yi", "one"), None, "", "", "", None, demo=False)])
    assert context_of(elsewhere, project) == context_of(alone, project)

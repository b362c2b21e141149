"""Five hundred faults planted at known places are all found there, and nothing else is said because of them."""

import ast
import sys
from pathlib import Path

import pytest
from checks import injection
from checks.injection import FAULTS
from checks.injection.trial import Found, Result, tried

from generator.codes import RULES
from generator.demo import write_demo
from generator.diagnostics import Severity
from generator.exports.reports import report_files
from generator.gate import release
from generator.review.reports import check_reports

NOT_PLANTED = {
    "of the tree or the settings, not of a record's text (tests/source, tests/model)": {
        *(code for code in RULES if code.startswith("source-")),
        "agency-slug",
        "content-no-site",
        "department-unknown",
        "page-frame",
        "page-head",
        "page-replaces",
        "page-unclosed",
        "ruleset-id",
        "ruleset-none",
        "schema-site-address",
        "severities-fixed",
        "schema-value",
        "severities-unknown-code",
    },
    "of a list of what must be disclosed (tests/model/test_expected.py)": {
        code for code in RULES if code.startswith("expected-")
    },
    "of a finished site (tests/site)": {code for code in RULES if code.startswith("link-")},
    "told once of a whole site, however many are broken (tests/checks/test_corrections.py)": {"published-unreadable"},
    "of a baseline (tests/cli/test_selection.py)": {"baseline-stale"},
    "a limit that only huge files reach (tests/source)": {"schema-too-many", "text-more", "yaml-long-text", "yaml-nodes"},
}
"""Kinds that can't be planted in the text of a record, by the reason."""

HIDES_OTHERS = ("scoring-not-computable", "scoring-unassessed", "score-above-weight")
"""Invented records that have one of these are left alone: their totals can't be told."""

IN_RECORDS, IN_SITES, AGAINST_EDITIONS = 450, 50, 18
OF_RECORDS = [fault for fault in FAULTS if not fault.is_of_site]
OF_SITES = [fault for fault in FAULTS if fault.is_of_site and not fault.needs_edition]
OF_EDITIONS = [fault for fault in FAULTS if fault.needs_edition]


def found_in(root: Path) -> list[Found]:
    checked = check_reports([], root=root, cwd=root)
    return [
        Found(found.path, found.span.line if found.span else 0, found.span.column if found.span else 0, found.code)
        for found in checked.findings
    ]


def write_edition(root: Path) -> None:
    """Write what a build publishes of every report as data."""
    for download in report_files(release(check_reports([], root=root, cwd=root), None).catalog, {}):
        file = root / "site" / download.path
        file.parent.mkdir(parents=True)
        file.write_bytes(download.content)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("injected").resolve()
    write_demo(root, years=range(2020, 2023), seed=11, records=1450)
    return root


@pytest.fixture(scope="module")
def longer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Fewer projects over more years."""
    root = tmp_path_factory.mktemp("longer").resolve()
    write_demo(root, years=range(2019, 2024), seed=12, records=550)
    return root


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A few projects, and their reports as they stand published."""
    root = tmp_path_factory.mktemp("published").resolve()
    write_demo(root, years=range(2021, 2023), seed=13, records=120)
    write_edition(root)
    return root


def assert_all_and_nothing_else(result: Result) -> None:
    print(result.table())  # noqa: T201 - shown where a test fails, and by -s
    assert [(one.code, one.path, one.line, one.column) for one in result.missed] == []
    assert result.unexplained == []
    assert result.recall == result.precision == 1


def test_no_invented_record_has_an_error(demo: Path):
    assert {found.code for found in found_in(demo) if RULES[found.code].severity is Severity.ERROR} == set()


def test_every_fault_of_a_record_is_found_at_its_place_and_nothing_else(demo: Path):
    assert_all_and_nothing_else(tried(demo, OF_RECORDS, IN_RECORDS, 1, lambda: found_in(demo), spare=HIDES_OTHERS))


def test_every_fault_between_projects_is_found_at_its_place_and_nothing_else(longer: Path):
    assert_all_and_nothing_else(tried(longer, OF_SITES, IN_SITES, 2, lambda: found_in(longer), spare=HIDES_OTHERS))


def test_every_fault_against_what_is_published_is_found_at_its_place_and_nothing_else(published: Path):
    assert not [found for found in found_in(published) if found.code.startswith(("correction-", "published-"))]
    result = tried(published, OF_EDITIONS, AGAINST_EDITIONS, 3, lambda: found_in(published), spare=HIDES_OTHERS)
    assert_all_and_nothing_else(result)


def test_there_are_five_hundred_of_every_kind_there_is():
    reasons = [code for codes in NOT_PLANTED.values() for code in codes]
    assert len(reasons) == len(set(reasons))
    assert {fault.code for fault in FAULTS} == set(RULES) - set(reasons), "a new rule wants a fault, or a reason to have none"
    assert 3 * len(OF_RECORDS) <= IN_RECORDS
    assert IN_RECORDS + IN_SITES >= 500


def test_what_plants_knows_nothing_of_what_finds():
    for file in Path(str(injection.__file__)).parent.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [str(node.module)] if isinstance(node, ast.ImportFrom) else []
            for name in names:
                assert name.startswith("checks.injection") or name.partition(".")[0] in sys.stdlib_module_names, (file.name, name)

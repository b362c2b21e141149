"""The demonstration as files: the same bytes everywhere, clearly invented, and publishable."""

import hashlib
import json
import os
import re
import subprocess
import sys
from collections import Counter, defaultdict
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from generator.demo import demo_site, exactly, write_demo
from generator.demo.files import as_file
from generator.demo.kind import region
from generator.demo.plan import every_project
from generator.demo.record import HEADER, _flow
from generator.diagnostics import Severity
from generator.model.schema import record_schema
from generator.review.reports import check_reports
from generator.source import Document, ReportId, read_bytes

YEARS = range(2020, 2024)
REPORTS = "content/reports/"
PLACES = [name for district in region().districts.values() for name in (district.name, *district.towns)]
REPOSITORY = Path(__file__).resolve().parents[2]


@cache
def site(records: int = 400, seed: int = 5) -> dict[str, str]:
    return dict(exactly(records, YEARS, seed))


def records(records: int = 400, seed: int = 5) -> dict[str, str]:
    return {path.removeprefix(REPORTS): text for path, text in site(records, seed).items() if path.startswith(REPORTS)}


def document(text: str) -> Document:
    found, faults = read_bytes(text.encode(), "record.yaml")
    assert found is not None and not faults
    return found


def data(text: str) -> Any:
    return document(text).data


def test_the_same_seed_gives_the_same_bytes():
    assert list(demo_site(9, YEARS, 7)) == list(demo_site(9, YEARS, 7))


def test_another_process_locale_hash_seed_and_time_zone_give_the_same_bytes():
    program = (
        "import hashlib\nfrom generator.demo import demo_site\n"
        "print(hashlib.sha256(repr(list(demo_site(6, range(2020, 2023), 7))).encode()).hexdigest())"
    )
    environment = os.environ | {"PYTHONHASHSEED": "4", "LC_ALL": "C", "TZ": "Asia/Shanghai"}
    printed = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", program], env=environment, cwd=REPOSITORY, capture_output=True, text=True, check=True
    ).stdout
    here = repr(list(demo_site(6, range(2020, 2023), 7))).encode()
    assert printed.strip() == hashlib.sha256(here).hexdigest()


def test_another_seed_gives_other_projects_and_figures():
    one, other = dict(demo_site(9, YEARS, 7)), dict(demo_site(9, YEARS, 8))
    shared = {path for path in one.keys() & other.keys() if path.startswith(REPORTS)}
    assert all(one[path] != other[path] for path in shared)
    assert one.keys() != other.keys()


def test_a_project_is_the_same_in_a_larger_site():
    small, large = dict(demo_site(9, YEARS, 7)), dict(demo_site(30, YEARS, 7))
    shared = [path for path in small if path.startswith(REPORTS)]
    assert shared
    assert all(small[path] == large[path] for path in shared)


@pytest.mark.parametrize("number", [1, 2, 57, 200])
def test_an_exact_number_of_records_can_be_had(number: int):
    assert sum(path.startswith(REPORTS) for path, _ in exactly(number, YEARS, 3)) == number


@pytest.mark.parametrize("years", [range(2024, 2020), range(2020, 2024, 2), range(1900, 1902), range(2099, 2102)])
def test_years_that_cannot_be_are_refused(years: range):
    with pytest.raises(ValueError, match="years"):
        demo_site(3, years, 1)


def test_no_project_at_all_is_refused():
    with pytest.raises(ValueError, match="at least one"):
        demo_site(0, YEARS, 1)


def test_a_single_year_has_no_change_of_names():
    files = dict(demo_site(20, range(2022, 2023), 1))
    assert "former" not in files["content/agencies.yaml"]
    assert "continues: 2" not in "".join(files.values())


def test_no_two_of_3000_projects_share_an_address():
    at = [appearance.id for project in islice(every_project(YEARS, 1), 3000) for appearance in project.appearances]
    assert len(at) == len(set(at))
    assert all(isinstance(ReportId.parse(f"{id}.yaml"), ReportId) for id in at)


def test_projects_recur_over_the_years_begin_later_and_vanish():
    spans = Counter(
        (project.appearances[0].year, project.appearances[-1].year) for project in islice(every_project(YEARS, 2), 300)
    )
    assert spans[2020, 2023] > 150
    assert sum(count for (first, _), count in spans.items() if first > 2020) > 15
    assert sum(count for (_, last), count in spans.items() if last < 2023) > 15


def test_a_renamed_project_continues_its_record_before():
    names = {path.removesuffix(".yaml") for path in records()}
    renamed = [(path, data(text)["continues"]) for path, text in records().items() if data(text)["continues"]]
    assert renamed
    for path, before in renamed:
        assert before in names
        assert int(before[:4]) in (int(path[:4]) - 1, int(path[:4]) - 2)  # two where a year has no report


def test_a_renamed_agency_prints_its_former_name_until_the_change():
    agencies = data(site()["content/agencies.yaml"])["agencies"]
    printed: dict[tuple[str, int], set[str]] = defaultdict(set)
    for path, text in records().items():
        year, agency, _ = path.split("/")
        printed[agency, int(year)].add(data(text)["printed"]["agency"])
    changed = {slug: agency for slug, agency in agencies.items() if "former" in agency}
    assert changed
    for (slug, year), names in printed.items():
        former = changed.get(slug, {}).get("former")
        is_before = former is not None and year <= int(former[0]["until"][:4])
        assert names == {former[0]["name"] if is_before else agencies[slug]["name"]}


def test_every_record_says_that_it_is_a_demonstration():
    for text in records().values():
        record = data(text)
        assert "\ndemo: true\n" in text
        assert record["title"].endswith("（演示）")
        assert "虚构" in record["source"]["note"]
        assert record["disclosure"]["index_number"].startswith("示例-")
    settings = data(site()["content/site.yaml"])
    assert (settings["title"], settings["banner"], settings["noindex"]) == ("绩效自评演示数据", "演示数据，均为虚构", "true")


def test_every_name_of_a_place_or_an_agency_says_that_it_is_an_example():
    registry = data(site()["content/agencies.yaml"])
    for agency in registry["agencies"].values():
        for name in (agency["name"], *agency["aliases"], *(former["name"] for former in agency.get("former", ()))):
            assert name.startswith("示例")
        assert agency["region"][:2] == ["示例省", "示例市"]
    assert all(name.startswith("示例市") for name in registry["departments"].values())
    for text in records().values():
        record = data(text)
        assert record["printed"]["agency"].startswith("示例市")
        assert record["printed"]["department"].startswith("示例市")


def test_a_place_in_a_title_stands_behind_the_name_of_the_example():
    titles = [appearance.title for project in islice(every_project(YEARS, 1), 600) for appearance in project.appearances]
    placed = [title for title in titles if any(place in title for place in PLACES)]
    assert placed
    assert all(title.startswith("示例市") for title in placed)


def test_a_record_reads_back_as_the_same_data_and_writes_back_as_the_same_text():
    for text in list(records().values())[:60]:
        found = document(text)
        assert as_file(found.data, header=HEADER, flow=_flow) == text


def test_rows_of_money_and_indicators_stand_on_one_line():
    for text in list(records().values())[:60]:
        record = data(text)
        assert len(re.findall(r"(?m)^  - \{level1: ", text)) == len(record["indicators"])
        assert re.search(r"(?m)^  adjusted: \{.*\}$", text)


def test_a_record_has_a_realistic_length():
    sizes = [len(text.encode()) for text in records().values()]
    assert 6000 < sum(sizes) / len(sizes) < 8400
    assert min(sizes) > 5500
    assert max(sizes) < 11000


def test_records_follow_the_schema_that_they_name():
    class Core(yaml.SafeLoader):
        """Dates stay text, as in YAML 1.2, which editors read."""

    Core.yaml_implicit_resolvers = {
        first: [rule for rule in rules if rule[0] != "tag:yaml.org,2002:timestamp"]
        for first, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
    assert json.loads(site()["content/report.schema.json"]) == record_schema()
    validator = jsonschema.Draft202012Validator(record_schema())
    for text in list(records().values())[:60]:
        assert text.startswith("# yaml-language-server: $schema=../../../report.schema.json\n")
        validator.validate(yaml.load(text, Core))


def test_the_site_has_the_settings_of_the_site_that_ships():
    ours, shipped = (yaml.safe_load(text) for text in (site()["mkdocs.yml"], (REPOSITORY / "mkdocs.yml").read_text("utf-8")))
    assert ours.pop("site_name") == "绩效自评演示数据"
    shipped.pop("site_name")
    assert ours == shipped


def test_200_records_have_no_error_and_some_warnings(tmp_path: Path):
    write_demo(tmp_path, years=YEARS, seed=11, records=200)
    checked = check_reports([], root=tmp_path, cwd=tmp_path)
    assert [finding for finding in checked.findings if finding.severity is Severity.ERROR] == []
    assert len(checked.catalog.entries) == 200
    assert sum(finding.severity is Severity.WARNING for finding in checked.findings) > 20
    assert len({entry.evaluation.grade for entry in checked.catalog.entries}) >= 3


def test_of_as_many_projects_as_a_province_has_no_two_have_one_address() -> None:
    found = [one.id for project in islice(every_project(range(2021, 2022), 1), 40_000) for one in project.appearances]
    assert len(set(found)) == len(found) > 39_000

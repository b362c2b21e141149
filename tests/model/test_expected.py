"""The lists of what must be disclosed: read by year, and every fault in its place."""

from pathlib import Path

import pytest

from generator.diagnostics import Severity
from generator.model.expected import RULES, Expected, read_expected
from generator.model.site import Agencies, Agency

LIST = "content/expected/2021.yaml"
ENTRY = "- {agency: quwo-gonganju, project: jingwutong, title: 警务通通信服务项目}\n"
AGENCIES = Agencies(agencies={"quwo-gonganju": Agency(name="曲沃县公安局")})


def write(root: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return root


def places(root: Path, agencies: Agencies | None = AGENCIES) -> list[tuple[str, str, int, int]]:
    findings = read_expected(root, agencies)[1]
    assert all("{{" not in found.message(lang) + found.hint(lang) for found in findings for lang in ("zh", "en"))
    return [(f.path, f.code, *((f.span.line, f.span.column) if f.span else (0, 0))) for f in findings]


def test_the_lists_are_read_by_year_the_newest_first(tmp_path: Path):
    write(tmp_path, {LIST: ENTRY, "content/expected/2023.yaml": "[]\n", "content/expected/README.md": "说明\n"})
    expected, findings = read_expected(tmp_path, AGENCIES)
    assert findings == []
    assert list(expected.years.items()) == [
        (2023, ()),
        (2021, (Expected(agency="quwo-gonganju", project="jingwutong", title="警务通通信服务项目"),)),
    ]


def test_a_site_without_lists_has_none_and_no_fault(tmp_path: Path):
    expected, findings = read_expected(tmp_path, AGENCIES)
    assert (dict(expected.years), findings) == ({}, [])


@pytest.mark.parametrize(
    ("name", "text", "place"),
    [
        ("2021年.yaml", ENTRY, ("content/expected/2021年.yaml", "expected-name", 0, 0)),
        ("2021.yml", ENTRY, ("content/expected/2021.yml", "expected-name", 0, 0)),
        ("2021.xlsx", "", ("content/expected/2021.xlsx", "expected-name", 0, 0)),
        ("2021.yaml", "quwo-gonganju: [jingwutong]\n", (LIST, "expected-shape", 1, 1)),
        ("2021.yaml", "警务通\n", (LIST, "expected-shape", 1, 1)),
        ("2021.yaml", "", (LIST, "source-empty", 0, 0)),
        ("2021.yaml", ENTRY + "- [a\n", (LIST, "yaml-syntax", 3, 1)),
        ("2021.yaml", ENTRY.replace("agency", "agnecy"), (LIST, "schema-missing", 1, 3)),
        ("2021.yaml", ENTRY.replace("警务通通信服务项目", "''"), (LIST, "schema-blank", 1, 55)),
        ("2021.yaml", ENTRY + "- 警务通\n", (LIST, "schema-shape", 2, 3)),
        ("2021.yaml", ENTRY.replace("jingwutong", "警务通"), (LIST, "expected-slug", 1, 36)),
        ("2021.yaml", ENTRY.replace("quwo-gonganju", "曲沃县公安局"), (LIST, "expected-slug", 1, 12)),
        ("2021.yaml", ENTRY.replace("quwo", "houma"), (LIST, "expected-agency", 1, 12)),
        ("2021.yaml", ENTRY + ENTRY.replace("jing", "xue") + ENTRY, (LIST, "expected-duplicate", 3, 36)),
    ],
)
def test_a_fault_stands_where_it_is(tmp_path: Path, name: str, text: str, place: tuple[str, str, int, int]):
    write(tmp_path, {f"content/expected/{name}": text})
    assert place in places(tmp_path)
    others = {found[1] for found in places(tmp_path)} - {place[1]}
    assert others <= {"schema-unknown-key"}


def test_a_duplicate_names_the_line_of_the_first(tmp_path: Path):
    write(tmp_path, {LIST: ENTRY.replace("jing", "xue") + ENTRY + ENTRY})
    [found] = read_expected(tmp_path, AGENCIES)[1]
    assert "第 2 行" in found.message("zh")


def test_one_bad_list_is_named_as_broken_and_leaves_the_others(tmp_path: Path):
    write(tmp_path, {LIST: "a: 1\n", "content/expected/2022.yaml": ENTRY})
    expected, _ = read_expected(tmp_path, AGENCIES)
    assert (list(expected.years), expected.broken) == ([2022], {LIST})


def test_nobody_is_unknown_where_the_agencies_could_not_be_read(tmp_path: Path):
    write(tmp_path, {LIST: ENTRY.replace("quwo", "houma")})
    assert places(tmp_path, None) == []


def test_a_link_in_place_of_a_list_or_of_the_folder_is_not_followed(tmp_path: Path):
    outside = write(tmp_path / "outside", {"2021.yaml": ENTRY})
    (tmp_path / "a/content/expected").mkdir(parents=True)
    (tmp_path / "a" / LIST).symlink_to(outside / "2021.yaml")
    assert places(tmp_path / "a") == [(LIST, "source-symlink", 0, 0)]
    (tmp_path / "b/content").mkdir(parents=True)
    (tmp_path / "b/content/expected").symlink_to(outside)
    assert places(tmp_path / "b") == [("content/expected", "source-symlink", 0, 0)]


@pytest.mark.parametrize("rule", [rule for rule in RULES if not rule.failing.startswith("#")], ids=lambda rule: rule.code)
def test_the_example_of_a_rule_shows_it(tmp_path: Path, rule):
    write(tmp_path / "failing", {LIST: rule.failing})
    write(tmp_path / "passing", {LIST: rule.passing})
    assert rule.code in {place[1] for place in places(tmp_path / "failing")}
    assert places(tmp_path / "passing") == []


def test_every_rule_has_a_code_of_its_own_and_keeps_a_list_from_being_used():
    assert len({rule.code for rule in RULES}) == len(RULES)
    assert all(rule.code.startswith("expected-") and rule.severity is Severity.ERROR for rule in RULES)
    [cases] = [mark.args[1] for mark in test_a_fault_stands_where_it_is.pytestmark]
    assert {rule.code for rule in RULES} <= {place[1] for _, _, place in cases}

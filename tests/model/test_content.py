"""What stands around the reports: settings, agencies, standards, and where a report is filed."""

import os
from pathlib import Path

import pytest

from generator.diagnostics import Diagnostic
from generator.model import content, severities
from generator.model.content import read_surroundings
from generator.model.standards import builtin_rulesets
from generator.review.reports import Checked, check_reports

SITE = "title: 示例\nrulesets: [{id: national-2020, from: 2020}]\n"
AGENCIES = "departments: {gongan: 公安}\nagencies:\n  quwo-gonganju: {name: 曲沃县公安局, department: gongan}\n"
ROW = "weight: 50, target: 2个, actual: 2个}"
RECORD = f"title: 警务通\nindicators:\n  [{{name: 数量, {ROW}, {{name: 质量, {ROW}]\n"
HERE = "content/reports/2021/quwo-gonganju/jingwutong.yaml"
WHOLE = {"content/site.yaml": SITE, "content/agencies.yaml": AGENCIES, HERE: RECORD}
LOCAL = "id: quwo-2024\ntitle: 曲沃县2024年标准\nbasis: official\nsource: {document: 曲财绩〔2024〕1号}\nscale: 100\n"


def checked(root: Path, files: dict[str, str | None]) -> Checked:
    """Check a site of `WHOLE` with some files changed, added, or (None) left out."""
    for name, text in (WHOLE | files).items():
        if text is not None:
            file = root / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8")
    return check_reports([], root=root, cwd=root)


def places(found: Checked) -> list[tuple[str, str, int, int]]:
    """Return path, code, line and column of every finding that is an error or a warning."""
    graver = [finding for finding in found.findings if finding.severity != "info"]
    return [(f.path, f.code, *((f.span.line, f.span.column) if f.span else (0, 0))) for f in graver]


def test_a_whole_site_has_no_fault(tmp_path: Path):
    found = checked(tmp_path, {})
    assert places(found) == []
    assert [entry.name for entry in found.catalog.entries] == ["2021/quwo-gonganju/jingwutong"]
    assert found.catalog.agency_name("quwo-gonganju") == "曲沃县公安局"
    assert found.catalog.department_name("gongan") == "公安"


@pytest.mark.parametrize(
    ("files", "place"),
    [
        ({"content/site.yaml": None, HERE: "ruleset: quwo-2021\n" + RECORD}, ("content/site.yaml", "content-no-site", 0, 0)),
        ({"content/site.yaml": "title: 示例\n"}, (HERE, "ruleset-none", 1, 8)),
        ({"content/site.yaml": SITE.replace("2020}", "2022}")}, (HERE, "ruleset-none", 1, 8)),
        ({"content/site.yaml": SITE.replace("2020}", "2018, to: 2020}")}, (HERE, "ruleset-none", 1, 8)),
        ({HERE: RECORD + "ruleset: quwo-1921\n"}, (HERE, "ruleset-unknown", 4, 10)),
        (
            {"content/site.yaml": SITE + "severities: {toatl-sum: error}\n"},
            ("content/site.yaml", "severities-unknown-code", 3, 14),
        ),
        (
            {"content/site.yaml": SITE + "severities: {privacy-identity-number: info}\n"},
            ("content/site.yaml", "severities-fixed", 3, 39),
        ),
        ({"content/agencies.yaml": "agencies: {}\n"}, (HERE, "agency-unknown", 1, 1)),
        ({"content/agencies.yaml": None}, (HERE, "agency-unknown", 1, 1)),
        (
            {"content/agencies.yaml": "agencies:\n  quwo-gonganju: {name: 曲沃县公安局, department: gongan}\n"},
            ("content/agencies.yaml", "department-unknown", 2, 45),
        ),
        ({"content/agencies.yaml": AGENCIES + "  曲沃公安: {name: 甲}\n"}, ("content/agencies.yaml", "agency-slug", 4, 3)),
        (
            {"content/agencies.yaml": AGENCIES.replace("公安}", "公安, 财政: 财政}")},
            ("content/agencies.yaml", "agency-slug", 1, 27),
        ),
        ({"content/rulesets/quwo-2025.yaml": LOCAL}, ("content/rulesets/quwo-2025.yaml", "ruleset-id", 1, 5)),
        (
            {"content/rulesets/hubei.yaml": LOCAL.replace("quwo-2024", "hubei")},
            ("content/rulesets/hubei.yaml", "ruleset-id", 1, 5),
        ),
        ({"content/rulesets/甲.yaml": LOCAL.replace("quwo-2024", "甲")}, ("content/rulesets/甲.yaml", "ruleset-id", 1, 5)),
        (
            {"content/rulesets/quwo-2024.yaml": LOCAL + "method: 1\n"},
            ("content/rulesets/quwo-2024.yaml", "schema-unknown-key", 6, 1),
        ),
        ({HERE: RECORD + "period: {start: 2022-01, end: 2022-12}\n"}, (HERE, "period-year", 4, 9)),
        ({HERE: RECORD + "period: {end: 2020}\n"}, (HERE, "period-year", 4, 9)),
        ({HERE: RECORD + "continues: 2020/quwo-gonganju/meiyou\n"}, (HERE, "continues-missing", 4, 12)),
        ({HERE: RECORD + "continues: 去年那份\n"}, (HERE, "continues-missing", 4, 12)),
        ({HERE: RECORD + "continues: 2021/quwo-gonganju/jingwutong\n"}, (HERE, "continues-cycle", 4, 12)),
    ],
    ids=lambda value: value[1] if isinstance(value, tuple) else "",
)
def test_a_fault_stands_where_it_is_and_alone(tmp_path: Path, files: dict[str, str | None], place: tuple[str, str, int, int]):
    found = checked(tmp_path, files)
    assert places(found) == [place]
    [finding] = [finding for finding in found.findings if finding.code == place[1]]
    assert_speaks(finding)


def test_a_fault_of_the_settings_stands_where_it_is(tmp_path: Path):
    assert ("content/site.yaml", "schema-unknown-key", 3, 1) in places(
        checked(tmp_path, {"content/site.yaml": SITE + "titel: 甲\n"})
    )
    wrong = AGENCIES.replace("name", "nam")
    assert ("content/agencies.yaml", "schema-unknown-key", 3, 19) in places(checked(tmp_path, {"content/agencies.yaml": wrong}))


def assert_speaks(finding: Diagnostic) -> None:
    for words in (finding.message("zh"), finding.message("en"), finding.hint("zh"), finding.hint("en")):
        assert words and "None" not in words


def test_a_linked_folder_of_standards_is_not_followed(tmp_path: Path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "quwo-2024.yaml").write_text(LOCAL, "utf-8")
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "rulesets").symlink_to(tmp_path / "elsewhere")
    found = checked(tmp_path, {})
    assert places(found) == [("content/rulesets", "source-symlink", 0, 0)]
    assert "quwo-2024" not in found.catalog.rulesets


def test_settings_that_may_not_be_read_are_not_called_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    stat = Path.stat

    def guarded(path: Path, *, follow_symlinks: bool = True) -> os.stat_result:
        if path.name == "site.yaml":
            raise PermissionError(13, "Permission denied", str(path))
        return stat(path, follow_symlinks=follow_symlinks)

    monkeypatch.setattr(Path, "stat", guarded)
    assert ("content/site.yaml", "source-unreadable", 0, 0) in places(checked(tmp_path, {}))


def test_a_period_may_run_over_several_years(tmp_path: Path):
    assert places(checked(tmp_path, {HERE: RECORD + "period: {start: 2020-07, end: 2023-12}\n"})) == []


def test_a_local_standard_needs_no_code(tmp_path: Path):
    scored = LOCAL + "level1: {产出指标: 100}\nquantitative: {at_least: met}\ngrades: [[0, 好]]\n"
    found = checked(tmp_path, {"content/rulesets/quwo-2024.yaml": scored, HERE: RECORD + "ruleset: quwo-2024\n"})
    assert places(found) == []
    [entry] = found.catalog.entries
    assert (entry.ruleset.id, entry.evaluation.score, entry.evaluation.grade) == ("quwo-2024", 100, "好")


def test_the_record_chooses_before_the_site(tmp_path: Path):
    found = checked(tmp_path, {HERE: RECORD + "ruleset: hubei\n"})
    assert [entry.ruleset.id for entry in found.catalog.entries] == ["hubei"]


@pytest.mark.parametrize(
    ("rulesets", "chosen"),
    [
        ("[{id: national-2020, from: 2020}]", "national-2020"),
        ("[{id: national-2020, to: 2021}]", "national-2020"),
        ("[{id: hubei}]", "hubei"),
        ("[{id: hubei, from: 2022}, {id: national-2020}]", "national-2020"),
        ("[{id: hubei, from: 2021, to: 2021}, {id: national-2020}]", "hubei"),
    ],
)
def test_the_site_chooses_the_first_standard_in_force_in_the_year(tmp_path: Path, rulesets: str, chosen: str):
    found = checked(tmp_path, {"content/site.yaml": f"title: 示例\nrulesets: {rulesets}\n"})
    assert [entry.ruleset.id for entry in found.catalog.entries] == [chosen]


def test_a_default_standard_that_does_not_exist_is_found_once_in_the_settings_and_not_in_each_record(tmp_path: Path):
    found = checked(tmp_path, {"content/site.yaml": "title: 示例\nrulesets: [{id: quwo-1921}]\n"})
    assert places(found) == [("content/site.yaml", "ruleset-unknown", 2, 17)]


def test_a_report_that_continues_an_earlier_one_shares_its_project(tmp_path: Path):
    earlier = "content/reports/2020/quwo-gonganju/duijiangji.yaml"
    found = checked(tmp_path, {earlier: RECORD, HERE: RECORD + "continues: 2020/quwo-gonganju/duijiangji\n"})
    assert places(found) == []
    assert set(found.catalog.by_project) == {("quwo-gonganju", "jingwutong")}


def test_a_continued_report_must_be_of_an_earlier_year(tmp_path: Path):
    later = "content/reports/2022/quwo-gonganju/duijiangji.yaml"
    found = checked(tmp_path, {later: RECORD, HERE: RECORD + "continues: 2022/quwo-gonganju/duijiangji\n"})
    assert places(found) == [(HERE, "continues-cycle", 4, 12)]


def test_severities_can_be_raised_and_lowered(tmp_path: Path):
    wrong = RECORD.replace("weight: 50", "weight: 45")
    raised = checked(tmp_path, {"content/site.yaml": SITE + "severities: {weights-scale: error}\n", HERE: wrong})
    assert not raised.is_publishable
    assert raised.left_out == (HERE,)
    lowered = checked(tmp_path, {"content/site.yaml": SITE + "severities: {weights-scale: info}\n", HERE: wrong})
    assert lowered.is_publishable
    assert {f.code: f.severity.value for f in lowered.findings}["weights-scale"] == "info"


def test_what_is_private_or_secret_stays_an_error_whatever_a_site_calls_it(tmp_path: Path):
    told = RECORD + "problems: 经办人11010519491231002X\nconclusion: 机密★10年\n"
    chosen = "severities: {privacy-identity-number: info, secrecy-mark: warning, privacy-mobile: error}\n"
    found = checked(tmp_path, {"content/site.yaml": SITE + chosen, HERE: told})
    assert [place[1] for place in places(found)] == [
        "privacy-identity-number", "secrecy-mark", "severities-fixed", "severities-fixed",
    ]  # fmt: skip
    assert {str(finding.severity) for finding in found.findings if finding.rule.conceals} == {"error"}
    assert found.left_out == (HERE,)


def test_a_folder_without_content_has_the_built_in_standards(tmp_path: Path):
    around, findings = read_surroundings(tmp_path)
    assert not findings
    assert around.rulesets == builtin_rulesets()


def test_every_rule_of_this_layer_fires_in_a_test_above():
    [cases] = [mark.args[1] for mark in test_a_fault_stands_where_it_is_and_alone.pytestmark]
    assert {rule.code for rule in (*content.RULES, *severities.RULES)} <= {place[1] for _, place in cases}


def test_a_broken_settings_file_is_not_found_again_in_every_record(tmp_path: Path):
    found = checked(
        tmp_path, {"content/site.yaml": "titel: 示例\n", "content/agencies.yaml": "agencies: {quwo-gonganju: {nmae: 甲}}\n"}
    )
    assert {path for path, _, _, _ in places(found)} == {"content/site.yaml", "content/agencies.yaml"}

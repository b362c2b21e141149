"""`--select`, `--ignore`, `--baseline`: what is asked for, and what is known already."""

import json
import re
from pathlib import Path

import pytest
from cli.small import FIRST, SECOND, check, faulty_site, row, write_site

from generator.codes import RULES


def codes(root: Path, *arguments: str) -> list[str]:
    return [found["code"] for found in json.loads(check(root, "--format", "json", *arguments).stdout)["diagnostics"]]


ALL = ["score-differs", "score-differs", "score-differs", "total-sum", "schema-unknown-key"]


def test_without_options_everything_is_reported(tmp_path: Path):
    assert codes(faulty_site(tmp_path)) == ALL


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--select", "total-sum"], ["total-sum", "schema-unknown-key"]),
        (["--select", "score-"], ["score-differs"] * 3 + ["schema-unknown-key"]),
        (["--select", "score,total-sum"], ALL),
        (["--select", "score-", "--select", "total-"], ALL),
        (["--ignore", "score-differs"], ["total-sum", "schema-unknown-key"]),
        (["--ignore", "schema-"], ALL[:4]),
        (["--select", "total-", "--ignore", "schema-unknown-key"], ["total-sum"]),
        (["--select", "total-", "--ignore", "total-sum,schema-"], []),
    ],
)
def test_codes_and_families_are_chosen_and_left_out(tmp_path: Path, arguments: list[str], expected: list[str]):
    assert codes(faulty_site(tmp_path), *arguments) == expected


def test_what_keeps_a_file_from_being_read_is_told_although_not_selected(tmp_path: Path):
    root = write_site(tmp_path, jiancha="title: [\n")
    assert codes(root, "--select", "total-sum") == ["yaml-syntax"]
    assert check(root, "--select", "total-sum").exit_code == 1


def test_a_file_that_is_not_there_or_has_no_place_is_told_although_not_selected(tmp_path: Path):
    root = write_site(tmp_path)
    assert codes(root, str(root / "nowhere.yaml"), "--select", "total-sum") == ["source-missing"]
    (root / "content/reports/2021/jiancha.yaml").write_text("title: 检查\n", "utf-8")
    assert codes(root, "--select", "total-sum") == ["source-place"]


def test_what_is_ignored_does_not_count(tmp_path: Path):
    root = faulty_site(tmp_path)
    assert check(root, "--ignore", "schema-").exit_code == 0
    assert check(root, "--ignore", "schema-", "--strict").exit_code == 1
    assert check(root, "--ignore", "schema-,score-,total-", "--strict").exit_code == 0


@pytest.mark.parametrize("option", ["--select", "--ignore"])
@pytest.mark.parametrize(
    ("word", "meant"), [("total-sun", "total-sum"), ("toatl-", "total-"), ("TOTAL-SUM", ""), ("total-s", "total-sum"), ("-", "")]
)
def test_a_code_that_is_not_there_is_wrong_usage_and_says_what_was_meant(tmp_path: Path, option: str, word: str, meant: str):
    result = check(faulty_site(tmp_path), option, word, "--lang", "en")
    assert result.exit_code == 2
    assert f"there is no code {word}" in result.stderr
    assert meant in result.stderr


def test_what_the_baseline_knows_is_not_reported(tmp_path: Path):
    root, known = faulty_site(tmp_path / "site"), tmp_path / "known.json"
    written = check(root, "--write-baseline", str(known), "--lang", "en")
    assert (written.exit_code, written.stdout, written.stderr) == (0, "", f"{known}: 5 findings written\n")
    clean = check(root, "--baseline", str(known), "--strict")
    assert (clean.exit_code, clean.stdout) == (0, "")


def test_a_baseline_outlives_moved_lines_and_rows(tmp_path: Path):
    root, known = faulty_site(tmp_path / "site"), tmp_path / "known.json"
    check(root, "--write-baseline", str(known))
    (root / FIRST).write_text(
        "# 说明\n\n" + (root / FIRST).read_text("utf-8").replace("indicators:\n", "indicators:\n" + row("新行"))
    )
    assert codes(root, "--baseline", str(known)) == ["weights-scale"]


def test_what_is_new_or_changed_is_reported_also_beside_its_like(tmp_path: Path):
    root, known = faulty_site(tmp_path / "site"), tmp_path / "known.json"
    check(root, "--write-baseline", str(known))
    text = (root / FIRST).read_text("utf-8")
    (root / FIRST).write_text(text.replace("stated_score: 45", "stated_score: 46"), "utf-8")
    assert sorted(codes(root, "--baseline", str(known))) == ["baseline-stale", "score-differs"]
    (root / FIRST).write_text(text + row("检查次数", actual="4", score="45"), "utf-8")
    assert codes(root, "--baseline", str(known), "--select", "score-") == ["score-differs"]


def test_what_the_baseline_knows_in_vain_is_said_as_information(tmp_path: Path):
    root, known = faulty_site(tmp_path / "site"), tmp_path / "known.json"
    check(root, "--write-baseline", str(known))
    (root / SECOND).unlink()
    result = check(root, "--baseline", str(known), "--format", "short", "--lang", "en", "--strict")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        f"{known}: info[baseline-stale] the baseline has schema-unknown-key in {SECOND}, which is no longer found",
        f"{known}: info[baseline-stale] the baseline has score-differs in {SECOND}, which is no longer found",
        f"{known}: info[baseline-stale] the baseline has total-sum in {SECOND}, which is no longer found",
    ]


def test_what_was_not_looked_for_is_not_called_stale(tmp_path: Path):
    root, known = faulty_site(tmp_path / "site"), tmp_path / "known.json"
    check(root, "--write-baseline", str(known))
    assert codes(root, "--baseline", str(known), "--select", "total-sum") == []
    assert codes(root, str(root / FIRST), "--baseline", str(known)) == []


def test_the_same_findings_write_the_same_bytes_one_entry_a_line(tmp_path: Path):
    root, known, again = faulty_site(tmp_path / "site"), tmp_path / "known.json", tmp_path / "again.json"
    check(root, "--write-baseline", str(known), "--lang", "zh")
    check(root, "--write-baseline", str(again), "--lang", "en")
    text = known.read_text("utf-8")
    assert text == again.read_text("utf-8")
    assert re.fullmatch(
        r'\{\n  "version": 1,\n  "findings": \[\n(    \{"path": ".+", "code": ".+", "fingerprint": "[0-9a-f]{16}", "count": 1\},?\n){5}'
        r"  \]\n\}\n",
        text,
    )


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"version": 2, "findings": []}', '{"version": 1, "findings": [{"path": 1}]}', "[" * 100_000,
     '{"version": 1, "findings": [{"path": "a", "code": "b", "fingerprint": "c", "count": true}]}'],
)  # fmt: skip
def test_what_is_no_baseline_is_wrong_usage(tmp_path: Path, text: str):
    known = tmp_path / "known.json"
    known.write_text(text)
    result = check(faulty_site(tmp_path / "site"), "--baseline", str(known), "--lang", "en")
    assert result.exit_code == 2
    assert "is no baseline" in result.stderr


def test_a_baseline_that_is_not_there_is_wrong_usage(tmp_path: Path):
    result = check(faulty_site(tmp_path), "--baseline", str(tmp_path / "none.json"), "--lang", "en")
    assert (result.exit_code, result.stdout) == (2, "")


def test_faults_of_files_can_not_be_waived_and_those_of_reports_can():
    unwaivable = {code for code, rule in RULES.items() if not rule.waivable}
    assert {"yaml-syntax", "schema-missing", "agency-unknown", "continues-missing", "text-bidi", "source-encoding"} <= unwaivable
    assert not {"total-sum", "score-differs", "scoring-unassessed", "period-year"} & unwaivable

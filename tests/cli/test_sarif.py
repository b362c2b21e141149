"""SARIF: valid against its schema, places exact, fingerprints that outlive moved lines."""

import json
from pathlib import Path
from typing import Any

import pytest
from cli.small import FIRST, check, faulty_site, row, write_site
from jsonschema import Draft4Validator

from generator.codes import RULES

VALIDATOR = Draft4Validator(json.loads((Path(__file__).parent / "sarif-2.1.0-rtm.5.json").read_text("utf-8")))


def sarif(root: Path, *arguments: str) -> dict[str, Any]:
    """Return the one run of the log, valid against the schema."""
    log = json.loads(check(root, "--format", "sarif", *arguments).stdout)
    assert [error.message for error in VALIDATOR.iter_errors(log)] == []
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    assert isinstance(run, dict)
    return run


def test_the_schema_refuses_what_is_no_sarif():
    assert not VALIDATOR.is_valid({"version": "2.1.0"})
    assert not VALIDATOR.is_valid({"version": "2.1.0", "runs": [{"tool": {"driver": {}}}]})


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_result_says_what_where_and_by_which_rule(tmp_path: Path, lang: str):
    run = sarif(faulty_site(tmp_path), "--lang", lang)
    assert (run["columnKind"], run["tool"]["driver"]["name"]) == ("unicodeCodePoints", "gongkai")
    first = run["results"][0]
    assert (first["ruleId"], first["level"]) == ("score-differs", "warning")
    assert run["tool"]["driver"]["rules"][first["ruleIndex"]]["id"] == "score-differs"
    place = first["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": FIRST, "uriBaseId": "%SRCROOT%"}
    assert place["region"] == {"startLine": 3, "startColumn": 82, "endLine": 3, "endColumn": 84}
    assert first["message"]["text"].splitlines()[0] == (
        "“检查次数”报告得 45 分，复算 40 分" if lang == "zh" else "“检查次数” states 45 points, recomputed 40"
    )
    assert len(run["results"]) == 5


def test_only_the_rules_that_were_broken_are_listed_each_with_its_words(tmp_path: Path):
    rules = sarif(faulty_site(tmp_path), "--lang", "en")["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["schema-unknown-key", "score-differs", "total-sum"]
    assert rules[1]["shortDescription"]["text"] == "“…” states … points, recomputed …"
    assert rules[1]["fullDescription"]["text"] == RULES["score-differs"].why.en
    assert rules[2]["help"]["text"] == "Re-add the rows, or check stated.score.\ngongkai explain total-sum"
    assert rules[0]["defaultConfiguration"] == {"level": "error"}


def test_fingerprints_outlive_moved_lines_and_differ_from_each_other(tmp_path: Path):
    root = faulty_site(tmp_path)
    before = {json.dumps(result["partialFingerprints"]) for result in sarif(root)["results"]}
    (root / FIRST).write_text("# 说明\n\n" + (root / FIRST).read_text("utf-8"), "utf-8")
    after = {json.dumps(result["partialFingerprints"]) for result in sarif(root)["results"]}
    assert before == after
    assert len(before) == 5


def test_the_same_fault_twice_has_two_fingerprints(tmp_path: Path):
    same = row("检查次数", actual="4", score="45")
    results = sarif(write_site(tmp_path, jiancha="title: 检查\nindicators:\n" + same + same))["results"]
    assert len({result["partialFingerprints"]["gongkai/v1"] for result in results}) == len(results) == 2


def test_a_path_is_a_relative_address_with_its_characters_encoded(tmp_path: Path):
    root = write_site(tmp_path)
    (root / "content/reports/2021/danwei/检 查%.yaml").write_text("title: 检查\n", "utf-8")
    (result,) = sarif(root)["results"]
    place = result["locations"][0]["physicalLocation"]
    assert place == {
        "artifactLocation": {"uri": "content/reports/2021/danwei/%E6%A3%80%20%E6%9F%A5%25.yaml", "uriBaseId": "%SRCROOT%"}
    }


def test_a_file_outside_the_site_has_its_whole_address(tmp_path: Path):
    root, outside = write_site(tmp_path / "site"), tmp_path / "别处.yaml"
    outside.write_text("title: [\n", "utf-8")
    uri = sarif(root, str(outside))["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri.startswith("file:///") and uri.endswith("/%E5%88%AB%E5%A4%84.yaml")


def test_what_a_record_answers_is_suppressed_with_its_reason(tmp_path: Path):
    answer = "waivers:\n  - {code: score-differs, reason: 专家另有评定, by: 县财政局绩效科}\n"
    record = "title: 检查\nindicators:\n" + row("检查次数", "100", actual="4", score="85") + answer
    root = write_site(tmp_path, jiancha=record)
    (result,) = sarif(root, "--lang", "zh")["results"]
    assert result["suppressions"] == [
        {"kind": "inSource", "status": "accepted", "justification": "专家另有评定（县财政局绩效科）"}
    ]
    assert sarif(root, "--ignore", "score-")["results"] == []
    assert "waived: content/reports/2021/danwei/jiancha.yaml:3:83: [score-differs]" in check(root, "-v", "--lang", "en").stderr


def test_a_clean_site_has_a_run_without_results(tmp_path: Path):
    root = write_site(tmp_path, jiancha="title: 检查\nindicators:\n" + row("检查次数", "100"))
    assert sarif(root)["results"] == []


def test_no_character_of_a_record_acts_on_the_terminal(tmp_path: Path):
    root = write_site(tmp_path)
    (root / FIRST).write_text('title: "\x1b[31m\u202e"\nindicators:\n  - {name: 甲, "\u009b2J": 1}\n', "utf-8")
    out = check(root, "--format", "sarif").stdout
    assert [char for char in out if not char.isprintable() and char != "\n"] == []

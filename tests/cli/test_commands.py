"""The commands as a user types them: formats, exit codes, languages, and where words and data go."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
SEED = "content/reports/2021/quwo-gonganju/jingwutong.yaml"


def run(*arguments: str, cwd: Path = REPOSITORY, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "generator", *arguments],
        cwd=cwd,
        env={**os.environ, "LANG": "C.UTF-8", "LC_ALL": "", "NO_COLOR": "1", **environment},
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
    )


def test_score_json_of_the_seed_is_what_the_design_promises() -> None:
    result = run("score", SEED, "--format", "json")
    assert (result.returncode, result.stderr) == (0, "")
    (report,) = json.loads(result.stdout)
    assert report["id"] == "2021/quwo-gonganju/jingwutong"
    assert (report["score"], report["grade"], report["range"]) == ("74.3", "合格", ["74.3", "100"])
    assert report["grade_range"] == ["合格", "优秀"]
    assert report["stated"] == {"score": "74.3", "grade": "合格", "full": "100"}
    assert len(report["indicators"]) == 7
    budget = report["budget"]
    assert (budget["score"], budget["execution_rate"], budget["arrival_rate"], budget["balance"]) == ("10", "100", "100", "0")
    keys = (
        "level1 level2 name kind status weight target actual stated_completion completion score stated_score bounds "
        "method explanation clause reason"
    )
    assert set(report["indicators"][0]) == set(keys.split())
    assert set(budget) == {*keys.split(), "execution_rate", "arrival_rate", "balance"}


def test_explain_shows_the_arithmetic_of_all_eight_rows() -> None:
    result = run("score", "--explain", SEED, "--lang", "en")
    assert result.returncode == 0
    for arithmetic in (
        "10 × min(1, 58 ÷ 58) = 10",
        "12.9 × min(1, 2 ÷ 2) = 12.9",
        "12.85 × min(1, 100 ÷ 100) = 12.85",
        "29 ≤ 29 → 12.85",
        "12.85 × min(1, 95 ÷ 95) = 12.85",
    ):
        assert arithmetic in result.stdout
    assert result.stdout.count("unassessed") == 2
    assert "total 74.3" in result.stdout


def test_score_csv_can_be_read_back() -> None:
    result = run("score", "--format", "csv", "--lang", "en")
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    seed = next(row for row in rows if row["report"] == "2021/quwo-gonganju/jingwutong")
    assert (seed["score"], seed["grade"], seed["range"]) == ("74.3", "合格", "74.3–100")


def test_the_shipped_content_checks_clean() -> None:
    result = run("check")
    assert result.returncode == 0, result.stdout
    assert "0 errors" in result.stderr


def test_strict_turns_warnings_into_exit_code_1() -> None:
    assert run("check", "--strict", SEED).returncode == 1


def test_check_json_has_the_promised_keys() -> None:
    result = run("check", "--format", "json", "--lang", "en", SEED)
    findings = json.loads(result.stdout)["diagnostics"]
    assert findings
    for finding in findings:
        assert set(finding) == {"code", "severity", "message", "path", "line", "column", "report", "hint"}
        assert finding["path"] == SEED


def test_messages_follow_the_locale_and_lang_overrides_it() -> None:
    assert "份报告" in run("check", SEED, LANG="zh_CN.UTF-8").stderr
    assert "1 report: " in run("check", SEED, LANG="de_DE.UTF-8").stderr
    assert "1 report: " in run("check", "--lang", "en", SEED, LANG="zh_CN.UTF-8").stderr
    assert "份报告" in run("--lang", "zh", "check", SEED).stderr


def test_quiet_says_nothing_on_stderr() -> None:
    assert run("check", "-q", SEED).stderr == ""


def test_a_terminal_without_chinese_gets_escapes_and_no_traceback() -> None:
    result = run("score", SEED, "--format", "json", PYTHONIOENCODING="ascii")
    assert result.returncode == 0
    assert json.loads(result.stdout)[0]["grade"] == "合格"
    assert "Traceback" not in run("check", SEED, "--lang", "zh", PYTHONIOENCODING="ascii").stderr


@pytest.mark.parametrize("code", ["scoring-unassessed", "yaml-duplicate-key", "schema-unknown-key", "quwo-2021"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_explain_knows_codes_and_standards(code: str, lang: str) -> None:
    result = run("explain", code, "--lang", lang)
    assert result.returncode == 0
    assert code in result.stdout


@pytest.mark.parametrize(
    ("code", "lang", "told"),
    [
        ("schema-date", "zh", "…不是有效的日期：“…”"),
        ("schema-date", "en", "… is not a date: “…”"),
        ("schema-unknown-key", "zh", "不认识的字段 …"),
        ("unit-slip", "zh", "…与…相差一万倍，可能把元和万元写混了"),
        ("expected-shape", "zh", "怎么办  每份报告写一行：- {agency: 单位标识, project: 项目标识, title: 项目名称}。"),
    ],
)
def test_explain_says_what_every_finding_of_a_code_says(code: str, lang: str, told: str) -> None:
    assert told in run("explain", code, "--lang", lang).stdout.splitlines()


def test_explain_suggests_what_was_meant_and_exits_with_2() -> None:
    result = run("explain", "scoring-unasessed", "--lang", "en")
    assert result.returncode == 2
    assert "scoring-unassessed" in result.stderr


def test_explain_lists_everything() -> None:
    listing = run("explain").stdout
    assert "total-sum" in listing
    assert "national-2020" in listing


def test_a_wrong_option_exits_with_2() -> None:
    assert run("check", "--no-such-option").returncode == 2


def test_a_missing_file_exits_with_1_and_names_it() -> None:
    result = run("check", "no/such/file.yaml", "--lang", "en")
    assert result.returncode == 1
    assert "no/such/file.yaml" in result.stdout


def test_schema_prints_the_committed_file() -> None:
    committed = (REPOSITORY / "content/report.schema.json").read_text(encoding="utf-8")
    assert run("schema").stdout == committed, "run `make schema` and commit the file"


def test_build_without_mkdocs_yml_exits_with_2_and_a_sentence(sources: Path) -> None:
    (sources / "mkdocs.yml").unlink()
    result = run("build", "--root", str(sources), "--lang", "en")
    assert result.returncode == 2
    assert "mkdocs.yml" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize("options", [(), ("--keep-going",)])
def test_build_in_a_folder_without_content_says_so_and_leaves_it_as_it_was(tmp_path: Path, options: tuple[str, ...]) -> None:
    result = run("build", "--root", str(tmp_path), "--lang", "en", *options)
    assert result.returncode == 2
    assert "There is no content folder here" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_build_refuses_to_replace_a_folder_that_is_not_a_site(sources: Path, tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.mkdir()
    (precious / "thesis.txt").write_text("years of work")
    result = run("build", "--root", str(sources), "--site", str(precious))
    assert result.returncode == 2
    assert (precious / "thesis.txt").read_text() == "years of work"


def test_build_says_what_it_published(sources: Path) -> None:
    result = run("build", "--root", str(sources), "--lang", "en")
    assert result.returncode == 0, result.stderr
    assert "published to" in result.stderr
    assert result.stdout == ""
    assert (sources / "site/2021/quwo-gonganju/jingwutong/index.html").exists()


def test_keep_going_lists_what_was_left_out_and_exits_with_1(sources: Path) -> None:
    (sources / SEED).write_text("title: 警务通\n", encoding="utf-8")
    assert run("build", "--root", str(sources)).returncode == 1
    result = run("build", "--root", str(sources), "--keep-going", "--lang", "en")
    assert result.returncode == 1
    assert SEED in result.stderr
    assert (sources / "site/index.html").exists()


def test_a_fault_of_ours_ends_in_a_sentence(sources: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from click.testing import CliRunner

    from generator.cli.main import gongkai

    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("a fault of ours")

    monkeypatch.setattr("generator.cli.check.check_site", broken)
    result = CliRunner().invoke(gongkai, ["check", "--root", str(sources), "--lang", "en"])
    assert result.exit_code == 2
    assert "a fault of ours" in result.stderr
    assert "Traceback" not in result.stderr

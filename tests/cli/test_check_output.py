"""What `gongkai check` prints, in every form and both languages: whole outputs, reviewed like code."""

import json
from pathlib import Path

import pytest
from cli.small import FIRST, SECOND, check, faulty_site, row, write_site
from click.testing import CliRunner

from generator.cli.main import gongkai
from generator.cli.options import Voice
from generator.cli.workflow import as_command
from generator.diagnostics import Rule, Severity, Span, Text

GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("form", ["text", "short", "github"])
def test_the_whole_output_is_the_golden_one(tmp_path: Path, form: str, lang: str, request: pytest.FixtureRequest):
    result = check(faulty_site(tmp_path), "--format", form, "--lang", lang)
    golden = GOLDEN / f"check.{form}.{lang}.txt"
    if request.config.getoption("--update-golden"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(result.stdout, "utf-8")
    assert result.stdout == golden.read_text("utf-8")
    assert result.exit_code == 1


def test_counts_go_to_stderr_and_findings_to_stdout(tmp_path: Path):
    result = check(faulty_site(tmp_path), "--lang", "en")
    assert result.stderr == "2 reports: 1 error, 4 warnings, 0 notes\n"
    assert "reports:" not in result.stdout


def test_files_that_could_not_be_read_are_counted_beside_the_reports(tmp_path: Path):
    whole = "title: 检查\nindicators:\n" + row("检查次数", "100")
    write_site(tmp_path, jiancha=whole, xuncha="title: 巡: 查\n", xunfang="- 巡防\n")
    counts = [check(tmp_path, "--lang", lang).stderr.partition(":" if lang == "en" else "：")[0] for lang in ("zh", "en")]
    assert counts == ["1 份报告，另有 2 个文件读不出", "1 report and 2 files that could not be read"]


def test_every_place_is_in_every_form(tmp_path: Path):
    root = faulty_site(tmp_path)
    places = [f"{FIRST}:3:82", f"{FIRST}:4:82", f"{SECOND}:3:83", f"{SECOND}:4:17", f"{SECOND}:5:1"]
    for form in ("text", "short"):
        assert all(place in check(root, "--format", form).stdout for place in places)
    found = json.loads(check(root, "--format", "json").stdout)["diagnostics"]
    assert [f"{each['path']}:{each['line']}:{each['column']}" for each in found] == places
    github = check(root, "--format", "github").stdout
    assert all(
        f"file={path},line={line},endLine={line},col={column}," in github for path, line, column in (p.split(":") for p in places)
    )


def test_a_hint_that_goes_for_a_whole_kind_stands_once_below_it(tmp_path: Path):
    rows = row("甲", "30", score="31") + row("乙", "30", score="32") + row("丙", "40", score="41")
    result = check(
        write_site(tmp_path, jiancha="title: 检查\nindicators:\n" + rows), "--lang", "en", "--select", "score-above-weight"
    )
    assert result.stdout.count("help:") == 1
    assert result.stdout.rstrip().endswith("= total: 3 in 1 file; see gongkai explain score-above-weight")
    assert result.stdout.count("^^") == 3


def test_a_file_that_can_not_be_read_as_text_is_named_without_a_line(tmp_path: Path):
    root = write_site(tmp_path)
    (root / FIRST).write_bytes("title: 检查".encode("gbk"))
    result = check(root, "--lang", "en")
    assert f"--> {FIRST}:1:8" in result.stdout
    assert "^" not in result.stdout


def test_a_file_that_shrinks_meanwhile_is_named_without_a_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    root = faulty_site(tmp_path)
    from generator.cli import printing

    def shrink(file: Path, shown: str) -> tuple[str, ...]:
        return ("title: 检查",)

    monkeypatch.setattr(printing, "lines_of", shrink)
    result = check(root, "--lang", "en")
    assert result.exit_code == 1
    assert f"--> {FIRST}:3:82" in result.stdout and "^" not in result.stdout


def test_windows_line_ends_and_a_byte_order_mark_do_not_move_the_caret(tmp_path: Path):
    root = write_site(tmp_path)
    (root / FIRST).write_bytes(b"\xef\xbb\xbf" + "titel: 检查\r\nindicators: []\r\n".encode())
    result = check(root, "--lang", "en", "--select", "schema-unknown-key")
    assert "1 | titel: 检查\n  | ^^^^^\n" in result.stdout


@pytest.mark.parametrize("form", ["text", "short", "github"])
def test_no_character_of_a_record_acts_on_the_terminal(tmp_path: Path, form: str):
    root = write_site(tmp_path)
    (root / FIRST).write_text('title: "a\x1b[31m\u202e"\nindicators:\n  - {name: "\x9b2J\u200b", targt: 1}\r\r\n', "utf-8")
    out = check(root, "--format", form).stdout
    assert [char for char in out if not char.isprintable() and char != "\n"] == []
    assert form != "text" or "\\u001b[31m\\u202e" in out


def test_colours_are_for_terminals_and_no_color_turns_them_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    root = faulty_site(tmp_path)
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert "\x1b[" not in check(root).stdout
    assert "\x1b[31m\x1b[1merror[schema-unknown-key]" in check(root, "--lang", "en", color=True).stdout
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[" not in check(root, color=True).stdout


def test_a_workflow_command_can_not_be_broken_out_of():
    rule = Rule("a-b", Severity.INFO, Text("{x}", "{x}"), Text("%", "%"), Text("", ""))
    finding = rule.at("a:b,c%.yaml", Span(1, 2, 3, 4), x="100%\r\n::error::gone")
    assert as_command(finding, Voice("en")) == (
        "::notice file=a%3Ab%2Cc%25.yaml,line=1,endLine=3,col=2,title=a-b::100%25%0D%0A::error::gone%0A%25"
    )


def test_a_form_that_is_not_there_is_wrong_usage():
    assert CliRunner().invoke(gongkai, ["check", "--format", "xml"]).exit_code == 2


PRIVATE = "title: 检查\nindicators:\n" + row(" 检查次数，联系人王某某13812345678 ", "100").replace("name: ", "name: '").replace(
    ", weight", "', weight"
)


@pytest.mark.parametrize("arguments", [[], ["--select", "value-spaces"], ["--ignore", "privacy-"], ["--diff"], ["--fix"]])
@pytest.mark.parametrize("form", ["text", "short", "json", "sarif", "github"])
def test_a_private_number_is_never_repeated_whatever_is_asked_for(tmp_path: Path, form: str, arguments: list[str]):
    root = write_site(tmp_path, jiancha=PRIVATE)
    before = json.loads(check(root, "--format", "json").stdout)["diagnostics"]
    assert {"value-spaces", "privacy-mobile"} <= {found["code"] for found in before}
    result = check(root, "--format", form, *arguments)
    assert "13812345678" not in result.stdout + result.stderr

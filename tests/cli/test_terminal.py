"""What reaches the terminal: no text from a file or a command line can act there."""

import json
import os
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from generator.cli.main import COMMANDS, gongkai
from generator.cli.terminal import escaped, styled, write
from generator.demo import LAST_YEAR

HERE = Path(__file__).resolve().parents[2]
ESCAPE = "\x1b]0;owned\x07\x1b[31m\x9b2J\u202e"
YAML_ESCAPE = json.dumps(ESCAPE)


def run(*arguments: str) -> Result:
    """Run a command as on a terminal, where colours stay."""
    return CliRunner().invoke(gongkai, [*arguments], color=True)


def tamed(result: Result) -> str:
    """Return what was printed, without the looks that are ours; nothing else in it may act."""
    out: str = result.stdout + result.stderr
    for look in ("0", "1", "2", "31", "33", "34"):
        out = out.replace(f"\x1b[{look}m", "")
    assert not [char for char in out if not char.isprintable() and char != "\n"], out
    return out


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """A site whose every text tries to act: titles, keys, names of files."""
    folder = tmp_path / "content"
    (folder / "rulesets").mkdir(parents=True)
    (folder / "pages").mkdir()
    (folder / "pages" / f"{ESCAPE}.md").touch()
    (folder / "site.yaml").write_text(f"title: {YAML_ESCAPE}\nurl: {YAML_ESCAPE}\n{YAML_ESCAPE}: 1\n", "utf-8")
    (folder / "agencies.yaml").write_text(f"agencies: {{{YAML_ESCAPE}: {{name: 甲, department: {YAML_ESCAPE}}}}}\n", "utf-8")
    (folder / "rulesets" / "local.yaml").write_text(
        f"id: local\ntitle: {YAML_ESCAPE}\nbasis: convention\nsource: {{document: {YAML_ESCAPE}, note: {YAML_ESCAPE}}}\n"
        f"level1: {{{YAML_ESCAPE}: free}}\ngrades: [[0, {YAML_ESCAPE}]]\n",
        "utf-8",
    )
    (folder / "reports" / "2021" / "a").mkdir(parents=True)
    (folder / "reports" / "2021" / "a" / f"{ESCAPE}.yaml").touch()
    (folder / "reports" / "2021" / "a" / "b.yaml").write_text(
        f"title: {YAML_ESCAPE}\nruleset: local\nstated: {{grade: {YAML_ESCAPE}}}\n"
        f"indicators:\n  - {{name: {YAML_ESCAPE}, target: {YAML_ESCAPE}, actual: {YAML_ESCAPE}, weight: 1}}\n",
        "utf-8",
    )
    return tmp_path


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(
    "command",
    [
        ("check",),
        ("check", "--format", "json"),
        ("score",),
        ("score", "--explain"),
        ("score", "--format", "json"),
        ("score", "--format", "csv"),
        ("explain",),
        ("explain", "local"),
        ("explain", ESCAPE),
        ("generate",),
        ("generate", "--keep-going"),
        ("generate", "-v"),
    ],
    ids=" ".join,
)
def test_nothing_in_a_site_acts_on_the_terminal(hostile: Path, command: tuple[str, ...], lang: str):
    assert tamed(run(*command, "--root", str(hostile), "--lang", lang))


def test_nothing_on_the_command_line_acts_on_the_terminal(tmp_path: Path):
    for arguments in (("check", ESCAPE), ("check", "--root", ESCAPE), ("demo", "--output", f"{tmp_path}/{ESCAPE}"), (ESCAPE,)):
        assert tamed(run(*arguments))


def test_json_is_exact(hostile: Path):
    [report] = json.loads(run("score", "--format", "json", "--root", str(hostile)).stdout)
    assert report["title"] == ESCAPE


def test_looks_and_tabs_are_ours(capsys: pytest.CaptureFixture[str]):
    write(styled("a\x1bb", bold=True), "\tc\n")
    assert capsys.readouterr().out in ("a\\u001bb\tc\\u000a\n", "\x1b[1ma\\u001bb\x1b[0m\tc\\u000a\n")
    assert escaped("a\n\tb\x1b") == "a\n\tb\\u001b"


def test_words_go_through_one_place():
    for module in (HERE / "generator/cli").glob("*.py"):
        echoes = [line for line in module.read_text("utf-8").splitlines() if "click.echo(" in line or "print(" in line]
        allowed = ("as_json(", "_csv(", "escaped(")
        assert module.stem == "terminal" or all(any(word in line for word in allowed) for line in echoes), module


@pytest.mark.parametrize("command", COMMANDS)
def test_help_fits_a_terminal_and_explains_every_option(command: str):
    help = CliRunner().invoke(gongkai, [command, "--help"], terminal_width=80).output
    assert max(map(len, help.splitlines())) <= 80
    found = gongkai.get_command(click.Context(gongkai), command)
    assert found is not None
    for option in found.params:
        assert isinstance(option, click.Argument) or (isinstance(option, click.Option) and option.help), option.name


def test_the_list_of_commands_is_not_cut():
    listing = CliRunner().invoke(gongkai, ["--help"], terminal_width=80).output
    assert "..." not in listing.partition("Commands:")[2]


def test_records_and_projects_exclude_each_other(tmp_path: Path):
    result = run("demo", "--records", "3", "--projects", "3", "--output", str(tmp_path / "demo"))
    assert result.exit_code == 2
    assert "not both" in result.stderr or "只能给一个" in result.stderr


def test_demo_writes_so_many_records(tmp_path: Path):
    assert "7 demonstration records" in run("demo", "--records", "7", "--output", str(tmp_path), "--lang", "en").stderr
    assert len(list(tmp_path.rglob("content/reports/*/*/*.yaml"))) == 7


def test_the_last_year_that_is_offered_can_be_written(tmp_path: Path):
    assert run("demo", "--records", "1", "--years", str(LAST_YEAR), "--output", str(tmp_path)).exit_code == 0
    result = run("demo", "--records", "1", "--years", str(LAST_YEAR + 1), "--output", str(tmp_path))
    assert result.exit_code == 2
    assert str(LAST_YEAR) in result.stderr


def test_a_folder_that_is_gone_is_said_in_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    result = run("check", "--lang", "en")
    monkeypatch.chdir(tmp_path)
    assert (result.exit_code, result.stderr) == (2, "error: the current folder no longer exists\n")


def test_an_output_that_takes_no_more_is_said_in_a_sentence(monkeypatch: pytest.MonkeyPatch):
    def full(*_: object, **__: object) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr("generator.cli.check.check_site", full)
    result = run("check", "--no-cache", "--lang", "en")
    assert (result.exit_code, result.stderr) == (2, "error: reading or writing failed: No space left on device\n")

"""Documentation is tested: every command in it runs, and it names only what exists."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from generator.codes import RULES

REPOSITORY = Path(__file__).resolve().parents[1]
DOCUMENTS = ("README.md", "README.zh-CN.md", "CONTRIBUTING.md", "benchmarks/README.md")
MAKE_TARGETS = set(re.findall(r"^([a-z]+):", (REPOSITORY / "Makefile").read_text(), re.MULTILINE))
RUN_ELSEWHERE = ("make site", "make test")
"""`make test` is running now; `make site` is the fixture below, in every respect but the virtual environment."""


def shell_lines(document: str) -> list[str]:
    text = (REPOSITORY / document).read_text(encoding="utf-8")
    blocks = re.findall(r"^```sh\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    return [line.split("#")[0].strip() for block in blocks for line in block.splitlines() if line.strip()]


GONGKAI = sorted({line for document in DOCUMENTS for line in shell_lines(document) if "gongkai" in line and "://" not in line})
"""What needs other machines is run by tests/workers/test_cluster.py and tests/test_upload.py, with what stands in for them there."""


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("checkout")
    shutil.copytree(REPOSITORY / "content", root / "content")
    shutil.copy(REPOSITORY / "mkdocs.yml", root)
    return root


def test_every_gongkai_command_in_the_documents_runs(checkout: Path) -> None:
    assert len(GONGKAI) >= 8
    # `demo` writes what `build` reads, and one `check` what another one does.
    for line in sorted(GONGKAI, key=lambda line: (line.split()[1] == "build", "--write-baseline" not in line)):
        words = shlex.split(line)
        assert words[0] == ".venv/bin/gongkai"
        result = subprocess.run(
            [sys.executable, "-m", "generator", *words[1:]],
            cwd=checkout,
            env={**os.environ, "LANG": "C.UTF-8"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert result.returncode == 0, (line, result.stderr)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_other_commands_are_make_targets_or_scripts_that_exist(document: str) -> None:
    for line in shell_lines(document):
        words = shlex.split(line)
        if "gongkai" in words[0]:
            continue
        if words[0] == "make":
            assert words[1] in MAKE_TARGETS, line
        else:
            assert words[0].startswith(".venv/bin/"), line
            assert all((REPOSITORY / word).exists() for word in words[1:] if word.endswith(".py")), line


def test_both_readmes_open_with_the_two_commands() -> None:
    for document in ("README.md", "README.zh-CN.md"):
        assert tuple(shell_lines(document)[:2]) == RUN_ELSEWHERE


@pytest.mark.parametrize("document", ["README.md", "README.zh-CN.md"])
def test_the_readme_names_every_command_and_no_other(document: str) -> None:
    from generator.cli.main import COMMANDS

    table = re.findall(r"^\| `gongkai ([a-z]+)", (REPOSITORY / document).read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(table) == sorted(COMMANDS)


@pytest.mark.parametrize("document", ["README.md", "README.zh-CN.md"])
def test_the_readme_names_options_that_there_are_and_every_one_that_shares_or_keeps_work(document: str) -> None:
    from generator.cli.main import COMMANDS, gongkai

    rows = re.findall(r"^\| `gongkai ([a-z]+)(.*)$", (REPOSITORY / document).read_text(encoding="utf-8"), re.MULTILINE)
    named = {command: set(re.findall(r"--[a-z-]+", row)) for command, row in rows}
    for command in COMMANDS:
        known = CliRunner().invoke(gongkai, [command, "--help"]).output
        assert named[command] <= set(re.findall(r"--[a-z-]+", known))
    assert named["build"] == {"--jobs", "--scheduler", "--no-cache", "--profile"}


def test_links_between_documents_lead_somewhere() -> None:
    for document in DOCUMENTS:
        for target in re.findall(r"\]\(([^)#]+)\)", (REPOSITORY / document).read_text(encoding="utf-8")):
            assert "://" in target or (REPOSITORY / document).parent.joinpath(target).exists(), (document, target)


def test_every_dependency_says_why() -> None:
    text = (REPOSITORY / "pyproject.toml").read_text(encoding="utf-8")
    project = tomllib.loads(text)["project"]
    for requirement in (*project["dependencies"], *project["optional-dependencies"]["test"]):
        line = next(line for line in text.splitlines() if f'"{requirement}"' in line)
        assert re.search(r"# \w.{10,}", line), requirement


def test_lock_files_name_no_host() -> None:
    for lock in REPOSITORY.glob("requirements*.lock"):
        text = lock.read_text()
        assert "://" not in text
        assert "--hash=sha256:" in text


def examples(kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```", (REPOSITORY / "CONTRIBUTING.md").read_text("utf-8"), re.MULTILINE | re.DOTALL)


def test_the_schema_that_editors_are_told_of_is_there() -> None:
    [(schema, records)] = json.loads(examples("json")[0])["yaml.schemas"].items()
    assert (REPOSITORY / schema).exists()
    assert list(REPOSITORY.glob(records))


def test_the_problem_matcher_reads_what_check_prints(checkout: Path) -> None:
    task = json.loads(examples("json")[1])["tasks"][0]
    assert task["command"] == ".venv/bin/gongkai"
    result = subprocess.run(
        [sys.executable, "-m", "generator", *task["args"]],
        cwd=checkout,
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
    )
    pattern = task["problemMatcher"]["pattern"]
    lines = result.stdout.splitlines()
    assert lines
    for line in lines:
        match = re.match(pattern["regexp"], line)
        assert match, line
        assert (checkout / match[pattern["file"]]).exists()
        assert int(match[pattern["line"]]) > 0 and int(match[pattern["column"]]) > 0
        assert match[pattern["severity"]] in ("error", "warning", "info")
        assert match[pattern["code"]] in RULES and match[pattern["message"]]


def test_the_hooks_that_are_named_exist_and_meet_records() -> None:
    hooks = {hook["id"]: hook for hook in yaml.safe_load((REPOSITORY / ".pre-commit-hooks.yaml").read_text("utf-8"))}
    asked = yaml.safe_load(examples("yaml")[0])["repos"][0]["hooks"]
    assert [hook["id"] for hook in asked] == ["gongkai-fix", "gongkai-check"]
    assert set(hooks) == {"gongkai-fix", "gongkai-check"}
    for hook in hooks.values():
        assert {"id", "name", "entry", "language", "files"} <= set(hook)
        assert hook["language"] == "python" and hook["entry"].split()[:2] == ["gongkai", "check"]
        assert re.search(hook["files"], "content/reports/2021/quwo-gonganju/jingwutong.yaml")
        assert not re.search(hook["files"], "generator/content.py")
    assert re.search(hooks["gongkai-check"]["files"], "content/site.yaml")


def test_the_workflow_example_runs_what_exists(checkout: Path) -> None:
    steps = yaml.safe_load(examples("yaml")[1])["jobs"]["check"]["steps"]
    commands = [step["run"] for step in steps if "run" in step]
    assert commands[0] == "make .venv/run"
    assert "$(VENV)/run:" in (REPOSITORY / "Makefile").read_text()
    for command in commands[1:]:
        words = shlex.split(command.split(" > ")[0])
        assert words[0] == ".venv/bin/gongkai"
        result = subprocess.run([sys.executable, "-m", "generator", *words[1:]], cwd=checkout, capture_output=True, check=False)
        assert result.returncode == 0


def test_every_room_of_the_house_is_told_of_and_has_its_layer() -> None:
    house = REPOSITORY / "generator"
    modules = {path.stem for path in house.glob("*.py")} - {"__init__", "__main__"}
    rooms = {path.parent.name for path in house.glob("*/__init__.py")}
    told = (REPOSITORY / "CONTRIBUTING.md").read_text("utf-8")
    assert {name for name in modules if f"`{name}.py`" not in told} == set()
    assert {name for name in rooms if f"`{name}/`" not in told} == set()
    contract, _ = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    layered = {name.removeprefix("generator.") for layer in contract["layers"] for name in layer.split(" | ")}
    assert layered == {name for name in modules | rooms if name != "rulesets"}

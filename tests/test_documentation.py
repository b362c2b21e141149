"""Documentation is tested: every command in it runs, and it names only what exists."""

import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[1]
DOCUMENTS = ("README.md", "README.zh-CN.md", "CONTRIBUTING.md", "benchmarks/README.md")
MAKE_TARGETS = set(re.findall(r"^([a-z]+):", (REPOSITORY / "Makefile").read_text(), re.MULTILINE))
RUN_ELSEWHERE = ("make site", "make test")
"""`make test` is running now; `make site` is the fixture below, in every respect but the virtual environment."""


def shell_lines(document: str) -> list[str]:
    text = (REPOSITORY / document).read_text(encoding="utf-8")
    blocks = re.findall(r"^```sh\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    return [line.split("#")[0].strip() for block in blocks for line in block.splitlines() if line.strip()]


GONGKAI = sorted({line for document in DOCUMENTS for line in shell_lines(document) if "gongkai" in line})


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("checkout")
    shutil.copytree(REPOSITORY / "content", root / "content")
    shutil.copy(REPOSITORY / "mkdocs.yml", root)
    return root


def test_every_gongkai_command_in_the_documents_runs(checkout: Path) -> None:
    assert len(GONGKAI) >= 8
    for line in sorted(GONGKAI, key=lambda line: line.split()[1] == "build"):  # `demo` writes what `build` reads
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

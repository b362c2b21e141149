"""What is shipped is whole: the wheel alone, templates, theme and standards included, builds the same site."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY, copy_site
from tests.test_pipeline import contents


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    into = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(into)]
    subprocess.run(command, cwd=REPOSITORY, check=True, capture_output=True)
    (file,) = into.glob("gongkai-*.whl")
    return file


def test_the_wheel_holds_templates_theme_standards_and_nothing_of_the_tests(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for expected in (
        "site_templates/pages/report.md.j2",
        "site_templates/theme/main.html",
        "site_templates/theme/mkdocs_theme.yml",
        "site_templates/theme/assets/stylesheets/gongkai.css",
        "generator/rulesets/quwo-2021.yaml",
        "generator/py.typed",
    ):
        assert expected in names
    assert not [name for name in names if name.startswith(("tests/", "content/", "benchmarks/"))]


def test_the_wheel_alone_builds_the_same_site(wheel: Path, example: Path, tmp_path: Path) -> None:
    installed = tmp_path / "installed"
    command = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-deps",
        "--no-index",
        "--target",
        str(installed),
        str(wheel),
    ]
    subprocess.run(command, check=True, capture_output=True)
    root = copy_site(tmp_path / "site")
    script = (
        "import generator, sys; assert generator.__file__.startswith(sys.argv.pop(1)); from generator.cli import main; main()"
    )
    environment = {**os.environ, "PYTHONPATH": str(installed)}
    command = [sys.executable, "-c", script, str(installed), "build", "--root", str(root)]
    result = subprocess.run(command, check=False, capture_output=True, text=True, cwd=tmp_path, env=environment)
    assert result.returncode == 0, result.stderr
    assert contents(root / "site") == contents(example / "site")

"""Writing a demonstration: never over anything else."""

from collections.abc import Callable
from pathlib import Path

import pytest

from generator.demo import MARKER, DemoError, demo_site, write_demo

YEARS = range(2021, 2023)


def written(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_a_new_folder_gets_every_file_and_the_marker(tmp_path: Path):
    into = tmp_path / "new" / "demo"
    number = write_demo(into, years=YEARS, seed=1, projects=4)
    expected = {path: text.encode() for path, text in demo_site(4, YEARS, 1)}
    found = written(into)
    assert found.pop(MARKER)
    assert found == expected
    assert number == sum(path.startswith("content/reports/") for path in expected)


def test_an_earlier_demonstration_is_replaced_and_leaves_nothing_behind(tmp_path: Path):
    write_demo(tmp_path, years=YEARS, seed=1, projects=8)
    (tmp_path / "build").mkdir()
    (tmp_path / "build" / "kept").write_text("x")
    write_demo(tmp_path, years=YEARS, seed=2, projects=2)
    found = written(tmp_path)
    assert found.pop("build/kept") == b"x"
    del found[MARKER]
    assert found == {path: text.encode() for path, text in demo_site(2, YEARS, 2)}


def test_a_folder_with_other_things_is_refused_and_left_alone(tmp_path: Path):
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "site.yaml").write_text("title: 真的网站\n", "utf-8")
    with pytest.raises(DemoError) as refused:
        write_demo(tmp_path, years=YEARS, seed=1, projects=2)
    assert "不是空文件夹" in refused.value.text.zh
    assert "neither empty nor" in refused.value.text.en
    assert list(written(tmp_path)) == ["content/site.yaml"]


def test_a_file_is_no_folder(tmp_path: Path):
    file = tmp_path / "file"
    file.write_text("x")
    with pytest.raises(DemoError, match="not a folder"):
        write_demo(file, years=YEARS, seed=1, projects=2)


def test_what_a_link_points_at_is_never_replaced(tmp_path: Path):
    elsewhere, into = tmp_path / "elsewhere", tmp_path / "demo"
    elsewhere.mkdir()
    (elsewhere / "precious").write_text("x")
    into.mkdir()
    (into / MARKER).write_text("x")
    (into / "content").symlink_to(elsewhere)
    with pytest.raises(DemoError, match="symbolic link"):
        write_demo(into, years=YEARS, seed=1, projects=2)
    assert list(written(elsewhere)) == ["precious"]


@pytest.mark.parametrize("name", ["mkdocs.yml", MARKER])
@pytest.mark.parametrize("link", [Path.symlink_to, Path.hardlink_to])
def test_a_file_that_is_linked_elsewhere_is_replaced_and_not_written_into(tmp_path: Path, name: str, link: Callable[..., None]):
    precious, into = tmp_path / "precious", tmp_path / "demo"
    precious.write_text("x")
    write_demo(into, years=YEARS, seed=1, projects=1)
    expected = written(into)
    (into / name).unlink()
    link(into / name, precious)
    write_demo(into, years=YEARS, seed=1, projects=1)
    assert precious.read_text() == "x"
    assert written(into) == expected
    assert not (into / name).is_symlink()


def test_impossible_years_write_nothing(tmp_path: Path):
    with pytest.raises(ValueError, match="years"):
        write_demo(tmp_path / "demo", years=range(2020, 2020), seed=1, projects=2)
    assert not (tmp_path / "demo").exists()


@pytest.mark.parametrize("numbers", [{}, {"projects": 1, "records": 1}])
def test_one_number_is_needed(tmp_path: Path, numbers: dict[str, int]):
    with pytest.raises(ValueError, match="projects or records"):
        write_demo(tmp_path / "demo", years=YEARS, seed=1, **numbers)

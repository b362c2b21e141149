"""Templates that were compiled once are not compiled again for the same text, by the same program, in the same language."""

import marshal
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import Environment

from generator.language import speaking
from generator.runtime.account import own_folder
from generator.site.templates import compiled
from generator.site.templates.environment import environment, forget_templates

NAME = "macros/parts.j2"
POSIX = pytest.mark.skipif(os.name != "posix", reason="modes are POSIX's")


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of an account that has never run gongkai."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    compiled._folder.cache_clear()
    yield tmp_path / "gongkai"
    compiled._folder.cache_clear()
    forget_templates()


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of templates that were compiled."""
    found: list[str] = []
    compile_one = Environment.compile

    def compiling(jinja: Environment, source: str, name: str, *rest: object, **others: object) -> object:
        found.append(name)
        return compile_one(jinja, source, name, *rest, **others)  # type: ignore[call-overload]

    monkeypatch.setattr(Environment, "compile", compiling)
    return found


def load(tag: str = "zh-CN") -> str:
    """Return what a template prints around nothing, as a process that has just begun would."""
    compiled._folder.cache_clear()
    forget_templates()
    with speaking(tag):
        return str(environment().get_template(NAME).module.blank())  # type: ignore[attr-defined]


def kept(own: Path) -> Path:
    """Return the one file of a template that is kept."""
    [file] = own.glob("templates-*/*")
    return file


def test_a_template_is_compiled_once_for_each_language(own: Path, names: list[str]) -> None:
    first = load()
    assert [load(), load("en") == first, load("en") == first, load()] == [first, False, False, first]
    assert names == [NAME] * 2
    assert len(list(own.glob("templates-*/*"))) == 2


def test_a_template_that_changed_is_compiled_again(own: Path, names: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    first = load()
    monkeypatch.setattr(compiled.Compiled, "get_source_checksum", lambda *_: "of another text")
    assert [load(), load()] == [first, first]
    assert names == [NAME] * 2
    assert kept(own).is_file()


def test_what_another_program_compiled_is_cleared_away(own: Path, names: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    first = load()
    file = kept(own)
    (own / "key").write_text("of the store")
    monkeypatch.setattr("generator.site.templates.compiled.program", lambda *_: b"another")
    assert load() == first
    assert names == [NAME] * 2
    assert kept(own).parent != file.parent
    assert (own / "key").is_file()


def test_a_process_keeps_to_its_own_program_when_files_of_ours_change(
    own: Path, names: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    load()
    monkeypatch.setattr("generator.site.templates.compiled.program", lambda *_: b"another")
    forget_templates()
    environment().get_template(NAME)
    assert names == [NAME]
    assert kept(own).is_file()


@pytest.mark.parametrize(
    "broken",
    [
        lambda whole: b"",
        lambda whole: b"no template",
        lambda whole: whole[:20],
        lambda whole: whole[:40],
        lambda whole: whole[: len(whole) // 2],
        lambda whole: whole[:-1],
        lambda whole: whole[: whole.index(b".", 40) + 1] + marshal.dumps(["no", "code"]),
        lambda whole: whole.replace(b"X(\x00\x00\x00", b"X(\xff\x00\x00", 1),
        lambda whole: whole.replace(b"X(\x00\x00\x00", b"cno\nthing\n", 1),
    ],
    ids=["empty", "other", "magic", "checksum", "half", "last", "list", "long", "import"],
)
def test_a_file_that_broke_is_compiled_again_and_replaced(own: Path, names: list[str], broken: object) -> None:
    first = load()
    whole = kept(own).read_bytes()
    kept(own).write_bytes(broken(whole))  # type: ignore[operator]
    assert kept(own).read_bytes() != whole
    assert [load(), load()] == [first, first]
    assert names == [NAME] * 2
    assert kept(own).read_bytes() == whole


@POSIX
@pytest.mark.parametrize("open_to_others", ["", "templates"])
def test_a_folder_that_others_can_open_is_not_believed(own: Path, names: list[str], open_to_others: str) -> None:
    first = load()
    assert {folder.stat().st_mode & 0o777 for folder in (own, kept(own).parent)} == {0o700}
    (kept(own).parent if open_to_others else own).chmod(0o755)
    assert [load(), load()] == [first, first]
    assert names == [NAME] * 3


@POSIX
def test_a_folder_of_another_account_is_not_believed(own: Path, names: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    first, owner = load(), os.getuid()
    monkeypatch.setattr("generator.runtime.account.os.getuid", lambda: owner + 1)
    assert [load(), load()] == [first, first]
    assert names == [NAME] * 3
    assert own_folder() is None


@pytest.mark.parametrize("place", ["gongkai", "templates"])
def test_where_nothing_can_be_kept_templates_are_compiled(own: Path, names: list[str], place: str) -> None:
    first = load()
    folder = own if place == "gongkai" else kept(own).parent
    folder.rename(own.with_name("elsewhere"))
    folder.write_text("a file where the folder should be")
    folder.chmod(0o600)
    assert [load(), load()] == [first, first]
    assert names == [NAME] * 3


def test_a_folder_that_goes_meanwhile_is_no_fault(own: Path, names: list[str]) -> None:
    load()
    kept(own).unlink()
    kept_in = next(own.glob("templates-*"))
    forget_templates()
    kept_in.rmdir()
    environment().get_template(NAME)
    assert names == [NAME] * 2

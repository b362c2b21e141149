"""A shell that was kept is the one MkDocs would make now, and whatever may change it unseen keeps it from being kept."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.assembly import wardrobe
from generator.cache.store import Store, opened
from generator.site.rendering import shell
from generator.site.rendering.engine import EngineError
from generator.site.rendering.frames import Shell

PAGES = frozenset({"index.md", "years/index.md"})
PLAIN = "site_name: 某县\ntheme: {name: gongkai}\nplugins: []\nnav: [{首页: index.md}, {年度: years/index.md}, {说明: notes/index.md}]\n"


@pytest.fixture
def store() -> Iterator[Store]:
    with opened(None) as made:
        yield made


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Each time that MkDocs was run."""
    runs, plain = list[Path](), shell.frames_of

    def noted(root: Path, **told: object) -> Shell | None:
        runs.append(root)
        return plain(root, **told)  # type: ignore[arg-type]

    monkeypatch.setattr(shell, "frames_of", noted)
    return runs


def shell_of(
    root: Path, store: Store, *, title: str = "某县", epoch: int = 0, pages: frozenset[str] = PAGES
) -> tuple[object, ...] | None:
    (root / "mkdocs.yml").exists() or (root / "mkdocs.yml").write_text(PLAIN, "utf-8")
    found = wardrobe.shell_of(root, store, settings={"site_name": title}, epoch=epoch, pages=pages)
    return None if found is None else (found.frames.frames, found.frames.digest, found.files, found.warnings)


def test_a_shell_is_made_once_and_is_the_same_afterwards(tmp_path: Path, store: Store, asked: list[Path]) -> None:
    first = shell_of(tmp_path, store)
    assert first is not None
    assert shell_of(tmp_path, store) == first
    assert len(asked) == 1


def test_whatever_a_shell_shows_is_noticed(
    tmp_path: Path, store: Store, asked: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    shells = [shell_of(tmp_path, store), shell_of(tmp_path, store, title="另一个县")]
    shells.append(shell_of(tmp_path, store, pages=PAGES | {"notes/index.md"}))
    (tmp_path / "mkdocs.yml").write_text(PLAIN.replace("年度", "各年"), "utf-8")
    shells.append(shell_of(tmp_path, store))
    assert len({repr(one) for one in shells}) == len(asked) == 4
    shell_of(tmp_path, store, epoch=86_400)
    monkeypatch.setattr(wardrobe, "program", lambda: b"a theme that changed")
    shell_of(tmp_path, store)
    monkeypatch.setattr(wardrobe, "version", lambda _: "another version")
    shell_of(tmp_path, store)
    assert len(asked) == 7


@pytest.mark.parametrize(
    "more",
    [
        "extra: {publisher: !ENV [PUBLISHER, 无]}\n",
        "extra: {publisher: !!str 无}\n",
        "INHERIT: parent.yml\n",
        '"INHERIT": parent.yml\n',
        "markdown_extensions: [md_in_html]\n",
    ],
)
def test_what_its_file_alone_does_not_tell_is_not_kept(
    tmp_path: Path, store: Store, asked: list[Path], monkeypatch: pytest.MonkeyPatch, more: str
) -> None:
    (tmp_path / "parent.yml").write_text("extra: {publisher: 甲}\n", "utf-8")
    monkeypatch.setenv("PUBLISHER", "甲")
    (tmp_path / "mkdocs.yml").write_text(PLAIN + more, "utf-8")
    before = shell_of(tmp_path, store)
    (tmp_path / "parent.yml").write_text("extra: {publisher: 乙}\n", "utf-8")
    monkeypatch.setenv("PUBLISHER", "乙")
    after = shell_of(tmp_path, store)
    assert before is not None and len(asked) == 2
    assert (before == after) == ("ENV" not in more and "INHERIT" not in more)


@pytest.mark.parametrize("more", ["hooks: [hook.py]\n", "theme: {name: gongkai, custom_dir: mine}\n"])
def test_a_site_that_only_mkdocs_can_make_is_asked_about_each_time(
    tmp_path: Path, store: Store, asked: list[Path], more: str
) -> None:
    assert shell_of(tmp_path, store) is not None
    (tmp_path / "mine").mkdir()
    (tmp_path / "hook.py").write_text("", "utf-8")
    kept = "".join(line for line in PLAIN.splitlines(keepends=True) if line.split(":")[0] != more.split(":", maxsplit=1)[0])
    (tmp_path / "mkdocs.yml").write_text(kept + more, "utf-8")
    assert shell_of(tmp_path, store) is None
    assert shell_of(tmp_path, store) is None
    assert len(asked) == 3


def test_a_mkdocs_yml_that_changes_while_mkdocs_reads_it_is_not_kept(
    tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = shell.frames_of

    def meanwhile(root: Path, **told: object) -> Shell | None:
        made = plain(root, **told)  # type: ignore[arg-type]
        (root / "mkdocs.yml").write_text(f"{PLAIN}copyright: 乙\n", "utf-8")
        return made

    monkeypatch.setattr(shell, "frames_of", meanwhile)
    shell_of(tmp_path, store)
    assert store.stamps("shell") == {}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no pipes with names")
def test_settings_that_are_no_plain_file_are_told_and_not_waited_for(tmp_path: Path, store: Store) -> None:
    os.mkfifo(tmp_path / "mkdocs.yml")
    with pytest.raises(EngineError):
        shell_of(tmp_path, store)

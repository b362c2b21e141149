"""Templates that were compiled once are not compiled again for the same text, by the same program, in the same language."""

from pathlib import Path

import pytest
from jinja2 import Environment

from generator.language import speaking
from generator.site.compiled import templates_kept
from generator.site.environment import environment, forget_templates
from generator.store import Kept, Store, opened


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of templates that were compiled."""
    names: list[str] = []
    compile_one = Environment.compile

    def compiling(jinja: Environment, source: str, name: str, *rest: object, **others: object) -> object:
        names.append(name)
        return compile_one(jinja, source, name, *rest, **others)  # type: ignore[call-overload]

    monkeypatch.setattr(Environment, "compile", compiling)
    forget_templates()
    return names


def load(store: Store, tag: str = "zh-CN") -> str:
    """Return what a template prints around nothing, read anew."""
    forget_templates()
    with speaking(tag), templates_kept(store):
        return str(environment().get_template("macros/parts.j2").module.blank())  # type: ignore[attr-defined]


def test_a_template_is_compiled_once_for_each_language(tmp_path: Path, compiled: list[str]) -> None:
    with opened(tmp_path / "made.sqlite") as store:
        first = load(store)
        assert [load(store), load(store, "en") == first, load(store)] == [first, False, first]
    with opened(tmp_path / "made.sqlite") as store:
        assert load(store) == first
    assert compiled == ["macros/parts.j2"] * 2


def test_a_template_that_changed_is_compiled_again(tmp_path: Path, compiled: list[str]) -> None:
    with opened(tmp_path / "made.sqlite") as store:
        first = load(store)
        [kept] = store.pieces("template")
        store.put("template", [Kept(kept.name, b"of another text", kept.piece)])
        assert load(store) == first
    assert compiled == ["macros/parts.j2"] * 2


def test_nothing_is_kept_afterwards(tmp_path: Path, compiled: list[str]) -> None:
    with opened(tmp_path / "made.sqlite") as store:
        load(store)
        environment().get_template("macros/frame.j2")
        assert [kept.name for kept in store.pieces("template")] == ["zh-CN macros/parts.j2"]
    assert compiled == ["macros/parts.j2", "macros/frame.j2"]

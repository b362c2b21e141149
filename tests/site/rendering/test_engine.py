"""MkDocs runs inside the process, on the site's own mkdocs.yml, quietly, reproducibly, and fails in plain words."""

import logging
import os
from pathlib import Path

import pytest

from generator.site.folders.folder import NotOursError
from generator.site.rendering.engine import EngineError, build_pages
from tests.site.dom import tree

CONFIG = """\
site_name: 例
docs_dir: elsewhere
theme: {name: material, language: zh, font: false, custom_dir: overrides}
plugins: []
nav: [{首页: index.md}]
not_in_nav: "*"
markdown_extensions: [attr_list, {tables: {use_align_attribute: true}}, toc]
extra: {generator: false, kept: yes-kept}
"""
MAIN = '{% extends "base.html" %}{% block libs %}<meta name="extra" content="{{ config.extra.kept }} {{ config.extra.given }}">{% endblock %}'
PAGES = {
    "index.md": "---\ntitle: 首页\n---\n\n# 首页 {#top}\n\n- [二〇二一](2021/index.md#list)\n",
    "2021/index.md": "---\ntitle: 2021 年\n---\n\n# 2021 年 {#year}\n\n## 名单 {#list}\n\n| a | b |\n| --- | --: |\n| 1 | [x](../index.md) |\n",
    "2021/a.csv": "x\n",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name, text in {"mkdocs.yml": CONFIG, "overrides/main.html": MAIN, **{f"docs/{k}": v for k, v in PAGES.items()}}.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_pages_are_built_by_the_sites_own_configuration_with_settings_laid_over_it(root: Path) -> None:
    out = root / "out"
    result = build_pages(root, root / "docs", out, settings={"site_name": "另", "copyright": None, "extra": {"given": "g"}})
    assert result == (2, ())
    page = (out / "2021/index.html").read_text(encoding="utf-8")
    assert "<title>2021 年 - 另</title>" in page
    assert 'content="yes-kept g"' in page
    assert (out / "2021/a.csv").read_bytes() == b"x\n"


def test_settings_are_not_used_up_by_a_build(root: Path) -> None:
    settings = {"markdown_extensions": ["attr_list", {"tables": {"use_align_attribute": True}}]}
    build_pages(root, root / "docs", root / "out", settings=settings)
    assert settings == {"markdown_extensions": ["attr_list", {"tables": {"use_align_attribute": True}}]}


def test_the_site_is_the_same_without_the_hook(root: Path) -> None:
    for hook in (True, False):
        build_pages(root, root / "docs", root / f"out-{hook}", hook=hook)
    assert tree(root / "out-True") == tree(root / "out-False")
    assert "2021/index.html" in tree(root / "out-True")


def test_two_builds_give_the_same_bytes_whatever_the_day(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "946684800")
    settings = {"site_url": "https://example.org/"}
    build_pages(root, root / "docs", root / "a", settings=settings, epoch=1640995200)
    assert os.environ["SOURCE_DATE_EPOCH"] == "946684800"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1893456000")
    build_pages(root, root / "docs", root / "b", settings=settings)
    assert files(root / "a") == files(root / "b")
    assert not list((root / "a").glob("sitemap*"))


def test_the_time_of_the_build_reaches_the_templates(root: Path) -> None:
    (root / "overrides/main.html").write_text("{{ build_date_utc.date() }}", encoding="utf-8")
    build_pages(root, root / "docs", root / "out", epoch=1640995200)
    assert (root / "out/index.html").read_text(encoding="utf-8") == "2022-01-01"


def test_nothing_is_printed_and_warnings_come_back_as_values(root: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (root / "docs/index.md").write_text("[weg](gone.md)\n", encoding="utf-8")
    result = build_pages(root, root / "docs", root / "out")
    assert len(result.warnings) == 1
    assert "gone.md" in result.warnings[0]
    assert capfd.readouterr() == ("", "")
    assert logging.getLogger("mkdocs").propagate
    assert not logging.getLogger("mkdocs").handlers


def test_a_page_that_is_gone_leaves_the_output(root: Path) -> None:
    build_pages(root, root / "docs", root / "out")
    (root / "docs/2021/index.md").unlink()
    build_pages(root, root / "docs", root / "out")
    assert not (root / "out/2021/index.html").exists()


@pytest.mark.parametrize(
    ("config", "reason"),
    [
        ("theme: {name: nowhere}\nsite_name: x\n", "nowhere"),
        ("site_name: [1]\n", "site_name"),
        ("site_name: x\nplugins: [gone]\n", "gone"),
        ("site_name: x\nextra: 5\n", "extra"),
        ("site_name: 'x\n", r"mkdocs\.yml:1:12: .*quote"),
        ("site_name：x\n", r"mkdocs\.yml:1:10: .*colon"),
        ("- a\n", r"mkdocs\.yml:1:1: .*list"),
        ("5\n", r"mkdocs\.yml:1:1: .*text"),
        (CONFIG + "site_url: 5\n", "site_url"),
        (CONFIG + "extra_css: [5]\n", "TypeError"),
        (CONFIG + "INHERIT: mkdocs.yml\n", "INHERIT leads back"),
        ("[" * 3_000, r"mkdocs\.yml:1:21: Nested too deep"),
        (CONFIG + "x: " + "[" * 300_000, r"mkdocs\.yml:\d+:23: Nested too deep"),
        (CONFIG + "#" * (1 << 20), "1 MiB"),
        ("site_name: x\ntheme: {name: material, static_templates: 5}\n", "TypeError"),
    ],
)
def test_a_wrong_configuration_is_refused_with_its_reason(root: Path, config: str, reason: str) -> None:
    (root / "mkdocs.yml").write_text(config, encoding="utf-8")
    with pytest.raises(EngineError, match=reason):
        build_pages(root, root / "docs", root / "out")


def test_a_folder_that_stands_in_place_of_the_settings_is_not_called_missing(root: Path) -> None:
    (root / "mkdocs.yml").unlink()
    with pytest.raises(EngineError, match="does not exist: put it beside"):
        build_pages(root, root / "docs", root / "out")
    (root / "mkdocs.yml").mkdir()
    with pytest.raises(EngineError, match="not an ordinary file: put a file"):
        build_pages(root, root / "docs", root / "out")


def test_a_page_that_mkdocs_would_leave_out_is_built(root: Path) -> None:
    (root / "docs/templates").mkdir()
    (root / "docs/templates/index.md").write_text("# 模板\n", encoding="utf-8")
    (root / "mkdocs.yml").write_text(CONFIG + "exclude_docs: 2021/\n", encoding="utf-8")
    assert build_pages(root, root / "docs", root / "out").pages == 3
    assert (root / "out/templates/index.html").is_file()


def test_a_page_that_a_setting_takes_out_is_named(root: Path) -> None:
    (root / "mkdocs.yml").write_text(CONFIG + "draft_docs: 2021/\n", encoding="utf-8")
    with pytest.raises(EngineError, match=r"2021/index\.md"):
        build_pages(root, root / "docs", root / "out")


@pytest.mark.parametrize("linked", [False, True])
def test_a_folder_of_someone_else_s_is_not_emptied(root: Path, linked: bool) -> None:
    (root / "theirs").mkdir()
    (root / "theirs/precious").touch()
    (root / "out").symlink_to(root / "theirs") if linked else (root / "theirs").rename(root / "out")
    with pytest.raises(NotOursError):
        build_pages(root, root / "docs", root / "out")
    assert (root / "out/precious").exists()


def test_the_output_is_emptied_to_the_last_dot(root: Path) -> None:
    build_pages(root, root / "docs", root / "out")
    before = files(root / "out")
    (root / "out/.hidden").mkdir()
    (root / "out/.hidden/index.html").touch()
    build_pages(root, root / "docs", root / "out")
    assert files(root / "out") == before


def test_what_only_mkdocs_search_needs_is_left_out_unless_it_is_used(root: Path) -> None:
    build_pages(root, root / "docs", root / "out")
    scripts = root / "out/assets/javascripts"
    assert list(scripts.glob("bundle.*.min.js"))
    assert not (scripts / "lunr").exists()
    assert not (scripts / "workers").exists()
    assert not list((root / "out").rglob("*.map"))
    (root / "mkdocs.yml").write_text(CONFIG.replace("plugins: []", "plugins: [search]"), encoding="utf-8")
    build_pages(root, root / "docs", root / "out")
    assert list((scripts / "workers").glob("search.*.js"))
    assert (scripts / "lunr").exists()


def test_our_frame_leaves_material_s_files_behind(root: Path) -> None:
    (root / "mkdocs.yml").write_text("site_name: 例\ndocs_dir: docs\nplugins: []\ntheme: {name: gongkai}\n", encoding="utf-8")
    build_pages(root, root / "docs", root / "out")
    assets = {path.relative_to(root / "out/assets").as_posix() for path in (root / "out/assets").rglob("*.*")}
    ours = Path(__file__).parents[3] / "site_templates/theme/assets"
    assert assets == {path.relative_to(ours).as_posix() for path in ours.rglob("*.*")}


def test_a_missing_configuration_is_named(root: Path) -> None:
    (root / "mkdocs.yml").unlink()
    with pytest.raises(EngineError, match=r"mkdocs\.yml") as caught:
        build_pages(root, root / "docs", root / "out")
    assert "找不到" in caught.value.text.zh


@pytest.mark.parametrize("template", ["{{ page.nothing.at_all }}", "{% if %}", '{% extends "gone.html" %}'])
def test_a_template_that_fails_is_refused_with_its_reason(root: Path, template: str) -> None:
    (root / "overrides/main.html").write_text(template, encoding="utf-8")
    with pytest.raises(EngineError):
        build_pages(root, root / "docs", root / "out")


def test_a_page_that_is_not_utf8_is_refused_by_name(root: Path) -> None:
    (root / "docs/2021/index.md").write_bytes("预算".encode("gbk"))
    with pytest.raises(EngineError, match=r"2021/index\.md"):
        build_pages(root, root / "docs", root / "out")

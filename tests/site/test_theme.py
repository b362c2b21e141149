"""The shell of every page: what a site's own settings say is text in it, never markup; and what it keeps of Material."""

import hashlib
import re
from importlib.resources import files
from pathlib import Path

import pytest
from lxml import html

from generator.site.rendering.engine import build_pages

HOSTILE = '<b>"x" \'&amp;'


def test_settings_are_text_in_the_shell(repository: Path, tmp_path: Path) -> None:
    root = tmp_path / "site"
    (root / "docs").mkdir(parents=True)
    (root / "mkdocs.yml").write_bytes((repository / "mkdocs.yml").read_bytes())
    for folder in ("", "years", "agencies", "compare", "standards", "data", "about"):
        page = root / "docs" / folder / "index.md"
        page.parent.mkdir(exist_ok=True)
        page.write_text("---\ntitle: 页\n---\n\n# 页 {#title}\n", encoding="utf-8")
    extra = dict.fromkeys(("banner", "publisher", "licence", "contact"), HOSTILE)
    address = 'https://example.org/a"b&amp;c/'
    build_pages(root, root / "docs", root / "out", settings={"site_name": HOSTILE, "site_url": address, "extra": extra})
    page = html.parse(str(root / "out/years/index.html"), html.HTMLParser(encoding="utf-8")).getroot()
    assert page.xpath("//link[@rel='canonical']/@href") == [address + "years/"]
    assert page.xpath("//title/text()") == [f"年度 · {HOSTILE}"]
    assert [element.text_content() for element in page.find_class("site-name")] == [HOSTILE]
    assert [element.text_content() for element in page.find_class("banner")] == [HOSTILE]
    assert not page.xpath("//b")


UPSTREAM = {
    "base.html": (
        "8536d352b0093623",
        "compare its blocks and what it does for accessibility with site_templates/theme/base.html, which takes its place",
    ),
    "main.html": ("9948b55a7bc979c3", "it extends base.html and no more; site_templates/theme/main.html takes its place"),
    "404.html": ("80c93494b5432b1b", "it has one block, content; site_templates/theme/404.html takes its place"),
    ".icons/material/brightness-auto.svg": ("f75bff7e9405a8e8", "the masthead shows it: look at the button for light and dark"),
    ".icons/material/brightness-7.svg": ("242eea9c08f3d665", "the masthead shows it: look at the button for light and dark"),
    ".icons/material/brightness-4.svg": ("f4ba0c6f592dc367", "the masthead shows it: look at the button for light and dark"),
}


@pytest.mark.parametrize("name", UPSTREAM)
def test_what_ours_replaces_or_shows_of_material_is_as_it_was_when_we_looked(name: str) -> None:
    digest, advice = UPSTREAM[name]
    found = hashlib.sha256(files("material").joinpath("templates", name).read_bytes()).hexdigest()
    assert found[:16] == digest, f"Material changed {name}: {advice}; then put its new hash here"


def test_a_site_s_own_main_template_finds_the_blocks_that_material_documents(repository: Path) -> None:
    ours = (repository / "site_templates/theme/base.html").read_text(encoding="utf-8")
    blocks = set(re.findall(r"{% block (\w+) %}", ours))
    documented = {"site_meta", "htmltitle", "styles", "libs", "scripts", "extrahead", "header", "container", "content", "footer"}
    assert documented <= blocks


def test_our_templates_ask_for_nothing_of_material_but_what_is_watched(repository: Path) -> None:
    theme = repository / "site_templates/theme"
    named = {
        name
        for file in theme.rglob("*.html")
        for name in re.findall(r"""{%-? (?:include|extends|import|from) "([^"]+)\"""", file.read_text(encoding="utf-8"))
        if not (theme / name).is_file()
    }
    assert named == {name for name in UPSTREAM if name.startswith(".icons/")}


def test_the_policy_comes_first_and_stands_outside_every_block(repository: Path) -> None:
    """What a browser read before it would be free of it, and a site's own template can't leave it out."""
    ours = (repository / "site_templates/theme/base.html").read_text(encoding="utf-8")
    head = ours[ours.index("<head>") + len("<head>") :]
    assert head.lstrip().startswith('<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; ')
    policy = head[: head.index(">")]
    assert "unsafe-inline" not in policy
    assert "http:" not in policy
    assert "https:" not in policy
    assert "*" not in policy


def test_a_site_s_own_style_script_and_template_stand_in_a_folder_of_the_theme(tmp_path: Path) -> None:
    """What the link checker's hints and the READMEs tell the writer of a page to do."""
    given = {
        "mkdocs.yml": "site_name: x\ndocs_dir: docs\nplugins: []\ntheme: {name: gongkai, custom_dir: own}\n"
        "extra_css: [own.css]\nextra_javascript: [own.js]\n",
        "docs/index.md": "---\ntitle: 页\n---\n\n# 页 {#title}\n",
        "own/own.css": ".mine { color: red }\n",
        "own/own.js": "1;\n",
        "own/main.html": '{% extends "base.html" %}{% block extrahead %}<meta name="own" content="yes">{% endblock %}',
    }
    for name, text in given.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    build_pages(tmp_path, tmp_path / "docs", tmp_path / "out")
    page = html.parse(str(tmp_path / "out/index.html"), html.HTMLParser(encoding="utf-8")).getroot()
    assert "own.css" in page.xpath("//link[@rel='stylesheet']/@href")
    assert "own.js" in page.xpath("//script/@src")
    assert page.xpath("//meta[@name='own']/@content") == ["yes"]
    assert (tmp_path / "out/own.css").is_file()
    assert (tmp_path / "out/own.js").is_file()
    assert page.xpath("/html/head/*[1]/@http-equiv") == ["Content-Security-Policy"]

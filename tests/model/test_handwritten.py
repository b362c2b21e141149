"""Hand-written pages: a small head that is read strictly, and Markdown that stays as it is."""

import re
from pathlib import Path

import pytest

from generator.codes import RULES
from generator.model.handwritten import Handwritten, read_page, read_pages
from generator.site import addresses


def page(text: str) -> Handwritten:
    """Return a page that must be readable."""
    found, findings = read_page(text, "content/pages/about.md", "about")
    assert found is not None and not findings, [finding.message("en") for finding in findings]
    return found


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("close", ["---", "...", "--- "])
def test_a_head_says_title_and_description(end: str, close: str):
    text = end.join(("---", "title: '关于：本站'", "description: 说明", close, "", "正文", "---", ""))
    assert page(text) == Handwritten("关于：本站", "说明", "正文\n---\n")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("---\n" + "[" * 60_000 + "\n---", ("yaml-depth", 2, 21)),
        ("---\ntitle: 关于\ntemplate: 5\n---\n", ("schema-unknown-key", 3, 1)),
        ("---\ntitle: [关于]\n---\n", ("schema-shape", 2, 8)),
        ("---\ntitle: &a 关于\n---\n", ("yaml-anchor", 2, 8)),
        ("---\ntitle: 关于: 本站\n---\n", ("yaml-syntax", 2, 10)),
        ("---\n关于\n---\n", ("yaml-top-level", 2, 1)),
        ("---\ntitle: 关于\n", ("page-head", 1, 1)),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else "",
)
def test_a_fault_of_the_head_stands_where_it_is_in_the_file(text: str, place: tuple[str, int, int]):
    found, findings = read_page(text, "content/pages/about.md", "about")
    assert place in [(finding.code, finding.span.line, finding.span.column) for finding in findings if finding.span]
    assert {finding.code for finding in findings} <= set(RULES)
    assert found is None or place[0] == "yaml-anchor"  # an anchor is refused, but can be read on


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("# 关于本站 {#title .wide}\n", "关于本站"),
        ("正文\n\n# 关于 C# ##\n", "关于 C#"),
        ("```\n# 注释\n```\n# 关于\n", "关于"),
        ("## 二级\n", "about"),
        ("#\n# {#title}\n", "about"),
        ("---\ndescription: 说明\n---\n# 关于\n", "关于"),
        ("---\ntitle:\n---\n# 关于\n", "关于"),
        ("---\n# 只有注释\n---\n", "about"),
        ("", "about"),
        ("template: home.html\n\n# 关于\n", "关于"),
    ],
)
def test_a_page_without_a_title_goes_by_its_first_heading_else_by_its_name(text: str, title: str):
    assert page(text).title == title


def test_pages_are_found_by_address_and_links_are_not_followed(tmp_path: Path):
    folder = tmp_path / "content" / "pages"
    folder.mkdir(parents=True)
    (tmp_path / "secret").write_text("秘密", "utf-8")
    for name in ("index.md", "about.md", "关于.md", "bad\x1b[31m.md"):
        (folder / name).write_text("# 标题\n", "utf-8")
    (folder / "link.md").symlink_to(tmp_path / "secret")
    pages, findings = read_pages(tmp_path)
    assert set(pages) == {"/", "/about/"}
    assert {(finding.code, finding.path) for finding in findings} == {
        ("source-slug", "content/pages/bad\\u001b[31m.md"),
        ("source-symlink", "content/pages/link.md"),
        ("source-slug", "content/pages/关于.md"),
    }


@pytest.mark.parametrize(("name", "replaced"), [("withheld", "/withheld/"), ("2022", "/2022/"), ("about", None), ("index", None)])
def test_a_page_in_the_place_of_one_that_the_site_makes_is_told(tmp_path: Path, name: str, replaced: str | None):
    file = tmp_path / f"content/pages/{name}.md"
    file.parent.mkdir(parents=True)
    file.write_text("# 说明\n", "utf-8")
    pages, findings = read_pages(tmp_path)
    assert len(pages) == 1
    assert [(found.code, found.path) for found in findings] == (
        [("page-replaces", f"content/pages/{name}.md")] if replaced else []
    )
    assert all(str(replaced) in found.message("zh") for found in findings)


def test_every_page_that_the_site_makes_once_is_known(tmp_path: Path):
    made = {value for value in vars(addresses).values() if isinstance(value, str) and re.fullmatch("/[a-z]+/", value)}
    assert len(made) > 9
    (tmp_path / "content/pages").mkdir(parents=True)
    for address in made:
        (tmp_path / f"content/pages/{address.strip('/')}.md").write_text("# 说明\n", "utf-8")
    assert {found.path for found in read_pages(tmp_path)[1]} == {
        f"content/pages/{address.strip('/')}.md" for address in made - {addresses.ABOUT}
    }

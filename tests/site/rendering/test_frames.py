"""A page filled into a frame is the page MkDocs makes, to the byte, on every page and under every setting."""

import pickle
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from generator import pipeline
from generator.demo.writing import write_demo
from generator.review.reports import check_reports
from generator.site.rendering.engine import EngineError, build_pages
from generator.site.rendering.frames import FrameError, Frames, Shell
from generator.site.rendering.settings import engine_settings
from generator.site.rendering.shell import frames_of

HOSTILE = '<b>"x" \'&amp; {{ page.title }}'
EPOCH = 1640995200
OTHERWISE = {
    "site_name": HOSTILE,
    "site_url": "https://example.org/a%20b&c",
    "extra": {"language": "en", "noindex": True, "banner": HOSTILE, "publisher": "P", "has_coverage": True, "has_withheld": True},
}


def markdown_of(docs: Path) -> Iterator[tuple[str, str]]:
    """Yield the path and the text of every page of a docs folder."""
    for path in docs.rglob("*.md"):
        yield path.relative_to(docs).as_posix(), path.read_bytes().decode()


def both(root: Path, docs: Path, out: Path, settings: Mapping[str, object]) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """Return the site as MkDocs builds it and as frames make it, beside what stands in `docs` already."""
    result = build_pages(root, docs, out, settings=settings, epoch=EPOCH)
    built = {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()}
    pages = dict(markdown_of(docs))
    shell = frames_of(root, settings=settings, epoch=EPOCH, pages=pages)
    assert shell is not None
    frames: Frames = pickle.loads(pickle.dumps(shell.frames))
    present = {path.relative_to(docs).as_posix() for path in docs.rglob("*") if path.is_file()} | set(shell.files)
    filled = {
        path.removesuffix(".md") + ".html": frames.fill(f"/{path.removesuffix('index.md')}", text, present.__contains__).html
        for path, text in pages.items()
    }
    assert result.pages == len(filled)
    assert result.warnings[: len(shell.warnings)] == shell.warnings
    return {name: page for name, page in built.items() if name in shell.files or name not in present | {".gongkai"}}, {
        **filled,
        **shell.files,
    }


@pytest.mark.parametrize("settings", [{}, {"site_url": "https://example.org/"}, OTHERWISE], ids=["bare", "url", "otherwise"])
def test_every_page_of_the_example_is_the_same(example: Path, tmp_path: Path, settings: Mapping[str, object]) -> None:
    built, filled = both(example, example / pipeline.DOCS, tmp_path / "out", settings)
    assert len(filled) > 80
    assert built == filled


def test_every_page_of_an_invented_site_is_the_same(repository: Path, tmp_path: Path) -> None:
    write_demo(tmp_path, years=range(2022, 2024), seed=1, projects=8)
    checked = check_reports((), root=tmp_path, cwd=tmp_path)
    pipeline.generate(checked, docs=tmp_path / "docs")
    settings = engine_settings(pipeline.release(checked, None).catalog, has_coverage=True)
    built, filled = both(tmp_path, tmp_path / "docs", tmp_path / "out", settings)
    assert {name.split("/")[0] for name in filled} >= {"corrections", "withheld", "compare", "projects"}
    assert built == filled


CONFIG = """\
site_name: 例
plugins: []
theme: {name: gongkai}
nav: [{首页: index.md}, {年度: ./years/index.md}, {没有: gone.md}, {节: [{内: in/index.md}]}, {政府网: "https://www.gov.cn/"}]
not_in_nav: "*"
extra_css: [own.css, /rooted.css]
extra_javascript: [own.js, {path: 'a&b"c.mjs', type: module, async: true}, https://example.org/x.js]
"""
BODY = "# 一 {#title}\n\n正文\n"
PAGES = {
    "index.md": "x",
    "years/index.md": f"---\ntitle: 甲\ndescription: 乙\n---\n{BODY}",
    "years/2021/index.md": f'---\ntitle: "甲"\n---\n\n\n{BODY}',
    "in/index.md": f'---\ntitle: ""\n---\n\n{BODY}',
    "in/a/b/c/index.md": f'---\ntitle: "&#60;b&#62; {{{{ config }}}}"\ndescription: "{{% x %}}"\ntemplate: compare.html\n---\n\n{BODY}',
    "form/index.md": f'---\ntitle: "甲"\ndescription: "乙"\ntemplate: form.html\n---\n\n{BODY}',
    "no-head/index.md": BODY,
    "no-title/index.md": "正文\n\n## 二\n",
    "no-words/index.md": "",
    "empty-title/index.md": f'---\ntitle: ""\ndescription: ""\n---\n\n{BODY}',
    "no-such-title/index.md": f"---\ntitle:\ndescription: [甲]\n---\n\n{BODY}",
    "number/index.md": f"---\ntitle: 2021\ndescription: 0\n---\n\n{BODY}",
    "escapes/index.md": f'---\ntitle: "甲\\u4e59\\n丙"\ndescription: "乙"\n---\n\n{BODY}',
    "breaks/index.md": f'---\ntitle: "甲\u2028乙"\n---\n\n{BODY}',
    "next-line/index.md": f'---\ntitle: "甲\x85乙"\n---\n\n{BODY}',
    "control/index.md": f'---\ntitle: "甲\x01"\n---\n\n{BODY}',
    "wrong-head/index.md": f'---\ntitle: "甲\n---\n\n{BODY}',
    "words-first/index.md": f"title: 甲\ndescription: 乙\n\n{BODY}",
    "marked/index.md": f"\ufeff---\r\ntitle: 甲\r\n---\r\n\r\n{BODY}",
    "returns/index.md": '---\ntitle: "甲"\n---\n\r\n# 乙\r\r<div>\r\n</div>\r\n',
    "slots/index.md": f'---\ntitle: "Slot.BODY"\n---\n\n{BODY}\n\\g<0> %s {{}} Slot.TITLE\n',
    "links/index.md": (
        "[a](../years/index.md) [b](index.md#x) [c](../years/2021/index.md?q=1#y) [d](/years/) [e](../gone.md) [f](../data/a.csv)\n"
        "[g](./../data/a.csv) [h](#x) [i](?x) [j](.) [k](../years/) [l](mailto:a@b.cn) <a@b.cn> [m](%69ndex.md) [n](../../../index.md)\n"
        "[o](../data/%E8%A1%A8.csv) ![p](../assets/images/mark.svg) [q](../in/./a/../index.md) [r](//example.org/a.md) [s]()\n"
    ),
    "data/a.csv": "1",
    "data/表.csv": "1",
}  # fmt: skip


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name, text in {"mkdocs.yml": CONFIG, **{f"docs/{path}": text for path, text in PAGES.items()}}.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    return tmp_path


def shell_of(root: Path, **settings: object) -> Shell:
    shell = frames_of(root, settings=settings, pages=PAGES)
    assert shell is not None
    return shell


@pytest.mark.parametrize("settings", [{}, {"site_url": "https://example.org/a/"}, {"nav": [{"年度": "years/index.md"}]}])
def test_pages_of_every_shape_are_the_same(root: Path, settings: Mapping[str, object]) -> None:
    built, filled = both(root, root / "docs", root / "out", settings)
    assert built == filled


def test_a_link_to_another_page_needs_no_list_of_the_pages(root: Path) -> None:
    page = shell_of(root).frames.fill("/a/", "[a](../years/index.md#x) [b](../data/a.csv)").html.decode()
    assert '<a href="../years/#x">a</a> <a href="../data/a.csv">b</a>' in page


def test_the_digest_tells_of_a_change_in_any_page_and_of_nothing_else(root: Path) -> None:
    digest = shell_of(root).frames.digest
    assert shell_of(root, site_name="例").frames.digest == digest
    others = [shell_of(root, **other).frames.digest for other in ({"site_name": "另"}, {"extra": {"language": "en"}})]
    shell = frames_of(root, pages=("index.md",))
    assert shell is not None
    assert len({digest, *others, shell.frames.digest}) == 4


@pytest.mark.parametrize(
    ("line", "other"),
    [
        ("theme: {name: gongkai}", "theme: {name: material}"),
        ("theme: {name: gongkai}", "theme: {name: gongkai, custom_dir: docs}"),
        ("theme: {name: gongkai}", "theme: {name: gongkai, static_templates: [x.html]}"),
        ("plugins: []", "plugins: [search]"),
        ("plugins: []", ""),
        ("plugins: []", "plugins: []\nhooks: [hook.py]"),
        ("plugins: []", "plugins: []\nextra_templates: [x.html]"),
        ("plugins: []", "plugins: []\ndraft_docs: x"),
        ("plugins: []", "plugins: []\nuse_directory_urls: false"),
        ("plugins: []", "plugins: []\nvalidation: {links: {absolute_links: relative_to_docs}}"),
        ("{首页: index.md}", "index.md"),
        ("{首页: index.md}", "{表: data/a.csv}"),
        (CONFIG[CONFIG.index("nav:") : CONFIG.index("not_in_nav")], ""),
    ],
)
def test_a_site_that_wants_more_of_mkdocs_has_no_frames(root: Path, line: str, other: str) -> None:
    assert CONFIG.count(line) == 1
    (root / "mkdocs.yml").write_text(CONFIG.replace(line, other), encoding="utf-8")
    (root / "hook.py").touch()
    assert frames_of(root, pages=PAGES) is None


def test_a_wrong_configuration_is_refused_as_ever(root: Path) -> None:
    (root / "mkdocs.yml").write_text("site_name: [1]\n", encoding="utf-8")
    with pytest.raises(EngineError, match="site_name"):
        frames_of(root, pages=PAGES)


@pytest.mark.parametrize(
    ("page", "reason"), [("---\ntitle: x\ntemplate: gone.html\n---\n", r"gone\.html"), ("[a](http://[)\n", r"a/index\.md")]
)
def test_a_page_that_no_frame_can_hold_is_refused_by_name(root: Path, page: str, reason: str) -> None:
    with pytest.raises(FrameError, match=reason):
        shell_of(root).frames.fill("/a/", page)


def test_mkdocs_leaves_nothing_behind_and_sees_no_page(root: Path) -> None:
    (root / "docs/index.md").write_bytes(b"\xff")  # which MkDocs could not read
    before = sorted(root.rglob("*"))
    shell_of(root)
    assert sorted(root.rglob("*")) == before

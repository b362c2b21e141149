"""Every kind of address a browser reads is followed, and each fault is named at its page and line."""

from pathlib import Path

import pytest

from generator.diagnostics import Severity
from generator.site.links import RULES, Ties, check_links, faults, lost, ties_of, together
from generator.site.links.rules import ANCHOR, EMBEDDED, MISSING, OUTSIDE, REPEATED, SCRIPT, STYLE, UNREAD, UNSAFE

OTHER = '<h1 id="top-of-it">b</h1><a name="old"></a><p id="预算">c</p>'


def site(folder: Path, body: str, **more: str) -> Path:
    files = {
        "index.html": f"<!doctype html>\n<html><head></head><body>\n{body}\n</body></html>",
        "other/index.html": f"<html><body>{OTHER}</body></html>",
        "文件.pdf": "",
        "a b.csv": "",
        "p.png": "",
        "s.css": "",
        "s.js": "",
        **more,
    }
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


FINE = [
    '<a href="other/">',
    '<a href="./other/index.html">',
    '<a href="/other/">',
    '<a href=" other/ ">',
    '<a href="./">',
    '<a href="">',
    '<a href="#">',
    '<a href="#top">',
    '<a href="?sort=1">',
    '<a href="#here">x</a><p id="here">',
    '<a href="other/#top-of-it">',
    '<a href="other/?r=1#old">',
    '<a href="other/#%E9%A2%84%E7%AE%97">',
    '<a href="other/#预算">',
    '<a href="other/#:~:text=b">',
    '<a href="%E6%96%87%E4%BB%B6.pdf">',
    '<a href="文件.pdf#page=2">',
    '<a href="a%20b.csv" download>',
    '<a href="https://www.gov.cn/">',
    '<a href="http://www.gov.cn/">',
    '<a href="mailto:a@b.cn">',
    '<img src="p.png" srcset="p.png 1x, p.png 2x">',
    '<img src="data:image/png;base64,AAAA">',
    '<link rel="stylesheet" href="s.css">',
    '<link rel="canonical" href="https://example.org/">',
    '<link rel="icon" href="data:,">',
    '<form action="other/"></form><form action=""></form>',
    '<svg><defs><g id="g"/></defs><use href="#g"/><use xlink:href="#g"/></svg>',
    '<meta http-equiv="refresh" content="0; url=other/">',
    '<meta name="description" content="a=b">',
    "<!-- <a href='gone/'> -->",
    '<script type=\'application/json\'>{"a": "<a href=gone>"}</script>',
    '<article><script src="s.js"></script><script type="application/json">{}</script></article>',
    '<script type=" Application/LD+JSON">{}</script>',
    '<table background="p.png">',
    '<meta http-equiv="refresh" content="5">',
    '<img src="p.png" srcset="p.png 1x,p.png 2x, p.png">',
    '<svg><pattern id="h"/><rect fill="url(#h)"/></svg><svg><rect fill="red"/></svg>',
    "<b>" * 2000 + '<a href="other/">',
]

FAULTS = [
    ('<a href="gone/">', MISSING),
    ('</html><a href="gone/">', MISSING),
    ('<a href="other">', MISSING),  # not every server redirects to the folder
    ('<a href="Other/">', MISSING),
    ('<a href="other/gone.md">', MISSING),
    ('<a href="../index.html">', MISSING),
    ('<a href="http://[">', MISSING),
    ('<a href="#gone">', ANCHOR),
    ('<a href="other/#gone">', ANCHOR),
    ('<a href="other/index.html?x#Old">', ANCHOR),
    ('<svg><use href="#gone"/></svg>', ANCHOR),
    ('<svg><use xlink:href="#gone"/></svg>', ANCHOR),
    ('<area href="gone/">', MISSING),
    ('<img src="gone.png">', MISSING),
    ('<img src="">', MISSING),
    ('<img srcset="p.png 1x, gone.png 2x">', MISSING),
    ('<script src="gone.js"></script>', MISSING),
    ('<form action="gone/"></form>', MISSING),
    ('<button formaction="gone/">', MISSING),
    ('<link rel="stylesheet" href="gone.css">', MISSING),
    ('<link rel="next" href="gone/">', MISSING),
    ('<meta http-equiv="refresh" content="0; url=gone/">', MISSING),
    ('<img src="https://example.org/a.png">', OUTSIDE),
    ('<img src="//example.org/a.png">', OUTSIDE),
    ('<img src="\\\\example.org/a.png">', OUTSIDE),
    ('<img srcset="p.png 1x, https://example.org/a.png 2x">', OUTSIDE),
    ('<script src="https://example.org/a.js"></script>', OUTSIDE),
    ('<link rel="stylesheet" href="https://example.org/a.css">', OUTSIDE),
    ('<link rel="preconnect" href="https://example.org/">', OUTSIDE),
    ('<link rel="alternate stylesheet" href="https://example.org/">', OUTSIDE),
    ('<link href="https://example.org/">', OUTSIDE),
    ('<form action="https://example.org/"></form>', OUTSIDE),
    ('<svg><image href="https://example.org/a.png"/></svg>', OUTSIDE),
    ('<a href="javascript:alert(1)">', UNSAFE),
    ('<a href=" JavaScript:alert(1)">', UNSAFE),
    ('<a href="java&#10;script:alert(1)">', UNSAFE),
    ('<a href="&#106;avascript:alert(1)">', UNSAFE),
    ('<a href="data:text/html,x">', UNSAFE),
    ('<a href="file:///etc/passwd">', UNSAFE),
    ('<a href="tel:123">', UNSAFE),
    ('<svg><a xlink:href="javascript:alert(1)">x</a></svg>', UNSAFE),
    ('<form action="javascript:alert(1)"></form>', UNSAFE),
    ('<script src="data:text/javascript,x"></script>', UNSAFE),
    ('<meta http-equiv="Refresh" content="0;URL=\'javascript:x\'">', UNSAFE),
    ('<table background="https://example.org/a.png">', OUTSIDE),
    ('<meta http-equiv="refresh" content="0; url=https://example.org/">', OUTSIDE),
    ('<meta http-equiv="refresh" content="0,//example.org/">', OUTSIDE),
    ('<img srcset="p.png 1x,https://example.org/a.png">', OUTSIDE),
    ('<img srcset="p.png,, https://example.org/a.png 2x">', OUTSIDE),
    ('<input type="image" src="https://example.org/a.png">', OUTSIDE),
    ('<a href="other/" ping="https://example.org/">', OUTSIDE),
    ('<svg><rect fill="url(https://example.org/a.svg#p)"/></svg>', OUTSIDE),
    ('<svg><rect fill="url(#gone)"/></svg>', ANCHOR),
    ("<div>" * 300 + '<img src="https://example.org/a.png">', OUTSIDE),
    ("<div>" * 3000 + '<img src="https://example.org/a.png">', UNREAD),
    ('<p id="a">x</p><p id="a">y</p><p id="a">z</p>', REPEATED),
    ("<p><script>1</script></p>", SCRIPT),
    ('<script type="module">1</script>', SCRIPT),
    ('<script type="importmap">{}</script>', SCRIPT),
    ('<script type="x-json">1</script>', SCRIPT),
    ("<script type>1</script>", SCRIPT),
    ('<p ONCLICK="x()">', SCRIPT),
    ('<button onclick="x()">', SCRIPT),
    ("<svg><a onfocus=x()>x</a></svg>", SCRIPT),
    ('<iframe src="other/"></iframe>', EMBEDDED),
    ('<iframe srcdoc="&lt;script&gt;1&lt;/script&gt;"></iframe>', EMBEDDED),
    ('<iframe src="https://example.org/"></iframe>', EMBEDDED),
    ('<iframe src="data:text/html,x"></iframe>', EMBEDDED),
    ('<object data="gone.svg"></object>', EMBEDDED),
    ('<object data="https://example.org/a.svg"></object>', EMBEDDED),
    ('<embed src="https://example.org/a.svg">', EMBEDDED),
    ('<video poster="gone.png" src="p.png"></video>', EMBEDDED),
    ('<audio src="p.png"></audio>', EMBEDDED),
    ('<base href="https://example.org/">', EMBEDDED),
    ("<style>a{color:red}</style>", STYLE),
    ("<svg><style>a{color:red}</style></svg>", STYLE),
    ("<style>@import 'https://example.org/a.css';</style>", STYLE),
    ('<p STYLE="color:red">', STYLE),
    ("<p style>", STYLE),
]


@pytest.mark.parametrize("body", FINE)
def test_an_address_that_leads_somewhere_is_fine(tmp_path: Path, body: str) -> None:
    assert check_links(site(tmp_path, body)) == []


@pytest.mark.parametrize(("body", "rule"), FAULTS)
def test_an_address_at_fault_is_named_at_its_line(tmp_path: Path, body: str, rule: object) -> None:
    [found] = check_links(site(tmp_path, body))
    assert (found.page, found.rule) == ("index.html", rule)
    assert found.line == 3


def test_links_are_relative_to_the_folder_of_their_page(tmp_path: Path) -> None:
    page = '<html><body><a href="../../other/">a</a><a href="../x/">b</a><a href="x/">c</a></body></html>'
    found = check_links(site(tmp_path, "", **{"2021/x/index.html": page}))
    assert [(broken.page, broken.link) for broken in found] == [("2021/x/index.html", "x/")]


def test_links_from_the_root_stand_below_the_base_path(tmp_path: Path) -> None:
    site(tmp_path, '<a href="/gongkai/other/">a</a><a href="/gongkai">b</a><a href="/other/">c</a><a href="/gongkaix/">d</a>')
    assert [broken.link for broken in check_links(tmp_path, base="/gongkai/")] == ["/gongkai", "/other/", "/gongkaix/"]
    assert [broken.link for broken in check_links(tmp_path, base="/gongkai")] == ["/gongkai", "/other/", "/gongkaix/"]


def test_style_sheets_are_read_too(tmp_path: Path) -> None:
    sheet = 'a{}\nb{background:url(../p.png)}\nc{background:url("gone.png")}\n@font-face{src:url(https://example.org/f.woff2)}\n'
    found = check_links(site(tmp_path, "", **{"assets/x.css": sheet}))
    assert [(broken.page, broken.line, broken.link, broken.rule) for broken in found] == [
        ("assets/x.css", 3, "gone.png", MISSING),
        ("assets/x.css", 4, "https://example.org/f.woff2", OUTSIDE),
    ]


def test_findings_come_page_by_page_in_order(tmp_path: Path) -> None:
    site(tmp_path, '<a href="b/">\n<a href="a/">', **{"about/index.html": '<a href="c/">'})
    assert [broken.link for broken in check_links(tmp_path)] == ["c/", "b/", "a/"]


def test_an_empty_page_and_an_empty_site_have_no_faults(tmp_path: Path) -> None:
    assert check_links(tmp_path) == []
    for nothing in (b"", b" ", b"<!--a-->", b"</p>"):
        (tmp_path / "index.html").write_bytes(nothing)
        assert check_links(tmp_path) == []


PAGES = {
    "a/index.html": '<p id="x">a</p><a href="../b/#y">b</a>',
    "b/index.html": '<p id="y">b</p><a href="../c.csv">c</a>',
    "c.csv": "",
    "d/index.html": '<p>d</p><a href="../b/">b</a>',
}


def tied(folder: Path, *pages: str) -> Ties:
    return together(ties_of(page, (folder / page).read_bytes()) for page in pages)


def later(folder: Path, page: str, text: str | None, *others: str) -> list[tuple[str, str]]:
    """Change or remove a page of a site without faults, and return what is found by looking at that page's ties, and of others
    at what they need of what is gone."""
    before = tied(folder, page)
    if text is None:
        (folder / page).unlink()
    else:
        (folder / page).write_text(text)
    after = tied(folder, page) if text is not None else Ties()
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*.*")}
    found = faults(folder, files, [after], gone=lost(before, after), others=lambda: [tied(folder, *others)])
    assert found == check_links(folder)
    return [(broken.page, broken.link) for broken in found]


@pytest.mark.parametrize(
    ("page", "text", "expected"),
    [
        ("a/index.html", '<p id="z">a</p><a href="../b/#y">b</a>', []),
        ("a/index.html", '<p id="z">a</p><a href="../b/#z">b</a>', [("a/index.html", "../b/#z")]),
        ("a/index.html", '<a href="../gone/">b</a><p id=q><p id=q>', [("a/index.html", "../gone/"), ("a/index.html", "q")]),
        ("b/index.html", "<p>b</p>", [("a/index.html", "../b/#y")]),
        ("b/index.html", None, [("a/index.html", "../b/#y"), ("d/index.html", "../b/")]),
    ],
)
def test_after_a_change_looking_at_what_changed_and_what_is_gone_finds_the_same_as_looking_at_all(
    tmp_path: Path, page: str, text: str | None, expected: list[tuple[str, str]]
) -> None:
    site(tmp_path, "", **PAGES)
    assert check_links(tmp_path) == []
    others = ("a/index.html", "b/index.html", "d/index.html", "index.html", "other/index.html")
    assert later(tmp_path, page, text, *(other for other in others if other != page)) == expected


def test_where_nothing_is_gone_no_other_page_is_asked_for(tmp_path: Path) -> None:
    folder = site(tmp_path, "", **PAGES)

    def others() -> list[Ties]:
        raise AssertionError

    files = {"a/index.html", "b/index.html"}
    assert faults(folder, files, [tied(folder, "a/index.html")], others=others) == []


def test_a_file_that_is_gone_is_missed_where_it_is_needed(tmp_path: Path) -> None:
    folder = site(tmp_path, "", **PAGES)
    (folder / "c.csv").unlink()
    files = {"a/index.html", "b/index.html"}
    found = faults(folder, files, [], gone={"c.csv"}, others=lambda: [tied(folder, "a/index.html"), tied(folder, "b/index.html")])
    assert [(broken.page, broken.link, broken.rule) for broken in found] == [("b/index.html", "../c.csv", MISSING)]


def test_a_finding_is_a_diagnostic_in_both_languages(tmp_path: Path) -> None:
    [found] = check_links(site(tmp_path, '<a href="gone\u202e/">'))
    diagnostic = found.diagnostic()
    assert (diagnostic.code, diagnostic.severity, diagnostic.path) == ("link-missing", Severity.ERROR, "index.html")
    assert diagnostic.message("zh") == "链接“gone\\u202e/”指向的文件不在网站中"
    assert diagnostic.message("en") == "The link “gone\\u202e/” leads to a file that is not in the site"


def test_every_rule_has_its_manual() -> None:
    assert len({rule.code for rule in RULES}) == len(RULES)
    for rule in RULES:
        assert all((rule.why.zh, rule.why.en, rule.hint.zh, rule.hint.en, rule.failing, rule.passing))

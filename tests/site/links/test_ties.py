"""The ties of a page told by its tags alone are those of reading it in full; whatever could differ is read in full."""

import json
import pickle
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.site.links.references import read_page
from generator.site.links.tags import KNOWN
from generator.site.links.ties import Ties, _read, _scan, ties_of, together

PAGE = "2021/a/b/index.html"
START = '<!doctype html>\n<html lang="zh-CN">\n<head><title>题</title>\n<meta name="description" content="a"></head>\n<body>\n'
END = "</body>\n</html>\n"
PIECES = (
    *(
        '<p id="a">',
        '<p id="b" class="x">',
        "</p>",
        '<a href="../#c">',
        '<a href="#a">',
        "</a>",
        '<a name="d" href="x/?q#e">',
        "字",
    ),
    *('<svg viewBox="0 0 1 1">', '<rect fill="url(#a)"/>', "</svg>", "<title>", "</title>", "<td data-x='{\"a\": 1}'>", "<div/>"),
    *(
        '<script src="../x.js">',
        '<script type="application/ld+json">',
        "</script>",
        '{"a": "b"}',
        '<img src="p.png" alt>',
        "<br>",
    ),
    *(
        '<form action="/g/">',
        '<a href="/h/">',
        '<a href="../../../../x">',
        '<a href="https://a.cn/">',
        '<link rel="icon" href="i">',
    ),
    *(
        "<",
        ">",
        '"',
        "'",
        " ",
        "=",
        "/",
        "!",
        "-",
        "&",
        "#",
        "id=",
        "x",
        "\n",
        "</",
        "<!--",
        "-->",
        "<![CDATA[",
        "]]>",
        "<?",
        "<div",
    ),
    *(
        "<style>",
        "</style>",
        "<textarea>",
        "</textarea>",
        "<base href=x>",
        "<iframe>",
        "<plaintext>",
        "<p onclick=x>",
        '<p ONCLICK="x">',
    ),
    *(
        '<a href="javascript:x">',
        "<a href=x>",
        '<p id="a" id="f">',
        '<a href="a&#47;b">',
        '<a href="a&b">',
        '<a href="a&copy=1">',
    ),
    *(
        '<p title="a>b">',
        '<p title="<p id=g>">',
        "</p x=",
        '<body id="h">',
        "<p/id='i'>",
        '<p id="">',
        "<P ID='j'>",
        "<noscript>",
        "\r",
        "\0",
    ),
)


def agree(html: bytes, base: str = "/") -> bool:
    """Hold what the tags tell of a page against a reading in full; say whether they told anything."""
    told = _scan(PAGE, html, base)
    assert told is None or told == _read(PAGE, html, base)
    assert told is None or not told.suspects
    return told is not None


@given(st.lists(st.sampled_from(PIECES), max_size=12))
def test_what_tags_tell_is_what_reading_in_full_finds(pieces: list[str]) -> None:
    agree("".join((START, *pieces, END)).encode(), "/g/")
    agree("".join(pieces).encode())


def pages(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.html"))


def test_every_page_we_make_is_told_by_its_tags(example: Path) -> None:
    for page in pages(example / "site"):
        name = page.relative_to(example / "site").as_posix()
        told = _scan(name, page.read_bytes(), "/")
        assert told is not None, name
        assert told == _read(name, page.read_bytes(), "/")


def test_a_page_is_told_by_its_frame_and_what_is_in_it(example: Path) -> None:
    for page in pages(example / "site"):
        html = page.read_bytes()
        before, body, after = re.split(r"(?<=<main id=\"main\">)(.*)(?=</main>)", html.decode(), maxsplit=1, flags=re.DOTALL)
        assert ties_of(page.name, html, cut=(before + after, body)) == ties_of(page.name, html)
    assert ties_of(PAGE, b"", cut=('<p id="a">', '<a href="b/"><p id="c">')) == ties_of(
        PAGE, b'<p id="a"><a href="b/"><p id="c">'
    )
    assert ties_of(PAGE, b'<p id="a"><p id="a">', cut=('<p id="a">', '<p id="a">')).suspects


@given(st.data())
def test_pages_of_ours_that_were_altered_anywhere_are_told_as_reading_in_full_finds_them(
    example: Path, data: st.DataObject
) -> None:
    page = data.draw(st.sampled_from(pages(example / "site")[:40])).read_bytes()[-6000:]
    tags = [found.start() for found in re.finditer(rb"[<>\"=]", page)]
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.sampled_from(tags))
        piece = data.draw(st.sampled_from(PIECES)).encode()
        page = page[:at] + piece + page[at + data.draw(st.integers(0, 2)) :]
    agree(page)


@pytest.mark.parametrize("name", sorted(KNOWN - {"html", "head", "body"}))
def test_elements_we_know_hold_others_and_attributes(name: str) -> None:
    """Were one read otherwise by a later lxml, its tags would tell what isn't there."""
    inside = "" if name in ("script", "title") else '<a id="y" href="z">z</a>'
    again = f'<{name} src="q" class="c">{inside}</{name}><p id="u">u</p>'
    assert agree((START + again + END).encode())
    assert "u" in read_page((START + again + END).encode()).anchors


ODD = (
    *("<", "<p", '<p title="', "<!--a-->", "<![CDATA[a]]>", "<?a?>", "</p x>", "</>", "<>", "<x-y>", "<textarea>", "<plaintext>"),
    *("<style>", "<script>1</script>", "<p onclick=x>", '<p ONCLICK="x">', '<p style="a">', "<iframe>", '<base href="x">'),
    *("<title>a", '<script src="x">', '<script src="x"><b></script>', "<title>a</b></title>", "<P>", "<a href=x>", "\0"),
    *('<p id="a" id="f">', '<p id="q"><p id="q">', '<p id="q"><i id="&#113;">', '<body id="x">', "<p id>"),
    *('<meta http-equiv="&#114;efresh" content="0;url=//a.cn/">', '<link rel="&#105;con" href="//a.cn/">', "<a href>"),
    *(
        '<a href="a&b">',
        '<a href="a&copy=1">',
        '<a href="&#128;">',
        '<a href="a\nb">',
        '<a href="javascript:x">',
        '<img src="//a.cn/">',
    ),
)


@pytest.mark.parametrize("odd", ODD)
def test_what_is_odd_is_read_in_full(odd: str) -> None:
    assert _scan(PAGE, (START + odd + END).encode(), "/") is None


def test_bytes_that_are_no_text_are_read_in_full() -> None:
    assert _scan(PAGE, START.encode() + b"\xff" + END.encode(), "/") is None


@pytest.mark.parametrize(("opening", "closing"), [("<b>", ""), ("<b>", "</i>"), ("<rect/>", ""), ("<b>", "</b>")])
@pytest.mark.parametrize("times", [1999, 3000])
def test_a_page_nested_too_deeply_is_never_told_by_its_tags(opening: str, closing: str, times: int) -> None:
    agree((START + opening * times + closing * times + END).encode())
    agree((START + (opening + closing) * times + END).encode())


def test_a_fault_of_its_own_makes_a_page_a_suspect() -> None:
    assert ties_of(PAGE, b"<p id=a><p id=a>").suspects == {PAGE}
    assert ties_of(PAGE, b'<a href="https://a.cn">').suspects == frozenset()
    assert ties_of(PAGE, b'<img src="https://a.cn/x.png">').suspects == {PAGE}
    assert ties_of(PAGE, b'<a href="../../../../x">').suspects == {PAGE}
    assert ties_of(PAGE, b'<a href="x%23y">').suspects == {PAGE}


def test_needs_are_told_from_the_root_of_the_site() -> None:
    links = ["", "#p", "#top", "?q", "./", "../", "../c/#d", "../c/#d", "/z/e.csv#f", "/z/", "g/../h.html#%E9%A2%84"]
    html = "".join(f'<a href="{link}">' for link in links).encode()
    expected = {
        *("2021/a/b/index.html#p", "2021/a/b/index.html", "2021/a/index.html", "2021/a/c/index.html#d"),
        *("e.csv", "index.html", "2021/a/b/h.html#预"),
    }
    assert ties_of(PAGE, html, base="/z/") == ties_of(PAGE, html, base="/z") == Ties({PAGE: frozenset()}, frozenset(expected))


def test_ties_are_plain_data_and_back() -> None:
    one = ties_of(PAGE, '<p id="预"><a href="x#y">'.encode())
    both = together([one, ties_of("index.html", b"<style>")])
    assert both == Ties({PAGE: frozenset(("预",)), "index.html": frozenset()}, one.needs, frozenset(("index.html",)))
    assert Ties.from_json(json.loads(json.dumps(both.to_json()))) == both == pickle.loads(pickle.dumps(both))
    assert together([]) == Ties()


@pytest.mark.parametrize(
    "plain", [None, [], [{}, []], [[], [], []], [{"a": "b"}, [], []], [{"a": [1]}, [], []], [{}, [1], []], {}]
)
def test_other_data_is_refused(plain: object) -> None:
    with pytest.raises(ValueError, match="ties"):
        Ties.from_json(plain)

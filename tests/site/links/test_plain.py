"""What a plain text tells is what its tags tell one by one; whatever isn't plain is said to be not."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.site.links import plain, tags
from generator.site.links.plain import told_plainly
from generator.site.links.tags import OddError, Tags, tags_of
from generator.site.links.ties import _read, ties_of

PAGE = "2021/a/b/index.html"
PIECES = (
    *('<p id="a">', '<p id="b" class="x">', '<p class="x" id="c">', "</p>", "<div>", "</div>", "<br>", "<col/>", "字", "\n"),
    *(
        '<a href="../#c">',
        '<a id="d" href="#a">',
        '<a href="x/?q=1#e" rel="nofollow">',
        '<a href="https://a.cn/">',
        "<a>",
        "</a>",
    ),
    *('<rect fill="url(#a)"/>', '<rect fill="none"/>', '<title id="t">题</title>', "<title><b></title>", "<title>"),
    *('<script type="application/ld+json">{"a":"b"}</script>', '<script type="application/ld+json">{"a":" id="}</script>'),
    *(
        '<input name="n" value="1">',
        '<a name="m">',
        "<details open>",
        '<td data-x="&#34;">',
        '<a href="a&#47;b">',
        '<a href="&#x0;">',
    ),
    *('<a href="javascript:x">', "<p onclick=x>", '<p onclick="x">', '<p style="a">', "<style>", "<script>", "<iframe>", "<!--"),
    *(
        '<p title=" id=">',
        '<p title=" id="y">',
        '<p title="a>b">',
        '<p title="<p id=g>">',
        '<p id="f" id="g">',
        '<a href="x" href="y">',
    ),
    *("<", ">", '"', "'", " ", "=", "/", ' id="', ' href="', '<p class="', 'x">', "<p\nid='h'>", "</p x>", "\0", "\ud800"),
)


def agree(text: str) -> bool:
    """Hold what a text tells plainly against its tags, unless one is odd, and a reading in full; say whether it is plain."""
    if told_plainly(text) is None:
        return False
    by_tags = _outcome(text, is_plain=False)
    assert by_tags in (None, _outcome(text, is_plain=True))
    assert ties_of(PAGE, text.encode(), cut=("", text)) == _read(PAGE, text.encode(), "/")
    return True


def _outcome(text: str, *, is_plain: bool) -> Tags | None:
    with pytest.MonkeyPatch.context() as patch:
        if not is_plain:
            patch.setattr(tags, "told_plainly", lambda _: None)
        try:
            return tags_of(text)
        except OddError:
            return None


def bodies(site: Path) -> list[str]:
    pages = (page.read_text("utf-8") for page in sorted(site.rglob("*.html")))
    return [page[page.index("<main") : page.index("</main>")] for page in pages]


@given(st.lists(st.sampled_from(PIECES), max_size=10))
def test_a_plain_text_tells_what_its_tags_tell(pieces: list[str]) -> None:
    agree("".join(pieces))


def test_nearly_all_that_we_print_is_plain(example: Path) -> None:
    told = [agree(body) for body in bodies(example / "site")]
    assert told.count(False) <= 4, "forms that lead somewhere, and pages written by hand"
    assert len(told) > 40


@given(st.data())
def test_what_we_print_tells_the_same_plainly_wherever_it_was_altered(example: Path, data: st.DataObject) -> None:
    body = data.draw(st.sampled_from(bodies(example / "site")[:40]))[-6000:]
    body = body[body.index("<") :]
    places = [found.start() for found in re.finditer('[<>"=]', body)]
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.sampled_from(places))
        body = body[:at] + data.draw(st.sampled_from(PIECES)) + body[at + data.draw(st.integers(0, 2)) :]
    agree(body)


NOT_PLAIN = (
    *("<", "<p", '<p class="', '"', "<!--a-->", "<p onclick=x>", '<p onclick="x">', '<p style="a">', "<p id>", "<p id=a>", "<P>"),
    *(
        "<script>",
        "<style>",
        "<iframe>",
        "<x-y>",
        "<textarea>",
        '<img src="a">',
        '<link href="a">',
        '<form action="a">',
        "</p x>",
    ),
    *('<p id="a" id="b">', '<a href="a" href="b">', '<a name="a">', '<a href="a b">', '<rect fill="url(a.svg#b)"/>', "\0"),
    *('<p title=" id=">', '<p title="<">', "<title><b></title>", "<title>", '<script type="application/ld+json">"="</script>'),
    *(
        '<meta content="0;url=x" http-equiv="refresh">',
        '<p class="a"id="b">',
        "<p\nclass='a'>",
        "\ud800",
        '<body id="a">',
        "<svg style>",
    ),
)


@pytest.mark.parametrize("text", NOT_PLAIN)
def test_what_could_tell_otherwise_is_not_plain(text: str) -> None:
    assert told_plainly(f"<div>{text}</div>") is None


def test_no_attribute_that_is_silent_tells_of_an_address() -> None:
    named = re.compile(plain._SILENT.replace(" ", "|"))
    assert not any(named.fullmatch(name) for name in (*tags.READ, "style", "onclick", "http-equiv", "srcdoc", "poster", "data"))

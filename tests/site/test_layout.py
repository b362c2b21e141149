"""Markdown is laid out as the dialect asks, and its blocks say what a parser would find in it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.site.layout import lay_out
from generator.site.markdown import render, render_blocks

PIECES = (
    *("<div>", '<div class="a">', "</div>", "<p>", "</p>", "<p>x</p>", "<section>", "</section>", "<p-x>", "<svg>", "</svg>", "<i>"),
    *('<script type="a">{"b": 1}</script>', "<script>", "</script>", "</style>", "<!--", "-->", "<table", ">", "a", "&#42;", " b"),
    *("# a &#35; {#a}", "## a {#a}", '### "a" & *b* {#b .c}', "# a", "#", "[a](b.md)", "# [a] {#a}", "[a]: b", "- a", "---", "\u3000", "\t"),
)  # fmt: skip


def test_no_blank_line_stands_inside_a_block_and_one_stands_around_it() -> None:
    text = "# x\n\n\n<div>\n\n  <div>\n\n  </div>\n\n</div>\ntext\n<ul>\n<li>a</li>\n</ul>\n"
    assert lay_out(text) == "# x\n\n<div>\n<div>\n</div>\n</div>\n\ntext\n\n<ul>\n<li>a</li>\n</ul>\n"
    assert lay_out(text).blocks == ("# x", "<div>\n<div>\n</div>\n</div>", "text", "<ul>\n<li>a</li>\n</ul>")


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("<p><picture>\n\n</picture></p>\nb", ["<p><picture>", "</picture></p>", "", "b"]),
        ("<p>a</p><p>\n\nb</p>\nc", ["<p>a</p><p>", "b</p>", "", "c"]),
        ("<div><div></div>\n\n</div><p>x\n</p>\ny\n", ["<div><div></div>", "</div><p>x", "", "</p>", "y"]),
        ("a\n \n\nb", ["a", "", "b"]),
    ],
)
def test_a_block_ends_with_the_line_on_which_its_own_kind_is_all_closed(text: str, lines: list[str]) -> None:
    assert lay_out(text).split("\n") == [*lines, ""]


def test_a_block_that_is_never_closed_is_an_error() -> None:
    with pytest.raises(ValueError, match="div"):
        lay_out("<div>\n<div></div>\n")


@given(st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(("\n", "\n\n", " "))), max_size=10))
def test_what_blocks_become_is_what_a_parser_makes_of_their_text(pieces: list[tuple[str, str]]) -> None:
    try:
        laid = lay_out("".join(piece + end for piece, end in pieces))
    except ValueError:
        return
    assert render_blocks(laid.blocks) in (None, render(laid, str)) or not laid.blocks


def test_blocks_of_html_and_headings_need_no_parser() -> None:
    made = render_blocks(lay_out("# a&#42; {#b}\n<p>\n\nx</p>\n## c {#d}\n").blocks)
    assert made is not None
    assert made.html == '<h1 id="b">a*</h1>\n<p>\nx</p>\n<h2 id="d">c</h2>\n'
    assert made.title == "a*"


@pytest.mark.parametrize("text", ["# [a](b.md) {#a}", "# <http://a.cn> {#a}", "# a", "a", "<svg></svg>"])
def test_links_of_headings_ids_that_are_made_and_all_else_take_a_parser(text: str) -> None:
    blocks = lay_out(text).blocks
    assert not blocks or render_blocks(blocks) is None

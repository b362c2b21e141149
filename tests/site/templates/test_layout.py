"""Markdown is laid out as the dialect asks, and its blocks say what a parser would find in it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.site.rendering.markdown import render, render_blocks
from generator.site.templates.layout import lay_out

PIECES = (
    *("<div>", '<div class="a">', "</div>", "<p>", "</p>", "<p>x</p>", "<section>", "</section>", "<p-x>", "<svg>", "</svg>", "<i>"),
    *('<script type="a">{"b": 1}</script>', "<script>", "</script>", "</style>", "<!--", "-->", "<table", ">", "a", "&#42;", " b"),
    *("# a &#35; {#a}", "## a {#a}", '### "a" & *b* {#b .c}', "# a", "#", "[a](b.md)", "# [a] {#a}", "[a]: b", "- a", "---", "\u3000", "\t"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("# x\n\n\n<div>\n\n  <div>\n\n  </div>\n\n</div>\n\n\ntext\n", ("# x", "<div>", "<div>\n</div>\n</div>", "text")),
        ("<p>a</p>\n<ul>\n\n<li>b</li>\n</ul>\n## c {#d}\n\n", ("<p>a</p>\n<ul>\n<li>b</li>\n</ul>", "## c {#d}")),
        ("a\n \n\nb\n## c\n## d\n", ("a", "b", "## c", "## d")),
        ("<div>\n\n<noscript>a</noscript>\n</div>", ("<div>\n<noscript>a</noscript>\n</div>",)),
    ],
)
def test_one_blank_line_stands_between_blocks_and_every_line_at_the_margin(text: str, blocks: tuple[str, ...]) -> None:
    assert lay_out(text).blocks == blocks
    assert lay_out(text) == "\n\n".join(blocks) + "\n"


@pytest.mark.parametrize(
    "text", ["<noscript></noscript>", "# a\n\n<svg></svg>", "<script>\n</style>\n*a*</script>", "<script>", "</div>"]
)
def test_where_an_html_block_ends_is_not_told_of_other_tags(text: str) -> None:
    assert lay_out(text).blocks == ()


@given(st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(("\n", "\n\n", " "))), max_size=10))
def test_what_blocks_become_is_what_a_parser_makes_of_their_text(pieces: list[tuple[str, str]]) -> None:
    laid = lay_out("".join(piece + end for piece, end in pieces))
    assert render_blocks(laid.blocks) in (None, render(laid, str)) or not laid.blocks


def test_blocks_of_html_and_headings_need_no_parser() -> None:
    made = render_blocks(lay_out("# a&#42; {#b}\n\n<p>\n\nx</p>\n## c {#d}\n").blocks)
    assert made is not None
    assert made.html == '<h1 id="b">a*</h1>\n<p>\nx</p>\n<h2 id="d">c</h2>\n'
    assert made.title == "a*"


@pytest.mark.parametrize("text", ["# [a](b.md) {#a}", "# <http://a.cn> {#a}", "# a", "a", "<svg></svg>"])
def test_links_of_headings_ids_that_are_made_and_all_else_take_a_parser(text: str) -> None:
    blocks = lay_out(text).blocks
    assert not blocks or render_blocks(blocks) is None

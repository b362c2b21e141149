"""The line below a finding: carets stand under what they mark, whatever is in the line and however long it is."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wcwidth import width

from generator.cli.excerpt import CUT, excerpt
from generator.diagnostics import Span


def marked(line: str, column: int, end: int, room: int = 100) -> str:
    """Return the line as shown, and the carets below it."""
    shown = excerpt(line, Span(1, column, 1, end), room)
    return f"{shown.line}\n{shown.underline}"


def test_carets_stand_under_narrow_text():
    assert marked("title: abc", 8, 11) == "title: abc\n       ^^^"


def test_a_wide_character_takes_two_carets_and_two_blanks():
    assert marked("名称: 警务通", 5, 8) == "名称: 警务通\n      ^^^^^^"


def test_an_empty_span_has_one_caret_also_behind_the_line():
    assert marked("title:", 7, 7) == "title:\n      ^"


def test_a_span_over_several_lines_is_marked_to_the_end_of_the_first():
    shown = excerpt("a: [b,", Span(1, 4, 3, 2), 100)
    assert shown.underline == "   ^^^"


def test_a_tab_is_four_blanks():
    assert marked("\ta: b", 5, 6) == "    a: b\n       ^"


@pytest.mark.parametrize("char", ["\x1b", "\u200b", "\u202e", "\x07", "\r", "\u2028", "\ufeff", "\U000e0041", "\ud800"])
def test_what_can_act_is_shown_escaped_and_counted_as_shown(char: str):
    shown = excerpt(f"a{char}bc", Span(1, 3, 1, 4), 100)
    assert shown.line == f"a\\u{ord(char):04x}bc"
    assert shown.underline == " " * len(f"a\\u{ord(char):04x}") + "^"


def test_a_combining_mark_takes_no_cell():
    assert marked("e\u0301: x", 5, 6) == "e\u0301: x\n   ^"


def test_a_long_line_is_cut_around_what_is_marked():
    line = "指" * 300 + "目标" + "标" * 300
    shown = excerpt(line, Span(1, 301, 1, 303), 40)
    assert shown.marked == "目标"
    assert shown.line.startswith(CUT) and shown.line.endswith(CUT)
    assert width(shown.line) <= 40


def test_the_end_of_a_long_line_is_shown_whole():
    shown = excerpt("x" * 300 + "abc}", Span(1, 301, 1, 304), 40)
    assert shown.line == CUT + "x" * 30 + "abc}"
    assert shown.underline == " " * 33 + "^^^"


def test_a_long_mark_is_cut_itself():
    shown = excerpt("k: " + "长" * 300, Span(1, 4, 1, 304), 40)
    assert shown.line.startswith("k: 长长") and shown.line.endswith(CUT)
    assert width(shown.marked) <= 40


def test_an_endless_line_takes_no_time():
    start = time.process_time()
    for char in ("a", "指", "\u0301", "\x1b", "\u200d"):
        excerpt(char * 200_000, Span(1, 100_000, 1, 150_000), 100)
    assert time.process_time() - start < 0.1


@given(
    line=st.text(alphabet=st.sampled_from("ab:，指标 \t\x1b\u200b\u202e\u0301０"), max_size=300),
    column=st.integers(1, 310),
    length=st.integers(0, 320),
    room=st.integers(40, 120),
)
def test_any_place_in_any_line_fits_and_prints(line: str, column: int, length: int, room: int):
    shown = excerpt(line, Span(1, column, 1, column + length), room)
    assert shown.line.isprintable()
    assert width(shown.line) <= room
    assert shown.underline.strip(" ").strip("^") == ""
    assert len(shown.underline) <= room + 1

"""What text becomes for the search; the same cases run through the browser's half in tests/browser/test_search.py."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.site.search.words import BREAK, folded, phrase, words

CASES: list[tuple[str, list[str]]] = json.loads(Path(__file__).with_name("words.json").read_text(encoding="utf-8"))
CHINESE = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1, max_size=20)


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_a_character_is_a_word_a_number_is_one_and_the_rest_breaks_phrases(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@given(CHINESE, st.integers(0, 19), st.integers(1, 20))
def test_any_piece_of_a_text_is_a_phrase_of_it(text: str, start: int, length: int) -> None:
    piece = text[start : start + length]
    assert phrase(piece) in phrase(text)


@given(st.lists(st.text(max_size=20), max_size=4))
def test_what_pagefind_is_given_holds_neither_markup_nor_two_breaks_in_a_row(texts: list[str]) -> None:
    found = phrase(*texts)
    assert not set(found) & set("<>&\"'")
    assert f"{BREAK} {BREAK}" not in found


def test_a_phrase_never_passes_from_one_text_into_the_next() -> None:
    assert phrase("满意", None, "", "度") == "满 意 zz 度"


@given(st.text("满意度12,.，、。“”‘’《》—：；（）！？％‰≤≥≦≧ aB\n\u0338５", max_size=12))
def test_width_is_looked_at_wherever_it_tells_words_apart(text: str) -> None:
    assert words(text) == words(folded(text))

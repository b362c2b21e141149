"""What one finding conceals, no other one repeats."""

import pytest

from generator.checks.concealing import discreet
from generator.diagnostics import Diagnostic, Rule, Severity, Span, Text

NOTHING = Text("", "")
SECRET = Rule("privacy-a", Severity.ERROR, Text("{masked}", "{masked}"), NOTHING, NOTHING, conceals=True)
OTHER = Rule("other-a", Severity.INFO, Text("“{name}”", "“{name}”"), NOTHING, NOTHING)
LINES = ("title: 电话13812345678。",)


def said(name: str, path: str = "a.yaml") -> str:
    secret = SECRET.at("a.yaml", Span(1, 10, 1, 21), masked="138****5678")
    findings: list[Diagnostic] = [OTHER.at(path, Span(1, 1, 1, 2), name=name), secret]
    told, kept = discreet(findings, lambda _: LINES)
    assert kept == secret
    return told.message("en")


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("电话13812345678", "“电话***”"),
        ("1381234567813812345678", "“******”"),
        ("电话13812345…", "“电话***…”"),
        ("电话1381…", "“电话***…”"),
        ("电话138…", "“电话138…”"),
        ("电话13912345678", "“电话13912345678”"),
        ("电话…", "“电话…”"),
    ],
)
def test_a_number_is_taken_out_of_other_words_also_where_it_was_cut(name: str, shown: str):
    assert said(name) == shown


def test_other_files_are_left_alone():
    assert said("电话13812345678", "b.yaml") == "“电话13812345678”"


def test_a_file_that_has_changed_meanwhile_conceals_nothing_more():
    secret = SECRET.at("a.yaml", Span(9, 10, 9, 21), masked="x")
    assert discreet([secret], lambda _: LINES) == (secret,)

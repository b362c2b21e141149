"""What the writer writes, the reader reads back; and people like to read it."""

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.source import Plain, read_bytes, to_yaml
from generator.source.text import REFUSED

AWKWARD = [
    "null",
    "~",
    "",
    "NULL",
    "yes",
    "<<",
    "---",
    "...",
    "- ",
    "-",
    "-5",
    "? ",
    ": ",
    ":",
    " #",
    "#1",
    "%",
    "@",
    "`",
    "&a",
    "*a",
    "!t",
    "|",
    ">",
    ">=2",
    "=8个",
    "{",
    "}",
    "[",
    "]",
    ",",
    "'",
    '"',
    "\\",
    "\t",
    "\n",
    "\n\n",
    " ",
    "  ",
    "，",
    "：",
    "name：x",
    "weight：",
    "12.9",
    "1,200",
    "权重",
    "a",
    "😀",
    "𬭎",
    "\u3000",
    "\xa0",
    "\ue000",
    "�",
]
CLEAN = st.text(max_size=30).filter(lambda text: not REFUSED.search(text) and text.isascii() | text.isprintable())
TEXT = CLEAN | st.lists(st.sampled_from(AWKWARD) | st.text("ab权 \n", max_size=3), max_size=8).map("".join)
LONG_KEY = st.sampled_from(["k" * 1000, "键" * 1023, "k" * 1024, "k" * 1030, '"' * 600])
PLAIN: st.SearchStrategy[Plain] = st.recursive(
    st.none() | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT | LONG_KEY, inner, max_size=4),
    max_leaves=15,
)
RECORDS = st.dictionaries(TEXT | LONG_KEY, PLAIN, max_size=5)


@settings(deadline=None)  # a busy machine is no finding
@given(RECORDS, st.integers(0, 4), st.sampled_from([None, "yaml-language-server: $schema=x", "a\nb"]))
def test_the_reader_gives_back_what_was_written(data: dict[str, Plain], level: int, header: str | None):
    text = to_yaml(data, header=header, flow=lambda field: len(field) >= level)
    document, findings = read_bytes(text.encode(), "r.yaml")
    assert document is not None
    assert document.data == data
    assert findings == []


@settings(deadline=None)  # a busy machine is no finding
@given(PLAIN.filter(lambda data: data is not None))
def test_a_text_or_a_list_alone_survives_too(data: Plain):
    document, _ = read_bytes(to_yaml(data).encode(), "r.yaml")
    assert document is not None
    assert document.data == data


@settings(deadline=None)  # a busy machine is no finding
@given(st.text(max_size=20))
def test_even_refused_characters_survive_and_are_refused_again(text: str):
    document, findings = read_bytes(to_yaml({"a": text}).encode(), "r.yaml")
    assert document is not None
    assert document.data == {"a": text}
    assert bool(findings) == bool(REFUSED.search(text))


def test_a_record_is_written_as_people_write_it():
    record: Plain = {
        "title": "警务通通信服务项目",
        "code": None,
        "basis": "晋财绩〔2020〕1号，《办法》：全文",
        "overview": {"description": "第一段：曲沃县。\n\n第二段 #1。\n", "plan": "一行\n两行"},
        "budget": {"initial": {"county": "58"}, "own": {}},
        "indicators": [
            {"name": "通信服务数量", "weight": "12.9", "target": ">=2个", "actual": "-2个", "reason": "a, b"},
            {"name": "𬭎业 😀", "weight": "10", "target": "≥98%", "actual": "NO", "reason": None},
        ],
        "tags": ["a", ["b", "c"], []],
    }
    one_line = {("budget", "initial"), ("indicators", 0), ("indicators", 1)}
    assert to_yaml(record, header="yaml-language-server: $schema=x.json", flow=lambda field: field in one_line) == (
        """\
# yaml-language-server: $schema=x.json
title: 警务通通信服务项目
code: null
basis: 晋财绩〔2020〕1号，《办法》：全文
overview:
  description: |
    第一段：曲沃县。

    第二段 #1。
  plan: |-
    一行
    两行
budget:
  initial: {county: 58}
  own: {}
indicators:
  - {name: 通信服务数量, weight: 12.9, target: ">=2个", actual: -2个, reason: "a, b"}
  - {name: 𬭎业 😀, weight: 10, target: ≥98%, actual: "NO", reason: null}
tags:
  - a
  - - b
    - c
  - []
"""
    )


def test_long_text_is_not_folded():
    text = "很长的说明文字 " * 200 + "完"
    assert to_yaml({"a": text}) == f"a: {text}\n"


def test_text_that_a_block_would_change_is_quoted():
    for text in (" a\nb", "a \nb", "\na", "a\n\n", "a\n\tb", "\n"):
        assert to_yaml({"a": text}).startswith('a: "'), text


def test_the_order_of_fields_is_kept():
    assert to_yaml({"b": "1", "a": "2"}) == "b: 1\na: 2\n"

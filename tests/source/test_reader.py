"""The strict reader: what it understands, what it refuses, and where it says a thing stands."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from generator.diagnostics import Diagnostic, Severity, Span
from generator.source import RULES, Document, read_bytes, read_file
from hypothesis import given
from hypothesis import strategies as st

HOSTILE = Path(__file__).parents[1] / "records" / "hostile"
RECORD = """\
# yaml-language-server: $schema=../schema.json
title: 警务通通信服务项目
code: null
period: {start: 2021-01, end: 2021-12}
overview:
  description: |
    第一段：曲沃县公安局。
    第二段 #1。
  basis: '晋财绩〔2020〕1号'
budget:
  initial: {county: 58}   # 年初预算
indicators:
  - {level1: 产出指标, name: 通信服务数量, weight: 12.9, target: ">=2个", actual: 2个}
  - level1: 效益指标
    name: 𬭎业有限公司
    completion:
stated: {score: 74.3, grade: 合格}
"""


def read(text: str) -> tuple[Document | None, list[Diagnostic]]:
    return read_bytes(text.encode(), "r.yaml")


def places(text: str) -> list[tuple[str, int, int]]:
    return [(found.code, found.span.line, found.span.column) for found in read(text)[1] if found.span]


def document(text: str) -> Document:
    found, findings = read(text)
    assert findings == []
    assert found is not None
    return found


def speak(findings: list[Diagnostic]) -> None:
    for found in findings:
        for words in (found.message("zh"), found.message("en"), found.hint("zh"), found.hint("en")):
            assert words
            assert words.isprintable()


# What it understands


def test_a_record_becomes_plain_data():
    assert document(RECORD).data == {
        "title": "警务通通信服务项目",
        "code": None,
        "period": {"start": "2021-01", "end": "2021-12"},
        "overview": {"description": "第一段：曲沃县公安局。\n第二段 #1。\n", "basis": "晋财绩〔2020〕1号"},
        "budget": {"initial": {"county": "58"}},
        "indicators": [
            {"level1": "产出指标", "name": "通信服务数量", "weight": "12.9", "target": ">=2个", "actual": "2个"},
            {"level1": "效益指标", "name": "𬭎业有限公司", "completion": None},
        ],
        "stated": {"score": "74.3", "grade": "合格"},
    }


@pytest.mark.parametrize("scalar", ["NO", "0123", "12:30:00", "2021-01-05", "1e5", "0x1F", "true", ".inf", "=", "58.00"])
def test_every_scalar_stays_the_text_it_is(scalar: str):
    assert document(f"a: {scalar}\n").data == {"a": scalar}


@pytest.mark.parametrize("scalar", ["", "null", "Null", "NULL", "~", "   ", "# note"])
def test_an_unquoted_null_is_blank(scalar: str):
    assert document(f"a: {scalar}\nb: 1\n").data == {"a": None, "b": "1"}


@pytest.mark.parametrize(("scalar", "text"), [('"null"', "null"), ("'~'", "~"), ('""', ""), ("''", ""), ("nUll", "nUll")])
def test_a_quoted_null_is_text(scalar: str, text: str):
    assert document(f"a: {scalar}\n").data == {"a": text}


def test_a_document_may_begin_with_dashes_and_end_with_dots():
    assert document("---\na: b\n...\n").data == {"a": "b"}


def test_an_ordinary_comment_is_no_finding():
    assert document('a: b # c\nb: "x" #c\n# d\nc: ## e\n').data == {"a": "b", "b": "x", "c": None}


# Positions


def test_every_value_and_key_has_its_place():
    found = document(RECORD)
    assert found.spans[("title",)] == Span(2, 8, 2, 17)
    assert found.keys[("title",)] == Span(2, 1, 2, 6)
    assert found.spans[("indicators", 0, "target")] == Span(13, 56, 13, 62)
    assert found.keys[("indicators", 1, "name")] == Span(15, 5, 15, 9)
    assert found.spans[("indicators", 1, "name")] == Span(15, 11, 15, 17)
    assert found.spans[("indicators", 1, "completion")] == Span(16, 16, 16, 16)
    assert found.spans[("indicators", 1)].line == 14
    assert ("indicators", 1) not in found.keys
    assert set(found.keys) <= set(found.spans)
    assert len(found.spans) == len(list(found.spans)) == 26


def test_a_field_that_is_absent_is_placed_at_its_nearest_ancestor():
    found = document(RECORD)
    assert found.span(("indicators", 1, "weight", 3)) == found.spans[("indicators", 1)]
    assert found.span(("nothing",)) == found.spans[()] == Span(2, 1, 2, 1)
    assert found.key_span(("stated", "score")) == found.keys[("stated", "score")]
    assert found.key_span(("indicators", 1)) == found.spans[("indicators", 1)]


@pytest.mark.parametrize("prefix", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("ending", [b"\n", b"\r\n"])
def test_positions_hold_with_a_byte_order_mark_and_with_crlf(prefix: bytes, ending: bytes):
    found, findings = read_bytes(prefix + RECORD.encode().replace(b"\n", ending), "r.yaml")
    assert findings == []
    assert found is not None
    assert found == document(RECORD)


def test_columns_count_code_points():
    found = document("a: {𬭎😀: 𬭎𬭎, b: x}\n")
    assert found.keys[("a", "𬭎😀")] == Span(1, 5, 1, 7)
    assert found.spans[("a", "b")] == Span(1, 16, 1, 17)


# Refusals: exact code, line and column


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: &x b\n", ("yaml-anchor", 1, 4)),
        ("a: &x {b: c}\n", ("yaml-anchor", 1, 4)),
        ("a: 1\n&x b: c\n", ("yaml-anchor", 2, 1)),
        ("a: 1\nb: *x\n", ("yaml-alias", 2, 4)),
        ("a: 1\n*x : c\n", ("yaml-alias", 2, 1)),
        ("a: !!str b\n", ("yaml-tag", 1, 4)),
        ("a: !!map {b: c}\n", ("yaml-tag", 1, 4)),
        ("a: ! b\n", ("yaml-tag", 1, 4)),
        ("a: 1\n<<: {b: c}\n", ("yaml-merge-key", 2, 1)),
        ("a: 1\nb: 2\na: 3\n", ("yaml-duplicate-key", 3, 1)),
        ("a: {b: 1, 'b': 2}\n", ("yaml-duplicate-key", 1, 11)),
        ("a: 1\n[b]: 2\n", ("yaml-key-type", 2, 1)),
        ("a: 1\n{b: c}: 2\n", ("yaml-key-type", 2, 1)),
        ("a: 1\n~: 2\n", ("yaml-key-type", 2, 1)),
        ("a: 1\n---\nb: 2\n", ("yaml-documents", 2, 1)),
        ("%YAML 1.1\n---\na: b\n", ("yaml-directive", 1, 1)),
        ("%TAG ! x\n---\na: b\n", ("yaml-directive", 1, 1)),
        ("%WHAT ever\n---\na: b\n", ("yaml-directive", 1, 1)),
        ("%YAML 1.1\na: b\n", ("yaml-directive", 1, 1)),
        ("%权重: 1\n", ("yaml-directive", 1, 1)),
        ("- a\n", ("yaml-top-level", 1, 1)),
        ("\n警务通\n", ("yaml-top-level", 2, 1)),
        ("title: 服务 #1 机房\n", ("yaml-comment-cuts", 1, 11)),
        ("title: #1 机房\n", ("yaml-comment-cuts", 1, 8)),
        ("a: [服务 #1\n  , b]\n", ("yaml-comment-cuts", 1, 8)),
        ("a: [服务 #1, 2,\n  b]\n", ("yaml-comment-cuts", 1, 8)),
        ("a: {b: 服务 #1 机房,\n  c: d}\n", ("yaml-comment-cuts", 1, 11)),
        ("a: 1\n权重 #1: 10\n", ("yaml-comment-cuts", 2, 4)),
        ("a: x #y\n  z\n", ("yaml-comment-cuts", 1, 6)),
        ("target: >=2个\n", ("yaml-block-header", 1, 9)),
        ("target: > 5\n", ("yaml-block-header", 1, 9)),
        ("target: >5\n", ("yaml-block-header", 1, 9)),
        ("target: |x\n", ("yaml-block-header", 1, 9)),
        ("a: {target: >=2个}\n", ("yaml-block-header", 1, 13)),
        ("a: %5\n", ("yaml-indicator", 1, 4)),
        ("a: @x\n", ("yaml-indicator", 1, 4)),
        ("a: `x\n", ("yaml-indicator", 1, 4)),
        ("a: *权重\n", ("yaml-indicator", 1, 4)),
        ("a: & b\n", ("yaml-indicator", 1, 4)),
        ("a: !权重\n", ("yaml-indicator", 1, 4)),
        ("a: !e!x y\n", ("yaml-indicator", 1, 4)),
        ("权重：10\n", ("yaml-fullwidth-colon", 1, 3)),
        ("a: b\n权重：10\n", ("yaml-fullwidth-colon", 2, 3)),
        ("权重：10\nb: c\n", ("yaml-fullwidth-colon", 1, 3)),
        ("a:\n- name：x\n  weight: 1\n", ("yaml-fullwidth-colon", 2, 7)),
        ("a:\n- name：x\n- b: c\n", ("yaml-fullwidth-colon", 2, 7)),
        ("a:\n  weight：10\n", ("yaml-fullwidth-colon", 2, 9)),
        ("a: {b: 1, 权重：10}\n", ("yaml-fullwidth-colon", 1, 13)),
        ("a:\n\tb: c\n", ("yaml-tab", 2, 1)),
        ("a:\n  b: 1\n  \tc: 2\n", ("yaml-tab", 3, 3)),
        ("a: b: c\n", ("yaml-syntax", 1, 5)),
        ("a: 1\nbc\nd: e\n", ("yaml-syntax", 2, 1)),
        ('a: 1\nb: "x\nc: d\n', ("yaml-syntax", 2, 4)),
        ("a: - b\n", ("yaml-syntax", 1, 4)),
        ("a: [1, 2\nb: c\n", ("yaml-syntax", 2, 2)),
        ("a: {b: 1\nc: d\n", ("yaml-syntax", 2, 2)),
        ("a: {b: [2021]5号}\n", ("yaml-syntax", 1, 14)),
        ('a: "\\q"\n', ("yaml-syntax", 1, 5)),
        ('a: "\\ud800"\n', ("yaml-syntax", 1, 7)),
        ("a: 'it's'\n", ("yaml-syntax", 1, 8)),
        ("- a\nb: c\n", ("yaml-syntax", 2, 1)),
        ("a: b\n...\nc: d\n", ("yaml-syntax", 3, 1)),
        ("a: ]\n", ("yaml-syntax", 1, 4)),
        ("a: ? b\n", ("yaml-syntax", 1, 4)),
        ("a: 'x\n---\n", ("yaml-syntax", 1, 4)),
        ("a: |2\n x\n", ("yaml-syntax", 2, 2)),
        ("a: 警\x07务\n", ("text-control", 1, 5)),
        ("a: 1\nb: x\x00y\n", ("text-control", 2, 5)),
        ("a: x\x7f\n", ("text-control", 1, 5)),
        ("a: x\ufffe\n", ("text-control", 1, 5)),
        ('a: "x\\x07"\n', ("text-control", 1, 4)),
        ("a: x\u200by\n", ("text-zero-width", 1, 5)),
        ("a: x\u200dy\n", ("text-zero-width", 1, 5)),
        ("a: x\u2060y\n", ("text-zero-width", 1, 5)),
        ("a: x\n\ufeffb: y\n", ("text-zero-width", 2, 1)),
        ("a: x\xady\n", ("text-zero-width", 1, 5)),
        ('a: "\\u200b"\n', ("text-zero-width", 1, 4)),
        ("a: x\u202ey\n", ("text-bidi", 1, 5)),
        ("a: x\u2066y\n", ("text-bidi", 1, 5)),
        ("a: x\u200ey\n", ("text-bidi", 1, 5)),
        ("a: x\u061cy\n", ("text-bidi", 1, 5)),
        ("# \u202e\na: x\n", ("text-bidi", 1, 3)),
        ("a: x\x85y\n", ("text-line-break", 1, 5)),
        ("a: x\u2028y\n", ("text-line-break", 1, 5)),
        ("a: x\u2029y\n", ("text-line-break", 1, 5)),
        ("a: x\rb: y\r", ("text-line-break", 1, 5)),
        ('a: "x\\ry"\n', ("text-line-break", 1, 4)),
    ],
)
def test_a_refusal_has_its_code_and_its_place(text: str, expected: tuple[str, int, int]):
    assert places(text)[0] == expected
    assert {code for code, _, _ in places(text)} == {expected[0]}
    speak(read(text)[1])


@pytest.mark.parametrize(
    "text",
    [
        "conclusion: 权重：10\n",
        "conclusion:\n  资金情况：到位 58 万元\n",
        "a: ['资金：好']\n",
        "a: >-\n  folded\n",
        "a: |2-\n    x\n",
        "a: |\n  服务 #1 机房\n",
        'a: "服务 #1 机房"\n',
        "a: x#1\n",
        "a: a\tb\n",
        "a: 晋财〔2021〕\u30005号\xa0\n",
        "a: '%5'\nb: ≥2个\nc: '<5'\nd: =8个\n",
        '"<<": 1\n"null": 2\n',
    ],
)
def test_what_is_legitimate_is_no_finding(text: str):
    assert read(text)[1] == []


def test_a_duplicate_key_names_both_places_and_keeps_the_first():
    found, findings = read("a: 1\nb: 2\na: 3\n")
    assert found is not None
    assert found.data == {"a": "1", "b": "2"}
    assert "1:1" in findings[0].message("zh")
    assert "1:1" in findings[0].message("en")


def test_all_problems_of_a_file_come_in_one_run_in_order():
    text = "a: &x 1\nb: *x\nc: !!str 2\na: 3\nd: 服务 #1\ne: \u200b\n? [k]\n: 4\nf: x\u202e\ng: weight\n<<: {}\n"
    assert [code for code, _, _ in places(text)] == [
        "yaml-anchor",
        "yaml-alias",
        "yaml-tag",
        "yaml-duplicate-key",
        "yaml-comment-cuts",
        "text-zero-width",
        "yaml-key-type",
        "text-bidi",
        "yaml-merge-key",
    ]


def test_a_document_with_errors_is_still_returned():
    found, findings = read("a: &x 1\nb: x\u200by\n")
    assert [found.severity for found in findings] == [Severity.ERROR, Severity.ERROR]
    assert found is not None
    assert found.data == {"a": "1", "b": "x\ufffdy"}


def test_a_syntax_error_ends_the_file_with_one_diagnostic_beside_the_bad_characters():
    found, findings = read("a: x\u200b\nb: c: d\ne: [\n")
    assert found is None
    assert [found.code for found in findings] == ["text-zero-width", "yaml-syntax"]


def test_bad_characters_are_capped_and_counted():
    findings = read("a: '" + "x\u200b\n\n  " * 25 + "'\n")[1]
    assert [found.code for found in findings] == ["text-zero-width"] * 20 + ["text-more"]
    assert findings[19].span == Span(39, 4, 39, 5)
    assert findings[20].span == Span(41, 4, 41, 5)
    assert "25" in findings[20].message("en")


def test_zero_width_characters_next_to_each_other_have_their_own_columns():
    assert places("a: \u200b\u200bx\u200b\n") == [("text-zero-width", 1, 4), ("text-zero-width", 1, 5), ("text-zero-width", 1, 7)]


# Limits


def nested(levels: int) -> str:
    return "a: " + "[" * (levels - 1) + "]" * (levels - 1) + "\n"


def test_twenty_levels_are_read_and_twenty_one_refused():
    assert read(nested(20))[1] == []
    found, findings = read(nested(21))
    assert found is None
    assert [(found.code, found.span) for found in findings] == [("yaml-depth", Span(1, 23, 1, 24))]


@pytest.mark.parametrize("bomb", ["[" * 100_000, "{a: " * 100_000, "- " * 100_000, "? " * 100_000, "{? [" * 100_000])
def test_a_depth_bomb_is_refused_at_once(bomb: str):
    found, findings = read(bomb)
    assert found is None
    assert "yaml-depth" in {found.code for found in findings}


def test_a_file_over_one_mebibyte_is_refused():
    assert read("a: b\n#" + " " * (1024 * 1024 - 6))[1] == []
    found, findings = read("a: b\n#" + " " * (1024 * 1024 - 5))
    assert found is None
    assert [found.code for found in findings] == ["source-too-large"]
    speak(findings)


def test_a_text_of_more_than_200_000_characters_is_refused():
    assert read("a: " + "警" * 200_000)[1] == []
    assert places("a: " + "警" * 200_001) == [("yaml-long-text", 1, 4)]


def test_more_than_100_000_values_are_refused():
    assert read("a: [" + "x, " * 99_999 + "]")[1] == []
    findings = read("a: [" + "x, " * 100_001 + "]")[1]
    assert [found.code for found in findings] == ["yaml-nodes"]
    speak(findings)


def test_a_long_line_full_of_hints_is_read_in_reasonable_time():
    text = 'a: ["\\n", ' + "资金：好, " * 90_000 + "] #x\n"
    assert read(text)[1] == []


# Encoding and emptiness


@pytest.mark.parametrize("text", ["", "\n", "# 注释\n", "---\n", "null\n", "\ufeff"])
def test_a_file_without_content_is_refused(text: str):
    findings = read(text)[1]
    assert [found.code for found in findings] == ["source-empty"]
    speak(findings)


def test_a_file_that_is_no_utf8_names_the_byte_and_the_line():
    found, findings = read_bytes(b"a: b\nc: \xe8\xad\xa6\xff\n", "r.yaml")
    assert found is None
    assert [(found.code, found.span) for found in findings] == [("source-encoding", Span(2, 5, 2, 6))]
    assert "12" in findings[0].message("en")
    assert "0xFF" in findings[0].message("zh")
    assert "GB18030" not in findings[0].hint("zh")


@pytest.mark.parametrize(
    ("encoding", "name"), [("gbk", "GB18030"), ("gb18030", "GB18030"), ("utf-16", "UTF-16"), ("utf-16-le", "UTF-16")]
)
def test_the_hint_names_the_encoding_it_looks_like(encoding: str, name: str):
    findings = read_bytes("title: x\ncode: 警务通\nstated: a, b, c\n".encode(encoding), "r.yaml")[1]
    assert [found.code for found in findings] == ["source-encoding"]
    assert name in findings[0].hint("zh")
    assert name in findings[0].hint("en")
    speak(findings)


# Files


def test_a_file_is_read_and_named_as_shown(tmp_path: Path):
    file = tmp_path / "r.yaml"
    file.write_text("a: &x b\n", encoding="utf-8")
    found, findings = read_file(file, "content/r.yaml")
    assert found is not None
    assert found.path == findings[0].path == "content/r.yaml"
    assert found.data == {"a": "b"}


def test_what_is_no_ordinary_file_is_refused(tmp_path: Path):
    (tmp_path / "real.yaml").write_text("a: b\n", encoding="utf-8")
    (tmp_path / "link.yaml").symlink_to("real.yaml")
    (tmp_path / "folder.yaml").mkdir()
    os.mkfifo(tmp_path / "pipe.yaml")
    with (tmp_path / "huge.yaml").open("wb") as stream:
        stream.truncate(1 << 40)
    for name, code in {
        "link": "source-symlink",
        "folder": "source-not-a-file",
        "pipe": "source-not-a-file",
        "huge": "source-too-large",
        "absent": "source-missing",
        "real.yaml/below": "source-missing",
    }.items():
        found, findings = read_file(tmp_path / f"{name}.yaml", "r.yaml")
        assert found is None
        assert [found.code for found in findings] == [code], name
        speak(findings)


@pytest.fixture
def as_nobody() -> Iterator[Path]:
    """A folder everyone may look into, with root's rights laid down so that permissions mean something."""
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        Path(folder).chmod(0o755)
        user = os.geteuid()
        if user == 0:
            os.seteuid(65534)
        try:
            yield Path(folder)
        finally:
            os.seteuid(user)


def test_an_unreadable_file_is_a_finding(tmp_path_factory: pytest.TempPathFactory, as_nobody: Path):
    mine = os.geteuid()
    os.seteuid(os.getuid())
    (as_nobody / "r.yaml").write_text("a: b\n", encoding="utf-8")
    (as_nobody / "r.yaml").chmod(0)
    os.seteuid(mine)
    found, findings = read_file(as_nobody / "r.yaml", "r.yaml")
    assert found is None
    assert [found.code for found in findings] == ["source-unreadable"]
    assert "permission denied" in findings[0].message("en")
    speak(findings)


# Whatever comes


@pytest.mark.parametrize("file", sorted(HOSTILE.iterdir()), ids=lambda file: file.stem)
def test_a_hostile_file_is_refused_for_what_its_name_says(file: Path):
    findings = read_file(file, file.name)[1]
    assert file.name.split("--")[0] in {found.code for found in findings if found.severity is Severity.ERROR}
    speak(findings)


SNIPPETS = st.sampled_from(
    ["\n", "\n  ", "a: ", "- ", "? ", ": ", "&a ", "*a", "!t ", "<<: ", "{", "}", "[", "]", ",", "'", '"', "\\", "|", ">", ">5\n"]
    + [
        "#x",
        " #",
        "%",
        "---\n",
        "...\n",
        "：",
        "\t",
        "\r",
        "\x00",
        "\u200b",
        "\u202e",
        "\u2028",
        "\ufeff",
        "𬭎",
        "null",
        "~",
        "name：x",
    ]
)


def inspect(data: bytes) -> None:
    found, findings = read_bytes(data, "r.yaml")
    assert found is not None or findings
    speak(findings)
    text = data.decode("utf-8", "replace").removeprefix("\ufeff")
    lines = text.split("\n")
    for finding in findings:
        if finding.span:
            assert 1 <= finding.span.line <= len(lines)
            assert 1 <= finding.span.column <= len(lines[finding.span.line - 1]) + 1
    if found:
        assert all(found.span(field) == span for field, span in found.spans.items())
        assert len(found.keys) <= len(found.spans)


@given(st.binary(max_size=80))
def test_no_bytes_raise(data: bytes):
    inspect(data)


@given(st.text(max_size=80) | st.lists(SNIPPETS | st.text(max_size=3), max_size=40).map("".join))
def test_no_text_raises(text: str):
    inspect(text.encode("utf-8", "replace"))


@given(st.data())
def test_no_mutation_of_a_valid_record_raises(data: st.DataObject):
    record = RECORD.encode()
    for _ in range(data.draw(st.integers(1, 4))):
        begin = data.draw(st.integers(0, len(record)))
        end = begin + data.draw(st.integers(0, 12))
        record = record[:begin] + data.draw(SNIPPETS.map(str.encode) | st.binary(max_size=4)) + record[end:]
    inspect(record)


# The rules themselves


@pytest.mark.parametrize("rule", [rule for rule in RULES if not rule.failing.startswith("#")], ids=lambda rule: rule.code)
def test_the_example_of_a_rule_shows_it(rule):
    assert rule.code in {found.code for found in read(rule.failing)[1]}
    assert rule.code not in {found.code for found in read(rule.passing)[1]}
    assert not [found for found in read(rule.passing)[1] if found.severity is Severity.ERROR]


def test_codes_are_unique_and_every_rule_is_explained():
    assert len({rule.code for rule in RULES}) == len(RULES)
    for rule in RULES:
        assert rule.code.startswith(("source-", "yaml-", "text-"))
        assert all((*rule.message, *rule.hint, *rule.why, rule.failing, rule.passing))

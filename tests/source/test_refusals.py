"""What the reader refuses: exact code, line and column, all in one run, and nothing that is legitimate."""

import pytest
import yaml
from source.reading import places, read, speak

from generator.diagnostics import Severity, Span
from generator.source import RULES
from generator.source.syntax import explain


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
        ("a: {b: 1,200.00}\n", ("yaml-split-number", 1, 9)),
        ("a: {b: ≥1,000人, c: 1,000人}\n", ("yaml-split-number", 1, 10)),
        ("a: {b: 1, c: 12,000,000}\n", ("yaml-split-number", 1, 16)),
        ("a: {b:1, c: 2}\n", ("yaml-colon-space", 1, 6)),
        ("a: {c: 2, b:甲}\n", ("yaml-colon-space", 1, 12)),
        ("a: {b:1, b:1}\n", ("yaml-colon-space", 1, 6)),
        ("a:\n\tb: c\n", ("yaml-tab", 2, 1)),
        ("a:\n  b: 1\n  \tc: 2\n", ("yaml-tab", 3, 3)),
        ("a:\n\u3000\u3000b: c\n", ("yaml-blank", 2, 1)),
        ("a:\n\xa0\xa0b: c\n", ("yaml-blank", 2, 1)),
        ("a:\n- b: 1\n  \u3000c: 2\n", ("yaml-blank", 3, 3)),
        ("a:\n- b: 1\n\u3000\u3000c: 2\n  d: 3\n", ("yaml-blank", 3, 1)),
        ("a:\n-\u3000b: 1\n  c: 2\n", ("yaml-blank", 2, 2)),
        ("a:\u3000b\nc: 1\n", ("yaml-blank", 1, 3)),
        ("a: {b: 1,\u3000c: 2}\n", ("yaml-blank", 1, 10)),
        ("a: |\n\u3000\u3000一、甲\n\u3000\u3000二、乙\nb: 1\n", ("yaml-blank", 2, 1)),
        ("a: 甲\n  \u3000\u3000乙: 丙\n", ("yaml-syntax", 2, 6)),
        ("a: b: c\n", ("yaml-syntax", 1, 5)),
        ("b: 1 #note\na: b: c\n", ("yaml-syntax", 2, 5)),
        ("a: |\n  依据：财政部\nb: 警务通: 通信\n", ("yaml-syntax", 3, 7)),
        ("a: 1 #note\nb: 2\nbc\nd: e\n", ("yaml-syntax", 3, 1)),
        ("a: 1 #note\nb: 2\nc: 'it's'\n", ("yaml-syntax", 3, 8)),
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
        "a: {b: 1,2000, c: '1,000', d: 1,000: e}\n",
        "a: 1,000\nb: [1,000]\n",
        "a: a\tb\n",
        "a: 晋财〔2021〕\u30005号\xa0\n",
        "a: |\n  \u3000\u3000一、b: 好\n\n  \u3000\u3000二\nc: 一、\n  \u3000\u3000二\n",
        '"\u3000a": 1\n',
        "a: ['b:1', b:1]\nc: b:1\nd: {https://e: 1, 'b:1': }\n",
        "a: '%5'\nb: ≥2个\nc: '<5'\nd: =8个\n",
        '"<<": 1\n"null": 2\n',
    ],
)
def test_what_is_legitimate_is_no_finding(text: str):
    assert read(text)[1] == []


@pytest.mark.parametrize("mark", "；、")
def test_another_full_width_mark_between_items_is_named_too(mark: str):
    _, [fault] = read(f"a: {{b: 甲；乙、丙{mark}c: 1}}\n")
    assert fault.span is not None and fault.span.column == 13
    assert f"“{mark}”" in fault.message("zh") and f"“{mark}”" in fault.message("en")


@pytest.mark.parametrize("quote", "'\"")
def test_text_behind_a_closing_quote_is_told_so(quote: str):
    _, [fault] = read(f"a: 1\nb: {quote}甲{quote}乙\nc: 1\n")
    assert fault.span is not None and (fault.span.line, fault.span.column) == (2, 7)
    assert "结束的引号后面还有文字" in fault.message("zh") and "behind the closing quote" in fault.message("en")


def test_an_item_without_its_dash_is_told_so():
    _, [fault] = read("a:\n  - {b: 1}\n  {b: 2}\n  - {b: 3}\n")
    assert fault.span is not None and (fault.span.line, fault.span.column) == (3, 3)
    assert "前面缺少“- ”" in fault.message("zh") and "'- ' is missing" in fault.message("en")


def test_a_span_covers_what_is_wrong_and_no_more():
    spans = {
        "title: 服务 #1 机房  \n": Span(1, 11, 1, 16),
        "target: >=2个\n": Span(1, 9, 1, 13),
        "a:\n  weight：10\n": Span(2, 9, 2, 10),
        "权重：10\n": Span(1, 3, 1, 4),
        "a: \u200b\n": Span(1, 4, 1, 5),
    }
    for text, span in spans.items():
        assert [found.span for found in read(text)[1]] == [span]


def test_an_unclosed_bracket_names_where_it_was_opened():
    (finding,) = read("a: 1\nb: [1,\n  {c: 2\nd: e\n")[1]
    assert "3:3" in finding.message("zh")
    assert "3:3" in finding.message("en")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a: {name: 甲，weight: 10}\n", (1, 12)),
        ("a: {name: 甲， weight: 10, target: 5}\n", (1, 12)),
        ("a: {name: 甲，乙, weight: 10，target: 5}\n", (1, 26)),
        ("a: {name: 甲, weight: 10，\n  target: 5}\n", (1, 24)),
        ("a: [{b: 1}，{b: 2}]\n", (1, 11)),
        ("a: ['甲'，'乙']\n", (1, 8)),
    ],
)
def test_a_full_width_comma_inside_brackets_is_named_and_pointed_at(text: str, place: tuple[int, int]):
    (finding,) = read(text)[1]
    assert finding.message("zh") == "YAML 写法有误：括号里用了中文标点“，”"
    assert finding.span and (finding.span.line, finding.span.column) == place
    speak([finding])


@pytest.mark.parametrize("text", ["a: {name: 甲，乙, weight: 10\n  target: 5}\n", "a，b: 1\nc: [1, 2\nd: e\n"])
def test_a_full_width_comma_in_a_text_is_not_blamed(text: str):
    (finding,) = read(text)[1]
    assert "缺少逗号" in finding.message("zh")


def test_an_unknown_problem_of_the_parser_is_quoted():
    mark = yaml.Mark("", 0, 1, 2, None, 0)
    finding = explain(yaml.MarkedYAMLError("while dreaming", mark, "found a {dragon}", mark), "a: b\nc: d\n", "r.yaml")
    assert (finding.code, finding.span) == ("yaml-syntax", Span(2, 3, 2, 4))
    assert "while dreaming, found a {dragon}" in finding.message("zh")
    finding = explain(yaml.YAMLError("no mark\n"), "a: b\n", "r.yaml")
    assert (finding.code, finding.span) == ("yaml-syntax", Span(1, 1, 1, 2))
    speak([finding])


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

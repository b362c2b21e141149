"""The strict reader: what it understands, what it refuses, and where it says a thing stands."""

import os
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from source.reading import RECORD, document, places, read, speak

from generator.diagnostics import Span
from generator.source import read_bytes, read_file, read_text

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
    assert found.span(("title", "part")) == found.spans[("title",)]
    assert found.span(("nothing",)) == found.spans[()] == Span(2, 1, 2, 1)
    assert found.key_span(("stated", "score")) == found.keys[("stated", "score")]
    assert found.key_span(("indicators", 1)) == found.spans[("indicators", 1)]


@pytest.mark.parametrize("prefix", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("ending", [b"\n", b"\r\n"])
def test_positions_hold_with_a_byte_order_mark_and_with_crlf(prefix: bytes, ending: bytes):
    found, findings = read_bytes(prefix + RECORD.encode().replace(b"\n", ending), "r.yaml")
    assert findings == []
    assert found is not None
    assert replace(found, text=RECORD) == document(RECORD)


def test_columns_count_code_points():
    found = document("a: {𬭎😀: 𬭎𬭎, b: x}\n")
    assert found.keys[("a", "𬭎😀")] == Span(1, 5, 1, 7)
    assert found.spans[("a", "b")] == Span(1, 16, 1, 17)


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
    assert [found.code for found in read("a: {" + "".join(f"k{n}, " for n in range(100_001)) + "}")[1]] == ["yaml-nodes"]
    speak(findings)


def test_a_long_line_full_of_hints_is_read_in_reasonable_time():
    text = 'a: ["\\n", ' + "资金：好, " * 70_000 + "] #x\n"
    assert len(text) > 400_000
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


def test_utf_16_of_ascii_letters_is_recognised_too():
    findings = read_bytes("title: x\ncode: 12\n".encode("utf-16-le"), "r.yaml")[1]
    assert [(found.code, found.span) for found in findings] == [("source-encoding", Span(1, 2, 1, 3))]
    assert "UTF-16" in findings[0].hint("zh")


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


def test_a_text_file_is_read_under_the_same_conditions(tmp_path: Path):
    file = tmp_path / "about.md"
    file.write_bytes("# 关于\n\n网站\u200b说明\n".encode())
    text, findings = read_text(file, "about.md")
    assert text == "# 关于\n\n网站\ufffd说明\n"
    assert [(found.code, found.span) for found in findings] == [("text-zero-width", Span(3, 3, 3, 4))]
    file.write_bytes("关于".encode("gbk"))
    assert read_text(file, "about.md")[0] is None
    assert [found.code for found in read_text(tmp_path / "absent.md", "absent.md")[1]] == ["source-missing"]


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
    """A folder that holds an unreadable file; root's rights are laid down, so that permissions mean something."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        (Path(folder) / "r.yaml").write_text("a: b\n", encoding="utf-8")
        (Path(folder) / "r.yaml").chmod(0)
        user = os.geteuid()
        if user == 0:
            os.seteuid(65534)
        try:
            yield Path(folder)
        finally:
            os.seteuid(user)


def test_an_unreadable_file_is_a_finding(as_nobody: Path):
    found, findings = read_file(as_nobody / "r.yaml", "r.yaml")
    assert found is None
    assert [found.code for found in findings] == ["source-unreadable"]
    assert "permission denied" in findings[0].message("en")
    speak(findings)

"""Whatever comes, the reader answers with findings and never raises."""

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from source.reading import RECORD, speak

from generator.diagnostics import Severity
from generator.source import read_bytes, read_file

HOSTILE = Path(__file__).parents[1] / "records" / "hostile"


@pytest.mark.parametrize("file", sorted(HOSTILE.iterdir()), ids=lambda file: file.stem)
def test_a_hostile_file_is_refused_for_what_its_name_says(file: Path):
    findings = read_file(file, file.name)[1]
    assert file.name.split("--")[0] in {found.code for found in findings if found.severity is Severity.ERROR}
    speak(findings)


MIB = 1024 * 1024


@pytest.mark.parametrize(
    ("head", "unit", "tail"),
    [
        ("a{", "：", ""),
        ("", "：", ""),
        ("title: a{", "：", "\n"),
        ("title: '", "：:x", "'\n"),
        ("title: '", "，：,", "'\n"),
        ("title: '", "{", "：'\n"),
        ("a #x", " ", "a"),
        ("title: a #x", " ", "a\n"),
        ("title: a #x", " b", "\n"),
        ("title: [a #x", " ", "a\nb: c: d\n"),
        ("title: [a", "  b", "\nb: c: d\n"),
        ("a", " ", "b #x\n c: d: e\n"),
        ("", "- ", "b：c\nd: e: f\n"),
    ],
)
def test_text_made_to_cost_time_costs_none(head: str, unit: str, tail: str):
    room = MIB - len((head + tail).encode())
    data = (head + unit * (room // len(unit.encode())) + tail).encode()
    begun = time.process_time()
    inspect(data)
    assert time.process_time() - begun < 2


SNIPPETS = st.sampled_from(
    [
        "\n",
        "\n  ",
        "a: ",
        "- ",
        "? ",
        ": ",
        "&a ",
        "*a",
        "!t ",
        "<<: ",
        "{",
        "}",
        "[",
        "]",
        ",",
        "'",
        '"',
        "\\",
        "|",
        ">",
        ">5\n",
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


@settings(deadline=None)  # a busy machine is no finding
@given(st.binary(max_size=80))
def test_no_bytes_raise(data: bytes):
    inspect(data)


@settings(deadline=None)  # a busy machine is no finding
@given(st.text(max_size=80) | st.lists(SNIPPETS | st.text(max_size=3), max_size=40).map("".join))
def test_no_text_raises(text: str):
    inspect(text.encode("utf-8", "replace"))


@settings(deadline=None)  # a busy machine is no finding
@given(st.data())
def test_no_mutation_of_a_valid_record_raises(data: st.DataObject):
    record = RECORD.encode()
    for _ in range(data.draw(st.integers(1, 4))):
        begin = data.draw(st.integers(0, len(record)))
        end = begin + data.draw(st.integers(0, 12))
        record = record[:begin] + data.draw(SNIPPETS.map(str.encode) | st.binary(max_size=4)) + record[end:]
    inspect(record)

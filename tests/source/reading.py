"""What the tests of the reader share: a valid record, and ways to read it and to hear every message."""

from generator.diagnostics import Diagnostic
from generator.source import Document, read_bytes

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

"""Mistakes that are valid YAML but not what their author meant; each is looked for only where the text hints at it."""

import re
from collections.abc import Iterator
from typing import Final

from generator.diagnostics import Diagnostic, FieldPath, Rule, Severity, Span, Text, quoted
from generator.source.blanks import blank_keys
from generator.source.document import Document, Plain
from generator.source.keyless import keyless, may_be_keyless
from generator.source.syntax import BLOCK_HEADER, COMMENT_CUTS, FULLWIDTH_COLON
from generator.source.text import REFUSED, rule_for, shown

LONGEST_SCALAR: Final = 200_000
"""The longest piece of text that one value or key may hold, in characters."""

LONG_SCALAR: Final = Rule(
    code="yaml-long-text",
    severity=Severity.ERROR,
    message=Text(
        "一段文字有 {length} 个字符，超过上限 {limit}",
        "One piece of text has {length} characters, more than {limit}",
    ),
    hint=Text(
        "请检查是否漏了引号或括号，或把附件内容贴进了正文",
        "Look for a missing quote or bracket, or an attachment pasted into the text",
    ),
    why=Text(
        "再长的自评报告也不会有这么长的一段，多半是误贴。",
        "No report has a passage this long; it is almost surely pasted by mistake.",
    ),
    failing="# a title of 200,001 characters, 一个有 200,001 个字符的标题",
    passing="title: 警务通通信服务项目\n",
)
RULES: Final[tuple[Rule, ...]] = (LONG_SCALAR,)

_CUT: Final = re.compile(r"[ \t]#[^\s#]")
_CUT_BEHIND: Final = re.compile(r"[ \t]+(#[^\s#].*)")
_HEADER_WITH_DIGIT: Final = re.compile(r">[-+]?[1-9]")
# Where a full-width colon could have joined a key and its value; in the prose of records it stands behind Chinese text.
# Each branch begins at the first such colon behind a bracket or in a line: a search from every one would take time squared.
_JOINT: Final = re.compile(r"[A-Za-z0-9_]：|[{,][^{},:：\n]*：[^{},:\n]*[,}]|^[^：\n]*：[^\n]*:[ \t]*(?:#|$)", re.MULTILINE)
# Keys of records are English words; Chinese text before a full-width colon is ordinary prose.
_ENGLISH_KEY: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*：")


def looks_like_key(text: str) -> bool:
    """Tell whether a plain text reads like `weight：10`, a key and value joined by a full-width colon."""
    return _ENGLISH_KEY.match(text) is not None


def pitfalls(text: str, document: Document) -> Iterator[Diagnostic]:
    """Yield what the data of a well-formed `text` lost or joined, in no order."""
    yield from blank_keys(text, document)
    cut = _CUT.search(text) is not None
    digit = _HEADER_WITH_DIGIT.search(text) is not None
    colon = _JOINT.search(text) is not None
    bare = may_be_keyless(text)
    escapes = "\\" in text
    long = len(text) > LONGEST_SCALAR
    if not (cut or digit or colon or bare or escapes or long):
        return
    lines = text.split("\n")
    for field, value, span, bare_key in _scalars(document):
        line, column = span.line - 1, span.column - 1
        opening = lines[line][column : column + 1] if line < len(lines) else ""
        plain = opening not in ("'", '"', "|", ">") or (span.line == span.end_line and span.column == span.end_column)
        if long and value is not None and len(value) > LONGEST_SCALAR:
            yield LONG_SCALAR.at(document.path, span, length=len(value), limit=LONGEST_SCALAR)
            continue
        if cut and plain:
            yield from _comment_behind(lines, span, document.path)
        if digit and opening == ">" and not plain and _HEADER_WITH_DIGIT.match(lines[line], column):
            rest = lines[line][column:].rstrip()
            yield BLOCK_HEADER.at(document.path, _along(span, len(rest)), char=">", text=quoted(rest))
        if bare and bare_key and plain and (found := keyless(lines, span, document.path)) is not None:
            yield found
        if colon and plain and value and _joined(document, field, value, bare_key=bare_key):
            at = Span(span.line, span.column + value.index("："), span.line, span.column + value.index("：") + 1)
            yield FULLWIDTH_COLON.at(document.path, at, text=quoted(value))
        if escapes and opening == '"' and value:
            for char in dict.fromkeys(REFUSED.findall(value)):
                yield rule_for(char).at(document.path, span, char=shown(char))


def _scalars(document: Document) -> Iterator[tuple[FieldPath, str | None, Span, bool]]:
    """Yield each text and blank of a document with its field, its place, and whether it is a key without a value."""
    pending: list[tuple[FieldPath, Plain]] = [((), document.data)]
    while pending:
        field, value = pending.pop()
        if isinstance(value, dict):
            for key, child in value.items():
                yield (*field, key), key, document.keys[(*field, key)], child is None
                pending.append(((*field, key), child))
        elif isinstance(value, list):
            pending.extend(((*field, position), child) for position, child in enumerate(value))
        else:
            yield field, value, document.spans[field], False


def _comment_behind(lines: list[str], span: Span, path: str) -> Iterator[Diagnostic]:
    line = lines[span.end_line - 1] if span.end_line <= len(lines) else ""
    match = _CUT_BEHIND.match(line, span.end_column - 1)
    if match:
        lost = match[1].rstrip()
        start = match.start(1) + 1
        yield COMMENT_CUTS.at(path, Span(span.end_line, start, span.end_line, start + len(lost)), lost=quoted(lost))


def _joined(document: Document, field: FieldPath, value: str, *, bare_key: bool) -> bool:
    """Tell whether a plain text that holds a full-width colon stands where key and value were meant."""
    if bare_key:
        return "：" in value
    # A value behind its key on the same line is text by intention; the reader itself judges a file that is one text.
    on_its_own = bool(field) and (isinstance(field[-1], int) or document.key_span(field).line != document.spans[field].line)
    return on_its_own and looks_like_key(value)


def _along(span: Span, length: int) -> Span:
    return Span(span.line, span.column, span.line, span.column + length)

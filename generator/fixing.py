"""What can be mended without asking anyone: how a value is written, never what it says.

A fix replaces one scalar where it stands; every other byte of the file stays what it is, comments and line ends included.
It is made only where the file, read again, says the same in every other place.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from copy import deepcopy
from typing import Any, Final, NamedTuple

from generator.checks.written import BLANKS, SPACES
from generator.diagnostics import Diagnostic, FieldPath, Span
from generator.model.refusals import NUMBER_FORM
from generator.source import read_bytes
from generator.source.document import Document
from generator.source.text import BOM, decode

# Full-width digits, blanks around it and thousands in threes can mean one number only; `5 8` or `1,2` might mean another.
_PLAINLY: Final = re.compile(r"[+-]?(?:[0-9]+|[0-9]{1,3}(?:[, ][0-9]{3})+)(?:\.[0-9]+)?\s*%?")
_LONGEST: Final = 64
_QUOTES: Final = ("'", '"')
_STARTS_PLAINLY: Final = re.compile(r"""[+-]?[0-9]|[^-?:,\[\]{}#&*!|>'"%@`=\s]""")
"""How text may begin that stands without quotes."""


class Edit(NamedTuple):
    """One scalar: where it stands, what it is to be written as, and what it says then."""

    field: FieldPath
    span: Span
    written: str
    value: str


def fixed(data: bytes, findings: Iterable[Diagnostic], path: str) -> tuple[bytes, int]:
    """Return a file with what of `findings` can be mended safely, and how many were. The same bytes where nothing can.

    Findings that the file no longer bears out are passed over.
    """
    text, (document, _) = decode(data, path), read_bytes(data, path)
    if not isinstance(text, str) or document is None:
        return data, 0
    lines = text.split("\n")
    edits: dict[Span, Edit] = {}
    for finding in findings:
        if (edit := _edit(finding, document, lines)) is not None:
            edits[edit.span] = edit
    if not edits:
        return data, 0
    mended = _apply(lines, edits.values()).encode()
    result = BOM + mended if data.startswith(BOM) else mended
    return (result, len(edits)) if _says_the_same(document, result, edits.values()) else (data, 0)


def _edit(finding: Diagnostic, document: Document, lines: list[str]) -> Edit | None:
    mend, field, span = _MENDERS.get(finding.code), finding.field, finding.span
    if mend is None or field is None or span is None or span != document.spans.get(field) or span.line != span.end_line:
        return None
    value = _value(document.data, field)
    if not isinstance(value, str) or (meant := mend(value)) is None or meant == value:
        return None
    source = lines[span.line - 1][span.column - 1 : span.end_column - 1]
    quote = source[0] if source[:1] in _QUOTES else ""
    if source != quote + value + quote:  # written with escapes: that is a hand's choice
        return None
    if not quote and not _STARTS_PLAINLY.match(meant):
        return None
    return Edit(field, span, quote + meant + quote, meant)


def _number(value: str) -> str | None:
    plain = unicodedata.normalize("NFKC", value.strip()) if len(value) <= _LONGEST else ""
    return re.sub(r"[,\s]", "", plain) if _PLAINLY.fullmatch(plain) else None


def _trimmed(value: str) -> str:
    return value.strip(BLANKS)


_MENDERS: Final[Mapping[str, Callable[[str], str | None]]] = {NUMBER_FORM.code: _number, SPACES.code: _trimmed}

FIXABLE: Final = frozenset(_MENDERS)
"""The codes that `--fix` can mend, where that is safe."""


def _apply(lines: list[str], edits: Iterable[Edit]) -> str:
    changed = list(lines)
    for edit in sorted(edits, key=lambda edit: edit.span, reverse=True):
        line = changed[edit.span.line - 1]
        changed[edit.span.line - 1] = line[: edit.span.column - 1] + edit.written + line[edit.span.end_column - 1 :]
    return "\n".join(changed)


def _says_the_same(before: Document, data: bytes, edits: Iterable[Edit]) -> bool:
    """Tell whether a file says what it said before, but for the edits."""
    expected: Any = deepcopy(before.data)
    for edit in edits:
        parent = _value(expected, edit.field[:-1])
        parent[edit.field[-1]] = edit.value
    after, _ = read_bytes(data, before.path)
    return after is not None and after.data == expected and len(after.spans) == len(before.spans)


def _value(data: Any, field: FieldPath) -> Any:
    for step in field:
        data = data[step]
    return data

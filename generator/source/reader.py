"""The strict YAML reader: bytes in, a `Document` and every refusal out.

Records use a small part of YAML: mappings, lists and text. What can surprise (anchors, tags, several documents,
duplicate keys, …) is refused, and every scalar stays the text it is: `NO`, `0123`, `12:30` and dates mean what they say.
"""

import stat
from collections.abc import Callable
from pathlib import Path
from typing import Final, cast

import yaml
from yaml import (
    AliasEvent,
    CSafeLoader,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    StreamEndEvent,
)

from generator.diagnostics import Diagnostic, Rule, Span, Text, in_order, quoted
from generator.source import refusals
from generator.source.blanks import blank_at
from generator.source.document import Children, Document, Places, Plain, Quad
from generator.source.keyless import keyless
from generator.source.pitfalls import pitfalls
from generator.source.syntax import DIRECTIVE, FULLWIDTH_COLON, KEY_WITH_FULLWIDTH_COLON, explain
from generator.source.text import clean, decode

NULLS: Final = frozenset({"", "~", "null", "Null", "NULL"})
"""What an unquoted scalar says to be blank."""

_MAPPING: Final = Text("一组“名称: 值”", "a mapping")
_LIST: Final = Text("列表", "a list")
_TEXT: Final = Text("一段文字", "plain text")
_BLANK: Final = Text("空白", "a blank")


def read_file(file: Path, shown: str) -> tuple[Document | None, list[Diagnostic]]:
    """Read a file as `read_bytes` does; what is no ordinary, readable file of at most 1 MiB is a diagnostic.

    `shown` is how findings name the file, as a posix path.
    """
    data = bytes_of(file, shown)
    return (None, [data]) if isinstance(data, Diagnostic) else read_bytes(data, shown)


def read_text(file: Path, shown: str) -> tuple[str | None, list[Diagnostic]]:
    """Read a file as UTF-8 text under the same bounds, with what no published text may hold as findings."""
    data = bytes_of(file, shown)
    text = data if isinstance(data, Diagnostic) else decode(data, shown)
    return (None, [text]) if isinstance(text, Diagnostic) else clean(text, shown)


def bytes_of(file: Path, shown: str) -> bytes | Diagnostic:
    """Return what an ordinary, readable file of at most 1 MiB holds (one byte more of a longer one), or why it is none."""
    try:
        status = file.lstat()
        if stat.S_ISLNK(status.st_mode):
            return refusals.SYMLINK.at(shown)
        if not stat.S_ISREG(status.st_mode):
            return refusals.NOT_A_FILE.at(shown)
        if status.st_size > refusals.SIZE_LIMIT:
            return refusals.TOO_LARGE.at(shown, size=status.st_size, limit=refusals.SIZE_LIMIT)
        with file.open("rb") as stream:
            return stream.read(refusals.SIZE_LIMIT + 1)
    except (FileNotFoundError, NotADirectoryError):
        return refusals.MISSING.at(shown)
    except OSError as error:
        return refusals.UNREADABLE.at(shown, reason=refusals.why_unreadable(error))


def read_bytes(data: bytes, path: str) -> tuple[Document | None, list[Diagnostic]]:
    """Read a file's bytes into a document and its findings, in order of position. Never raises on any bytes.

    The document is returned whenever the file could be followed to its end, errors or not, so that later layers can add
    what they find in the same run: look at the severities before using it. It is None where the bytes are no UTF-8, the
    file is empty, or reading had to stop (a syntax error, too large, too deep).
    """
    if len(data) > refusals.SIZE_LIMIT:
        return None, [refusals.TOO_LARGE.at(path, size=len(data), limit=refusals.SIZE_LIMIT)]
    text = decode(data, path)
    if isinstance(text, Diagnostic):
        return None, [text]
    cleaned, findings = clean(text, path)
    build = _Build(path, findings)
    document = None
    try:
        document = build.document(cleaned)
    except _TooMuchError as error:
        findings.append(error.finding)
    except (yaml.YAMLError, ValueError) as error:
        # An old Macintosh file is one line to us: what the parser makes of that would only mislead.
        if not _has_lone_returns(text):
            findings.append(explain(error, cleaned, path))
    if document is not None:
        findings.extend(pitfalls(cleaned, document))
    return document, in_order(findings) if len(findings) > 1 else findings


def _has_lone_returns(text: str) -> bool:
    return text.count("\r") > text.count("\r\n")


class _TooMuchError(Exception):
    """The file is too deep or too long to go on reading."""

    def __init__(self, finding: Diagnostic) -> None:
        super().__init__(finding.code)
        self.finding = finding


class _Build:
    """One pass over the parser's events. This is the hot path of the product: what is rare is looked at out of line."""

    __slots__ = ("findings", "get", "lines", "nodes", "path", "text")

    get: Callable[[], Event]

    def __init__(self, path: str, findings: list[Diagnostic]) -> None:
        self.path = path
        self.findings = findings
        self.nodes = 0
        self.text = ""
        self.lines: list[str] = []

    def document(self, text: str) -> Document | None:
        """Follow the events of `text` to its end."""
        self.text = text
        # The parser returns no event only after the end of the stream, which is where this function returns.
        get = self.get = cast("Callable[[], Event]", CSafeLoader(text).get_event)
        get()
        start = get()
        if not isinstance(start, DocumentStartEvent):
            self.refuse(refusals.EMPTY)
            return None
        if start.version is not None or start.tags is not None:
            self.refuse(DIRECTIVE, start)
        event = get()
        data, below = self.value(event, 0)
        get()
        after = get()
        if not isinstance(after, StreamEndEvent):
            self.refuse(refusals.DOCUMENTS, after)
        root = (None, _quad(event), below)
        if not isinstance(data, dict):
            self.top_level(event, data)
        return Document(self.path, data, Places(root, of_keys=False), Places(root, of_keys=True), text)

    def value(self, event: Event, depth: int) -> tuple[Plain, Children | None]:
        """Return the value that begins with `event`, and the places of what is in it."""
        if isinstance(event, ScalarEvent):
            if event.anchor is not None or event.tag is not None:
                self.decorated(event)
            text = event.value
            return (None if len(text) <= 4 and text in NULLS and not event.style else text), None
        if isinstance(event, AliasEvent):
            self.refuse(refusals.ALIAS, event, name=quoted(event.anchor or ""))
            return None, None
        if depth == refusals.DEPTH_LIMIT:
            raise _TooMuchError(refusals.DEPTH.at(self.path, _span(event), limit=refusals.DEPTH_LIMIT))
        self.decorated(event)
        if isinstance(event, MappingStartEvent):
            return self.mapping(depth + 1)
        return self.sequence(depth + 1)

    def mapping(self, depth: int) -> tuple[dict[str, Plain], Children]:
        """Return a mapping whose start has been read."""
        get, value = self.get, self.value
        out: dict[str, Plain] = {}
        below: Children = {}
        while not isinstance(event := get(), MappingEndEvent):
            key = self.key(event, depth)
            at = get()
            content, deeper = value(at, depth)
            if key is None:
                continue
            if key in out:
                self.duplicate(event, key, content, below)
                continue
            out[key] = content
            below[key] = (_quad(event), _quad(at), deeper)
        self.count(len(out), event)
        return out, below

    def sequence(self, depth: int) -> tuple[list[Plain], Children]:
        """Return a list whose start has been read."""
        get, value = self.get, self.value
        out: list[Plain] = []
        below: Children = {}
        while not isinstance(event := get(), SequenceEndEvent):
            content, deeper = value(event, depth)
            below[len(out)] = (None, _quad(event), deeper)
            out.append(content)
        self.count(len(out), event)
        return out, below

    def key(self, event: Event, depth: int) -> str | None:
        """Return the key that begins with `event`, or None for one that is refused."""
        if isinstance(event, ScalarEvent):
            if event.anchor is not None or event.tag is not None:
                self.decorated(event)
            text = event.value
            if len(text) > 4 or event.style or (text not in NULLS and text != "<<"):
                return text
            if text == "<<":
                self.refuse(refusals.MERGE_KEY, event)
            else:
                self.refuse(refusals.KEY_TYPE, event, kind=_BLANK)
            return None
        if not isinstance(event, AliasEvent):
            self.refuse(refusals.KEY_TYPE, event, kind=_MAPPING if isinstance(event, MappingStartEvent) else _LIST)
        self.value(event, depth)
        return None

    def count(self, values: int, event: Event) -> None:
        """Add to the number of values of the file; stop where there are too many."""
        self.nodes += values
        if self.nodes > refusals.NODE_LIMIT:
            raise _TooMuchError(refusals.NODES.at(self.path, _span(event), limit=refusals.NODE_LIMIT))

    def decorated(self, event: Event) -> None:
        """Refuse a value's anchor and tag, where it has them."""
        anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
        if anchor is not None:
            self.refuse(refusals.ANCHOR, event, name=quoted(anchor))
        if tag is not None:
            self.refuse(refusals.TAG, event, name=quoted(tag.replace("tag:yaml.org,2002:", "!!")))

    def duplicate(self, event: Event, key: str, content: Plain, below: Children) -> None:
        """Report a key that the mapping has already, or what was written in place of a key; the first stays."""
        self.lines = self.lines or self.text.split("\n")
        told = keyless(self.lines, _span(event), self.path) if content is None else None
        if told := told or blank_at(self.lines, _span(event), self.path):
            self.findings.append(told)
            return
        first = below[key][0]
        place = f"{first[0] + 1}:{first[1] + 1}" if first else "1:1"
        self.refuse(refusals.DUPLICATE_KEY, event, key=quoted(key), first=place)

    def top_level(self, event: Event, data: Plain) -> None:
        """Report a file that is no mapping."""
        if data is None and isinstance(event, ScalarEvent):
            self.refuse(refusals.EMPTY)
        elif isinstance(data, str) and (match := KEY_WITH_FULLWIDTH_COLON.match(data)):
            span = _span(event)
            colon = span.column + match.end() - 1
            self.findings.append(FULLWIDTH_COLON.at(self.path, Span(span.line, colon, span.line, colon + 1), text=quoted(data)))
        elif isinstance(data, str | list):
            self.refuse(refusals.TOP_LEVEL, event, kind=_TEXT if isinstance(data, str) else _LIST)

    def refuse(self, rule: Rule, event: Event | None = None, **values: object) -> None:
        """Add a finding at an event's place."""
        span = _span(event) if event else None
        self.findings.append(Diagnostic(rule, self.path, span, None, rule.severity, values))


def _quad(event: Event) -> Quad:
    begin, end = event.start_mark, event.end_mark
    assert begin is not None  # the parser marks every event
    assert end is not None
    return begin.line, begin.column, end.line, end.column


def _span(event: Event) -> Span:
    quad = _quad(event)
    return Span(quad[0] + 1, quad[1] + 1, quad[2] + 1, quad[3] + 1)

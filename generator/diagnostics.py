"""What is wrong, where, and what to do about it: the values every layer reports with.

A `Rule` is written once, beside the code that finds the fault, and carries its own manual.
A `Diagnostic` is one finding of one rule: a plain value, free of any language until it is shown.
"""

import dataclasses
import hashlib
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Literal, NamedTuple, TypeAlias

Lang: TypeAlias = Literal["zh", "en"]
FieldPath: TypeAlias = tuple[str | int, ...]
"""Where a value stands in a document: keys and list positions from the root, `("indicators", 2, "target")`."""


class Severity(StrEnum):
    """How much a finding matters: an `error` keeps the record from being published."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for the gravest; sorts findings of one place."""
        return _RANKS[self]


_RANKS = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


class Text(NamedTuple):
    """One sentence in the languages the product speaks."""

    zh: str
    en: str

    def in_(self, lang: Lang) -> str:
        """Return the sentence in `lang`."""
        return self.zh if lang == "zh" else self.en


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A place in a file. Lines and columns count from 1; columns count code points; the end is exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True, slots=True)
class Rule:
    """A kind of fault: its code, its weight, its words, and its manual for `gongkai explain`.

    `message` and `hint` are `str.format` templates over a diagnostic's `values`. `failing` and `passing` are whole
    files (or, where a file can't show it, a sentence that starts with `#`). A code, once published, never changes its meaning.
    `waivable`: a record may say why the finding stands (`waivers`); never where the record can't be read or placed.
    """

    code: str
    severity: Severity
    message: Text
    hint: Text
    why: Text
    failing: str = ""
    passing: str = ""
    clause: str | None = None
    waivable: bool = True
    alone: bool = False
    """Whether its findings rest on nothing but the one value they stand at."""
    conceals: bool = False
    """Whether what it finds must not be repeated: the message masks it, and no output may quote the line it stands in."""

    def at(
        self,
        path: str,
        span: Span | None = None,
        *,
        report: str | None = None,
        severity: Severity | None = None,
        field: FieldPath | None = None,
        **values: object,
    ) -> "Diagnostic":
        """Return a finding of this rule at a place; `values` fill the templates (a `Text` in the reader's language)."""
        return Diagnostic(self, path, span, report, severity or self.severity, values, field)


class Waived(NamedTuple):
    """Why a finding no longer stands in the way, who decided it, and when (an ISO date) where that is said."""

    reason: str
    by: str
    date: str | None


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding: a rule, the file it concerns (as shown to the reader), the place, and the values for its words.

    `field` is the place in the data, where a check looked at a field. `waived` says why it does not count, where it does not.
    """

    rule: Rule
    path: str
    span: Span | None
    report: str | None
    severity: Severity
    values: Mapping[str, object] = dataclasses.field(default_factory=dict)
    field: FieldPath | None = None
    waived: Waived | None = None

    @property
    def code(self) -> str:
        """The rule's stable code."""
        return self.rule.code

    def message(self, lang: Lang) -> str:
        """Say what was found and which rule it breaks."""
        return self._fill(self.rule.message, lang)

    def hint(self, lang: Lang) -> str:
        """Say what to do."""
        return self._fill(self.rule.hint, lang)

    def _fill(self, text: Text, lang: Lang) -> str:
        words = {key: value.in_(lang) if isinstance(value, Text) else value for key, value in self.values.items()}
        return text.in_(lang).format_map(words)

    @property
    def fingerprint(self) -> str:
        """What stays the same when lines or rows move: sixteen hexadecimal digits of file, code, field and values.

        Positions in a list don't count, and neither do words in a language: what is the same finding twice has the same one.
        """
        field = ".".join("[]" if isinstance(step, int) else step for step in self.field or ())
        values = [f"{key}={value}" for key, value in sorted(self.values.items()) if not isinstance(value, Text)]
        told = "\n".join((self.path, self.code, field, *values))
        return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:16]

    @property
    def order(self) -> tuple[str, int, int, int, str]:
        """Sorts findings by file, then position, then gravity."""
        line, column = (self.span.line, self.span.column) if self.span else (0, 0)
        return (self.path, line, column, self.severity.rank, self.code)


def in_order(findings: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return findings by file and position."""
    return sorted(findings, key=lambda finding: finding.order)


def has_errors(findings: Iterable[Diagnostic]) -> bool:
    """Tell whether any finding is an error."""
    return any(finding.severity is Severity.ERROR for finding in findings)


def visible(text: str) -> str:
    """Return hostile text fit for one line of a terminal: unprintable characters escaped, line breaks too."""
    return text if text.isprintable() else "".join(map(_visible, text))


def quoted(text: str, limit: int = 60) -> str:
    """Return `visible` text, where it is long cut with …."""
    shown = visible(text[: limit + 1])
    return shown if len(text) <= limit else shown[:limit] + "…"


def _visible(char: str) -> str:
    if char.isprintable():
        return char
    return " " if unicodedata.category(char) == "Zs" else f"\\u{ord(char):04x}"


def with_severities(
    findings: Iterable[Diagnostic], severities: Mapping[str, Severity], *, unread: Collection[str]
) -> Iterator[Diagnostic]:
    """Yield findings with the severities a site has chosen for their codes.

    An error in an `unread` file stays one: its data is lost, whatever the error is called. So does one of what `conceals`:
    a site can't choose to publish what is private or secret.
    """
    if not severities:
        yield from findings
        return
    for finding in findings:
        chosen = severities.get(finding.code)
        is_fixed = finding.severity is Severity.ERROR and (finding.path in unread or finding.rule.conceals)
        yield finding if chosen is None or is_fixed else replace(finding, severity=chosen)


class UnusableError(Exception):
    """An environment that can't be worked with, in the user's words; the command line turns it into exit code 2."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.text = Text(zh, en)

    def __reduce__(self) -> tuple[object, ...]:
        """Let it pass from one process to another, whatever its subclass is made from."""
        return _raised_again, (type(self), self.args, self.__dict__)


def _raised_again(kind: type[UnusableError], args: tuple[object, ...], held: Mapping[str, object]) -> UnusableError:
    error = kind.__new__(kind)
    error.args = args
    error.__dict__.update(held)
    return error

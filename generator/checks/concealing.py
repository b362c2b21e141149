"""What one finding conceals, no other one may repeat: the words of a row's name, say, with a telephone number in it."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Final

from generator.diagnostics import Diagnostic, visible

HIDDEN: Final = "***"
_SHORTEST: Final = 4
"""Characters at the cut end of a quotation that would tell something of what goes on behind it."""


def discreet(findings: Iterable[Diagnostic], lines: Callable[[str], tuple[str, ...]]) -> tuple[Diagnostic, ...]:
    """Return findings with what others in the same file conceal taken out of their words. `lines` are those of a file."""
    told = tuple(findings)
    secrets: dict[str, set[str]] = defaultdict(set)
    for finding in told:
        if finding.rule.conceals and len(secret := _marked(finding, lines)) > 1:
            secrets[finding.path].add(visible(secret))
    return tuple(_without(finding, secrets[finding.path]) if finding.path in secrets else finding for finding in told)


def _marked(finding: Diagnostic, lines: Callable[[str], tuple[str, ...]]) -> str:
    """Return the text a finding stands at, where that is within one line."""
    span, own = finding.span, lines(finding.path)
    if span is None or span.line != span.end_line or span.line > len(own):
        return ""
    return own[span.line - 1][span.column - 1 : span.end_column - 1]


def _without(finding: Diagnostic, secrets: Iterable[str]) -> Diagnostic:
    if finding.rule.conceals or not any(isinstance(value, str) for value in finding.values.values()):
        return finding
    values = {key: _cleaned(value, secrets) if isinstance(value, str) else value for key, value in finding.values.items()}
    return replace(finding, values=values)


def _cleaned(value: str, secrets: Iterable[str]) -> str:
    for secret in sorted(secrets, key=len, reverse=True):
        value = value.replace(secret, HIDDEN)
        if value.endswith("…"):
            cut = next((n for n in range(len(secret) - 1, _SHORTEST - 1, -1) if value.endswith(secret[:n] + "…")), 0)
            value = value[: len(value) - cut - 1] + HIDDEN + "…" if cut else value
    return value

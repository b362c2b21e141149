"""Findings as SARIF 2.1.0, the exchange format that code hosts and editors read."""

import string
from collections import Counter
from collections.abc import Iterable, Sequence
from importlib import metadata
from typing import Any, Final
from urllib.parse import quote

from generator.cli.options import Voice
from generator.diagnostics import Diagnostic, Lang, Rule, Severity, Text

SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
FINGERPRINT: Final = "gongkai/v1"
_ROOT: Final = "%SRCROOT%"
_LEVELS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def as_sarif(findings: Sequence[Diagnostic], waived: Sequence[Diagnostic], voice: Voice) -> dict[str, Any]:
    """Return a log with one run: the rules that were broken, and a result a finding; what records answer is suppressed in it.

    Addresses are relative to the site's folder. Columns count code points. Fingerprints outlive moved lines.
    """
    told = [*findings, *waived]
    rules = {finding.code: finding.rule for finding in sorted(told, key=lambda finding: finding.code)}
    places = {code: at for at, code in enumerate(rules)}
    driver = {
        "name": "gongkai",
        "version": metadata.version("gongkai"),
        "rules": [_rule(rule, voice.lang) for rule in rules.values()],
    }
    run = {
        "tool": {"driver": driver},
        "language": "zh-CN" if voice.lang == "zh" else "en",
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {_ROOT: {"description": {"text": Text("网站的文件夹", "the site's folder").in_(voice.lang)}}},
        "results": list(_results(told, places, voice.lang)),
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(rule: Rule, lang: Lang) -> dict[str, Any]:
    told: dict[str, Any] = {
        "id": rule.code,
        "shortDescription": {"text": _open(rule.message.in_(lang))},
        "fullDescription": {"text": rule.why.in_(lang)},
        "help": {"text": f"{_open(rule.hint.in_(lang))}\ngongkai explain {rule.code}"},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"tags": [rule.code.partition("-")[0]]},
    }
    return told


def _open(template: str) -> str:
    """Return a template with … where its values will stand."""
    return "".join(text + ("" if name is None else "…") for text, name, _, _ in string.Formatter().parse(template)).replace(
        "……", "…"
    )


def _results(findings: Iterable[Diagnostic], places: dict[str, int], lang: Lang) -> Iterable[dict[str, Any]]:
    seen = Counter[str]()
    for finding in findings:
        seen[finding.fingerprint] += 1
        result: dict[str, Any] = {
            "ruleId": finding.code,
            "ruleIndex": places[finding.code],
            "level": _LEVELS[finding.severity],
            "message": {"text": f"{finding.message(lang)}\n{finding.hint(lang)}"},
            "locations": [{"physicalLocation": _location(finding)}],
            "partialFingerprints": {FINGERPRINT: f"{finding.fingerprint}:{seen[finding.fingerprint]}"},
        }
        if finding.waived is not None:
            reason, by, _ = finding.waived
            words = Text(f"{reason}（{by}）", f"{reason} ({by})").in_(lang)
            result["suppressions"] = [{"kind": "inSource", "status": "accepted", "justification": words}]
        yield result


def _location(finding: Diagnostic) -> dict[str, Any]:
    # What lies outside the site is named by its whole path, all else from the site's folder.
    path = quote(finding.path)
    artifact = {"uri": f"file://{path}"} if path.startswith("/") else {"uri": path, "uriBaseId": _ROOT}
    if (span := finding.span) is None:
        return {"artifactLocation": artifact}
    region = {"startLine": span.line, "startColumn": span.column, "endLine": span.end_line, "endColumn": span.end_column}
    return {"artifactLocation": artifact, "region": region}

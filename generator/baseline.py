"""A baseline: what was found before and is known, so that only what is new is reported."""

import json
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any, Final

from generator.diagnostics import Diagnostic, Rule, Severity, Text, UnusableError, in_order, visible

VERSION: Final = 1

STALE: Final = Rule(
    "baseline-stale",
    Severity.INFO,
    Text("基线里记着 {file} 的 {known}，现在没有了", "the baseline has {known} in {file}, which is no longer found"),
    Text(
        "用 --write-baseline 重写基线，免得以后同样的问题又被放过。",
        "Write it anew with --write-baseline, or the same fault could come back unseen.",
    ),
    Text(
        "基线只该越来越短；留着不用的条目，会放过以后新出的问题。",
        "A baseline should only shrink; an entry that is not needed hides what comes later.",
    ),
    failing="# gongkai check --baseline known.json，而 known.json 里记着一处已经改好的问题",
    passing="# gongkai check --write-baseline known.json，再 gongkai check --baseline known.json",
)
RULES: Final = (STALE,)


@dataclass(frozen=True, slots=True)
class Known:
    """One kind of finding that is known: the same fingerprint may be there several times."""

    path: str
    code: str
    fingerprint: str
    count: int


def baseline_of(findings: Iterable[Diagnostic]) -> str:
    """Return the baseline that knows all of `findings`, as JSON with one entry a line: the same text for the same findings."""
    counts = Counter((finding.path, finding.code, finding.fingerprint) for finding in findings)
    entries = [
        json.dumps({"path": path, "code": code, "fingerprint": fingerprint, "count": count}, ensure_ascii=False)
        for (path, code, fingerprint), count in sorted(counts.items())
    ]
    body = "".join(f"\n    {entry}," for entry in entries).removesuffix(",")
    return f'{{\n  "version": {VERSION},\n  "findings": [{body}\n  ]\n}}\n'


def read_baseline(text: str, shown: str) -> tuple[Known, ...]:
    """Return what a baseline knows. Raises UnusableError for a text that is none."""
    try:
        data = json.loads(text)
        known = tuple(_known(entry) for entry in data["findings"]) if data["version"] == VERSION else None
    except (ValueError, TypeError, KeyError, RecursionError):
        known = None
    if known is None:
        name = visible(shown)
        raise UnusableError(
            f"{name} 不是本版本 --write-baseline 写的基线", f"{name} is no baseline that --write-baseline of this version wrote"
        )
    return known


def _known(entry: Any) -> Known:
    path, code, fingerprint, count = (entry[key] for key in ("path", "code", "fingerprint", "count"))
    if not (isinstance(path, str) and isinstance(code, str) and isinstance(fingerprint, str)):
        raise TypeError("not text")
    if not isinstance(count, int) or isinstance(count, bool) or count < 1:
        raise ValueError("not a count")
    return Known(path, code, fingerprint, count)


def without_known(
    findings: Iterable[Diagnostic],
    known: Iterable[Known],
    shown: str,
    *,
    looked_for: Collection[str],
    files: Collection[str] | None,
) -> tuple[Diagnostic, ...]:
    """Return the findings that `known` does not have, and one of `baseline-stale` for each entry that is more than was found.

    Of what is equal, the last ones are new. Entries of codes that were not `looked_for`, or of files other than `files`
    (None: the whole site), can't be told to be stale.
    """
    left = {(entry.path, entry.code, entry.fingerprint): entry.count for entry in known}
    new = []
    for finding in findings:
        key = (finding.path, finding.code, finding.fingerprint)
        if left.get(key, 0):
            left[key] -= 1
        else:
            new.append(finding)
    stale = Counter[tuple[str, str]]()
    for (path, code, _), count in left.items():
        if count and code in looked_for and (files is None or path in files):
            stale[path, code] += count
    gone = [
        STALE.at(shown, file=visible(path), known=visible(code) if count == 1 else f"{visible(code)} × {count}")
        for (path, code), count in stale.items()
    ]
    return tuple(in_order([*new, *gone]))

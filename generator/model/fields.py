"""A field that a correction names, in the form's own words: `stated.score` is 总得分."""

import re
from typing import Final

from generator.diagnostics import FieldPath
from generator.model.report import Report
from generator.model.validation import terms

_PATH: Final = re.compile(r"[a-z0-9_]+(?:\.[a-z0-9_]+|\[[0-9]{1,6}\])*")
_STEP: Final = re.compile(r"[a-z0-9_]+")


def field_path(written: str) -> FieldPath | None:
    """Return the field that a text such as `budget.executed` or `indicators[2].target` names; None where it can be none."""
    text = written.strip()
    if _PATH.fullmatch(text) is None:
        return None
    return tuple(int(step) if step.isdecimal() else step for step in _STEP.findall(text))


def field_terms(written: str) -> tuple[str, ...]:
    """Return the Chinese terms along the path `written`, the outermost first: `budget.executed`, `indicators[2].target`.

    Empty where it is no path of a field of a report: then it is to be shown as written.
    """
    path = field_path(written) or ()
    found: list[str] = []
    for end, step in enumerate(path, 1):
        if isinstance(step, int):
            continue
        term = terms(Report, path[:end])
        if term == step:  # what has no term of its own is not a field
            return ()
        found.append(term)
    return tuple(found)

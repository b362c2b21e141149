"""Waivers 说明: what a record itself says about its findings, with who decided; such a finding no longer stands in the way."""

import difflib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from generator.diagnostics import Diagnostic, FieldPath, Rule, Severity, Text, Waived, quoted
from generator.model.fields import field_path
from generator.model.report import Waiver
from generator.source.document import Document

_HEAD: Final = "title: 办公宿舍楼暖通改造经费\nruleset: quwo-2021\nindicators:\n"
_LOW: Final = _HEAD + "  - {name: 检查次数, weight: 90, target: 5次, actual: 5次}\n"
_WHOLE: Final = _HEAD + "  - {name: 检查次数, weight: 100, target: 5次, actual: 5次}\n"


def _waiver(code: str) -> str:
    return f"waivers:\n  - {{code: {code}, reason: 原表权重合计即为90分, by: 县财政局绩效科}}\n"


UNKNOWN: Final = Rule(
    "waiver-unknown-code",
    Severity.ERROR,
    Text("waivers 里的代码“{code}”不存在{meant}", "waivers name the code “{code}”, which does not exist{meant}"),
    Text("gongkai explain 列出全部代码。", "gongkai explain lists every code."),
    Text("写错的代码不起作用，人却以为已经说明过了。", "A misspelt code has no effect, and someone believes it was answered."),
    failing=_LOW + _waiver("weight-scale"),
    passing=_LOW + _waiver("weights-scale"),
    waivable=False,
)
NOT_ALLOWED: Final = Rule(
    "waiver-not-allowed",
    Severity.ERROR,
    Text("{code} 不能用 waivers 说明了事", "{code} can't be waived"),
    Text("改正它所指的问题，并删去这一条。", "Mend what it points at, and remove this entry."),
    Text(
        "文件读不出、放错了地方，或者接错了往年的报告，说明什么理由也没法公开。",
        "What can't be read, or is filed in the wrong place, can't be published for any reason.",
    ),
    failing=_WHOLE + _waiver("yaml-syntax"),
    passing=_LOW + _waiver("weights-scale"),
    waivable=False,
)
STALE: Final = Rule(
    "waiver-stale",
    Severity.WARNING,
    Text("waivers 说明了 {code}{where}，但没有这样的提示", "waivers answer {code}{where}, but nothing like it was found"),
    Text(
        "问题已经改好就删去这一条；否则核对代码和字段。",
        "Remove the entry if the fault is mended; else check its code and field.",
    ),
    Text("留着不用的说明，会放过以后新出的问题。", "A waiver that is not needed hides what comes later."),
    failing=_WHOLE + _waiver("weights-scale"),
    passing=_LOW + _waiver("weights-scale"),
    waivable=False,
)
RULES: Final = (UNKNOWN, NOT_ALLOWED, STALE)

_NOWHERE: Final = Text("", "")


class Settled(NamedTuple):
    """The findings of one record, told apart: those that stand, those it answers, and what is wrong with its answers."""

    standing: list[Diagnostic]
    waived: list[Diagnostic]
    faults: list[Diagnostic]


def settle(
    findings: Iterable[Diagnostic],
    waivers: Sequence[Waiver],
    document: Document,
    rules: Mapping[str, Rule],
    *,
    not_looked_for: Collection[str] = (),
) -> Settled:
    """Hold a record's findings against its waivers: by code and, where a waiver names one, by field or a part of it.

    Codes `not_looked_for` in this run can't be told to be stale.
    """
    standing, waived, used = list[Diagnostic](), list[Diagnostic](), set[int]()
    fields = [None if waiver.field is None else field_path(waiver.field) or () for waiver in waivers]
    for finding in findings:
        place = next((at for at, waiver in enumerate(waivers) if _answers(waiver.code, fields[at], finding, rules)), None)
        if place is None:
            standing.append(finding)
            continue
        used.add(place)
        waiver = waivers[place]
        waived.append(
            replace(finding, waived=Waived(waiver.reason, waiver.by, None if waiver.date is None else str(waiver.date)))
        )
    unused = [at for at in range(len(waivers)) if at not in used]
    return Settled(standing, waived, list(_faults(waivers, unused, document, rules, not_looked_for)))


def _answers(code: str, field: FieldPath | None, finding: Diagnostic, rules: Mapping[str, Rule]) -> bool:
    if finding.code != code or not rules[code].waivable:
        return False
    return field is None or (field != () and finding.field is not None and finding.field[: len(field)] == field)


def _faults(
    waivers: Sequence[Waiver],
    unused: Iterable[int],
    document: Document,
    rules: Mapping[str, Rule],
    not_looked_for: Collection[str],
) -> Iterator[Diagnostic]:
    for at in unused:
        waiver = waivers[at]
        span, field = document.span(("waivers", at, "code")), ("waivers", at, "code")
        if waiver.code not in rules:
            close = difflib.get_close_matches(waiver.code, rules, n=1)
            meant = Text(f"；是不是 {close[0]}？", f"; did you mean {close[0]}?") if close else _NOWHERE
            yield UNKNOWN.at(document.path, span, field=field, code=quoted(waiver.code), meant=meant)
        elif not rules[waiver.code].waivable:
            yield NOT_ALLOWED.at(document.path, span, field=field, code=waiver.code)
        elif waiver.code not in not_looked_for:
            shown = quoted(waiver.field or "")
            where = Text(f"（{shown}）", f" ({shown})") if shown else _NOWHERE
            yield STALE.at(document.path, span, field=field, code=waiver.code, where=where)

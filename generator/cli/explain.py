"""`gongkai explain`: the manual of a diagnostic code or a scoring standard."""

import difflib
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

import click

from generator.cli.options import Voice, common, current_folder, voice_of
from generator.cli.terminal import Line, Styled, styled, write
from generator.codes import RULES
from generator.diagnostics import Rule, Text, quoted
from generator.model.content import read_surroundings
from generator.model.ruleset import Ruleset
from generator.scoring.rounding import plain
from generator.source import find_root

_SEVERITIES = {"error": Text("错误", "error"), "warning": Text("提示", "warning"), "info": Text("说明", "info")}

_LEFT_OUT: Final = re.compile(r"…+(?:（…）| \(…\))?")
"""What a finding would name, perhaps with its term in brackets."""


class _Anything(dict[str, str]):
    """What a rule's words say before anything is found."""

    def __missing__(self, _name: str) -> str:
        return "…"


@click.command()
@click.argument("code", required=False)
@common
@click.pass_context
def explain(ctx: click.Context, code: str | None, root: Path | None) -> None:
    """Say what a finding or a scoring standard means.

    CODE is that of a finding, which is told with a passing and a failing example, or the id of a standard. Without CODE,
    all of them are listed.
    """
    voice = voice_of(ctx)
    around, _ = read_surroundings(find_root((), root, current_folder()))
    lines: Iterator[Line]
    if code is None:
        lines = _list(voice, around.rulesets)
    elif code in RULES:
        lines = _rule(RULES[code], voice)
    elif code in around.rulesets:
        lines = _ruleset(around.rulesets[code], voice)
    else:
        close = difflib.get_close_matches(code, [*RULES, *around.rulesets], n=3)
        near = f"（{'、'.join(close)}？）" if close else ""
        near_en = f" (did you mean {', '.join(close)}?)" if close else ""
        shown = quoted(code)
        raise click.UsageError(
            Text(f"没有代码或标准 {shown}{near}", f"there is no code or standard {shown}{near_en}").in_(voice.lang)
        )
    for line in lines:
        write(*line)


def _list(voice: Voice, rulesets: Mapping[str, Ruleset]) -> Iterator[Line]:
    for rule in sorted(RULES.values(), key=lambda rule: rule.code):
        yield (f"{rule.code:24} {_SEVERITIES[rule.severity].in_(voice.lang):8} {rule.why.in_(voice.lang)}",)
    for id, ruleset in sorted(rulesets.items()):
        yield (f"{id:24} {ruleset.title}",)


def _rule(rule: Rule, voice: Voice) -> Iterator[Line]:
    def titled(zh: str, en: str) -> Styled:
        return styled(Text(zh, en).in_(voice.lang), bold=True)

    yield styled(rule.code, bold=True), f"  {_SEVERITIES[rule.severity].in_(voice.lang)}"
    yield (_unfilled(rule.message, voice),)
    yield ()
    yield titled("为什么", "why"), f"  {rule.why.in_(voice.lang)}"
    yield titled("怎么办", "what to do"), f"  {_unfilled(rule.hint, voice)}"
    waivable = Text("可以，写明理由和决定的人", "yes, with a reason and who decided") if rule.waivable else Text("不可以", "no")
    yield titled("可否在 waivers 里说明", "can be waived"), f"  {waivable.in_(voice.lang)}"
    if rule.clause:
        yield titled("条款", "clause"), f"  {rule.clause}"
    for heading, example in (
        (titled("不通过的例子", "failing example"), rule.failing),
        (titled("通过的例子", "passing example"), rule.passing),
    ):
        yield ()
        yield (heading,)
        yield from ((f"    {line}",) for line in example.splitlines())


def _unfilled(words: Text, voice: Voice) -> str:
    """Return the words of every finding of a rule, without what differs from one to the next."""
    return _LEFT_OUT.sub("…", words.in_(voice.lang).format_map(_Anything()))


def _ruleset(ruleset: Ruleset, voice: Voice) -> Iterator[Line]:
    source = ruleset.source
    was = ruleset.official_text_read
    text = Text("已核对原文", "original text read") if was else Text("未核对原文", "original text not read")
    read = "" if was is None else f", {text.in_(voice.lang)}"
    yield styled(ruleset.id, bold=True), f"  {ruleset.title}"
    yield (f"{source.document}  {source.clause or ''}  [{ruleset.basis}{read}]",)
    if source.note:
        yield (source.note,)
    yield ()
    for level1, weight in ruleset.level1.items():
        yield (f"{level1}  {plain(weight) if weight is not None else Text('以表中所印为准', 'as printed').in_(voice.lang)}",)
    for label, part in (
        (Text("预算执行", "budget execution"), ruleset.budget_execution),
        (Text("定量指标", "quantitative"), ruleset.quantitative),
        (Text("定性指标", "qualitative"), ruleset.qualitative),
    ):
        if part is not None:
            settings = ", ".join(f"{key}: {value}" for key, value in part.model_dump(mode="json").items() if value is not None)
            yield (f"{label.in_(voice.lang)}  {settings}",)
    if ruleset.grades:
        yield ("  ".join(f"≥{plain(bound)} {label}" for bound, label in ruleset.grades),)

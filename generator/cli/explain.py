"""`gongkai explain`: the manual of a diagnostic code or a scoring standard."""

import difflib
from collections.abc import Iterator
from pathlib import Path

import click

from generator.cli.options import Voice, common, voice_of
from generator.codes import RULES
from generator.diagnostics import Rule, Text
from generator.model.content import read_surroundings
from generator.model.ruleset import Ruleset
from generator.scoring.rounding import plain
from generator.source import find_root

_SEVERITIES = {"error": Text("错误", "error"), "warning": Text("提示", "warning"), "info": Text("说明", "info")}


@click.command()
@click.argument("code", required=False)
@common
@click.pass_context
def explain(ctx: click.Context, code: str | None, root: Path | None) -> None:
    """Say what CODE means: a diagnostic code (with a passing and a failing example) or a scoring standard. Without CODE, list all."""
    voice = voice_of(ctx)
    around, _ = read_surroundings(find_root((), root, Path.cwd()))
    if code is None:
        lines = [*_list(voice), *(f"{r.id:24} {r.title}" for _, r in sorted(around.rulesets.items()))]
    elif code in RULES:
        lines = list(_rule(RULES[code], voice))
    elif code in around.rulesets:
        lines = list(_ruleset(around.rulesets[code], voice))
    else:
        close = difflib.get_close_matches(code, [*RULES, *around.rulesets], n=3)
        near = f"（{'、'.join(close)}？）" if close else ""
        near_en = f" (did you mean {', '.join(close)}?)" if close else ""
        raise click.UsageError(
            Text(f"没有代码或标准 {code}{near}", f"there is no code or standard {code}{near_en}").in_(voice.lang)
        )
    for line in lines:
        click.echo(line)


def _list(voice: Voice) -> Iterator[str]:
    for rule in sorted(RULES.values(), key=lambda rule: rule.code):
        yield f"{rule.code:24} {_SEVERITIES[rule.severity].in_(voice.lang):8} {rule.why.in_(voice.lang)}"


def _rule(rule: Rule, voice: Voice) -> Iterator[str]:
    def titled(zh: str, en: str) -> str:
        return click.style(Text(zh, en).in_(voice.lang), bold=True)

    yield f"{click.style(rule.code, bold=True)}  {_SEVERITIES[rule.severity].in_(voice.lang)}"
    yield rule.message.in_(voice.lang)
    yield ""
    yield f"{titled('为什么', 'why')}  {rule.why.in_(voice.lang)}"
    yield f"{titled('怎么办', 'what to do')}  {rule.hint.in_(voice.lang)}"
    if rule.clause:
        yield f"{titled('条款', 'clause')}  {rule.clause}"
    for heading, example in (
        (titled("不通过的例子", "failing example"), rule.failing),
        (titled("通过的例子", "passing example"), rule.passing),
    ):
        yield ""
        yield heading
        yield from (f"    {line}" for line in example.splitlines())


def _ruleset(ruleset: Ruleset, voice: Voice) -> Iterator[str]:
    read = Text("已核对原文", "original text read") if ruleset.source.text_read else Text("未核对原文", "original text not read")
    yield f"{click.style(ruleset.id, bold=True)}  {ruleset.title}"
    yield f"{ruleset.source.document}  {ruleset.source.clause or ''}  [{ruleset.basis}, {read.in_(voice.lang)}]"
    if ruleset.source.note:
        yield ruleset.source.note
    yield ""
    for level1, weight in ruleset.level1.items():
        yield f"{level1}  {plain(weight) if weight is not None else Text('以表中所印为准', 'as printed').in_(voice.lang)}"
    for label, part in (
        (Text("预算执行", "budget execution"), ruleset.budget_execution),
        (Text("定量指标", "quantitative"), ruleset.quantitative),
        (Text("定性指标", "qualitative"), ruleset.qualitative),
    ):
        if part is not None:
            settings = ", ".join(f"{key}: {value}" for key, value in part.model_dump(mode="json").items() if value is not None)
            yield f"{label.in_(voice.lang)}  {settings}"
    if ruleset.grades:
        yield "  ".join(f"≥{plain(bound)} {label}" for bound, label in ruleset.grades)

"""`gongkai generate`: the Markdown of every page, and nothing further."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import click

from generator import pipeline
from generator.cli.findings import show, summary
from generator.cli.options import Voice, as_of, common, current_folder, voice_of
from generator.diagnostics import Severity, Text
from generator.disclosure import Held
from generator.gate import Release, release
from generator.model.instants import in_china
from generator.review.check import check
from generator.review.reports import Checked

keep_going = click.option("--keep-going", is_flag=True, help="Publish what is free of errors and list what is left out.")


@click.command()
@keep_going
@as_of
@common
@click.pass_context
def generate(ctx: click.Context, keep_going: bool, as_of: datetime, root: Path | None) -> None:
    """Write Markdown into build/docs, only where it changes."""
    voice = voice_of(ctx)
    checked = check((), root=root, cwd=current_folder())
    released = release(checked, as_of)
    announce(checked, released, voice)
    if not released.may_be_published(keep_going=keep_going):
        voice.say(Text("有错误，什么也没有写", "there are errors; nothing was written"), always=True)
        ctx.exit(1)
    written = pipeline.generate(checked, docs=checked.root / pipeline.DOCS, released=released)
    voice.say(
        Text(
            f"build/docs：写入 {written.written} 页，未变 {written.unchanged} 页，移除 {written.removed} 页",
            f"build/docs: {written.written} written, {written.unchanged} unchanged, {written.removed} removed",
        )
    )
    ctx.exit(0 if released.is_whole else 1)


def announce(checked: Checked, released: Release, voice: Voice) -> None:
    """Say what stands in the way, in full, and how much is held back; under -v also what the reports themselves have wrong."""
    show(checked.findings, voice, least=Severity.INFO if voice.verbose else Severity.ERROR)
    voice.say(summary(checked.findings, checked))
    if released.left_out:
        names = "\n  ".join(released.left_out)
        voice.say(Text(f"因错误不公开的记录：\n  {names}", f"records kept from publication by an error:\n  {names}"), always=True)
    if released.held:
        voice.say(held_back(released.held))
        for one in released.held:  # a log may be read by anyone: names only when asked for
            until = Text("草稿", "a draft") if one.until is None else Text(f"至 {one.until}", f"until {one.until}")
            voice.detail(Text(f"  {one.name}（{until.zh}）", f"  {one.name} ({until.en})"))
    if withheld := len(released.catalog.withheld):
        word = "report" if withheld == 1 else "reports"
        voice.say(
            Text(f"不予公开、只列名目的报告：{withheld} 份", f"{withheld} {word} withheld: only that there is one is published")
        )


def held_back(held: Sequence[Held]) -> Text:
    """Say how many reports are not published now, and until when."""
    drafts, waiting = sum(one.until is None for one in held), sorted(one.until.moment for one in held if one.until is not None)
    zh, en = [], []
    if drafts:
        zh.append(f"草稿 {drafts} 份")
        en.append(f"{drafts} draft{'' if drafts == 1 else 's'}")
    if waiting:
        first, last = (in_china(moment) for moment in (waiting[0], waiting[-1]))
        when = Text(f"至北京时间 {first}", f"until {first} China time")
        if first != last:
            when = Text(f"最早至北京时间 {first}，最晚至 {last}", f"the first until {first} China time, the last until {last}")
        zh.append(f"未到公开时间 {len(waiting)} 份（{when.zh}）")
        en.append(f"{len(waiting)} under embargo ({when.en})")
    return Text(f"暂不公开：{'，'.join(zh)}", f"held back: {', '.join(en)}")

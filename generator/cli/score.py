"""`gongkai score`: what we compute beside what the report states, and why."""

import csv
import io
from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path

import click

from generator.catalog.entry import Entry
from generator.checks.finding import row_name
from generator.cli.findings import as_json, show
from generator.cli.options import Voice, common, current_folder, paths_argument, voice_of, writes_utf8
from generator.cli.tables import columns
from generator.cli.terminal import Line, styled, write
from generator.diagnostics import Severity, Text, visible
from generator.exports.data import evaluation_data, formula_safe
from generator.review.reports import check_reports
from generator.scoring.evaluation import Row, Status
from generator.scoring.rounding import plain

_HEAD = Text("报告,标准,得分,等级,区间,报告得分,报告等级", "report,ruleset,score,grade,range,stated score,stated grade")
_STATUS = {
    Status.SCORED: Text("已计分", "scored"),
    Status.UNASSESSED: Text("未评定", "unassessed"),
    Status.NOT_COMPUTABLE: Text("不可计算", "not computable"),
    Status.NOT_APPLICABLE: Text("不适用", "not applicable"),
}


@click.command()
@paths_argument
@click.option("--explain", "explained", is_flag=True, help="Show the arithmetic of every row.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "csv"]),
    default="table",
    show_default=True,
    help="How scores are printed.",
)
@common
@click.pass_context
def score(ctx: click.Context, paths: tuple[Path, ...], explained: bool, form: str, root: Path | None) -> None:
    """Score records: files or folders, by default the whole site.

    Exit code 0 is clean, 1 means a record has an error and could not be scored, 2 wrong usage.
    """
    voice = voice_of(ctx)
    checked = check_reports(paths, root=root, cwd=current_folder())
    entries = checked.scored
    if form == "json":
        click.echo(as_json([evaluation_data(entry, voice.lang) for entry in entries], plain=not writes_utf8()))
    elif form == "csv":
        click.echo(_csv(entries, voice), nl=False)
    else:
        for line in _table(entries, voice, explained=explained):
            write(*line)
    show(checked.findings, voice, least=Severity.ERROR)
    ctx.exit(0 if checked.is_publishable else 1)


def _cells(entry: Entry) -> list[str]:
    evaluation, stated = entry.evaluation, entry.report.stated
    span = evaluation.range
    return [
        entry.name,
        evaluation.ruleset,
        _shown(evaluation.score),
        evaluation.grade or "—",
        f"{plain(span[0])}–{plain(span[1])}" if span is not None else "—",
        _shown(stated.score),
        stated.grade or "—",
    ]


def _shown(value: object) -> str:
    return "—" if value is None else plain(value) if isinstance(value, Decimal) else str(value)


def _csv(entries: Iterable[Entry], voice: Voice) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_HEAD.in_(voice.lang).split(","))
    writer.writerows([formula_safe("" if cell == "—" else visible(cell)) for cell in _cells(entry)] for entry in entries)
    return out.getvalue()


def _table(entries: tuple[Entry, ...], voice: Voice, *, explained: bool) -> Iterator[Line]:
    if explained:
        for entry in entries:
            yield from _derivation(entry, voice)
        return
    rows = [_HEAD.in_(voice.lang).split(","), *(_cells(entry) for entry in entries)]
    yield from ((line,) for line in columns(rows, right={2, 5}))


def _derivation(entry: Entry, voice: Voice) -> Iterator[Line]:
    evaluation = entry.evaluation
    yield (styled(f"{entry.name}  {entry.report.title}", bold=True),)
    head = Text("指标,权重,目标,实际,得分,报告,状态,算式", "indicator,weight,target,actual,score,stated,status,arithmetic")
    rows = [head.in_(voice.lang).split(","), *(_row(row, voice) for row in evaluation.rows)]
    yield from ((line,) for line in columns(rows, right={1, 4, 5}))
    cells = _cells(entry)
    total = Text(
        f"总分 {cells[2]}  等级 {cells[3]}  区间 {cells[4]}  报告 {cells[5]} {cells[6]}  标准 {cells[1]}",
        f"total {cells[2]}  grade {cells[3]}  range {cells[4]}  stated {cells[5]} {cells[6]}  ruleset {cells[1]}",
    )
    yield (total.in_(voice.lang),)
    if evaluation.reason is not None:
        yield (evaluation.reason.in_(voice.lang),)
    yield ()


def _row(row: Row, voice: Voice) -> list[str]:
    why = row.reason.in_(voice.lang) if row.reason is not None else ""
    return [
        row_name(row),
        _shown(row.weight),
        row.target or "—",
        row.actual or "—",
        _shown(row.score),
        _shown(row.stated_score),
        _STATUS[row.status].in_(voice.lang),
        "  ".join(part for part in (row.explanation, why) if part),
    ]

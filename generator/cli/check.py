"""`gongkai check`: every problem in one run."""

from collections.abc import Iterable
from pathlib import Path

import click

from generator.baseline import baseline_of, read_baseline, without_known
from generator.cli.findings import counted, show
from generator.cli.mending import apply, as_diff, mend, told
from generator.cli.options import common, current_folder, paths_argument, voice_of
from generator.cli.printing import FORMATS, Outcome
from generator.cli.progress import progress
from generator.cli.selection import Codes, chosen, looked_for
from generator.cli.terminal import write_text
from generator.diagnostics import Diagnostic, Severity, Text, UnusableError
from generator.review.check import check as check_site
from generator.review.reports import Checked
from generator.source import read_text

_file = click.Path(path_type=Path, dir_okay=False)


@click.command()
@paths_argument
@click.option(
    "--format",
    "form",
    type=click.Choice(list(FORMATS)),
    default="text",
    show_default=True,
    help="How findings are printed: with their lines, one a line, as data, or as notes on a change at GitHub.",
)
@click.option("--strict", is_flag=True, help="Exit with 1 on warnings too.")
@click.option("--select", multiple=True, type=Codes(), help="Report these only; money- stands for all codes that begin so.")
@click.option("--ignore", multiple=True, type=Codes(), help="Don't report these.")
@click.option("--baseline", type=_file, help="Don't report what this file knows; `build` knows no baseline.")
@click.option("--write-baseline", type=_file, help="Write what is found into this file, in place of reporting it.")
@click.option("--fix", is_flag=True, help="Mend in the files what is safe, such as full-width digits; report the rest.")
@click.option("--diff", is_flag=True, help="Show what --fix would change, and change nothing.")
@click.option("--no-cache", is_flag=True, help="Read everything anew, whatever an earlier check or build has read.")
@common
@click.pass_context
def check(
    ctx: click.Context,
    paths: tuple[Path, ...],
    form: str,
    strict: bool,
    select: tuple[frozenset[str], ...],
    ignore: tuple[frozenset[str], ...],
    baseline: Path | None,
    write_baseline: Path | None,
    fix: bool,
    diff: bool,
    no_cache: bool,
    root: Path | None,
) -> None:
    """Check records: files or folders, by default the whole site.

    Exit code 0 is clean, 1 means findings of error severity (with --strict: or warnings), 2 wrong usage.
    """
    voice = voice_of(ctx)

    def anew() -> Checked:
        with progress(voice) as told:
            return check_site(paths, root=root, cwd=current_folder(), cache=not no_cache, told=told)

    checked = anew()
    findings = chosen(checked, select, ignore)
    if fix or diff:
        mended = mend(findings, checked)
        if diff:
            show(_of_no_record(findings, checked), voice, least=Severity.ERROR)
            write_text(as_diff(mended))
            for each in mended:
                if each.is_hidden:
                    voice.say(
                        Text(
                            f"{each.shown}：含有不得外传的内容，不显示",
                            f"{each.shown}: not shown, it holds what must not be repeated",
                        )
                    )
            voice.say(told(mended, done=False))
            ctx.exit(exit_code(findings, strict=strict))
        apply(mended)
        voice.say(told(mended, done=True))
        checked = anew()
        findings = chosen(checked, select, ignore)
    if write_baseline is not None:
        write_baseline.write_text(baseline_of(findings), "utf-8")
        voice.say(
            Text(f"{write_baseline}：记下 {len(findings)} 处", f"{write_baseline}: {counted(len(findings), 'finding')} written")
        )
        ctx.exit(0)
    if baseline is not None:
        findings = _new(findings, baseline, checked, looked_for(select, ignore))
    codes = looked_for(select, ignore)
    waived = tuple(finding for finding in checked.waived if finding.code in codes)
    FORMATS[form](Outcome(findings, waived, checked), voice)
    ctx.exit(exit_code(findings, strict=strict))


def exit_code(findings: Iterable[Diagnostic], *, strict: bool) -> int:
    """Return 1 where something is an error, under `--strict` a warning too; else 0."""
    failing = (Severity.ERROR, Severity.WARNING) if strict else (Severity.ERROR,)
    return 1 if any(finding.severity in failing for finding in findings) else 0


def _of_no_record(findings: Iterable[Diagnostic], checked: Checked) -> tuple[Diagnostic, ...]:
    """Return what was found where there is no record that could be looked through: nothing of it can be shown as changed."""
    records = {entry.path for entry in checked.catalog.entries}
    return tuple(finding for finding in findings if finding.path not in records)


def _new(findings: tuple[Diagnostic, ...], baseline: Path, checked: Checked, codes: frozenset[str]) -> tuple[Diagnostic, ...]:
    """Return the findings that a baseline does not know, and what it knows in vain."""
    shown = str(baseline)
    text, faults = read_text(baseline, shown)
    if text is None:
        fault = faults[0]
        raise UnusableError(f"{shown}：{fault.message('zh')}", f"{shown}: {fault.message('en')}")
    files = None if checked.is_whole else checked.files
    return without_known(findings, read_baseline(text, shown), shown, looked_for=codes, files=files)

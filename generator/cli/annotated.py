"""Findings for people: each with the line it points at, those of one kind together, what to do once a kind."""

import shutil
import sys
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from typing import Final

from generator.cli.excerpt import excerpt
from generator.cli.findings import WORDS, counted, place_of
from generator.cli.options import Voice
from generator.cli.terminal import Line, Styled, styled
from generator.diagnostics import Diagnostic, Text

ROOM: Final = 100
"""Cells of a line where the output is no terminal, so that it is the same everywhere."""

Lines = Callable[[str], tuple[str, ...]]
"""The lines of a file, by the name that findings give it."""


def annotated(findings: Sequence[Diagnostic], lines: Lines, hidden: Collection[tuple[str, int]], voice: Voice) -> Iterator[Line]:
    """Yield findings by kind, the gravest first, and within a kind by file and position: none is left out.

    The `hidden` lines, by file, are not shown. What to do stands below the last finding that it goes for, and below a kind
    that was found more than once, how often.
    """
    lines = lru_cache(maxsize=1)(lines)
    room = max(40, shutil.get_terminal_size((ROOM, 0)).columns - 10) if sys.stdout.isatty() else ROOM
    in_groups = sorted(findings, key=lambda finding: (finding.severity.rank, finding.code))
    for _, group in groupby(in_groups, key=lambda finding: (finding.severity, finding.code)):
        same = list(group)
        margin = max(len(str(finding.span.line)) if finding.span else 1 for finding in same)
        for at, finding in enumerate(same):
            is_hidden = finding.span is not None and (finding.path, finding.span.line) in hidden
            yield from _one(finding, () if is_hidden else lines(finding.path), margin, room, voice)
            hint = finding.hint(voice.lang)
            is_last = at + 1 == len(same)
            if is_last or same[at + 1].hint(voice.lang) != hint:
                yield _note(margin, Text("帮助：", "help: "), hint, voice)
            if is_last and at:
                yield _note(margin, Text("合计：", "total: "), _count(same).in_(voice.lang), voice)
            yield ()


def _one(finding: Diagnostic, lines: tuple[str, ...], margin: int, room: int, voice: Voice) -> Iterator[Line]:
    word, colour = WORDS[finding.severity]
    label = styled(f"{word.in_(voice.lang)}[{finding.code}]", fg=colour, bold=True)
    yield label, styled(f": {finding.message(voice.lang)}", bold=True)
    yield " " * margin, styled("--> ", fg="blue", bold=True), place_of(finding)
    if finding.span is None or finding.span.line > len(lines):
        return
    shown = excerpt(lines[finding.span.line - 1], finding.span, room)
    yield (_gutter("", margin),)
    yield _gutter(str(finding.span.line), margin), " ", shown.line
    yield _gutter("", margin), " ", styled(shown.underline, fg=colour, bold=True)


def _gutter(number: str, margin: int) -> Styled:
    return styled(f"{number:>{margin}} |", fg="blue", bold=True)


def _note(margin: int, label: Text, words: str, voice: Voice) -> Line:
    return " " * margin, styled(" = ", fg="blue", bold=True), styled(label.in_(voice.lang), bold=True), words


def _count(same: Sequence[Diagnostic]) -> Text:
    files, code = len({finding.path for finding in same}), same[0].code
    return Text(
        f"{len(same)} 处，{files} 个文件；详见 gongkai explain {code}",
        f"{len(same)} in {counted(files, 'file')}; see gongkai explain {code}",
    )

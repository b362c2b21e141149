"""Which findings are asked for: `--select` and `--ignore`, by code or by family."""

import difflib
from collections.abc import Sequence
from typing import Final

import click

from generator.cli.options import voice_of
from generator.codes import RULES
from generator.diagnostics import Diagnostic, Severity, Text, quoted
from generator.review.reports import Checked

FAMILIES: Final = frozenset(code.partition("-")[0] for code in RULES)


class Codes(click.ParamType[frozenset[str]]):
    """`total-sum,money-`: codes, or the beginning that those of a family share, told apart by commas."""

    name = "CODE,…"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> frozenset[str]:
        """Return every code that is meant; one that is not there is wrong usage."""
        if isinstance(value, frozenset):
            return value
        chosen: set[str] = set()
        for word in filter(None, (part.strip() for part in str(value).split(","))):
            family = {code for code in RULES if code.startswith(word.removesuffix("-") + "-")}
            if word not in RULES and not family:
                self.fail(_unknown(word).in_(voice_of(ctx).lang if ctx else "en"), param, ctx)
            chosen |= {word} if word in RULES else family
        return frozenset(chosen)


def _unknown(word: str) -> Text:
    close = difflib.get_close_matches(word, [*RULES, *(f"{family}-" for family in FAMILIES)], n=3)
    shown = quoted(word)
    return Text(
        f"没有代码 {shown}" + (f"；是不是 {'、'.join(close)}？" if close else ""),
        f"there is no code {shown}" + (f"; did you mean {', '.join(close)}?" if close else ""),
    )


def chosen(checked: Checked, select: Sequence[frozenset[str]], ignore: Sequence[frozenset[str]]) -> tuple[Diagnostic, ...]:
    """Return the findings that are asked for: all of `select` (where given) but none of `ignore`.

    What keeps a file from being found or read is told although it was not selected: of such a file nothing else is known.
    """
    wanted, unwanted = looked_for(select, ignore), frozenset[str]().union(*ignore)
    return tuple(
        finding
        for finding in checked.findings
        if finding.code in wanted or (_hides_others(finding, checked) and finding.code not in unwanted)
    )


def looked_for(select: Sequence[frozenset[str]], ignore: Sequence[frozenset[str]]) -> frozenset[str]:
    """Return the codes that are asked for: those of `select`, by default all, without those of `ignore`."""
    return (frozenset[str]().union(*select) if select else frozenset(RULES)) - frozenset[str]().union(*ignore)


def _hides_others(finding: Diagnostic, checked: Checked) -> bool:
    is_lost = finding.path in checked.unread or finding.code.startswith("source-")
    return finding.severity is Severity.ERROR and is_lost and not RULES[finding.code].waivable

"""Blanks that look like ordinary spaces and that YAML takes for letters: the full-width one, those of word processors."""

import re
from collections.abc import Iterator
from typing import Final

from generator.diagnostics import Diagnostic, Rule, Severity, Span, Text
from generator.source.document import Document

BLANK: Final = Rule(
    code="yaml-blank",
    severity=Severity.ERROR,
    message=Text("此处用了{char}，YAML 只认普通的半角空格", "Here stands {char}; YAML knows ordinary spaces only"),
    hint=Text(
        "请换成半角空格，缩进每层两个；编辑器的查找替换可以一次换完",
        "Put ordinary spaces in its place, two a level of indentation; find-and-replace in an editor does all at once",
    ),
    why=Text(
        "全角空格和不换行空格看上去是空白，YAML 却把它们当作文字：名称会带上看不见的字，层次也会错。",
        "Full-width and no-break spaces look blank, but to YAML they are text: they become part of a name, and levels go wrong.",
    ),
    failing="title: 警务通通信服务项目\nbudget:\n\u3000\u3000currency_unit: 万元\n",
    passing="title: 警务通通信服务项目\nbudget:\n  currency_unit: 万元\n",
)
RULES: Final[tuple[Rule, ...]] = (BLANK,)

_ODD: Final = "\xa0\u1680\u2000-\u200a\u202f\u205f\u3000"
_NAMES: Final = {"\u3000": Text("全角空格", "a full-width space"), "\xa0": Text("不换行空格", "a no-break space")}
_OTHER: Final = Text("特殊空格", "an unusual space")

# A line that begins as a record's do, with a key or an item of a list, up to a blank that is no space: prose begins otherwise.
_KEY: Final = rf"[A-Za-z_][\w-]*:(?:[{_ODD}]|(?= )|$)"
_HEAD: Final = re.compile(rf"[ {_ODD}]*(?:(?:-[ {_ODD}]+)+(?:{_KEY})?|{_KEY})", re.ASCII)
_BEGINS: Final = re.compile(f"[{_ODD}]")
_ANY_KEY: Final = re.compile(rf"(?:^|[{{,])[ -]*[{_ODD}][^:\n]{{0,60}}:", re.MULTILINE)


def blank_at(lines: list[str], key: Span, path: str) -> Diagnostic | None:
    """Return what is to be said of a key that begins with such a blank, unless it is quoted; None for any other."""
    line = lines[key.line - 1] if key.line <= len(lines) else ""
    return _at(line, key.line - 1, key.column - 1, path) if _BEGINS.match(line, key.column - 1) else None


def blank_keys(text: str, document: Document) -> Iterator[Diagnostic]:
    """Yield what is to be said of all keys of a well-formed `text`."""
    if _BEGINS.search(text) is None or _ANY_KEY.search(text) is None:
        return
    lines = text.split("\n")
    for key in document.keys.values():
        if (found := blank_at(lines, key, document.path)) is not None:
            yield found


def blank_before(lines: list[str], begun: tuple[int, int], found: tuple[int, int], path: str) -> Diagnostic | None:
    """Return what is to be said of such a blank that a syntax error comes of, in its lines or the one above; None where there is none."""
    for number, column in (begun, found):
        before, behind = lines[number][:column], lines[number][column:]
        if not before.strip() and (blank := _BEGINS.search(before + behind[:1])):
            return _at(lines[number], number, blank.start(), path)
    for number in (max(0, found[0] - 1), found[0], begun[0]):
        head = _HEAD.match(lines[number])
        if head and (blank := _BEGINS.search(head[0])):
            return _at(lines[number], number, blank.start(), path)
    return None


def _at(line: str, number: int, column: int, path: str) -> Diagnostic:
    char = line[column]
    name, code = _NAMES.get(char, _OTHER), f"U+{ord(char):04X}"
    span = Span(number + 1, column + 1, number + 1, column + 2)
    return BLANK.at(path, span, char=Text(f"{name.zh}（{code}）", f"{name.en} ({code})"))

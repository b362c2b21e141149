"""Keys without a value inside braces that are none: the rest of a number, or a key and its value without the space between."""

import re
from typing import Final

from generator.diagnostics import Diagnostic, Rule, Severity, Span, Text, quoted

SPLIT_NUMBER: Final = Rule(
    code="yaml-split-number",
    severity=Severity.ERROR,
    message=Text(
        "花括号里 {number} 的千位逗号把它截断了：逗号后面的成了另一个名称",
        "Inside braces the comma in {number} cuts it in two: what follows becomes another key",
    ),
    hint=Text(
        "去掉逗号，写成 {plain}；若是一段文字，请给整个值加上引号",
        "Write {plain}, without commas; if it is text, quote the whole value",
    ),
    why=Text(
        "花括号里的逗号隔开各项，1,200.00 读出来只剩 1。",
        "Inside braces commas part one field from the next: of 1,200.00 only 1 would be left.",
    ),
    failing="title: 警务通\nbudget: {executed: {county: 1,200.00}}\n",
    passing="title: 警务通\nbudget: {executed: {county: 1200.00}}\n",
)
COLON_SPACE: Final = Rule(
    code="yaml-colon-space",
    severity=Severity.ERROR,
    message=Text("冒号后面缺少空格：{text}", "No space stands behind the colon: {text}"),
    hint=Text("请在英文冒号后面加一个空格，例如 weight: 10", "Put a space behind the colon, as in weight: 10"),
    why=Text(
        "没有空格，YAML 就把名称、冒号和值连成一个名称，值也就没有了。",
        "Without the space YAML takes key, colon and value for one long key, and the value is lost.",
    ),
    failing="title: 警务通\nperiod: {start:2021-01, end: 2021-12}\n",
    passing="title: 警务通\nperiod: {start: 2021-01, end: 2021-12}\n",
)
RULES: Final[tuple[Rule, ...]] = (SPLIT_NUMBER, COLON_SPACE)

_GROUPED: Final = re.compile(r"(?<![\d,])\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?")
"""A number with commas between its thousands."""

_LONGEST_NUMBER: Final = 30

_GLUED: Final = re.compile(r"([A-Za-z_][A-Za-z0-9_]*:)[^\s,{}\[\]:/]")
"""A key with its colon and, right behind it, what would be a value; no address such as https://."""


def may_be_keyless(text: str) -> bool:
    """Tell whether a text may hold such a key: told by a glance, since records rarely do."""
    return _CUT.search(text) is not None or _UNSPACED.search(text) is not None


# Each begins with a letter that is found quickly.
_CUT: Final = re.compile(r",\d{3}[^,:{}\n]{0,40}[,}]")
_UNSPACED: Final = re.compile(r":[^\s,{}\[\]:/]")


def keyless(lines: list[str], key: Span, path: str) -> Diagnostic | None:
    """Return what is to be said of a key without a value that was never meant as one; None of any other."""
    return _number_cut(lines, key, path) or _glued(lines, key, path)


def _number_cut(lines: list[str], key: Span, path: str) -> Diagnostic | None:
    """Return what is to be said of what follows a comma in a number."""
    comma = key.column - 2
    line = lines[key.line - 1] if key.line <= len(lines) else ""
    if comma < 0 or line[comma : comma + 1] != ",":
        return None
    start = max(0, comma - _LONGEST_NUMBER)  # a hostile line is one number of a million commas
    around, at = line[start : comma + _LONGEST_NUMBER], comma - start
    number = next((found[0] for found in _GROUPED.finditer(around) if found.start() < at < found.end()), None)
    if number is None:
        return None
    return SPLIT_NUMBER.at(path, Span(key.line, comma + 1, key.line, comma + 2), number=number, plain=number.replace(",", ""))


def _glued(lines: list[str], key: Span, path: str) -> Diagnostic | None:
    line = lines[key.line - 1] if key.line <= len(lines) else ""
    found = _GLUED.match(line, key.column - 1)
    if found is None:
        return None
    colon = found.end(1)
    text = line[key.column - 1 : key.end_column - 1] if key.end_line == key.line else found[0]
    return COLON_SPACE.at(path, Span(key.line, colon, key.line, colon + 1), text=quoted(text))

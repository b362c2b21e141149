"""Faults in how a record is written: YAML that is none or means something else, values that a field can't hold."""

from random import Random

from checks.injection.planting import MONEY, VALUES, WEIGHTS, YEARS, Planned, plants
from checks.injection.sheet import Sheet

LOST = MONEY | VALUES | WEIGHTS | YEARS | frozenset({"schema-missing"})
"""What may follow where part of a record, or all of it, could not be read."""

_INVISIBLE = {"text-control": "\x07", "text-zero-width": "\u200b", "text-bidi": "\u202e", "text-line-break": "\u2028"}


def _appended(code: str, column: int, *lines: str) -> None:
    @plants(code, LOST)
    def _(sheet: Sheet, _: Random) -> Planned:
        return sheet.appended(*lines), (sheet.end, column)


def _valued(code: str, key: str, text: str, also: frozenset[str] = LOST, *, behind: int | None = None) -> None:
    """Write `text` for a key's value, `{}` standing for what it was; the place is the value's, or so far behind what it was."""

    @plants(code, also)
    def _(sheet: Sheet, dice: Random) -> Planned:
        cell = sheet.value(key)
        if cell is None or cell.value is None or cell.text[0] in "\"'{|>":
            return None
        column = cell.column if behind is None else cell.end + behind
        return sheet.put(cell, text.replace("{}", cell.text)), (cell.line, column)


_appended("yaml-merge-key", 1, "<<: {code: 1}")
_appended("yaml-duplicate-key", 1, "title: 另一个名称")
_appended("yaml-key-type", 3, "? [a, b]", ": 1")
_appended("yaml-documents", 1, "---", "title: 另一份")
_appended("yaml-depth", 23, "a: " + "[" * 20 + "]" * 20)
_appended("yaml-fullwidth-colon", 7, "weight：10")
_appended("schema-unknown-key", 1, "taget: 2个")
_appended("schema-reserved", 15, "unrecognised: 附件三")
_appended("ruleset-unknown", 10, "ruleset: meiyou-2020")
_valued("yaml-anchor", "title:", "&name {}")
_valued("yaml-tag", "title:", "!!str {}")
_valued("yaml-alias", "code:", "*a8")
_valued("yaml-indicator", "code:", "@12")
_valued("yaml-syntax", "title:", "{}: 续", behind=0)
_valued("yaml-comment-cuts", "title:", "{} #1 机房", YEARS, behind=1)
_valued("yaml-block-header", "conclusion:", ">=2个")
_valued("schema-choice", "  currency_unit:", "美元")


def _invisible(code: str, char: str) -> None:
    @plants(code, LOST)
    def _(sheet: Sheet, dice: Random) -> Planned:
        cell = sheet.value("title:")
        if cell is None or cell.text[0] in "\"'":
            return None
        at = dice.randint(1, len(cell.text) - 1)
        return sheet.put(cell, cell.text[:at] + char + cell.text[at:]), (cell.line, cell.column + at)


for _code, _char in _INVISIBLE.items():
    _invisible(_code, _char)


@plants("yaml-split-number", LOST)
def _(sheet: Sheet, _: Random) -> Planned:
    cells = sheet.money("executed")
    if not cells:
        return None
    cell = next(iter(cells.values()))
    return sheet.put(cell, "1,200.00"), (cell.line, cell.column + 1)


@plants("yaml-colon-space", LOST)
def _(sheet: Sheet, dice: Random) -> Planned:
    cell = sheet.value("period:")
    if cell is None or not cell.text.startswith("{start: "):
        return None
    return sheet.put(cell, cell.text.replace(": ", ":", 1)), (cell.line, cell.column + len("{start"))


@plants("yaml-top-level", LOST)
def _(sheet: Sheet, _: Random) -> Planned:
    return Sheet("- 只有一行\n", sheet.path, sheet.site), (1, 1)


@plants("yaml-directive", LOST)
def _(sheet: Sheet, _: Random) -> Planned:
    return sheet.with_lines_before(1, "%YAML 1.1", "---"), (1, 1)


@plants("yaml-tab", LOST)
def _(sheet: Sheet, _: Random) -> Planned:
    number = sheet.line_of("  currency_unit:")
    return None if number is None else (sheet.with_line(number, "\tcurrency_unit: 万元"), (number, 1))


@plants("yaml-blank", LOST)
def _(sheet: Sheet, dice: Random) -> Planned:
    number = sheet.line_of("  currency_unit:")
    indentation = dice.choice(["\u3000\u3000", "\xa0\xa0"])
    return None if number is None else (sheet.with_line(number, f"{indentation}currency_unit: 万元"), (number, 1))


@plants("schema-blank", LOST)
def _(sheet: Sheet, _: Random) -> Planned:
    number = sheet.line_of("title:")
    return None if number is None else (sheet.with_line(number, "title:"), (number, 7))


@plants("schema-missing", LOST)
def _(sheet: Sheet, _: Random) -> Planned:
    number = sheet.line_of("title:")
    return None if number is None else (sheet.without_line(number), (number, 1))


@plants("schema-shape", LOST)
def _(sheet: Sheet, dice: Random) -> Planned:
    cell = sheet.value(dice.choice(["period:", "printed:", "stated:"]))
    return None if cell is None else (sheet.put(cell, "全年"), cell.place)


@plants("schema-no-indicators", LOST)
def _(sheet: Sheet, _: Random) -> Planned:
    start = sheet.line_of("indicators:") or 0
    for _row in sheet.rows:
        sheet = sheet.without_line(start + 1)
    return sheet.with_line(start, "indicators: []"), (start, 13)


@plants("schema-number", LOST)
def _(sheet: Sheet, dice: Random) -> Planned:
    cell = dice.choice([sheet.stated["score"], dice.choice(sheet.rows)["weight"]])
    return sheet.put(cell, dice.choice(["七十四点三", "约八十", "满分"])), cell.place


@plants("schema-number-form", LOST)
def _(sheet: Sheet, dice: Random) -> Planned:
    cell = dice.choice([sheet.stated["score"], dice.choice(sheet.rows)["weight"]])
    return sheet.put(cell, cell.text.translate(str.maketrans("0123456789", "０１２３４５６７８９"))), cell.place


@plants("schema-negative", LOST)
def _(sheet: Sheet, dice: Random) -> Planned:
    cells = list(sheet.money(dice.choice(["initial", "adjusted", "executed"])).values())
    if not cells:
        return None
    cell = dice.choice(cells)
    return sheet.put(cell, f"-{cell.text}"), cell.place


@plants("schema-percentage", LOST)
def _(sheet: Sheet, dice: Random) -> Planned:
    cells = sheet.printed(dice.choice(["arrival_rate", "execution_rate"]))
    return (sheet.put(cells["total"], "全部"), cells["total"].place) if cells else None


@plants("schema-link", LOST)
def _(sheet: Sheet, dice: Random) -> Planned:
    number = sheet.line_of("source:")
    if number is None:
        return None
    link = dice.choice(["'javascript:alert(1)'", "file:///etc/hosts", "ftp://example.gov.cn/a"])
    return sheet.with_lines_before(number + 1, f"  url: {link}"), (number + 1, 8)

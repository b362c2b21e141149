"""Faults between the years of a project, and between projects."""

import re
from collections.abc import Mapping
from random import Random

from checks.injection.planting import MONEY, VALUES, WEIGHTS, YEARS, Place, Planned, plants, plants_in_site
from checks.injection.rows import counted
from checks.injection.sheet import Cell, Sheet, amount_of

InSite = tuple[Mapping[str, str | None], str, Place] | None
Row = dict[str, Cell]


def _beside(sheet: Sheet) -> list[tuple[Row, Row]]:
    """Rows that the year before lists under the same name, each once, beside that year's."""
    earlier = sheet.in_year(sheet.year - 1)
    if earlier is None:
        return []
    before = {row["name"].text: row for row in earlier.rows}
    names = [row["name"].text for row in sheet.rows]
    return [
        (before[row["name"].text], row) for row in sheet.rows if row["name"].text in before and names.count(row["name"].text) == 1
    ]


@plants("target-lowered", VALUES)
def _(sheet: Sheet, dice: Random) -> Planned:
    pairs = [pair for pair in _beside(sheet) if pair[1] in counted(sheet)]
    pairs = [(old, new) for old, new in pairs if old["target"].text[:1] in "≥≧>不" and (amount_of(old["target"]) or (0, 0))[1]]
    if not pairs:
        return None
    old, new = dice.choice(pairs)
    target = amount_of(old["target"])
    assert target is not None
    number = round(target.number * dice.randint(3, 8) / 10, 2).normalize()
    text = f"{target.before}{number:f}{target.after}"
    quote = '"' if old["target"].text.startswith('"') else ""
    return sheet.put(new["target"], f"{quote}{text}{quote}"), new["target"].place


@plants("weight-shifted", WEIGHTS)
def _(sheet: Sheet, dice: Random) -> Planned:
    pairs = [(old, new) for old, new in _beside(sheet) if old["weight"].number is not None]
    if not pairs:
        return None
    old, new = dice.choice(pairs)
    return sheet.put(new["weight"], (old["weight"].number or 0) + dice.randint(1, 5)), new["weight"].place


@plants("indicator-vanished", WEIGHTS | YEARS | {"satisfaction-missing"})
def _(sheet: Sheet, dice: Random) -> Planned:
    pairs = _beside(sheet)
    if len(pairs) < 3:
        return None
    return sheet.without_line(dice.choice(pairs)[1]["name"].line), (sheet.line_of("indicators:") or 0, 1)


@plants("indicators-replaced", VALUES | WEIGHTS | {"satisfaction-missing"})
def _(sheet: Sheet, _: Random) -> Planned:
    if not _beside(sheet):
        return None
    for place, row in enumerate(sheet.rows):
        sheet = sheet.put(row["name"], f"{'甲乙丙丁戊己庚辛壬癸子丑寅卯'[place % 14]}{'日月星辰'[place % 4]}")
    return sheet, (sheet.line_of("indicators:") or 0, 1)


@plants("indicator-renamed", VALUES)
def _(sheet: Sheet, dice: Random) -> Planned:
    pairs = [
        (old, new)
        for old, new in _beside(sheet)
        if old["weight"].text == new["weight"].text and new in counted(sheet) and len(new["name"].text) >= 5
    ]
    pairs = [pair for pair in pairs if (amount_of(pair[0]["target"]) or "")[2:] == (amount_of(pair[1]["target"]) or "")[2:]]
    if not pairs:
        return None
    new = dice.choice(pairs)[1]
    return sheet.put(new["name"], f"年度{new['name'].text}"), new["name"].place


@plants("carryover-differs", MONEY)
def _(sheet: Sheet, dice: Random) -> Planned:
    earlier = sheet.in_year(sheet.year - 1)
    name = "received" if sheet.money("received") else "adjusted"
    row = sheet.money(name)
    if earlier is None or not earlier.money("received") or not row or "carryover" in row:
        return None
    changed, cell = sheet.add(row, "carryover", f"{dice.randint(3000, 9000)}.5")
    return changed, cell.place


@plants("continues-missing", YEARS)
def _(sheet: Sheet, _: Random) -> Planned:
    cell = sheet.value("continues:")
    if cell is None or cell.value is not None:
        return None
    return sheet.put(cell, f"{sheet.year - 1}/meiyou/meiyou"), cell.place


@plants("continues-cycle", YEARS)
def _(sheet: Sheet, _: Random) -> Planned:
    cell = sheet.value("continues:")
    if cell is None or cell.value is not None:
        return None
    return sheet.put(cell, sheet.path.removeprefix("content/reports/").removesuffix(".yaml")), cell.place


def _title(sheet: Sheet) -> Place:
    return (sheet.line_of("title:") or 0, 8)


def _has_reports(sheet: Sheet, year: int) -> bool:
    agency = sheet.path.split("/")[3]
    return sum(path.startswith(f"content/reports/{year}/{agency}/") for path in sheet.site) > 1


def _years(sheet: Sheet) -> list[Sheet]:
    """The project's records of all years, the oldest first."""
    return [found for year in range(sheet.year - 5, sheet.year + 6) if (found := sheet.in_year(year)) is not None]


def _entitled(sheet: Sheet, title: str) -> str:
    cell = sheet.value("title:")
    assert cell is not None
    return sheet.put(cell, title).text


def _unlike_any(dice: Random) -> str:
    """A title that no other project's resembles."""
    return "".join(dice.sample("金木水火土风雨雷电山川湖海松柏竹梅兰菊", 7))


@plants_in_site("project-vanished", YEARS)
def _(sheet: Sheet, dice: Random) -> InSite:
    kept = [one for one in _years(sheet) if one.year <= sheet.year]
    gone = [one for one in _years(sheet) if one.year > sheet.year]
    if len(kept) < 2 or not gone or not all(_has_reports(sheet, sheet.year + more) for more in (1, 2)):
        return None
    title = _unlike_any(dice)
    edits: dict[str, str | None] = {one.path: _entitled(one, title) for one in kept}
    return edits | {one.path: None for one in gone}, sheet.path, _title(sheet)


@plants_in_site("project-gap", YEARS)
def _(sheet: Sheet, _: Random) -> InSite:
    before, after = sheet.in_year(sheet.year - 1), sheet.in_year(sheet.year + 1)
    if before is None or after is None or not _has_reports(sheet, sheet.year):
        return None
    return {sheet.path: None}, after.path, _title(after)


@plants_in_site("project-renamed", YEARS)
def _(sheet: Sheet, dice: Random) -> InSite:
    *before, last = _years(sheet)
    cell = sheet.value("continues:")
    if sheet.in_year(sheet.year - 1) is None or last.path != sheet.path or cell is None or cell.value is not None:
        return None
    path, title = sheet.path.replace(".yaml", "-xin.yaml"), _unlike_any(dice)
    if path in sheet.site:
        return None
    edits: dict[str, str | None] = {one.path: _entitled(one, title) for one in before}
    return edits | {sheet.path: None, path: _entitled(sheet, f"{title}费")}, path, _title(sheet)


def _with_code_of(sheet: Sheet, others: list[str], dice: Random) -> InSite:
    code = sheet.value("code:")
    title = sheet.value("title:")
    codes = {path: found[1] for path in others if (found := re.search(r"^code: (\S{8,})$", sheet.site[path], re.MULTILINE))}
    if code is None or code.value is None or title is None or not codes:
        return None
    other = dice.choice(sorted(codes))  # written as it is, so that no other fault is planted in it
    return {other: sheet.site[other], sheet.path: sheet.put(code, codes[other]).text}, sheet.path, code.place


@plants_in_site("code-twice", frozenset({"code-other-title"}))
def _(sheet: Sheet, dice: Random) -> InSite:
    others = [path for path in sheet.site if path < sheet.path and path.split("/")[2] == str(sheet.year)]
    return _with_code_of(sheet, others, dice)


@plants_in_site("code-other-title", frozenset({"code-twice"}))
def _(sheet: Sheet, dice: Random) -> InSite:
    """Take the code of a project that has ended, of another agency and name."""
    if sheet.year < 2021:
        return None
    own = sheet.value("title:")
    gone = [
        path
        for path in sheet.site
        if path.split("/")[2] < str(sheet.year) and path.replace(path.split("/")[2], str(sheet.year)) not in sheet.site
    ]
    others = [path for path in gone if own is not None and own.text not in sheet.site[path]]
    return _with_code_of(sheet, others, dice)


@plants_in_site("agency-unknown", YEARS)
def _(sheet: Sheet, _: Random) -> InSite:
    path = sheet.path.replace(sheet.path.split("/")[3], "meiyou-ju")
    number = next(number for number, line in enumerate(sheet.lines, 1) if not line.startswith("#"))
    return {sheet.path: None, path: sheet.text}, path, (number, 1)

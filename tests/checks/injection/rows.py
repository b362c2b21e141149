"""Which rows of a record offer a place for a fault."""

import re

from checks.injection.sheet import Cell, Sheet, amount_of

Row = dict[str, Cell]
_MUCH = re.compile(r"(≥|≧ ?|>= ?|不少于|不低于|=|)")


def wants_much(row: Row) -> bool:
    """Whether the target is an exact least or the like, above nothing, of no date and no cost, and the actual value exact."""
    target, actual = amount_of(row["target"]), amount_of(row["actual"])
    if target is None or actual is None or not target.number or actual.before:
        return False
    is_plain = _MUCH.fullmatch(target.before) and not re.search(r"余|以内|以下|左右|月|日|年|元|‰", target.after + actual.after)
    return bool(is_plain) and not re.search(r"成本|时效", row["level2"].text)


def counted(sheet: Sheet) -> list[Row]:
    """Rows that want some number of things, not a rate."""
    return [
        row
        for row in sheet.rows
        if wants_much(row) and "%" not in row["target"].text and not re.search("率|度", row["name"].text)
    ]


def worded(sheet: Sheet) -> list[Row]:
    """Rows whose target and actual value are words."""
    return [row for row in sheet.rows if not re.search("[0-9]|无|零|null", row["target"].text + row["actual"].text)]


def satisfaction(sheet: Sheet) -> list[Row]:
    return [row for row in sheet.rows if "满意度" in row["name"].text]


def full_rows(sheet: Sheet, level1: str = "") -> list[dict[str, Cell]]:
    """Rows that state all their points."""
    return [
        row
        for row in sheet.rows
        if row["stated_score"].number is not None
        and row["stated_score"].text == row["weight"].text
        and level1 in row["level1"].text
    ]


def states_all_points(sheet: Sheet) -> bool:
    return all(row["stated_score"].number is not None for row in [*sheet.rows, sheet.execution]) and "score" in sheet.stated

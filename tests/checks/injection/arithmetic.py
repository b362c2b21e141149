"""Faults of sums, grades, weights and money."""

from decimal import Decimal
from random import Random

from checks.injection.planting import MONEY, SCORES, WEIGHTS, YEARS, Planned, pick, plants
from checks.injection.rows import full_rows, states_all_points, wants_much
from checks.injection.sheet import Sheet


@plants("weights-scale", WEIGHTS)
def _(sheet: Sheet, dice: Random) -> Planned:
    cell = dice.choice(sheet.rows)["weight"]
    return sheet.put(cell, (cell.number or 0) + dice.randint(1, 9)), (sheet.line_of("indicators:") or 0, 1)


@plants("weights-level1", WEIGHTS)
def _(sheet: Sheet, dice: Random) -> Planned:
    giver, taker = pick(full_rows(sheet, "产出"), dice), pick(full_rows(sheet, "效益"), dice)
    if giver is None or taker is None:
        return None
    for row, change in ((giver, -1), (taker, 1)):
        for key in ("stated_score", "weight"):  # from the right, so that columns stay
            sheet = sheet.put(row[key], (row[key].number or 0) + change)
    return sheet, (sheet.line_of("indicators:") or 0, 1)


@plants("total-sum", SCORES)
def _(sheet: Sheet, dice: Random) -> Planned:
    if not states_all_points(sheet):
        return None
    cell = sheet.stated["score"]
    return sheet.put(cell, (cell.number or 0) - dice.randint(1, 5)), cell.place


@plants("total-differs", SCORES | {"scoring-unassessed"})
def _(sheet: Sheet, dice: Random) -> Planned:
    row = pick([row for row in full_rows(sheet) if wants_much(row)], dice)
    if row is None or not states_all_points(sheet):
        return None
    less = Decimal(dice.randint(1, 3)) / 2
    score = sheet.stated["score"]
    changed = sheet.put(row["stated_score"], (row["stated_score"].number or 0) - less)
    return changed.put(score, (score.number or 0) - less), score.place


@plants("total-grade")
def _(sheet: Sheet, dice: Random) -> Planned:
    cell = sheet.stated["grade"]
    return sheet.put(cell, dice.choice([label for label in "优良中差" if label != cell.text])), cell.place


@plants("grade-label")
def _(sheet: Sheet, dice: Random) -> Planned:
    cell = sheet.stated["grade"]
    return sheet.put(cell, dice.choice(["合格", "优秀", "A", "较好", "优等"])), cell.place


@plants("money-sum", MONEY)
def _(sheet: Sheet, dice: Random) -> Planned:
    name = dice.choice(["initial", "adjusted", "executed"])
    row = sheet.money(name)
    if not row or "total" in row:
        return None
    first = next(iter(row.values()))
    wrong = sum((cell.number or Decimal(0) for cell in row.values()), Decimal(dice.randint(1, 40)))
    line = sheet.lines[first.line - 1]
    at = first.key_column - 1
    changed = sheet.with_line(first.line, f"{line[:at]}total: {wrong}, {line[at:]}")
    return changed, (first.line, first.key_column + len("total: "))


@plants("money-exceeds", MONEY)
def _(sheet: Sheet, dice: Random) -> Planned:
    spent, had = sheet.money("executed"), sheet.money("received")
    if list(spent) != ["county"] or list(had) != ["county"]:
        return None
    cell = spent["county"]
    return sheet.put(cell, (had["county"].number or 0) + dice.randint(1, 30)), (cell.line, len("  executed: ") + 1)


@plants("unit-slip", MONEY)
def _(sheet: Sheet, dice: Random) -> Planned:
    name = dice.choice(["executed", "received"])
    cells = sheet.money(name)
    if list(cells) != ["county"]:
        return None
    cell = cells["county"]
    return sheet.put(cell, (cell.number or 0) * 10000), (cell.line, len(f"  {name}: ") + 1)


def _misprinted(sheet: Sheet, dice: Random, row: str) -> Planned:
    cells = sheet.printed(row)
    if not cells or not sheet.money("received"):
        return None
    cell = cells[dice.choice(["total", "fiscal", "county"])]
    return sheet.put(cell, (cell.number or 0) + dice.randint(2, 30)), cell.place


@plants("money-balance", frozenset({"carryover-differs"}))
def _(sheet: Sheet, dice: Random) -> Planned:
    return _misprinted(sheet, dice, "balance")


@plants("money-arrival-rate")
def _(sheet: Sheet, dice: Random) -> Planned:
    return _misprinted(sheet, dice, "arrival_rate")


@plants("money-execution-rate")
def _(sheet: Sheet, dice: Random) -> Planned:
    return _misprinted(sheet, dice, "execution_rate")


@plants("weights-uniform", WEIGHTS)
def _(sheet: Sheet, dice: Random) -> Planned:
    weight = dice.choice([8, 9, 10])
    for row in sheet.rows:
        sheet = sheet.put(row["weight"], weight)
    return sheet, (sheet.line_of("indicators:") or 0, 1)


@plants("weight-dominant", WEIGHTS)
def _(sheet: Sheet, dice: Random) -> Planned:
    cell = dice.choice(sheet.rows)["weight"]
    return sheet.put(cell, dice.randint(51, 80)), cell.place


@plants("score-all-full", SCORES)
def _(sheet: Sheet, dice: Random) -> Planned:
    if len(full_rows(sheet)) == len(sheet.rows):
        return None
    for row in [*sheet.rows, sheet.execution]:
        sheet = sheet.put(row["stated_score"], row["weight"].text)
    return sheet, (sheet.line_of("indicators:") or 0, 1)


@plants("execution-twice", WEIGHTS | {"indicator-vanished"})
def _(sheet: Sheet, dice: Random) -> Planned:
    number = (sheet.line_of("indicators:") or 0) + 1 + dice.randint(0, len(sheet.rows))
    row = "  - {level1: 预算执行指标, level2: 预算执行指标, name: 预算执行率, weight: 10, target: 100%, actual: 100%, stated_score: 10}"
    return sheet.with_lines_before(number, row), (number, 5)


@plants("spending-output", MONEY | YEARS)
def _(sheet: Sheet, dice: Random) -> Planned:
    spent, planned = sheet.money("executed"), sheet.money("adjusted")
    outputs = [row for row in sheet.rows if "产出" in row["level1"].text and "成本" not in row["level2"].text]
    if list(spent) != ["county"] or list(planned) != ["county"] or any(row not in full_rows(sheet) for row in outputs):
        return None
    less = (planned["county"].number or Decimal(0)) * dice.randint(1, 18) / 100
    return sheet.put(spent["county"], round(less, 2)), (spent["county"].line, len("  executed: ") + 1)

"""Faults within a row: its points, its values, its words."""

import re
from decimal import ROUND_HALF_UP, Decimal
from random import Random

from checks.injection.planting import MONEY, SCORES, VALUES, WEIGHTS, YEARS, Planned, pick, plants
from checks.injection.rows import counted, full_rows, satisfaction, states_all_points, wants_much, worded
from checks.injection.sheet import Sheet, amount_of


@plants("score-above-weight", SCORES)
def _(sheet: Sheet, dice: Random) -> Planned:
    row = dice.choice(sheet.rows)
    return sheet.put(row["stated_score"], (row["weight"].number or 0) + dice.randint(1, 4)), row["stated_score"].place


@plants("score-differs", SCORES)
def _(sheet: Sheet, dice: Random) -> Planned:
    row = pick([row for row in full_rows(sheet) if wants_much(row)], dice)
    if row is None:
        return None
    return sheet.put(row["stated_score"], (row["weight"].number or 0) - Decimal("1.5")), row["stated_score"].place


@plants("completion-differs", SCORES)
def _(sheet: Sheet, dice: Random) -> Planned:
    row = pick([row for row in counted(sheet) if "completion" not in row], dice)
    if row is None:
        return None
    changed, cell = sheet.add(row, "completion", f"{dice.randint(201, 799) / 10}%")
    return changed, cell.place


@plants("scoring-unassessed", SCORES | {"score-without-actual"})
def _(sheet: Sheet, dice: Random) -> Planned:
    row = pick([row for row in worded(sheet) if row["stated_score"].number is not None and "completion" not in row], dice)
    return None if row is None else (sheet.put(row["stated_score"], "null"), (row["name"].line, 5))


@plants("scoring-not-computable", VALUES)
def _(sheet: Sheet, dice: Random) -> Planned:
    row = pick([row for row in sheet.rows if wants_much(row)], dice)
    return (
        None if row is None else (sheet.put(row["actual"], dice.choice(["null", "完成", "已按计划办理"])), (row["name"].line, 5))
    )


@plants("actual-approximate", VALUES)
def _(sheet: Sheet, dice: Random) -> Planned:
    row = pick(counted(sheet), dice)
    actual = amount_of(row["actual"]) if row else None
    if row is None or actual is None:
        return None
    unit = actual.after or (amount_of(row["target"]) or actual).after.removesuffix("以上")
    form = dice.choice(["≥{0}{1}", "约{0}{1}", "{0}{1}以上", "{0}余{1}"])
    if "余" in form and (actual.number != int(actual.number) or re.match("[万千百十亿]", unit) or not unit):
        return None
    return sheet.put(row["actual"], form.format(actual.number, unit)), row["actual"].place


@plants("completion-over", VALUES)
def _(sheet: Sheet, dice: Random) -> Planned:
    row = pick([row for row in counted(sheet) if "reason" not in row], dice)
    target = amount_of(row["target"]) if row else None
    if row is None or target is None:
        return None
    unit = target.after.strip().removesuffix("以上")
    return sheet.put(row["actual"], f"{target.number * dice.randint(2, 5)}{unit}"), row["actual"].place


@plants("value-unread", VALUES)
def _(sheet: Sheet, dice: Random) -> Planned:
    row = pick([row for row in worded(sheet) if row["stated_score"].number is not None], dice)
    return None if row is None else (sheet.put(row["target"], f"提升{dice.randint(3, 30)}%"), row["target"].place)


@plants("award-reason", SCORES)
def _(sheet: Sheet, dice: Random) -> Planned:
    row = pick([row for row in sheet.rows if "reason" not in row], dice)
    if row is None:
        return None
    changed, cell = sheet.add(row, "awarded", str((row["weight"].number or 0) / 2))
    return changed, cell.place


@plants("tier-outside-band", SCORES)
def _(sheet: Sheet, dice: Random) -> Planned:
    row = pick([row for row in worded(sheet) if row in full_rows(sheet)], dice)
    if row is None:
        return None
    changed, _ = sheet.add(row, "tier", dice.choice(["partial", "missed"]))
    return changed, row["stated_score"].place


@plants("score-weighted-twice", SCORES)
def _(sheet: Sheet, dice: Random) -> Planned:
    row = pick([row for row in counted(sheet) if row in full_rows(sheet)], dice)
    if row is None:
        return None
    weight = row["weight"].number or Decimal(0)
    twice = (weight * weight / 100).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return sheet.put(row["stated_score"], twice), row["stated_score"].place


@plants("score-without-actual", VALUES)
def _(sheet: Sheet, dice: Random) -> Planned:
    row = pick([row for row in worded(sheet) if (row["stated_score"].number or 0) > 0 and "completion" not in row], dice)
    if row is None:
        return None
    return sheet.put(row["actual"], "null"), sheet.put(row["actual"], "null").cells(row["name"].line)["stated_score"].place


def _of_satisfaction(sheet: Sheet, dice: Random, target: str, actual: str) -> Planned:
    row = pick([row for row in satisfaction(sheet) if row in full_rows(sheet) and "completion" not in row], dice)
    return None if row is None else (sheet.put(row["actual"], actual).put(row["target"], target), row["target"].place)


@plants("operator-reversed", VALUES)
def _(sheet: Sheet, dice: Random) -> Planned:
    return _of_satisfaction(sheet, dice, f"≤{dice.randint(80, 90)}%", "96%")


@plants("operator-misread", VALUES)
def _(sheet: Sheet, dice: Random) -> Planned:
    return _of_satisfaction(sheet, dice, f"2{dice.randint(80, 95)}%", "96%")


@plants("target-zero", VALUES)
def _(sheet: Sheet, dice: Random) -> Planned:
    return _of_satisfaction(sheet, dice, dice.choice(["≥0%", "0%", "不低于0%"]), "96%")


@plants("target-question", VALUES)
def _(sheet: Sheet, dice: Random) -> Planned:
    row = pick([row for row in worded(sheet) if row["stated_score"].number is not None], dice)
    return None if row is None else (sheet.put(row["target"], dice.choice(["是否改善", "是否有利于发展"])), row["target"].place)


@plants("deviation-unexplained", SCORES)
def _(sheet: Sheet, dice: Random) -> Planned:
    lost = [row for row in sheet.rows if "reason" in row and (row["stated_score"].number or 999) < (row["weight"].number or 0)]
    row = pick([row for row in lost if wants_much(row)], dice)
    if row is None:
        return None
    if dice.random() < 0.5:
        return sheet.put(row["reason"], '"0"'), row["reason"].place
    return sheet.drop(row, "reason"), (row["name"].line, 5)


@plants("target-after-year", VALUES)
def _(sheet: Sheet, dice: Random) -> Planned:
    row = pick([row for row in sheet.rows if row["target"].text.startswith(f"{sheet.year}")], dice)
    if row is None:
        return None
    return sheet.put(row["target"], row["target"].text.replace(str(sheet.year), str(sheet.year + dice.randint(1, 3)))), row[
        "target"
    ].place


@plants("value-forms-mixed", VALUES)
def _(sheet: Sheet, dice: Random) -> Planned:
    rows = [row for row in counted(sheet) if re.search("[^0-9. ]", (amount_of(row["target"]) or ("", 0, ""))[2])]
    rows = [
        row
        for row in rows
        if row["name"].text[-1] not in "数量度"
        and "以" not in row["target"].text
        and not re.search("[万千百]", row["target"].text)
    ]
    if len(rows) < 2:
        return None
    first, second = sorted(dice.sample(rows, 2), key=lambda row: row["name"].line)
    for row in (first, second):
        target, actual = amount_of(row["target"]), amount_of(row["actual"])
        assert target is not None
        assert actual is not None
        sheet = sheet.put(row["actual"], f"{actual.number}{actual.after or target.after.strip()}").put(
            row["target"], target.number
        )
    return sheet, first["target"].place


@plants("value-spaces")
def _(sheet: Sheet, dice: Random) -> Planned:
    cell = dice.choice([*sheet.rows, sheet.execution or sheet.rows[0]]).get(dice.choice(["name", "actual"]))
    if cell is None or cell.value is None:
        return None
    return sheet.put(cell, f"'{dice.choice([' ', '　'])}{cell.value}'"), cell.place


@plants("not-executed", MONEY | VALUES)
def _(sheet: Sheet, dice: Random) -> Planned:
    spent = sheet.money("executed")
    if not spent or any("completion" in row for row in sheet.rows):
        return None
    for row in sheet.rows:
        sheet = sheet.put(row["stated_score"], "null").put(row["actual"], "null")
    line = next(iter(spent.values())).line
    return sheet.with_line(line, "  executed: {total: 0}"), (line, len("  executed: ") + 1)


@plants("report-unfilled", VALUES)
def _(sheet: Sheet, dice: Random) -> Planned:
    if any("completion" in row for row in sheet.rows):
        return None
    for row in sheet.rows:
        sheet = sheet.put(row["stated_score"], "null").put(row["actual"], "null")
    return sheet, (sheet.line_of("indicators:") or 0, 1)


@plants("satisfaction-missing", WEIGHTS | YEARS)
def _(sheet: Sheet, dice: Random) -> Planned:
    rows = [row for row in sheet.rows if "满意" in sheet.lines[row["name"].line - 1]]
    for row in rows:
        sheet = sheet.with_line(row["name"].line, sheet.lines[row["name"].line - 1].replace("满意", "知晓"))
    return (sheet, (sheet.line_of("indicators:") or 0, 1)) if rows and states_all_points(sheet) else None

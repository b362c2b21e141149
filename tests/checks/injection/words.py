"""Faults in the words of a record: persons, marks, empty phrases, dates, what must not be said at all."""

import string
from random import Random

from checks.injection.planting import VALUES, YEARS, Planned, plants, plants_in_site
from checks.injection.sheet import Cell, Sheet

_PROSE = ("conclusion:", "experience:", "  output:", "  benefit:", "  description:", "  plan:")
_FACTORS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def said(sheet: Sheet, dice: Random, before: str, what: str, after: str) -> Planned:
    """Add a sentence to a passage that stands on one line; the place is that of `what`."""
    cells = [
        cell
        for key in _PROSE
        if (cell := sheet.value(key)) is not None and cell.text[-1:] == "。" and cell.text[0] not in "\"'|>"
    ]
    if not cells:
        return None
    cell = dice.choice(cells)
    line = sheet.lines[cell.line - 1]
    return sheet.with_line(cell.line, f"{line}{before}{what}{after}"), (cell.line, len(line + before) + 1)


def begun(told: tuple[Sheet, tuple[int, int]]) -> tuple[Sheet, tuple[int, int]]:
    """The same with the place where its passage begins."""
    sheet, (number, _) = told
    return sheet, (number, sheet.lines[number - 1].index(": ") + 3)


def _digits(count: int, dice: Random) -> str:
    return "".join(dice.choices(string.digits, k=count))


@plants("privacy-identity-number")
def _(sheet: Sheet, dice: Random) -> Planned:
    body = f"141021{dice.randint(1950, 2003)}{dice.randint(1, 12):02}{dice.randint(1, 28):02}{_digits(3, dice)}"
    check = "10X98765432"[sum(int(digit) * factor for digit, factor in zip(body, _FACTORS, strict=True)) % 11]
    return said(sheet, dice, "经办人身份证号", body + check, "。")


@plants("privacy-mobile")
def _(sheet: Sheet, dice: Random) -> Planned:
    number = f"1{dice.choice('3578')}{dice.choice('0123567')}{_digits(8, dice)}"
    return said(sheet, dice, dice.choice(["联系电话：", "如有疑问请联系", "手机"]), number, "。")


@plants("privacy-landline")
def _(sheet: Sheet, dice: Random) -> Planned:
    return said(sheet, dice, "联系电话：", f"0357-{dice.randint(2, 8)}{_digits(6, dice)}", "。")


@plants("privacy-bank-card")
def _(sheet: Sheet, dice: Random) -> Planned:
    body = f"6222{_digits(14, dice)}"
    total = sum(sum(divmod(int(digit) * (2 - place % 2), 10)) for place, digit in enumerate(reversed(body)))
    return said(sheet, dice, "补助打入", f"{body}{-total % 10}", "账户。")


@plants("privacy-email")
def _(sheet: Sheet, dice: Random) -> Planned:
    name = "".join(dice.choices(string.ascii_lowercase, k=dice.randint(3, 10)))
    return said(sheet, dice, "材料请发", f"{name}@example.com", "。")


@plants("privacy-plate")
def _(sheet: Sheet, dice: Random) -> Planned:
    return said(sheet, dice, "维修车辆", f"{dice.choice('晋京冀陕')}{dice.choice('ABCL')}·{dice.randint(10000, 99999)}", "。")


@plants("privacy-passport")
def _(sheet: Sheet, dice: Random) -> Planned:
    return said(sheet, dice, "出访人员护照号", f"E{_digits(8, dice)}", "。")


@plants("privacy-name")
def _(sheet: Sheet, dice: Random) -> Planned:
    return said(sheet, dice, "联系人：", dice.choice(["张三", "李小明", "欧阳明", "王五"]), "，电话：见附表。")


@plants("secrecy-mark")
def _(sheet: Sheet, dice: Random) -> Planned:
    return said(sheet, dice, "", dice.choice(["机密★10年", "秘密★3年", "绝密★长期", "【机密】"]), "")


@plants("secrecy-internal")
def _(sheet: Sheet, dice: Random) -> Planned:
    return said(sheet, dice, "", dice.choice(["内部资料，注意保存", "此件不公开", "内部文件，不得外传"]), "。")


@plants("template-residue")
def _(sheet: Sheet, dice: Random) -> Planned:
    told = said(sheet, dice, "", dice.choice(["（200字以内）", "（不超过300字以内）", "请填写"]), "")
    return None if told is None else begun(told)


def _section(sheet: Sheet, key: str) -> tuple[int, int]:
    """The lines of a top-level key: the first, and the one behind the last."""
    start = sheet.line_of(f"{key}:")
    if start is None:
        return 0, 0
    end = start + 1
    while end < sheet.end and sheet.lines[end - 1].startswith(" "):
        end += 1
    return start, end


@plants("text-no-problem")
def _(sheet: Sheet, dice: Random) -> Planned:
    start, end = _section(sheet, "problems")
    if not start:
        return None
    for _ in range(start, end):
        sheet = sheet.without_line(start)
    words = dice.choice(["无", "今后要继续提高服务水平，进一步加强管理。", "暂无问题。", "没有发现明显问题"])
    return sheet.with_lines_before(start, f"problems: {words}"), (start, 11)


@plants("goal-figures-only")
def _(sheet: Sheet, dice: Random) -> Planned:
    cell = sheet.value("  annual:")
    return None if cell is None else (sheet.put(cell, f'"{dice.randint(20, 900)}.{dice.randint(1, 9)}"'), cell.place)


def _date(sheet: Sheet, cell: Cell | None, text: str) -> Planned:
    return None if cell is None or cell.value is None else (sheet.put(cell, text), cell.place)


@plants("evaluated-early")
def _(sheet: Sheet, dice: Random) -> Planned:
    return _date(sheet, sheet.value("evaluated:"), f"{sheet.year}-{dice.randint(10, 12)}-{dice.randint(10, 30)}")


@plants("coverage-late")
def _(sheet: Sheet, dice: Random) -> Planned:
    cell = sheet.cells(sheet.line_of("disclosure: {")).get("published")
    return _date(sheet, cell, f"{sheet.year + 2}-0{dice.randint(1, 9)}-{dice.randint(10, 28)}")


@plants("coverage-early")
def _(sheet: Sheet, dice: Random) -> Planned:
    if sheet.value("evaluated:") is None:
        return None
    cell = sheet.cells(sheet.line_of("disclosure: {")).get("published")
    return _date(sheet, cell, f"{sheet.year}-{dice.randint(10, 12)}-{dice.randint(10, 30)}")


@plants("schema-moment")
def _(sheet: Sheet, dice: Random) -> Planned:
    row = sheet.cells(sheet.line_of("disclosure: {"))
    if not row:
        return None
    changed, cell = sheet.add(row, "embargo", dice.choice(["下周一", f"{sheet.year + 1}-13-01", "审议以后"]))
    return changed, cell.place


@plants("redaction-field")
def _(sheet: Sheet, dice: Random) -> Planned:
    named = dice.choice(["analysis.outputs", "problem", "conclusions"])
    entry = f"  - {{field: {named}, basis: 《政府信息公开条例》第十五条, by: 县财政局}}"
    return sheet.appended("redactions:", entry), (sheet.end + 1, 13)


@plants_in_site("text-copied")
def _(sheet: Sheet, dice: Random) -> tuple[dict[str, str | None], str, tuple[int, int]] | None:
    """Take the analysis of another agency's project of the same year."""
    agency, own = sheet.path.split("/")[3], sheet.value("  benefit:")
    others = [path for path in sheet.site if path.startswith(f"content/reports/{sheet.year}/") and path.split("/")[3] != agency]
    if own is None or not others:
        return None
    source = dice.choice(others)
    copied = Sheet(sheet.site[source]).value("  benefit:")
    if copied is None or len(copied.text) < 60 or copied.text[0] in "|>":
        return None
    # The other report stays what it is: it is named, so that nothing is planted in it.
    return {sheet.path: sheet.put(own, copied.text).text, source: sheet.site[source]}, sheet.path, own.place


@plants("schema-date")
def _(sheet: Sheet, dice: Random) -> Planned:
    return _date(sheet, sheet.value("evaluated:"), dice.choice([f"{sheet.year + 1}-02-30", "去年", f"{sheet.year}年13月"]))


@plants("period-year", VALUES | YEARS | {"evaluated-early"})
def _(sheet: Sheet, dice: Random) -> Planned:
    cell = sheet.value("period:")
    year = sheet.year + dice.randint(1, 2)
    return None if cell is None else (sheet.put(cell, f"{{start: {year}-01, end: {year}-12}}"), cell.place)


@plants("period-reversed")
def _(sheet: Sheet, dice: Random) -> Planned:
    cell = sheet.value("period:")
    first = dice.randint(1, 11)
    text = f"{{start: {sheet.year}-12, end: {sheet.year}-{first:02}}}"
    return None if cell is None else (sheet.put(cell, text), cell.place)


@plants("waiver-unknown-code")
def _(sheet: Sheet, dice: Random) -> Planned:
    return _waived(sheet, dice.choice(["weight-scale", "money-sums", "total"]))


@plants("waiver-not-allowed")
def _(sheet: Sheet, dice: Random) -> Planned:
    return _waived(sheet, dice.choice(["yaml-syntax", "schema-missing", "continues-missing"]))


@plants("waiver-stale")
def _(sheet: Sheet, dice: Random) -> Planned:
    return _waived(sheet, dice.choice(["weights-scale", "grade-label", "execution-twice"]))


def _waived(sheet: Sheet, code: str) -> Planned:
    if sheet.line_of("waivers:") is not None:
        return None
    return sheet.appended("waivers:", f"  - {{code: {code}, reason: 原表如此, by: 县财政局绩效科}}"), (sheet.end + 1, 12)

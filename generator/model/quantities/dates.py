"""Dates as reports write them: `2021年12月31日`, `11月底前`, `10月`, `2023.12`, `第一季度`.

前 after a month or a year leaves that month or year out (`9月前` ends on 31 August), after a month's end or a year's
end it reaches to that end. `9月30日前` includes 30 September: a deadline set by its day is commonly met on that day, and
where custom wavers, nobody who delivered on the day named may be told by a machine that they were late.
"""

import re
from calendar import monthrange
from datetime import date, timedelta

from generator.model.quantities.glyphs import Written
from generator.model.quantities.operators import BEFORE, any_of
from generator.model.quantities.reasons import Reason
from generator.model.quantities.values import Day, Operator

_SIGN = re.compile(r"[年月季]|[0-9]{4}[-/.][0-9]")
_BEFORE = r"(?P<before>[之以]?前)?(?:完成)?"
_WRITTEN = re.compile(
    r"(?:(?P<year>[0-9]{4})年度?|(?P<this>[今本当]?年)度?)?"
    r"(?:(?P<month>[0-9]{1,2})月份?(?:(?P<day>[0-9]{1,2})[日号]|(?P<third>[上中下])旬)?"
    r"|第?(?P<quarter>[1-4一二三四])季度|(?P<half>[上下])半年)?"
    r"(?P<end>[底末])?(?P<within>内)?" + _BEFORE
)
_FIGURES = re.compile(r"(?P<year>[0-9]{4})(?P<mark>[-/.])(?P<month>[0-9]{1,2})(?P=mark)(?P<day>[0-9]{1,2})日?" + _BEFORE)
_FIGURES_OF_A_MONTH = re.compile(r"(?P<year>(?:19|20)[0-9]{2})[-/.](?P<month>[0-9]{1,2})月?(?P<end>[底末])?" + _BEFORE)
_OPERATOR = re.compile(rf"(?P<operator>{any_of(BEFORE)})?(?:于)?")
_WITHOUT_MONTH = re.compile(r"(?:[0-9]{4}年度?)?[0-9]{1,2}")
_WITH_MONTH = re.compile(r"[0-9]{1,2}月")
_SEPARATOR = re.compile(r"[-~至到]")
_QUARTERS = "一二三四"
_MONTHS = 12
_Days = tuple[date | None, date | None]


def read_day(value: Written, *, year: int | None, dated: bool) -> Day | Reason | None:
    """Return the day or days that `value` writes, why there are none such, or None where it writes no date.

    `year` is the report's, for dates without one. `dated` allows what could as well be a figure: `2023.12`, `2021年`.
    """
    if not _SIGN.search(value.plain):
        return None
    sign = _OPERATOR.match(value.plain)
    operator = BEFORE.get(sign["operator"] or "") if sign else None
    rest = value.plain[sign.end() if sign else 0 :]
    days = _read(rest, year, dated=dated)
    if days is None and operator is None:
        days = _read_range(rest, year, dated=dated)
    if days is None or isinstance(days, Reason):
        return days
    return _bounded(value.text, operator, days)


def _bounded(text: str, operator: Operator | None, days: _Days) -> Day | Reason:
    first, last = days
    if first is None:  # …前
        return Day(text, Operator.AT_MOST, None, last) if operator in (None, Operator.AT_MOST) else Reason.CONTRADICTORY
    one_day = timedelta(days=1)
    try:
        if operator is Operator.AT_MOST:
            days = None, last
        elif operator is Operator.LESS_THAN:
            days = None, first - one_day
        elif operator is Operator.AT_LEAST:
            days = first, None
        elif operator is Operator.MORE_THAN and last is not None:
            days = last + one_day, None
    except OverflowError:
        return Reason.IMPOSSIBLE_DATE
    return Day(text, operator, *days)


def _read(plain: str, year: int | None, *, dated: bool) -> _Days | Reason | None:
    found = _WRITTEN.fullmatch(plain)
    if found:
        if not _says_a_date(found, dated=dated):
            return None
    else:
        found = _FIGURES.fullmatch(plain) or (_FIGURES_OF_A_MONTH.fullmatch(plain) if dated else None)
        if found is None:
            return None
    parts = found.groupdict()
    its_year = int(parts["year"]) if parts["year"] else year
    if its_year is None:
        return Reason.YEAR_UNKNOWN
    try:
        first, last = _period(its_year, parts)
        if parts.get("end"):
            first = last
        if not parts["before"]:
            return first, last
        return None, last if parts.get("end") or parts.get("day") else first - timedelta(days=1)
    except (ValueError, OverflowError):
        return Reason.IMPOSSIBLE_DATE


def _says_a_date(found: re.Match[str], *, dated: bool) -> bool:
    """Tell a date from what merely has its characters: `年`, `2021年` under a count, `12月31日底`."""
    ending = found["end"] or found["within"]
    if found["month"]:
        spent = found["day"] or found["third"]
        return found["this"] != "年" and not found["within"] and not (spent and found["end"])
    if found["quarter"] or found["half"]:
        unclear = found["before"] and not found["end"]  # 第一季度前: before it begins, or before it ends?
        return found["this"] != "年" and not found["within"] and not unclear
    if found["end"] and found["within"]:
        return False
    if found["year"]:
        return bool(dated or ending or found["before"])
    return bool(found["this"] and ending)


def _period(year: int, parts: dict[str, str | None]) -> tuple[date, date]:
    """Return the first and last day of what the parts name. Raises ValueError where the calendar has no such day."""
    if month_text := parts["month"]:
        month = int(month_text)
        if day := parts.get("day"):
            return date(year, month, int(day)), date(year, month, int(day))
        first, last = date(year, month, 1), _month_end(year, month)
        third = parts.get("third")
        if third == "上":
            return first, date(year, month, 10)
        if third == "中":
            return date(year, month, 11), date(year, month, 20)
        return (date(year, month, 21) if third else first), last
    if quarter := parts.get("quarter"):
        number = _QUARTERS.index(quarter) + 1 if quarter in _QUARTERS else int(quarter)
        return date(year, 3 * number - 2, 1), _month_end(year, 3 * number)
    if half := parts.get("half"):
        return (date(year, 1, 1), date(year, 6, 30)) if half == "上" else (date(year, 7, 1), date(year, 12, 31))
    return date(year, 1, 1), date(year, 12, 31)


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1] if 1 <= month <= _MONTHS else 1)


def _read_range(plain: str, year: int | None, *, dated: bool) -> _Days | Reason | None:
    """Return the days from one date to another: `2021年3月-5月`, `3-5月`. The second takes the first's year."""
    for mark in _SEPARATOR.finditer(plain):
        left, right = plain[: mark.start()], plain[mark.end() :]
        if _WITHOUT_MONTH.fullmatch(left) and _WITH_MONTH.match(right):
            left += "月"
        start = _read(left, year, dated=dated)
        if start is None:
            continue
        if isinstance(start, Reason):
            return start
        end = _read(right, start[1].year if start[1] else year, dated=dated)
        if end is None:
            continue
        if isinstance(end, Reason):
            return end
        if start[0] is None or end[0] is None or end[1] is None:
            return None
        return (start[0], end[1]) if start[0] <= end[1] else Reason.IMPOSSIBLE_DATE
    return None

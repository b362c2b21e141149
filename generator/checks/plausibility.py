"""What does not go together: money unspent and everything done, a shortfall without a reason, a verdict before the end."""

import calendar
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Final

from generator.catalog.entry import Entry
from generator.checks.finding import explains, finding, measured_rows, placed_rows, row_name
from generator.diagnostics import Diagnostic, FieldPath, Rule, Severity, Text, quoted
from generator.model.figures import Inapplicable, Moment
from generator.model.quantities import Day
from generator.scoring.evaluation import Kind, Row, Status
from generator.scoring.rounding import ZERO, percent, plain, product
from generator.scoring.rows import read_indicator

_HEAD = "title: 养殖场建设项目\nruleset: national-2020\n"


def _money(executed: str, *, more: str = "") -> str:
    return _HEAD + f"budget:\n  adjusted: {{total: 50}}\n  executed: {{total: {executed}}}\n{more}"


def _row(rest: str) -> str:
    return f"  - {{level1: 产出指标, level2: 数量指标, {rest}}}\n"


_BUILT = "indicators:\n" + "".join(
    _row(f"name: {name}, target: 180平方米, actual: 180平方米") for name in ("育肥舍", "周转舍", "仓库")
)
_PLANNED = "indicators:\n" + _row("name: 育肥舍, weight: 100, target: 180平方米")

SPENDING: Final = Rule(
    "spending-output",
    Severity.WARNING,
    Text(
        "钱只用了 {rate}%，产出指标却全部完成（{count} 项）",
        "only {rate}% of the money was spent, yet every output was delivered ({count})",
    ),
    Text(
        "核对执行数与产出；若资金跨年支付，请在分析里说明。", "Check both; if payment follows next year, say so in the analysis."
    ),
    Text(
        "钱没有花、事情却都做完了，可能是款没有付，也可能是事没有做。",
        "Everything done with hardly any money: either bills are unpaid, or the work was not done.",
    ),
    failing=_money("10") + _BUILT,
    passing=_money("48") + _BUILT,
)
NOT_EXECUTED: Final = Rule(
    "not-executed",
    Severity.WARNING,
    Text(
        "项目没有实施：预算 {adjusted}{unit} 分文未用，各项指标没有实际完成值{why}",
        "the project did not take place: nothing of {adjusted} ({unit}) was spent, and no indicator has an actual value{why}",
    ),
    Text("在存在问题或偏差原因里说明为什么没有实施。", "Say why in problems, or in the rows' reasons."),
    Text(
        "安排了预算而没有实施，应当让人看得见，并知道原因。",
        "Money that was granted and not used should be seen, with the reason.",
    ),
    failing=_money("0") + _PLANNED,
    passing=_money("10") + _PLANNED,
)
UNFILLED: Final = Rule(
    "report-unfilled",
    Severity.WARNING,
    Text(
        "这是一份没有填完的表：{count} 项指标都没有实际完成值，也没有得分",
        "the form was not filled in: none of the {count} indicators has an actual value or points",
    ),
    Text("补全后再公开。", "Fill it in before it is published."),
    Text("只有目标、没有结果，就不是自评。", "Targets without results are no evaluation."),
    failing=_money("50") + _PLANNED,
    passing=_money("50") + "indicators:\n" + _row("name: 育肥舍, weight: 100, target: 180平方米, actual: 180平方米"),
)
DEVIATION: Final = Rule(
    "deviation-unexplained",
    Severity.WARNING,
    Text("“{name}”{shortfall}，{silence}", "“{name}” {shortfall}; {silence}"),
    Text("在偏差原因分析里写明为什么，以及打算怎么改。", "Say in reason why, and what will be done about it."),
    Text(
        "没有达到目标并不可怕，说不出原因才需要追问。",
        "A target may be missed; it is the missing reason that calls for a question.",
    ),
    failing=_HEAD + "indicators:\n" + _row("name: 育肥舍, weight: 10, target: 180平方米, actual: 90平方米, stated_score: 5"),
    passing=_HEAD
    + "indicators:\n"
    + _row("name: 育肥舍, weight: 10, target: 180平方米, actual: 90平方米, stated_score: 5, reason: 用地没有批下来"),
)
EARLY: Final = Rule(
    "evaluated-early",
    Severity.INFO,
    Text(
        "{what}是 {day}，{end} 实施期才结束",
        "{what} is {day}, but the period ends on {end}",
    ),
    Text("核对日期；全年的结果要到期末才有。", "Check the dates: results for the period are known at its end."),
    Text("实施期没有结束就评价，最后一段时间的情况没有算在内。", "A verdict before the end leaves the last part out."),
    failing=_HEAD + "period: {start: 2021-01, end: 2021-12}\n" + _BUILT + "evaluated: 2021-12-03\n",
    passing=_HEAD + "period: {start: 2021-01, end: 2021-12}\n" + _BUILT + "evaluated: 2022-01-03\n",
)
REVERSED: Final = Rule(
    "period-reversed",
    Severity.WARNING,
    Text("实施期从 {start} 开始，却到 {end} 结束", "the period begins on {start} and ends on {end}, before that"),
    Text("核对 period 的 start 和 end。", "Check start and end of period."),
    Text(
        "开始晚于结束，自评说的是哪一段时间就无从知道。",
        "Where the beginning lies behind the end, nobody knows which time the report is about.",
    ),
    failing=_HEAD + "period: {start: 2021-12, end: 2021-01}\n" + _BUILT,
    passing=_HEAD + "period: {start: 2021-01, end: 2021-12}\n" + _BUILT,
)
AFTER: Final = Rule(
    "target-after-year",
    Severity.INFO,
    Text(
        "“{name}”的目标时间“{target}”在 {year} 年度之后",
        "the target “{target}” of “{name}” lies after the year {year}",
    ),
    Text("年度目标应当是当年要做到的；跨年项目请写当年的节点。", "An annual target is for the year: name this year's milestone."),
    Text(
        "拿整个项目期的目标作年度目标，当年做得怎样就看不出来。",
        "Where the whole project's target stands in, nothing is said about the year.",
    ),
    failing="# 2021/…/baozhongchang.yaml → level2: 时效指标, name: 项目竣工时间, target: 2023.12",
    passing="# 2021/…/baozhongchang.yaml → level2: 时效指标, name: 项目竣工时间, target: 2021.12",
)
RULES: Final = (SPENDING, NOT_EXECUTED, UNFILLED, DEVIATION, EARLY, REVERSED, AFTER)

_OUTPUT: Final = "产出"
_COST: Final = "成本"
_FEWEST_OUTPUTS: Final = 3
"""So many outputs make “all of them”."""
_SILENT: Final = Text("没有说明原因", "no reason is given")
_EVALUATED: Final = Text("自评日期", "the date of the evaluation")
_PUBLISHED: Final = Text("公开日期", "the date of publication")


def outputs_cost_money(entry: Entry) -> Iterator[Diagnostic]:
    """Where hardly anything was spent, not every output (costs apart) was delivered."""
    money = entry.evaluation.money
    adjusted, executed = (money.of("adjusted"), money.of("executed")) if money is not None else (None, None)
    if not adjusted or executed is None or executed > product(adjusted, entry.thresholds.low_spending):
        return
    outputs = [row for _, _, row in measured_rows(entry) if _OUTPUT in (row.level1 or "") and _COST not in (row.level2 or "")]
    reached = [row.reached for row in outputs if row.reached is not None]
    if len(reached) >= _FEWEST_OUTPUTS and all(reached):
        rate = plain(percent(executed, adjusted))
        yield finding(SPENDING, entry, ("budget", "executed"), rate=rate, count=len(reached))


def what_was_planned_was_done(entry: Entry) -> Iterator[Diagnostic]:
    """Some indicator has a result; where none has, the money tells whether the project or the form was left undone."""
    rows = entry.report.indicators
    if any(row.actual is not None or row.completion is not None for row in rows):
        return
    if all(row.target is None or isinstance(row.stated_score, Decimal) for row in rows):
        return  # forms whose targets stand in the names: each row says so itself
    money = entry.evaluation.money
    adjusted, executed = (money.of("adjusted"), money.of("executed")) if money is not None else (None, None)
    if money is not None and adjusted and executed == ZERO:
        has_reason = explains(entry.report.problems) or any(explains(row.reason) for row in entry.report.rows)
        why = (
            Text("，报告说明了原因", ", for which the report gives a reason")
            if has_reason
            else Text("，也没有说明原因", ", without a reason")
        )
        yield finding(
            NOT_EXECUTED,
            entry,
            ("budget", "executed"),
            severity=Severity.INFO if has_reason else None,
            adjusted=plain(adjusted),
            unit=money.unit,
            why=why,
        )
    elif not any(isinstance(row.stated_score, Decimal | Inapplicable) for row in rows):
        yield finding(UNFILLED, entry, ("indicators",), count=len(rows))


def deviations_say_why(entry: Entry) -> Iterator[Diagnostic]:
    """A row that lost points, or missed its target where there are none, gives a reason; `0` is none.

    The budget's row is left out: the official form has no cell for a reason there. Unassessed rows have a finding of their own.
    """
    for field, indicator, row in measured_rows(entry):
        if indicator is None or row.is_budget or (shortfall := _shortfall(row)) is None:
            continue
        given = indicator.award_reason
        if explains(given):
            continue
        silence = (
            _SILENT
            if given is None
            else Text(f"偏差原因只写了“{quoted(given, 10)}”", f"the reason only says “{quoted(given, 10)}”")
        )
        at = field if given is None else (*field, "reason")
        yield finding(DEVIATION, entry, at, name=row_name(row), shortfall=shortfall, silence=silence)


def _shortfall(row: Row) -> Text | None:
    """What a row fell short by, in points where it has points; None where it did not, or where nothing can be said."""
    if row.weight is None:
        return Text("没有达到目标", "missed its target") if row.reached is False else None
    if row.status is not Status.SCORED:
        return None
    earned = row.stated_score if isinstance(row.stated_score, Decimal) else row.score
    if earned is None or not earned < row.weight or (row.provisional and row.stated_score is None):
        return None
    return Text(f"得 {plain(earned)} 分，满分 {plain(row.weight)}", f"has {plain(earned)} of {plain(row.weight)} points")


def verdicts_wait_for_the_end(entry: Entry) -> Iterator[Diagnostic]:
    """The evaluation (or, where it has no date, the publication) does not come before the end of the year or the project."""
    report = entry.report
    end = _end(report.period.end, entry.year)
    places: tuple[tuple[FieldPath, date | None, Text], ...] = (
        (("evaluated",), report.evaluated, _EVALUATED),
        (("disclosure", "published"), report.disclosure.published, _PUBLISHED),
    )
    for field, day, what in places:
        if day is not None and end is not None:
            if day < end:
                yield finding(EARLY, entry, field, what=what, day=day.isoformat(), end=end.isoformat())
            return


def periods_run_forwards(entry: Entry) -> Iterator[Diagnostic]:
    """The period does not end before it begins; a year or a month stands for all of itself."""
    start, end = entry.report.period.start, entry.report.period.end
    if start is None or end is None:
        return
    if (start.year, start.month or 1, start.day or 1) > (end.year, end.month or 12, end.day or 31):
        yield finding(REVERSED, entry, ("period",), start=str(start), end=str(end))


def _end(end: Moment | None, year: int | None) -> date | None:
    """The last day that the report is about: the project's, but not after the report's year."""
    year_end = date(year, 12, 31) if year is not None else None
    if end is None:
        return year_end
    month = end.month or 12
    last = date(end.year, month, end.day or calendar.monthrange(end.year, month)[1])
    return min(last, year_end) if year_end is not None else last


def dates_lie_in_the_year(entry: Entry) -> Iterator[Diagnostic]:
    """A target that is a date lies in the report's year."""
    if entry.year is None:
        return
    for field, indicator, row in placed_rows(entry):
        if row.target is None or "20" not in row.target or indicator is None or row.kind is not Kind.QUANTITATIVE:
            continue
        if row.target.count("20") == 1 and str(entry.year) in row.target:
            continue
        target = read_indicator(indicator, entry.year).target
        if isinstance(target, Day) and (day := target.first or target.last) is not None and day.year > entry.year:
            yield finding(AFTER, entry, (*field, "target"), name=row_name(row), target=quoted(row.target, 30), year=entry.year)

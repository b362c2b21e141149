"""Row by row: what the report states against what the standard gives."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from generator.catalog.entry import Entry
from generator.checks.arithmetic import NO_ROUNDING, ROUNDING
from generator.checks.claims import weighed_twice
from generator.checks.finding import explains, finding, measured_rows, placed_rows, rounding_explains, row_name
from generator.diagnostics import Diagnostic, Rule, Severity, Text, quoted
from generator.model.figures import Rate, read_rate
from generator.model.quantities import Words
from generator.scoring.evaluation import Direction, Kind, Status
from generator.scoring.execution import is_execution
from generator.scoring.rounding import HUNDRED, percent, places_of, plain, product
from generator.scoring.rows import read_indicator

_HEAD = "title: 办公宿舍楼暖通改造经费\nruleset: quwo-2021\nindicators:\n"


def _row(rest: str) -> str:
    return _HEAD + f"  - {{level1: 产出指标, level2: 数量指标, name: 检查次数, weight: 10, {rest}}}\n"


ABOVE_WEIGHT: Final = Rule(
    "score-above-weight",
    Severity.WARNING,
    Text("“{name}”得分 {stated}，超过权重 {weight}", "“{name}” has {stated} points, more than its weight of {weight}"),
    Text("核对这一行的得分和权重。", "Check this row's score and weight."),
    Text("一行最多得到它的权重。", "A row earns its weight at most."),
    failing=_row("target: 5次, actual: 5次, stated_score: 12"),
    passing=_row("target: 5次, actual: 5次, stated_score: 10"),
)
DIFFERS: Final = Rule(
    "score-differs",
    Severity.WARNING,
    Text(
        "“{name}”报告得 {stated} 分，复算 {computed} 分{rounding}",
        "“{name}” states {stated} points, recomputed {computed}{rounding}",
    ),
    Text(
        "按算式核对：{explanation}。分数若由人评定，请写 awarded 并说明理由。",
        "Check the arithmetic: {explanation}. If a person set the points, write awarded with its reason.",
    ),
    Text("得分应能由目标值、实际完成值和权重算出。", "Points follow from target, actual value and weight."),
    failing=_row("target: 5次, actual: 4次, stated_score: 9"),
    passing=_row("target: 5次, actual: 4次, stated_score: 8"),
)
COMPLETION_DIFFERS: Final = Rule(
    "completion-differs",
    Severity.WARNING,
    Text(
        "“{name}”完成率写 {stated}，实际完成值与目标值之比为 {computed}%",
        "“{name}” states a completion of {stated}, actual against target gives {computed}%",
    ),
    Text("核对目标值、实际完成值与完成率。", "Check target, actual value and completion."),
    Text("完成率由实际完成值除以目标值得出。", "Completion is the actual value divided by the target."),
    failing=_row("target: 5次, actual: 4次, completion: 100%, stated_score: 8"),
    passing=_row("target: 5次, actual: 4次, completion: 80%, stated_score: 8"),
)
AWARD_REASON: Final = Rule(
    "award-reason",
    Severity.WARNING,
    Text("“{name}”人工评定 {score} 分，没有说明理由", "“{name}” was awarded {score} points without a reason"),
    Text("在 awarded 里或本行的 reason 里写明理由。", "Say why in awarded, or in the row's reason."),
    Text("人可以改动公式给出的得分，但必须说明为什么。", "A person may depart from the formula, but has to say why."),
    failing=_row("target: 5次, actual: 5次, awarded: 8"),
    passing=_row("target: 5次, actual: 5次, awarded: 8, reason: 目标定得过低"),
)
OVER: Final = Rule(
    "completion-over",
    Severity.WARNING,
    Text(
        "“{name}”完成 {completion}%，超过 {limit}%，没有说明原因",
        "“{name}” was completed to {completion}%, above {limit}%, without a reason",
    ),
    Text("在偏差原因里说明，并核对目标值是不是定低了。", "Say why in reason, and check whether the target was set too low."),
    Text(
        "大幅超额完成往往说明目标定得过低。只提示，不扣分。",
        "A large overshoot often means that the target was too low. It is flagged, never deducted.",
    ),
    failing=_row("target: ≥2400份, actual: 3200份, stated_score: 10"),
    passing=_row("target: ≥2400份, actual: 3200份, stated_score: 10, reason: 年中增加了检查范围"),
)
UNREAD: Final = Rule(
    "value-unread",
    Severity.INFO,
    Text("“{name}”的“{value}”没有读成数：{reason}", "“{value}” of “{name}” was not read as a figure: {reason}"),
    Text("如果它是一个数，请只写数和单位，例如 10%。", "If it is a figure, write the number and its unit only, such as 10%."),
    Text("读不成数的内容照原文保留，软件不会猜。", "What can't be read as a figure is kept as written; nothing is guessed."),
    failing=_row("target: 提升10%, actual: 有效, completion: 100%, stated_score: 10"),
    passing=_row("target: 10%, actual: 10%, stated_score: 10"),
)
TWICE: Final = Rule(
    "execution-twice",
    Severity.WARNING,
    Text(
        "预算执行率既单独计分，又在指标里再计一次",
        "the execution rate has points of its own and counts among the indicators a second time",
    ),
    Text("只保留 budget.execution。", "Keep budget.execution only."),
    Text("同一行计两次，权重和总分都会多出来。", "Counted twice, it inflates the weights and the total."),
    failing="title: 项目\nruleset: quwo-2021\nbudget:\n  adjusted: {total: 5}\n  executed: {total: 5}\n  execution: {name: 预算执行率, weight: 10}\n"
    "indicators:\n  - {level1: 预算执行指标, name: 预算执行率, weight: 10, target: 100%, actual: 100%}\n",
    passing="title: 项目\nruleset: quwo-2021\nbudget:\n  adjusted: {total: 5}\n  executed: {total: 5}\n  execution: {name: 预算执行率, weight: 10}\n"
    "indicators:\n  - {level1: 产出指标, name: 检查次数, weight: 90, target: 5次, actual: 5次}\n",
)
RULES: Final = (OVER, UNREAD, TWICE, AWARD_REASON, ABOVE_WEIGHT, DIFFERS, COMPLETION_DIFFERS)

_USUAL_LINE: Final = Decimal("1.3")
"""Where a form without points has no standard to draw the line of over-completion."""

_EXECUTION: Final = re.compile(
    r"(?:项目|年度|全年|当年){0,2}(?:预算|资金|预算资金|项目资金|财政资金)执行率(?:[(（][^()（）]{0,8}[)）])?"
)
"""What the row is called where a form lists it among the outputs (case 12)."""

_STATED_METHODS: Final = frozenset({"stated", "awarded"})
_RATIO_DIRECTIONS: Final = frozenset({Direction.AT_LEAST, Direction.EQUAL})


def stated_score_is_within_the_weight(entry: Entry) -> Iterator[Diagnostic]:
    """No row states more points than its weight."""
    for field, _, row in placed_rows(entry):
        if isinstance(row.stated_score, Decimal) and row.weight is not None and row.stated_score > row.weight:
            yield finding(
                ABOVE_WEIGHT,
                entry,
                (*field, "stated_score"),
                name=row_name(row),
                stated=plain(row.stated_score),
                weight=plain(row.weight),
            )


def stated_score_is_what_we_compute(entry: Entry) -> Iterator[Diagnostic]:
    """A scored row states what the standard gives; a difference that rounding explains is information."""
    for field, _, row in placed_rows(entry):
        stated, computed = row.stated_score, row.score
        if row.status is not Status.SCORED or row.method in _STATED_METHODS or row.provisional:
            continue
        if not isinstance(stated, Decimal) or (row.weight is not None and stated > row.weight):
            continue  # more than its weight is a fault of its own
        if computed is not None and stated != computed and weighed_twice(row, entry) is None:
            is_rounding = rounding_explains(stated, computed, entry)
            yield finding(
                DIFFERS,
                entry,
                (*field, "stated_score"),
                severity=Severity.INFO if is_rounding else None,
                name=row_name(row),
                stated=plain(stated),
                computed=plain(computed),
                rounding=ROUNDING if is_rounding else NO_ROUNDING,
                explanation=row.explanation,
            )


def stated_completion_is_what_we_compute(entry: Entry) -> Iterator[Diagnostic]:
    """The printed completion is actual ÷ target at its printed precision; over-completion may be printed as 100 %."""
    for field, _, row in placed_rows(entry):
        if row.ratio is None or row.completion is None or row.stated_completion is None:
            continue
        if not row.is_budget and row.direction not in _RATIO_DIRECTIONS:
            continue
        stated = read_rate(row.stated_completion)
        if not isinstance(stated, Rate):
            continue
        computed = percent(*row.ratio, places_of(stated.percent))
        is_capped = stated.percent == HUNDRED and row.completion > HUNDRED
        if is_capped or computed == stated.percent:
            continue
        yield finding(
            COMPLETION_DIFFERS,
            entry,
            (*field, "completion"),
            name=row_name(row),
            stated=quoted(stated.text),
            computed=plain(row.completion),
        )


def awards_say_why(entry: Entry) -> Iterator[Diagnostic]:
    """Where a person set the points, the record says why."""
    for field, indicator, row in placed_rows(entry):
        if row.method == "awarded" and row.score is not None and indicator is not None and indicator.award_reason is None:
            yield finding(AWARD_REASON, entry, (*field, "awarded"), name=row_name(row), score=plain(row.score))


def over_completion_says_why(entry: Entry) -> Iterator[Diagnostic]:
    """A completion beyond the standard's line has a reason. It is flagged, never deducted."""
    quantitative, line = entry.ruleset.quantitative, entry.thresholds.over_completion
    if line is None:
        line = quantitative.flag_over if quantitative is not None else _USUAL_LINE
    if line is None:
        return
    limit = product(line, HUNDRED)
    for field, _, row in measured_rows(entry):
        if row.completion is None or row.completion < limit or row.is_budget or row.direction not in _RATIO_DIRECTIONS:
            continue
        if not explains(row.deviation):
            shown = plain(row.completion)
            yield finding(OVER, entry, (*field, "actual"), name=row_name(row), completion=shown, limit=plain(limit))


def figures_can_be_read(entry: Entry) -> Iterator[Diagnostic]:
    """Words with figures in them are kept as words, and said to be so; rows that can't be computed say it themselves."""
    for field, indicator, row in placed_rows(entry):
        if indicator is None or row.kind is not Kind.QUALITATIVE or row.status is Status.NOT_APPLICABLE:
            continue
        reading = read_indicator(indicator, entry.year)
        for key, value in (("target", reading.target), ("actual", reading.actual)):
            if isinstance(value, Words) and value.reason is not None:
                shown = quoted(value.text, 30)
                yield finding(UNREAD, entry, (*field, key), name=row_name(row), value=shown, reason=value.reason.sentence)


def execution_stands_once(entry: Entry) -> Iterator[Diagnostic]:
    """The budget's execution row is not listed among the indicators as well."""
    if entry.report.budget is None or entry.report.budget.execution is None:
        return
    for place, indicator in enumerate(entry.report.indicators):
        if is_execution(indicator) or _EXECUTION.fullmatch(indicator.name or ""):
            yield finding(TWICE, entry, ("indicators", place))

"""Sums a reader can re-add: weights, the total, the grade."""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from generator.catalog.entry import Entry
from generator.checks.finding import finding, rounding_explains
from generator.diagnostics import Diagnostic, Rule, Severity, Text, quoted
from generator.model.ruleset import BUDGET_LEVEL1
from generator.scoring.evaluation import Row, Status
from generator.scoring.rounding import EXACT, HUNDRED, plain, total

_HEAD = "title: 小型水库水标尺制作安装项目\nruleset: national-2020\n"
_BUDGET = (
    "budget:\n  adjusted: {total: 20}\n  executed: {total: 20}\n"
    "  execution: {level1: 预算执行指标, name: 预算执行率, weight: 10, stated_score: 10}\n"
)


def _rows(*weights: str) -> str:
    rows = [
        f"  - {{level1: 产出指标, level2: 数量指标, name: 指标{n}, weight: {weight}, target: 5个, actual: 5个, stated_score: {weight}}}\n"
        for n, weight in enumerate(weights, 1)
    ]
    return "indicators:\n" + "".join(rows)


WEIGHTS_SCALE: Final = Rule(
    "weights-scale",
    Severity.WARNING,
    Text("权重合计 {weight}，不等于满分 {scale}", "the weights add up to {weight}, not to the full {scale}"),
    Text(
        "核对各行权重与预算执行率一行；报告若原本如此，可照登，页面会如实说明。",
        "Check every row's weight and the budget's; if the report is like that, keep it: the page says so.",
    ),
    Text(
        "权重不等于满分，总分就没有可比的尺度，也定不了等级。",
        "If weights don't add up to the scale, the total has no measure and no grade.",
    ),
    failing=_HEAD + _BUDGET + _rows("50", "50"),
    passing=_HEAD + _BUDGET + _rows("50", "40"),
)
WEIGHTS_LEVEL1: Final = Rule(
    "weights-level1",
    Severity.INFO,
    Text(
        "一级指标“{level1}”权重合计 {weight}，评分标准为 {expected}",
        "the weights under “{level1}” add up to {weight}; the standard says {expected}",
    ),
    Text("地方或部门可以调整权重；核对本表采用的标准。", "Local standards may differ; check which one this form follows."),
    Text(
        "各部分的轻重由评分标准规定，偏离应有依据。", "The standard fixes how much each part counts; a deviation needs a ground."
    ),
    failing=_HEAD + _BUDGET + _rows("50", "40"),
    passing=_HEAD + _BUDGET + _rows("30", "20"),
)
TOTAL_SUM: Final = Rule(
    "total-sum",
    Severity.WARNING,
    Text("报告总分 {stated}，各行得分合计 {sum}", "the report's total is {stated}, its rows add up to {sum}"),
    Text("重新加总各行得分，或核对 stated.score。", "Re-add the rows, or check stated.score."),
    Text("总分应当等于各行得分之和，任何人都能重新加总。", "The total is the sum of its rows; anyone can re-add it."),
    failing=_HEAD + _BUDGET + _rows("50", "50") + "stated: {score: 100}\n",
    passing=_HEAD + _BUDGET + _rows("50", "40") + "stated: {score: 100}\n",
)
TOTAL_DIFFERS: Final = Rule(
    "total-differs",
    Severity.WARNING,
    Text("报告总分 {stated}，复算 {computed}{rounding}", "the report's total is {stated}, recomputed {computed}{rounding}"),
    Text("逐行对照得分的推导，找出不同的一行。", "Compare the rows' derivations to find the one that differs."),
    Text("按公布的标准逐行复算，结果应与报告一致。", "Recomputed by the published standard, the result should agree."),
    failing=_HEAD + _BUDGET + _rows("50", "40") + "stated: {score: 98}\n",
    passing=_HEAD + _BUDGET + _rows("50", "40") + "stated: {score: 100}\n",
)
TOTAL_GRADE: Final = Rule(
    "total-grade",
    Severity.WARNING,
    Text(
        "报告等级“{stated}”，按其总分 {score} 应为“{expected}”",
        "the report's grade is “{stated}”, its total of {score} makes it “{expected}”",
    ),
    Text("核对等级的分界与总分。", "Check the grade's bounds and the total."),
    Text("等级由总分决定，两者应当一致。", "The total decides the grade."),
    failing=_HEAD + _BUDGET + _rows("50", "40") + "stated: {score: 100, grade: 良}\n",
    passing=_HEAD + _BUDGET + _rows("50", "40") + "stated: {score: 100, grade: 优}\n",
)
GRADE_LABEL: Final = Rule(
    "grade-label",
    Severity.INFO,
    Text(
        "报告等级“{stated}”不在评分标准的等级里（{labels}）", "the report's grade “{stated}” is none of the standard's ({labels})"
    ),
    Text(
        "核对报告采用的标准，必要时在 content/rulesets/ 另立一份。",
        "Check which standard the report follows; add one in content/rulesets/ if need be.",
    ),
    Text(
        "等级名称各地不同，要与所采用的标准一致才能比较。",
        "Labels differ from place to place and compare only within one standard.",
    ),
    failing=_HEAD + _BUDGET + _rows("50", "40") + "stated: {score: 100, grade: 特优}\n",
    passing=_HEAD + _BUDGET + _rows("50", "40") + "stated: {score: 100, grade: 优}\n",
)
RULES: Final = (WEIGHTS_SCALE, WEIGHTS_LEVEL1, TOTAL_SUM, TOTAL_DIFFERS, TOTAL_GRADE, GRADE_LABEL)

ROUNDING: Final = Text("（差异可由四舍五入解释）", " (rounding explains the difference)")
NO_ROUNDING: Final = Text("", "")


def weights_add_up(entry: Entry) -> Iterator[Diagnostic]:
    """The weights of the rows that count add up to the scale; a report that is withheld may have none."""
    weight, scale = entry.evaluation.weight, entry.ruleset.scale
    if weight is None or scale is None or not entry.report.indicators or (entry.report.is_partial and weight < scale):
        return
    if weight != scale:
        yield finding(WEIGHTS_SCALE, entry, ("indicators",), weight=plain(weight), scale=plain(scale))


def level1_weights_follow_the_standard(entry: Entry) -> Iterator[Diagnostic]:
    """The weights under each level-1 indicator add up to what the standard says."""
    if entry.report.is_partial:
        return
    found: dict[str | None, list[Decimal | None]] = defaultdict(list)
    for row in entry.evaluation.rows:
        if row.status is not Status.NOT_APPLICABLE:
            found[_level1(row)].append(row.weight)
    for key, expected in entry.ruleset.level1.items():
        weights = [weight for level1 in key.split("+") for weight in found.get(level1, ())]
        known = [weight for weight in weights if weight is not None]
        if expected is None or not known or len(known) < len(weights) or total(known) == expected:
            continue
        yield finding(WEIGHTS_LEVEL1, entry, ("indicators",), level1=key, weight=plain(total(known)), expected=plain(expected))


def _level1(row: Row) -> str | None:
    return BUDGET_LEVEL1 if row.is_budget else row.level1


def total_is_the_sum_of_rows(entry: Entry) -> Iterator[Diagnostic]:
    """The stated total is the exact sum of the stated row scores."""
    stated, rows = entry.report.stated.score, entry.evaluation.stated_sum
    if isinstance(stated, Decimal) and rows is not None and stated != rows and not entry.report.is_partial:
        yield finding(TOTAL_SUM, entry, ("stated", "score"), stated=plain(stated), sum=plain(rows))


def total_is_what_we_compute(entry: Entry) -> Iterator[Diagnostic]:
    """The stated total is the computed one; a difference that rounding explains is information."""
    stated, computed = entry.report.stated.score, entry.evaluation.score
    if isinstance(stated, Decimal) and computed is not None and stated != computed:
        is_rounding = rounding_explains(stated, computed, entry)
        yield finding(
            TOTAL_DIFFERS,
            entry,
            ("stated", "score"),
            severity=Severity.INFO if is_rounding else None,
            stated=plain(stated),
            computed=plain(computed),
            rounding=ROUNDING if is_rounding else NO_ROUNDING,
        )


def grade_fits_the_total(entry: Entry) -> Iterator[Diagnostic]:
    """The stated grade is the one its own stated total has under the standard."""
    grade, score, ruleset = entry.report.stated.own_grade, entry.report.stated.score, entry.ruleset
    labels = [label for _, label in ruleset.grades]
    if grade is None or not labels:
        return
    if grade not in labels:
        yield finding(GRADE_LABEL, entry, ("stated", "grade"), stated=quoted(grade), labels="、".join(labels))
    elif isinstance(score, Decimal) and (full := _full(entry)):
        expected = ruleset.grade_of(EXACT.divide(EXACT.multiply(score, HUNDRED), full))
        if expected is not None and expected != grade:
            yield finding(TOTAL_GRADE, entry, ("stated", "grade"), stated=quoted(grade), score=plain(score), expected=expected)


def _full(entry: Entry) -> Decimal | None:
    """What the stated total is out of: the printed full marks, else the standard's scale."""
    full = entry.report.stated.full
    return full if isinstance(full, Decimal) else entry.ruleset.scale

"""Why a row or a total has no score, in words a reader understands."""

from decimal import Decimal
from typing import Final

from generator.diagnostics import Text
from generator.scoring.rounding import plain

NOT_SCORED_BY_RULESET: Final = Text(
    "这份表没有逐项权重或采用另一种分制，不计算得分", "the form has no weights or another scale; nothing is computed"
)
BOTH_BLANK: Final = Text("目标值和实际完成值都没有填写，无从计算", "target and actual value are both blank")
TARGET_BLANK: Final = Text("没有填写目标值，无从计算", "the target is blank")
ACTUAL_BLANK: Final = Text("没有填写实际完成值，无从计算", "the actual value is blank")
REDACTED: Final = Text("依法不公开，不据以计算", "not published, by law; nothing is computed from it")
WEIGHT_BLANK: Final = Text("没有权重，无从计算得分", "there is no weight")
NUMBER_AGAINST_TEXT: Final = Text("目标是数字，实际完成值是文字，无法比较", "the target is a number, the actual value is text")
DATE_AGAINST_OTHER: Final = Text("目标是时间，实际完成值不是时间，无法比较", "the target is a date, the actual value is not")
ACTUAL_NOT_APPLICABLE: Final = Text(
    "有目标值，实际完成值却写“不适用”", "there is a target, but the actual value says not applicable"
)
TARGET_NOT_APPLICABLE: Final = Text(
    "目标值写“不适用”，却有实际完成值", "the target says not applicable, but there is an actual value"
)
RESIDUE: Final = Text("填写的是模板里的提示，不是数据", "a form's placeholder was left in place of data")
APPROXIMATE: Final = Text("实际完成值不是确切的数，不同取值得分不同", "the actual value is approximate and its score would vary")
TARGET_RANGE: Final = Text(
    "目标是一个区间，实际完成值在区间以外，评分标准没有规定如何计分", "the target is a range and the actual value lies outside it"
)
TARGET_VAGUE: Final = Text("目标不是确切的数", "the target is not an exact number")
NEGATIVE_TARGET: Final = Text("目标是负数，比例公式不适用", "the ratio formula has no meaning for a negative target")
ZERO_ACTUAL: Final = Text(
    "实际完成值为零或负数，反比公式没有意义", "the inverse formula has no meaning for an actual value of zero or less"
)
LATE: Final = Text("晚于目标时间，评分标准没有规定如何扣分，须由人评定", "late; the standard leaves the deduction to a person")
DATES_OVERLAP: Final = Text(
    "实际完成时间只写到月份或季度，看不出是否按期", "the actual date is too coarse to tell whether it was on time"
)
YEAR_CONTEXT: Final = Text("报告年度不明，无法确定日期", "the report's year is unknown, so the date is too")
DENOMINATOR_ZERO: Final = Text("全年预算为 0，执行率没有意义", "the budget is zero, so there is no execution rate")
MONEY_BLANK: Final = Text("没有填写计算执行率所需的金额", "the money needed for the execution rate is blank")
UNASSESSED: Final = Text("定性指标没有填写完成率，也没有评定档次", "a qualitative row without a completion or a tier")
UNASSESSED_STATED: Final = Text("定性指标没有得分，也没有评定档次", "a qualitative row without a score or a tier")
COMPLETION_UNREADABLE: Final = Text("完成率不是百分比，无法据以计分", "the completion is not a percentage")
STATED_OUT_OF_RANGE: Final = Text("报告所列得分不在 0 与权重之间，不能采用", "the stated score is not between 0 and the weight")
AWARD_OUT_OF_RANGE: Final = Text("人工评定的得分不在 0 与权重之间，不能采用", "the awarded score is not between 0 and the weight")
PROVISIONAL: Final = Text("只评定了档次，暂按该档下限计分", "only a tier was given; its lower end is taken for now")
APPROXIMATE_SAME: Final = Text(
    "实际完成值不是确切的数，但各种取值得分相同", "the actual value is approximate, but its score is the same throughout"
)
WEIGHT_SERVED: Final = Text("表上没有印权重，按评分标准取用", "no weight is printed; the standard's is used")
DEADLINE_OPEN: Final = Text("目标时间没有截止日，无法判断是否按期", "the target names no last day")
AWARD_BLANK: Final = Text("人工评定没有写明得分", "the award has no score")
NO_TIER_BAND: Final = Text("评分标准没有这一档次的分值区间", "the standard has no band for this tier")
MERGED: Final = Text("与同组的第一行合并计分", "scored together with the first row of its group")
GROUP_PARTLY_MET: Final = Text(
    "合并计分的各行没有全部达到目标，评分标准没有规定如何分配", "not every row of the merged group reached its target"
)
NOT_APPLICABLE: Final = Text("本项不适用，不计入总分", "not applicable, left out of the total")
EMPTY_LINE: Final = Text("模板里没有用到的空行，不计入总分", "an unused line of the form, left out of the total")

WEIGHTS_BLANK: Final = Text("有的指标没有权重，无法确定等级", "some rows have no weight")
PARTIAL: Final = Text(
    "转录不完整，缺少部分指标，所以没有总分", "the transcript is partial: rows are missing, so there is no total"
)
NO_SCALE: Final = Text("评分标准没有满分和等级", "the standard has no scale")
NOTHING_COUNTS: Final = Text("没有一行可以计入总分", "no row counts towards the total")


def weights_off(weight: str, scale: str) -> Text:
    """Say that the weights don't add up to the scale."""
    return Text(f"权重合计 {weight}，不等于满分 {scale}，无法确定等级", f"the weights add up to {weight}, not {scale}")


def not_computable(count: int) -> Text:
    """Say how many rows keep the total from being computed."""
    rows = "row" if count == 1 else "rows"
    return Text(f"{count} 行无法计算，所以没有总分", f"{count} {rows} can't be computed, so there is no total")


def unassessed(count: int) -> Text:
    """Say how many unassessed rows keep the total open."""
    rows = "row is" if count == 1 else "rows are"
    return Text(f"{count} 行定性指标未评定，所以没有总分", f"{count} qualitative {rows} unassessed, so there is no total")


def awarded(why: str | None, formula: Decimal | None) -> Text:
    """Say that a person set the points, why, and what the formula gives beside them."""
    zh = f"人工评定：{why}" if why else "人工评定，未说明理由"
    en = f"awarded by a person: {why}" if why else "awarded by a person, without a reason"
    if formula is None:
        return Text(zh, en)
    return Text(f"{zh}（按公式为 {plain(formula)} 分）", f"{en} (the formula gives {plain(formula)})")

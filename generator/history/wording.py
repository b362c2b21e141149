"""Why a target counts as lowered, raised, unchanged or not comparable, in words a reader understands."""

from typing import Final

from generator.diagnostics import Text

AS_BEFORE: Final = Text("目标的写法与前一份报告相同", "the target is written as in the report before")
BOTH_BLANK: Final = Text("两份报告都没有填写目标值", "neither report fills in a target")
SAME_FIGURE: Final = Text("写法不同，数值相同", "written otherwise, the figure is the same")
SAME_DEADLINE: Final = Text("写法不同，截止日相同", "written otherwise, the deadline is the same")

BLANK_BEFORE: Final = Text("前一份报告没有填写目标值，无从比较", "the report before fills in no target to compare with")
BLANK_AFTER: Final = Text("这份报告没有填写目标值，无从比较", "this report fills in no target to compare")
NOT_APPLICABLE: Final = Text("有一份报告写“不适用”，无从比较", "one report says not applicable; nothing to compare")
RESIDUE: Final = Text("有一份报告留着模板里的提示，不是数据", "one report left the form's placeholder in place of data")
WORDS_DIFFER: Final = Text(
    "目标是文字，写法不同，高低不由程序判断", "targets in words that differ; no program judges which asks for more"
)
NUMBER_AND_WORDS: Final = Text(
    "一份报告的目标是数字或时间，另一份是文字，无法比较", "a figure or a date in one report, words in the other"
)
NUMBER_AND_DATE: Final = Text("一份报告的目标是数字，另一份是时间，无法比较", "a figure in one report, a date in the other")
UNITS_DIFFER: Final = Text("两份报告的计量单位不同，不能直接比较", "the two reports use different units")
UNIT_AMBIGUOUS: Final = Text(
    "有一份报告没有写明计量单位，看不出是否为同一单位", "one report does not say its unit, so it may not be the same"
)
VAGUE: Final = Text("目标是约数，没有确切的数可以比较", "an approximate target has no exact figure to compare")
RANGE: Final = Text(
    "目标是一个区间，两份报告的区间不同，高低不由程序判断", "ranges that differ; no program judges which asks for more"
)
EQUALITY: Final = Text(
    "目标要求正好相等，数值变了，不分高低", "the target asks for exactly this figure; another one is neither lower nor higher"
)
NO_DIRECTION: Final = Text(
    "目标没有写符号，也没有评分标准说明大好还是小好", "no sign and no standard says whether more or less is good"
)
DIRECTIONS_DIFFER: Final = Text(
    "两份报告的方向不同：一份越大越好，另一份不是", "more is good in one report, and not in the other"
)
NO_DEADLINE: Final = Text("有一份报告的目标时间没有截止日", "one report's target names no last day")
ONE_BEYOND_ITS_YEAR: Final = Text(
    "一份报告的期限在当年以内，另一份在当年以外，看不出是否为同一任务",
    "one deadline lies within its report's year, the other beyond it; they may not be of the same task",
)
ONE_SIDED_UNIT: Final = Text("有一份没有写单位，按同一单位看待", "one of them has no unit and is taken to be in the same")
FOLLOWS_BUDGET: Final = Text("两份报告的上限都等于当年的全年预算", "in both reports the ceiling equals the year's budget")


def moved(old: str, new: str, *, is_lower: bool, less_is_good: bool) -> Text:
    """Say how a figure moved and why that asks for less or more."""
    good = ("越小越好", "less is good") if less_is_good else ("越大越好", "more is good")
    asks = ("要求降低", "it asks for less") if is_lower else ("要求提高", "it asks for more")
    return Text(
        f"目标由 {old} 变为 {new}，{good[0]}，{asks[0]}", f"the target moved from {old} to {new}; {good[1]}, so {asks[1]}"
    )


def deadline(old: str, new: str, *, is_later: bool) -> Text:
    """Say how a deadline moved."""
    zh = "比前一份报告晚，要求降低" if is_later else "比前一份报告早，要求提高"
    en = "later than before, so it asks for less" if is_later else "earlier than before, so it asks for more"
    return Text(f"期限由 {old} 变为 {new}，{zh}", f"the deadline moved from {old} to {new}, {en}")


def joined(one: Text, other: Text) -> Text:
    """Return two sentences as one."""
    return Text(f"{one.zh}；{other.zh}", f"{one.en}; {other.en}")

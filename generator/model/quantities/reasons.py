"""Why a value was not read as a figure, or two values not compared: stable codes, and one sentence for each."""

from enum import StrEnum

from generator.diagnostics import Text


class Reason(StrEnum):
    """A stable code; `REASONS` has its sentence."""

    UNITS_DIFFER = "units-differ"
    UNIT_AMBIGUOUS = "unit-ambiguous"
    DIGITS_IN_WORDS = "digits-in-words"
    CHINESE_NUMERAL = "chinese-numeral"
    MALFORMED_NUMBER = "malformed-number"
    TOO_MANY_DIGITS = "too-many-digits"
    CONTRADICTORY = "contradictory-operators"
    IMPOSSIBLE_DATE = "impossible-date"
    YEAR_UNKNOWN = "year-unknown"
    TEMPLATE = "template"

    @property
    def sentence(self) -> Text:
        """The reason in words, in both languages."""
        return REASONS[self]


REASONS: dict[Reason, Text] = {
    Reason.UNITS_DIFFER: Text(
        "指标值与实际完成值的计量单位不同，不能直接比较。",
        "The target and the actual value are in different units and cannot be compared.",
    ),
    Reason.UNIT_AMBIGUOUS: Text(
        "一方没有写计量单位，而指标名称中的单位与另一方的单位相差万、亿等倍数，无法确定以哪个为准。",
        "One side has no unit, and the unit in the indicator's name differs from the other side's by 万, 亿 or the like: "
        "it is not clear which one is meant.",
    ),
    Reason.DIGITS_IN_WORDS: Text(
        "文字中夹有数字，不能确定其含义，按文字原样保留。",
        "Figures stand within text and their meaning is not certain; kept as text.",
    ),
    Reason.CHINESE_NUMERAL: Text(
        "用汉字书写的数目不作换算，按文字原样保留；需要计算时请写成阿拉伯数字。",
        "A number in Chinese characters is not converted; kept as text. Write it in digits if it is to be computed.",
    ),
    Reason.MALFORMED_NUMBER: Text(
        "数字书写不规范（例如千位分隔符位置不对、小数点重复、区间前大后小），按文字原样保留。",
        "The number is not well formed (for example misplaced thousands separators, two decimal points, a range that runs "
        "backwards); kept as text.",
    ),
    Reason.TOO_MANY_DIGITS: Text(
        "数字超过30位，按文字原样保留。",
        "The number has more than 30 digits; kept as text.",
    ),
    Reason.CONTRADICTORY: Text(
        "前后的比较符号或用语互相矛盾（例如“≥”与“以下”同时出现），按文字原样保留。",
        "Signs or words of comparison contradict each other (for example ≥ together with 以下); kept as text.",
    ),
    Reason.IMPOSSIBLE_DATE: Text(
        "日历上没有这个日期，按文字原样保留。",
        "The calendar has no such date; kept as text.",
    ),
    Reason.YEAR_UNKNOWN: Text(
        "日期没有写年份，报告也没有说明所属年度，按文字原样保留。",
        "The date has no year, and the report does not say which year it is about; kept as text.",
    ),
    Reason.TEMPLATE: Text(
        "这是表格模板留下的占位内容，没有填写。",
        "This is a placeholder left over from the form's template; nothing was filled in.",
    ),
}

"""Signs and words of comparison, before a figure (`≥`, `不少于`) and after it (`以上`).

以上, 以下 and 以内 include the figure itself; 超过 does not (Civil Code art. 1259, from general knowledge).
"""

import re

from generator.model.quantities.values import Operator

# In the plain spelling of `glyphs`: ≧ is already ≥ there, and 〉= is >=.
SIGNS: dict[str, Operator] = {
    **dict.fromkeys(("≥", "≥=", ">=", "=>"), Operator.AT_LEAST),
    **dict.fromkeys(("≤", "≤=", "<=", "=<"), Operator.AT_MOST),
    **dict.fromkeys(("=", "=="), Operator.EQUAL),
    ">": Operator.MORE_THAN,
    "<": Operator.LESS_THAN,
}
_WORDS_BEFORE: dict[str, Operator] = {
    **dict.fromkeys(("不少于", "不低于", "不小于", "不得少于", "不得低于", "不得小于", "至少", "最少"), Operator.AT_LEAST),
    **dict.fromkeys(("大于等于", "大于或等于"), Operator.AT_LEAST),
    **dict.fromkeys(("不超过", "不高于", "不大于", "不多于", "不得超过", "不得高于", "不得大于", "不得多于"), Operator.AT_MOST),
    **dict.fromkeys(("至多", "最多", "小于等于", "小于或等于", "不晚于", "不迟于"), Operator.AT_MOST),
    **dict.fromkeys(("大于", "高于", "多于", "超过", "晚于"), Operator.MORE_THAN),
    **dict.fromkeys(("小于", "低于", "少于", "不足", "早于"), Operator.LESS_THAN),
    "等于": Operator.EQUAL,
}
BEFORE = SIGNS | _WORDS_BEFORE
AFTER: dict[str, Operator] = {
    "以上": Operator.AT_LEAST,
    "以下": Operator.AT_MOST,
    "以内": Operator.AT_MOST,
    "之内": Operator.AT_MOST,
    "内": Operator.AT_MOST,
}


def any_of(words: dict[str, Operator]) -> str:
    """Return a regular expression for any of `words`, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))

"""Units of measure (计量单位): which text is one, what 万, 亿 and % in front of it multiply, and which spellings are one unit."""

import re
from decimal import Decimal
from functools import lru_cache

from generator.model.quantities.glyphs import half_width
from generator.model.quantities.reasons import Reason
from generator.model.quantities.values import NO_UNIT, ONE, RATIO, Unit

_LONGEST = 12
_LONGEST_PIECE = 5
_RATIOS = dict.fromkeys(("%", "百分比", "百分之", "百分数", "percent", "%(百分比)"), Decimal("0.01")) | dict.fromkeys(
    ("‰", "千分比", "千分之", "permille"), Decimal("0.001")
)
# 千 counts only before what nobody measures in kilos: 千克, 千米 and 千瓦 are units of their own.
_MULTIPLIER = re.compile(r"([十百千]?)(万亿|万|亿)|千(?=元|人|户|亩|吨|头|只|株|册|份)")
_TENS = {"": 1, "十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8, "万亿": 10**12}
_SYNONYMS = {
    **dict.fromkeys(("平米", "㎡", "m²", "M²"), "平方米"),
    **dict.fromkeys(("立方", "㎥", "m³", "M³"), "立方米"),
    **dict.fromkeys(("公斤", "kg", "KG", "Kg"), "千克"),
    **dict.fromkeys(("公里", "km", "KM", "Km"), "千米"),
    "平方公里": "平方千米",
}
_EVERYDAY = (
    "元 美元 欧元 港元 日元 英镑 人 人次 人天 人日 人月 户 户次 个 项 次 场 场次 份 台 台次 台套 台(套) 套 辆 辆次 件 本 册 "
    "期 名 位 所 处 座 条 篇 批 批次 间 栋 幢 头 只 羽 尾 匹 株 棵 盆 亩 公顷 吨 千克 克 毫克 斤 两 米 千米 厘米 毫米 平方米 "
    "平方千米 平方公里 立方米 升 毫升 年 月 个月 周 天 日 小时 分钟 分 秒 工作日 个工作日 家 村 个村 校 班 节 课时 学时 张 块 "
    "支 枝 根 副 双 瓶 盒 箱 袋 桶 车 艘 架 门 口 眼 孔 层 组 对 起 例 宗 案 幅 部 集 首 款 种 类 级 度 千瓦 千瓦时 GB TB MB 点"
)
_MEASURES = frozenset(_EVERYDAY.split())
_ALPHABET = re.compile(r"(?:[^\W\d_]|[%‰/、·()℃°℉㎡㎥²³$])+")
_PIECES = re.compile(r"[/、·()每]")
_CLAUSE = re.compile(
    r"未(?!成年)|[不没已了的是因将按并等均几以之及或和与]|无法|无效|完成|完工|竣工|达到|达标|参加|培训|合格|优秀|有效|有所|大约|左右"
    r"|失败|逾期|超期|延期|推迟|取消|停工|剩余|仅|尚|(?<=[元人个天日])起$"
    r"|提高|提升|增加|增长|减少|降低|下降|超过|超额|[前后内]$"
)
_NUMERAL = re.compile(r"[〇零一二三四五六七八九十百千]")


@lru_cache(maxsize=4096)
def read_unit(text: str) -> Unit | Reason:
    """Return the unit that `text` (without spaces) writes, or why it is none.

    A lone multiplier (`万`) has no base: it belongs to its number. Longer text, text with digits, and text that
    reads like a clause (`人参加培训`, `个未完成`) is no unit: it would change what the figure counts.
    """
    if not text:
        return NO_UNIT
    plain = half_width(text)
    if plain[0] == "(" and plain[-1] == ")" and plain.count("(") == 1:
        plain = plain[1:-1]
    ratio = _RATIOS.get(plain.lower())
    if ratio is not None:
        return Unit(text, ratio, RATIO)
    multiplier, measure = _scale(plain)
    if not measure and multiplier != 1:
        return Unit(text, multiplier, "")
    if measure in _MEASURES:
        return Unit(text, multiplier, _SYNONYMS.get(measure, measure))
    if _NUMERAL.match(measure) and measure[:2] not in ("百分", "千克", "千米", "千瓦", "千卡", "千帕", "千伏", "千字"):
        return Reason.CHINESE_NUMERAL
    if not _is_measure(measure):
        return Reason.DIGITS_IN_WORDS
    return Unit(text, multiplier, _SYNONYMS.get(measure, measure))


def is_known(unit: Unit) -> bool:
    """Tell whether `unit` is in everyday use: brackets in a name hold many other things."""
    return all(piece in _MEASURES or piece == RATIO or piece in _SYNONYMS.values() for piece in unit.base.split("/"))


def _scale(plain: str) -> tuple[Decimal, str]:
    found = _MULTIPLIER.match(plain)
    if not found:
        return ONE, plain
    tens, myriads = found.groups()
    factor = 1000 if myriads is None else _TENS[tens] * _TENS[myriads]
    return Decimal(factor), plain[found.end() :]


def _is_measure(plain: str) -> bool:
    if not 0 < len(plain) <= _LONGEST or not _ALPHABET.fullmatch(plain) or _CLAUSE.search(plain):
        return False
    if any(char.isdigit() and char not in "²³" for char in plain):
        return False
    pieces = [piece for piece in _PIECES.split(plain) if piece]
    return bool(pieces) and plain[0] not in "/、·)" and all(len(piece) <= _LONGEST_PIECE or piece.isascii() for piece in pieces)

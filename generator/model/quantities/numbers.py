"""Figures as reports write them: `≧ 735 人次`, `1.2万亩`, `98%以上`, `200余人`, `3-5个`."""

import re
from decimal import Context, Decimal
from enum import Enum, auto

from generator.model.quantities.glyphs import Written
from generator.model.quantities.operators import AFTER, BEFORE, any_of
from generator.model.quantities.reasons import Reason
from generator.model.quantities.units import read_unit
from generator.model.quantities.values import NO_UNIT, Number, Operator, Unit

MOST_DIGITS = 30
# 30 digits times 万亿 must not be rounded; the usual context keeps 28 digits.
EXACT = Context(prec=80)

_WELL_FORMED = re.compile(r"[+-]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?")
_NUMBER = re.compile(
    rf"(?:达到|达|为|控制在)?(?P<operator>{any_of(BEFORE)})?(?P<approximate>大约|大概|约|≈|将近|接近|近)?"
    r"(?P<per>每[^\W\d_]{1,4}|百分之|千分之)?(?P<number>[+-]?[0-9][0-9,.]*)(?P<rest>.*)",
    re.DOTALL,
)
_RANGE = re.compile(r"(?P<unit>[^0-9]{0,12}?)(?:--?|~|至|到)(?P<number>[+-]?[0-9][0-9,.]*)(?P<rest>[^0-9]*)")
_SUFFIX = re.compile(r"(?:及|或|\(含\)|含)?(?P<word>以上|以下|以内|之内|左右|上下)$|(?<=[年月周天日时钟秒])(?P<within>内)$")
_AND_MORE = re.compile(r"(?:[十百千]?(?:万亿|万|亿))?([余来]|多(?!媒体|功能|余))")
_MORE_AT_END = re.compile(r"([余多])$")
_DIGITS = frozenset("0123456789")
_DASHES = "—–―─‒"
_LAPSE = frozenset(("年", "个月", "周", "天", "日", "小时"))


class _About(Enum):
    ABOVE = auto()  # 200余人: 200 or somewhat more
    BELOW = auto()  # 近200人: not quite 200
    AROUND = auto()  # 约200人: nobody knows on which side


def read_number(value: Written) -> Number | Reason | None:
    """Return the figure that `value` writes, why it is not one, or None where it does not even begin like one."""
    found = _NUMBER.fullmatch(value.plain)
    if found is None:
        return None
    if found["number"][0] == "-" and value.raw[found.start("number")] in _DASHES:
        return Reason.MALFORMED_NUMBER  # —5: a dash is not a minus
    first = _decimal(found["number"], ended=not found["rest"])
    if isinstance(first, Reason):
        return first
    if not _DIGITS.isdisjoint(found["rest"]):
        return _range(value, found, first)
    relation = _relation(value, found)
    if isinstance(relation, Reason):
        return relation
    operator, about, text = relation
    unit = _unit(value, found, text)
    if isinstance(unit, Reason):
        return unit
    if found["approximate"] in ("近", "接近") and unit.base in _LAPSE:
        return Reason.DIGITS_IN_WORDS  # 近3年 is the last three years, not nearly three
    stated, scaled = _folded(first, unit)
    floor = operator.is_floor if operator else about is _About.ABOVE
    ceiling = operator.is_ceiling if operator else about is _About.BELOW
    unknown = about is _About.AROUND
    return Number(
        text=value.text,
        operator=operator,
        low=None if ceiling or unknown else stated,
        high=None if floor or unknown else stated,
        unit=NO_UNIT if scaled else unit,
        stated=stated,
        scaled=scaled,
        approximate=about is not None,
    )


def _relation(value: Written, found: re.Match[str]) -> tuple[Operator | None, _About | None, str] | Reason:
    """Return the operator, the approximation, and the text left for the unit."""
    start, end = found.span("rest")
    operator = BEFORE.get(found["operator"] or "")
    about = _about(found["approximate"])
    suffix = _SUFFIX.search(value.plain, start)
    if suffix:
        end = suffix.start()
        after = AFTER.get(suffix["word"] or suffix["within"])
        if after is None:  # 左右
            if about or operator:
                return Reason.CONTRADICTORY
            about = _About.AROUND
        elif _contradicts(operator, after):
            return Reason.CONTRADICTORY
        operator = operator or after
    text = value.raw[start:end]
    more = _AND_MORE.match(value.plain, start, end) or _MORE_AT_END.search(value.plain, start, end)
    if more:
        if about:
            return Reason.CONTRADICTORY
        about = _About.AROUND if more[1] == "来" else _About.ABOVE
        at = more.start(1)
        text = value.raw[start:at] + value.raw[at + 1 : end]
    if about and operator and not (about is _About.ABOVE and operator.is_floor):
        return Reason.CONTRADICTORY
    return operator, about, text


def _range(value: Written, found: re.Match[str], first: Decimal) -> Number | Reason:
    other = _RANGE.fullmatch(value.plain, found.start("rest"))
    if other is None:
        return Reason.DIGITS_IN_WORDS
    if found["operator"] or found["approximate"]:
        return Reason.CONTRADICTORY
    last = _decimal(other["number"], ended=not other["rest"])
    if isinstance(last, Reason):
        return last
    # 80-90% and 80%-90% are the same: the end without a unit takes the other's.
    before = _unit(value, found, value.raw[slice(*other.span("unit"))])
    after = _unit(value, found, value.raw[slice(*other.span("rest"))])
    if isinstance(before, Reason) or isinstance(after, Reason):
        return before if isinstance(before, Reason) else Reason.DIGITS_IN_WORDS
    unit = after if other["rest"] else before
    one_unit = before.multiplier == after.multiplier and before.base in ("", after.base)
    if other["unit"] and other["rest"] and not one_unit:
        return Reason.MALFORMED_NUMBER
    low, scaled = _folded(first, unit)
    high, _ = _folded(last, unit)
    if low > high:
        return Reason.MALFORMED_NUMBER
    return Number(value.text, None, low, high, NO_UNIT if scaled else unit, stated=None, scaled=scaled)


def _decimal(token: str, *, ended: bool) -> Decimal | Reason:
    if token[-1] in ",." and not ended:
        return Reason.DIGITS_IN_WORDS  # `3，其中…`: a sentence goes on
    if len(token) > MOST_DIGITS and sum(char in _DIGITS for char in token) > MOST_DIGITS:
        return Reason.TOO_MANY_DIGITS
    if not _WELL_FORMED.fullmatch(token):
        return Reason.MALFORMED_NUMBER
    return Decimal(token.replace(",", ""))


def _about(word: str | None) -> _About | None:
    if not word:
        return None
    return _About.BELOW if word[-1] == "近" else _About.AROUND


def _contradicts(before: Operator | None, after: Operator) -> bool:
    return before is not None and (before.is_floor, before.is_ceiling) != (after.is_floor, after.is_ceiling)


def _unit(value: Written, found: re.Match[str], text: str) -> Unit | Reason:
    per = value.raw[slice(*found.span("per"))] if found["per"] else ""
    if per.startswith("每") and text:
        text = f"{text}/{per[1:]}"
    elif per and text:
        return Reason.DIGITS_IN_WORDS
    unit = read_unit(text or per)
    if isinstance(unit, Unit) and unit.base == "月":
        return Reason.DIGITS_IN_WORDS  # a month is a date, and dates were tried before
    return unit


def _folded(figure: Decimal, unit: Unit) -> tuple[Decimal, bool]:
    """Return the figure with a lone 万 counted in, and whether there was one."""
    if unit.base or unit.multiplier == 1:
        return figure, False
    return times(figure, unit.multiplier), True


def times(figure: Decimal, multiplier: Decimal) -> Decimal:
    """Return the exact product, without an exponent or idle zeros: 1.20 times 10000 is 12000."""
    product = EXACT.normalize(EXACT.multiply(figure, multiplier))
    exponent = product.as_tuple().exponent
    return EXACT.quantize(product, Decimal(1)) if isinstance(exponent, int) and exponent > 0 else product

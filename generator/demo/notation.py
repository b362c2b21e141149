"""How targets and actual values are written: every notation of real forms, from figures that are exact."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from generator.demo.dice import Dice
from generator.demo.kind import Form
from generator.scoring.rounding import plain

COUNTS: Final = (
    "≥{v}{u}", "≥{v}{u}", "{v}{u}", "{v}{u}", "{v}", "不少于{v}{u}", "{v}{u}以上", "≧ {v} {u}", "={v}{u}", ">= {v} {u}", "不低于{v}{u}",
)  # fmt: skip
RATES: Final = ("≥{v}%", "≥{v}%", "{v}%", "{v}", "{v}%以上", "不低于{v}%", "≧ {v} %", ">= {v} %(百分比)", "达到{v}%")
ALL_OF_IT: Final = ("100%", "100%", "100", "═ 100 %", "=100%", "≥100%")
CEILINGS: Final = ("≤{v}{u}", "≤{v}{u}", "不超过{v}{u}", "{v}{u}", "{v}", "{v}{u}以内", "≤ {v} {u}")
PERMILLES: Final = ("小于{v}‰", "≤{v}‰", "低于{v}‰")
ZEROS: Final = ("0{u}", "0{u}", "0", "={v}{u}")
MONTHS: Final = ("{m}月底前", "{y}年{m}月{d}日前", "{y}年{m}月底", "{m}月", "{y}.{m:02d}", "{y}年{m}月底前", "{n}月前")
YEAR_ENDS: Final = ("{y}年12月31日前", "{y}年底", "12月底前", "{y}.12", "{y}年12月31日")

_LAST_DAYS: Final = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_BARE: Final = "{v}"


@dataclass(frozen=True, slots=True)
class Style:
    """How one project writes one indicator, year after year."""

    target: str
    actual: str


def style_of(form: Form, low: int, unit: str, dice: Dice) -> Style:
    """Draw how an indicator is written; `low` is its first target (of a deadline, the month)."""
    match form:
        case "count":
            target = dice.pick(COUNTS)
        case "rate":
            target = dice.pick(ALL_OF_IT if low == 100 else RATES)
        case "below":
            target = dice.pick(PERMILLES)
        case "zero":
            target = dice.pick(ZEROS)
        case "deadline":
            target = dice.pick(YEAR_ENDS if low == 12 else MONTHS)
        case "price":
            per = unit.partition("/")[2]
            target = dice.pick((*CEILINGS, f"每{per}" + "{v}元")) if per else dice.pick(CEILINGS)
        case _:
            target = dice.pick(CEILINGS)
    return Style(target, _actual_style(form, target, unit, dice))


def _actual_style(form: Form, target: str, unit: str, dice: Dice) -> str:
    sign = {"rate": "%", "below": "‰"}.get(form, unit)
    if form == "deadline":
        return dice.pick(("{m}月", "{y}年{m}月", "{y}年{m}月{d}日", "{y}年{m}月{d}日"))
    if form == "below":
        return "{v}‰"
    has_unit = target not in {_BARE, "100"}
    # One side may go without its unit, not both: the name alone would have to say what is counted.
    return _BARE if has_unit and dice.happens(150) else f"{{v}} {sign}" if dice.happens(60) else f"{{v}}{sign}"


def written(style: str, value: Decimal, unit: str) -> str:
    """Return a figure in a style."""
    return style.format(v=plain(value), u=unit)


def dated(style: str, year: int, month: int, day: int | None = None) -> str:
    """Return a month of a year in a style; without a day, its last."""
    return style.format(y=year, m=month, n=month + 1, d=day or _LAST_DAYS[month - 1])

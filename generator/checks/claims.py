"""What a row claims: points a tier or a value does not carry, a sign that stands the wrong way round."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from generator.catalog.entry import Entry
from generator.checks.finding import finding, measured_rows, placed_rows, row_name
from generator.diagnostics import Diagnostic, Rule, Severity, Text, quoted
from generator.model.indicator import Indicator
from generator.model.quantities import RATIO, Number, read_value
from generator.scoring.evaluation import Direction, Row, Status
from generator.scoring.reasons import NOT_SCORED_BY_RULESET
from generator.scoring.rounding import EXACT, HUNDRED, ONE, ZERO, plain, points, product

_HEAD = "title: 送教下乡经费\nruleset: national-2020\nindicators:\n"


def _row(rest: str) -> str:
    return _HEAD + f"  - {{level1: 产出指标, level2: 数量指标, weight: 10, {rest}}}\n"


TIER: Final = Rule(
    "tier-outside-band",
    Severity.WARNING,
    Text(
        "“{name}”评为“{tier}”，应得 {low} 至 {high} 分，报告得 {points} 分",
        "“{name}” is {tier}, which earns {low} to {high} points; the report gives {points}",
    ),
    Text("核对档次与得分，其中一个不对。", "Check the tier and the points: one of them is wrong."),
    Text(
        "定性指标先评档次，得分要落在这一档的区间里。",
        "A qualitative row is given a tier, and its points lie within the tier's band.",
    ),
    failing=_row("name: 课堂效果, target: 明显, actual: 一般, tier: partial, stated_score: 9"),
    passing=_row("name: 课堂效果, target: 明显, actual: 一般, tier: partial, stated_score: 7"),
)
TWICE: Final = Rule(
    "score-weighted-twice",
    Severity.WARNING,
    Text(
        "“{name}”得 {stated} 分，正好是把{what}乘了两次；只乘一次是 {computed} 分",
        "“{name}” has {stated} points, exactly what multiplying by {what} twice gives; once gives {computed}",
    ),
    Text("得分 = 权重 × 完成率，各乘一次。", "Points are weight times completion, each once."),
    Text("同一个数乘两次，得分就少了一截。", "A factor that is applied twice takes points away."),
    failing=_row("name: 送教场次, target: 10场, actual: 8场, stated_score: 6.4"),
    passing=_row("name: 送教场次, target: 10场, actual: 8场, stated_score: 8"),
)
NO_ACTUAL: Final = Rule(
    "score-without-actual",
    Severity.WARNING,
    Text(
        "“{name}”得 {stated} 分，却没有填写实际完成值",
        "“{name}” has {stated} points, but no actual value",
    ),
    Text("补上实际完成值。", "Add the actual value."),
    Text("没有写明做到了什么，得分就没有依据。", "Points need to rest on what was achieved."),
    failing=_row("name: 课堂效果, target: 明显, stated_score: 10, actual: null"),
    passing=_row("name: 课堂效果, target: 明显, stated_score: 10, actual: 明显"),
)
REVERSED: Final = Rule(
    "operator-reversed",
    Severity.WARNING,
    Text(
        "“{name}”的目标“{target}”方向可能写反了：实际完成值“{actual}”按字面没有达到目标，却得了满分",
        "the sign of the target “{target}” of “{name}” may be the wrong way round: by the letter “{actual}” misses it, with full marks",
    ),
    Text("核对目标值前的符号。", "Check the sign before the target."),
    Text(
        "满意度、合格率一类越高越好，用“≤”就成了越低越好；投诉、造价一类正相反。",
        "Of satisfaction more is better, and “≤” says that less is; of complaints or costs it is the other way round.",
    ),
    failing=_row("name: 学生满意度, target: ≤90%, actual: 96%, stated_score: 10"),
    passing=_row("name: 学生满意度, target: ≥90%, actual: 96%, stated_score: 10"),
)
MISREAD: Final = Rule(
    "operator-misread",
    Severity.WARNING,
    Text(
        "“{name}”的目标“{target}”像是识别错误，原文可能是“{likely}”",
        "the target “{target}” of “{name}” looks misread; the original may say “{likely}”",
    ),
    Text("对照原件改正。", "Compare it with the original."),
    Text(
        "扫描件识别时，“≥90%”会变成“290%”，“≤30”会变成“W30”。",
        "In scans “≥90%” is read as “290%” and “≤30” as “W30”.",
    ),
    failing=_row("name: 学生满意度, target: 290%, actual: 96%"),
    passing=_row("name: 学生满意度, target: ≥90%, actual: 96%"),
)
RULES: Final = (TIER, TWICE, NO_ACTUAL, REVERSED, MISREAD)

_TIERS: Final = {
    "achieved": Text("达成", "achieved"),
    "partial": Text("部分达成", "partly achieved"),
    "missed": Text("未达成", "missed"),
}
_WEIGHT: Final = Text("权重", "the weight")
_COMPLETION: Final = Text("完成率", "the completion")
_MORE_IS_BETTER: Final = re.compile(
    r"满意|合格率|完成率|及时率|覆盖率|达标率|知晓率|参与率|入学率|到位率|优良率|成活率|验收率|通过率|利用率"
)
_LESS_IS_BETTER: Final = re.compile(
    r"投诉|事故|死亡|发病|差错|违规|违法|违纪|失误|故障|逾期|拖欠|超支|流失|成本|造价|单价|费用|投资|能耗|排放|用时|时长"
)
_LIKE_AT_LEAST: Final = re.compile(r"2((?:[5-9][0-9]|100)(?:\.[0-9]{1,4})?)\s?[%％]")
_LIKE_AT_MOST: Final = re.compile(r"[Ww]\s?([0-9].*)")


def tiers_carry_the_points(entry: Entry) -> Iterator[Diagnostic]:
    """The points of a row with a tier, a person's or the stated ones, lie within the tier's band."""
    qualitative = entry.ruleset.qualitative
    if qualitative is None:
        return
    for field, indicator, row in placed_rows(entry):
        if indicator is None or indicator.tier is None or row.weight is None or indicator.tier not in qualitative.tiers:
            continue
        low, high = (points(row.weight, end, ONE, entry.ruleset.rounding) for end in qualitative.tiers[indicator.tier])
        given = (("awarded", indicator.awarded.score if indicator.awarded else None), ("stated_score", indicator.stated_score))
        for key, score in given:
            if isinstance(score, Decimal) and not low <= score <= high:
                yield finding(
                    TIER,
                    entry,
                    (*field, key),
                    name=row_name(row),
                    tier=_TIERS[indicator.tier],
                    low=plain(low),
                    high=plain(high),
                    points=plain(score),
                )
                break


def weighed_twice(row: Row, entry: Entry) -> Text | None:
    """Return which factor the stated points hold twice: the completion, or the weight as a share of the scale; None for neither."""
    stated, scale = row.stated_score, entry.ruleset.scale
    if row.ratio is None or row.score is None or row.weight is None or not isinstance(stated, Decimal) or row.reached is None:
        return None
    above, below = row.ratio
    if not ZERO < stated < row.score or row.status is not Status.SCORED or row.direction is Direction.AT_MOST:
        return None
    if above < below and stated == points(row.weight, product(above, above), product(below, below), entry.ruleset.rounding):
        return _COMPLETION
    if scale and row.weight < scale and stated == points(row.score, row.weight, scale, entry.ruleset.rounding):
        return _WEIGHT
    return None


def factors_are_applied_once(entry: Entry) -> Iterator[Diagnostic]:
    """No stated score is weight × completion × completion, or weight × weight."""
    for field, _, row in placed_rows(entry):
        if row.stated_score != row.score and (what := weighed_twice(row, entry)) is not None:
            assert isinstance(row.stated_score, Decimal)
            assert row.score is not None
            yield finding(
                TWICE,
                entry,
                (*field, "stated_score"),
                name=row_name(row),
                what=what,
                stated=plain(row.stated_score),
                computed=plain(row.score),
            )


def points_rest_on_an_actual_value(entry: Entry) -> Iterator[Diagnostic]:
    """A row whose stated points count says what was achieved; rows that can't be computed say so themselves."""
    for field, indicator, row in placed_rows(entry):
        if row.actual is not None or indicator is None or row.is_budget or row.stated_completion is not None:
            continue
        counts = row.method == "stated" or row.reason == NOT_SCORED_BY_RULESET
        if counts and isinstance(row.stated_score, Decimal) and row.stated_score > ZERO:
            yield finding(NO_ACTUAL, entry, (*field, "stated_score"), name=row_name(row), stated=plain(row.stated_score))


def signs_point_the_right_way(entry: Entry) -> Iterator[Diagnostic]:
    """No row has full marks for a value that its target's sign rules out, where its name says that the sign is reversed."""
    for field, _, row in measured_rows(entry):
        if row.reached is not False or row.name is None or row.is_budget or not _claims_full(row):
            continue
        wrong = {Direction.AT_MOST: _MORE_IS_BETTER, Direction.AT_LEAST: _LESS_IS_BETTER}.get(row.direction or Direction.EQUAL)
        if wrong is not None and wrong.search(row.name[:200]) and not row.direction_inferred:
            yield finding(
                REVERSED,
                entry,
                (*field, "target"),
                name=row_name(row),
                target=quoted(row.target or "—", 30),
                actual=quoted(row.actual or "—", 30),
            )


def _claims_full(row: Row) -> bool:
    if row.weight is not None:
        return row.stated_score == row.weight
    return (row.stated_completion or "").strip() in ("100%", "100")


def signs_survived_the_scan(entry: Entry) -> Iterator[Diagnostic]:
    """No target looks like a sign that was read as a figure or a letter: `290%` for ≥90%, `W30` for ≤30."""
    for field, indicator, row in placed_rows(entry):
        target = row.target
        if indicator is None or row.is_budget or target is None or target[:1] not in ("2", "W", "w") or len(target) > 40:
            continue
        likely = _as_at_least(target, indicator) or _as_at_most(target, indicator)
        if likely is not None:
            yield finding(
                MISREAD, entry, (*field, "target"), name=row_name(row), target=quoted(target, 30), likely=quoted(likely)
            )


def _as_at_least(target: str, indicator: Indicator) -> str | None:
    found = _LIKE_AT_LEAST.fullmatch(target.strip())
    actual = read_value(indicator.actual, year=None, dated=False) if found else None
    if found is None or not isinstance(actual, Number) or actual.stated is None or actual.unit.base != RATIO:
        return None
    observed = product(product(actual.stated, actual.unit.multiplier), HUNDRED)
    return f"≥{found[1]}%" if EXACT.compare(Decimal(found[1]), observed) <= 0 and observed <= HUNDRED else None


def _as_at_most(target: str, indicator: Indicator) -> str | None:
    found = _LIKE_AT_MOST.fullmatch(target.strip())
    both = (found[1], indicator.actual) if found else ()
    is_number = found and all(isinstance(read_value(text, year=None, dated=False), Number) for text in both)
    return f"≤{found[1]}" if found and is_number else None

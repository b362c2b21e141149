"""What assessing a row takes: a completion or a tier, cells that can be computed, an actual value that is an exact number."""

from collections.abc import Iterator
from typing import Final

from generator.catalog.entry import Entry
from generator.checks.finding import explains, finding, placed_rows, row_name
from generator.diagnostics import Diagnostic, Rule, Severity, Text, quoted
from generator.scoring.evaluation import Kind, Status
from generator.scoring.reasons import NOT_SCORED_BY_RULESET

_HEAD = "title: 办公宿舍楼暖通改造经费\nruleset: quwo-2021\nindicators:\n"


def _row(rest: str) -> str:
    return _HEAD + f"  - {{level1: 产出指标, level2: 数量指标, name: 检查次数, weight: 10, {rest}}}\n"


UNASSESSED: Final = Rule(
    "scoring-unassessed",
    Severity.WARNING,
    Text("{kind}“{name}”未评定{consequence}", "{kind} “{name}” is unassessed{consequence}"),
    Text(
        "补上完成率或档次（tier: achieved / partial / missed），或在偏差原因里说明。",
        "Add a completion or a tier (achieved / partial / missed), or say why in reason.",
    ),
    Text(
        "没有评定不等于没有完成。软件照登报告所载得分，写明“未评定”，并给出总分可能的区间。",
        "Unassessed is not missed. The stated points are published, marked, and the range of the total is shown.",
    ),
    failing=_row("target: 有效, actual: 有效, stated_score: 0"),
    passing=_row("target: 有效, actual: 有效, completion: 100%, stated_score: 10"),
)
NOT_COMPUTABLE: Final = Rule(
    "scoring-not-computable",
    Severity.WARNING,
    Text("“{name}”无法计算：{reason}", "“{name}” can't be computed: {reason}"),
    Text(
        "核对目标值“{target}”与实际完成值“{actual}”。报告若原本如此，可照登，页面会如实说明。",
        "Check target “{target}” and actual value “{actual}”. If the report is like that, keep it: the page says so.",
    ),
    Text("不能由数据得出的得分，软件不会猜。", "Points that don't follow from data are not guessed."),
    failing=_row("target: ≤30万元, actual: 完成, stated_score: 10"),
    passing=_row("target: ≤30万元, actual: 28万元, stated_score: 10"),
)
APPROXIMATE: Final = Rule(
    "actual-approximate",
    Severity.INFO,
    Text("“{name}”的实际完成值“{actual}”不是确切的数", "the actual value “{actual}” of “{name}” is not an exact number"),
    Text("请填写观测到的数。", "Write the number that was observed."),
    Text(
        "“≥266米”是目标的写法，“200余人”是约数；实际完成值应是观测所得。",
        "“≥266米” is how a target is written and “200余人” is about; an actual value is observed.",
    ),
    failing=_row("target: ≥5次, actual: ≥5次, stated_score: 10"),
    passing=_row("target: ≥5次, actual: 5次, stated_score: 10"),
)
RULES: Final = (UNASSESSED, NOT_COMPUTABLE, APPROXIMATE)

_KINDS: Final = {Kind.QUALITATIVE: Text("定性指标", "the qualitative row"), Kind.QUANTITATIVE: Text("定量指标", "the row")}


def qualitative_rows_are_assessed(entry: Entry) -> Iterator[Diagnostic]:
    """Every qualitative row has a completion, a tier, or (as the standard says) a stated score."""
    for field, _, row in placed_rows(entry):
        if row.status is not Status.UNASSESSED:
            continue
        if row.score is None:
            consequence = Text("，所以没有总分", ", so there is no total")
        elif not explains(row.deviation):
            consequence = Text("，按 0 分计，未说明原因", ", counted as 0, without a reason")
        else:
            consequence = Text("，按 0 分计", ", counted as 0")
        severity = Severity.INFO if explains(row.deviation) else None
        yield finding(
            UNASSESSED, entry, field, severity=severity, kind=_KINDS[row.kind], name=row_name(row), consequence=consequence
        )


def rows_can_be_computed(entry: Entry) -> Iterator[Diagnostic]:
    """Every row that counts can be computed from what it says; forms that aren't scored at all are left alone."""
    for field, _, row in placed_rows(entry):
        if row.status is not Status.NOT_COMPUTABLE or row.reason is None or row.reason == NOT_SCORED_BY_RULESET:
            continue
        yield finding(
            NOT_COMPUTABLE,
            entry,
            field,
            name=row_name(row),
            reason=row.reason,
            target=quoted(row.target or "—", 30),
            actual=quoted(row.actual or "—", 30),
        )


def actual_values_are_exact(entry: Entry) -> Iterator[Diagnostic]:
    """An actual value is an observation: no operator, no 余, no interval."""
    for field, _, row in placed_rows(entry):
        if row.approximate and row.actual is not None:
            yield finding(APPROXIMATE, entry, (*field, "actual"), name=row_name(row), actual=quoted(row.actual, 30))

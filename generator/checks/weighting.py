"""How the indicators as a whole were set and scored: weights all alike, one that decides, full marks throughout."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from generator.catalog.entry import Entry
from generator.checks.finding import finding, row_name
from generator.diagnostics import Diagnostic, Rule, Severity, Text
from generator.scoring.evaluation import Row, Status
from generator.scoring.rounding import HUNDRED, ZERO, plain, product

_HEAD = "title: 农村道路养护经费\nruleset: national-2020\n"


def _row(weight: str, rest: str, level1: str = "产出指标") -> str:
    return f"  - {{level1: {level1}, weight: {weight}, {rest}}}\n"


def _rows(*weights: str) -> str:
    named = (_row(weight, f"name: 路段{n}, target: 5公里, actual: 5公里") for n, weight in enumerate(weights, 1))
    return _HEAD + "indicators:\n" + "".join(named)


_SATISFIED = _row("10", "name: 村民满意度, target: ≥90%, actual: 95%", "满意度指标")

UNIFORM: Final = Rule(
    "weights-uniform",
    Severity.INFO,
    Text("{count} 项指标平均分配权重，每项 {weight} 分", "{count} indicators share the weight equally: {weight} each"),
    Text("按重要程度重新分配权重。", "Weigh the indicators by how much they matter."),
    Text(
        "各项平均分配权重，看不出哪一项对项目更重要。",
        "Weights that are all alike don't say which indicator matters more.",
    ),
    failing=_rows("18", "18", "18", "18", "18"),
    passing=_rows("30", "15", "15", "15", "15"),
)
DOMINANT: Final = Rule(
    "weight-dominant",
    Severity.WARNING,
    Text(
        "“{name}”一项占 {weight} 分，超过满分 {scale} 的 {share}%",
        "“{name}” alone weighs {weight}, more than {share}% of the full {scale}",
    ),
    Text("把这一项拆成几项，或重新分配权重。", "Split this indicator, or weigh the indicators anew."),
    Text(
        "一项指标占了大半，总分几乎只由它决定。", "Where one indicator has more than half the points, it decides the total alone."
    ),
    failing=_rows("60", "30"),
    passing=_rows("50", "40"),
)
ALL_FULL: Final = Rule(
    "score-all-full",
    Severity.INFO,
    Text("全部 {count} 项都得了满分", "all {count} rows have full marks"),
    Text("核对目标值是不是定得过低，得分是不是如实。", "Check whether targets were too low and points are as earned."),
    Text(
        "没有一项失分并非不可能，但自评普遍如此，值得看一看目标是怎样定的。",
        "It can be true; as it is so common, it is worth looking at how the targets were set.",
    ),
    failing=_HEAD
    + "indicators:\n"
    + "".join(_row("20", f"name: 路段{n}, target: 5公里, actual: 5公里, stated_score: 20") for n in range(5)),
    passing=_HEAD
    + "indicators:\n"
    + "".join(_row("20", f"name: 路段{n}, target: 5公里, actual: {n}公里, stated_score: {4 * n}") for n in range(1, 6)),
)
NO_SATISFACTION: Final = Rule(
    "satisfaction-missing",
    Severity.INFO,
    Text("没有满意度指标", "there is no indicator of satisfaction"),
    Text("评分标准有满意度一项；确实不适用的，请说明。", "The standard has one; where it does not apply, say so."),
    Text("钱花得好不好，用的人最清楚。", "Those whom the money was spent for know best whether it was spent well."),
    failing=_rows("50", "40"),
    passing=_rows("50", "30") + _SATISFIED,
)
RULES: Final = (UNIFORM, DOMINANT, ALL_FULL, NO_SATISFACTION)

_SPREAD: Final = Decimal("0.01")
"""How far weights may lie apart that were shared out equally: 90 ÷ 7 leaves a remainder, which some row takes (the seed's 12.9 beside 12.85)."""
_SATISFACTION: Final = "满意"


def weights_tell_what_matters(entry: Entry) -> Iterator[Diagnostic]:
    """Of many indicators not all weigh the same, apart from what rounding leaves over."""
    rows = [row for row in entry.evaluation.indicators if row.status is not Status.NOT_APPLICABLE]
    if len(rows) < entry.thresholds.uniform_rows or entry.report.is_partial:
        return
    weights = [row.weight for row in rows if row.weight is not None and not row.weight_from_ruleset]
    if len(weights) < len(rows):
        return
    low, high = min(weights), max(weights)
    if low > ZERO and high - low <= product(low, _SPREAD):
        shown = (
            Text(plain(low), plain(low))
            if low == high
            else Text(f"{plain(low)} 至 {plain(high)}", f"{plain(low)} to {plain(high)}")
        )
        yield finding(UNIFORM, entry, ("indicators",), count=len(rows), weight=shown)


def no_indicator_decides_alone(entry: Entry) -> Iterator[Diagnostic]:
    """No indicator weighs more than half the scale."""
    scale, share = entry.ruleset.scale, entry.thresholds.dominant_weight
    if scale is None:
        return
    limit = product(scale, share)
    for place, row in enumerate(entry.evaluation.indicators):
        if row.weight is not None and row.weight > limit:
            yield finding(
                DOMINANT,
                entry,
                ("indicators", place, "weight"),
                name=row_name(row),
                weight=plain(row.weight),
                scale=plain(scale),
                share=plain(product(share, HUNDRED)),
            )


def not_every_row_is_full(entry: Entry) -> Iterator[Diagnostic]:
    """Of many rows not every one has full marks."""
    if entry.report.is_partial or len(entry.evaluation.indicators) < entry.thresholds.uniform_rows:
        return
    rows = [row for row in entry.evaluation.rows if row.status is not Status.NOT_APPLICABLE]
    if len(rows) >= entry.thresholds.uniform_rows and all(map(_is_full, rows)):
        yield finding(ALL_FULL, entry, ("indicators",), count=len(rows))


def _is_full(row: Row) -> bool:
    if row.is_budget and row.stated_score is None:
        return row.met is True
    return row.weight is not None and row.stated_score == row.weight


def satisfaction_is_asked(entry: Entry) -> Iterator[Diagnostic]:
    """Where the standard gives points for satisfaction, some row is about it."""
    if entry.report.is_partial or not entry.report.indicators or not _has_points_for_satisfaction(entry):
        return
    for row in entry.report.indicators:
        if _SATISFACTION in (row.level1 or "") or _SATISFACTION in (row.level2 or "") or _SATISFACTION in (row.name or ""):
            return
    yield finding(NO_SATISFACTION, entry, ("indicators",))


def _has_points_for_satisfaction(entry: Entry) -> bool:
    return any(weight is not None and _SATISFACTION in level for level, weight in entry.ruleset.level1.items())

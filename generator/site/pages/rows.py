"""Views of scored rows: one indicator as a reader meets it, its points, its mark, and why."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Final, Literal, TypeAlias

from markupsafe import Markup

from generator.catalog import Entry
from generator.model.figures import Inapplicable, Rate, says_not_applicable
from generator.scoring.evaluation import Direction, Kind, Row, Status
from generator.scoring.rounding import EXACT, ZERO, percent, total
from generator.site import filters

Mark: TypeAlias = Literal["met", "missed", "open", "stuck", "none", "grade"]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as the report prints it: a value, a blank, or "not applicable" with the sign it used."""

    kind: Literal["value", "blank", "inapplicable"]
    text: str = ""


@dataclass(frozen=True, slots=True)
class Tag:
    """A status as a mark and a word."""

    mark: Mark
    word: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of 100 units' width: what is reached, then what is not known. All text is ready for SVG attributes."""

    fill: Markup
    open: Markup | None
    open_at: Markup


@dataclass(frozen=True, slots=True)
class RowView:
    """An indicator. `score` and `weight` are in points; `facts` are label and text, the derivation in words.

    `measured` is the actual value, or, where the budget's row leaves it blank, the execution rate we compute.
    """

    level1: str
    level2: str
    name: str
    weight: Cell
    target: Cell
    actual: Cell
    measured: Cell
    completion: Cell
    stated_score: Cell
    deviation: Cell
    score: Markup | None
    tag: Tag
    arithmetic: str
    stated_differs: bool
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class GroupView:
    """The rows of one first-level indicator. `bar` is None where a weight is blank."""

    anchor: Markup
    title: str
    short: str
    rows: tuple[RowView, ...]
    spans: tuple[tuple[int, RowView], ...]
    weight: Markup | None
    score: Markup | None
    open: Markup | None
    open_word: str
    bar: Bar | None


_TAGS: Final = {
    Status.UNASSESSED: Tag("open", "未评定"),
    Status.NOT_COMPUTABLE: Tag("stuck", "不可计算"),
    Status.NOT_APPLICABLE: Tag("none", "不适用"),
}
_UNSCORED: Final = Tag("none", "不评分")
_DIRECTIONS: Final = {
    Direction.AT_LEAST: "不低于目标为好",
    Direction.AT_MOST: "不高于目标为好",
    Direction.EQUAL: "等于目标为好",
    Direction.BY_DATE: "按期完成为好",
}
_KINDS: Final = {Kind.QUANTITATIVE: "定量", Kind.QUALITATIVE: "定性"}
_TIERS: Final = {"achieved": "达成", "partial": "部分达成并具有一定效果", "missed": "未达成且效果较差"}
METHODS: Final = {
    "ratio": "按完成比例计分，超额不加分",
    "overrun": "未超过目标得满分，超过的部分按比例扣分",
    "inverse": "未超过目标得满分，超过后按反比计分",
    "met": "达到得满分，未达到不得分",
    "on-time": "按期得满分",
    "on-time-or-open": "按期得满分，逾期由人评定",
    "completion": "权重乘以报告所填的完成率",
    "stated": "采用报告所列得分",
    "tier": "按评定档次的下限计分",
    "awarded": "人工评定",
    "unassessed": "未评定",
}
"""The methods of the rulesets, in words."""

_ANCHORS: Final = (("执行", "execution"), ("成本", "cost"), ("产出", "output"), ("效益", "benefit"), ("满意", "satisfaction"))
BLANK: Final = Cell("blank")


def text_cell(text: str | None) -> Cell:
    """Return the cell of a text as written."""
    if text is None or not text.strip():
        return BLANK
    line = filters.one_line(text)
    return Cell("inapplicable", line) if says_not_applicable(line) else Cell("value", line)


def figure_cell(figure: Decimal | Inapplicable | Rate | None, *, money: bool = False) -> Cell:
    """Return the cell of a figure as printed; money has thousands separators."""
    match figure:
        case None:
            return BLANK
        case Inapplicable():
            return Cell("inapplicable", figure.text)
        case Rate():
            return Cell("value", figure.text)
    return Cell("value", filters.grouped(figure) if money else filters.printed(figure))


def tag_of(row: Row, *, scoring: bool = True) -> Tag:
    """Return the mark and word of a row's status; `scoring` is whether its ruleset computes anything."""
    if row.status is not Status.SCORED:
        return _TAGS[row.status] if scoring or row.status is Status.NOT_APPLICABLE else _UNSCORED
    if row.met is None:
        return Tag("open", "暂按下限计")
    return Tag("met", "达到") if row.met else Tag("missed", "未达到")


def row_view(row: Row, *, scoring: bool) -> RowView:
    """Return the view of one row."""
    differs = row.score is not None and isinstance(row.stated_score, Decimal) and row.score != row.stated_score
    return RowView(
        level1=filters.one_line(row.level1 or ""),
        level2=filters.one_line(row.level2 or ""),
        name=filters.one_line(row.name or row.level2 or ""),
        weight=Cell("value", filters.plain(row.weight)) if row.weight is not None else BLANK,
        target=text_cell(row.target),
        actual=text_cell(row.actual),
        measured=_measured(row),
        completion=text_cell(row.stated_completion),
        stated_score=figure_cell(row.stated_score),
        deviation=text_cell(row.deviation),
        score=None if row.score is None else filters.plain(row.score),
        tag=tag_of(row, scoring=scoring),
        arithmetic=_arithmetic(row),
        stated_differs=differs,
        facts=tuple(_facts(row, scoring=scoring)),
    )


def _measured(row: Row) -> Cell:
    cell = text_cell(row.actual)
    if cell is BLANK and row.is_budget and row.completion is not None:
        return Cell("value", f"复算 {filters.plain(row.completion)}%")
    return cell


def _arithmetic(row: Row) -> str:
    """Return the line that says how the points came about: figures and signs, or why there are none."""
    if row.status is Status.SCORED or row.reason is None:
        return row.explanation
    return row.reason.zh + ("，按 0 分计" if row.status is Status.UNASSESSED and row.score == 0 else "")


def _facts(row: Row, *, scoring: bool) -> Iterator[tuple[str, str]]:
    if row.reason is not None and row.status is Status.SCORED:
        yield "说明", row.reason.zh
    if not scoring:
        return
    yield "性质", _KINDS[row.kind]
    if row.direction is not None:
        inferred = "（目标值没有写符号，按评分标准推定）" if row.direction_inferred else ""
        yield "方向", _DIRECTIONS[row.direction] + inferred
    if row.method is not None:
        yield "方法", METHODS.get(row.method, row.method)
    if row.tier is not None:
        yield "评定档次", _TIERS.get(row.tier, row.tier)
    if row.completion is not None:
        yield "复算完成率", filters.plain(row.completion) + Markup("%")
    if row.formula_score is not None:
        yield "按公式应得", filters.plain(row.formula_score)
    if row.bounds is not None and row.bounds[0] != row.bounds[1]:
        yield "可能得分", filters.plain(row.bounds[0]) + Markup(" 至 ") + filters.plain(row.bounds[1])
    if row.weight_from_ruleset:
        yield "权重", "报告没有印权重，取自评分标准"
    if row.approximate:
        yield "取值", "实际完成值不是确切的数"
    if row.clause is not None:
        yield "依据", row.clause


def rows_of(entry: Entry) -> tuple[RowView, ...]:
    """Return every row of a report, the budget's execution row first."""
    return tuple(row_view(row, scoring=entry.ruleset.computes) for row in entry.evaluation.rows)


def groups_of(entry: Entry) -> tuple[GroupView, ...]:
    """Return the rows by first-level indicator, in the order of the report."""
    scoring = entry.ruleset.computes
    groups: dict[str, list[Row]] = {}
    for row in entry.evaluation.rows:
        groups.setdefault(_level1(row), []).append(row)
    taken: Counter[str] = Counter()
    return tuple(_group(title, tuple(rows), _anchor(title, taken), scoring=scoring) for title, rows in groups.items())


def _level1(row: Row) -> str:
    return filters.one_line(row.level1 or ("预算执行" if row.is_budget else "指标"))


def _anchor(title: str, taken: Counter[str]) -> Markup:
    name = next((anchor for word, anchor in _ANCHORS if word in title), "indicators")
    taken[name] += 1
    return Markup(name if taken[name] == 1 else f"{name}-{taken[name]}")  # noqa: S704 - one of the words above, and a number


def _group(title: str, rows: tuple[Row, ...], anchor: Markup, *, scoring: bool) -> GroupView:
    views = tuple(row_view(row, scoring=scoring) for row in rows)
    counted = [row for row in rows if row.status is not Status.NOT_APPLICABLE]
    weights = [row.weight for row in counted if row.weight is not None]
    score = total(row.score for row in counted if row.score is not None)
    undecided = [row for row in counted if row.bounds is not None and row.bounds[0] != row.bounds[1]]
    unknown = total(EXACT.subtract(row.bounds[1], row.score or row.bounds[0]) for row in undecided if row.bounds)
    weight = total(weights) if len(weights) == len(counted) and counted else None
    words = dict.fromkeys(tag_of(row, scoring=scoring).word for row in undecided)
    wholly_open = not score and weight is not None and unknown == weight
    short = title.removesuffix("指标") or title
    return GroupView(
        anchor=anchor,
        title=title,
        short=short,
        rows=views,
        spans=tuple(_spans(views)),
        weight=None if weight is None else filters.plain(weight),
        score=None if wholly_open or weight is None else filters.plain(score),
        open=filters.plain(unknown) if unknown and not wholly_open else None,
        open_word="、".join(words) or "未评定",
        bar=_bar(score, unknown, weight) if weight and scoring else None,
    )


def _spans(rows: Iterable[RowView]) -> Iterator[tuple[int, RowView]]:
    """Yield each row with how many rows its second-level cell covers; 0 where the cell above covers it."""
    for _, members in groupby(rows, key=lambda row: row.level2):
        same = list(members)
        yield from ((len(same) if i == 0 else 0, row) for i, row in enumerate(same))


def _bar(score: Decimal, unknown: Decimal, weight: Decimal) -> Bar:
    fill, rest = (percent(part, weight) for part in (score, unknown))
    return Bar(filters.plain(fill), filters.plain(rest) if rest else None, filters.plain(fill))


def money_bar(amount: Decimal | None, greatest: Decimal) -> Bar:
    """Return an amount's bar beside the greatest one of its kind; a blank is unknown."""
    if amount is None:
        return Bar(Markup("0"), Markup("100"), Markup("0"))
    share = percent(max(ZERO, amount), greatest) if greatest else ZERO
    return Bar(filters.plain(share), None, Markup("0"))

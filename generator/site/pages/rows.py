"""Views of scored rows: one indicator as a reader meets it, its points, its mark, and why."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Final, Literal, NamedTuple, TypeAlias

from markupsafe import Markup

from generator.catalog.entry import Entry
from generator.language import N_, _, lang
from generator.model.figures import Inapplicable, Rate, Redacted, basis_of, says_not_applicable
from generator.scoring import reasons
from generator.scoring.evaluation import Direction, Kind, Row, Status
from generator.site.templates import filters

Mark: TypeAlias = Literal["met", "missed", "open", "stuck", "none", "grade"]
Standing: TypeAlias = Literal["met", "missed", "unassessed", "tiered", "stuck", "inapplicable", "redacted", "unscored"]
"""How a row stands: `tiered` has its tier but not its points; `unscored` is a row whose standard computes nothing."""


class Cell(NamedTuple):
    """One cell as the report prints it: a value, a blank, "not applicable" with the sign it used, or not published on which basis."""

    kind: Literal["value", "blank", "inapplicable", "redacted"]
    text: str = ""


class Tag(NamedTuple):
    """A status as a mark and a word."""

    mark: Mark
    word: str


class RowView(NamedTuple):
    """An indicator. `score` and `weight` are in points; `facts` are label and text, the derivation in words.

    `anchor` is the row's place on the indicators page. `measured` is the actual value, or, where the budget's row leaves
    it blank, the execution rate we compute.
    """

    anchor: Markup
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


_TAGS: Final[Mapping[Standing, tuple[Mark, str]]] = {
    "met": ("met", N_("达到")),
    "missed": ("missed", N_("未达到")),
    "unassessed": ("open", N_("未评定")),
    "tiered": ("open", N_("暂按下限计")),
    "stuck": ("stuck", N_("不可计算")),
    "inapplicable": ("none", N_("不适用")),
    "redacted": ("none", N_("不公开")),
    "unscored": ("none", N_("不评分")),
}
_STANDINGS: Final[Mapping[Status, Standing]] = {
    Status.UNASSESSED: "unassessed",
    Status.NOT_COMPUTABLE: "stuck",
    Status.NOT_APPLICABLE: "inapplicable",
}
_DIRECTIONS: Final = {
    Direction.AT_LEAST: N_("不低于目标为好"),
    Direction.AT_MOST: N_("不高于目标为好"),
    Direction.EQUAL: N_("等于目标为好"),
    Direction.BY_DATE: N_("按期完成为好"),
}
_KINDS: Final = {Kind.QUANTITATIVE: N_("定量"), Kind.QUALITATIVE: N_("定性")}
_TIERS: Final = {"achieved": N_("达成"), "partial": N_("部分达成并具有一定效果"), "missed": N_("未达成且效果较差")}
METHODS: Final = {
    "ratio": N_("按完成比例计分，超额不加分"),
    "overrun": N_("未超过目标得满分，超过的部分按比例扣分"),
    "inverse": N_("未超过目标得满分，超过后按反比计分"),
    "met": N_("达到得满分，未达到不得分"),
    "on-time": N_("按期得满分"),
    "on-time-or-open": N_("按期得满分，逾期由人评定"),
    "completion": N_("权重乘以报告所填的完成率"),
    "stated": N_("采用报告所列得分"),
    "tier": N_("按评定档次的下限计分"),
    "awarded": N_("人工评定"),
    "unassessed": N_("未评定"),
}
"""The methods of the rulesets, in words to be translated where they are shown."""

BLANK: Final = Cell("blank")


@lru_cache(maxsize=1 << 13)
def text_cell(text: str | None) -> Cell:
    """Return the cell of a text as written."""
    if text is None or not text.strip():
        return BLANK
    line = filters.one_line(text)
    if (basis := basis_of(line)) is not None:
        return Cell("redacted", basis)
    return Cell("inapplicable", line) if says_not_applicable(line) else Cell("value", line)


def figure_cell(figure: Decimal | Inapplicable | Rate | None, *, money: bool = False) -> Cell:
    """Return the cell of a figure as printed; money has thousands separators."""
    match figure:
        case None:
            return BLANK
        case Redacted():
            return Cell("redacted", filters.one_line(basis_of(figure) or ""))
        case Inapplicable():
            return Cell("inapplicable", figure.text)
        case Rate():
            return Cell("value", figure.text)
    return Cell("value", filters.grouped(figure) if money else filters.printed(figure))


def standing_of(row: Row, *, scoring: bool = True) -> Standing:
    """Return how a row stands; `scoring` is whether its ruleset computes anything."""
    if row.reason == reasons.REDACTED:
        return "redacted"
    if row.status is not Status.SCORED:
        return _STANDINGS[row.status] if scoring or row.status is Status.NOT_APPLICABLE else "unscored"
    if row.met is None:
        return "tiered"
    return "met" if row.met else "missed"


def tag_of(row: Row, *, scoring: bool = True) -> Tag:
    """Return the mark and word of how a row stands."""
    mark, word = _TAGS[standing_of(row, scoring=scoring)]
    return Tag(mark, _(word))


def row_anchor(place: int | None) -> str:
    """Return a row's anchor on the indicators page: `row-3` for the third indicator, the budget's row has no place."""
    return "row-budget" if place is None else f"row-{place + 1}"


def name_of(row: Row, place: int | None) -> str:
    """Return what a row is called: its name, else its second level, else which row it is; `place` as for `row_view`."""
    if printed := filters.one_line(row.name or row.level2 or ""):
        return printed
    return _("预算执行率") if place is None else _("第 {number} 行", number=place + 1)


def row_view(row: Row, place: int | None = None, *, scoring: bool) -> RowView:
    """Return the view of one row; `place` is the indicator's in the record, None for the budget's row."""
    # Where the evidence is not published there is no score of ours beside the stated one.
    differs = isinstance(row.stated_score, Decimal) and (
        row.reason == reasons.REDACTED if row.score is None else row.score != row.stated_score
    )
    return RowView(
        anchor=filters.marked(row_anchor(place)),
        level1=filters.one_line(row.level1 or ""),
        level2=filters.one_line(row.level2 or ""),
        name=_("不公开的指标") if basis_of(row.name) is not None else name_of(row, place),
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
        return Cell("value", _("复算 {rate}%", rate=filters.plain(row.completion)))
    return cell


def _arithmetic(row: Row) -> str:
    """Return the line that says how the points came about: figures and signs, or why there are none."""
    if row.status is Status.SCORED or row.reason is None:
        return row.explanation
    reason = row.reason.in_(lang())
    return _("{reason}，按 0 分计", reason=reason) if row.status is Status.UNASSESSED and row.score == 0 else reason


def _facts(row: Row, *, scoring: bool) -> Iterator[tuple[str, str]]:
    if row.reason is not None and row.status is Status.SCORED:
        yield _("说明"), row.reason.in_(lang())
    for basis in dict.fromkeys(map(basis_of, (row.name, row.target, row.actual, row.stated_completion, row.deviation))):
        if basis is not None:
            yield _("不公开的依据"), filters.one_line(basis)
    if not scoring:
        return
    yield _("性质"), _(_KINDS[row.kind])
    if row.direction is not None:
        words = _(_DIRECTIONS[row.direction])
        inferred = row.direction_inferred
        yield _("方向"), _("{direction}（目标值没有写符号，按评分标准推定）", direction=words) if inferred else words
    if row.method is not None:
        yield _("方法"), _(METHODS.get(row.method, row.method))
    if row.tier is not None:
        yield _("评定档次"), _(_TIERS.get(row.tier, row.tier))
    if row.completion is not None:
        yield _("复算完成率"), filters.rate(row.completion)
    if row.formula_score is not None:
        yield _("按公式应得"), filters.plain(row.formula_score)
    if row.bounds is not None and row.bounds[0] != row.bounds[1]:
        low, high = map(filters.plain, row.bounds)
        yield _("可能得分"), _("{low} 至 {high}", low=low, high=high)
    if row.weight_from_ruleset:
        yield _("权重"), _("报告没有印权重，取自评分标准")
    if row.approximate:
        yield _("取值"), _("实际完成值不是确切的数")
    if row.clause is not None:
        yield _("依据"), row.clause


def rows_of(entry: Entry) -> tuple[RowView, ...]:
    """Return every row of a report, the budget's execution row first."""
    scoring = entry.ruleset.computes
    return tuple(row_view(row, place, scoring=scoring) for place, row in placed_rows(entry))


def placed_rows(entry: Entry) -> Iterator[tuple[int | None, Row]]:
    """Yield every row with its place in the record; the budget's row comes first and has none."""
    if entry.evaluation.budget is not None:
        yield None, entry.evaluation.budget
    yield from enumerate(entry.evaluation.indicators)

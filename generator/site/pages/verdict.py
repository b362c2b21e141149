"""The answer first: the verdict card and the plain sentence above every report."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from markupsafe import Markup

from generator.catalog import Entry
from generator.model.figures import Inapplicable
from generator.scoring.evaluation import Evaluation, Row, Status
from generator.site import filters
from generator.site.pages.rows import tag_of

_OF_GRADE: Final = {"central": "中央", "province": "省级", "city": "市级", "county": "县区级"}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came out. `open` names what is not decided and `remedy` what would; `counts_zero`: it counts 0 points for now.

    `stated` is None where the report has no total. `agrees`: stated and computed are the same, None where one is missing.
    """

    score: Markup | None
    grade: str | None
    full: Markup | None
    stated: str | None
    stated_grade: str | None
    agrees: bool | None
    grade_agrees: bool | None
    computes: bool
    reason: str | None
    open: str | None
    remedy: str
    counts_zero: bool
    low: Markup | None
    high: Markup | None
    low_grade: str | None
    high_grade: str | None


def verdict_of(entry: Entry) -> Verdict:
    """Return the verdict of a report."""
    result, stated = entry.evaluation, entry.report.stated
    score = result.score
    agrees = None if score is None or not isinstance(stated.score, Decimal) else score == stated.score
    grades = result.grade_range or (None, None)
    return Verdict(
        score=None if score is None else filters.plain(score),
        grade=result.grade,
        full=None if result.scale is None else filters.plain(result.scale),
        stated=_figure(stated.score),
        stated_grade=filters.one_line(stated.grade) if stated.grade else None,
        agrees=agrees,
        grade_agrees=None if result.grade is None or not stated.grade else result.grade == stated.grade.strip(),
        computes=entry.ruleset.computes,
        reason=_reason(entry),
        open=open_rows(result),
        remedy="若补全" if result.with_status(Status.NOT_COMPUTABLE) else "若全部评定",
        counts_zero=score is not None,
        low=None if result.range is None else filters.plain(result.range[0]),
        high=None if result.range is None else filters.plain(result.range[1]),
        low_grade=grades[0],
        high_grade=grades[1] if grades[0] != grades[1] else None,
    )


def _reason(entry: Entry) -> str | None:
    """Say why there is no grade; why there is no total, only where the count of undecided rows doesn't say it already."""
    result = entry.evaluation
    told = entry.ruleset.computes and result.score is None and open_rows(result) is not None
    if result.reason is None or told:
        return None
    return result.reason.zh


def _figure(value: Decimal | Inapplicable | None) -> str | None:
    return filters.plain(value) if isinstance(value, Decimal) else value.text if value is not None else None


def open_rows(result: Evaluation) -> str | None:
    """Return how many rows are undecided and of what kind: `2 项指标未评定`; None where all are decided."""
    unassessed = len(result.with_status(Status.UNASSESSED))
    stuck = len(result.with_status(Status.NOT_COMPUTABLE))
    provisional = sum(row.status is Status.SCORED and row.provisional for row in result.rows)
    parts = [
        f"{count} 项指标{word}"
        for count, word in ((unassessed, "未评定"), (stuck, "不可计算"), (provisional, "只评定了档次"))
        if count
    ]
    return "，".join(parts) or None


def lead_of(entry: Entry) -> str:
    """Return the report in one or two plain sentences, made from its figures alone."""
    return "".join((*_money_sentence(entry), *_rows_sentence(entry)))


def _money_sentence(entry: Entry) -> Iterator[str]:
    budget, money = entry.report.budget, entry.evaluation.money
    if budget is None or money is None:
        return
    initial, adjusted, received, executed = (money.of(row) for row in ("initial", "adjusted", "received", "executed"))
    planned = adjusted if adjusted is not None else initial
    if planned is None:
        return
    unit = f" {budget.currency_unit}"
    if initial is not None and adjusted is not None and initial != adjusted:
        yield f"{_source(entry)}年初安排 {filters.grouped(initial)}{unit}，全年调整为 {filters.grouped(adjusted)}{unit}"
    else:
        yield f"{_source(entry)}{'年初' if initial is not None else '全年'}安排 {filters.grouped(planned)}{unit}"
    if received is not None:
        yield "，全部到位" if received == planned else f"，到位 {filters.grouped(received)}{unit}"
    if executed is None:
        yield "，没有填写支出"
    elif executed == 0 and planned:
        yield "，没有支出"
    elif executed == planned:
        yield "、全部支出" if received == planned else "，全部支出"
    else:
        rate = money.of("execution_rate")
        yield f"，支出 {filters.grouped(executed)}{unit}"
        if rate is not None:
            yield f"，执行率 {filters.plain(rate)}%"
    yield "。"


def _source(entry: Entry) -> str:
    """Name the level of government that pays, where there is one only."""
    money = entry.evaluation.money
    total = money.of("adjusted") if money else None
    if money is None or not total:
        return ""
    sole = [name for level, name in _OF_GRADE.items() if money.of("adjusted", level) == total]
    return f"{sole[0]}财政" if len(sole) == 1 else ""


def _rows_sentence(entry: Entry) -> Iterator[str]:
    rows = entry.evaluation.rows
    if not entry.ruleset.computes:
        yield f"共 {len(rows)} 项指标，这份表不逐项评分。"
        return
    counted = [(word, sum(_word(row) == word for row in rows)) for word in dict.fromkeys(map(_word, rows))]
    order = ("达到目标", "未达到目标", "没有评定", "只评定了档次", "不可计算", "不适用")
    words = [f"{count} 项{word}" for word, count in sorted(counted, key=lambda pair: order.index(pair[0]))]
    if len(words) == 1:
        yield f"{len(rows)} 项指标全部{_word(rows[0])}。"
    else:
        yield f"{len(rows)} 项指标中 {'，'.join(words)}。"


def _word(row: Row) -> str:
    word = tag_of(row).word
    return {"达到": "达到目标", "未达到": "未达到目标", "未评定": "没有评定", "暂按下限计": "只评定了档次"}.get(word, word)

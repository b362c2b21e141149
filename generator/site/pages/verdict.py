"""The answer first: the verdict card above every report."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Literal, NamedTuple, TypeAlias

from markupsafe import Markup

from generator.catalog.cover import Undecided, undecided_of
from generator.catalog.entry import Entry
from generator.language import _, counted, lang
from generator.model.figures import Inapplicable
from generator.site.charts.flow import STAGES, amount_words
from generator.site.pages.rows import standing_of
from generator.site.templates import filters

OpenTerm: TypeAlias = Literal["unassessed", "not-computable", "tier", "redacted"]
"""The glossary's word for why a row is open."""


class Answer(NamedTuple):
    """One of the few figures a reader looks for first. `kind` says which; `note` stands small below it."""

    kind: Literal["money", "rate", "targets", "findings"]
    label: str
    figure: str | None
    blank: str
    note: str | None = None


class Verdict(NamedTuple):
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
    open_term: OpenTerm
    remedy: str
    counts_zero: bool
    low: Markup | None
    high: Markup | None
    low_grade: str | None
    high_grade: str | None
    answers: tuple[Answer, ...]


def verdict_of(entry: Entry, findings: int) -> Verdict:
    """Return the verdict of a report in which the checks found so many things."""
    result, stated = entry.evaluation, entry.report.stated
    score = result.score
    agrees = None if score is None or not isinstance(stated.score, Decimal) else score == stated.score
    grades = result.grade_range or (None, None)
    undecided = undecided_of(result.rows)
    return Verdict(
        score=None if score is None else filters.plain(score),
        grade=result.grade,
        full=None if result.scale is None else filters.plain(result.scale),
        stated=_figure(stated.score),
        stated_grade=filters.one_line(stated.own_grade) if stated.own_grade else None,
        agrees=agrees,
        grade_agrees=None if result.grade is None or not stated.own_grade else result.grade == stated.own_grade,
        computes=entry.ruleset.computes,
        reason=_reason(entry),
        open=open_rows(undecided),
        open_term=_open_term(undecided),
        remedy=_remedy(undecided),
        counts_zero=score is not None,
        low=None if result.range is None else filters.plain(result.range[0]),
        high=None if result.range is None else filters.plain(result.range[1]),
        low_grade=grades[0],
        high_grade=grades[1] if grades[0] != grades[1] else None,
        answers=tuple(_answers(entry, findings)),
    )


def _reason(entry: Entry) -> str | None:
    """Say why there is no grade; why there is no total, only where the count of undecided rows doesn't say it already."""
    result = entry.evaluation
    told = entry.ruleset.computes and result.score is None and open_rows(undecided_of(result.rows)) is not None
    if result.reason is None or told:
        return None
    return result.reason.in_(lang())


def _figure(value: Decimal | Inapplicable | None) -> str | None:
    return filters.plain(value) if isinstance(value, Decimal) else value.text if value is not None else None


def open_rows(undecided: Undecided) -> str | None:
    """Return how many rows are undecided and of what kind: `2 项指标未评定`; None where all are decided."""
    if not any(undecided):
        return None
    parts = (
        counted("{count} 项指标未评定", undecided.unassessed) if undecided.unassessed else None,
        counted("{count} 项指标不可计算", undecided.stuck) if undecided.stuck else None,
        counted("{count} 项指标只评定了档次", undecided.tiered) if undecided.tiered else None,
        counted("{count} 项指标不公开", undecided.closed) if undecided.closed else None,
    )
    return _("，").join(part for part in parts if part)


def _open_term(undecided: Undecided) -> OpenTerm:
    """Return the glossary's word for what `open_rows` says first."""
    if undecided.unassessed:
        return "unassessed"
    if undecided.stuck:
        return "not-computable"
    return "tier" if undecided.tiered else "redacted"


def _remedy(undecided: Undecided) -> str:
    """Say what would decide the rows; nobody can complete what the law keeps back, it can only be counted in."""
    if undecided.closed:
        return _("若计入不公开的指标") if undecided.closed == sum(undecided) else _("若全部计入")
    return _("若补全") if undecided.stuck else _("若全部评定")


def _answers(entry: Entry, findings: int) -> Iterator[Answer]:
    """Yield the money, how much of it was spent, how many targets were reached, and how much is in doubt."""
    money, stage = entry.evaluation.money, STAGES["adjusted"]
    if money is None:
        yield Answer("money", _(stage), None, _("没有写明"))
    else:
        initial, adjusted = money.of("initial"), money.of("adjusted")
        planned = initial if adjusted is None else adjusted
        changed = initial is not None and planned != initial
        if adjusted is None and initial is not None:
            stage = STAGES["initial"]
        yield Answer(
            "money",
            _(stage),
            None if planned is None else amount_words(planned, money.unit),
            _("未填写"),
            _("年初 {amount}", amount=filters.grouped(initial)) if changed and initial is not None else None,
        )
        rate, executed = money.of("execution_rate"), money.of("executed")
        yield Answer(
            "rate",
            _("预算执行率"),
            None if rate is None else f"{filters.plain(rate)}%",
            _("未填写支出") if executed is None else _("不可计算"),
            None if executed is None or executed == planned else _("支出 {amount}", amount=filters.grouped(executed)),
        )
    rows = entry.evaluation.rows
    if entry.ruleset.computes:
        standings = [standing_of(row) for row in rows]
        reached, asked = standings.count("met"), len(rows) - standings.count("inapplicable")
        yield Answer("targets", _("达到目标"), _("{reached} / {asked} 项", reached=reached, asked=asked), "")
    else:
        yield Answer("targets", _("指标"), counted("{count} 项", len(entry.evaluation.indicators)), "", _("不复算得分"))
    yield Answer("findings", _("核验提示"), counted("{count} 条", findings) if findings else None, _("没有"))

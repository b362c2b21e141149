"""A report in two or three plain sentences, made from its figures alone."""

from decimal import Decimal
from typing import Final

from generator.catalog.entry import Entry
from generator.language import N_, _, counted, lang
from generator.scoring.evaluation import Money
from generator.scoring.rounding import EXACT
from generator.site.charts.flow import amount_words
from generator.site.pages.rows import standing_of
from generator.site.templates import filters

_LEVELS: Final = {
    "central": N_("中央财政"),
    "province": N_("省级财政"),
    "city": N_("市级财政"),
    "county": N_("县区级财政"),
    "carryover": N_("上年结转资金"),
    "own": N_("单位资金"),
}


def lead_of(entry: Entry) -> str:
    """Return the sentences: what was spent, what came of it, and who says so."""
    between = "" if lang() == "zh" else " "
    return between.join((_money(entry), _rows(entry), _result(entry)))


def _money(entry: Entry) -> str:
    money = entry.evaluation.money
    planned = None if money is None else money.of("initial") if money.of("adjusted") is None else money.of("adjusted")
    if money is None or planned is None:
        executed = None if money is None else money.of("executed")
        if money is None or executed is None:
            return _("报告没有写明资金。")
        return _("报告没有写明预算，全年支出 {amount}。", amount=amount_words(executed, money.unit))
    clauses = (_planned(money, planned), _received(money, planned), _spent(money, planned))
    return _("{clauses}。", clauses=_("，").join(clause for clause in clauses if clause))


def _planned(money: Money, planned: Decimal) -> str:
    initial, adjusted = money.of("initial"), money.of("adjusted")
    source, amount = _source(money), amount_words(planned, money.unit)
    if initial is None or adjusted is None or initial == adjusted:
        if initial is None:
            return _("{source}全年安排 {amount}", source=source, amount=amount)
        return _("{source}年初安排 {amount}", source=source, amount=amount)
    change = amount_words(abs(EXACT.subtract(adjusted, initial)), money.unit)
    first = amount_words(initial, money.unit)
    if adjusted > initial:
        return _(
            "{source}年初安排 {first}，年中追加 {change}，全年预算 {amount}",
            source=source,
            first=first,
            change=change,
            amount=amount,
        )
    return _(
        "{source}年初安排 {first}，年中减少 {change}，全年预算 {amount}", source=source, first=first, change=change, amount=amount
    )


def _received(money: Money, planned: Decimal) -> str | None:
    received = money.of("received")
    if received is None or (received == planned and money.of("executed") == planned):
        return None
    if received == planned:
        return _("全部到位")
    return _("到位 {amount}", amount=amount_words(received, money.unit)) if received else _("没有到位")


def _spent(money: Money, planned: Decimal) -> str:
    executed, rate = money.of("executed"), money.of("execution_rate")
    if executed is None:
        return _("支出没有填写")
    if executed == planned and planned:
        return _("全部到位、全部支出") if money.of("received") == planned else _("全部支出")
    if not executed:
        return _("没有支出")
    amount = amount_words(executed, money.unit)
    if rate is None:
        return _("支出 {amount}", amount=amount)
    return _("支出 {amount}，执行率 {rate}%", amount=amount, rate=filters.plain(rate))


def _source(money: Money) -> str:
    """Name who pays, where there is one source only."""
    row = "initial" if money.of("adjusted") is None else "adjusted"
    total = money.of(row)
    sole = [name for source, name in _LEVELS.items() if total and money.of(row, source) == total]
    return _(sole[0]) if len(sole) == 1 else ""


def _rows(entry: Entry) -> str:
    rows = entry.evaluation.rows
    standings = [standing_of(row, scoring=entry.ruleset.computes) for row in rows]
    if "unscored" in standings:
        return _unscored(entry)
    subject = _subject(entry, len(rows))
    if set(standings) == {"met"}:
        return _("{subject}全部达到目标。", subject=subject)
    words = (
        (_("{count} 项达到目标"), "met"),
        (_("{count} 项未达到目标"), "missed"),
        (_("{count} 项没有评定"), "unassessed"),
        (_("{count} 项只评定了档次"), "tiered"),
        (_("{count} 项不可计算"), "stuck"),
        (_("{count} 项不公开"), "redacted"),
        (_("{count} 项不适用"), "inapplicable"),
    )
    told = [word.format(count=standings.count(which)) for word, which in words if which in standings]
    return _("{subject}中 {words}。", subject=subject, words=_("，").join(told))


def _unscored(entry: Entry) -> str:
    """Say how far a form without points is filled in; the budget's row is computed, not filled in."""
    rows = entry.evaluation.indicators
    subject, blank = _subject(entry, len(rows)), sum(not (row.actual or "").strip() for row in rows)
    if blank == len(rows):
        return _("{subject}都没有填写实际完成值，本站不复算得分。", subject=subject)
    if blank:
        return _("{subject}中 {blank} 项没有填写实际完成值，本站不复算得分。", subject=subject, blank=blank)
    return _("{subject}都填写了实际完成值，本站不复算得分。", subject=subject)


def _subject(entry: Entry, count: int) -> str:
    """Name the rows; of a report transcribed in part nobody knows how many there are."""
    return counted("已转录的 {count} 项指标", count) if entry.report.is_partial else counted("{count} 项指标", count)


def _result(entry: Entry) -> str:
    """Say what the report gives itself and what the standard gives it, without taking a side."""
    result, stated = entry.evaluation, entry.report.stated
    score = filters.plain(result.score) if result.score is not None else None
    said = filters.plain(stated.score) if isinstance(stated.score, Decimal) else None
    full = filters.plain(stated.full) if isinstance(stated.full, Decimal) else None
    if not entry.ruleset.computes:
        if said is None:
            return _("{no_total}。", no_total=_no_total(entry))
        return _("报告自述 {said} 分，满分 {full}。", said=said, full=full) if full else _("报告自述 {said} 分。", said=said)
    return _verdict(said, score, entry)


def _no_total(entry: Entry) -> str:
    return _("转录的部分里没有总分") if entry.report.is_partial else _("报告没有写总分")


def _verdict(said: str | None, score: str | None, entry: Entry) -> str:
    result, stated = entry.evaluation, entry.report.stated
    grade = filters.one_line(stated.own_grade or "")
    own = _("单位自评 {said} 分、{grade}", said=said, grade=grade) if grade else _("单位自评 {said} 分", said=said)
    ours = _("{score} 分、{grade}", score=score, grade=result.grade) if result.grade else _("{score} 分", score=score)
    if said is None:
        no_total = _no_total(entry)
        if score is None:
            return _("{no_total}，按标准也算不出。", no_total=no_total)
        return _("{no_total}，按标准复算是 {ours}。", no_total=no_total, ours=ours)
    if score is None:
        if result.range is None:
            return _("{own}，按标准复算不出总分。", own=own)
        low, high = map(filters.plain, result.range)
        return _("{own}，按标准复算不出总分，只能说在 {low} 至 {high} 分之间。", own=own, low=low, high=high)
    if score == said and (not grade or result.grade in (None, grade)):
        return _("{own}，与按标准复算的一致。", own=own)
    if result.grade is None and result.weight is not None and result.scale is not None and result.weight != result.scale:
        weight, scale = filters.plain(result.weight), filters.plain(result.scale)
        return _(
            "{own}，各项得分加起来却是 {score} 分：权重合计 {weight}，不是满分 {scale}。",
            own=own,
            score=score,
            weight=weight,
            scale=scale,
        )
    return _("{own}，按标准复算是 {ours}。", own=own, ours=ours)

"""From one report of a project to the next: targets, weights, indicators, and the money left over.

What follows what, and what became of a target, `generator.history` says. Nothing is compared with a report of which a part
could not be read.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from generator.catalog import Catalog
from generator.catalog.entry import Entry
from generator.checks.finding import finding
from generator.diagnostics import Diagnostic, FieldPath, Rule, Severity, Text, quoted
from generator.history import Continuation, Kinship, Listing, Shift, Step, history_of, in_yuan
from generator.model.budget import YUAN
from generator.scoring.rounding import EXACT, ONE, places_of, plain, product

TARGET_LOWERED: Final = Rule(
    "target-lowered",
    Severity.WARNING,
    Text("“{indicator}”对照 {year} 年：{reason}", "“{indicator}” beside {year}: {reason}"),
    Text(
        "核对两年的指标值；确实调低的，在偏差原因里写明依据。",
        "Check both years' targets; if it was lowered, say on what ground.",
    ),
    Text(
        "悄悄调低目标，完成率就好看了，实际做的却没有变多；成本上限随全年预算变动的不算。",
        "A target lowered in silence makes completion look better with no more done; a cost ceiling that moves with the "
        "budget does not count.",
    ),
    failing="# 2020 年：群众满意度 ≥95%；2021 年：群众满意度 ≥85%",
    passing="# 2020 年：群众满意度 ≥95%；2021 年：群众满意度 ≥96%",
)
WEIGHT_SHIFTED: Final = Rule(
    "weight-shifted",
    Severity.INFO,
    Text("“{indicator}”的权重由 {year} 年的 {old} 变为 {new}", "the weight of “{indicator}” moved from {old} in {year} to {new}"),
    Text("核对两年的权重；调整应有依据。", "Check both years' weights; a change needs a ground."),
    Text("权重移向容易完成的指标，同样的成绩得分更高。", "Weight moved to what is easily met scores the same work higher."),
    failing="# 2020 年：培训人次，权重 20；2021 年：培训人次，权重 30",
    passing="# 2020 年：培训人次，权重 20；2021 年：培训人次，权重 20",
)
INDICATOR_VANISHED: Final = Rule(
    "indicator-vanished",
    Severity.WARNING,
    Text("{year} 年的指标“{indicator}”不再列出", "“{indicator}”, an indicator of {year}, is listed no longer"),
    Text(
        "核对是否漏录；指标确已取消的，可照登，页面会如实说明。",
        "Check that no row was missed; if it was dropped, keep the report as it is: the page says so.",
    ),
    Text(
        "做得不好的指标下一年不见了，读者就看不到它后来怎样。",
        "When what went badly is not listed again, nobody sees what became of it.",
    ),
    failing="# 2020 年列出“群众满意度”，2021 年的指标里没有，也没有改名的",
    passing="# 2020 年、2021 年都列出“群众满意度”",
)
INDICATORS_REPLACED: Final = Rule(
    "indicators-replaced",
    Severity.WARNING,
    Text("{year} 年的 {count} 项指标，一项也没有延续", "none of the {count} indicators of {year} goes on"),
    Text(
        "核对 continues 与文件的位置是否接对了项目；指标确已全部更换的，可照登。",
        "Check that the record and its `continues` belong to this project; if every indicator was replaced, keep it.",
    ),
    Text("指标全部更换，这个项目的历年成绩就无从比较。", "With every indicator replaced no year compares with another."),
    failing="# 2020 年：培训人次、群众满意度；2021 年：印制资料份数、验收合格率",
    passing="# 2020 年：培训人次、群众满意度；2021 年：培训人次、验收合格率",
)
INDICATOR_RENAMED: Final = Rule(
    "indicator-renamed",
    Severity.INFO,
    Text(
        "“{indicator}”与 {year} 年的“{before}”权重、单位相同，名称相近，按同一指标对照",
        "“{indicator}” has the weight, the unit and nearly the name of “{before}” in {year}; they are compared as one",
    ),
    Text("名称只是写法不同的，统一写法；是另一项指标的，不必改动。", "If only the wording differs, agree on one; else leave it."),
    Text("指标换了名称，历年的对照就断了。", "A new name breaks the comparison of years."),
    failing="# 2020 年：群众满意度 ≥95%；2021 年：服务群众满意度 ≥96%",
    passing="# 2020 年：群众满意度 ≥95%；2021 年：群众满意度 ≥96%",
)
CARRYOVER: Final = Rule(
    "carryover-differs",
    Severity.WARNING,
    Text(
        "上年结转资金写 {stated} {unit}，{year} 年到位减执行剩 {balance} {old_unit}{less}",
        "the carry-over says {stated} {unit}, {year} had {balance} {old_unit} left of what it received{less}",
    ),
    Text("核对上年的结余与本年的结转。", "Check last year's balance and this year's carry-over."),
    Text(
        "结转不会多于上年剩下的钱；少于的部分应当收回，去向应说清楚。",
        "No more can be carried over than was left; what is not carried over was returned, and a reader should learn where to.",
    ),
    failing="# 2020 年：到位 50 万元，执行 40 万元；2021 年：上年结转资金 15 万元",
    passing="# 2020 年：到位 50 万元，执行 40 万元；2021 年：上年结转资金 10 万元",
)
RULES: Final = (TARGET_LOWERED, WEIGHT_SHIFTED, INDICATOR_VANISHED, INDICATORS_REPLACED, INDICATOR_RENAMED, CARRYOVER)

LONGEST_REASON: Final = 200
"""Characters of a reason that are shown; only a unit of absurd length makes one longer."""

RETURNED: Final = Text("，少结转的部分应说明去向", "; where the rest went should be said")
NOTHING: Final = Text("", "")


def reports_follow_each_other(catalog: Catalog, entries: Sequence[Entry]) -> Iterator[Diagnostic]:
    """Each report of a project is held against the one it follows, each indicator against its newest earlier listing."""
    history = history_of(catalog, entries)
    for step in history.steps:
        if not (step.before.doubtful or step.after.doubtful):
            yield from _vanished(step)
            yield from _carried_over(step)
    for link in history.continuations:
        if not (link.before.entry.doubtful or link.after.entry.doubtful):
            yield from _continued(link)


def _continued(link: Continuation) -> Iterator[Diagnostic]:
    if not link.is_changed:
        return
    entry, indicator, year = link.after.entry, named(link.after), link.before.entry.year
    field = field_of(link.after)
    # A ceiling that equals the year's budget in both years asks for nothing the budget itself doesn't.
    if link.target.shift is Shift.LOWERED and not link.target.follows_budget:
        yield finding(
            TARGET_LOWERED, entry, (*field, "target"), indicator=indicator, year=year, reason=_on_one_line(link.target.reason)
        )
    if link.weights is not None and _weighs_alike(link) and link.after.indicator.weight is not None:
        old, new = link.weights
        yield finding(WEIGHT_SHIFTED, entry, (*field, "weight"), indicator=indicator, year=year, old=plain(old), new=plain(new))
    if link.kinship is Kinship.RENAMED:
        yield finding(INDICATOR_RENAMED, entry, (*field, "name"), indicator=indicator, before=named(link.before), year=year)


def _vanished(step: Step) -> Iterator[Diagnostic]:
    gone = [listing for listing in step.vanished if not listing.row.is_budget]
    if step.after.report.is_partial:  # what is not transcribed has not vanished
        return
    year, field = step.before.year, ("indicators",)
    if len(gone) > 1 and all(link.after.row.is_budget for link in step.continued):
        yield finding(INDICATORS_REPLACED, step.after, field, year=year, count=len(gone))
        return
    for listing in gone:
        yield finding(INDICATOR_VANISHED, step.after, field, year=year, indicator=named(listing))


def _carried_over(step: Step) -> Iterator[Diagnostic]:
    """Hold last year's balance against this year's carry-over; a difference within what was rounded away is none."""
    old, new = step.before.evaluation.money, step.after.evaluation.money
    balance, old_balance = in_yuan(step.before, "balance"), old.of("balance") if old is not None else None
    if step.missing or old is None or new is None or balance is None or old_balance is None:
        return
    differing: list[tuple[str, Decimal, Decimal]] = []
    for row in ("received", "adjusted"):  # what was received is a fact, what the budget says of it may still be a plan
        stated, carried = new.of(row, "carryover"), in_yuan(step.after, row, "carryover")
        if stated is None or carried is None:
            continue
        more = EXACT.subtract(carried, balance)
        if more.copy_abs() <= max(_exact_to(step.before, "received", "executed"), _exact_to(step.after, row)):
            return
        differing.append((row, stated, more))
    for row, stated, more in differing[:1]:
        yield finding(
            CARRYOVER,
            step.after,
            ("budget", row, "carryover"),
            severity=Severity.INFO if more < 0 else None,
            stated=plain(stated),
            unit=new.unit,
            year=step.before.year,
            balance=plain(old_balance),
            old_unit=old.unit,
            less=RETURNED if more < 0 else NOTHING,
        )


def _exact_to(entry: Entry, *rows: str) -> Decimal:
    """Return in 元 what the last place is worth in the most exact figure of some rows of a report's money."""
    money = entry.evaluation.money
    assert money is not None
    places = max(places_of(amount) for (row, _), amount in money.computed.items() if row in rows)
    return product(YUAN[money.unit], ONE.scaleb(-places))


def _weighs_alike(link: Continuation) -> bool:
    """Tell whether both reports are on one scale: 20 of 100 points and 6 of 30 don't compare."""
    return link.before.entry.ruleset.scale == link.after.entry.ruleset.scale


def field_of(listing: Listing) -> FieldPath:
    """Return where a listing stands in its record."""
    if listing.row.is_budget:
        return ("budget", "execution")
    return ("indicators", listing.place - (listing.entry.evaluation.budget is not None))


def named(listing: Listing) -> str:
    """Return what a listing is called; a row without a name goes by its second level."""
    return quoted(listing.row.name or listing.row.level2 or "")


def _on_one_line(reason: Text) -> Text:
    """Return a reason that quotes a report's units, fit for one line."""
    return Text(quoted(reason.zh, LONGEST_REASON), quoted(reason.en, LONGEST_REASON))

"""What the records say: honest figures but for the intended faults, in every notation real forms use."""

import re
from collections import Counter
from decimal import Decimal
from functools import cache
from itertools import islice, pairwise

import pytest

from generator.catalog.entry import Body, Entry
from generator.checks import check_entry
from generator.demo.dice import Dice
from generator.demo.faults import FAULTS, Fault, drawn_faults
from generator.demo.kind import kinds
from generator.demo.lines import WEIGHTS
from generator.demo.money import money_over_years
from generator.demo.plan import every_project
from generator.demo.record import RULESET, records_of
from generator.diagnostics import Diagnostic, Severity
from generator.model.report import Report
from generator.model.standards import builtin_rulesets
from generator.model.validation import validate
from generator.scoring.evaluate import evaluate
from generator.source import read_bytes

YEARS = range(2020, 2024)
RULES = builtin_rulesets()[RULESET]


def entries(faults: tuple[Fault, ...] | None, projects: int, seed: int = 4) -> list[Entry]:
    found = []
    for project in islice(every_project(YEARS, seed), projects):
        for at, text in records_of(project, seed, faults):
            document, _ = read_bytes(text.encode(), f"{at.id}.yaml")
            assert document is not None
            report, faulty = validate(document, Report)
            assert report is not None, faulty
            found.append(Entry(at.id, None, document, Body(report, evaluate(report, RULES, at.year)), RULES, at.year))
    return found


@cache
def honest() -> tuple[Entry, ...]:
    return tuple(entries((), 120))


def findings(some: list[Entry] | tuple[Entry, ...]) -> list[Diagnostic]:
    return [finding for entry in some for finding in check_entry(entry)]


def cells(what: str) -> list[str]:
    return [getattr(row, what) for entry in honest() for row in entry.report.indicators if getattr(row, what) is not None]


def test_there_are_a_dozen_kinds_of_projects_and_more():
    assert len(kinds()) >= 12


SILENCES = {"completion-over", "deviation-unexplained", "value-forms-mixed"}


def test_an_honest_record_states_what_the_standard_gives():
    # An overshoot or a shortfall without a reason, a target without its unit are honest arithmetic all the same; reports are
    # full of them.
    graver = [finding for finding in findings(honest()) if finding.severity is not Severity.INFO]
    assert [finding for finding in graver if finding.code not in SILENCES] == []
    for entry in honest():
        assert entry.report.stated.score == entry.evaluation.score
        assert entry.report.stated.grade == entry.evaluation.grade


def test_the_weights_add_up_exactly_level_by_level():
    for entry in honest():
        sums: Counter[str] = Counter()
        for row in entry.report.indicators:
            assert isinstance(row.weight, Decimal)
            assert row.weight >= 2
            sums[str(row.level1)] += row.weight  # type: ignore[assignment]
        assert sums == WEIGHTS


TARGETS = {
    "at least": r"≥[0-9.]+%",
    "at least, a wide sign and spaces": r"≧ [0-9.]+ [^%]+",
    "at least, two signs": r">= [0-9.]+ .+",
    "percentage in words": r">= [0-9.]+ %\(百分比\)",
    "at least, after the figure": r"[0-9.]+%以上",
    "at least, in words": r"不少于[0-9.]+[^0-9]+",
    "not below": r"不低于[0-9.]+%",
    "at most": r"≤[0-9.]+万元",
    "at most, in words": r"不超过[0-9.]+元(/人)?",
    "within": r"[0-9.]+万元以内",
    "equal": r"=[0-9.]+.+",
    "equal, from a table's border": r"═ 100 %",
    "a unit's price": r"每[^0-9]+[0-9]+元",
    "permille": r"小于[0-9.]+‰",
    "bare number": r"[0-9]+",
    "number and unit": r"[0-9]+个",
    "myriads": r".*[0-9.]+万[亩人平].*",
    "zero": r"0[起次户]",
    "before a month's end": r"[0-9]{1,2}月底前",
    "before a month": r"[0-9]{1,2}月前",
    "by a day": r"20[0-9]{2}年[0-9]{1,2}月[0-9]{1,2}日前",
    "by the year's end": r"20[0-9]{2}年底",
    "a month in figures": r"20[0-9]{2}\.[0-9]{2}",
    "words": r"有效",
    "words of change": r"显著提升",
    "words for good": r"长期有效",
}
ACTUALS = {
    "bare number": r"[0-9]+",
    "a decimal": r"[0-9]+\.[0-9]+%",
    "about": r"[0-9]+余[^0-9]+",
    "none": r"0[起次户]",
    "a month": r"[0-9]{1,2}月",
    "a day": r"20[0-9]{2}年[0-9]{1,2}月[0-9]{1,2}日",
    "almost": r"基本达到",
    "reached": r"达成预期指标",
}


@pytest.mark.parametrize("notation", TARGETS)
def test_every_notation_of_targets_occurs(notation: str):
    assert any(re.fullmatch(TARGETS[notation], cell) for cell in cells("target"))


@pytest.mark.parametrize("notation", ACTUALS)
def test_every_notation_of_actual_values_occurs(notation: str):
    assert any(re.fullmatch(ACTUALS[notation], cell) for cell in cells("actual"))


def test_most_rows_meet_their_target_and_some_miss_it_are_late_or_run_far_over():
    rows = [row for entry in honest() for row in entry.evaluation.indicators]
    met = Counter(row.met for row in rows)
    assert met[True] / len(rows) > 0.75
    assert met[False] / len(rows) > 0.05
    assert any(row.completion is not None and row.completion >= 130 for row in rows)
    assert any(row.direction == "by_date" and row.score == 0 for row in rows)
    assert any(row.method == "awarded" for row in rows)
    assert any(row.met is False and row.deviation is None for row in rows)


def test_money_comes_in_both_units_with_other_sources_and_is_spent_from_a_fifth_to_all():
    budgets = [entry.report.budget for entry in honest()]
    assert {budget.currency_unit for budget in budgets if budget} == {"元", "万元"}
    assert any(budget and budget.adjusted.other for budget in budgets)
    rates = [entry.evaluation.budget.completion for entry in honest() if entry.evaluation.budget]
    known = [rate for rate in rates if rate is not None]
    assert min(known) < 60
    assert max(known) == 100


def test_money_carried_over_is_the_balance_of_the_year_before():
    seen = 0
    for number in range(60):
        for before, after in pairwise(money_over_years(50, 500, 5, Dice("money", number))):
            carried = after.adjusted.get("carryover")
            received = before.received or before.adjusted
            if carried is not None and before.received:
                assert carried == sum(received.values()) - before.total("executed")
                seen += 1
    assert seen > 20


def test_nothing_is_spent_that_did_not_come_in():
    for number in range(100):
        for year in money_over_years(50, 500, 4, Dice("spent", number)):
            came_in = year.received or year.adjusted
            assert all(amount <= came_in[source] for source, amount in year.executed.items())


def test_some_targets_are_lowered_from_the_year_before():
    targets: dict[tuple[str, str], list[tuple[int, Decimal]]] = {}
    for entry in honest():
        _, agency, project = entry.name.split("/")
        for row in entry.report.indicators:
            figure = re.search(r"[0-9.]+", row.target or "")
            if row.level2 == "数量指标" and figure and entry.year:
                targets.setdefault((agency + project, str(row.name)), []).append((entry.year, Decimal(figure[0])))
    changes = [after[1] - before[1] for found in targets.values() for before, after in pairwise(sorted(found))]
    assert sum(change < 0 for change in changes) / len(changes) > 0.02
    assert sum(change > 0 for change in changes) > sum(change < 0 for change in changes)


def test_the_passages_tell_the_records_own_figures():
    for entry in honest()[:60]:
        report, money = entry.report, entry.evaluation.money
        assert money is not None and report.budget is not None
        assert f"{report.stated.score}分" in str(report.conclusion)
        assert f"{money.of('adjusted'):f}".rstrip("0").rstrip(".") in str(report.overview.description)
        assert all(str(row.name) in str(report.analysis.output) for row in report.indicators if row.level1 == "产出指标")
        assert "{" not in repr(report.overview) + repr(report.analysis) + str(report.improvements)


def test_faults_are_drawn_at_the_intended_rate():
    drawn = Counter(fault.name for number in range(20_000) for fault in drawn_faults(Dice("rate", number)))
    assert all(5 <= fault.permille <= 30 for fault in FAULTS)
    for fault in FAULTS:
        assert drawn[fault.name] / 20_000 == pytest.approx(fault.permille / 1000, rel=0.25)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_each_fault_is_found_by_the_check_that_it_is_meant_for(fault: Fault):
    faulty = entries((fault,), 12)
    codes = [{finding.code for finding in check_entry(entry)} for entry in faulty]
    hit = sum(fault.code in found for found in codes)
    # A form whose points are whole can't be rounded wrongly, and one that spent all can't claim to have.
    least = 0.2 if fault.name in {"rounded", "claimed-execution"} else 0.9
    assert hit / len(faulty) >= least


def is_fault(found: Diagnostic) -> bool:
    return found.severity is Severity.WARNING and found.code not in SILENCES


def test_a_few_per_cent_of_the_records_have_faults_and_most_have_none():
    some = entries(None, 120, seed=9)
    faulty = [entry for entry in some if any(is_fault(found) for found in check_entry(entry))]
    assert 0.08 < len(faulty) / len(some) < 0.3


def test_draws_come_out_the_same_for_ever():
    dice = Dice(1, "pinned")
    assert [dice.below(100) for _ in range(8)] == [25, 0, 62, 96, 41, 18, 23, 10]


def test_a_weighed_draw_follows_its_weights():
    dice = Dice("weights")
    drawn = Counter(dice.weighed(((3, "often"), (1, "seldom"))) for _ in range(4000))
    assert drawn["often"] == pytest.approx(3000, rel=0.05)


def test_some_of_a_list_are_all_different():
    assert sorted(Dice("some").some(range(9), 9)) == list(range(9))

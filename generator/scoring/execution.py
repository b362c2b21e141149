"""The budget's execution row: computed from the money rows, whatever its printed target and actual value say."""

from decimal import Decimal

from generator.model.budget import Budget
from generator.model.figures import Inapplicable
from generator.model.indicator import Indicator
from generator.model.report import Report
from generator.model.ruleset import BUDGET_LEVEL1, BudgetExecution, Ruleset
from generator.scoring import reasons
from generator.scoring.earning import blank_row, earn
from generator.scoring.evaluation import Kind, Money, Row
from generator.scoring.methods import Share
from generator.scoring.money import has_redacted
from generator.scoring.rounding import EXACT, ONE, ZERO, plain, total
from generator.scoring.rows import award, is_redacted

EXECUTION_NAME = "预算执行率"
"""What the row is called where the standard supplies it."""


def score_execution(report: Report, money: Money | None, ruleset: Ruleset) -> Row | None:
    """Return the execution row; None where the report has no budget, or no such row and the standard asks for none."""
    if report.budget is None or money is None:
        return None
    indicator = report.budget.execution
    served = ruleset.level1.get(BUDGET_LEVEL1)
    if indicator is None:
        if served is None or money.of("adjusted") is None or not _has_room(report, ruleset, served):
            return None
        indicator = Indicator(level1=BUDGET_LEVEL1, level2=BUDGET_LEVEL1, name=EXECUTION_NAME)
    weight = served if indicator.weight is None else None if isinstance(indicator.weight, Inapplicable) else indicator.weight
    row = blank_row(indicator, Kind.QUANTITATIVE, weight)._replace(is_budget=True)
    if not ruleset.computes or ruleset.budget_execution is None:
        return row._replace(reason=reasons.NOT_SCORED_BY_RULESET, bounds=None)
    if is_redacted(indicator) or _is_redacted(report.budget, ruleset.budget_execution):
        return row._replace(reason=reasons.REDACTED)
    scored = _executed(row, money, ruleset, ruleset.budget_execution)
    return scored if indicator.awarded is None else award(scored, indicator)


def _is_redacted(budget: Budget, method: BudgetExecution) -> bool:
    return any(has_redacted(getattr(budget, row)) for row in (method.numerator, method.denominator))


def is_execution(indicator: Indicator) -> bool:
    """Tell whether an indicator is the budget's execution row, listed among the others."""
    return BUDGET_LEVEL1 in (indicator.level1, indicator.level2)


def _has_room(report: Report, ruleset: Ruleset, served: Decimal) -> bool:
    """Whether the report leaves the execution row to the standard: it lists none itself, and its weights leave it room."""
    if any(is_execution(indicator) for indicator in report.indicators):
        return False
    printed = [indicator.weight for indicator in report.indicators if isinstance(indicator.weight, Decimal)]
    return ruleset.scale is None or EXACT.add(total(printed), served) <= ruleset.scale


def _executed(row: Row, money: Money, ruleset: Ruleset, method: BudgetExecution) -> Row:
    numerator, denominator = money.of(method.numerator), money.of(method.denominator)
    if numerator is None or denominator is None:
        return row._replace(reason=reasons.MONEY_BLANK)
    if denominator == ZERO:
        return row._replace(reason=reasons.DENOMINATOR_ZERO)
    is_capped = numerator >= EXACT.multiply(method.cap, denominator)
    earned = (method.cap, ONE) if is_capped else (numerator, denominator)
    formula = f"{{w}} × min({plain(method.cap)}, {plain(numerator)} ÷ {plain(denominator)})"
    clause = ruleset.clauses.budget_execution or ruleset.source.clause or ruleset.source.document
    return earn(row, Share(earned, (numerator, denominator), formula), ruleset, method.method, clause)

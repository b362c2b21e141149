"""Rows of words: scored by the evidence there is, never by guessing."""

from decimal import Decimal

from generator.model.figures import Inapplicable, Rate, read_rate
from generator.model.indicator import Indicator
from generator.model.ruleset import Ruleset
from generator.scoring import reasons
from generator.scoring.earning import earn
from generator.scoring.evaluation import Row, Status
from generator.scoring.methods import Share
from generator.scoring.rounding import HUNDRED, ONE, ZERO, plain, points, product


def score_words(row: Row, indicator: Indicator, ruleset: Ruleset) -> Row:
    """Score a row of words by the evidence there is: tier, then completion or the stated score, else unassessed."""
    qualitative = ruleset.qualitative
    if qualitative is None:
        return row._replace(reason=reasons.NOT_SCORED_BY_RULESET)
    clause = ruleset.clauses.qualitative or ruleset.source.clause or ruleset.source.document
    row = row._replace(clause=clause)
    if row.weight is None:
        return row._replace(reason=reasons.WEIGHT_BLANK)
    if indicator.tier is not None:
        return _by_tier(row, indicator.tier, ruleset)
    why_open = reasons.UNASSESSED if qualitative.award == "completion" else reasons.UNASSESSED_STATED
    if qualitative.award == "completion" and indicator.completion is not None:
        rate = read_rate(indicator.completion)
        if isinstance(rate, Rate) and rate.percent >= ZERO:
            formula = f"{{w}} × min(1, {plain(rate.percent)}%)"
            share = Share((min(rate.percent, HUNDRED), HUNDRED), (rate.percent, HUNDRED), formula)
            return earn(row, share, ruleset, "completion", clause)._replace(tier=_tier_of(share.earned, ruleset))
        why_open = reasons.COMPLETION_UNREADABLE
    stated = None if isinstance(row.stated_score, Inapplicable) else row.stated_score
    if qualitative.award == "stated" and stated is not None:
        if ZERO <= stated <= row.weight:
            tier = _tier_of((stated, row.weight), ruleset) if row.weight else None
            return row._replace(
                status=Status.SCORED,
                score=stated,
                bounds=(stated, stated),
                method="stated",
                explanation=plain(stated),
                tier=tier,
            )
        why_open = reasons.STATED_OUT_OF_RANGE
    score = ZERO if qualitative.unassessed == "zero" else None
    explanation = "0" if score is not None else ""
    return row._replace(status=Status.UNASSESSED, score=score, method="unassessed", explanation=explanation, reason=why_open)


def _by_tier(row: Row, tier: str, ruleset: Ruleset) -> Row:
    assert ruleset.qualitative is not None
    assert row.weight is not None
    band = next((band for name, band in ruleset.qualitative.tiers.items() if name == tier), None)
    if band is None:
        return row._replace(reason=reasons.NO_TIER_BAND)
    low, high = (points(row.weight, end, ONE, ruleset.rounding) for end in band)
    formula = f"{plain(row.weight)} × {plain(product(band[0], HUNDRED))}% = {plain(low)}"
    return row._replace(
        status=Status.SCORED,
        score=low,
        bounds=(low, high),
        method="tier",
        explanation=formula,
        tier=tier,
        provisional=True,
        reason=reasons.PROVISIONAL,
    )


def _tier_of(share: tuple[Decimal, Decimal], ruleset: Ruleset) -> str | None:
    assert ruleset.qualitative is not None
    bands = sorted(ruleset.qualitative.tiers.items(), key=lambda item: item[1], reverse=True)
    return next((name for name, (low, _) in bands if share[0] >= product(low, share[1])), None)

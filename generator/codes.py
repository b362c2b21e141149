"""Every diagnostic code there is, by code: what `gongkai explain` knows, what site.yaml may raise or lower, what may be waived."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from generator import baseline, checks, source
from generator.diagnostics import Rule, Severity
from generator.exports import published
from generator.model import content, expected, handwritten, redaction, refusals, severities, waivers
from generator.site import links, markup

_OF_THE_FILE: Final = (
    *source.RULES,
    *refusals.RULES,
    *content.RULES,
    *severities.RULES,
    *expected.RULES,
    *handwritten.RULES,
    *waivers.RULES,
    *redaction.RULES,
    *links.RULES,
    *markup.RULES,
    *published.RULES,
)
"""Faults of what we keep, rather than of what a report says: as errors they leave nothing that could be published."""

RULES: Final[Mapping[str, Rule]] = {
    **{rule.code: replace(rule, waivable=rule.waivable and rule.severity is not Severity.ERROR) for rule in _OF_THE_FILE},
    **{rule.code: rule for rule in (*checks.RULES, *baseline.RULES)},
}

"""Every diagnostic code there is, by code: what `gongkai explain` knows and what site.yaml may raise or lower."""

from collections.abc import Mapping
from typing import Final

from generator import checks, source
from generator.diagnostics import Rule
from generator.model import content, expected, handwritten, refusals
from generator.site import links

RULES: Final[Mapping[str, Rule]] = {
    rule.code: rule
    for rule in (*source.RULES, *refusals.RULES, *content.RULES, *expected.RULES, *handwritten.RULES, *checks.RULES, *links.RULES)
}

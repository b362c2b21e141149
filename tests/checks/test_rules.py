"""Every rule's own manual is true: its failing example yields it at its place, its passing one doesn't."""

import string
from collections.abc import Iterator
from pathlib import Path

import pytest
from checks.checking import findings_of, place_of

from generator import checks
from generator.codes import RULES
from generator.diagnostics import Rule, Severity, Text
from generator.model import refusals
from generator.model.standards import UNKNOWN_RULESET
from generator.source import RULES as SOURCE_RULES

PLACES = {
    "weights-scale": (7, 1),
    "weights-level1": (7, 1),
    "completion-over": (4, 82),
    "value-unread": (4, 66),
    "value-spaces": (4, 12),
    "execution-twice": (8, 5),
    "total-sum": (10, 17),
    "total-differs": (10, 17),
    "total-grade": (10, 29),
    "grade-label": (10, 29),
    "money-sum": (5, 28),
    "money-balance": (9, 29),
    "money-arrival-rate": (9, 34),
    "money-execution-rate": (9, 36),
    "coverage-late": (6, 25),
    "coverage-early": (7, 25),
    "score-above-weight": (4, 96),
    "score-differs": (4, 96),
    "completion-differs": (4, 94),
    "scoring-unassessed": (4, 5),
    "scoring-not-computable": (4, 5),
    "actual-approximate": (4, 79),
    "award-reason": (4, 91),
    "privacy-identity-number": (5, 19),
    "privacy-mobile": (5, 21),
    "privacy-landline": (5, 18),
    "privacy-bank-card": (5, 18),
    "privacy-email": (5, 18),
    "privacy-plate": (5, 17),
    "privacy-passport": (5, 21),
    "privacy-name": (5, 17),
    "secrecy-mark": (5, 25),
    "secrecy-internal": (5, 13),
    "money-exceeds": (8, 13),
    "unit-slip": (6, 13),
    "tier-outside-band": (4, 111),
    "score-weighted-twice": (4, 97),
    "score-without-actual": (4, 84),
    "operator-reversed": (4, 67),
    "operator-misread": (4, 67),
    "spending-output": (5, 13),
    "not-executed": (5, 13),
    "report-unfilled": (6, 1),
    "deviation-unexplained": (4, 5),
    "evaluated-early": (8, 12),
    "period-reversed": (3, 9),
    "weights-uniform": (3, 1),
    "weight-dominant": (4, 28),
    "score-all-full": (3, 1),
    "satisfaction-missing": (3, 1),
    "text-no-problem": (5, 11),
    "template-residue": (4, 40),
    "value-forms-mixed": (4, 65),
    "target-zero": (4, 68),
    "target-question": (4, 67),
    "goal-figures-only": (5, 17),
    "schema-unknown-key": (3, 20),
    "schema-missing": (1, 1),
    "schema-blank": (1, 7),
    "schema-shape": (2, 13),
    "schema-no-indicators": (2, 13),
    "schema-number": (4, 17),
    "schema-number-form": (4, 17),
    "schema-negative": (4, 29),
    "schema-percentage": (4, 43),
    "schema-date": (4, 12),
    "schema-link": (4, 15),
    "schema-choice": (4, 25),
    "schema-reserved": (4, 15),
    "schema-moment": (4, 41),
    "redaction-field": (7, 13),
    "ruleset-unknown": (2, 10),
    "waiver-unknown-code": (6, 12),
    "waiver-not-allowed": (6, 12),
    "waiver-stale": (6, 12),
    "yaml-top-level": (1, 1),
    "yaml-anchor": (1, 8),
    "yaml-alias": (2, 7),
    "yaml-tag": (1, 8),
    "yaml-merge-key": (2, 1),
    "yaml-duplicate-key": (2, 1),
    "yaml-key-type": (2, 3),
    "yaml-documents": (2, 1),
    "yaml-depth": (1, 23),
    "yaml-syntax": (1, 11),
    "yaml-block-header": (4, 11),
    "yaml-indicator": (2, 7),
    "yaml-fullwidth-colon": (2, 7),
    "yaml-tab": (2, 1),
    "yaml-blank": (3, 1),
    "yaml-directive": (1, 1),
    "yaml-comment-cuts": (1, 11),
    "yaml-split-number": (2, 30),
    "yaml-colon-space": (2, 15),
    "text-control": (1, 8),
    "text-zero-width": (1, 8),
    "text-bidi": (1, 8),
    "text-line-break": (1, 8),
}
# Examples that are whole records; those of the lists in content/expected are run by tests/model/test_expected.py.
WHOLE_FILES = [r for r in RULES.values() if not r.failing.startswith("#") and not r.code.startswith("expected-")]


def placeholders(text: str) -> set[str]:
    return {field for _, field, _, _ in string.Formatter().parse(text) if field is not None}


def words_of(rule: Rule) -> Iterator[Text]:
    yield from (rule.message, rule.hint, rule.why)


@pytest.mark.parametrize("rule", WHOLE_FILES, ids=lambda rule: rule.code)
def test_the_failing_example_yields_the_rule_once_and_at_its_place(rule: Rule, tmp_path: Path):
    found = [finding for finding in findings_of(tmp_path, rule.failing) if finding.code == rule.code]
    assert [place_of(finding) for finding in found] == [PLACES[rule.code]]


@pytest.mark.parametrize("rule", [rule for rule in WHOLE_FILES if not rule.passing.startswith("#")], ids=lambda rule: rule.code)
def test_the_passing_example_does_not_yield_the_rule(rule: Rule, tmp_path: Path):
    assert rule.code not in {finding.code for finding in findings_of(tmp_path, rule.passing)}


@pytest.mark.parametrize("rule", checks.RULES, ids=lambda rule: rule.code)
def test_a_checks_passing_example_is_a_record_that_can_be_published(rule: Rule, tmp_path: Path):
    if not rule.passing.startswith("#"):
        assert not [finding.code for finding in findings_of(tmp_path, rule.passing) if finding.severity is Severity.ERROR]


@pytest.mark.parametrize("rule", WHOLE_FILES, ids=lambda rule: rule.code)
def test_what_is_found_is_said_in_both_languages_with_every_blank_filled(rule: Rule, tmp_path: Path):
    for finding in findings_of(tmp_path, rule.failing):
        said = (finding.message("zh"), finding.message("en"), finding.hint("zh"), finding.hint("en"))
        assert all(said), finding.code
        for words in said:
            assert "None" not in words and "Text(" not in words, words


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.code)
def test_a_rule_has_words_in_both_languages_a_why_and_both_examples(rule: Rule):
    for text in words_of(rule):
        assert text.zh.strip() and text.en.strip()
        assert text.zh != text.en or placeholders(text.zh)
    assert rule.failing and rule.passing and rule.failing != rule.passing


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.code)
def test_both_languages_say_the_same_figures(rule: Rule):
    for text in words_of(rule):
        assert placeholders(text.zh) == placeholders(text.en)
    assert not placeholders(rule.why.zh)


def test_every_example_that_is_a_whole_file_has_its_place_in_the_table():
    assert set(PLACES) == {rule.code for rule in WHOLE_FILES}


def test_a_code_names_one_rule():
    families = [*SOURCE_RULES, *refusals.RULES, *checks.RULES]
    assert len({rule.code for rule in families}) == len(families)
    assert UNKNOWN_RULESET.code in RULES


def test_a_fault_of_the_report_itself_is_never_an_error():
    errors = {rule.code for rule in checks.RULES if rule.severity is Severity.ERROR}
    of_our_record = {"continues-missing", "continues-cycle"}
    unfit_for_publication = {rule.code for rule in (*checks.privacy.RULES, *checks.secrecy.RULES)}
    assert errors == of_our_record | unfit_for_publication, "these are no faults of the report"


def test_every_check_has_a_docstring_and_yields_only_rules_that_are_listed():
    assert all(check.__doc__ for check in (*checks.CHECKS, *checks.PROJECT_CHECKS, *checks.CATALOG_CHECKS))
    assert len(set(checks.CHECKS)) == len(checks.CHECKS)

"""Catalog → findings: one module a family, one explicit tuple of checks.

A check is a pure function of one entry (or of the whole catalog) that yields diagnostics. To add one: write it in its
family's module beside its `Rule`, and add it to `CHECKS`, `PROJECT_CHECKS`, `CATALOG_CHECKS`, `PAGE_CHECKS` or `SETTINGS_CHECKS` below.
"""

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, TypeAlias

from generator.catalog import Catalog
from generator.catalog.entry import Entry
from generator.checks import (
    across,
    arithmetic,
    assessment,
    claims,
    continuity,
    copies,
    corrections,
    coverage,
    money,
    plausibility,
    privacy,
    projects,
    scoring,
    secrecy,
    slips,
    untitled,
    weighting,
    wording,
    written,
)
from generator.checks.finding import rests_on_doubt
from generator.diagnostics import Diagnostic, Rule
from generator.model.handwritten import Handwritten
from generator.source.document import Document

Check: TypeAlias = Callable[[Entry], Iterator[Diagnostic]]
ProjectCheck: TypeAlias = Callable[[Catalog, Sequence[Entry]], Iterator[Diagnostic]]
CatalogCheck: TypeAlias = Callable[[Catalog], Iterator[Diagnostic]]
PageCheck: TypeAlias = Callable[[Handwritten], Iterator[Diagnostic]]
SettingsCheck: TypeAlias = Callable[[Document], Iterator[Diagnostic]]

CHECKS: Final[tuple[Check, ...]] = (
    arithmetic.weights_add_up,
    arithmetic.level1_weights_follow_the_standard,
    arithmetic.total_is_the_sum_of_rows,
    arithmetic.total_is_what_we_compute,
    arithmetic.grade_fits_the_total,
    money.totals_are_the_sum_of_sources,
    money.balance_is_received_less_executed,
    money.rates_follow_from_the_money,
    money.money_stays_within_its_bounds,
    slips.amounts_are_in_one_unit,
    scoring.stated_score_is_within_the_weight,
    scoring.stated_score_is_what_we_compute,
    scoring.stated_completion_is_what_we_compute,
    assessment.qualitative_rows_are_assessed,
    assessment.rows_can_be_computed,
    assessment.actual_values_are_exact,
    scoring.awards_say_why,
    scoring.over_completion_says_why,
    scoring.figures_can_be_read,
    scoring.execution_stands_once,
    written.values_stand_without_spaces,
    privacy.personal_data_is_absent,
    secrecy.marks_are_absent,
    claims.tiers_carry_the_points,
    claims.factors_are_applied_once,
    claims.points_rest_on_an_actual_value,
    claims.signs_point_the_right_way,
    claims.signs_survived_the_scan,
    plausibility.outputs_cost_money,
    plausibility.what_was_planned_was_done,
    plausibility.deviations_say_why,
    plausibility.verdicts_wait_for_the_end,
    plausibility.periods_run_forwards,
    plausibility.dates_lie_in_the_year,
    weighting.weights_tell_what_matters,
    weighting.no_indicator_decides_alone,
    weighting.not_every_row_is_full,
    weighting.satisfaction_is_asked,
    wording.problems_are_named,
    wording.nothing_is_left_of_the_form,
    wording.targets_have_units,
    wording.targets_ask_for_something,
    wording.goals_are_sentences,
    coverage.published_in_time,
    coverage.published_after_the_evaluation,
)

PROJECT_CHECKS: Final[tuple[ProjectCheck, ...]] = (across.reports_follow_each_other,)

CATALOG_CHECKS: Final[tuple[CatalogCheck, ...]] = (
    continuity.continued_reports_exist,
    projects.projects_go_on,
    projects.codes_are_unique,
    coverage.expected_reports_are_there,
    copies.passages_are_their_own,
    untitled.withheld_titles_are_told_nowhere,
)

TAKEN: Final[Mapping[CatalogCheck, tuple[str, ...]]] = {
    continuity.continued_reports_exist: ("continues",),
    projects.projects_go_on: ("title", "continues", "runs"),
    projects.codes_are_unique: ("title", "code", "continues"),
    coverage.expected_reports_are_there: (),
    copies.passages_are_their_own: ("title", "passages"),
}
"""What a check of the catalog takes from a report's cover; beside that, no more than who the report is, whether it could be read
whole, and the place of what is found. Whoever keeps what it found may give it again while all of this is the same. A check that is
not named takes more."""

ONE_BY_ONE: Final[Mapping[CatalogCheck, tuple[Callable[[Catalog], Any], Callable[[Entry, Any], Iterator[Diagnostic]]]]] = {
    untitled.withheld_titles_are_told_nowhere: (untitled.withheld_titles, untitled.titles_told_in),
}
"""Checks of the catalog that look into one report after the other for something, nothing of which is never found: what the catalog has
them look for, and how one report is looked at, which rests on that and this report alone."""

PAGE_CHECKS: Final[tuple[PageCheck, ...]] = (privacy.pages_hold_no_personal_data, secrecy.pages_bear_no_marks)

SETTINGS_CHECKS: Final[tuple[SettingsCheck, ...]] = (privacy.settings_hold_no_personal_data, secrecy.settings_bear_no_marks)

RULES: Final[tuple[Rule, ...]] = (
    *arithmetic.RULES,
    *money.RULES,
    *slips.RULES,
    *scoring.RULES,
    *assessment.RULES,
    *written.RULES,
    *continuity.RULES,
    *across.RULES,
    *projects.RULES,
    *coverage.RULES,
    *corrections.RULES,
    *privacy.RULES,
    *secrecy.RULES,
    *claims.RULES,
    *plausibility.RULES,
    *weighting.RULES,
    *wording.RULES,
    *copies.RULES,
    *untitled.RULES,
)


ACROSS: Final[frozenset[str]] = frozenset(
    rule.code for check in (*PROJECT_CHECKS, *CATALOG_CHECKS) for rule in sys.modules[check.__module__].RULES
)
"""Codes that rest on other reports too, so that a run over some of the records can't tell that they are not there."""


def check_entry(entry: Entry) -> Iterator[Diagnostic]:
    """Yield what every check finds in one report."""
    for check in CHECKS:
        for found in check(entry):
            if not rests_on_doubt(found, entry):
                yield found


def check_catalog(catalog: Catalog) -> Iterator[Diagnostic]:
    """Yield what every check finds, in each report and between them."""
    for entry in catalog.entries:
        yield from check_entry(entry)
    yield from check_across(catalog)


def check_project(catalog: Catalog, entries: Sequence[Entry]) -> Iterator[Diagnostic]:
    """Yield what is found between the reports of one project.

    It rests on these entries and on `history.context_of` them, on nothing else: whoever keeps it may give it again while
    both are the same.
    """
    for check in PROJECT_CHECKS:
        yield from check(catalog, entries)


def check_projects(catalog: Catalog, projects: Iterable[Sequence[Entry]]) -> Iterator[Diagnostic]:
    """Yield what is found between the reports of each of some projects."""
    for entries in projects:
        yield from check_project(catalog, entries)


def check_all(catalog: Catalog) -> Iterator[Diagnostic]:
    """Yield what the checks find that look at every report."""
    for check in CATALOG_CHECKS:
        yield from check(catalog)


OfProjects: TypeAlias = Callable[[Catalog, Sequence[Sequence[Entry]]], Iterable[Diagnostic]]
OfAll: TypeAlias = Callable[[Catalog], Iterable[Diagnostic]]
Across: TypeAlias = Callable[[Catalog], Iterable[Diagnostic]]
"""Whoever tells what is found between reports: `check_projects`, `check_all` and `check_across`, or somebody who remembers."""


def check_across(catalog: Catalog, of_projects: OfProjects = check_projects, of_all: OfAll = check_all) -> Iterator[Diagnostic]:
    """Yield what is found between the reports, which a change to any of them may change.

    `of_projects` is asked once, for the projects that have several. An entry's document is looked into only for what is found in
    it: it costs nothing to have it parsed again on demand.
    """
    yield from of_all(catalog)
    yield from of_projects(catalog, [entries for entries in catalog.by_project.values() if len(entries) > 1])


def check_pages(pages: Iterable[Handwritten]) -> Iterator[Diagnostic]:
    """Yield what is found in hand-written pages."""
    for page in pages:
        for check in PAGE_CHECKS:
            yield from check(page)


def check_settings(documents: Iterable[Document]) -> Iterator[Diagnostic]:
    """Yield what is found in the files around the records: settings, agencies, standards, lists of expected reports."""
    for document in documents:
        for check in SETTINGS_CHECKS:
            yield from check(document)

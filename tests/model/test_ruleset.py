"""Scoring standards as data: the built-in ones, and what a local one may say."""

from decimal import Decimal
from importlib import resources

import pytest
from model.validating import faults, valid

from generator.model.ruleset import Ruleset
from generator.model.standards import builtin_rulesets

BUILT_IN = builtin_rulesets()
LOCAL = "id: local\ntitle: 本地标准\nbasis: inferred\nsource: {document: 某县表注}\n"


def test_the_five_standards_of_the_design_are_built_in():
    assert set(BUILT_IN) == {"national-2020", "national-2021-cost", "hubei", "quwo-2021", "unscored"}


@pytest.mark.parametrize("ruleset", BUILT_IN.values(), ids=BUILT_IN)
def test_a_standards_file_is_named_like_its_id(ruleset: Ruleset):
    assert resources.files("generator.rulesets").joinpath(f"{ruleset.id}.yaml").is_file()


@pytest.mark.parametrize("ruleset", BUILT_IN.values(), ids=BUILT_IN)
def test_a_standard_is_honest_about_its_source(ruleset: Ruleset):
    assert ruleset.source.document
    assert ruleset.source.note
    if ruleset.basis == "official":
        assert not ruleset.source.text_read, "the official text was not available"


@pytest.mark.parametrize("ruleset", [r for r in BUILT_IN.values() if r.computes], ids=lambda ruleset: ruleset.id)
def test_fixed_weights_fill_the_scale_unless_some_are_free(ruleset: Ruleset):
    weights = list(ruleset.level1.values())
    assert None in weights or sum(weight for weight in weights if weight is not None) == ruleset.scale == 100


@pytest.mark.parametrize("ruleset", [r for r in BUILT_IN.values() if r.computes], ids=lambda ruleset: ruleset.id)
def test_tiers_meet_end_to_end_from_0_to_100_per_cent(ruleset: Ruleset):
    assert ruleset.qualitative is not None
    bands = sorted(ruleset.qualitative.tiers.values())
    assert [bands[0][0], bands[-1][1]] == [0, 1]
    assert [low for low, _ in bands[1:]] == [high for _, high in bands[:-1]]


@pytest.mark.parametrize(
    ("ruleset", "share", "label"),
    [
        ("national-2020", "100", "优"),
        ("national-2020", "90", "优"),
        ("national-2020", "89.99", "良"),
        ("national-2020", "80", "良"),
        ("national-2020", "79.99", "中"),
        ("national-2020", "60", "中"),
        ("national-2020", "59.99", "差"),
        ("national-2020", "0", "差"),
        ("quwo-2021", "74.3", "合格"),
        ("quwo-2021", "94.86", "优秀"),
        ("unscored", "90", None),
    ],
)
def test_a_grade_begins_at_its_lower_bound(ruleset: str, share: str, label: str | None):
    assert BUILT_IN[ruleset].grade_of(Decimal(share)) == label


def test_the_standards_differ_where_the_design_says_so():
    assert {name: r.qualitative.award for name, r in BUILT_IN.items() if r.qualitative} == {
        "national-2020": "stated", "national-2021-cost": "stated", "hubei": "stated", "quwo-2021": "completion",
    }  # fmt: skip
    assert {name for name, r in BUILT_IN.items() if r.qualitative and r.qualitative.unassessed == "zero"} == {"quwo-2021"}
    assert {name for name, r in BUILT_IN.items() if r.quantitative and r.quantitative.at_most == "inverse"} == {"hubei"}
    assert not BUILT_IN["unscored"].computes


def test_a_standard_that_says_little_computes_nothing():
    ruleset = valid(LOCAL, Ruleset)
    assert not ruleset.computes
    assert ruleset.scale is None
    assert ruleset.rounding.places == 2


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("level1: {产出指标: 很多}", ("schema-value", 5, 16)),
        ("level1: {产出指标: -5}", ("schema-value", 5, 16)),
        ("level1: {产出指标: NaN}", ("schema-value", 5, 16)),
        ("grades: [[90, 优], 良]", ("schema-value", 5, 19)),
        ("grades: [[九十, 优]]", ("schema-value", 5, 10)),
        ("quantitative: {at_most: overun}", ("schema-choice", 5, 25)),
        ("quantitative: {unmarked: {成本指标: up}}", ("schema-choice", 5, 33)),
        ("qualitative: {tiers: {achieved: [0.8, 1]}}", ("schema-percentage", 5, 34)),
        ("qualitative: {unassessed: skip}", ("schema-choice", 5, 27)),
        ("budget_execution: {numerator: executed}", ("schema-missing", 5, 19)),
        ("formula: weight * 2", ("schema-unknown-key", 5, 1)),
        ("scale: 一百", ("schema-value", 5, 8)),
        ("scale: 0", ("schema-value", 5, 8)),
        ("scale: -100", ("schema-value", 5, 8)),
        ("grades: [[60, 合格], [90, 优秀]]", ("schema-value", 5, 9)),
        ("grades: [[90, 优秀], [90, 良好]]", ("schema-value", 5, 9)),
        ("grades: [[NaN, 优秀]]", ("schema-value", 5, 10)),
        ("grades: [[Infinity, 优秀]]", ("schema-value", 5, 10)),
        ("grades: [[90, '']]", ("schema-value", 5, 10)),
        ("grades: [[1e3000000, 优秀]]", ("schema-value", 5, 10)),
        ("level1: {产出指标: 1_000}", ("schema-value", 5, 16)),
        ("level1: {产出指标: １００}", ("schema-value", 5, 16)),
        ("rounding: {places: 100}", ("schema-value", 5, 20)),
        ("rounding: {places: -1}", ("schema-value", 5, 20)),
        ("rounding: {places: 2.5}", ("schema-value", 5, 20)),
        ("budget_execution: {method: ratio, cap: 150%}", ("schema-value", 5, 40)),
        ("budget_execution: {method: ratio, cap: -5%}", ("schema-value", 5, 40)),
        ("qualitative: {tiers: {achieved: [100%, 80%]}}", ("schema-value", 5, 33)),
        ("qualitative: {tiers: {achieved: [80%, 120%]}}", ("schema-value", 5, 39)),
    ],
)
def test_a_fault_of_a_standard_stands_where_it_is(line: str, place: tuple[str, int, int]):
    assert place in faults(LOCAL + line + "\n", Ruleset)


@pytest.mark.parametrize("ruleset", BUILT_IN.values(), ids=BUILT_IN)
def test_a_standard_cannot_be_changed(ruleset: Ruleset):
    with pytest.raises(ValueError, match="frozen"):
        ruleset.scale = Decimal(120)

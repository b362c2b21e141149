"""Where bundles end: full enough, never too large, and little moved by one report more or less."""

import random

import pytest

from generator.site.search import plan
from generator.site.search.plan import PAGE, Planned, planned
from generator.site.search.report import KeptWords, Words
from generator.source.identity import ReportId

LARGEST = 50
WORDS = 100


@pytest.fixture(autouse=True)
def _smaller(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plan, "ENOUGH", 20 * (PAGE + WORDS))
    monkeypatch.setattr(plan, "LARGEST", LARGEST * (PAGE + WORDS))


def reports(year: int, count: int) -> list[KeptWords]:
    return [report(ReportId(year, "ju", f"xiangmu-{number:05}"), f"t{number}") for number in range(count)]


def report(id: ReportId, text: str, words: int = WORDS) -> KeptWords:
    return KeptWords(id, Words("n", WORDS), Words(text, words))


def counts(bundles: tuple[Planned, ...]) -> list[int]:
    return [len(bundle.reports) for bundle in bundles]


def test_every_report_has_its_place_in_the_columns_whatever_the_order_they_come_in() -> None:
    held = [*reports(2021, 300), *reports(2023, 7), *reports(2022, 90)]
    bundles = planned(held, "text")
    ordered = [one for bundle in bundles for one in bundle.reports]
    assert ordered == sorted(held, key=lambda one: (-one.id.year, one.id))
    assert all(ordered[bundle.first] == bundle.reports[0] for bundle in bundles)
    assert max(counts(bundles)) <= LARGEST
    random.Random(1).shuffle(held)
    assert planned(held, "text") == bundles


def test_small_years_stand_together_and_one_that_fits_is_not_cut() -> None:
    held = [*reports(2024, 5), *reports(2023, 9), *reports(2022, 50), *reports(2021, 12), *reports(2020, 30), *reports(2019, 1)]
    found = planned(held, "text")
    assert [(bundle.years, len(bundle.reports)) for bundle in found] == [
        ([2024, 2023], 14),
        ([2022], 50),
        ([2021, 2020], 42),
        ([2019], 1),
    ]


def test_a_report_more_or_less_changes_few_bundles_and_leaves_the_others_their_paths() -> None:
    held = reports(2021, 3000)
    before = {bundle.path for bundle in planned(held, "text")}
    new = report(ReportId(2021, "aju", "xiangmu"), "neu")
    for changed in ([new, *held], held[1:], [*held[:1500], *held[1501:]]):
        after = {bundle.path for bundle in planned(changed, "text")}
        assert 1 <= len(after - before) <= 4
        assert len(before) > 60


def test_a_changed_word_changes_the_one_bundle_it_stands_in() -> None:
    held = reports(2021, 300)
    other = [*held[:100], report(held[100].id, "anders", WORDS + 1), *held[101:]]
    assert len({b.path for b in planned(other, "text")} - {b.path for b in planned(held, "text")}) == 1
    assert {b.path for b in planned(other, "names")} == {b.path for b in planned(held, "names")}


def test_no_two_bundles_share_a_path_even_with_the_same_words() -> None:
    held = [one._replace(text=one.names) for one in reports(2021, 300)]
    bundles = planned(held, "names", "text")
    assert len({bundle.path for bundle in bundles}) == len(bundles)


def test_long_reports_fill_a_bundle_sooner_and_the_longest_stands_alone() -> None:
    held = [report(one.id, one.text.digest, 10 * WORDS) for one in reports(2021, 300)]
    assert max(counts(planned(held, "text"))) <= LARGEST * (PAGE + WORDS) // (PAGE + 10 * WORDS)
    assert max(counts(planned(held, "names"))) > 20
    long = [*held[:5], report(held[5].id, "lang", 1_000_000), *held[6:9]]
    assert [len(bundle.reports) for bundle in planned(long, "text")] == [5, 1, 3]

"""What units came to is told again as it was kept."""

from collections.abc import Iterator

import pytest

from generator.assembly.bench import Made
from generator.assembly.ledger import Files, Known, Ledger, forget
from generator.cache.store import Kept, opened
from generator.site.links import Ties
from generator.site.search import KeptWords, Words
from generator.source.identity import ReportId

WORDS = KeptWords(ReportId(2021, "jia", "qiao"), Words("aa", 3), Words("bb", 70))
MADE = Made(("a.md",), ("a.html", "b.json"), ("/a/",), (WORDS,), 1)
TIES = Ties({"a.html": frozenset({"top"})}, frozenset({"b.html#x"}), frozenset({"a.html"}))


@pytest.fixture
def ledger() -> Iterator[Ledger]:
    with opened(None) as store:
        yield Ledger(store)


def test_a_unit_is_told_as_it_was_put(ledger: Ledger) -> None:
    ledger.put([("project/a", b"1", MADE, TIES), ("year/2021", b"2", Made((), (), (), (), 0), Ties())])
    assert ledger.known() == {"project/a": Known(b"1", 1, (WORDS,)), "year/2021": Known(b"2", 0, ())}
    assert dict(ledger.files(["project/a"])) == {"project/a": Files(["a.md"], ["a.html", "b.json"], ["/a/"])}
    assert dict(ledger.ties(without=["year/2021"])) == {"project/a": TIES}


def test_of_a_unit_that_is_left_files_and_ties_are_still_told_until_it_is_forgotten(ledger: Ledger) -> None:
    ledger.put([("project/a", b"1", MADE, TIES)])
    ledger.leave(["project/a"])
    assert ledger.known() == {}
    assert (
        set(ledger.strangers([])) == {name for name, _ in ledger.files()} == {name for name, _ in ledger.ties()} == {"project/a"}
    )
    ledger.forget(["project/a"])
    assert set(ledger.strangers([])) == set(ledger.files()) == set(ledger.ties()) == set()


def test_what_an_earlier_gongkai_kept_of_a_unit_is_not_known(ledger: Ledger) -> None:
    ledger.store.put("unit", [Kept("project/a", b"1", b'[["a.md"],["a.html"],[],[],1]')])
    assert ledger.known() == {}


def test_what_holds_of_the_whole_is_told_until_it_does_no_more(ledger: Ledger) -> None:
    ledger.hold("mapped", b"https://example.org/")
    ledger.hold("verified")
    ledger.hold_no_more("verified")
    assert ledger.state() == {"mapped": b"https://example.org/"}
    forget(ledger.store)
    assert ledger.state() == {}

"""Hands: the same results in the same order for any number of them, and whatever goes wrong comes back in words."""

import os
import signal
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from generator.cache.store import StoreError
from generator.diagnostics import UnusableError
from generator.site.folders.folder import NotOursError
from generator.source.shelved import ChangedError
from generator.workers.crew import Alone, Crew, CrewError, Forked, available, beside, crew_of

CREWS = pytest.mark.parametrize("crew", [Alone(), Forked(2), Forked(3)], ids=["1", "2", "3"])


@CREWS
def test_results_come_in_the_order_of_the_parts_and_work_may_be_any_function(crew: Crew) -> None:
    def work(part: int) -> tuple[int, int]:  # the first takes longest
        time.sleep(0.02 * (part == 0))
        return part, factor * part

    factor = 3
    assert list(crew.each(work, range(20))) == [(part, 3 * part) for part in range(20)]
    assert list(crew.each(work, [])) == []
    assert list(crew.each(work, [7])) == [(7, 21)]


def test_parts_are_done_by_other_processes_that_have_ended_afterwards() -> None:
    found = set(Forked(2).each(lambda _: os.getpid(), range(8)))
    assert os.getpid() not in found
    for process in found:
        with pytest.raises(ProcessLookupError):
            os.kill(process, 0)


def errors() -> list[Exception]:
    import sqlite3

    return [
        NotOursError(Path("a/b")), ChangedError("content/a.yaml"), StoreError(sqlite3.DatabaseError("broken")), CrewError(),
        UnusableError("话", "words"), KeyError("ours"),
    ]  # fmt: skip


@CREWS
@pytest.mark.parametrize("error", errors(), ids=lambda error: type(error).__name__)
def test_what_the_work_raises_is_raised_here_with_the_same_words(crew: Crew, error: Exception) -> None:
    def work(part: int) -> int:
        if part == 3:
            raise error
        return part

    with pytest.raises(type(error)) as raised:
        list(crew.each(work, range(6)))
    assert str(raised.value) == str(error)
    assert vars(raised.value) == vars(error)


def test_a_process_that_is_killed_is_told_of_in_words() -> None:
    def work(part: int) -> int:
        if part == 2:
            os.kill(os.getpid(), signal.SIGKILL)
        return part

    with pytest.raises(CrewError, match="--jobs 1"):
        list(Forked(2).each(work, range(4)))


def test_a_crew_can_be_asked_again_after_it_failed() -> None:
    crew = Forked(2)
    with pytest.raises(ZeroDivisionError):
        list(crew.each(lambda part: 1 // part, range(3)))
    assert list(crew.each(lambda part: part + 1, range(3))) == [1, 2, 3]


@pytest.mark.parametrize(("jobs", "expected"), [(1, 1), (2, 2), (5, 5), (None, available())])
def test_as_many_hands_as_asked_for_by_default_one_a_processor(jobs: int | None, expected: int) -> None:
    assert crew_of(jobs).jobs == expected


def test_without_copies_of_a_process_there_is_one_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: Callable[[], list[str]] = lambda: ["spawn"]  # noqa: E731
    monkeypatch.setattr("multiprocessing.get_all_start_methods", asked)
    assert crew_of(4).jobs == 1


def failing(elsewhere: bool) -> int:
    if elsewhere == (os.getpid() != HERE):
        raise ValueError
    return os.getpid()


HERE = os.getpid()


def test_what_is_begun_beside_this_process_goes_on_in_another_that_ends_with_the_context() -> None:
    with beside(2) as begin:
        first, large, last, never = begin(os.getpid), begin(partial(bytes, 1 << 20)), begin(os.getpid), begin(os.getpid)
        assert last() == last() == first() != os.getpid()
        there = last()
    with pytest.raises(ProcessLookupError):
        os.kill(there, 0)
    assert (first(), len(large()), never()) == (there, 1 << 20, os.getpid())  # what nobody tells any more is found out here


def test_where_the_other_process_fails_the_work_is_done_here() -> None:
    with beside(2) as begin:
        assert begin(partial(failing, elsewhere=True))() == os.getpid()
        there = begin(os.getpid)()
        os.kill(there, signal.SIGKILL)
        assert begin(os.getpid)() == os.getpid()


def test_for_one_job_work_is_done_here_when_it_is_asked_for() -> None:
    with beside(1) as begin:
        answer = begin(partial(failing, elsewhere=False))
        with pytest.raises(ValueError):
            answer()

"""Checks in one process, one after the other: their memory is walked through only when enough has been left behind."""

import gc
import weakref

import pytest

from generator.collector import COLLECTOR, Collector


class Knot:
    """Holds itself, so that only a walk frees it."""

    def __init__(self) -> None:
        self.itself = self


def left_by_a_run(collector: Collector) -> weakref.ref[Knot]:
    with collector.paused():
        return weakref.ref(Knot())


def test_what_a_small_run_leaves_is_not_walked_for_and_what_many_left_is_freed(monkeypatch: pytest.MonkeyPatch) -> None:
    collector = Collector()
    left_by_a_run(collector)  # after which it is known what this process uses
    knot = left_by_a_run(collector)
    left_by_a_run(collector)
    assert knot() is not None
    monkeypatch.setattr(Collector, "ENOUGH", -1_000_000)
    left_by_a_run(collector)
    assert knot() is None


def test_the_collector_runs_on_after_a_fault() -> None:
    assert gc.isenabled()
    with pytest.raises(ZeroDivisionError), COLLECTOR.paused():
        raise ZeroDivisionError
    assert gc.isenabled()

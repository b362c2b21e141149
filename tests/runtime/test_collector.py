"""Checks in one process, one after the other: their memory is walked through only when enough has been left behind."""

import gc
import weakref
from collections.abc import Iterator

import pytest

from generator.cli import main
from generator.runtime.collector import COLLECTOR, Collector, aside


class Knot:
    """Holds itself, so that only a walk frees it."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def frozen() -> Iterator[int]:
    """How much is set aside before; all of it is looked at again afterwards."""
    yield gc.get_freeze_count()
    gc.unfreeze()


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


def test_what_was_left_may_be_freed_before_the_next_run(monkeypatch: pytest.MonkeyPatch) -> None:
    collector = Collector()
    left_by_a_run(collector)
    knot = left_by_a_run(collector)
    collector.tidy()
    assert knot() is not None
    monkeypatch.setattr(Collector, "ENOUGH", -1_000_000)
    collector.tidy()
    assert knot() is None


def test_the_collector_runs_on_after_a_fault() -> None:
    assert gc.isenabled()
    with pytest.raises(ZeroDivisionError), COLLECTOR.paused():
        raise ZeroDivisionError
    assert gc.isenabled()


def test_what_is_made_is_set_aside(frozen: int) -> None:
    with aside():
        assert not gc.isenabled()
        made = [Knot() for _ in range(1000)]
    assert gc.isenabled()
    assert gc.get_freeze_count() >= frozen + len(made)


def test_a_command_leaves_nothing_to_be_freed_one_by_one(frozen: int, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Knot] = []

    def command() -> None:
        made.extend(Knot() for _ in range(1000))
        raise SystemExit(1)

    monkeypatch.setitem(main.__globals__, "gongkai", command)
    with pytest.raises(SystemExit):
        main()
    assert gc.get_freeze_count() >= frozen + len(made)

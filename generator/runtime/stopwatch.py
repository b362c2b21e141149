"""What each stage of a run takes: seconds by the clock and of processors, and the most memory held until its end; and how far it is."""

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Final, NamedTuple, TypeAlias

_RESOURCE: Final[ModuleType | None] = import_module("resource") if find_spec("resource") else None  # not on Windows


class Lap(NamedTuple):
    """One stage: seconds by the clock and of processors, and bytes of memory, of this process and of the largest of its children."""

    stage: str
    seconds: float
    cpu: float
    memory: int
    of_children: int


Told: TypeAlias = Callable[[str, int, int], object]
"""Who hears of each stage that begins, and how many parts of a step are done, of how many; of none where they are not counted."""


def nobody(_step: str, _done: int, _of: int) -> None:
    """Hear of nothing."""


class Stopwatch:
    """Takes the time of stages, in their order."""

    def __init__(self, told: Told = nobody) -> None:
        self.laps: list[Lap] = []
        self.told = told

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Take the time of what is done meanwhile."""
        start, spent = time.perf_counter(), _spent()
        self.told(name, 0, 0)
        try:
            yield
        finally:
            self.laps.append(Lap(name, time.perf_counter() - start, _spent() - spent, *_memory()))


def _spent() -> float:
    """Return the seconds that processors have worked for this process and the children it waited for."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def _memory() -> tuple[int, int]:
    if _RESOURCE is None:
        return 0, 0
    unit = 1 if sys.platform == "darwin" else 1024
    own, children = (_RESOURCE.getrusage(who).ru_maxrss * unit for who in (_RESOURCE.RUSAGE_SELF, _RESOURCE.RUSAGE_CHILDREN))
    return own, children

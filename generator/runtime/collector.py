"""The garbage collector, kept still where it would walk through all there is and free none of it."""

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import Final


@contextmanager
def still() -> Iterator[None]:
    """Keep it still meanwhile, also in copies of this process that are made then.

    What is made are trees without cycles, which go by themselves; it would only look at reports that are held open.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


@contextmanager
def aside() -> Iterator[None]:
    """Keep it still meanwhile, and set aside what there is then: it is not walked through any more."""
    with still():
        try:
            yield
        finally:
            gc.freeze()


@contextmanager
def until_the_end() -> Iterator[None]:
    """Let go of all there is at once when the process ends afterwards: Python would free what it can find, one by one."""
    try:
        yield
    finally:
        gc.freeze()


def imported(name: str) -> ModuleType:
    """Import a module with all that it needs: code stays."""
    with aside():
        return import_module(name)


class Collector:
    """Keeps the garbage collector still while records are read, which it would walk through for half the time.

    What was read is set aside from later walks too. Once `ENOUGH` more is in use than after the last walk, or the first run, the
    next run first collects what others left: `serve` checks again and again, and collects it while nobody waits.
    """

    ENOUGH: Final = 400_000
    """Blocks of memory: some 20 MB. A walk goes over the whole process, so that many small runs would pay more for it than for their work."""

    def __init__(self) -> None:
        self._in_use: int | None = None

    def tidy(self) -> None:
        """Collect what was left, where that may be enough, and set aside what is still in use."""
        if self._in_use is not None and sys.getallocatedblocks() - self._in_use > self.ENOUGH:
            gc.unfreeze()
            gc.collect()
            gc.freeze()
            self._in_use = sys.getallocatedblocks()

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Keep it still meanwhile, and set aside what there is then."""
        self.tidy()
        with aside():
            yield
        self._in_use = self._in_use or sys.getallocatedblocks()


COLLECTOR: Final = Collector()
"""That of this process."""

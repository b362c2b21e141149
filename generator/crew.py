"""Hands for work that falls into parts which know nothing of each other: this process alone, or several.

Parts are done in any order and handed back in theirs, so that what comes of them is the same for every number of hands.
"""

import ctypes
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Any, Final, Protocol, TypeVar

from generator.diagnostics import UnusableError

T = TypeVar("T")
R = TypeVar("R")
T_contra = TypeVar("T_contra", contravariant=True)
R_co = TypeVar("R_co", covariant=True)

_PR_SET_PDEATHSIG: Final = 1


class CrewError(UnusableError):
    """A process that did part of the work was killed."""

    def __init__(self) -> None:
        super().__init__(
            "一个工作进程意外终止（可能是内存不足）；可用 --jobs 1 再试",
            "a process that did part of the work was killed (too little memory, perhaps): try again with --jobs 1",
        )


class Work(Protocol[T_contra, R_co]):
    """What is done with each part, here or where nothing of this process is at hand."""

    def __call__(self, part: T_contra, /) -> R_co:
        """Do a part here."""
        ...

    def stays(self, part: T_contra, /) -> bool:
        """Tell whether a part is not worth the way to another machine."""
        ...

    def packed(self, part: T_contra, /) -> Any:
        """Return all of a part that `there` needs, to be pickled."""
        ...

    def there(self) -> Callable[[Any], R_co]:
        """Return what does packed parts elsewhere, to be pickled."""
        ...


class Crew(Protocol):
    """Whoever does parts of the work."""

    @property
    def jobs(self) -> int:
        """How many things are done at the same time on this machine."""
        ...

    def each(self, work: Work[T, R], parts: Sequence[T]) -> Iterator[R]:
        """Yield what `work` returns of each part, in the order of the parts. What it raises is raised here."""
        ...


class Alone:
    """One process that does it all."""

    jobs = 1

    def each(self, work: Work[T, R], parts: Sequence[T]) -> Iterator[R]:
        """Yield what `work` returns of each part."""
        return map(work, parts)


class Forked:
    """Copies of this process: they have all that it has, so that only results are sent.

    Never while threads are at work (`serve`), since a copy has none of them and may inherit their locks.
    """

    def __init__(self, jobs: int) -> None:
        self.jobs = jobs

    def each(self, work: Work[T, R], parts: Sequence[T]) -> Iterator[R]:
        """Yield what `work` returns of each part."""
        global _shift  # noqa: PLW0603 - what the copies of this process are to find
        if len(parts) < 2:
            yield from map(work, parts)
            return
        _shift = (work, parts)
        try:
            context = multiprocessing.get_context("fork")
            with ProcessPoolExecutor(min(self.jobs, len(parts)), context, _end_with, (os.getpid(),)) as pool:
                yield from pool.map(_do, range(len(parts)))
        except BrokenProcessPool as error:
            raise CrewError from error
        finally:
            _shift = None


def crew_of(jobs: int | None) -> Crew:
    """Return as many hands as asked for; by default as many as this process may use processors. Without `fork`, one."""
    if "fork" not in multiprocessing.get_all_start_methods():
        return Alone()
    count = jobs or available()
    return Alone() if count == 1 else Forked(count)


def available() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


_shift: tuple[Callable[[Any], Any], Sequence[Any]] | None = None


def _do(number: int) -> Any:
    assert _shift is not None, "inherited from the process that this is a copy of"
    work, parts = _shift
    return work(parts[number])


def _end_with(parent: int) -> None:
    """Leave Ctrl-C to the first process, and end when it is killed: nothing goes on writing into its folders."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)

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
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final, Generic, Protocol, TypeVar
from weakref import WeakValueDictionary

from generator.diagnostics import UnusableError

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

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


@dataclass(frozen=True)
class Counted:
    """Hands that do one step, and `told` hears how many of its parts are done, and of how many."""

    crew: Crew
    told: Callable[[str, int, int], object]
    step: str

    @property
    def jobs(self) -> int:
        """How many things are done at the same time on this machine."""
        return self.crew.jobs

    def each(self, work: Work[T, R], parts: Sequence[T]) -> Iterator[R]:
        """Yield what `work` returns of each part."""
        for done, result in enumerate(self.crew.each(work, parts), 1):
            self.told(self.step, done, len(parts))
            yield result


def crew_of(jobs: int | None) -> Crew:
    """Return as many hands as asked for; by default as many as this process may use processors. Without `fork`, one."""
    if "fork" not in multiprocessing.get_all_start_methods():
        return Alone()
    count = jobs or available()
    return Alone() if count == 1 else Forked(count)


def available() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Answer(Protocol[R_co]):
    """Waits for what some work came to."""

    def __call__(self) -> R_co:
        """Return it."""
        ...


class Begin(Protocol):
    """Begins work, to be pickled, that goes on beside this process's own."""

    def __call__(self, work: Callable[[], R], /) -> Answer[R]:
        """Begin it when what was begun before is done; whoever asks for it waits."""
        ...


@contextmanager
def beside(jobs: int) -> Iterator[Begin]:
    """Have one more process at hand for what this one will want to know later, for as long as the context lasts.

    It is a copy of this one, so never made while threads are at work; work may be begun while they are. For one job, or without
    `fork`, there is none, and work is done when it is asked for.
    """
    if jobs < 2 or "fork" not in multiprocessing.get_all_start_methods():
        yield cache
        return
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe()
    other = context.Process(target=_work_beside, args=(theirs, ours, os.getpid()), daemon=True)
    other.start()
    theirs.close()
    try:
        yield _Asked(ours).begin
    finally:
        other.kill()
        other.join()
        ours.close()


class _Asked:
    """Asks the process at the other end, which answers in turn."""

    def __init__(self, there: "Connection") -> None:
        self._there = there
        self._begun = 0
        self._awaited: WeakValueDictionary[int, _Begun[Any]] = WeakValueDictionary()

    def begin(self, work: Callable[[], R]) -> Answer[R]:
        self._begun += 1
        one = self._awaited[self._begun] = _Begun(work, self._listen)
        with suppress(OSError):
            self._there.send((self._begun, work))
        return one

    def _listen(self) -> bool:
        """Take the next answer, for whoever still waits for it; tell whether there was one."""
        with suppress(OSError, EOFError):
            number, is_done, found = self._there.recv()
            if (one := self._awaited.get(number)) is not None:
                one.take(found, is_done=is_done)
            return True
        return False


class _Begun(Generic[R]):
    """Work that another process does; where it fails, or is gone, it is done here."""

    def __init__(self, work: Callable[[], R], listen: Callable[[], bool]) -> None:
        self._work, self._listen = work, listen
        self._found: Callable[[], R] | None = None

    def take(self, found: R, *, is_done: bool) -> None:
        self._found = cache(self._work) if not is_done else lambda: found

    def __call__(self) -> R:
        while self._found is None:
            if not self._listen():
                self.take(self._work(), is_done=True)
        return self._found()


def _work_beside(there: "Connection", not_ours: "Connection", parent: int) -> None:
    not_ours.close()
    _end_with(parent)
    with suppress(OSError, EOFError):
        while True:
            number, work = there.recv()
            try:
                answer = number, True, work()
            except Exception:  # noqa: BLE001 - the one who asked does it again, and meets it there
                answer = number, False, None
            there.send(answer)


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

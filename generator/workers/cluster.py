"""Hands on other machines: the workers of a `dask.distributed` scheduler, which write into the same folders as this one.

Parts go there packed, as workers are free; what is not worth the way is done here meanwhile. A part whose worker is lost is
done again by another. Each worker must be the very same program and must see this run's folder, which is looked at when the
run begins and again before each part: workers that join later are asked too, and one that was believed lost writes nothing
once the run is over.
"""

import logging
import pickle
import secrets
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import CancelledError, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

from generator.diagnostics import UnusableError
from generator.runtime.collector import still
from generator.runtime.program import program
from generator.workers.crew import Work, available

if TYPE_CHECKING:
    from distributed import Client, Future, Worker

T = TypeVar("T")
R = TypeVar("R")

PATIENCE: Final = 20.0
"""Seconds without any worker until the run gives up: one that was killed may be started again by then."""

_CONNECTING: Final = 10
_GLANCE: Final = 1.0
_RETRIES: Final = 2
_AHEAD: Final = 2
"""Parts sent to each thread of the workers, so that none waits for the way."""
_MARK: Final = ".at-work-"
_LARGEST: Final = "distributed.admin.large-graph-warning-threshold"
"""Beyond it, Dask advises programmers not to send data along with work; ours goes where it is worked on, once."""


class ClusterError(UnusableError):
    """A scheduler or workers that can't do this work."""


@dataclass(frozen=True)
class Run:
    """What a worker must agree with: the program, and a file which is there while the run is under way."""

    program: bytes
    mark: Path

    def fault(self) -> str | None:
        """Return what is wrong with this process: `program`, `folder`, or nothing."""
        if program() != self.program:
            return "program"
        return None if self.mark.is_file() else "folder"


@dataclass(frozen=True)
class Cluster:
    """The workers of a scheduler, in one run."""

    client: "Client"
    run: Run
    jobs: int = field(default_factory=available)
    """What is done on this machine by several threads has as many as there are processors here."""

    def each(self, work: Work[T, R], parts: Sequence[T]) -> Iterator[R]:
        """Yield what `work` returns of each part, in the order of the parts. Raises `ClusterError` where nobody is left to do one."""
        if not parts:
            return
        there = self.client.submit(_opened, pickle.dumps(work.there()), self.run, pure=False, retries=_RETRIES)
        own = {number for number, part in enumerate(parts) if work.stays(part)}
        shift = _Shift(self, work, parts, there, deque(number for number in range(len(parts)) if number not in own))
        with ThreadPoolExecutor(1) as here:
            done_here = {number: here.submit(work, parts[number]) for number in sorted(own)}
            done: dict[int, R] = {}
            try:
                for number in range(len(parts)):
                    while number not in done:
                        shift.send()
                        if number in own and (done_here[number].done() or not shift.under_way):
                            done[number] = done_here.pop(number).result()
                        else:
                            done.update(shift.come())
                    yield done.pop(number)
            finally:
                here.shutdown(wait=False, cancel_futures=True)
                shift.end()


@dataclass
class _Shift:
    """Parts that are done elsewhere."""

    cluster: Cluster
    work: Work[Any, Any]
    parts: Sequence[Any]
    there: "Future[Any]"
    waiting: deque[int]
    under_way: "dict[Future[Any], int]" = field(default_factory=dict)
    _threads: int = 0
    _looked: float = float("-inf")
    _seen: float = field(default_factory=time.monotonic)

    def send(self) -> None:
        """Send as many parts as the workers can take."""
        self._look()
        while self.waiting and len(self.under_way) < _AHEAD * self._threads:
            number = self.waiting.popleft()
            packed = self.work.packed(self.parts[number])
            future = self.cluster.client.submit(
                _done, self.there, packed, self.cluster.run, key=f"gongkai-{secrets.token_hex(8)}", pure=False, retries=_RETRIES
            )
            self.under_way[future] = number

    def come(self) -> Mapping[int, Any]:
        """Wait a moment, and return the results that are there."""
        from distributed import wait

        if not self.under_way:
            time.sleep(_GLANCE / 4)
            return {}
        with _reached(), self.cluster.client.as_current():
            try:
                finished = wait(list(self.under_way), timeout=_GLANCE, return_when="FIRST_COMPLETED").done
            except TimeoutError:
                return {}
        return {self.under_way.pop(future): self._result(future) for future in finished}

    def end(self) -> None:
        """Call off what is not done, and wait for what is just being done: nobody goes on writing after the run."""
        client = self.cluster.client
        if not self.under_way or client.status != "running":
            return
        until = time.monotonic() + PATIENCE
        with suppress(OSError, CancelledError):
            client.cancel(list(self.under_way), force=True)
            while any(client.run(_is_busy, on_error="ignore").values()) and time.monotonic() < until:
                time.sleep(_GLANCE / 10)

    def _look(self) -> None:
        """Count the workers' threads from time to time. Raises `ClusterError` where there has been none for too long."""
        now = time.monotonic()
        if now < self._looked + _GLANCE:
            return
        with _reached():
            self._threads = sum(self.cluster.client.nthreads().values())
        self._looked = now
        if self._threads:
            self._seen = now
        elif now > self._seen + PATIENCE:
            raise ClusterError(
                "所有工作机都已失去联系；请重新启动它们再运行一次，已公开的网站没有改动",
                "every worker is lost: start them again and run once more; the published site was not touched",
            )

    @staticmethod
    def _result(future: "Future[Any]") -> Any:
        from distributed import KilledWorker

        if future.status == "finished":
            with _reached():
                return future.result()
        try:
            return future.result()
        except KilledWorker as error:
            raise ClusterError(
                f"有一部分工作接连使几台工作机终止（可能是内存不足）：{error.last_worker.address}",
                f"a part of the work ended one worker after the other (too little memory, perhaps): {error.last_worker.address}",
            ) from error
        except ModuleNotFoundError as error:
            raise _incapable("?", str(error)) from error


@contextmanager
def hired(address: str, folder: Path) -> Iterator[Cluster]:
    """Hire the workers of the scheduler at `address` for one run in `folder`, which every machine has at this very path.

    Raises `ClusterError` without `distributed`, scheduler or workers, and for a worker that is not this very program, naming it.
    """
    if find_spec("distributed") is None:
        raise ClusterError(
            "--scheduler 需要 dask.distributed：请安装 gongkai[cluster]",
            "--scheduler needs dask.distributed: install gongkai[cluster]",
        )
    import dask
    from distributed import Client

    for name in (name for name in logging.root.manager.loggerDict if name.startswith("distributed")):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)  # what matters of it is said in our own words
    for left in folder.glob(f"{_MARK}*"):
        left.unlink()
    run = Run(program(), folder / f"{_MARK}{secrets.token_hex(8)}")
    try:
        client = Client(address, timeout=_CONNECTING, set_as_default=False)
    except (OSError, ValueError) as error:
        raise ClusterError(f"连接不上调度器 {address}：{error}", f"no scheduler answers at {address}: {error}") from error
    run.mark.touch(exist_ok=False)
    try:
        _ask(client, address, run)
        with dask.config.set({_LARGEST: "1 TiB"}):
            yield Cluster(client, run)
    finally:
        run.mark.unlink(missing_ok=True)
        client.close()


def _ask(client: "Client", address: str, run: Run) -> None:
    """Ask every worker whether it can do this work."""
    with _reached():
        found = client.run(_fault, run, on_error="return")
    if not found:
        raise ClusterError(
            f"调度器 {address} 没有工作机：请先启动 dask worker",
            f"the scheduler at {address} has no worker: start some with dask worker",
        )
    for worker, fault in sorted(found.items()):
        if isinstance(fault, BaseException):
            raise _incapable(worker, str(fault)) from fault
        _raise(fault, worker, run)


def _raise(fault: str | None, worker: str, run: Run) -> None:
    if fault == "program":
        raise ClusterError(
            f"工作机 {worker} 上的程序与本机不同：gongkai、Python 和依赖库都须是同一版本，更新后要重启工作机",
            f"the worker {worker} is not the same program as here: gongkai, Python and the libraries must be the same versions; "
            "restart it after an update",
        )
    if fault == "folder":
        raise ClusterError(
            f"工作机 {worker} 看不到 {run.mark.parent}：各机器须以同一路径挂载同一个文件夹",
            f"the worker {worker} doesn't see {run.mark.parent}: every machine needs the same folder at the same path",
        )


def _incapable(worker: str, why: str) -> ClusterError:
    return ClusterError(
        f"工作机 {worker} 不能运行 gongkai（{why}）：请在那里安装同一版本",
        f"the worker {worker} can't run gongkai ({why}): install the same version there",
    )


@contextmanager
def _reached() -> Iterator[None]:
    try:
        yield
    except (OSError, CancelledError) as error:
        raise ClusterError(
            "与调度器失去联系；已公开的网站没有改动，请检查后再运行一次",
            "the scheduler is lost; the published site was not touched: look after it and run once more",
        ) from error


def _is_busy(dask_worker: "Worker") -> bool:
    return bool(dask_worker.state.executing)


def _fault(run: Run) -> str | None:
    return run.fault()


def _opened(work: bytes, run: Run) -> Any:
    _require(run)
    return pickle.loads(work)  # noqa: S301 - sent by the client, whose code this worker runs anyway


def _done(work: Callable[[Any], Any], packed: Any, run: Run) -> Any:
    _require(run)
    with still():
        return work(packed)


def _require(run: Run) -> None:
    from distributed import get_worker

    _raise(run.fault(), get_worker().address, run)

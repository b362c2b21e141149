"""What a second worker of a Dask scheduler saves: the same cold build by one worker and by two, in turn, on this machine."""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from ground import Ground
from runs import Run, median

GOAL = 1.7
STAGES = ("check", "pages")
"""What the workers do; the rest is done where the command runs."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=2000)
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--in", dest="folder", type=Path, help="a folder to build in; by default one for temporary files")
    chosen = parser.parse_args()
    found: dict[int, list[Run]] = defaultdict(list)
    loads = []
    with tempfile.TemporaryDirectory(dir=chosen.folder) as folder, ExitStack() as stack:
        ground = Ground(Path(folder), chosen.reports)
        clusters = {number: stack.enter_context(scheduler(number, Path(folder), ground.program)) for number in chosen.workers}
        for address in clusters.values():
            ground.on_workers(address)  # workers that have read the program
        for _ in range(chosen.repeat):
            loads.append(os.getloadavg()[0])
            for number, address in clusters.items():
                found[number].append(ground.on_workers(address))
    show(found, ground.reports, loads)


@contextmanager
def scheduler(workers: int, folder: Path, program: Path) -> Iterator[str]:
    """Start a scheduler and so many workers; yields its address."""
    told = folder / f"scheduler-{workers}.json"
    started = [dask(program, "scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", told)]
    own = ("--scheduler-file", told, "--nthreads", "1", "--no-nanny", "--local-directory", folder)
    try:
        started += [dask(program, "worker", *own) for _ in range(workers)]
        while not told.exists():
            time.sleep(0.1)
        address = json.loads(told.read_text())["address"]
        from distributed import Client

        with Client(address, set_as_default=False) as client:
            client.wait_for_workers(workers, timeout=60)
        yield address
    finally:
        for process in started:
            process.kill()
            process.wait()


def dask(program: Path, *words: str | Path) -> subprocess.Popen[bytes]:
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    return subprocess.Popen([sys.executable, "-m", "dask", *words, "--no-dashboard"], cwd=program, **quiet)


def show(found: dict[int, list[Run]], reports: int, loads: Sequence[float]) -> None:
    """Print medians by the clock, and how many times as fast the most workers are."""
    load = " → ".join(f"{one:.1f}" for one in loads)
    print(f"{reports:,} reports; load average {load}; medians of {len(loads)}, in seconds by the clock")
    print(f"{'':10}" + "".join(f"{f'{number} worker' + 's' * (number > 1):>12}" for number in found) + f"{'ratio':>12}")
    rows = {stage: [median(run.stages[stage] for run in runs).clock for runs in found.values()] for stage in STAGES}
    rows["both"] = [statistics.median(sum(run.stages[one].clock for one in STAGES) for run in runs) for runs in found.values()]
    rows["whole"] = [median(run.whole for run in runs).clock for runs in found.values()]
    for name, times in rows.items():
        ratio = times[0] / times[-1]
        goal = f"   goal: at least {GOAL}" if name == "both" else ""
        print(f"{name:10}" + "".join(f"{one:12.2f}" for one in times) + f"{ratio:12.2f}{goal}")


if __name__ == "__main__":
    main()

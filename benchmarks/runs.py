"""One run of a command, as people start it: a process of its own, its seconds, and what `gongkai build --profile` tells of it."""

import os
import re
import statistics
import subprocess
import tempfile
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_STAGE = re.compile(r"^(\w+) +([\d.]+) s +([\d.]+) s CPU +[\d.]+ % +(\d+) MB +(\d+) MB$", re.MULTILINE)

_OURS = ("PYTHONPATH", "PYTHONDONTWRITEBYTECODE")
"""What people who build a site have not set."""


@dataclass(frozen=True)
class Times:
    """Seconds by the clock, and of processors: of the process and of all that it started."""

    clock: float
    cpu: float


@dataclass(frozen=True)
class Run:
    """A run: all of it, its stages, and the most memory in MB, of the process itself and of the largest of its children."""

    whole: Times
    stages: Mapping[str, Times]
    memory: int
    of_children: int

    @property
    def pages(self) -> Times:
        """What pages alone took: the stages that make them, and whatever belongs to no stage, such as starting Python."""
        others = [times for stage, times in self.stages.items() if stage not in {"frames", "pages"}]
        return Times(self.whole.clock - sum(one.clock for one in others), self.whole.cpu - sum(one.cpu for one in others))


def surroundings() -> dict[str, str]:
    """Return the environment in which a command is run."""
    return {name: value for name, value in os.environ.items() if name not in _OURS} | {"NO_MKDOCS_2_WARNING": "1"}


def run(command: Sequence[str | Path], folder: Path) -> Run:
    """Run a command in a folder, its output thrown away unless it fails."""
    with tempfile.TemporaryFile() as out:
        start = time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, env=surroundings(), stdin=subprocess.DEVNULL, stdout=out, stderr=out)
        _, status, used = os.wait4(process.pid, 0)
        clock = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        told = out.read().decode("utf-8", "replace")
    if process.returncode:
        raise SystemExit(f"{' '.join(map(str, command))}: ended with {process.returncode}\n{told[-2000:]}")
    found = _STAGE.findall(told)
    memory, of_children = (max(map(int, one)) for one in zip(*(row[3:] for row in found), strict=True)) if found else (0, 0)
    return Run(
        Times(clock, used.ru_utime + used.ru_stime),
        {stage: Times(float(seconds), float(cpu)) for stage, seconds, cpu, *_ in found},
        memory or used.ru_maxrss // 1000,
        of_children,
    )


def median(times: Iterable[Times]) -> Times:
    """Return the median of each."""
    known = list(times)
    return Times(statistics.median(one.clock for one in known), statistics.median(one.cpu for one in known))

"""How long checking 2,000 records takes, against the positions reader alone on the same files."""

import argparse
import cProfile
import gc
import io
import json
import os
import platform
import pstats
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.demo import write_demo
from generator.review.check import check as check_site
from generator.review.reports import check_reports
from generator.source import discover, read_file

GOAL = 3
"""The most that a check may take, as a multiple of the reader."""

WARM_GOAL = 0.2
"""The most that a check of an unchanged site may take, as a share of the first one."""

YEARS = range(2019, 2024)
SEED = 1
ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Times:
    """Seconds of one thing done several times: the processor's, and those that passed."""

    cpu: tuple[float, ...]
    wall: tuple[float, ...]

    @property
    def median_cpu(self) -> float:
        return statistics.median(self.cpu)

    @property
    def median_wall(self) -> float:
        return statistics.median(self.wall)


def take_turns(repeat: int, *tasks: Callable[[], object]) -> list[Times]:
    """Do the tasks in turn, `repeat` times each, so that a busy machine slows them alike."""
    cpu: list[list[float]] = [[] for _ in tasks]
    wall: list[list[float]] = [[] for _ in tasks]
    for _ in range(repeat):
        for place, task in enumerate(tasks):
            gc.collect()
            start = time.process_time(), time.perf_counter()
            kept = task()  # what a task returns is freed after the clock has been read
            end = time.process_time(), time.perf_counter()
            del kept
            cpu[place].append(end[0] - start[0])
            wall[place].append(end[1] - start[1])
    return [Times(tuple(c), tuple(w)) for c, w in zip(cpu, wall, strict=True)]


def command_times(repeat: int, folder: Path, *options: str) -> Times:
    """Run `gongkai check` as people do, output thrown away."""
    command = [sys.executable, "-m", "generator", "check", "--root", str(folder), *options]
    cpu, wall = [], []
    for _ in range(repeat):
        before, start = os.times(), time.perf_counter()
        done = subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
        after = os.times()
        if done.returncode not in (0, 1):
            raise SystemExit(f"gongkai check ended with {done.returncode}")
        wall.append(time.perf_counter() - start)
        cpu.append(after.children_user + after.children_system - before.children_user - before.children_system)
    return Times(tuple(cpu), tuple(wall))


def profile(task: Callable[[], object]) -> str:
    """Return where a task's own time goes: by module of ours, then the twenty costliest functions."""
    profiler = cProfile.Profile()
    profiler.enable()
    task()
    profiler.disable()
    out = io.StringIO()
    stats = pstats.Stats(profiler, stream=out)
    own: dict[str, float] = defaultdict(float)
    for (file, _, name), (_, _, seconds, _, _) in stats.stats.items():  # type: ignore[attr-defined]
        module = Path(file)
        own[str(module.relative_to(ROOT)) if module.is_relative_to(ROOT / "generator") else _outside(file, name)] += seconds
    whole = sum(own.values())
    out.write("own time by module (a profile slows calls down: compare shares, not seconds)\n")
    for module, seconds in sorted(own.items(), key=lambda item: -item[1])[:20]:
        out.write(f"  {seconds / whole:6.1%}  {module}\n")
    stats.sort_stats("tottime").print_stats(20)
    return out.getvalue()


def _outside(file: str, name: str) -> str:
    if file == "~":
        return f"built in: {name}" if "yaml" in name or "validat" in name else "built in"
    return next((part for part in ("yaml", "pydantic", "dataclasses") if part in file), "other")


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=2000)
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--profile", action="store_true")
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name).resolve()
        start = time.process_time()
        records = write_demo(folder, years=YEARS, seed=SEED, records=chosen.records)
        writing = time.process_time() - start
        found = discover(folder).records
        size = sum(record.file.stat().st_size for record in found)

        def read() -> object:
            for record in found:
                read_file(record.file, record.shown)
            return None

        def check() -> object:
            return check_reports([], root=folder, cwd=folder)

        first = take_turns(1, check)[0]
        reader, checker = take_turns(chosen.repeat, read, check)
        command = command_times(min(3, chosen.repeat), folder, "--no-cache")
        where = profile(check) if chosen.profile else ""

        def recall() -> object:
            return check_site([], root=folder, cwd=folder, cache=True)

        shutil.rmtree(folder / "build", ignore_errors=True)
        filling = take_turns(1, recall)[0]
        warm = take_turns(chosen.repeat, recall)[0]
        warm_command = command_times(min(3, chosen.repeat), folder)
    warm_ratio = warm.median_cpu / checker.median_cpu
    ratio = checker.median_cpu / reader.median_cpu
    if chosen.json:
        print(
            json.dumps(
                {
                    "records": records,
                    "bytes": size,
                    "repeat": chosen.repeat,
                    "python": platform.python_version(),
                    "machine": platform.machine(),
                    "writing_cpu_seconds": round(writing, 3),
                    "reader_cpu_seconds": round(reader.median_cpu, 4),
                    "reader_wall_seconds": round(reader.median_wall, 4),
                    "check_cpu_seconds": round(checker.median_cpu, 4),
                    "check_wall_seconds": round(checker.median_wall, 4),
                    "first_check_cpu_seconds": round(first.median_cpu, 4),
                    "command_cpu_seconds": round(command.median_cpu, 4),
                    "command_wall_seconds": round(command.median_wall, 4),
                    "warm_cpu_seconds": round(warm.median_cpu, 4),
                    "warm_command_cpu_seconds": round(warm_command.median_cpu, 4),
                    "warm_ratio": round(warm_ratio, 4),
                    "warm_goal": WARM_GOAL,
                    "ratio": round(ratio, 3),
                    "goal": GOAL,
                },
                indent=2,
            )
        )
        return
    print(
        f"{records} records, {size / records / 1000:.1f} kB each, Python {platform.python_version()}, medians of {chosen.repeat}"
    )
    print(f"{'':34}{'CPU s':>9}{'passed s':>10}{'ms a record':>13}{'× reader':>10}")
    for label, times in (
        ("positions reader alone", reader),
        ("check, in process", checker),
        ("check, first in the process", first),
        ("gongkai check, whole process", command),
        ("check, with a memory to fill", filling),
        ("check, nothing has changed", warm),
        ("gongkai check, nothing changed", warm_command),
    ):
        per = times.median_cpu / records * 1000
        times_reader = times.median_cpu / reader.median_cpu
        print(f"{label:34}{times.median_cpu:9.2f}{times.median_wall:10.2f}{per:13.3f}{times_reader:10.2f}")
    print(f"check ÷ reader: {ratio:.2f} (goal: at most {GOAL})")
    print(f"unchanged ÷ check: {warm_ratio:.3f} (goal: at most {WARM_GOAL})")
    if where:
        print(where)


if __name__ == "__main__":
    main()

"""What building costs, cold and after changes, at several sizes, beside Hugo and stock MkDocs Material over the same Markdown."""

import argparse
import json
import os
import platform
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from importlib import metadata
from itertools import zip_longest
from pathlib import Path
from typing import Any

from ground import Ground
from growth import curve
from peers import Hugo, StockMkdocs
from runs import Run, Times, median

HUGO, STOCK = "Hugo", "stock MkDocs Material"
RENDER = "Markdown to pages alone"
PAGES = ": pages alone"
PARTS = {"check": ("check",), "search": ("search",), "links": ("links",), "publish": ("sitemap", "publish")}
"""Stages of a build that have a line of their own, by its name."""

GROWTH_FROM = 2000


@dataclass(frozen=True)
class Goal:
    """A ratio, by the clock and of processors' time, or gigabytes: at most `limit` at `reports` reports, or at any number."""

    name: str
    value: float
    of_cpu: float | None
    limit: float
    reports: int | None = None
    least: float | None = None
    """What it is at least, where `value` is only known to be more."""

    def verdict(self, reports: int) -> str:
        """Say whether it is reached; a goal for another size is only shown."""
        if self.reports not in (None, reports):
            return f"goal for {self.reports:,} reports"
        if self.least is not None and self.least <= self.limit < self.value:
            return "not known"
        return "reached" if self.value <= self.limit else "MISSED"


@dataclass
class Measured:
    """Everything measured at one size in one folder: by name, its runs, each after those before it in turn."""

    reports: int
    pages: int
    folder: str
    jobs: Sequence[int]
    load: list[Sequence[float]] = field(default_factory=list)
    runs: dict[str, list[Run]] = field(default_factory=lambda: defaultdict(list))
    extrapolated: dict[str, Times] = field(default_factory=dict)
    """What was not run at this size: a page as costly as at the largest size at which it was."""

    @property
    def times(self) -> Mapping[str, Times]:
        """Return medians by the name of the line in the table."""
        return dict(self._times()) | {f"{name} (extrapolated)": times for name, times in self.extrapolated.items()}

    def _times(self) -> Iterator[tuple[str, Times]]:
        for name, runs in self.runs.items():
            yield name, median(run.whole for run in runs)
            if not runs[0].stages:
                continue
            yield f"{name}{PAGES}", median(run.pages for run in runs)
            if name.startswith("cold"):
                for part, stages in PARTS.items():
                    yield f"{name}: {part}", median(_sum(run.stages[one] for one in stages) for run in runs)

    @property
    def memory(self) -> Mapping[str, tuple[int, int]]:
        """Return the most memory in MB by name: the process itself, and the largest of its children."""
        return {name: (max(r.memory for r in runs), max(r.of_children for r in runs)) for name, runs in self.runs.items()}

    def goals(self, smaller: Iterable["Measured"]) -> Iterator[Goal]:
        """Yield what the measures come to, with as many jobs as were asked for at most."""
        times, jobs, record = self.times, max(self.jobs), "one record changed"
        cold = cold_name(jobs)
        whole, pages = times[cold], times[cold + PAGES]
        if HUGO in times:
            yield Goal(f"Markdown to pages ÷ {HUGO}", *_ratio(times[RENDER], times[HUGO]), 0.7, 2000)
        for peer, limit in ((HUGO, 0.7), (STOCK, 0.1), (f"{STOCK} (extrapolated)", 0.1)):
            if peer in times:
                yield Goal(f"cold pages ÷ {peer}", *_ratio(pages, times[peer]), limit, 2000)
        check, search = times[f"{cold}: check"], times[f"{cold}: search"]
        bound = Times(pages.clock + 1.2 * (check.clock + search.clock), pages.cpu + 1.2 * (check.cpu + search.cpu))
        yield Goal("cold ÷ (pages + 1.2 × (check + search))", *_ratio(whole, bound), 1)
        if record in times:
            yield Goal("one record: pages ÷ cold pages", *_ratio(times[record + PAGES], pages), 0.03, 10_000)
            yield Goal("one record: whole ÷ cold", *_ratio(times[record], whole), 0.06, 10_000)
        own, child = self.memory[cold]
        yield Goal("memory of all processes, at most, GB", (own + jobs * child) / 1000, None, 1.5, 10_000, own / 1000)
        for other in smaller:
            if other.folder == self.folder and other.reports == GROWTH_FROM < self.reports:
                before, factor = other.times[cold], self.reports / other.reports
                than = Times(before.clock * factor, before.cpu * factor)
                yield Goal(f"time a report ÷ that at {GROWTH_FROM:,}", *_ratio(whole, than), 1.15, 10_000)

    def as_data(self, smaller: Iterable["Measured"]) -> Mapping[str, Any]:
        """Return it for a program."""
        return {
            "reports": self.reports,
            "pages": self.pages,
            "folder": self.folder,
            "load": self.load,
            "medians": {name: asdict(times) for name, times in self.times.items()},
            "memory_mb": {name: {"process": own, "largest_child": child} for name, (own, child) in self.memory.items()},
            "runs": {name: [asdict(run) for run in runs] for name, runs in self.runs.items()},
            "goals": [asdict(goal) | {"verdict": goal.verdict(self.reports)} for goal in self.goals(smaller)],
        }

    def table(self, smaller: Iterable["Measured"]) -> Iterator[str]:
        """Yield the lines that people read."""
        load = " → ".join(f"{one[0]:.1f}" for one in self.load)
        yield f"{self.reports:,} reports, {self.pages:,} pages, in {self.folder}; load average {load}; medians of {len(self.load) - 1}"
        head = ("s", "CPU s", "ms a report", "× Hugo", "MB", "MB a child")
        yield f"{'':44}" + "".join(f"{one:>13}" for one in head)
        times = self.times
        hugo = times.get(HUGO)
        for name, one in times.items():
            ratio = f"{one.clock / hugo.clock:.2f}" if hugo else "—"
            memory = self.memory.get(name, ("", ""))
            cells = (f"{one.clock:.2f}", f"{one.cpu:.2f}", f"{one.clock / self.reports * 1000:.2f}", ratio, *memory)
            yield f"{name:44}" + "".join(f"{cell:>13}" for cell in cells)
        for goal in self.goals(smaller):
            cpu = "" if goal.of_cpu is None else f"(CPU {goal.of_cpu:.3f})"
            yield f"  {goal.name:52}{goal.value:8.3f} {cpu:13} goal: at most {goal.limit:g}; {goal.verdict(self.reports)}"
        yield ""


def cold_name(jobs: int) -> str:
    """Return what a cold build is called in the table."""
    return f"cold build, {jobs} job{'s' if jobs > 1 else ''}"


def _sum(times: Iterable[Times]) -> Times:
    known = list(times)
    return Times(sum(one.clock for one in known), sum(one.cpu for one in known))


def _ratio(one: Times, other: Times) -> tuple[float, float]:
    return one.clock / other.clock, one.cpu / other.cpu


def measure(folder: Path, reports: int, repeat: int, chosen: argparse.Namespace) -> Measured:
    """Measure everything at one size, so many times in turn, so that a busy machine slows all alike."""
    ground, jobs = Ground(folder, reports), sorted(set(chosen.jobs))
    found = Measured(ground.reports, 0, str(folder.parent), jobs)
    hugo = stock = None
    for turn in range(repeat):
        found.load.append(os.getloadavg())
        for number in jobs:
            found.runs[cold_name(number)].append(ground.cold(number))
        if turn == 0:
            found.pages = sum(1 for _ in ground.docs.rglob("*.md"))
            if Hugo.binary is not None and not chosen.alone:
                hugo = Hugo(ground.docs, folder / "hugo")
            if found.reports <= chosen.stock_up_to and not chosen.alone:
                stock = StockMkdocs(ground.docs, folder / "mkdocs")
        found.runs[RENDER].append(ground.render(max(jobs)))
        if hugo:
            found.runs[HUGO].append(hugo.build())
        if stock and turn < chosen.stock_repeat:
            found.runs[STOCK].append(stock.build())
        for name, task in ground.tasks.items():
            if chosen.only is None or name in chosen.only:
                found.runs[name].append(task(max(jobs)))
    found.load.append(os.getloadavg())
    return found


def extrapolate(found: Measured, smaller: Sequence[Measured]) -> None:
    """Say what stock MkDocs would take at this size if a page cost what it does at the largest size it was run at."""
    known = [one for one in smaller if one.folder == found.folder and STOCK in one.runs]
    if known and STOCK not in found.runs:
        times, factor = known[-1].times[STOCK], found.pages / known[-1].pages
        found.extrapolated[STOCK] = Times(times.clock * factor, times.cpu * factor)


def drawing(measured: Sequence[Measured]) -> str:
    """Return the curve of growth in the first folder."""
    series: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for found in measured:
        if found.folder == measured[0].folder:
            cold = cold_name(max(found.jobs))
            for name in (cold, cold + PAGES, "one record changed", HUGO, STOCK):
                if name in found.times:
                    series[name].append((found.reports, found.times[name].clock))
            if found.extrapolated:
                name = f"{STOCK} (extrapolated)"
                series[name] += () if series[name] else series[STOCK][-1:]  # the line begins at what was measured
                series[name].append((found.reports, found.times[name].clock))
    return curve("gongkai build: seconds by number of reports", series)


def about() -> Mapping[str, Any]:
    """Return what the figures depend on."""
    return {
        "python": platform.python_version(),
        "machine": platform.machine(),
        "processors": os.cpu_count(),
        "hugo": Hugo.version(),
        "mkdocs": metadata.version("mkdocs"),
        "mkdocs-material": metadata.version("mkdocs-material"),
        "pagefind": metadata.version("pagefind"),
    }


def _parser() -> argparse.ArgumentParser:
    memory = "/dev/shm" if Path("/dev/shm").is_dir() else tempfile.gettempdir()
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, nargs="+", default=[500, 2000, 10_000])
    parser.add_argument(
        "--repeat", type=int, nargs="+", default=[5], help="medians of so many, for each size; the last for those after it"
    )
    parser.add_argument("--jobs", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--in", dest="folders", type=Path, nargs="+", default=[Path(memory)], help="folders to build in")
    parser.add_argument("--only", nargs="*", help="of check, score and the changes, these alone")
    parser.add_argument("--alone", action="store_true", help="without Hugo and MkDocs")
    parser.add_argument(
        "--stock-up-to", type=int, default=500, help="MkDocs as it comes up to so many reports, extrapolated beyond"
    )
    parser.add_argument("--stock-repeat", type=int, default=1, help="MkDocs as it comes so many times, since it takes minutes")
    parser.add_argument("--output", type=Path, default=Path("build/benchmarks"), help="where build.json, .txt and .svg go")
    return parser


def main(arguments: Sequence[str] | None = None) -> None:
    chosen = _parser().parse_args(arguments)
    facts, measured, data, lines = about(), [], [], []
    chosen.output.mkdir(parents=True, exist_ok=True)

    def tell(line: str) -> None:
        lines.append(line)
        print(line, flush=True)

    tell("; ".join(f"{name} {fact}" for name, fact in facts.items()))
    for place in chosen.folders:
        for reports, repeat in zip_longest(chosen.reports, chosen.repeat[: len(chosen.reports)], fillvalue=chosen.repeat[-1]):
            with tempfile.TemporaryDirectory(dir=place) as folder:
                found = measure(Path(folder).resolve(), reports, repeat, chosen)
            extrapolate(found, measured)
            for line in found.table(measured):
                tell(line)
            data.append(found.as_data(measured))
            measured.append(found)
            told = {"about": facts, "measured": data}
            (chosen.output / "build.json").write_text(json.dumps(told, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
            (chosen.output / "build.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
            (chosen.output / "build.svg").write_text(drawing(measured), encoding="utf-8")
    print(f"{chosen.output}: build.json, build.txt, build.svg")


if __name__ == "__main__":
    main()

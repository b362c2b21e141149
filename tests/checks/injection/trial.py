"""Many faults planted in one site, each in a project of its own, and what came of them: found or missed, true or false."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import NamedTuple

from checks.injection.planting import Fault, Planted
from checks.injection.sheet import Sheet

SAMPLE = 60
"""So many records tell how rare the places for a fault are."""


class Found(NamedTuple):
    """One finding, as plain values."""

    path: str
    line: int
    column: int
    code: str


@dataclass
class Tally:
    """What became of one kind of fault."""

    planted: int = 0
    found: int = 0
    false: int = 0


@dataclass
class Result:
    """Counts by code, with every miss and every finding that no planted fault explains."""

    tallies: Mapping[str, Tally]
    missed: list[Planted] = field(default_factory=list)
    unexplained: list[tuple[str, str, int]] = field(default_factory=list)

    @property
    def recall(self) -> float:
        planted = sum(tally.planted for tally in self.tallies.values())
        return sum(tally.found for tally in self.tallies.values()) / planted

    @property
    def precision(self) -> float:
        true, false = (sum(getattr(tally, name) for tally in self.tallies.values()) for name in ("found", "false"))
        return true / (true + false)

    def table(self) -> str:
        lines = [f"{'code':26}{'planted':>9}{'found':>7}{'false':>7}{'recall':>9}{'precision':>11}"]
        for code, tally in sorted(self.tallies.items()):
            recall = f"{tally.found / tally.planted:.3f}" if tally.planted else "—"
            precision = f"{tally.found / (tally.found + tally.false):.3f}" if tally.found + tally.false else "—"
            lines.append(f"{code:26}{tally.planted:9}{tally.found:7}{tally.false:7}{recall:>9}{precision:>11}")
        planted, found, false = (sum(getattr(t, name) for t in self.tallies.values()) for name in ("planted", "found", "false"))
        lines.append(f"{'all':26}{planted:9}{found:7}{false:7}{self.recall:9.3f}{self.precision:11.3f}")
        return "\n".join(lines)


def project_of(path: str) -> str:
    """The agency and project of a record, whatever its year; the new name of a project that was renamed is its old one."""
    return re.sub(r"^content/reports/[0-9]{4}/|-xin(?=[-.])", "", path)


def planted_in(
    site: Mapping[str, str], faults: Sequence[Fault], count: int, seed: int, *, before: Iterable[Found], spare: Iterable[str] = ()
) -> list[Planted]:
    """Plant `count` faults, every kind in turn, at most one in a project; none in a project with a code of `spare`.

    A fault that is there already, by `before`, is not planted again. Raises ValueError where a kind finds no place.
    """
    dice = Random(seed)
    had: dict[str, set[str]] = defaultdict(set)
    for found in before:
        had[project_of(found.path)].add(found.code)
    unfit = set(spare)
    free = sorted(path for path in site if not had[project_of(path)] & unfit)
    dice.shuffle(free)
    taken: set[str] = set()
    planted: list[Planted] = []
    for place, fault in sorted(enumerate(faults), key=lambda item: _offers(item[1], site, free[:SAMPLE], dice)):
        wanted = len(range(place, count, len(faults)))
        for path in free:
            if not wanted:
                break
            project = project_of(path)
            if project in taken or fault.code in had[project]:
                continue
            one = fault.plant(Sheet(site[path], path, site), dice)
            touched = set() if one is None else {project_of(path) for path in (*one.edits, one.path)}
            if one is not None and not touched & taken:
                planted.append(one)
                taken |= touched
                wanted -= 1
        if wanted:
            raise ValueError(f"no record is left that offers a place for {fault.code}")
    return planted


def _offers(fault: Fault, site: Mapping[str, str], paths: Iterable[str], dice: Random) -> int:
    """How many records offer a place: the kinds that find few choose first."""
    return sum(fault.plant(Sheet(site[path], path, site), dice) is not None for path in paths)


def judge(planted: Sequence[Planted], before: Iterable[Found], after: Iterable[Found]) -> Result:
    """Hold what was found after planting against what was found before, and against what was planted."""
    tallies: dict[str, Tally] = defaultdict(Tally)
    result = Result(tallies)
    moved = {
        old: one.path
        for one in planted
        for old, text in one.edits.items()
        if text is None and one.edits.get(one.path) is not None
    }
    known, now = Counter((moved.get(f.path, f.path), f.code) for f in before), list(after)
    places = set(now)
    causes: dict[str, frozenset[str]] = {}
    elsewhere = frozenset[str]().union(*(one.elsewhere for one in planted))
    for one in planted:
        tallies[one.code].planted += 1
        if Found(one.path, one.line, one.column, one.code) in places:
            tallies[one.code].found += 1
        else:
            result.missed.append(one)
        for path in (*one.edits, one.path):
            causes[project_of(path)] = one.also | {one.code}
    fresh = Counter((f.path, f.code) for f in now) - known
    for (path, code), count in fresh.items():
        if code not in causes.get(project_of(path), frozenset()) | elsewhere:
            tallies[code].false += count
            result.unexplained.append((path, code, count))
    return result


def tried(
    root: Path, faults: Sequence[Fault], count: int, seed: int, check: Callable[[], list[Found]], *, spare: Iterable[str]
) -> Result:
    """Plant `count` faults in the site below `root`, check it before and after, judge, and put everything back."""
    site = {file.relative_to(root).as_posix(): file.read_text("utf-8") for file in (root / "content/reports").rglob("*.yaml")}
    before = check()
    planted = planted_in(site, faults, count, seed, before=before, spare=spare)
    _write(root, {path: text for one in planted for path, text in one.edits.items()})
    try:
        return judge(planted, before, check())
    finally:
        _write(root, {path: site.get(path) for one in planted for path in one.edits})


def _write(root: Path, edits: Mapping[str, str | None]) -> None:
    for path, text in edits.items():
        file = root / path
        if text is None:
            file.unlink()
        else:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8", newline="")

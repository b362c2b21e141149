"""Kills a run at random moments, and looks whether the published site is the old or the new one, byte for byte.

    python benchmarks/kill.py                       # publishing alone, as fast as it goes
    python benchmarks/kill.py --builds --kills 100  # whole builds of a small site, one record edited from build to build

Takes as many runs as it needs to kill that many before they end. Prints how many kills left the old edition and how many the new one; ends with 1 at a mix, a missing site, or one that the next run
does not repair. Needs a system that can fork.
"""

import argparse
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from hashlib import sha256
from pathlib import Path

from generator.site.folders.folder import MARKER
from generator.site.folders.lock import BusyError
from generator.site.folders.publish import publish
from generator.site.folders.writer import write_tree

Edition = dict[str, bytes]
_NOTES = (MARKER, ".gongkai-note")


def held(site: Path) -> Edition:
    """Read a whole site."""
    files = (file for file in site.rglob("*") if file.is_file() and file.name not in _NOTES)
    return {file.relative_to(site).as_posix(): sha256(file.read_bytes()).digest() for file in files}


class Publishing:
    """Editions of 60 small files, of which each differs in some from the one before and lacks others."""

    def __init__(self, root: Path) -> None:
        self.root, self.site = root, root / "site"

    def make(self, number: int) -> None:
        """Publish this edition."""
        write_tree(self._files(number).items(), self.root / "build/site")
        publish(self.root / "build/site", self.site)

    def expected(self, number: int) -> Edition:
        """What the site then holds."""
        return {name: sha256(content).digest() for name, content in self._files(number).items()}

    def _files(self, number: int) -> Edition:
        return {
            f"{2015 + at % 6}/{at}/index.html": f"{at} {number if (at + number) % 7 == 0 else number // 5}".encode()
            for at in range(60)
            if (at + number) % 11
        }


class Building:
    """Builds of a small site; from one to the next a record is edited, and a page of its own is added or goes.

    No record goes: a site remembers those, so that it would depend on more than its edition.
    """

    def __init__(self, root: Path) -> None:
        from generator import demo, pipeline  # publishing alone starts without them

        self.root, self.site, self._build = root, root / "site", pipeline.build
        demo.write_demo(root, projects=3, years=range(2021, 2022), seed=1)
        self._records = sorted((root / "content/reports").rglob("*.yaml"))
        self._texts = [record.read_text("utf-8") for record in self._records]
        self._editions: dict[int, Edition] = {}

    def make(self, number: int) -> None:
        """Build this edition; its number decides all of it."""
        first = self._records[0]
        first.write_text(self._texts[0].replace("title: ", f"title: {number % 3}号", 1), "utf-8")
        page = self.root / "content/pages/rules.md"
        page.parent.mkdir(exist_ok=True)
        if number % 2:
            page.unlink(missing_ok=True)
        else:
            page.write_text("---\ntitle: 办法\n---\n\n全文。\n", "utf-8")
        assert self._build(root=self.root, cwd=self.root).published is not None

    def expected(self, number: int) -> Edition:
        """What the site then holds, built once in a folder that is not killed."""
        if number % 6 not in self._editions:
            apart = Path(tempfile.mkdtemp(dir=self.root.parent))
            for name in ("content", "mkdocs.yml"):
                source = self.root / name
                (shutil.copytree if source.is_dir() else shutil.copy)(source, apart / name)
            other = object.__new__(Building)
            other.__dict__.update(self.__dict__, root=apart, site=apart / "site")
            other._records = [apart / record.relative_to(self.root) for record in self._records]
            other.make(number)
            self._editions[number % 6] = held(other.site)
            shutil.rmtree(apart)
        return self._editions[number % 6]


def run(site: Publishing | Building, number: int, seconds: float | None = None) -> bool:
    """Make an edition in a process of its own, killed after so many seconds; tell whether it ended by itself."""
    child = os.fork()
    if child == 0:
        try:
            patiently(site, number)
        except BaseException as error:  # noqa: BLE001 - whatever it is, the child ends here
            sys.stderr.write(f"{error!r}\n")
            os._exit(1)
        os._exit(0)
    if seconds is not None:
        time.sleep(seconds)
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    if os.WIFEXITED(status) and os.WEXITSTATUS(status):
        raise SystemExit("a run ended with an error of its own")
    return os.WIFEXITED(status)


def patiently(site: Publishing | Building, number: int) -> None:
    """Make an edition as soon as nobody is at work: the processes that a killed run had started die a moment after it."""
    until = time.monotonic() + 10
    while True:
        try:
            site.make(number)
        except BusyError:
            if time.monotonic() > until:
                raise
            time.sleep(0.01)
        else:
            return


def kill(site: Publishing | Building, kills: int, chance: random.Random) -> Counter[str]:
    """Kill as many runs, and judge what each left behind."""
    seen: Counter[str] = Counter()
    number, began = 3, time.monotonic()
    for first in range(1, number + 1):
        run(site, first)
    lasts = (time.monotonic() - began) / number
    while seen.total() < kills:
        old, new, number = site.expected(number), site.expected(number + 1), number + 1
        ended = run(site, number, chance.uniform(0, lasts))
        found = held(site.site) if site.site.is_dir() else None
        if not ended or found != new:
            seen[
                "NO SITE" if found is None else "the old site" if found == old else "the new site" if found == new else "A MIX"
            ] += 1
        run(site, number)
        beside = sorted(path.name for path in site.site.parent.iterdir() if "site" in path.name)
        if beside != [".site-next", "site"] or not held(site.site) == held(site.site.with_name(".site-next")) == new:
            seen["NOT REPAIRED"] += 1
    return seen


def main() -> None:
    """Kill, and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--builds", action="store_true", help="kill whole builds rather than publishing alone")
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "one"
        root.mkdir()
        site = Building(root) if chosen.builds else Publishing(root)
        seen = kill(site, chosen.kills, random.Random(chosen.seed))
    for what, count in sorted(seen.items()):
        print(f"{count:4} {what}")
    raise SystemExit(1 if any(map(str.isupper, seen)) else 0)


if __name__ == "__main__":
    main()

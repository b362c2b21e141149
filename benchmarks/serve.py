"""How soon `gongkai serve` shows an edited record: from the writing of its file until its page, asked for over HTTP, has the new words."""

import argparse
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO
from urllib.error import URLError
from urllib.request import urlopen

from ground import Ground
from runs import Times, surroundings

GOAL = 2.0
GOAL_AT = 10_000
_ANSWERS = 3600.0
"""Seconds that the first making of a site may take: that of 10,000 reports takes minutes."""
_SHOWS = 60.0
_ASKS = 0.02
"""Seconds between two looks at a page."""
_REST = 1.0
"""Seconds between two edits. They fall at different moments of the half second that the watcher lies in wait."""


class Serving:
    """A `gongkai serve` that runs."""

    def __init__(self, process: subprocess.Popen[bytes], said: IO[bytes], url: str) -> None:
        self.process, self._said, self._url = process, said, url

    def wait_for(self, page: str, words: str, patience: float) -> None:
        """Wait until a page has these words."""
        end = time.perf_counter() + patience
        while (asked := self._asked(page)) is None or words not in asked:
            if self.process.poll() is not None or time.perf_counter() > end:
                self._said.seek(0)
                told = self._said.read().decode("utf-8", "replace")
                raise SystemExit(f"gongkai serve did not show “{words}” at /{page}\n{told[-2000:]}")
            time.sleep(_ASKS)

    @property
    def cpu(self) -> float:
        """Seconds that the process and those that it started have had of processors."""
        pid = self.process.pid
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        return sum(map(_cpu_of, (pid, *map(int, children))))

    def _asked(self, page: str) -> str | None:
        try:
            with urlopen(self._url + page, timeout=_SHOWS) as answer:
                return str(answer.read().decode())
        except (URLError, OSError):
            return None


def _cpu_of(pid: int) -> float:
    try:
        user, system = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13]
    except OSError:  # it has ended
        return 0.0
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


@contextmanager
def serving(ground: Ground) -> Iterator[Serving]:
    """Serve the site until the context ends; it answers when the context begins."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    command = [sys.executable, "-m", "generator", "serve", "--port", str(port), "--root", ground.root]
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            command, cwd=ground.program, env=surroundings(), stdin=subprocess.DEVNULL, stdout=said, stderr=said
        )
        try:
            running = Serving(process, said, f"http://127.0.0.1:{port}/")
            running.wait_for(ground.edited, "", _ANSWERS)
            yield running
        finally:
            process.kill()  # what it leaves goes with the folder
            process.wait()


def shown(ground: Ground, running: Serving) -> Times:
    """Edit a record; return what passed until its page shows it."""
    before = running.cpu
    start = time.perf_counter()
    words = ground.edit()
    running.wait_for(ground.edited, words, _SHOWS)
    return Times(time.perf_counter() - start, running.cpu - before)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=GOAL_AT)
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--in", dest="folder", type=Path, help="a folder to serve from; by default one for temporary files")
    chosen = parser.parse_args()
    found, loads = [], []
    with tempfile.TemporaryDirectory(dir=chosen.folder) as folder:
        ground = Ground(Path(folder), chosen.reports)
        with serving(ground) as running:
            for turn in range(chosen.repeat):
                time.sleep(_REST + 0.5 * turn / chosen.repeat)
                loads.append(os.getloadavg()[0])
                found.append(shown(ground, running))
    show(found, ground.reports, loads)


def show(found: Sequence[Times], reports: int, loads: Sequence[float]) -> None:
    """Print each edit and the median by the clock and of processors."""
    print(f"{reports:,} reports, {len(found)} edits of one record; load average {' → '.join(f'{one:.1f}' for one in loads)}")
    print(f"{'':16}{'clock':>10}{'CPU':>10}")
    for number, one in enumerate(found, 1):
        print(f"{f'edit {number}':16}{one.clock:8.2f} s{one.cpu:8.2f} s")
    clock, cpu = (statistics.median(getattr(one, name) for one in found) for name in ("clock", "cpu"))
    verdict = f"goal for {GOAL_AT:,} reports" if reports != GOAL_AT else "reached" if clock <= GOAL else "MISSED"
    print(f"{'median':16}{clock:8.2f} s{cpu:8.2f} s   goal: at most {GOAL:g} s by the clock: {verdict}")


if __name__ == "__main__":
    main()

"""Two workers of a scheduler, real processes: the same bytes as one machine, also when one dies; whoever can't do it is named."""

import json
import os
import re
import signal
import subprocess
import sys
import time
import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner

from generator import pipeline
from generator.assembly.shift import Shift
from generator.assembly.units import Unit
from generator.cli.main import gongkai
from generator.demo import write_demo
from generator.runtime.program import program
from generator.site.folders.folder import MARKER
from generator.workers import cluster
from generator.workers.cluster import ClusterError
from tests.conftest import REPOSITORY
from tests.test_documentation import shell_lines
from tests.test_pipeline import contents

dask = pytest.importorskip("dask", reason="dask.distributed is not installed (the extra `cluster`)")
pytest.importorskip("distributed", reason="dask.distributed is not installed (the extra `cluster`)")

OUTPUT = ("build/docs", "build/site", "build/search", "site")


class Dask(NamedTuple):
    address: str
    workers: list[subprocess.Popen[bytes]]

    def kill_one(self) -> None:
        victim = self.workers.pop()
        victim.send_signal(signal.SIGKILL)
        victim.wait()


def start(kind: str, *others: str) -> subprocess.Popen[bytes]:
    """Start what the README says, on free ports of this machine; a worker is killed as one process."""
    [line] = [line for line in shell_lines("README.md") if line.startswith(f".venv/bin/dask {kind}")]
    line = re.sub(r"tcp://\S+|--nworkers \d+|--port \d+", "", line)
    command = [sys.executable, "-m", "dask", *line.split()[1:], *others, "--no-dashboard"]
    environment = os.environ | {"DASK_DISTRIBUTED__WORKER__MEMORY__SPILL": "False"}
    return subprocess.Popen(command, cwd=REPOSITORY, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dask]:
    folder = tmp_path_factory.mktemp("dask")
    told = folder / "scheduler.json"
    own = [start("scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(told))]
    try:
        workers = [
            start("worker", "--scheduler-file", str(told), "--no-nanny", "--local-directory", str(folder)) for _ in range(2)
        ]
        own += workers
        until = time.monotonic() + 60
        while not told.exists() and time.monotonic() < until:
            time.sleep(0.1)
        address = json.loads(told.read_text())["address"]
        from distributed import Client

        with Client(address, set_as_default=False) as client:
            client.wait_for_workers(2, timeout=60)
        yield Dask(address, workers)
    finally:
        for one in own:
            one.kill()
            one.wait()


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of a few dozen reports, built by one process."""
    root = tmp_path_factory.mktemp("alone") / "site"
    write_demo(root, projects=8, years=range(2021, 2023), seed=3)
    pipeline.build(root=root, cwd=root, jobs=1)
    return root


@pytest.fixture
def again(alone: Path, tmp_path: Path) -> Path:
    """The same site's sources, not built yet."""
    root = tmp_path / "site"
    write_demo(root, projects=8, years=range(2021, 2023), seed=3)
    return root


def kills(started: Dask, at: int, patch: pytest.MonkeyPatch) -> None:
    """Kill a worker when the units of the part `at` are about to be sent, others being under way."""
    packed, calls = Shift.packed, iter(range(1, 1000))

    def killing(shift: Shift, units: Sequence[Unit]) -> bytes:
        if next(calls) == at:
            started.kill_one()
        return packed(shift, units)

    patch.setattr(Shift, "packed", killing)


def test_two_workers_make_the_same_bytes_as_one_process(started: Dask, alone: Path, again: Path) -> None:
    [line] = [line for line in shell_lines("README.md") if "gongkai build --scheduler" in line]
    words = [re.sub(r"^tcp://.*", started.address, word) for word in line.split()[1:]]
    with dask.config.set({"distributed.admin.large-graph-warning-threshold": "1 B"}), warnings.catch_warnings():
        warnings.simplefilter("error", UserWarning)  # Dask's advice to programmers is nothing for who runs a build
        result = CliRunner().invoke(gongkai, [*words, "--root", str(again)])
    assert result.exit_code == 0, result.output
    for folder in OUTPUT:
        assert contents(again / folder) == contents(alone / folder), folder
        assert contents(again / folder).keys() - {MARKER}
    assert not list((again / "build").glob(".at-work-*"))


def test_a_worker_of_another_program_is_named_at_once_and_nothing_is_written(
    started: Dask, again: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "program", lambda: b"another")
    with pytest.raises(ClusterError, match=r"the worker tcp://127\.0\.0\.1:\d+ is not the same program"):
        pipeline.build(root=again, cwd=again, scheduler=started.address)
    assert not (again / "build/docs").exists()


def test_a_worker_that_is_killed_midway_loses_nothing(
    started: Dask, alone: Path, again: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kills(started, 3, monkeypatch)
    assert pipeline.build(root=again, cwd=again, scheduler=started.address).published is not None
    assert len(started.workers) == 1
    for folder in OUTPUT:
        assert contents(again / folder) == contents(alone / folder), folder


def test_without_any_worker_left_the_run_ends_and_the_published_site_stays(
    started: Dask, again: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    while len(started.workers) > 1:
        started.kill_one()
    monkeypatch.setattr(cluster, "PATIENCE", 0.5)
    kills(started, 2, monkeypatch)
    with pytest.raises(ClusterError, match="every worker is lost"):
        pipeline.build(root=again, cwd=again, scheduler=started.address)
    assert not (again / "site").exists()
    with pytest.raises(ClusterError, match="has no worker"):
        pipeline.build(root=again, cwd=again, scheduler=started.address)


def test_where_no_scheduler_answers_that_is_said(again: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "_CONNECTING", 0.2)
    for address in ("tcp://127.0.0.1:1", "nobody"):
        with pytest.raises(ClusterError, match=f"no scheduler answers at {address}"):
            pipeline.build(root=again, cwd=again, scheduler=address)


def test_without_the_extra_it_is_named(again: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "find_spec", lambda name: None)
    with pytest.raises(ClusterError, match=r"install gongkai\[cluster\]"):
        pipeline.build(root=again, cwd=again, scheduler="tcp://127.0.0.1:1")


def test_a_worker_that_does_not_see_the_run_s_folder_does_nothing(tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    assert cluster.Run(program(), mark).fault() == "folder"
    mark.touch()
    assert cluster.Run(program(), mark).fault() is None


def test_jobs_and_a_scheduler_exclude_each_other() -> None:
    result = CliRunner().invoke(gongkai, ["--lang", "en", "build", "--jobs", "2", "--scheduler", "tcp://127.0.0.1:1"])
    assert result.exit_code == 2
    assert "exclude each other" in result.output

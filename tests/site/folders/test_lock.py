"""One run at a time makes a site, and runs that publish to one folder take turns."""

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from generator.site.folders import lock
from generator.site.folders.folder import NotOursError
from generator.site.folders.lock import BusyError, turn, workshop


def test_a_second_run_is_refused_until_the_first_has_ended(tmp_path: Path) -> None:
    with workshop(tmp_path / "build"):
        with pytest.raises(BusyError) as caught, workshop(tmp_path / "build"):
            pass
        with workshop(tmp_path / "other/build"):
            pass
    assert "另一个" in caught.value.text.zh
    with workshop(tmp_path / "build"):
        pass


def test_a_run_that_died_holds_nothing(tmp_path: Path) -> None:
    program = "import os, sys; from pathlib import Path; from generator.site.folders.lock import workshop\nwith workshop(Path(sys.argv[1])): os._exit(9)"
    assert subprocess.run([sys.executable, "-c", program, str(tmp_path / "build")], check=False).returncode == 9
    with workshop(tmp_path / "build"):
        pass


def test_a_linked_workshop_is_refused_and_nothing_is_put_into_it(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "build").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(NotOursError), workshop(tmp_path / "build"):
        pass
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_whoever_wants_a_turn_waits_for_it(tmp_path: Path) -> None:
    said: list[str] = []

    def second() -> None:
        with turn(tmp_path):
            said.append("second")

    waiting = threading.Thread(target=second)
    with turn(tmp_path):
        waiting.start()
        waiting.join(0.2)
        said.append("first")
    waiting.join()
    assert said == ["first", "second"]
    assert list(tmp_path.iterdir()) == []


def test_a_system_without_locks_runs_without_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "_FCNTL", None)
    with workshop(tmp_path / "build"), workshop(tmp_path / "build"), turn(tmp_path), turn(tmp_path):
        pass

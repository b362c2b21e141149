"""Entries and findings come out of a parcel as they went in, what is shared stays shared, and a parcel runs nothing."""

import importlib
import os
import pickle
import subprocess
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from generator.codes import RULES
from generator.model.content import Surroundings, read_surroundings
from generator.review.reports import check_reports
from generator.site.folders.writer import write_tree
from generator.transport.parcels import ParcelError, pack, unpack


@pytest.fixture(scope="module")
def around(repository: Path) -> Surroundings:
    return read_surroundings(repository)[0]


class _Call:
    def __init__(self, run: object, *asked: object) -> None:
        self.run, self.asked = run, asked

    def __reduce__(self) -> tuple[Any, ...]:
        return self.run, self.asked  # type: ignore[return-value]


def calls(mark: Path) -> dict[str, bytes]:
    """Pickles that would make a file, or could help one to."""
    statement = f"open({str(mark)!r}, 'w')"
    return {
        "os.system": pickle.dumps(_Call(os.system, f"touch {mark}")),
        "eval": pickle.dumps(_Call(eval, statement)),
        "exec": pickle.dumps(_Call(exec, statement)),
        "open": pickle.dumps(_Call(open, str(mark), "w")),
        "import": pickle.dumps(_Call(importlib.import_module, "this")),
        "a process": pickle.dumps(_Call(subprocess.Popen, ["touch", str(mark)])),
        "what a module of ours imports": b"cgenerator.transport.parcels\nio\n.",
        "what is below that": pickle.dumps("")[:2] + b"\x8c\x15generator.cache.store\x8c\x09os.system\x93.",
        "a function of ours": pickle.dumps(_Call(write_tree, [("a", b"")], mark)),
        "a class that another module made": b"cgenerator.workers.crew\nProcessPoolExecutor\n.",
    }


@pytest.mark.parametrize("kind", calls(Path()))
def test_a_parcel_names_nothing_that_does_something(around: Surroundings, tmp_path: Path, kind: str) -> None:
    with pytest.raises(ParcelError, match=r"^\w[\w.]*$"):
        unpack(calls(tmp_path / "it-ran")[kind], around)
    assert not (tmp_path / "it-ran").exists()


@pytest.mark.parametrize("data", [b"", b"nothing", b"\x80\x05", pickle.dumps({"a": 1})[:-2]])
def test_what_is_no_parcel_is_an_error_of_its_own(around: Surroundings, data: bytes) -> None:
    with pytest.raises(ParcelError):
        unpack(data, around)


def test_entries_and_findings_come_back_as_they_were_and_share_what_they_shared(repository: Path) -> None:
    checked = check_reports((), root=repository, cwd=repository)
    around, _ = read_surroundings(repository)
    for entry in checked.catalog.entries:
        back = unpack(pack(entry, around), around)
        assert back == entry
        assert isinstance(back.evaluation.score, Decimal | None)
    findings = unpack(pack(checked.findings, around), around)
    assert findings == checked.findings and len(findings) > 10
    assert all(finding.rule is RULES[finding.code] for finding in findings)


def test_the_standard_and_the_thresholds_are_those_of_the_surroundings(repository: Path) -> None:
    around, _ = read_surroundings(repository)
    (entry,) = check_reports(
        (repository / "content/reports/2021/quwo-gonganju",), root=repository, cwd=repository
    ).catalog.entries
    packed = pack((around.rulesets[entry.ruleset.id], around.site.thresholds), around)
    ruleset, thresholds = unpack(packed, around)
    assert ruleset is around.rulesets[entry.ruleset.id] and thresholds is around.site.thresholds
    assert len(packed) < 200

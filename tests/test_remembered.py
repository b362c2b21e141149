"""An unchanged site is known from the last check, byte for byte; any change, and anything strange, leads to a full one."""

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from checks.checking import findings_of
from click.testing import CliRunner

from generator import remembered
from generator.cli.main import gongkai
from generator.codes import RULES
from generator.demo import write_demo
from generator.diagnostics import Rule
from generator.remembered import FILE
from generator.reports import Checked, check_reports

FORMS = ("text", "short", "json", "sarif", "github")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    root = (tmp_path / "site-of-ours").resolve()
    write_demo(root, years=range(2020, 2023), seed=5, projects=12)
    record = next((root / "content/reports").rglob("*.yaml"))
    record.write_text(record.read_text("utf-8") + "waivers:\n  - {code: weights-scale, reason: 原表如此, by: 财政局}\n", "utf-8")
    return root


@pytest.fixture
def checks(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How often records were really read."""
    done: list[int] = []

    def counted(*args: object, **kwargs: object) -> Checked:
        done.append(1)
        return check_reports(*args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr("generator.cli.check.check_reports", counted)
    return done


def said(root: Path, *arguments: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(gongkai, ["check", "--root", str(root), *arguments])
    return result.exit_code, result.stdout, result.stderr


def test_what_is_remembered_is_said_byte_for_byte_in_every_form_and_both_languages(site: Path, checks: list[int]):
    for lang in ("zh", "en"):
        for form in FORMS:
            options = ("--format", form, "--lang", lang, "-v")
            anew = said(site, *options, "--no-cache")
            assert said(site, *options) == said(site, *options) == anew, form
    assert len(checks) == 11, "ten without the memory, and one that filled it"


@pytest.mark.parametrize(
    "rule", [rule for rule in RULES.values() if not rule.failing.startswith("#")], ids=lambda rule: rule.code
)
def test_every_finding_can_be_remembered(rule: Rule, tmp_path: Path):
    for finding in findings_of(tmp_path, rule.failing):
        placed = replace(finding, path=f"content/{finding.path}")
        recalled = remembered._finding(json.loads(json.dumps(remembered._plain(placed))))
        assert replace(recalled, rule=finding.rule) == placed, "but for whether it may be waived, which is decided by then"


def test_any_change_leads_to_a_full_check(site: Path, checks: list[int]):
    one = sorted((site / "content/reports").rglob("*.yaml"))[3]
    edits: list[Callable[[], object]] = [
        lambda: one.write_text(one.read_text("utf-8").replace("title: ", "title: 新"), "utf-8"),
        lambda: one.rename(one.with_name("another.yaml")),
        lambda: (site / "content/pages/about.md").write_text("# 关于\n", "utf-8"),
        lambda: (site / "content/site.yaml").write_text("title: 另一个\nseverities: {target-lowered: error}\n", "utf-8"),
        lambda: (site / "content/reports/2020/notes.docx").write_text("", "utf-8"),
        (site / "content/reports/2035").mkdir,
        (site / "content/reports/2020/notes.docx").unlink,
        (site / "content/expected").mkdir,
        lambda: (site / "content/expected/2020.yaml").write_text("[]\n", "utf-8"),
        lambda: shutil.copytree(_edition(site), site / "site/2020/jia/a"),
    ]
    said(site)
    for number, edit in enumerate(edits, 2):
        edit()
        warm = said(site, "--format", "json")
        assert len(checks) == number
        assert warm == said(site, "--format", "json"), "and is known then"
        assert len(checks) == number
    assert said(site, "--format", "json", "--no-cache") == said(site, "--format", "json")


def _edition(site: Path) -> Path:
    folder = site.parent / "edition"
    folder.mkdir()
    (folder / "report.json").write_text("{}", "utf-8")
    return folder


@pytest.mark.parametrize(
    "spoil",
    [
        lambda told: "",
        lambda told: "[" * 100_000,
        lambda told: json.dumps([told]),
        lambda told: json.dumps(told | {"findings": [["no-such-code", "content/a", None, None, "info", {}, None, None]]}),
        lambda told: json.dumps(told | {"findings": [["money-sum", "/etc/hosts", None, None, "info", {}, None, None]]}),
        lambda told: json.dumps(told | {"findings": [["money-sum", "content/../../a", None, None, "info", {}, None, None]]}),
        lambda told: json.dumps(told | {"findings": [["money-sum", "content/a", [1, 1, 1, -1], None, "info", {}, None, None]]}),
        lambda told: json.dumps(told | {"findings": [["money-sum", "content/a", None, None, "info", {"a": [1]}, None, None]]}),
        lambda told: json.dumps(told | {"reports": True}),
        lambda told: json.dumps(told | {"stamp": "0" * 64}),
    ],
    ids=["empty", "deep", "a list", "a code", "another file", "out of the folder", "a span", "a value", "a count", "a stamp"],
)
def test_a_spoiled_memory_is_not_believed(site: Path, checks: list[int], spoil: Callable[[dict[str, object]], str]):
    whole = said(site)
    (site / FILE).write_text(spoil(json.loads((site / FILE).read_text("utf-8"))), "utf-8")
    assert said(site) == whole
    assert len(checks) == 2


def test_a_program_that_changed_checks_anew(site: Path, checks: list[int], monkeypatch: pytest.MonkeyPatch):
    said(site)
    monkeypatch.setattr(remembered, "program", lambda: b"another version")
    said(site)
    assert len(checks) == 2


def test_links_are_never_believed_and_a_folder_that_takes_nothing_is_no_fault(site: Path, checks: list[int]):
    (site / "build").symlink_to(site.parent)
    assert said(site) == said(site)
    assert len(checks) == 2
    assert not (site.parent / "cache").exists()
    (site / "build").unlink()
    (site / "content/pages/link.md").symlink_to(site / "content/pages/about.md")
    assert said(site) == said(site)
    assert not (site / "build").exists()
    (site / "content/pages/link.md").unlink()
    (site / "build").write_text("a file", "utf-8")
    assert said(site) == said(site)


def test_some_records_are_checked_without_the_memory(site: Path, checks: list[int]):
    said(site)
    some = str(site / "content/reports/2020")
    assert said(site, some) == said(site, some)
    assert len(checks) == 3

"""A check that knows what an earlier one has read says the very same as one that reads everything anew."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from checks.checking import write_site
from click.testing import CliRunner

from generator.cli.main import gongkai
from generator.demo import write_demo
from generator.intake import reading
from generator.review.reports import check_reports
from generator.site.folders.lock import workshop
from tests.intake.test_reading import SECRET

FORMS = ("text", "short", "json", "sarif", "github")
STORE = "build/cache/made.sqlite"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    root = (tmp_path / "site-of-ours").resolve()
    write_demo(root, years=range(2020, 2023), seed=5, projects=12)
    for guarded in (root / "content/reports").rglob("*.yaml"):  # which are read each time
        if re.search(r"^(?:redactions|withheld):|embargo:|status: (?:draft|approved)", guarded.read_text("utf-8"), re.MULTILINE):
            guarded.unlink()
    record = next((root / "content/reports").rglob("*.yaml"))
    record.write_text(record.read_text("utf-8") + "waivers:\n  - {code: weights-scale, reason: 原表如此, by: 财政局}\n", "utf-8")
    return root


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The records that are read and checked from now on, in this process: there are too few to share."""
    names, plain = list[str](), reading.read_bytes

    def noted(data: bytes, shown: str) -> object:
        names.append(shown)
        return plain(data, shown)

    monkeypatch.setattr(reading, "read_bytes", noted)
    return names


def said(root: Path, *arguments: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(gongkai, ["check", "--root", str(root), *arguments])
    return result.exit_code, result.stdout, result.stderr


def test_what_is_known_is_said_byte_for_byte_in_every_form_and_both_languages(site: Path, read: list[str]) -> None:
    records = len(list((site / "content/reports").rglob("*.yaml")))
    said(site)
    assert len(read) == records
    for lang in ("zh", "en"):
        for form in FORMS:
            options = ("--format", form, "--lang", lang, "-v")
            anew = said(site, *options, "--no-cache")
            read.clear()
            assert said(site, *options) == anew, form
            assert read == [], "all of it was known"


def _edition(site: Path) -> Path:
    folder = site.parent / "edition"
    folder.mkdir()
    (folder / "report.json").write_text("{}", "utf-8")
    return folder


def test_after_any_change_only_what_changed_is_read_and_all_is_found(site: Path, read: list[str]) -> None:
    one, other = sorted((site / "content/reports").rglob("*.yaml"))[-2:]  # which no later one continues
    records = len(list((site / "content/reports").rglob("*.yaml")))
    edits: list[tuple[Callable[[], object], int]] = [
        (lambda: one.write_text(one.read_text("utf-8").replace("title: ", "title: 新", 1), "utf-8"), 1),
        (lambda: one.rename(one.with_name("another.yaml")), 1),
        (lambda: other.write_text("title: [\n", "utf-8"), 1),
        (other.unlink, 0),
        (lambda: (site / "content/pages/about.md").write_text("# 关于\n", "utf-8"), 0),
        (
            lambda: (site / "content/site.yaml").write_text("title: 另一个\nseverities: {target-lowered: error}\n", "utf-8"),
            records - 1,
        ),
        (lambda: (site / "content/reports/2020/notes.docx").write_text("", "utf-8"), 0),
        ((site / "content/reports/2035").mkdir, 0),
        ((site / "content/reports/2020/notes.docx").unlink, 0),
        ((site / "content/expected").mkdir, 0),
        (lambda: (site / "content/expected/2020.yaml").write_text("[]\n", "utf-8"), 0),
        (lambda: shutil.copytree(_edition(site), site / "site/2020/jia/a"), 0),
    ]
    before = said(site, "--format", "json")
    for edit, count in edits:
        edit()
        read.clear()
        warm = said(site, "--format", "json")
        assert len(read) == count
        assert warm == said(site, "--format", "json", "--no-cache")
    assert warm != before


def test_a_build_reads_nothing_that_a_check_has_read_and_the_other_way_round(site: Path, read: list[str]) -> None:
    run = lambda *words: CliRunner().invoke(gongkai, [*words, "--root", str(site), "--jobs", "1"])  # noqa: E731
    said(site)
    read.clear()
    assert run("build").exit_code == 0
    assert read == []
    shutil.rmtree(site / "build")
    assert run("build").exit_code == 0
    read.clear()
    said(site)
    assert read == []


def test_of_a_draft_nothing_is_kept_and_what_was_kept_before_is_gone(site: Path, read: list[str]) -> None:
    record = max((site / "content/reports").rglob("*.yaml"))
    record.write_text(record.read_text("utf-8").replace("title: ", f"title: {SECRET}", 1), "utf-8")
    said(site)
    assert SECRET.encode() in (site / STORE).read_bytes()
    record.write_text(record.read_text("utf-8").replace("disclosure: {", "disclosure: {status: draft, ", 1), "utf-8")
    assert said(site) == said(site, "--no-cache")
    assert SECRET.encode() not in (site / STORE).read_bytes()


def test_a_spoiled_memory_is_not_believed(site: Path, read: list[str]) -> None:
    whole = said(site)
    (site / STORE).write_bytes(b"no database at all")
    read.clear()
    assert said(site) == whole
    assert len(read) > 10


def test_where_nothing_can_be_kept_all_is_read_each_time(site: Path, read: list[str]) -> None:
    whole = said(site, "--no-cache")
    assert not (site / "build").exists()
    elsewhere = site.parent / "elsewhere"
    elsewhere.mkdir()
    (site / "build").symlink_to(elsewhere)
    assert said(site) == said(site) == whole
    assert list(elsewhere.iterdir()) == []
    (site / "build").unlink()
    (site / "build").write_text("a file", "utf-8")
    assert said(site) == whole
    (site / "build").unlink()
    with workshop(site / "build"):
        assert said(site) == whole, "another run is at work"
        assert not (site / STORE).exists()


def test_a_folder_that_is_no_site_is_left_as_it_is(tmp_path: Path) -> None:
    assert said(tmp_path)[0] == 1
    assert list(tmp_path.iterdir()) == []


def test_some_records_are_checked_without_the_memory(site: Path, read: list[str]) -> None:
    said(site)
    some = str(site / "content/reports/2020")
    read.clear()
    assert said(site, some) == said(site, some)
    assert len(read) == 2 * len(list((site / "content/reports/2020").rglob("*.yaml")))
    read.clear()
    said(site)
    assert read == [], "what was not asked for is still known"


@pytest.mark.parametrize("before", ["nope", "2021-a-p", "2021/没有/这个"])
def test_a_report_that_continues_what_can_be_no_report_is_told_and_so_is_everything_else(site: Path, before: str) -> None:
    record = next((site / "content/reports").rglob("*.yaml"))
    text = re.sub("^continues:.*\n", "", record.read_text("utf-8"), flags=re.MULTILINE)
    record.write_text(f"{text}continues: {before}\n", "utf-8")
    status, out, _ = said(site, "--format", "short")
    assert status == 1
    assert "continues-" in out
    assert said(site, "--format", "short", "--no-cache")[:2] == (status, out)


def test_a_folder_that_nobody_may_look_into_ends_no_check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    row = "{level1: 产出指标, name: 人次, weight: 100, target: ≥10人次, actual: 12人次, stated_score: 100}"
    record = f"title: 警务通\nruleset: national-2020\nindicators:\n  - {row}\ncontinues: 2022/jia/b\n"
    write_site(tmp_path, {"reports/2023/jia/a.yaml": record})

    def refused(plain: Callable[[Path], Any]) -> Callable[[Path], Any]:
        def asked(path: Path) -> Any:
            if path.name == "b.yaml":
                raise PermissionError(13, "Permission denied", str(path))
            return plain(path)

        return asked

    for name in ("lstat", "is_file"):
        monkeypatch.setattr(Path, name, refused(getattr(Path, name)))
    codes = {found.code for found in check_reports((tmp_path / "content/reports/2023",), root=tmp_path, cwd=tmp_path).findings}
    assert codes
    assert "continues-missing" not in codes

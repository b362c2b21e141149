"""From records to a published site: stable bytes, an untouched site on errors, and every kind of bad surroundings."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from generator import pipeline
from generator.demo import write_demo
from generator.diagnostics import Severity
from generator.review.check import check
from generator.site.folders.folder import NotOursError
from generator.site.folders.lock import BusyError, workshop
from generator.site.folders.publish import PublishError

SEED = Path("content/reports/2021/quwo-gonganju/jingwutong.yaml")


def contents(folder: Path) -> dict[str, str]:
    return {
        str(file.relative_to(folder)): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def times(folder: Path) -> dict[str, int]:
    return {str(file): file.stat().st_mtime_ns for file in folder.rglob("*") if file.is_file()}


def settings(root: Path, **change: object) -> None:
    file = root / "content/site.yaml"
    file.write_text(
        yaml.safe_dump(yaml.safe_load(file.read_text(encoding="utf-8")) | change, allow_unicode=True), encoding="utf-8"
    )


def codes(root: Path, *paths: Path) -> set[str]:
    checked = check(paths, root=root, cwd=root)
    return {finding.code for finding in checked.findings if finding.severity is Severity.ERROR}


def test_generating_twice_changes_no_byte_and_no_time_stamp(sources: Path) -> None:
    docs = sources / pipeline.DOCS
    pipeline.generate(check((), root=sources, cwd=sources), docs=docs)
    before, stamps = contents(docs), times(docs)
    written = pipeline.generate(check((), root=sources, cwd=sources), docs=docs)
    assert (contents(docs), times(docs)) == (before, stamps)
    assert (written.written, written.removed) == (0, 0)
    assert len(before) > 40


def test_another_folder_time_zone_and_locale_give_the_same_bytes(sources: Path, tmp_path: Path) -> None:
    other = tmp_path / "somewhere else" / "über"
    shutil.copytree(sources, other)
    for root, zone, language in ((sources, "UTC", "C.UTF-8"), (other, "Pacific/Kiritimati", "zh_CN.UTF-8")):
        environment = {**os.environ, "TZ": zone, "LANG": language, "PYTHONHASHSEED": str(len(zone))}
        command = [sys.executable, "-m", "generator", "build", "--root", str(root)]
        subprocess.run(command, check=True, env=environment, capture_output=True, cwd=tmp_path)
    assert contents(sources / "build/docs") == contents(other / "build/docs")
    assert contents(sources / "site") == contents(other / "site")


def test_no_output_names_the_folder_it_was_built_in(example: Path) -> None:
    for folder in ("build/docs", "site"):
        for file in (example / folder).rglob("*"):
            assert not file.is_file() or str(example).encode() not in file.read_bytes(), file


def test_a_removed_record_removes_its_pages(sources: Path) -> None:
    docs = sources / pipeline.DOCS
    pipeline.generate(check((), root=sources, cwd=sources), docs=docs)
    assert (docs / "2021/quwo-gonganju/jingwutong").exists()
    (sources / SEED).unlink()
    written = pipeline.generate(check((), root=sources, cwd=sources), docs=docs)
    assert written.removed >= 5
    assert not (docs / "2021/quwo-gonganju/jingwutong").exists()


def test_a_broken_record_stops_the_build_and_leaves_the_site_untouched(sources: Path) -> None:
    assert pipeline.build(root=sources, cwd=sources).published is not None
    before = contents(sources / "site")
    (sources / SEED).write_text("title: 警务通\nindicators: 无\n", encoding="utf-8")
    built = pipeline.build(root=sources, cwd=sources)
    assert built.published is None
    assert built.checked.left_out == (str(SEED),)
    assert contents(sources / "site") == before


def test_a_build_writes_into_no_file_that_the_published_site_may_share(tmp_path: Path) -> None:
    write_demo(tmp_path, projects=2, years=range(2021, 2022), seed=1)
    pipeline.build(root=tmp_path, cwd=tmp_path)
    shutil.copytree(tmp_path / pipeline.STAGED, tmp_path / "shared", copy_function=os.link)
    before = contents(tmp_path / "shared")
    record = next((tmp_path / "content/reports").rglob("*.yaml"))
    record.write_text(record.read_text("utf-8").replace("title: ", "title: 新", 1), "utf-8")
    pipeline.build(root=tmp_path, cwd=tmp_path)
    assert contents(tmp_path / pipeline.STAGED) != before
    assert contents(tmp_path / "shared") == before


def test_keep_going_publishes_the_rest_and_names_what_was_left_out(sources: Path) -> None:
    (sources / SEED).write_text("title: 警务通\nindicators: 无\n", encoding="utf-8")
    built = pipeline.build(root=sources, cwd=sources, keep_going=True)
    assert built.published is not None
    assert built.checked.left_out == (str(SEED),)
    assert not (sources / "site/2021/quwo-gonganju").exists()
    assert (sources / "site/2022").exists()


def test_keep_going_does_not_publish_a_site_whose_settings_are_broken(sources: Path) -> None:
    (sources / "content/site.yaml").write_text("titel: 示例\n", encoding="utf-8")
    assert pipeline.build(root=sources, cwd=sources, keep_going=True).published is None


def test_faults_of_the_report_itself_do_not_stop_it(sources: Path) -> None:
    text = (sources / SEED).read_text(encoding="utf-8")
    (sources / SEED).write_text(text.replace("score: 74.3, grade: 合格", "score: 99, grade: 优秀"), encoding="utf-8")
    checked = check((), root=sources, cwd=sources)
    assert {"total-sum", "total-differs"} <= {finding.code for finding in checked.findings}
    assert checked.is_publishable


def test_a_site_may_raise_a_code_to_an_error(sources: Path) -> None:
    settings(sources, severities={"scoring-unassessed": "error"})
    assert codes(sources) == {"scoring-unassessed"}


def test_builds_at_the_same_time_publish_one_whole_site(sources: Path, example: Path) -> None:
    command = [sys.executable, "-m", "generator", "--lang", "en", "build", "--root", str(sources)]
    runs = [subprocess.Popen(command, stderr=subprocess.PIPE, text=True) for _ in range(3)]
    said = [run.communicate()[1] for run in runs]
    exits = [run.returncode for run in runs]
    assert set(exits) <= {0, 2}
    assert 0 in exits
    assert all(("at work" in words) == (code == 2) for words, code in zip(said, exits, strict=True))
    assert contents(sources / "site") == contents(example / "site")
    assert sorted(path.name for path in sources.iterdir()) == [".site-next", "build", "content", "mkdocs.yml", "site"]


def test_nothing_is_written_while_another_run_is_at_work(sources: Path) -> None:
    with workshop(sources / pipeline.WORKSHOP):
        with pytest.raises(BusyError):
            pipeline.build(root=sources, cwd=sources)
        with pytest.raises(BusyError):
            pipeline.generate(check((), root=sources, cwd=sources), docs=sources / pipeline.DOCS)
    assert not (sources / pipeline.DOCS).exists()


@pytest.mark.parametrize("place", ["build", "build/site", "build/docs"])
def test_a_folder_of_someone_else_s_is_never_emptied(sources: Path, tmp_path: Path, place: str) -> None:
    precious = tmp_path / "elsewhere/precious"
    precious.parent.mkdir()
    precious.touch()
    (sources / place).parent.mkdir(exist_ok=True)
    (sources / place).symlink_to(precious.parent)
    with pytest.raises(NotOursError):
        pipeline.build(root=sources, cwd=sources)
    if place != "build":
        (sources / place).unlink()
        precious.parent.rename(sources / place)
        precious = sources / place / "precious"
        with pytest.raises(NotOursError):
            pipeline.build(root=sources, cwd=sources)
    assert precious.exists()


@pytest.mark.parametrize("target", ["content", "content/pages", "build", "build/docs", "build/site/x", "."])
def test_a_site_is_not_published_into_its_own_folders(sources: Path, target: str) -> None:
    before = contents(sources)
    with pytest.raises(PublishError, match="made from"):
        pipeline.build(root=sources, cwd=sources, into=sources / target)
    assert contents(sources) == before


def test_a_misspelt_code_in_the_settings_is_a_diagnostic(sources: Path) -> None:
    settings(sources, severities={"scoring-unasessed": "error"})
    assert codes(sources) == {"severities-unknown-code"}


def test_a_missing_ruleset_is_a_diagnostic(sources: Path) -> None:
    text = (sources / SEED).read_text(encoding="utf-8")
    (sources / SEED).write_text(text.replace("ruleset: quwo-2021", "ruleset: quwo-1921"), encoding="utf-8")
    assert codes(sources) == {"ruleset-unknown"}


def test_a_year_without_a_standard_is_a_diagnostic(sources: Path) -> None:
    old = sources / "content/reports/1999/quwo-gonganju/jingwutong.yaml"
    old.parent.mkdir(parents=True)
    old.write_text("title: 旧项目\nindicators: [{name: 数量, target: 2个, actual: 2个}]\n", encoding="utf-8")
    assert codes(sources) == {"ruleset-none"}


def test_a_default_standard_that_does_not_exist_is_a_diagnostic(sources: Path) -> None:
    file = sources / "content/site.yaml"
    file.write_text("title: 示例\nrulesets: [{id: no-such, from: 2000}]\n", encoding="utf-8")
    assert "ruleset-unknown" in codes(sources)


def test_an_unknown_agency_is_a_diagnostic(sources: Path) -> None:
    (sources / SEED).parent.rename(sources / "content/reports/2021/mei-you")
    assert "agency-unknown" in codes(sources)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"title: \xbe\xaf\xce\xf1\n", "source-encoding"),
        (b"", "source-empty"),
        (b"# nothing\n", "source-empty"),
        (b"- a\n", "yaml-top-level"),
    ],
)
def test_a_file_that_is_no_record_is_a_diagnostic(sources: Path, data: bytes, code: str) -> None:
    (sources / SEED).write_bytes(data)
    assert codes(sources) == {code}


def test_an_empty_content_tree_is_a_diagnostic(tmp_path: Path) -> None:
    (tmp_path / "content/reports").mkdir(parents=True)
    (tmp_path / "content/site.yaml").write_text("title: 示例\n", encoding="utf-8")
    assert codes(tmp_path) == {"source-no-records"}


def test_a_symbolic_link_is_a_diagnostic_and_is_not_followed(sources: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.yaml"
    secret.write_text("title: 不该公开\n", encoding="utf-8")
    (sources / "content/reports/2021/quwo-gonganju/secret.yaml").symlink_to(secret)
    checked = check((), root=sources, cwd=sources)
    assert "source-symlink" in {finding.code for finding in checked.findings}
    assert all(entry.report.title != "不该公开" for entry in checked.catalog.entries)


def test_a_file_outside_the_tree_is_checked_and_scored_under_its_own_name(sources: Path, tmp_path: Path) -> None:
    loose = tmp_path / "draft.yaml"
    shutil.copy(sources / SEED, loose)
    checked = check((loose,), root=None, cwd=tmp_path)
    (entry,) = checked.catalog.entries
    assert (entry.name, entry.id, entry.year, str(entry.evaluation.score)) == ("draft", None, 2021, "74.30")


def test_a_folder_without_content_is_a_diagnostic(tmp_path: Path) -> None:
    assert "source-no-content" in codes(tmp_path)


def test_naming_a_settings_file_checks_the_settings_and_not_a_record(sources: Path) -> None:
    settings(sources, severities={"no-such": "error"})
    named = [sources / "content/site.yaml", sources / "content/agencies.yaml"]
    checked = check(named, root=None, cwd=sources)
    assert {finding.code for finding in checked.findings} == {"severities-unknown-code"}


def test_a_report_that_continues_another_can_be_checked_alone(sources: Path) -> None:
    later = sources / "content/reports/2022/quwo-gonganju/jingwutong.yaml"
    later.parent.mkdir(parents=True)
    text = (sources / SEED).read_text(encoding="utf-8").replace("2021-", "2022-")
    later.write_text(text + "continues: 2021/quwo-gonganju/jingwutong\n", encoding="utf-8")
    for paths in ((), (later,), (sources / "content/reports/2022",)):
        assert codes(sources, *paths) == set()
    (sources / SEED).write_text("title: 坏了\nindicators: 无\n", encoding="utf-8")
    assert codes(sources) == {"schema-shape"}
    (sources / SEED).unlink()
    assert codes(sources) == codes(sources, later) == {"continues-missing"}


def test_lowering_a_code_does_not_let_a_record_vanish(sources: Path) -> None:
    settings(sources, severities={"schema-unknown-key": "info"})
    (sources / SEED).write_text((sources / SEED).read_text(encoding="utf-8") + "cdoe: 1\n", encoding="utf-8")
    checked = check((), root=sources, cwd=sources)
    assert not checked.is_publishable
    assert checked.left_out == (str(SEED),)


def test_a_record_with_an_unreadable_field_is_checked_but_never_scored_or_published(sources: Path) -> None:
    text = (sources / SEED).read_text(encoding="utf-8")
    (sources / SEED).write_text(text.replace("weight: 12.9,", "weight: 十二,"), encoding="utf-8")
    checked = check((), root=sources, cwd=sources)
    assert all(entry.path != str(SEED) for entry in (*checked.scored, *checked.publishable().entries))
    assert "scoring-unassessed" in {finding.code for finding in checked.findings if finding.path == str(SEED)}

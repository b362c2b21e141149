"""Records are read once for the same bytes and the same surroundings; nothing that is guarded is kept outside content/."""

import hashlib
import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from generator.cache.store import Kept, Store, opened
from generator.diagnostics import Diagnostic
from generator.intake import packing as intake
from generator.intake import reading, shelf
from generator.intake.shelf import Shelf
from generator.review.between import Between
from generator.review.reports import Checked, check_reports
from generator.runtime import program
from generator.source.shelved import ChangedError
from generator.workers.crew import Forked
from tests.assembly.changes import Sources, by_local_standard, local_standard

SECRET = "龘靐齉"
GUARDS = {
    "draft": {"disclosure": {"status": "draft"}},
    "embargo": {"disclosure": {"embargo": "2031-01-01"}},
    "withheld": {"withheld": {"basis": "《条例》第十五条", "reason": "涉及商业秘密", "by": "示例局"}},
    "redacted": {"redactions": [{"field": "problems", "basis": "《条例》第十五条", "by": "示例局"}]},
    "identity number": {"conclusion": "负责人 11010519491231002X 验收"},
}


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the records that are read from now on."""
    names, plain = list[str](), reading.read_bytes

    def noted(data: bytes, shown: str) -> object:
        names.append(shown.removeprefix("content/reports/").removesuffix(".yaml"))
        return plain(data, shown)

    monkeypatch.setattr(reading, "read_bytes", noted)
    return names


@pytest.fixture
def sources() -> Sources:
    return Sources(2)


def check(root: Path, sources: Sources | None = None, store: Store | None = None, jobs: int = 1) -> Checked:
    if sources is not None:
        sources.write(root)
    if store is not None:
        return check_reports((), root=root, cwd=root, shelf=Shelf(store))
    with opened(root / "made.sqlite") as kept:
        return check_reports((), root=root, cwd=root, shelf=Shelf(kept), crew=Forked(jobs) if jobs > 1 else None)


def plain(finding: Diagnostic) -> object:
    """A rule by its code: variants of one differ in what nobody asks a finding about."""
    return (
        finding.code,
        finding.path,
        finding.span,
        finding.report,
        finding.severity,
        finding.values,
        finding.field,
        finding.waived,
    )


def told(checked: Checked) -> Sequence[object]:
    entries = [
        (entry.name, entry.report, entry.evaluation, entry.ruleset, entry.year, entry.doubtful)
        for entry in checked.catalog.entries
    ]
    alone = {name: [plain(one) for one in found] for name, found in checked.alone.items()}
    return entries, [plain(one) for one in checked.findings], checked.left_out, checked.unread, alone


def test_a_record_that_did_not_change_is_not_read_again(tmp_path: Path, sources: Sources, read: list[str]) -> None:
    first = check(tmp_path, sources)
    assert sorted(read) == sorted(sources.records)
    read.clear()
    assert told(check(tmp_path)) == told(first)
    assert read == []
    sources.records["2021/jia/lu"]["title"] = "改了"
    changed = check(tmp_path, sources)
    assert read == ["2021/jia/lu"]
    assert told(changed) == told(check_reports((), root=tmp_path, cwd=tmp_path))


@pytest.mark.parametrize(
    ("change", "value"),
    [
        ("rulesets", [{"id": "quwo-2021"}]),
        ("thresholds", {"low_spending": "30%"}),
        ("agencies", None),
        ("a standard", None),
    ],
)
def test_what_stands_around_a_record_has_it_read_again(
    tmp_path: Path, sources: Sources, read: list[str], change: str, value: object
) -> None:
    by_local_standard(sources)
    check(tmp_path, sources)
    read.clear()
    if change == "agencies":
        del sources.agencies["yi"]
    elif change == "a standard":
        local_standard(sources)
    else:
        sources.site[change] = value
    checked = check(tmp_path, sources)
    assert sorted(read) == sorted(sources.records)
    assert told(checked) == told(check_reports((), root=tmp_path, cwd=tmp_path))


def test_a_title_of_the_site_has_no_record_read_again(tmp_path: Path, sources: Sources, read: list[str]) -> None:
    check(tmp_path, sources)
    read.clear()
    sources.site["title"] = "另一个名称"
    check(tmp_path, sources)
    assert read == []


def test_another_version_of_the_program_reads_everything(
    tmp_path: Path, sources: Sources, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    check(tmp_path, sources)
    read.clear()
    monkeypatch.setattr(intake, "program", lambda *_: b"another")
    check(tmp_path)
    assert sorted(read) == sorted(sources.records)


def test_a_library_or_a_template_that_changes_is_another_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def digest() -> bytes:
        program.look_again()
        return program.program()

    (tmp_path / "a.j2").write_text("a")
    with monkeypatch.context() as patch:
        patch.setattr(program, "files", lambda _: tmp_path)
        digests = [digest()]
        (tmp_path / "a.j2").write_text("b")
        digests.append(digest())
        (tmp_path / "a.pyc").write_text("c")
        assert digest() == digests[-1]
        patch.setattr(program.metadata, "version", lambda _: "0")
        digests.append(digest())
    program.look_again()
    assert len(set(digests)) == 3


@pytest.mark.parametrize("guard", GUARDS)
def test_nothing_is_kept_of_a_guarded_record_not_even_what_was_kept_before(tmp_path: Path, sources: Sources, guard: str) -> None:
    sources.records["2022/jia/qiao"] |= {"problems": f"问题{SECRET}", "title": f"项目{SECRET}"}
    file = tmp_path / "made.sqlite"
    check(tmp_path, sources)
    assert SECRET.encode() in file.read_bytes()
    sources.records["2022/jia/qiao"] |= GUARDS[guard]
    check(tmp_path, sources)
    assert SECRET.encode() not in file.read_bytes()
    with opened(file) as store:
        assert {"content/reports/2022/jia/qiao.yaml", "content/reports/2021/jia/qiao.yaml"} & store.stamps("record").keys() == {
            "content/reports/2021/jia/qiao.yaml"
        }


def test_a_record_that_continues_another_is_kept_unless_that_one_is_guarded(tmp_path: Path, sources: Sources) -> None:
    file, name = tmp_path / "made.sqlite", "content/reports/2022/jia/qiao.yaml"
    sources.records["2022/jia/qiao"]["continues"] = "2021/jia/lu"
    check(tmp_path, sources)
    with opened(file) as store:
        assert name in store.stamps("record").keys() & store.stamps("body").keys()
    sources.records["2021/jia/lu"] |= GUARDS["draft"]
    guarded = check(tmp_path, sources)
    for kind in ("record", "body"):
        with opened(file) as store:
            assert not {name, "content/reports/2021/jia/lu.yaml"} & store.stamps(kind).keys()
    assert b"2021/jia/lu" not in file.read_bytes()
    assert told(guarded) == told(check_reports((), root=tmp_path, cwd=tmp_path)) == told(check(tmp_path))


def test_a_body_that_the_store_lost_is_read_again(
    tmp_path: Path, sources: Sources, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shelf, "_OPEN", 0)
    sources.write(tmp_path)
    with opened(tmp_path / "made.sqlite") as store:
        first = check(tmp_path, store=store)
        store.drop("body")
        read.clear()
        assert told(first) == told(check_reports((), root=tmp_path, cwd=tmp_path))
    assert read.count("2022/jia/qiao") == 3  # its report, its evaluation, and for the check that keeps nothing


def test_an_opened_entry_is_the_same_with_its_body_at_hand(tmp_path: Path, sources: Sources) -> None:
    with opened(tmp_path / "made.sqlite") as store:
        entry = check(tmp_path, sources, store).catalog.entries[0]
        whole = entry.opened()
        store.drop()
    assert whole.cover is entry.cover
    assert whole.opened() is whole
    assert whole.report is whole.report


def test_a_body_that_has_to_be_read_again_and_changed_says_so(
    tmp_path: Path, sources: Sources, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shelf, "_OPEN", 0)
    checked = check(tmp_path, sources)
    sources.records["2022/jia/qiao"]["title"] = "改了"
    sources.write(tmp_path)
    with pytest.raises(ChangedError):
        told(checked)


def test_a_deleted_record_leaves_nothing_behind(tmp_path: Path, sources: Sources) -> None:
    sources.records["2022/jia/qiao"]["title"] = f"项目{SECRET}"
    check(tmp_path, sources)
    del sources.records["2022/jia/qiao"]
    check(tmp_path, sources)
    assert SECRET.encode() not in (tmp_path / "made.sqlite").read_bytes()


def test_several_hands_read_as_one_does(tmp_path: Path, sources: Sources, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelf, "_PART", 2)
    sources.records["2022/jia/qiao"]["period"] = {"start": "不详"}
    checked = check(tmp_path, sources, jobs=2)
    assert told(checked) == told(check_reports((), root=tmp_path, cwd=tmp_path)) == told(check(tmp_path))


def test_kept_bytes_that_are_no_reading_are_read_anew(tmp_path: Path, sources: Sources, read: list[str]) -> None:
    sources.write(tmp_path)
    with opened(None) as store:
        first = check(tmp_path, store=store)
        store.put("record", [Kept(name, stamp, hashlib.sha256().digest()) for name, stamp in store.stamps("record").items()])
        store.put("between", [Kept(name, stamp, b"") for name, stamp in store.stamps("between").items()])
        read.clear()
        assert told(check(tmp_path, store=store)) == told(first)
        assert sorted(read) == sorted(sources.records)


def test_a_record_that_cannot_be_opened_is_a_finding_each_time(tmp_path: Path, sources: Sources) -> None:
    sources.write(tmp_path)
    file = tmp_path / "content/reports/2022/jia/qiao.yaml"
    file.write_bytes(b"title: \xbe\xaf\n")
    assert [told(check(tmp_path)) for _ in range(2)] == [told(check_reports((), root=tmp_path, cwd=tmp_path))] * 2


def test_a_file_that_nothing_happened_to_is_not_even_opened(
    tmp_path: Path, sources: Sources, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened_files, plain = list[str](), shelf.bytes_of
    sources.records["2021/jia/lu"] |= GUARDS["draft"]
    first = check(tmp_path, sources)
    for room in (shelf, intake):
        monkeypatch.setattr(room, "bytes_of", lambda file, shown: (opened_files.append(Path(shown).stem), plain(file, shown))[1])
    assert told(check(tmp_path)) == told(first)
    assert opened_files == ["lu", "lu"]  # the draft, of which nothing is noted
    file = tmp_path / "content/reports/2022/jia/qiao.yaml"
    text, times = file.read_text(), file.stat()
    file.write_text(text.replace("养护", "建设"))
    os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))  # as an editor or a copy may set it
    assert text != file.read_text()
    assert told(check(tmp_path)) == told(check_reports((), root=tmp_path, cwd=tmp_path)) != told(first)
    assert "qiao" in opened_files
    assert b"2021/jia/lu" not in (tmp_path / "made.sqlite").read_bytes()


def test_a_process_knows_from_its_last_run_what_the_store_need_not_be_asked_for(
    tmp_path: Path, sources: Sources, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    sources.records["2021/jia/lu"] |= GUARDS["draft"]
    sources.write(tmp_path)
    asked, plain = list[str](), shelf.unpack
    with opened(tmp_path / "made.sqlite") as store, Between(store) as between:
        kept = Shelf(store)
        run = lambda: check_reports((), root=tmp_path, cwd=tmp_path, shelf=kept, across=between.across)  # noqa: E731
        first = told(run())
        read.clear()
        monkeypatch.setattr(shelf, "unpack", lambda *given: (asked.append(""), plain(*given))[1])
        second = run()
        assert (read, asked) == ([], [])
        assert told(second) == first
        sources.records["2022/jia/qiao"]["title"] = "改了"
        del sources.records["2021/jia/lu"]
        (tmp_path / "content/reports/2021/jia/lu.yaml").unlink()
        sources.write(tmp_path)
        read.clear()
        third = told(run())
        assert read == ["2022/jia/qiao"]
    assert third == told(check_reports((), root=tmp_path, cwd=tmp_path)) == told(check(tmp_path))


def test_a_process_notices_that_a_file_of_the_program_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.j2").write_text("a")
    monkeypatch.setattr(program, "files", lambda _: tmp_path)
    program.look_again()
    watch, before = program.Watch(), program.program()
    assert not watch.has_changed()
    (tmp_path / "a.j2").write_text("longer")
    assert program.program() == before  # it is not looked at for every question
    assert watch.has_changed() and not watch.has_changed()
    assert program.program() != before
    program.look_again()

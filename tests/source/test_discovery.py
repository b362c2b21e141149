"""Finding the site, and finding its records and nothing else."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.diagnostics import Diagnostic, Severity
from generator.source import Found, Loose, ReportId, discover, expand, find_root, located

Site = Callable[..., Path]


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """Make a site that holds the given files below content/reports."""

    def make(*files: str) -> Path:
        (tmp_path / "content" / "reports").mkdir(parents=True, exist_ok=True)
        for name in files:
            file = tmp_path / "content" / "reports" / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text("title: 警务通\n", encoding="utf-8")
        return tmp_path

    return make


def codes(findings: tuple[Diagnostic, ...]) -> list[tuple[str, str]]:
    for found in findings:
        assert all((found.message("zh"), found.message("en"), found.hint("zh"), found.hint("en")))
    return [(found.path.removeprefix("content/reports/"), found.code) for found in findings]


# The root


def test_a_root_that_is_given_wins(site: Site, tmp_path: Path):
    root = site("2021/a/b.yaml")
    assert find_root([root / "content"], tmp_path / "other", Path("/")) == tmp_path / "other"
    assert find_root([], Path("other"), tmp_path) == tmp_path / "other"


def test_the_root_is_the_nearest_folder_around_a_path_that_holds_content(site: Site):
    root = site("2021/a/b.yaml")
    for path in ("content/reports/2021/a/b.yaml", "content", ".", "content/reports/2021/a/absent.yaml"):
        assert find_root([root / path], None, Path("/")) == root
    assert find_root([Path("2021/a/b.yaml")], None, root / "content" / "reports") == root


def test_without_a_hint_the_root_is_the_current_folder(tmp_path: Path):
    assert find_root([], None, tmp_path) == tmp_path
    assert find_root([tmp_path / "r.yaml"], None, tmp_path / "here") == tmp_path / "here"


# Discovery


def test_records_are_found_in_the_order_of_their_ids(site: Site):
    root = site("2022/a/z.yaml", "2021/b/a.yaml", "2021/a-b/x.yaml", "2021/a/y.yaml")
    found = discover(root)
    assert found.diagnostics == ()
    assert [str(record.id) for record in found.records] == ["2021/a/y", "2021/a-b/x", "2021/b/a", "2022/a/z"]
    assert found.records[0] == Found(
        f"{root}/content/reports/2021/a/y.yaml", "content/reports/2021/a/y.yaml", ReportId(2021, "a", "y")
    )


def test_hidden_files_backups_and_readmes_are_passed_over(site: Site):
    names = (".DS_Store", ".b.yaml.swp", "b.yaml~", "b.yaml.bak", "#b.yaml#", "~$b.docx", "Thumbs.db", "README.md", "scan.png")
    root = site("2021/a/b.yaml", ".git/x.yaml", "README.md", *(f"2021/a/{name}" for name in names))
    found = discover(root)
    assert len(found.records) == 1
    assert found.diagnostics == ()


def test_what_looks_like_a_record_and_is_none_is_reported(site: Site):
    root = site(
        "2021/a/b.yaml",
        "2021/a/c.yml",
        "2021/a/d.YAML",
        "2021/a/e.yaml.txt",
        "2021/a/f.docx",
        "2021/a/g.XLSX",
        "2021/a/h.json",
        "2021/a/警务通.yaml",
        "2021/a/deep/i.yaml",
        "2021/a/deep/scan.pdf",
        "2021/j.yaml",
        "k.yaml",
        "2021/Agency/l.yaml",
        "2021年/a/m.yaml",
    )
    found = discover(root)
    assert [str(record.id) for record in found.records] == ["2021/a/b"]
    assert codes(found.diagnostics) == [
        ("2021/Agency", "source-slug"),
        ("2021/a/c.yml", "source-suffix"),
        ("2021/a/d.YAML", "source-suffix"),
        ("2021/a/deep/i.yaml", "source-place"),
        ("2021/a/e.yaml.txt", "source-suffix"),
        ("2021/a/f.docx", "source-lookalike"),
        ("2021/a/g.XLSX", "source-lookalike"),
        ("2021/a/h.json", "source-lookalike"),
        ("2021/a/警务通.yaml", "source-slug"),
        ("2021/j.yaml", "source-place"),
        ("2021年", "source-year"),
        ("k.yaml", "source-place"),
    ]
    warnings = {found.code for found in found.diagnostics if found.severity is Severity.WARNING}
    assert warnings == {"source-lookalike"}


def test_symbolic_links_are_reported_and_not_followed(site: Site):
    root = site("2021/a/b.yaml", "2021/a/deep/x.txt")
    reports = root / "content/reports"
    (reports / "2021/a/c.yaml").symlink_to("b.yaml")
    (reports / "2021/a/deep/d.yaml").symlink_to("../b.yaml")
    (reports / "2021/loop").symlink_to(".")
    (reports / "2022").symlink_to("2021")
    found = discover(root)
    assert [str(record.id) for record in found.records] == ["2021/a/b"]
    links = ["2021/a/c.yaml", "2021/a/deep/d.yaml", "2021/loop", "2022"]
    assert codes(found.diagnostics) == [(link, "source-symlink") for link in links]


def test_linked_content_is_not_followed_either(site: Site, tmp_path: Path):
    root = site("2021/a/b.yaml")
    other = tmp_path / "other"
    other.mkdir()
    (other / "content").symlink_to(root / "content")
    assert codes(discover(other).diagnostics) == [("content", "source-symlink")]
    assert discover(other).records == ()


def test_names_that_differ_in_case_only_are_reported(site: Site):
    found = discover(site("2021/a/b.yaml", "2021/a/B.yaml", "2021/A/x.yaml"))
    assert codes(found.diagnostics) == [
        ("2021/A", "source-slug"),
        ("2021/a", "source-collision"),
        ("2021/a/B.yaml", "source-slug"),
        ("2021/a/b.yaml", "source-collision"),
    ]
    assert "B.yaml" in found.diagnostics[3].message("zh")


def test_a_missing_or_empty_tree_is_reported(tmp_path: Path):
    assert codes(discover(tmp_path).diagnostics) == [("content", "source-no-content")]
    (tmp_path / "content").mkdir()
    assert codes(discover(tmp_path).diagnostics) == [("content/reports", "source-no-reports")]
    (tmp_path / "content/reports").mkdir()
    assert codes(discover(tmp_path).diagnostics) == [("content/reports", "source-no-records")]
    (tmp_path / "content/reports/2021").mkdir()
    (tmp_path / "content/reports/report.docx").touch()
    assert codes(discover(tmp_path).diagnostics) == [
        ("content/reports", "source-no-records"),
        ("report.docx", "source-lookalike"),
    ]


def test_a_file_in_the_place_of_a_folder_is_reported(tmp_path: Path):
    (tmp_path / "content").touch()
    assert codes(discover(tmp_path).diagnostics) == [("content", "source-no-content")]


def test_an_unreadable_folder_is_reported_and_the_rest_is_found(site: Site, monkeypatch: pytest.MonkeyPatch):
    root = site("2021/a/b.yaml", "2021/locked/c.yaml")
    scandir = os.scandir

    def guarded(place: str) -> object:
        if place.endswith("locked"):
            raise PermissionError(13, "Permission denied", place)
        return scandir(place)

    monkeypatch.setattr(os, "scandir", guarded)
    found = discover(root)
    assert [str(record.id) for record in found.records] == ["2021/a/b"]
    assert codes(found.diagnostics) == [("2021/locked", "source-unreadable")]
    assert "没有读取权限" in found.diagnostics[0].message("zh")


def test_hostile_names_are_shown_harmlessly(site: Site):
    root = site("2021/a/b.yaml", "2021/a/\x1b[31mred\n.yaml")
    raw = os.fsencode(root) + b"/content/reports/2021/a/\xff\xfe.yaml"
    Path(os.fsdecode(raw)).touch()
    found = discover(root)
    assert [code for _, code in codes(found.diagnostics)] == ["source-slug", "source-slug"]
    for finding in found.diagnostics:
        assert (finding.path + finding.message("zh")).isprintable()
        finding.path.encode("utf-8")


# What a command line names


def test_a_file_in_its_place_is_a_record_and_one_elsewhere_is_loose(site: Site, tmp_path: Path):
    root = site("2021/a/b.yaml")
    assert located(root / "content/reports/2021/../2021/a/b.yaml", root) == Found(
        f"{root}/content/reports/2021/a/b.yaml", "content/reports/2021/a/b.yaml", ReportId(2021, "a", "b")
    )
    assert located(root / "drafts/草稿.yaml", root) == Loose(f"{root}/drafts/草稿.yaml", "drafts/草稿.yaml", "草稿")
    outside = located(Path("/tmp/x.yaml"), root)
    assert outside == Loose("/tmp/x.yaml", "/tmp/x.yaml", "x")


def test_nothing_named_means_everything(site: Site):
    root = site("2021/a/b.yaml", "2022/a/b.yaml")
    assert expand([], root) == discover(root) == expand([root], root) == expand([root / "content/reports"], root)


def test_files_and_folders_are_expanded_once(site: Site):
    root = site("2021/a/b.yaml", "2021/a/c.yaml", "2021/x/y.yaml", "2022/a/b.yaml")
    reports = root / "content/reports"
    found = expand([reports / "2022/a/b.yaml", reports / "2021/a", reports / "2021/a/c.yaml"], root)
    assert [str(record.id) for record in found.records] == ["2021/a/b", "2021/a/c", "2022/a/b"]
    assert found.diagnostics == ()
    assert len(expand([reports / "2021", reports / "2021/a"], root).records) == 3


def test_loose_files_come_from_folders_elsewhere(site: Site):
    root = site("2021/a/b.yaml")
    (root / "drafts/deep").mkdir(parents=True)
    for name in ("drafts/b.yaml", "drafts/deep/a.yaml", "drafts/.hidden.yaml", "drafts/note.txt"):
        (root / name).touch()
    found = expand([root / "drafts", root / "drafts/b.yaml"], root)
    assert [(loose.shown, loose.id) for loose in found.loose] == [("drafts/b.yaml", "b"), ("drafts/deep/a.yaml", "a")]
    assert found.records == ()
    assert found.diagnostics == ()


def test_what_is_named_in_vain_is_reported(site: Site):
    root = site("2021/a/b.yaml", "2021/a/c.yml", "k.yaml", "2021/Bad/x.yaml")
    reports = root / "content/reports"
    (root / "nothing").mkdir()
    (reports / "2030").mkdir()
    (reports / "2022").symlink_to("2021")
    os.mkfifo(root / "pipe")
    named = [
        root / "absent.yaml",
        reports / "2021/a/b.yaml/c.yaml",
        root / "nothing",
        root / "pipe",
        reports / "2021/a/c.yml",
        reports / "k.yaml",
        reports / "2021/Bad",
        reports / "2030",
        reports / "2022",
        reports / "2022/a/b.yaml",
        Path("/" + "x" * 300),
    ]
    found = expand(named, root)
    assert found.records == ()
    assert found.loose == ()
    assert codes(found.diagnostics) == [
        ("/" + "x" * 300, "source-unreadable"),
        ("absent.yaml", "source-missing"),
        ("2021/Bad", "source-slug"),
        ("2021/a/b.yaml/c.yaml", "source-missing"),
        ("2021/a/c.yml", "source-suffix"),
        ("2022", "source-symlink"),
        ("2030", "source-no-records"),
        ("k.yaml", "source-place"),
        ("nothing", "source-no-records"),
        ("pipe", "source-not-a-file"),
    ]

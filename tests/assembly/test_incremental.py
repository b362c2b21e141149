"""A build that goes by what an earlier one left gives what a clean one gives: whatever changed, whatever stopped the earlier one."""

import os
import shutil
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from generator import pipeline
from generator.assembly.bench import Bench
from generator.cache.store import Kept, Store
from generator.intake.shelf import Shelf
from generator.review.reports import check_reports
from tests.assembly.changes import Sources, empty, frame
from tests.site.small import shorten
from tests.test_pipeline import contents

STEPS = int(os.environ.get("GONGKAI_STEPS", "20"))
SEED = int(os.environ.get("GONGKAI_SEED", "5"))
"""More steps, or others: GONGKAI_STEPS=300 GONGKAI_SEED=7."""
MOMENTS = (None, datetime.fromisoformat("2035-06-01T00:00:00+08:00"))


def told(built: pipeline.Built) -> dict[str, Any]:
    """Return what a build says, but for folders."""
    return {
        "pages": built.pages,
        "links": built.links,
        "warnings": built.warnings,
        "findings": built.checked.findings,
        "left out": built.release.left_out,
        "published": built.published is not None,
    }


def compare(built: pipeline.Built, root: Path, clean: Path, *, jobs: int = 1, said: object = "", **asked: Any) -> None:
    """Build the site of `clean` with nothing kept but what it has published, and hold `built`, made in `root`, against it."""
    empty(clean / "build")
    fresh = pipeline.build(root=clean, cwd=clean, cache=False, jobs=jobs, **asked)
    assert told(built) == told(fresh), said
    folders = ["site"] if built.pages is None else ["site", "build/docs", "build/site"]
    for folder in folders:
        ours, theirs = contents(root / folder), contents(clean / folder)
        assert sorted(ours.items() ^ theirs.items()) == [], (folder, said)


class _InterruptedError(Exception):
    pass


def finishes(root: Path, after: int, **asked: Any) -> bool:
    """Build, but let the unit after so many others fail, as if the machine had gone down; tell whether there were no more."""
    done, make = [0], Bench.make

    def failing(self: Bench, *given: Any) -> Any:
        done[0] += 1
        if done[0] > after:
            raise _InterruptedError
        return make(self, *given)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Bench, "make", failing)
        try:
            pipeline.build(root=root, cwd=root, **asked)
        except _InterruptedError:
            return False
    return True


@pytest.mark.parametrize("longest", [None, 2])
def test_whatever_changes_the_next_build_is_that_of_an_empty_workshop(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, longest: int | None
) -> None:
    if longest is not None:  # so that lists are cut, and whole again
        shorten(monkeypatch, longest)
    sources, root, clean = Sources(SEED), tmp_path / "site", tmp_path / "clean"
    past: list[str] = []
    for step in range(STEPS):
        if step:
            past.append(sources.change())
        sources.write(root)
        sources.write(clean)
        asked = {"keep_going": sources.random.random() < 0.8, "as_of": sources.random.choice(MOMENTS)}
        if sources.random.random() < 0.2:
            past.append("interrupted")
            if finishes(root, sources.random.randint(0, 6), jobs=sources.random.randint(1, 2), **asked):
                pipeline.build(root=clean, cwd=clean, cache=False, jobs=1, **asked)  # so that both have published the same
        elif sources.random.random() < 0.1:
            past.append("generate")
            pipeline.generate(check_reports((), root=root, cwd=root), docs=root / pipeline.DOCS)
        built = pipeline.build(root=root, cwd=root, jobs=sources.random.randint(1, 2), **asked)
        compare(built, root, clean, said=past, **asked)


def interrupted(root: Path) -> None:
    assert not finishes(root, 7, jobs=1)  # in the midst of the agencies, which are handed over together


def generated(root: Path) -> None:
    pipeline.generate(check_reports((), root=root, cwd=root), docs=root / pipeline.DOCS)


def by_mkdocs(root: Path) -> None:
    settings = root / "mkdocs.yml"
    plain = settings.read_text("utf-8")
    settings.write_text(plain.replace("  name: gongkai\n", "  name: gongkai\n  static_templates: [404.html]\n"), "utf-8")
    assert pipeline.build(root=root, cwd=root, into=root / "elsewhere", jobs=1).published is not None
    settings.write_text(plain, "utf-8")


def refused(root: Path) -> None:
    (root / "content/pages").mkdir()
    page = root / "content/pages/notes.md"
    page.write_text("# 说明\n\n[没有](/nowhere/)\n", "utf-8")
    assert pipeline.build(root=root, cwd=root, jobs=1).links
    page.unlink()
    page.parent.rmdir()


@pytest.mark.parametrize("between", [interrupted, generated, by_mkdocs, refused])
def test_a_change_that_is_undone_leaves_nothing(tmp_path: Path, between: Callable[[Path], None]) -> None:
    sources, root, clean = Sources(SEED), tmp_path / "site", tmp_path / "clean"
    sources.write(root)
    sources.write(clean)
    pipeline.build(root=root, cwd=root, jobs=1)
    before = {name: dict(record) for name, record in sources.records.items()}
    sources.records = {name: record | {"title": "另一个题目"} for name, record in before.items()}
    sources.records["2023/bing/deng"] = sources.record(2023)
    sources.write(root)
    between(root)
    sources.records = before
    sources.write(root)
    compare(pipeline.build(root=root, cwd=root, jobs=2), root, clean)


def test_another_frame_is_around_every_page(tmp_path: Path) -> None:
    sources, root, clean = Sources(SEED), tmp_path / "site", tmp_path / "clean"
    sources.write(root)
    pipeline.build(root=root, cwd=root, jobs=1)
    frame(sources)
    sources.write(root)
    sources.write(clean)
    compare(pipeline.build(root=root, cwd=root, jobs=1), root, clean)


def test_what_stands_in_the_workshop_unbidden_goes_with_the_next_whole_build(tmp_path: Path) -> None:
    sources, root, clean = Sources(SEED), tmp_path / "site", tmp_path / "clean"
    sources.write(root)
    sources.write(clean)
    pipeline.build(root=root, cwd=root, jobs=1)
    for folder in (root / pipeline.DOCS, root / pipeline.STAGED):
        (folder / "old").mkdir()
        (folder / "old/index.html").write_text("<p>不再有的页", "utf-8")
        (folder / "2021/index.html").unlink(missing_ok=True)
    compare(pipeline.build(root=root, cwd=root, jobs=1, cache=False), root, clean)


@pytest.mark.parametrize(
    "gone",
    [
        "build/site/2021/*/*/budget/index.html",
        "build/docs/2021/*/*/index.md",
        "build/site/index.html",
        "build/site/search/passages/2021",
        "build/search/words",
        "build/site/assets/stylesheets/gongkai.css",
        "build/site/search/pagefind",
    ],
)
def test_what_was_taken_out_of_the_workshop_by_hand_is_made_again(tmp_path: Path, gone: str) -> None:
    sources, root = Sources(SEED), tmp_path / "site"
    sources.write(root)
    pipeline.build(root=root, cwd=root, jobs=1)
    before = [contents(root / folder) for folder in ("site", "build/site", "build/docs")]
    taken = list(root.glob(gone))
    for path in taken:
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    assert taken
    assert pipeline.build(root=root, cwd=root, jobs=1).published is not None
    assert [contents(root / folder) for folder in ("site", "build/site", "build/docs")] == before


def test_only_the_reports_of_a_changed_project_are_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sources = Sources(3)
    sources.write(tmp_path)
    pipeline.build(root=tmp_path, cwd=tmp_path, jobs=1)
    opened, plain = set[str](), Shelf._opened

    def noted(self: Shelf, record: Any, known_by: bytes) -> Any:
        opened.add(str(record.id))
        return plain(self, record, known_by)

    monkeypatch.setattr(Shelf, "_opened", noted)
    pipeline.build(root=tmp_path, cwd=tmp_path, jobs=1)
    assert opened == set()
    sources.records["2021/jia/qiao"]["title"] = "桥梁"
    sources.write(tmp_path)
    pipeline.build(root=tmp_path, cwd=tmp_path, jobs=1)
    assert opened == {name for name in sources.records if name.endswith("/jia/qiao")}


def test_of_reports_that_did_not_change_nothing_is_written_into_the_store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sources = Sources(3)
    sources.write(tmp_path)
    pipeline.build(root=tmp_path, cwd=tmp_path, jobs=1)
    written, put = set[tuple[str, str]](), Store.put

    def noted(self: Store, kind: str, pieces: Iterable[Kept]) -> None:
        known = list(pieces)
        written.update((kind, kept.name) for kept in known)
        put(self, kind, known)

    monkeypatch.setattr(Store, "put", noted)
    pipeline.build(root=tmp_path, cwd=tmp_path, jobs=1)
    assert {name for _, name in written if "/" in name} == set()
    sources.records["2021/jia/qiao"]["title"] = "桥梁"
    sources.write(tmp_path)
    pipeline.build(root=tmp_path, cwd=tmp_path, jobs=1)
    assert {name for kind, name in written if kind == "published"} == {"2021/jia/qiao"}

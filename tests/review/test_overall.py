"""What is remembered of the checks that look at every report is what they would find again: whatever is edited, published or kept back."""

import os
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any, cast

import pytest
import yaml

from generator.cache.store import opened
from generator.catalog import Catalog
from generator.catalog.cover import Cover
from generator.catalog.entry import Entry
from generator.checks import CATALOG_CHECKS, TAKEN, CatalogCheck, check_all
from generator.checks.untitled import titles_told_in, withheld_titles, withheld_titles_are_told_nowhere
from generator.demo import write_demo
from generator.diagnostics import Diagnostic, FieldPath, Span
from generator.gate import Release, release
from generator.intake.shelf import Shelf
from generator.review import overall
from generator.review.between import Between
from generator.review.overall import Overall
from generator.review.reports import Checked, check_reports
from generator.source import to_yaml
from tests.assembly.changes import BY, Sources
from tests.intake.test_reading import plain, told

STEPS = int(os.environ.get("GONGKAI_STEPS", "60"))
SEED = int(os.environ.get("GONGKAI_SEED", "5"))
MOMENTS = (None, datetime.fromisoformat("2035-06-01T00:00:00+08:00"))
LONG = "项目实施以后，各单位反映办事时间明显缩短，资料齐全，投诉减少，整体效果良好，"


class _Cover:
    """A cover that tells what is taken from it."""

    def __init__(self, cover: Cover, taken: set[str]) -> None:
        self._cover, self._taken = cover, taken

    def __getattr__(self, name: str) -> Any:
        self._taken.add("continues" if name == "predecessor" else name)
        return getattr(self._cover, name)


class _Closed:
    """Whatever nobody may ask anything."""

    def __getattr__(self, name: str) -> Any:
        raise AssertionError(f"looked for {name}")


class _Places:
    """A document that tells its name and places and no more."""

    def __init__(self, entry: Entry) -> None:
        self.path, self._entry = entry.path, entry

    def span(self, field: FieldPath) -> Span:
        return self._entry.document.span(field)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """A catalog in which every check of all reports finds something."""
    root = tmp_path_factory.mktemp("demo")
    write_demo(root, years=range(2021, 2024), seed=1, records=90)
    for number, file in enumerate(sorted((root / "content/reports/2022").rglob("*.yaml"))[:6]):
        text = file.read_text("utf-8")
        code = "" if number > 3 else "code: '1410210001'\n"
        file.write_text(code + "\n".join(line for line in text.split("\n") if not line.startswith("code:")), "utf-8")
    listed = root / "content/expected/2022.yaml"
    listed.parent.mkdir(exist_ok=True)
    agency = next((root / "content/reports/2022").iterdir()).name
    listed.write_text(f"- {{agency: {agency}, project: meiyou, title: 没有的}}\n", "utf-8")
    for agency in list((root / "content/reports/2021").iterdir())[:2]:
        file = min(agency.iterdir())
        file.write_text(to_yaml(yaml.load(file.read_text("utf-8"), yaml.BaseLoader) | {"problems": LONG * 2}), "utf-8")
    first, *others = sorted((root / "content/reports/2023").rglob("*.yaml"))
    first.write_text("continues: 2020/jia/meiyou\n" + first.read_text("utf-8").replace("continues:", "#"), "utf-8")
    for file in others:
        if Path(str(file).replace("2023", "2022")).exists():
            file.rename(file.with_stem(f"{file.stem}-gaiming"))
    return check_reports((), root=root, cwd=root).catalog


def watched(catalog: Catalog, taken: set[str]) -> Catalog:
    """Return a catalog whose reports may be asked for who they are alone, and whose covers tell what is taken from them."""
    shut = cast("Any", _Closed())
    entries = []
    for entry in catalog.entries:
        one = replace(entry, body=shut, ruleset=shut, thresholds=shut, document=cast("Any", _Places(entry)))
        one.__dict__["cover"] = _Cover(entry.cover, taken)
        entries.append(one)
    return replace(catalog, entries=tuple(entries))


@pytest.mark.parametrize("check", TAKEN, ids=lambda check: check.__name__)
def test_a_check_takes_from_reports_what_it_is_said_to_take(check: CatalogCheck, whole: Catalog) -> None:
    taken = set[str]()
    assert list(check(watched(whole, taken))) == list(check(whole)) != []
    assert taken == set(TAKEN[check])


def edited(catalog: Catalog, change: Callable[[Cover], Cover], at: int = 40) -> Catalog:
    """Return a catalog with one entry made anew, as from another file."""
    entry = replace(catalog.entries[at], digest=b"another")
    entry.__dict__["cover"] = change(catalog.entries[at].cover)
    return replace(catalog, entries=(*catalog.entries[:at], entry, *catalog.entries[at + 1 :]))


EDITS: Mapping[str, tuple[Callable[[Cover], Cover], set[str]]] = {
    "nothing": (lambda cover: cover, set()),
    "a score": (lambda cover: cover._replace(score=None, grade=None), set()),
    "a title": (
        lambda cover: cover._replace(title="另一个项目"),
        {"projects_go_on", "codes_are_unique", "passages_are_their_own"},
    ),
    "a code": (lambda cover: cover._replace(code="1410210001"), {"codes_are_unique"}),
    "a passage": (lambda cover: cover._replace(passages=((0, b"1"),)), {"passages_are_their_own"}),
}


@pytest.mark.parametrize("edit", EDITS)
def test_only_checks_are_asked_again_that_take_what_has_changed(
    whole: Catalog, edit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    change, expected = EDITS[edit]
    asked = set[str]()

    def noted(check: CatalogCheck) -> CatalogCheck:
        def noting(catalog: Catalog) -> Any:
            asked.add(check.__name__)
            return check(catalog)

        return noting

    checks = {check: noted(check) for check in CATALOG_CHECKS}
    monkeypatch.setattr(overall, "CATALOG_CHECKS", tuple(checks.values()))
    monkeypatch.setattr(overall, "TAKEN", {checks[check]: taken for check, taken in TAKEN.items()})
    known = Overall()
    assert list(known.found(whole)) == list(check_all(whole))
    assert len(asked) == len(CATALOG_CHECKS)
    for _ in range(2):
        asked.clear()
        known.begin()
        later = edited(whole, change)
        assert list(map(plain, known.found(later))) == list(map(plain, check_all(later)))
        assert asked - {"withheld_titles_are_told_nowhere"} == expected
        expected = set()  # that one is known now


def test_a_finding_stands_where_its_field_stands_now(whole: Catalog) -> None:
    known = Overall()
    found = list(known.found(whole))
    at = next(at for at, entry in enumerate(whole.entries) if any(one.path == entry.path for one in found))

    class Lower(_Places):
        def span(self, field: FieldPath) -> Span:
            span = super().span(field)
            return replace(span, line=span.line + 1, end_line=span.end_line + 1)

    entry = replace(whole.entries[at], document=cast("Any", Lower(whole.entries[at])))
    later = replace(whole, entries=(*whole.entries[:at], entry, *whole.entries[at + 1 :]))
    known.begin()
    assert list(known.found(later)) == list(check_all(later)) != found


def test_what_breaks_off_is_not_remembered(whole: Catalog) -> None:
    known = Overall()
    assert next(known.found(whole)) == next(check_all(whole))
    known.begin()
    assert list(known.found(whole)) == list(check_all(whole))


def more(sources: Sources) -> str:
    """Change what the checks of all reports look at; return what."""
    record = sources.any_record()[1]
    match change := sources.random.choice(("code", "passage", "line", "longer", "none")):
        case "code":
            record["code"] = sources.random.choice(("1410210001", "1410210002", "017"))
        case "passage":
            record["problems"] = LONG * sources.random.choice((1, 2))
        case "line":
            name, record = sources.any_record()
            sources.records[name] = {"printed": {"department": "某局"}, **record} if "printed" not in record else record
        case "longer":
            sources.site["thresholds"] = {"copied_length": sources.random.choice(("20", "60"))}
    return change


def released(checked: Checked, found: Release) -> object:
    """Return all that is told of a release."""
    entries = [(entry.name, entry.report, entry.evaluation, list(map(plain, entry.waived))) for entry in found.catalog.entries]
    of_report = {name: list(map(plain, some)) for name, some in found.findings.items()}
    return told(checked), entries, found.catalog.withheld, of_report, found.held, found.left_out, found.site_is_broken


def test_whatever_changes_a_process_that_goes_on_finds_what_another_would(tmp_path: Path) -> None:
    sources, past, seen = Sources(SEED), list[str](), set[str]()
    with opened(tmp_path / "made.sqlite") as store:
        shelf, known = Shelf(store), Between(store)
        for _ in range(STEPS):
            past += [sources.change(), *(more(sources) for _ in range(2))]
            sources.write(tmp_path)
            as_of = sources.random.choice(MOMENTS)
            with known as between:
                checked = check_reports((), root=tmp_path, cwd=tmp_path, shelf=shelf, across=between.across)
                found = release(checked, as_of, between.across)
            fresh = check_reports((), root=tmp_path, cwd=tmp_path)
            assert released(checked, found) == released(fresh, release(fresh, as_of)), past
            seen |= {one.code for one in checked.findings}
    assert seen >= {"continues-cycle", "code-twice", "code-other-title", "coverage-missing", "text-copied"}


def test_what_was_found_in_the_whole_is_not_told_of_what_is_published(tmp_path: Path) -> None:
    """A draft's title stands in what is found about another report; once it is a draft, or covered, it stands nowhere."""
    sources = Sources(SEED)
    sources.records = {}
    for agency, title in (("jia", "秘而不宣工程"), ("yi", "公开工程")):
        sources.records[f"2021/{agency}/qiao"] = sources.record(2021) | {
            "title": title,
            "problems": LONG * 2,
            "code": "1410210001",
        }

    def said(some: Mapping[str, tuple[Diagnostic, ...]]) -> str:
        return "".join(one.message("zh") for found in some.values() for one in found)

    with opened(tmp_path / "made.sqlite") as store:
        shelf, known = Shelf(store), Between(store)
        for guard in (
            {},
            {"disclosure": {"status": "draft"}},
            {},
            {"redactions": [{"field": "problems", **BY}]},
        ):
            record = {
                key: value for key, value in sources.records["2021/jia/qiao"].items() if key not in ("disclosure", "redactions")
            }
            sources.records["2021/jia/qiao"] = record | guard
            sources.write(tmp_path)
            with known as between:
                checked = check_reports((), root=tmp_path, cwd=tmp_path, shelf=shelf, across=between.across)
                found = release(checked, None, between.across)
            assert "秘而不宣工程" in said(checked.by_report())
            assert ("秘而不宣工程" in said(found.findings)) == (guard.keys() != {"disclosure"})
            codes = {one.code for some in found.findings.values() for one in some}
            assert ("text-copied" in codes) == (not guard), guard


def test_a_title_that_is_withheld_is_looked_for_in_every_edit(tmp_path: Path) -> None:
    sources = Sources(SEED)
    title = {"title": "秘而不宣工程", "withheld": {**BY, "reason": "涉及商业秘密", "title_withheld": "true"}}
    sources.records["2021/jia/qiao"] |= title
    with opened(tmp_path / "made.sqlite") as store:
        shelf, known = Shelf(store), Between(store)
        for conclusion, is_told in (("与配套工程一并实施", False), ("与秘而不宣工程一并实施", True), ("一并实施", False)):
            sources.records["2021/yi/qiao"]["conclusion"] = conclusion
            sources.write(tmp_path)
            with known as between:
                checked = check_reports((), root=tmp_path, cwd=tmp_path, shelf=shelf, across=between.across)
            assert ("withheld-title-told" in {one.code for one in checked.findings}) == is_told


def test_only_reports_that_have_changed_are_looked_into_for_withheld_titles(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sources, looked = Sources(SEED), list[str]()
    title = {"title": "秘而不宣工程", "withheld": {**BY, "reason": "涉及商业秘密", "title_withheld": "true"}}
    sources.records["2021/jia/qiao"] |= title
    sources.records["2022/yi/qiao"]["conclusion"] = "与秘而不宣工程一并实施"

    def look(entry: Entry, secret: Any) -> Any:
        looked.append(entry.name)
        return titles_told_in(entry, secret)

    monkeypatch.setattr(overall, "ONE_BY_ONE", {withheld_titles_are_told_nowhere: (withheld_titles, look)})
    with opened(tmp_path / "made.sqlite") as store:
        shelf, known = Shelf(store), Between(store)

        def told_in() -> set[str | None]:
            looked.clear()
            sources.write(tmp_path)
            with known as between:
                checked = check_reports((), root=tmp_path, cwd=tmp_path, shelf=shelf, across=between.across)
            assert told(checked) == told(check_reports((), root=tmp_path, cwd=tmp_path))
            return {one.report for one in checked.findings if one.code == "withheld-title-told"}

        assert told_in() == {"2022/yi/qiao"}
        assert sorted(looked) == sorted(sources.records)
        assert (told_in(), looked) == ({"2022/yi/qiao"}, [])
        sources.records["2021/yi/qiao"]["conclusion"] = "与秘而不宣工程一并实施"
        assert told_in() == {"2021/yi/qiao", "2022/yi/qiao"}
        assert looked == ["2021/yi/qiao"]
        sources.records["2021/jia/qiao"]["title"] = "另一个秘密"
        assert told_in() == set()
        assert sorted(looked) == sorted(sources.records)

"""Units together make exactly the pages and files of a site, each of them made from what it may know and nothing else."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import pytest

from generator import pipeline
from generator.assembly.units import FILES, OF_THE_WHOLE, Stamping, Stamps, Told, Unit, edition_of, is_opened, units_of
from generator.cache.store import opened
from generator.catalog.entry import Entry
from generator.diagnostics import Diagnostic, Span
from generator.exports import EXPORTERS, downloads
from generator.exports.tables import whole_files
from generator.gate import release
from generator.intake.shelf import Shelf
from generator.language import speaking
from generator.review.between import Between
from generator.review.reports import check_reports
from generator.site.addresses import published_at
from generator.site.pages import UNITS, make_pages, pages_of
from generator.site.pages.page import Edition
from generator.transport.folded import Unopened
from tests.assembly.changes import Record, Sources
from tests.conftest import copy_site

JOINED = {"data/reports.csv", "data/indicators.csv"}
"""What is put together from the files of units, and is none's."""

NONE: Final[Any] = None


def edition(root: Path) -> Edition:
    with opened(None) as store:
        checked = check_reports((), root=root, cwd=root, shelf=Shelf(store))
    return pipeline.edition_of(checked, release(checked, None))


def shipped(root: Path) -> Edition:
    return edition(copy_site(root))


def tangled(root: Path) -> Edition:
    """A site with stubs, redactions, hand-written pages, lists, and a project of three agencies."""
    sources, withheld = Sources(3), {"basis": "《条例》第十五条", "reason": "涉及商业秘密", "by": "示例局"}
    more: dict[str, Record] = {
        "2021/jia/qiao": {"redactions": [{"field": "problems", "basis": "《条例》第十五条", "by": "示例局"}]},
        "2022/jia/qiao": {"withheld": withheld},
        "2022/bing/qiao": {"continues": "2021/jia/qiao"},
        "2023/yi/qiao": {"continues": "2022/bing/qiao", "waivers": [{"code": "weights-scale", "reason": "原表", "by": "示例局"}]},
        "2021/bing/deng": {"withheld": withheld},
        "2022/bing/lu": {"continues": "2021/jia/lu"},  # which goes on under its own name too
    }
    for name, keys in more.items():
        sources.records[name] = sources.record(int(name[:4])) | keys
    sources.others["content/pages/about.md"] = "# 关于\n\n手写。\n"
    sources.others["content/expected/2021.yaml"] = "- {agency: jia, project: qiao, title: 桥}\n"
    sources.write(root)
    found = edition(root)
    agencies = [{entry.name.split("/")[1] for entry in entries} for entries in found.catalog.by_project.values()]
    assert len(found.catalog.withheld) == 2 and {"jia", "bing", "yi"} in agencies
    return found


def made(unit: Unit, whole: Edition) -> list[tuple[str, str | bytes]]:
    own = edition_of(unit, whole)
    with speaking(whole.catalog.site.language), published_at(whole.catalog.site.url):
        pages = [(page.path, page.markdown) for page in pages_of(unit.kind, own, whole.written)]
        return [
            *pages,
            *((file.path, file.content) for export in FILES.get(unit.kind, ()) for file in export(own.catalog, own.findings)),
        ]


@pytest.mark.parametrize("site", [shipped, tangled])
def test_units_together_are_all_pages_and_files_each_once(tmp_path: Path, site: Callable[[Path], Edition]) -> None:
    whole = site(tmp_path)
    with speaking(whole.catalog.site.language):
        expected = [(page.path, page.markdown) for page in make_pages(whole)]
        expected += [(file.path, file.content) for file in downloads(whole.catalog, whole.findings) if file.path not in JOINED]
    units = list(units_of(whole.catalog))
    found = [one for unit in units for one in made(unit, whole)]
    assert Counter(path for path, _ in found).most_common(1)[0][1] == 1
    assert dict(found) == dict(expected)
    assert len({unit.name for unit in units}) == len(units)


def test_every_kind_of_page_and_of_file_is_some_unit_s() -> None:
    assert set(FILES) <= set(UNITS)
    assert Counter(export for exports in FILES.values() for export in exports) == Counter(EXPORTERS.values()) - Counter(
        [whole_files]
    )


def test_a_unit_has_only_its_own_reports_and_a_project_only_its_own_stubs(tmp_path: Path) -> None:
    whole = tangled(tmp_path)
    for unit in units_of(whole.catalog):
        own = edition_of(unit, whole)
        if unit.kind in OF_THE_WHOLE:
            assert own is whole
            continue
        assert {entry.name for entry in own.catalog.entries} == {entry.name for entry in unit.entries}
        assert set(own.catalog.withheld) == set(unit.withheld)
        assert own.findings.keys() <= {entry.name for entry in unit.entries}
        assert not (own.written or own.expected or own.catalog.elsewhere)
        if unit.kind == "project":
            named = {(entry.id.agency, entry.id.project) for entry in unit.entries if entry.id is not None}
            assert {(stub.id.agency, stub.id.project) for stub in unit.withheld} <= named


def test_only_units_that_a_change_concerns_get_another_stamp(tmp_path: Path) -> None:
    sources, stamps = Sources(3), list[dict[str, bytes]]()
    for title in ("桥", "桥梁"):
        sources.records["2021/jia/qiao"]["title"] = title
        sources.write(tmp_path)
        whole = edition(tmp_path)
        of = Stamps(whole).of
        stamps.append({unit.name: of(unit) for unit in units_of(whole.catalog)})
    changed = {name for name, stamp in stamps[0].items() if stamps[1][name] != stamp}
    assert changed == {"site/", "corrections/", "year/2021", "department/ting", "agency/jia", "project/jia/qiao"}
    assert len(stamps[0]) > len(changed)


def test_another_passage_concerns_only_the_project_and_where_it_is_corrected_the_corrections(tmp_path: Path) -> None:
    sources = Sources(3)
    for more in ({}, {"revisions": [{"date": "2024-02-03", "reason": "核对", "changes": []}]}):
        stamps: list[dict[str, bytes]] = []
        for passage in ("问题一", "问题二"):
            sources.records["2021/jia/qiao"] |= {"problems": passage, **more}
            sources.write(tmp_path)
            whole = edition(tmp_path)
            of = Stamps(whole).of
            stamps.append({unit.name: of(unit) for unit in units_of(whole.catalog)})
        changed = {name for name, stamp in stamps[0].items() if stamps[1][name] != stamp}
        assert changed == {"project/jia/qiao", *(["corrections/"] if more else [])}


def sealed(unit: Unit, whole: Edition) -> Edition:
    """Return the edition as it may be known to the unit: what it does not open can't be opened, and only the number of findings is told."""

    def seal(entry: Entry) -> Entry:
        cover = entry.cover._replace(passages=())
        return (
            entry
            if is_opened(unit.kind, entry)
            else replace(entry, body=Unopened(cover, b"", entry.body.rows), document=NONE, waived=(), digest=b"")
        )

    catalog = whole.catalog.holding(map(seal, whole.catalog.entries), whole.catalog.withheld)
    found = {entry.name: whole.findings_of(entry) for entry in whole.catalog.entries}
    told = {
        entry.name: found[entry.name] if is_opened(unit.kind, entry) else (NONE,) * len(found[entry.name])
        for entry in catalog.entries
    }
    return replace(whole, catalog=catalog, findings={name: some for name, some in told.items() if some})


@pytest.mark.parametrize("site", [shipped, tangled])
def test_units_make_the_same_of_reports_that_they_can_t_open(tmp_path: Path, site: Callable[[Path], Edition]) -> None:
    whole = site(tmp_path)
    edition_as_known: dict[str, Edition] = {}
    for unit in units_of(whole.catalog):
        if unit.kind not in edition_as_known:
            edition_as_known[unit.kind] = sealed(unit, whole)
        known = edition_as_known[unit.kind]
        own = replace(unit, entries=tuple(known.catalog.by_id[entry.id] for entry in unit.entries if entry.id is not None))
        assert made(own, known) == made(unit, whole), unit.name


def test_a_unit_whose_stamp_did_not_change_makes_what_it_made_before(tmp_path: Path) -> None:
    sources, before = Sources(8), dict[str, tuple[bytes, object]]()
    for _ in range(60):
        sources.write(tmp_path)
        whole = edition(tmp_path)
        of = Stamps(whole).of
        now = {unit.name: (of(unit), made(unit, whole)) for unit in units_of(whole.catalog)}
        for name in now.keys() & before.keys():
            assert now[name][0] != before[name][0] or now[name][1] == before[name][1], name
        before, change = now, sources.change()
        while "by_mkdocs" in change or "frame" in change or "break_" in change:  # no unit's matter, or nothing is left of it
            change = sources.change()


def test_editions_stamped_one_after_another_have_the_stamps_that_each_has_by_itself(tmp_path: Path) -> None:
    sources, stamping, again = Sources(8), Stamping(), 0
    told: Mapping[str, Told] = {}
    with opened(None) as store:
        shelf, known = Shelf(store), Between(store)
        for _ in range(80):
            sources.write(tmp_path)
            with known as between:
                checked = check_reports((), root=tmp_path, cwd=tmp_path, shelf=shelf, across=between.across)
                whole = pipeline.edition_of(checked, release(checked, None, between.across))
            by_itself, after_another = Stamps(whole), stamping(whole)
            for unit in units_of(whole.catalog):
                assert after_another.of(unit) == by_itself.of(unit), unit.name
            again += sum(told.get(name) is one for name, one in after_another.told.items())
            told = after_another.told
            sources.change()
    assert again > 100


def _with_entry(whole: Edition, **change: Any) -> Edition:
    first, *others = whole.catalog.entries
    return replace(whole, catalog=replace(whole.catalog, entries=(replace(first, **change), *others)))


def _with_findings(whole: Edition, change: Callable[[Diagnostic], Iterable[Diagnostic]]) -> Edition:
    name = whole.catalog.entries[0].name
    found = tuple(one for each in whole.findings[name] for one in change(each))
    return replace(whole, findings={**whole.findings, name: found})


CHANGES: Final[Mapping[str, Callable[[Edition], Edition]]] = {
    "another record": lambda whole: _with_entry(whole, digest=b"another"),
    "what it answers": lambda whole: _with_entry(whole, waived=whole.findings_of(whole.catalog.entries[0])),
    "another project": lambda whole: replace(
        whole, catalog=replace(whole.catalog, projects={**whole.catalog.project_of, whole.catalog.entries[0].id: ("jia", "x")})
    ),
    "fewer findings": lambda whole: _with_findings(whole, lambda found: [found][1:]),
    "a finding elsewhere": lambda whole: _with_findings(whole, lambda found: [replace(found, span=Span(9, 9, 9, 9))]),
}


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_is_another_has_another_stamp_after_an_edition_too(tmp_path: Path, change: str) -> None:
    whole, stamping = tangled(tmp_path), Stamping()
    before, later = stamping(whole), CHANGES[change](whole)
    name = whole.catalog.entries[0].name
    told = stamping(later).told[name]
    assert (told.face, told.body) == Stamps(later).told[name][-2:] != before.told[name][-2:]


def test_another_predecessor_has_another_stamp_after_an_edition_too(tmp_path: Path) -> None:
    whole, stamping = tangled(tmp_path), Stamping()
    continuing = next(entry for entry in whole.catalog.entries if whole.catalog.predecessor(entry) is not None)
    before = stamping(whole)
    predecessor = whole.catalog.predecessor(continuing)
    entries = tuple(replace(one, digest=b"another") if one is predecessor else one for one in whole.catalog.entries)
    later = replace(whole, catalog=replace(whole.catalog, entries=entries))
    told = stamping(later).told[continuing.name]
    assert told.entry is continuing
    assert told.body == Stamps(later).told[continuing.name].body != before.told[continuing.name].body

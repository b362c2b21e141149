"""Projects across years: one that ends without a word, one under a new name, a code that two projects share."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from generator.catalog import Catalog, ProjectKey
from generator.catalog.entry import Entry
from generator.checks.finding import finding
from generator.diagnostics import Diagnostic, Rule, Severity, Text, quoted
from generator.history.listing import are_alike, folded
from generator.history.succession import missing_years
from generator.model.figures import says_not_applicable
from generator.source.identity import ReportId

VANISHED: Final = Rule(
    "project-vanished",
    Severity.INFO,
    Text(
        "{agency} {next} 年公开了报告，但没有这个项目的",
        "{agency} published reports for {next}, and none of this project",
    ),
    Text(
        "核对是否漏了一份；改了名的，在后一份写 continues: {other}；项目确已结束的，不必改动。",
        "Check that none was missed; if it has a new name, write continues: {other} in the next; if it has ended, leave it.",
    ),
    Text(
        "做得不好的项目下一年不再公开，就没有人看到它后来怎样；项目也会正常结束，所以只作说明。",
        "When what went badly is not published again, nobody sees what became of it. Projects also end, so this only informs.",
    ),
    failing="# 2020、2021、2022 年甲局都有报告，警务通项目只有 2020 年的",
    passing="# 2020、2021、2022 年甲局都有报告，警务通项目也都有",
)
GAP: Final = Rule(
    "project-gap",
    Severity.INFO,
    Text(
        "{agency} {years} 年公开了报告，但没有这个项目的；上一份是 {before} 年的",
        "{agency} published reports for {years}, and none of this project; the one before is of {before}",
    ),
    Text(
        "核对是否漏了一份；项目那一年没有安排的，不必改动。", "Check that none was missed; if it was not run that year, leave it."
    ),
    Text("中间缺一年，读者不知道那一年的钱花得怎样。", "With a year missing nobody knows how that year's money was spent."),
    failing="# 2020、2021、2022 年甲局都有报告，警务通项目有 2020、2022 年的",
    passing="# 2020、2021、2022 年甲局都有报告，警务通项目也都有",
)
RENAMED: Final = Rule(
    "project-renamed",
    Severity.INFO,
    Text(
        "{year} 年的“{before}”没有下一年的报告，名称与这一份相近，可能是同一项目",
        "“{before}” of {year} has no report of the next year and is named like this one; it may be the same project",
    ),
    Text(
        "若是同一项目，写 continues: {other}；若不是，不必改动。",
        "If it is the same project, write continues: {other}; if not, leave it.",
    ),
    Text("没有接上的改名，历年的对照就断了。", "A change of name that is not bridged breaks the comparison of years."),
    failing="# 2020/jia/jingwutong 警务通通信服务；2021/jia/tongxin 警务通通信服务费，没有 continues",
    passing="# 2021/jia/tongxin 里写 continues: 2020/jia/jingwutong",
)
CODE_TWICE: Final = Rule(
    "code-twice",
    Severity.WARNING,
    Text("项目编码 {code} 在 {year} 年已用于“{first}”", "the project code {code} is that of “{first}” in {year} already"),
    Text("核对两份报告的项目编码；另一份是 {other}。", "Check the codes of both reports; the other is {other}."),
    Text(
        "一个项目一个编码；用了两次，报告就对不上预算。",
        "A code is one project's; used twice, a report can't be matched with the budget.",
    ),
    failing="# 2021/jia/a 与 2021/jia/b 都写 code: 1410210001",
    passing="# 2021/jia/a 写 code: 1410210001，2021/jia/b 写 code: 1410210002",
)
CODE_OTHER: Final = Rule(
    "code-other-title",
    Severity.INFO,
    Text("项目编码 {code} 在 {year} 年是“{first}”", "the project code {code} was that of “{first}” in {year}"),
    Text(
        "若是同一项目改了名，写 continues: {other}；若不是，核对编码。",
        "If it is the same project under a new name, write continues: {other}; if not, check the code.",
    ),
    Text(
        "编码相同而名称不同，多半是改了名，也可能抄错了编码。", "One code under two names is mostly a change of name, or a slip."
    ),
    failing="# 2020/jia/a 警务通，2021/jia/b 执法终端，都写 code: 1410210001，没有 continues",
    passing="# 2021/jia/b 里写 continues: 2020/jia/a",
)
RULES: Final = (VANISHED, GAP, RENAMED, CODE_TWICE, CODE_OTHER)

_NOTE: Final = re.compile(r"\([^()]*\)$")
MOST_PAIRS: Final = 400
"""The most pairs of a gone and a new name that are compared for one agency and year; beyond it only equal names are.

Twenty projects gone and twenty new at once are a reorganisation, not changes of name, and time must not grow with their square.
"""
LONGEST_NAME: Final = 200
"""The longest title that is compared by its likeness; longer ones are compared for being equal."""
SHORTEST_CODE: Final = 8
"""The shortest code that can be unique among agencies; shorter ones, `001`, are an agency's own numbering."""


def projects_go_on(catalog: Catalog) -> Iterator[Diagnostic]:
    """A project has a report of each year in which its agency published any, up to its end, and one name or a bridge."""
    if not catalog.is_whole:
        return
    agencies = _Agencies.of(catalog)
    renamed = dict(_renamed(catalog, agencies))
    for before, entry in renamed.values():
        yield finding(RENAMED, entry, ("title",), before=quoted(before.cover.title), year=before.year, other=before.name)
    for entries in catalog.by_project.values():
        for before, after in pairwise(entries):
            if gap := [year for year in missing_years((before, after)) if _is_due(agencies, after, year)]:
                shown = "、".join(map(str, gap))
                yield finding(GAP, after, ("title",), agency=_agency(catalog, after), years=shown, before=before.year)
        last = entries[-1]
        if last.id not in renamed and not _has_ended(entries) and _is_left_out(agencies, last):
            next = _id(last).year + 1
            yield finding(VANISHED, last, ("title",), agency=_agency(catalog, last), next=next, other=last.name)


def codes_are_unique(catalog: Catalog) -> Iterator[Diagnostic]:
    """A project code is one project's: within a year, and across years."""
    of_year: dict[tuple[str, str, int], Entry] = {}
    newest: dict[tuple[str, str], Entry] = {}
    known: set[tuple[str, str, ProjectKey]] = set()
    for id, entry in catalog.by_id.items():
        code = folded(entry.cover.code)
        if not code or entry.doubtful or says_not_applicable(code):
            continue
        scope, project = id.agency if len(code) < SHORTEST_CODE else "", catalog.project_of[id]
        beside, before = of_year.setdefault((scope, code, id.year), entry), newest.get((scope, code))
        if beside is not entry:
            if catalog.project_of[_id(beside)] != project and not _share_a_project(beside, entry):
                yield _shared_code(CODE_TWICE, entry, beside)
        elif before is not None and (scope, code, project) not in known and not _is_titled_alike(before, entry):
            yield _shared_code(CODE_OTHER, entry, before)
        newest[scope, code] = entry
        known.add((scope, code, project))


def _shared_code(rule: Rule, entry: Entry, other: Entry) -> Diagnostic:
    code, first = quoted(entry.cover.code or ""), quoted(other.cover.title)
    return finding(rule, entry, ("code",), code=code, year=other.year, first=first, other=other.name)


def _share_a_project(one: Entry, other: Entry) -> bool:
    """Tell whether two agencies each report on their part of one project, under its code and name."""
    return _id(one).agency != _id(other).agency and _is_titled_alike(one, other)


def _is_titled_alike(one: Entry, other: Entry) -> bool:
    return folded(one.cover.title) == folded(other.cover.title)


@dataclass(frozen=True, slots=True)
class _Agencies:
    """What is known of each agency: the years of its reports, those with one that could not be read, and its lists."""

    years: Mapping[str, frozenset[int]]
    unread: frozenset[tuple[str, int]]
    listed: Mapping[tuple[str, int], frozenset[str]]

    @classmethod
    def of(cls, catalog: Catalog) -> "_Agencies":
        years: dict[str, set[int]] = defaultdict(set)
        for id in catalog.by_id:
            years[id.agency].add(id.year)
        listed: dict[tuple[str, int], set[str]] = defaultdict(set)
        for year, reports in catalog.expected.years.items():
            for one in reports:
                listed[one.agency, year].add(one.project)
        return cls(
            {agency: frozenset(found) for agency, found in years.items()},
            frozenset((id.agency, id.year) for id in catalog.elsewhere),
            {place: frozenset(projects) for place, projects in listed.items()},
        )


def _is_due(agencies: _Agencies, entry: Entry, year: int) -> bool:
    """Tell whether a year's reports of an agency are all known, and this project, of which there is none, is on no list.

    A list that has it says itself that it is missing. A report that could not be read may be the one.
    """
    id = _id(entry)
    place = id.agency, year
    return (
        year in agencies.years[id.agency]
        and place not in agencies.unread
        and id.project not in agencies.listed.get(place, frozenset())
    )


def _is_left_out(agencies: _Agencies, last: Entry) -> bool:
    """Tell whether the year after a project's last report has none of it, though that year is done.

    Done is a year with a list for the agency, or one with a year of reports after it: of the newest year more may come.
    """
    id = _id(last)
    following = id.year + 1
    is_done = (id.agency, following) in agencies.listed or following < max(agencies.years[id.agency])
    return is_done and _is_due(agencies, last, following)


def _has_ended(entries: Sequence[Entry]) -> bool:
    """Tell whether a project's last report says that it was to end: a period over years that is over, or its only year.

    A project that runs on prints each year as its period; that says nothing of an end.
    """
    last = entries[-1]
    start, end = last.cover.runs
    if end is None or end > _id(last).year:
        return False
    return len(entries) == 1 or (start is not None and start < end)


def _renamed(catalog: Catalog, agencies: _Agencies) -> Iterator[tuple[ReportId, tuple[Entry, Entry]]]:
    """Yield the last report of a project with the first of another: of the next year, one agency, and alike in title.

    Neither may have a second candidate, and the later one says of itself that it continues none.
    """
    gone: dict[tuple[str, int], list[Entry]] = defaultdict(list)
    new: dict[tuple[str, int], list[Entry]] = defaultdict(list)
    for entries in catalog.by_project.values():
        first, last = entries[0], entries[-1]
        gone[_id(last).agency, _id(last).year + 1].append(last)
        if first.cover.continues is None and not first.doubtful:
            new[_id(first).agency, _id(first).year].append(first)
    for place, befores in gone.items():
        if place in agencies.unread:  # the report that could not be read may be the one that seems to be gone
            continue
        for before, after in _alike(befores, new.get(place, [])):
            yield _id(before), (before, after)


def _alike(befores: Sequence[Entry], afters: Sequence[Entry]) -> Iterator[tuple[Entry, Entry]]:
    by_title: dict[str, list[Entry]] = defaultdict(list)
    for after in afters:
        by_title[_distinctive(after)].append(after)
    if len(befores) * len(afters) > MOST_PAIRS:
        pairs = [(before, after) for before in befores for after in by_title.get(_distinctive(before), ())[:2]]
    else:
        pairs = [(before, after) for before in befores for after in afters if _are_alike(before, after)]
    of_one, of_other = Counter(one.name for one, _ in pairs), Counter(other.name for _, other in pairs)
    for before, after in pairs:
        if of_one[before.name] == 1 == of_other[after.name]:
            yield before, after


def _are_alike(before: Entry, after: Entry) -> bool:
    one, other = _distinctive(before), _distinctive(after)
    return one == other or (max(len(one), len(other)) <= LONGEST_NAME and are_alike(one, other))


def _distinctive(entry: Entry) -> str:
    """Return a title as it compares, without what many titles end in: a note in brackets, the word 项目."""
    return _NOTE.sub("", folded(entry.cover.title)).removesuffix("项目")


def _agency(catalog: Catalog, entry: Entry) -> str:
    return quoted(catalog.agency_name(_id(entry).agency))


def _id(entry: Entry) -> ReportId:
    assert entry.id is not None
    return entry.id

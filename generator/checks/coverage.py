"""What should have been published, and by when."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from generator.catalog import Catalog
from generator.catalog.entry import Entry
from generator.checks.finding import finding
from generator.diagnostics import Diagnostic, Rule, Severity, Text, quoted
from generator.model.expected import file_of
from generator.source.identity import ReportId

_RECORD: Final = "title: 安全培训\nruleset: national-2020\nperiod: {end: 2021-12}\nindicators:\n  - {name: 人次, target: 5人次, actual: 5人次}\n"

MISSING: Final = Rule(
    "coverage-missing",
    Severity.WARNING,
    Text("应公开而没有公开：{agency}“{title}”", "to be disclosed, and not published: {agency}, “{title}”"),
    Text(
        "补上 content/reports/{record}.yaml；不应公开的，从清单里删去并说明理由。",
        "Add content/reports/{record}.yaml; if it need not be disclosed, take it off the list and say why.",
    ),
    Text(
        "没有公开的报告不会自己出现在网站上，只有对照清单才看得出来。",
        "A report that was never published shows only where the list is held against the site.",
    ),
    failing="# content/expected/2021.yaml 列出 quwo-gonganju/jingwutong，而 content/reports/2021/quwo-gonganju/ 里没有",
    passing="# content/expected/2021.yaml 列出 quwo-gonganju/jingwutong，content/reports/2021/quwo-gonganju/jingwutong.yaml 存在",
)
LATE: Final = Rule(
    "coverage-late",
    Severity.WARNING,
    Text(
        "{published} 公开，已是年度终了后第 {days} 天，界限为 {limit} 天",
        "published on {published}, {days} days after the year's end; the line is {limit} days",
    ),
    Text(
        "核对公开日期与年度；界限写在 site.yaml 的 thresholds.publication_days。",
        "Check the day and the year; the line is thresholds.publication_days in site.yaml.",
    ),
    Text(
        "自评结果随决算公开；各地批复决算的时间不同，但过了下一年度还没有公开，在哪里都算迟了。",
        "Results are published with the final accounts; these are approved at different times, but after the following "
        "year is over a report is late anywhere.",
    ),
    failing=_RECORD + "disclosure: {published: 2023-01-05}\n",
    passing=_RECORD + "disclosure: {published: 2022-09-05}\n",
)
EARLY: Final = Rule(
    "coverage-early",
    Severity.WARNING,
    Text(
        "公开日期 {published} 早于自评日期 {evaluated}",
        "published on {published}, before the evaluation of {evaluated}",
    ),
    Text(
        "核对 disclosure.published 和 evaluated，多半有一个写错了年份。",
        "Check disclosure.published and evaluated: in one of them the year is likely wrong.",
    ),
    Text(
        "报告要先自评，才能公开；两个日期颠倒，总有一个不对。",
        "A report is published once it has been written: with the days the other way round, one of them is wrong.",
    ),
    failing=_RECORD + "evaluated: 2022-03-05\ndisclosure: {published: 2022-01-09}\n",
    passing=_RECORD + "evaluated: 2022-03-05\ndisclosure: {published: 2022-09-05}\n",
)
RULES: Final = (MISSING, LATE, EARLY)


def expected_reports_are_there(catalog: Catalog) -> Iterator[Diagnostic]:
    """Every report of the lists has a record; one that has errors is there, and they say what is wrong with it.

    By a list with faults of its own nothing is called missing: with a wrong slug that would be a report that is there.
    """
    if not catalog.is_whole:
        return
    for year, listed in catalog.expected.years.items():
        if file_of(year) in catalog.expected.broken:
            continue
        for one, span in zip(listed, catalog.expected.spans[year], strict=True):
            id = ReportId(year, one.agency, one.project)
            if id not in catalog.by_id and id not in catalog.elsewhere:
                agency, title = quoted(catalog.agency_name(one.agency)), quoted(one.title)
                yield MISSING.at(file_of(year), span, agency=agency, title=title, record=quoted(str(id)))


def published_in_time(entry: Entry) -> Iterator[Diagnostic]:
    """A report is published within the days that the site allows after its year."""
    published, year = entry.report.disclosure.published, entry.year
    if published is None or year is None:
        return
    days, limit = (published - date(year, 12, 31)).days, entry.thresholds.publication_days
    if days > limit:
        yield finding(LATE, entry, ("disclosure", "published"), published=published.isoformat(), days=days, limit=limit)


def published_after_the_evaluation(entry: Entry) -> Iterator[Diagnostic]:
    """A report is not published before it was evaluated, where it says when both were."""
    published, evaluated = entry.report.disclosure.published, entry.report.evaluated
    if published is not None and evaluated is not None and published < evaluated:
        field = ("disclosure", "published")
        yield finding(EARLY, entry, field, published=published.isoformat(), evaluated=evaluated.isoformat())

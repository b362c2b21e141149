"""What stands published against what a record says now: a changed figure is named by a correction, an address stays.

The published record may be another version's: what in it has not the expected shape is passed over.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from generator.catalog import Catalog
from generator.catalog.entry import Entry
from generator.checks.differences import Difference, Plain, differences, says_the_same, text_of
from generator.checks.finding import finding
from generator.diagnostics import Diagnostic, FieldPath, Rule, Severity, Text, quoted
from generator.disclosure import as_published, is_published
from generator.model.fields import field_path, field_terms
from generator.model.figures import plain_number
from generator.model.report import Change, Report
from generator.model.validation import terms
from generator.source.identity import SUFFIX, ReportId
from generator.source.whereabouts import REPORTS

UNNAMED: Final = Rule(
    "correction-unnamed",
    Severity.WARNING,
    Text(
        "{term}已公开为 {before}，现为 {after}，更正记录没有写明",
        "{term} is published as {before} and is {after} now, and no correction says so",
    ),
    Text(
        "在 revisions 写一条更正，changes 里写 field: {place}，from: {before}，to: {after}；公开前写错的，公开后也要写。",
        "Add a correction to revisions whose changes say field: {place}, from: {before}, to: {after}.",
    ),
    Text(
        "公开之后的数字悄悄变了，读者手里的和网站上的就对不上；在 site.yaml 把它定为 error，就不能这样公开。",
        "A figure that changes in silence after it was published no longer agrees with what readers hold; a site that makes "
        "this an error in site.yaml can't publish it.",
    ),
    failing="# 已公开 stated.score: 74.3；现在 stated.score: 84.3，没有 revisions",
    passing="# revisions: [{reason: 录入错误, changes: [{field: stated.score, from: 74.3, to: 84.3}]}]",
    waivable=False,  # what answers it is a correction; a waiver would be stale as soon as the site is published
)
REWORDED: Final = Rule(
    "correction-reworded",
    Severity.INFO,
    Text("已公开的{term}有改动，更正记录没有写明", "{term} differs from what is published, and no correction says so"),
    Text(
        "只改了错字的，不必改动；改了意思的，在 revisions 的 changes 里写 field: {place}。",
        "Leave it if only a slip was mended; if the sense changed, name field: {place} in the changes of a correction.",
    ),
    Text("公开后改了说法，读者应当知道。", "When the wording changes after publication readers should know."),
    failing="# 已公开 problems: 经费不足；现在 problems: 无，没有 revisions",
    passing="# revisions: [{reason: 补充说明, changes: [{field: problems}]}]",
    waivable=False,
)
GONE: Final = Rule(
    "correction-gone",
    Severity.WARNING,
    Text("“{title}”已公开，现在没有这份报告了", "“{title}” is published, and its report is there no longer"),
    Text(
        "恢复这个文件；改了名的，用原来的文件名。不再公开的，也应留下说明，地址不能消失。",
        "Restore the file, under its old name if it was renamed. What is withdrawn should leave a notice at its address.",
    ),
    Text(
        "公开过的网址永不改变；报告不见了，别人的引用就断了，也没有人知道为什么。",
        "A published address never changes; when a report is gone, references break and nobody learns why.",
    ),
    failing="# site/2021/jia/a/report.json 存在，content/reports/2021/jia/a.yaml 已删除",
    passing="# 两者都在",
    waivable=False,
)
RULES: Final = (UNNAMED, REWORDED, GONE)

FIGURES: Final = ("budget", "indicators", "stated")
_WORDS: Final = frozenset({"reason", "by"})
"""Fields of a row that are narrative: why, and who."""
_ABSENT: Final = Text("空白", "blank")
_NO_ROW: Final = Text("没有这一行", "no such row")
_UNTOLD: Final = Text("（含号码，不复述）", "(it holds a number that is not repeated)")
_LONG_NUMBER: Final = re.compile(r"[0-9]{7}")
_LONGEST: Final = 40


def changes_are_named(
    entry: Entry, published: Mapping[str, Plain], first: Mapping[str, Plain] | None = None
) -> Iterator[Diagnostic]:
    """Every stated field that differs from the published record is named by a correction, with both values.

    Where figures that changed before were never named, `first` has them as they were published first: they are held against
    those. What is withheld or covered, now or then, is no change: that has a notice and a ground of its own.
    """
    if entry.doubtful or entry.report.withheld is not None or not published:
        return
    current = as_published(entry).report.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    if first is None:
        yield from _unnamed(entry, published, current)
        return
    yield from _unnamed(
        entry, *({key: value for key, value in side.items() if key not in FIGURES} for side in (published, current))
    )
    yield from _unnamed(entry, first, {key: value for key, value in current.items() if key in FIGURES})


def _unnamed(entry: Entry, published: Mapping[str, Plain], current: Mapping[str, Plain]) -> Iterator[Diagnostic]:
    if current == published:
        return
    changes = _new_changes(entry.report, published)
    covered = _covered(published)
    for found in differences(published, current):
        if not is_published(entry.report, found.now) or any(found.then[: len(field)] == field for field in covered):
            continue
        is_figure = _is_figure(found)
        if _is_named(found, changes, needs_values=is_figure and not found.is_row):
            continue
        is_taken_out = found.is_row and found.after is None
        field, term = ("indicators",) if is_taken_out else found.now, _term(found)
        place = written(found.now)
        if not is_figure:  # the old words are not repeated: they may have been changed because of what they gave away
            yield finding(REWORDED, entry, field, term=term, place=place)
            continue
        before, after = (_shown(value, is_row=found.is_row) for value in (found.before, found.after))
        yield finding(UNNAMED, entry, field, term=term, before=before, after=after, place=place)


def addresses_stay(catalog: Catalog, published: Mapping[ReportId, str | None]) -> Iterator[Diagnostic]:
    """Every published report still has its record; `published` are the titles of what stands at the site."""
    if not catalog.is_whole:
        return
    for id, title in published.items():
        if id not in catalog.by_id and id not in catalog.elsewhere:
            yield GONE.at(f"{REPORTS}/{id}{SUFFIX}", title=quoted(title or str(id)))


def written(field: FieldPath) -> str:
    """Return a field as a correction names it: `indicators[2].target`, rows counted from 0."""
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in field).removeprefix(".")


def _is_figure(found: Difference) -> bool:
    return found.now[0] in FIGURES and found.now[-1] not in _WORDS


def _is_named(found: Difference, changes: Sequence[Change], *, needs_values: bool) -> bool:
    """Tell whether corrections name a field; where they must, they lead from the old value to the new, step by step.

    Rows may be counted from 0 or from 1: the values tell which is meant.
    """
    fields = {name for field in (found.now, found.then) for name in _names(field)}
    named = [change for change in changes if change.field.strip() in fields]
    if not needs_values:
        return bool(named)
    return any(_leads(steps, found) for steps in (named, named[::-1]))


def _new_changes(report: Report, published: Mapping[str, Plain]) -> list[Change]:
    """Return what corrections say beyond those that stand published: they answered changes of their own time."""
    revisions = published.get("revisions")
    answered: Counter[tuple[str | None, ...]] = Counter()
    for revision in revisions if isinstance(revisions, list) else ():
        changes = revision.get("changes") if isinstance(revision, dict) else None
        for change in changes if isinstance(changes, list) else ():
            if isinstance(change, dict):
                answered[tuple(text_of(change.get(key)) for key in ("field", "from", "to"))] += 1
    found: list[Change] = []
    for change in (change for revision in report.revisions for change in revision.changes):
        key = (text_of(change.field), text_of(change.before), text_of(change.after))
        if answered[key]:
            answered[key] -= 1
        else:
            found.append(change)
    return found


def _covered(published: Mapping[str, Plain]) -> list[FieldPath]:
    """Return the fields that the published record covers."""
    redactions = published.get("redactions")
    names = (one.get("field") for one in redactions if isinstance(one, dict)) if isinstance(redactions, list) else ()
    return [path for name in names if isinstance(name, str) and (path := field_path(name))]


def _names(field: FieldPath) -> Iterator[str]:
    yield written(field)
    yield written(tuple(step + 1 if isinstance(step, int) else step for step in field))


def _leads(changes: Iterable[Change], found: Difference) -> bool:
    value = found.before
    for change in changes:
        if says_the_same(text_of(change.before), value):
            value = text_of(change.after)
    return says_the_same(value, found.after)


def _term(found: Difference) -> str:
    """Return what a field is called; a row is counted as a reader counts, from 1."""
    match found.now:
        case ("indicators", int(place)):
            return f"指标第 {place + 1} 行"
        case ("indicators", int(place), *_):
            return quoted(f"指标第 {place + 1} 行{terms(Report, found.now)}")
        case ("budget", *_):
            return quoted(" ".join(field_terms(written(found.now))[1:]) or written(found.now))
        case _:
            return quoted(terms(Report, found.now))


def _shown(value: str | None, *, is_row: bool) -> Text:
    if value is None:
        return _NO_ROW if is_row else _ABSENT
    if plain_number(value) is None and _LONG_NUMBER.search(value):
        return _UNTOLD  # a telephone, card or identity number may be why it was changed
    shown = quoted(value, _LONGEST)
    return Text(f"“{shown}”", f"“{shown}”")

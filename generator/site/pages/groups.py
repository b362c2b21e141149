"""A report's rows by first-level indicator, with what each group weighs, earns and leaves open."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Final, NamedTuple

from markupsafe import Markup

from generator.catalog.entry import Entry
from generator.language import _
from generator.scoring.evaluation import Row, Status
from generator.scoring.rounding import EXACT, total
from generator.site.charts.scores import Part
from generator.site.pages.rows import RowView, tag_of
from generator.site.templates import filters

_ANCHORS: Final = (("执行", "execution"), ("成本", "cost"), ("产出", "output"), ("效益", "benefit"), ("满意", "satisfaction"))
"""What a first-level indicator's name holds, and its anchor; the names are the report's own and never translated."""
_SUFFIX: Final = "指标"


class GroupView(NamedTuple):
    """The rows of one first-level indicator. `part` are the same sums as figures, for the chart."""

    anchor: Markup
    title: str
    rows: tuple[RowView, ...]
    spans: tuple[tuple[int, RowView], ...]
    weight: Markup | None
    score: Markup | None
    open: Markup | None
    open_word: str
    part: Part


def groups_of(entry: Entry, views: Iterable[RowView]) -> tuple[GroupView, ...]:
    """Return the rows of a report, of which `views` are the views, by first-level indicator, in the order of the report."""
    scoring = entry.ruleset.computes
    groups: dict[str, list[tuple[Row, RowView]]] = {}
    for row, view in zip(entry.evaluation.rows, views, strict=True):
        groups.setdefault(_level1(row), []).append((row, view))
    taken: Counter[str] = Counter()
    return tuple(_group(title, tuple(rows), _anchor(title, taken), scoring=scoring) for title, rows in groups.items())


def _level1(row: Row) -> str:
    return filters.one_line(row.level1 or (_("预算执行") if row.is_budget else _("指标")))


def _anchor(title: str, taken: Counter[str]) -> Markup:
    name = next((anchor for word, anchor in _ANCHORS if word in title), "indicators")
    taken[name] += 1
    return filters.marked(name if taken[name] == 1 else f"{name}-{taken[name]}")


def _group(title: str, placed: tuple[tuple[Row, RowView], ...], anchor: Markup, *, scoring: bool) -> GroupView:
    views = tuple(view for _row, view in placed)
    counted = [row for row, _view in placed if row.status is not Status.NOT_APPLICABLE]
    weights = [row.weight for row in counted if row.weight is not None]
    score = total(row.score for row in counted if row.score is not None)
    undecided = [row for row in counted if row.bounds is not None and row.bounds[0] != row.bounds[1]]
    unknown = total(EXACT.subtract(row.bounds[1], row.score or row.bounds[0]) for row in undecided if row.bounds)
    weight = total(weights) if len(weights) == len(counted) and counted else None
    words = dict.fromkeys(tag_of(row, scoring=scoring).word for row in undecided)
    wholly_open = not score and weight is not None and unknown == weight
    word = _("、").join(words) or _("未评定")
    earned = None if wholly_open or weight is None else score
    return GroupView(
        anchor=anchor,
        title=title,
        rows=views,
        spans=tuple(_spans(views)),
        weight=None if weight is None else filters.plain(weight),
        score=None if earned is None else filters.plain(earned),
        open=filters.plain(unknown) if unknown and not wholly_open else None,
        open_word=word,
        part=Part(title.removesuffix(_SUFFIX) or title, weight, earned, unknown, word),
    )


def _spans(rows: Iterable[RowView]) -> Iterator[tuple[int, RowView]]:
    """Yield each row with how many rows its second-level cell covers; 0 where the cell above covers it."""
    for _level2, members in groupby(rows, key=lambda row: row.level2):
        same = list(members)
        yield from ((len(same) if i == 0 else 0, row) for i, row in enumerate(same))


def fills_completions(groups: Iterable[GroupView]) -> bool:
    """Tell whether any row prints a completion: many forms have no such column."""
    return any(row.completion.kind != "blank" for group in groups for row in group.rows)

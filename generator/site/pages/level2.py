"""Second-level groups as a reader meets them: which earned the most of their points, which the least, and how one knows."""

from typing import NamedTuple

from markupsafe import Markup

from generator.language import _, counted
from generator.site import addresses
from generator.site.templates import filters
from generator.summary.groups import LEAST, Group, level2_groups, ranking
from generator.summary.spending import Entries


class GroupLine(NamedTuple):
    """A group: its share of the points, as text and as a bar's width in per cent, None where nothing was scored, and what it rests on."""

    level1: str
    level2: str
    search: Markup
    rate: Markup | None
    width: Markup | None
    basis: str
    rows: int
    scored: int
    unassessed: int
    not_computable: int
    points: Markup
    weight: Markup


class GroupsView(NamedTuple):
    """The strongest and the weakest groups, and all of them; `method` says in a sentence how a share is made."""

    method: str
    strongest: tuple[GroupLine, ...]
    weakest: tuple[GroupLine, ...]
    all: tuple[GroupLine, ...]


def groups_view(entries: Entries, origin: str) -> GroupsView | None:
    """Return the second-level groups of some reports; None where none has rows enough to be ranked."""
    groups = level2_groups(entries)
    ranked = ranking(groups)
    if not ranked.ranked:
        return None
    words = _(
        "得分率是同名二级指标中已计分各行的得分之和，除以这些行的权重之和。未评定和不可计算的行另计，不作 0 分；"
        "不适用的行和预算执行率不在其中。计分不足 {least} 行的不参加排列：{groups} 组中有 {ranked} 组参加。",
        least=LEAST,
        groups=ranked.groups,
        ranked=ranked.ranked,
    )
    return GroupsView(
        words,
        tuple(_line(group, origin) for group in ranked.strongest),
        tuple(_line(group, origin) for group in ranked.weakest),
        tuple(_line(group, origin) for group in groups),
    )


def _line(group: Group, origin: str) -> GroupLine:
    rate = group.rate
    return GroupLine(
        level1=group.level1,
        level2=group.level2,
        search=addresses.query(origin, addresses.SEARCH, q=group.level2),
        rate=None if rate is None else filters.rate(rate),
        width=None if rate is None else filters.plain(rate),
        basis=_("，").join(_basis(group)),
        rows=group.rows,
        scored=group.scored,
        unassessed=group.unassessed,
        not_computable=group.not_computable,
        points=filters.grouped(group.points),
        weight=filters.grouped(group.weight),
    )


def _basis(group: Group) -> list[str]:
    words = [
        _("{reports}的 {scored}", reports=counted("{count} 份报告", group.reports), scored=counted("{count} 行", group.scored))
    ]
    if group.unassessed:
        words.append(counted("另有 {count} 行未评定", group.unassessed))
    if group.not_computable:
        words.append(counted("另有 {count} 行不可计算", group.not_computable))
    return words

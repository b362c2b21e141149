"""What changed between a project's years, in marks and words: on each cell, in a key, in notes, and in one sentence."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final, NamedTuple

from generator.catalog.entry import Entry
from generator.history import Continuation, History, Kinship, Listing, Shift, Step, Stop
from generator.language import N_, _, counted, lang
from generator.model.quantities import Operator
from generator.scoring.rounding import product, to_places
from generator.site.pages import rows
from generator.site.pages.rows import text_cell
from generator.site.templates import filters

_WAN: Final = Decimal("0.0001")
RULE_OF_NAMES: Final = N_(
    "名称相近（相邻两字的组合有六成以上相同），一级指标、二级指标、权重和计量单位都没有变，且没有第二个候选"
)
"""When another name counts as a change of name; `history.matching` keeps to it."""

KEY: Final[Mapping[str, tuple[str, str]]] = {
    "lowered": (N_("目标降低"), N_("要求比前一份报告低：越大越好的数变小，越小越好的数变大，或者期限推迟")),
    "raised": (N_("目标提高"), N_("要求比前一份报告高")),
    "follows": (N_("上限随预算变化"), N_("成本上限在两份报告里都等于当年的全年预算，随预算变化，不算目标降低或提高")),
    "unclear": (N_("目标有变，无法比较"), N_("目标改了写法，高低不由程序判断，原因写在标记里")),
    "sign": (N_("符号有变"), N_("数值前的比较符号变了")),
    "renamed": (N_("改名"), RULE_OF_NAMES),
    "moved": (N_("换了一级指标"), N_("名称没有变，改列在另一个一级指标下")),
    "weight": (N_("权重有变"), N_("这项指标的分值变了")),
    "gone": (N_("不再列出"), N_("前一份报告有这项指标，这一份没有")),
    "new": (N_("新增"), N_("前一份报告没有这项指标")),
    "back": (N_("重新列出"), N_("更早的报告有这项指标，前一份没有，这一份又有")),
}
"""The kinds of marks: a word, and what it means."""


class Mark(NamedTuple):
    """A change as a sign (by its kind) and a word; `why` is None where the word says it all."""

    kind: str
    word: str
    why: str | None = None


class Note(NamedTuple):
    """A change that a reader should not miss. `track` is the indicator's number, None where it is about the whole."""

    message: str
    why: str
    track: int | None


def marks_of(stop: Stop) -> tuple[Mark, ...]:
    """Return the marks of an indicator at one report."""
    if stop.vanished is not None:
        return (Mark("gone", _("不再列出")),)
    if stop.is_new:
        return (Mark("new", _("新增")),)
    return () if stop.continuation is None else tuple(_marks(stop.continuation))


def _marks(found: Continuation) -> Iterator[Mark]:
    before = found.before.row
    if found.kinship is Kinship.RENAMED:
        yield Mark("renamed", _("改名：原“{name}”", name=name_of(found.before)), _(RULE_OF_NAMES))
    elif found.kinship is Kinship.MOVED:
        yield Mark("moved", _("原在“{level}”下", level=filters.one_line(before.level1 or "")))
    elif found.kinship is Kinship.RETURNED:
        yield Mark("back", _("重新列出"))
    reason = found.target.reason.in_(lang())
    match found.target.shift:
        case Shift.LOWERED if found.target.follows_budget:
            yield Mark("follows", _("上限随预算提高"), reason)
        case Shift.RAISED if found.target.follows_budget:
            yield Mark("follows", _("上限随预算降低"), reason)
        case Shift.LOWERED:
            yield Mark("lowered", _("目标降低"), reason)
        case Shift.RAISED:
            yield Mark("raised", _("目标提高"), reason)
        case Shift.INCOMPARABLE:
            yield Mark("unclear", _("目标有变，无法比较"), reason)
    if found.target.signs is not None:
        old, new = (_sign(sign) for sign in found.target.signs)
        yield Mark("sign", _("符号：{old} → {new}", old=old, new=new))
    if found.weights is not None:
        old, new = (filters.plain(weight) for weight in found.weights)
        yield Mark("weight", _("权重 {old} → {new}", old=old, new=new))


def _sign(sign: Operator | None) -> str:
    return _("无") if sign is None else sign.symbol


def key_of(marks: Iterator[Mark]) -> tuple[tuple[Mark, str], ...]:
    """Return the kinds of marks that occur, each with what it means."""
    occurring = {mark.kind for mark in marks}
    return tuple((Mark(kind, _(word)), _(meaning)) for kind, (word, meaning) in KEY.items() if kind in occurring)


def notes_of(history: History) -> tuple[Note, ...]:
    """Return the changes that a reader should not miss, the oldest first: lowered, gone, renamed, and years without a report."""
    tracks = {
        (stop.listing.entry.id, stop.listing.place): number
        for number, track in enumerate(history.tracks)
        for stop in track.stops
        if stop.listing is not None
    }
    return tuple(
        Note(message, why, None if listing is None else tracks[listing.entry.id, listing.place])
        for step in history.steps
        for message, why, listing in _notes(step)
    )


def _notes(step: Step) -> Iterator[tuple[str, str, Listing | None]]:
    for year in step.missing:
        why = _(
            "前后的年度都有。下面的对照跨过这一年：{after} 年与 {before} 年相比。",
            after=_year(step.after),
            before=_year(step.before),
        )
        yield _("{year} 年没有报告", year=year), why, None
    year = _year(step.after)
    for found in step.continued:
        if found.target.shift is Shift.LOWERED and not found.target.follows_budget:
            old, new = (text_cell(one.row.target).text for one in (found.before, found.after))
            message = _("{year} 年“{name}”的目标由 {old} 改为 {new}", year=year, name=name_of(found.after), old=old, new=new)
            yield message, _whole(found.target.reason.in_(lang())), found.after
        if found.kinship is Kinship.RENAMED:
            old, new = name_of(found.before), name_of(found.after)
            yield (
                _("{year} 年“{old}”改名为“{new}”", year=year, old=old, new=new),
                _whole(_(RULE_OF_NAMES)),
                found.after,
            )
    for gone in step.vanished:
        target, actual = (text_cell(text).text or _("未填写") for text in (gone.row.target, gone.row.actual))
        why = _("{year} 年的目标是 {target}，实际 {actual}。", year=_year(step.before), target=target, actual=actual)
        yield _("{year} 年的报告不再列出“{name}”", year=year, name=name_of(gone)), why, gone


def sentence_of(history: History) -> str:
    """Return a project across its years in one sentence, made from the figures."""
    first, last, reports = _year(history.entries[0]), _year(history.entries[-1]), len(history.entries)
    if reports == 1:
        return _("只有 {year} 年一份报告，尚无从对照。", year=first)
    span = _("{first} 至 {last} 年", first=first, last=last)
    opening = [span, counted("{count} 份报告", reports)]
    if history.missing:
        opening.append(_("{years} 年没有报告", years=_("、").join(str(year) for year in history.missing)))
    parts = [_("，").join(opening), *_money(history), *_score(history), *_indicators(history)]
    return _whole(_("；").join(parts))


def _money(history: History) -> Iterator[str]:
    if history.budget is None:
        return
    row, before, after = history.budget
    label = _("全年预算") if row == "adjusted" else _("年初预算")
    old, new = (filters.grouped(to_places(product(amount, _WAN), 2)) for amount in (before, after))
    if before == after:
        yield _("首末两年的{label}都是 {amount} 万元", label=label, amount=old)
    elif before < after:
        yield _("{label}由 {old} 万元增至 {new} 万元", label=label, old=old, new=new)
    else:
        yield _("{label}由 {old} 万元减至 {new} 万元", label=label, old=old, new=new)


def _score(history: History) -> Iterator[str]:
    first, last = history.entries[0], history.entries[-1]
    old, new = first.evaluation.score, last.evaluation.score
    if old is not None and new is not None and first.ruleset.id == last.ruleset.id:
        yield (
            _("得分由 {old} 变为 {new}", old=filters.plain(old), new=filters.plain(new))
            if old != new
            else _("首末两年得分都是 {score}", score=filters.plain(old))
        )


def _indicators(history: History) -> Iterator[str]:
    tracks = history.tracks
    counts = (
        (sum(track.has(Shift.LOWERED) for track in tracks), N_("{count} 项降低过目标")),
        (sum(track.has(Shift.RAISED) for track in tracks), N_("{count} 项提高过目标")),
        (sum(track.vanishes for track in tracks), N_("{count} 项不再列出")),
        (sum(track.is_ever(Kinship.RENAMED) for track in tracks), N_("{count} 项改名")),
        (sum(any(stop.is_new for stop in track.stops) for track in tracks), N_("{count} 项新增")),
    )
    words = [_(message, count=number) for number, message in counts if number]
    among = counted("历年 {count} 项指标中", len(tracks))
    yield among + _("，") + _("，").join(words) if words else among + _("，") + _("没有降低、改名或不再列出的")


def name_of(listing: Listing) -> str:
    """Return what an indicator is called."""
    row, entry = listing.row, listing.entry
    if row.name or row.level2 or row.is_budget:
        return rows.name_of(row, None)
    return rows.name_of(row, listing.place - (entry.evaluation.budget is not None))


def _whole(sentence: str) -> str:
    """Return words as a sentence of their own."""
    return _("{sentence}。", sentence=sentence[:1].upper() + sentence[1:])


def _year(entry: Entry) -> int:
    assert entry.id is not None
    return entry.id.year

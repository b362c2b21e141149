"""The scoring standards as pages: weights, methods in words and as formulas, tiers, grades, and on what all this rests."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

from markupsafe import Markup

from generator.language import N_, _
from generator.model.ruleset import Quantitative, Ruleset
from generator.site import addresses
from generator.site.pages.listing import Entries, Listed, listed
from generator.site.pages.page import Edition, Head, Link, Page, crumbs
from generator.site.pages.rows import METHODS
from generator.site.templates import filters
from generator.site.templates.environment import render

_BASIS: Final = {
    "official": N_("依据官方文件"),
    "inferred": N_("由公开的报告推断，不是官方文本"),
    "convention": N_("本站的约定，不是官方文本"),
}
_MONEY: Final = {
    "executed": N_("全年执行数"),
    "received": N_("实际到位数"),
    "adjusted": N_("全年预算数"),
    "initial": N_("年初预算数"),
}
_DIRECTIONS: Final = {
    "at_least": N_("不低于目标"),
    "equal": N_("等于目标"),
    "at_most": N_("不高于目标"),
    "by_date": N_("按期完成"),
}
_FORMULAS: Final = {
    "ratio": N_("权重 × min(1, 实际 ÷ 目标)"),
    "overrun": N_("实际 ≤ 目标，得满分；实际超过目标但不到 2 倍，权重 × (1 − (实际 − 目标) ÷ 目标)；达到 2 倍，0 分"),
    "inverse": N_("权重 × min(1, 目标 ÷ 实际)"),
    "met": N_("达到，得满分；否则 0 分"),
    "on-time": N_("按期，得满分；逾期 0 分"),
    "on-time-or-open": N_("按期，得满分；逾期由人评定，评定之前记为未评定"),
}
_TIERS: Final = {"achieved": N_("达成"), "partial": N_("部分达成并具有一定效果"), "missed": N_("未达成且效果较差")}
_AWARD: Final = {
    "completion": N_("报告填了完成率的，得分等于权重乘以完成率，超过 100% 按 100% 计。"),
    "stated": N_("采用报告所列的得分，档次由得分占权重的比例推出。"),
}
_UNASSESSED: Final = {
    "zero": N_("没有评定的按 0 分计入总分，并标明“未评定”和总分可能的范围。"),
    None: N_("没有评定的不猜，总分留空，只给出可能的范围。"),
}
_ROUNDING: Final = {"half-up": N_("四舍五入"), "half-even": N_("四舍六入五成双"), "down": N_("舍去")}
_NAMES: Final = {"default": N_("其余指标")}


class MethodView(NamedTuple):
    """How one kind of row is scored: in words, and as a formula."""

    kind: str
    words: str
    formula: str


class Band(NamedTuple):
    """A named interval of shares, in per cent."""

    label: str
    share: str


@dataclass(frozen=True, slots=True)
class StandardView:
    """One scoring standard."""

    head: Head
    basis: str
    is_official: bool
    text_read: bool | None
    source: tuple[tuple[str, Link], ...]
    computes: bool
    weights: tuple[tuple[str, Markup | None], ...]
    scale: Markup | None
    budget: MethodView | None
    quantitative: tuple[MethodView, ...]
    unmarked: tuple[tuple[str, str], ...]
    flag_over: Markup | None
    tiers: tuple[Band, ...]
    award: str | None
    unassessed: str | None
    rounding: str | None
    grades: tuple[Band, ...]
    clauses: tuple[tuple[str, str], ...]
    reports: tuple[Listed, ...]
    count: int


@dataclass(frozen=True, slots=True)
class StandardLine:
    """A standard as a line of the list of standards."""

    link: Link
    basis: str
    applies: str
    text_read: bool | None
    count: int


class StandardsView(NamedTuple):
    """All scoring standards that reports of this site use, then the others."""

    head: Head
    lines: tuple[StandardLine, ...]


_SHOWN: Final = 12


def standards_pages(edition: Edition) -> Iterator[Page]:
    """Yield the page of all standards."""
    address = addresses.STANDARDS
    rulesets = sorted(edition.catalog.rulesets.values(), key=lambda r: (-len(_users(edition, r)), r.id))
    lines = tuple(
        StandardLine(
            link=Link(ruleset.title, addresses.href(address, addresses.standard(ruleset.id))),
            basis=_(_BASIS[ruleset.basis]),
            applies=_applies(ruleset) or _("不限"),
            text_read=ruleset.official_text_read,
            count=len(_users(edition, ruleset)),
        )
        for ruleset in rulesets
    )
    sub = (_("每份报告按哪一个标准复算，标准怎样规定，依据是什么"),)
    yield Page(
        address, render("standards", StandardsView(Head(_("评分标准"), crumbs(address, (_("评分标准"), None)), sub), lines))
    )


def standard_pages(edition: Edition) -> Iterator[Page]:
    """Yield a page for every standard."""
    for ruleset in edition.catalog.rulesets.values():
        address = addresses.standard(ruleset.id)
        users = _users(edition, ruleset)
        steps = ((_("评分标准"), addresses.STANDARDS), (ruleset.title, None))
        head = Head(ruleset.title, crumbs(address, *steps), (_(_BASIS[ruleset.basis]),))
        yield Page(address, render("standard", _view(edition, ruleset, address, head, users)))


def _users(edition: Edition, ruleset: Ruleset) -> Entries:
    return tuple(entry for entry in edition.catalog.by_id.values() if entry.ruleset.id == ruleset.id)


def _view(edition: Edition, ruleset: Ruleset, address: str, head: Head, users: Entries) -> StandardView:
    quantitative, qualitative = ruleset.quantitative, ruleset.qualitative
    flag = quantitative.flag_over if quantitative else None
    return StandardView(
        head=head,
        basis=_(_BASIS[ruleset.basis]),
        is_official=ruleset.basis == "official",
        text_read=ruleset.official_text_read,
        source=tuple(_source(ruleset)),
        computes=ruleset.computes,
        weights=tuple((name, None if w is None else filters.plain(w)) for name, w in ruleset.level1.items()),
        scale=None if ruleset.scale is None else filters.plain(ruleset.scale),
        budget=_budget(ruleset),
        quantitative=tuple(_methods(quantitative)) if quantitative else (),
        unmarked=tuple((_(_NAMES[k]) if k in _NAMES else k, _(_DIRECTIONS[v])) for k, v in quantitative.unmarked.items())
        if quantitative
        else (),
        flag_over=None if flag is None else filters.percent(flag),
        tiers=tuple(
            Band(_(_TIERS[tier]), _("{low} 至 {high}", low=filters.percent(low), high=filters.percent(high)))
            for tier, (low, high) in (qualitative.tiers.items() if qualitative else ())
        ),
        award=_(_AWARD[qualitative.award]) if qualitative else None,
        unassessed=_(_UNASSESSED[qualitative.unassessed]) if qualitative else None,
        rounding=_rounding(ruleset),
        grades=tuple(_grades(ruleset)),
        clauses=tuple(_clauses(ruleset)),
        reports=tuple(listed(edition.catalog, entry, address) for entry in reversed(users[-_SHOWN:])),
        count=len(users),
    )


def _source(ruleset: Ruleset) -> Iterator[tuple[str, Link]]:
    source = ruleset.source
    for label, text, url in (
        (_("文件"), source.document, source.url),
        (_("条款"), source.clause, None),
        (_("适用"), _applies(ruleset), None),
        (_("说明"), source.note, None),
    ):
        if text:
            yield label, Link(filters.one_line(text), filters.safe_link(url))


def _applies(ruleset: Ruleset) -> str:
    since, until = ruleset.applies.since, ruleset.applies.until
    years = ""
    if since is not None and until is not None:
        years = _("{since} 年至 {until} 年", since=filters.plain(since), until=filters.plain(until))
    elif since is not None:
        years = _("{since} 年起", since=filters.plain(since))
    elif until is not None:
        years = _("至 {until} 年", until=filters.plain(until))
    return _("，").join(part for part in (ruleset.applies.region, years) if part)


def _budget(ruleset: Ruleset) -> MethodView | None:
    rule = ruleset.budget_execution
    if rule is None:
        return None
    top, bottom = _(_MONEY[rule.numerator]), _(_MONEY[rule.denominator])
    cap = "1" if rule.cap == 1 else str(filters.percent(rule.cap))
    return MethodView(
        _("预算执行率"),
        _("{top}占{bottom}的比例", top=top, bottom=bottom),
        _("权重 × min({cap}, {top} ÷ {bottom})", cap=cap, top=top, bottom=bottom),
    )


def _methods(rule: Quantitative) -> Iterator[MethodView]:
    for direction, name in _DIRECTIONS.items():
        method = getattr(rule, direction)
        yield MethodView(_(name), _(METHODS[method]), _(_FORMULAS[method]))


def _rounding(ruleset: Ruleset) -> str | None:
    if not ruleset.computes:
        return None
    return _(
        "每一行的得分{mode}到小数点后 {places} 位；小计与总分是各行得分之和，不再取舍。",
        mode=_(_ROUNDING[ruleset.rounding.mode]),
        places=ruleset.rounding.places,
    )


def _grades(ruleset: Ruleset) -> Iterator[Band]:
    above: str | None = None
    for grade in ruleset.grades:
        bound = filters.plain(grade.bound)
        limits = [_("{bound}% 及以上", bound=bound)] if grade.bound else []
        if above is not None:
            limits.append(_("不到 {above}%", above=above))
        yield Band(grade.label, _("，").join(limits))
        above = bound


def _clauses(ruleset: Ruleset) -> Iterator[tuple[str, str]]:
    clauses = ruleset.clauses
    for label, text in (
        (_("权重"), clauses.weights),
        (_("预算执行"), clauses.budget_execution),
        (_("定量指标"), clauses.quantitative),
        (_("定性指标"), clauses.qualitative),
        (_("等级"), clauses.grades),
    ):
        if text:
            yield label, filters.one_line(text)

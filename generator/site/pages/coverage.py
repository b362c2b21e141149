"""Coverage: what had to be disclosed, by year and agency, against what was; only where the site gives a list of it."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Final, NamedTuple

from markupsafe import Markup

from generator.catalog import Catalog
from generator.catalog.entry import Entry
from generator.language import N_, _, counted
from generator.model.expected import Expected
from generator.site import addresses, parts
from generator.site.pages.page import Edition, Head, Link, Page, crumbs
from generator.site.pages.rows import Tag
from generator.site.pages.shares import Turn, letter_of, turn_of, turned
from generator.site.templates import filters
from generator.site.templates.environment import render
from generator.summary.coverage import Owing, agencies_of

LONGEST: Final = 1000
"""The most agencies and names of one page, a year's or that of all years: a line takes 600 bytes, a name 150."""
LINES: Final = 300
"""The most agencies of a year that is longer."""

_UNKNOWN: Final = N_("没有清单")
_COMPLETE: Final = N_("已全部公开")
_ACCOUNTED: Final = N_("其余已全部公开")


class AgencyLine(NamedTuple):
    """An agency's counts in one year; a count is None where the year's list says nothing of this agency."""

    agency: Link
    expected: Markup | None
    published: Markup
    missing: Markup | None
    extra: Markup | None
    withheld: Markup
    tag: Tag


class Named(NamedTuple):
    """An agency with reports by name."""

    agency: str
    reports: tuple[Link, ...]


class YearView(NamedTuple):
    """One year that has a list. Where it is too long, `way` leads to the year's page, or `letters` to its agencies."""

    anchor: Markup
    title: str
    words: str
    lines: tuple[AgencyLine, ...]
    total: AgencyLine
    has_withheld: bool
    missing: tuple[Named, ...]
    extra: tuple[Named, ...]
    way: Link | None = None
    letters: tuple[tuple[Link, str], ...] = ()


class CoverageView(NamedTuple):
    """Every year that has a list, and the published years that have none; on a part's page its year alone."""

    head: Head
    years: tuple[YearView, ...]
    unlisted: tuple[tuple[Link, str], ...] = ()
    turn: Turn | None = None


def coverage_pages(edition: Edition) -> Iterator[Page]:
    """Yield the page of coverage; none where no year has a list."""
    return coverage_page(edition.catalog, edition.expected)


def coverage_page(catalog: Catalog, expected: Mapping[int, tuple[Expected, ...]]) -> Iterator[Page]:
    """Yield the page that compares `expected`, the lists by year, with the reports of a catalog."""
    if not expected:
        return
    address = addresses.COVERAGE
    found = {year: agencies_of(catalog, year, expected[year]) for year in sorted(expected, reverse=True)}
    is_long = sum(map(_length, found.values())) > LONGEST
    view = CoverageView(
        head=Head(_("公开情况"), crumbs(address, (_("公开情况"), None)), (_("应当公开的与已经公开的，逐年逐单位对照"),)),
        years=tuple(
            _without_lines(catalog, year, agencies, address) if is_long else _year(catalog, year, agencies, address)
            for year, agencies in found.items()
        ),
        unlisted=tuple(
            (
                Link(_("{year} 年", year=year), addresses.href(address, addresses.year(year))),
                counted("已公开 {count} 份", len(entries)),
            )
            for year, entries in catalog.by_year.items()
            if year not in expected
        ),
    )
    yield Page(address, render("coverage", view))
    if is_long:
        for year, agencies in found.items():
            yield from _year_pages(catalog, year, agencies)


def _year_pages(catalog: Catalog, year: int, agencies: Sequence[Owing]) -> Iterator[Page]:
    """Yield the page of one year; where it is too long, those of its agencies by letter and of each that is not as listed."""
    whole = addresses.below(addresses.COVERAGE, str(year))
    way = ((_("公开情况"), addresses.COVERAGE), (_("{year} 年度", year=year), whole))
    if _length(agencies) <= LONGEST:
        yield Page(
            whole,
            render(
                "coverage", CoverageView(_head(whole, way[:1], way[1][0], agencies), (_year(catalog, year, agencies, whole),))
            ),
        )
        return
    cut = parts.cut(sorted(agencies, key=_slug), _slug, LINES)

    def letter(part: parts.Part[Owing], origin: str) -> Link:
        return Link(letter_of(part), addresses.href(origin, addresses.part(whole, part.name, is_all=part.is_all)))

    def page(at: str, head: Head, members: Sequence[Owing], cut: Sequence[parts.Part[Owing]], turn: Turn | None = None) -> Page:
        shown = sorted(members, key=lambda agency: -len(agency.missing))[:LINES] if cut else members
        told = {agency.slug for agency in shown}
        rest = tuple(agency for agency in members if agency.slug not in told)
        others = (_line(Link(counted("其余 {count} 个单位", len(rest))), rest),) if rest else ()
        view = _year(catalog, year, shown, at, is_long=True)
        view = view._replace(
            words=_words(members),
            lines=(*view.lines, *others),
            total=_line(Link(_("合计")), tuple(members)),
            has_withheld=any(agency.withheld for agency in members),
            letters=tuple((letter(part, at), _words(part.members)) for part in cut),
        )
        return Page(at, render("coverage", CoverageView(head, (view,), turn=turn)))

    yield page(whole, _head(whole, way[:1], way[1][0], agencies), agencies, cut)
    for part, before, after in turned(cut):
        at = addresses.part(whole, part.name, is_all=part.is_all)
        turn = turn_of(cut, part, (before, after), N_("第 {first}–{last} 个单位，共 {count} 个"), partial(letter, origin=at))
        head = _head(at, way, letter_of(part), part.members)
        yield page(at, head, part.members, part.parts, turn)
    for agency in agencies:
        if agency.differs:
            at, name = addresses.below(whole, agency.slug), catalog.agency_name(agency.slug)
            view = _year(catalog, year, (agency,), at)
            yield Page(at, render("coverage", CoverageView(_head(at, way, name, (agency,)), (view,))))


def _head(at: str, way: Sequence[tuple[str, str]], name: str, agencies: Sequence[Owing]) -> Head:
    return Head(_("{title}：{part}", title=_("公开情况"), part=name), crumbs(at, *way, (name, None)), (_words(agencies),))


def _slug(agency: Owing) -> str:
    return agency.slug


def _length(agencies: Sequence[Owing]) -> int:
    """Return how many lines it takes to tell of some agencies."""
    return sum(1 + len(agency.missing) + len(agency.extra) for agency in agencies)


def _without_lines(catalog: Catalog, year: int, agencies: Sequence[Owing], origin: str) -> YearView:
    way = Link(_("{year} 年度，逐单位对照", year=year), addresses.href(origin, addresses.below(addresses.COVERAGE, str(year))))
    return _year(catalog, year, (), origin)._replace(words=_words(agencies), way=way)


def _year(catalog: Catalog, year: int, agencies: Sequence[Owing], origin: str, *, is_long: bool = False) -> YearView:
    """Return a year's agencies as told on the page at `origin`; where there `is_long` too much to tell, without any names."""
    listed = [agency for agency in agencies if agency.expected is not None and not is_long]
    missing = tuple(
        Named(catalog.agency_name(agency.slug), tuple(Link(filters.one_line(report.title)) for report in agency.missing))
        for agency in listed
        if agency.missing
    )
    extra = tuple(
        Named(catalog.agency_name(agency.slug), tuple(_report(entry, origin) for entry in agency.extra))
        for agency in listed
        if agency.extra
    )
    link = _own_link if is_long else _agency_link
    return YearView(
        anchor=Markup(f"y{year}"),  # noqa: S704 - digits only
        title=_("{year} 年度", year=year),
        words=_words(agencies),
        lines=tuple(_line(link(catalog, year, agency, origin), (agency,)) for agency in agencies),
        total=_line(Link(_("合计")), tuple(agencies)),
        missing=missing,
        extra=extra,
        has_withheld=any(agency.withheld for agency in agencies),
    )


def _line(agency: Link, agencies: tuple[Owing, ...]) -> AgencyLine:
    lists = [one.expected for one in agencies if one.expected is not None]
    missing = sum(len(one.missing) for one in agencies)
    published = filters.count(sum(len(one.published) for one in agencies))
    withheld = filters.count(sum(len(one.withheld) for one in agencies))
    if not lists:
        return AgencyLine(agency, None, published, None, None, withheld, Tag("none", _(_UNKNOWN)))
    extra = sum(len(one.extra) for one in agencies)
    expected = filters.count(sum(map(len, lists)))
    tag = (
        Tag("missed", counted("缺 {count} 份", missing))
        if missing
        else Tag("met", _(_COMPLETE) if not any(one.withheld for one in agencies) else _(_ACCOUNTED))
    )
    return AgencyLine(agency, expected, published, filters.count(missing), filters.count(extra), withheld, tag)


def _words(agencies: Sequence[Owing]) -> str:
    """Return a year in a sentence or two."""
    expected = sum(len(agency.expected or ()) for agency in agencies)
    missing = sum(len(agency.missing) for agency in agencies)
    extra = sum(len(agency.extra) for agency in agencies)
    unlisted = sum(agency.expected is None for agency in agencies)
    withheld = sum(len(agency.withheld) for agency in agencies)
    closed = sum(len(agency.withheld & (agency.expected or {}).keys()) for agency in agencies)
    if not expected:
        words = _("这一年的清单是空的")
    elif not missing and not closed:
        words = counted("应公开 {count} 份，全部已公开", expected)
    else:
        done, left = filters.count(expected - missing - closed), filters.count(missing)
        words = counted("应公开 {count} 份，已公开其中 {done} 份，还有 {left} 份没有公开", expected, done=done, left=left)
    if withheld:
        words += counted("；{count} 份依法不予公开", withheld)
    if extra:
        words += counted("；另有 {count} 份已公开而不在清单上", extra)
    if unlisted:
        words += counted("。{count} 个单位公开了报告，但没有应公开的清单，无从对照", unlisted)
    return words + _("。")


def _own_link(catalog: Catalog, year: int, agency: Owing, origin: str) -> Link:
    """Return the way to what an agency lacks or has besides, if there is something."""
    if not agency.differs:
        return _agency_link(catalog, year, agency, origin)
    own = addresses.below(addresses.below(addresses.COVERAGE, str(year)), agency.slug)
    return Link(catalog.agency_name(agency.slug), addresses.href(origin, own))


def _agency_link(catalog: Catalog, year: int, agency: Owing, origin: str) -> Link:
    name = catalog.agency_name(agency.slug)
    return Link(name, addresses.href(origin, addresses.agency_year(year, agency.slug))) if agency.published else Link(name)


def _report(entry: Entry, origin: str) -> Link:
    assert entry.id is not None
    target = addresses.report(entry.id.year, entry.id.agency, entry.id.project)
    return Link(filters.one_line(entry.cover.title), addresses.href(origin, target))

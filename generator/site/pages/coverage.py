"""Coverage: what had to be disclosed, by year and agency, against what was; only where the site gives a list of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from generator.catalog import Catalog
from generator.entry import Entry
from generator.language import N_, _, counted
from generator.model.expected import Expected
from generator.site import addresses, filters
from generator.site.environment import render
from generator.site.pages.page import Edition, Head, Link, Page, crumbs
from generator.site.pages.rows import Tag

_UNKNOWN: Final = N_("没有清单")
_COMPLETE: Final = N_("已全部公开")
_ACCOUNTED: Final = N_("其余已全部公开")


@dataclass(frozen=True, slots=True)
class AgencyLine:
    """An agency's counts in one year; a count is None where the year's list says nothing of this agency."""

    agency: Link
    expected: Markup | None
    published: Markup
    missing: Markup | None
    extra: Markup | None
    withheld: Markup
    tag: Tag


@dataclass(frozen=True, slots=True)
class Named:
    """An agency with reports by name."""

    agency: str
    reports: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class YearView:
    """One year that has a list."""

    anchor: Markup
    title: str
    words: str
    lines: tuple[AgencyLine, ...]
    total: AgencyLine
    has_withheld: bool
    missing: tuple[Named, ...]
    extra: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class CoverageView:
    """Every year that has a list, and the published years that have none."""

    head: Head
    years: tuple[YearView, ...]
    unlisted: tuple[tuple[Link, str], ...]


@dataclass(frozen=True)
class _Agency:
    """What one agency should have published in a year, and what it did. `expected` is None without a list for it."""

    slug: str
    expected: Mapping[str, Expected] | None
    published: Mapping[str, Entry]
    withheld: frozenset[str] = frozenset()
    """Its reports that are withheld: neither published nor missing."""

    @property
    def missing(self) -> tuple[Expected, ...]:
        return tuple(
            report for slug, report in (self.expected or {}).items() if slug not in self.published and slug not in self.withheld
        )

    @property
    def extra(self) -> tuple[Entry, ...]:
        if self.expected is None:
            return ()
        return tuple(entry for slug, entry in self.published.items() if slug not in self.expected)


def coverage_pages(edition: Edition) -> Iterator[Page]:
    """Yield the page of coverage; none where no year has a list."""
    return coverage_page(edition.catalog, edition.expected)


def coverage_page(catalog: Catalog, expected: Mapping[int, tuple[Expected, ...]]) -> Iterator[Page]:
    """Yield the page that compares `expected`, the lists by year, with the reports of a catalog."""
    if not expected:
        return
    address = addresses.COVERAGE
    view = CoverageView(
        head=Head(_("公开情况"), crumbs(address, (_("公开情况"), None)), (_("应当公开的与已经公开的，逐年逐单位对照"),)),
        years=tuple(_year(catalog, year, expected[year], address) for year in sorted(expected, reverse=True)),
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


def _year(catalog: Catalog, year: int, expected: tuple[Expected, ...], origin: str) -> YearView:
    agencies = _agencies(catalog, year, expected)
    listed = [agency for agency in agencies if agency.expected is not None]
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
    return YearView(
        anchor=Markup(f"y{year}"),  # noqa: S704 - digits only
        title=_("{year} 年度", year=year),
        words=_words(agencies),
        lines=tuple(_line(_agency_link(catalog, year, agency, origin), (agency,)) for agency in agencies),
        total=_line(Link(_("合计")), tuple(agencies)),
        missing=missing,
        extra=extra,
        has_withheld=any(agency.withheld for agency in agencies),
    )


def _agencies(catalog: Catalog, year: int, expected: tuple[Expected, ...]) -> list[_Agency]:
    """Return the agencies that a year's list or its reports name: those that miss something first, those without a list last."""
    lists: dict[str, dict[str, Expected]] = {}
    for report in expected:
        lists.setdefault(report.agency, {})[report.project] = report
    published: dict[str, dict[str, Entry]] = {}
    for entry in catalog.by_year.get(year, ()):
        assert entry.id is not None
        published.setdefault(entry.id.agency, {})[entry.id.project] = entry
    withheld: dict[str, set[str]] = {}
    for stub in catalog.withheld_of(year=year):
        withheld.setdefault(stub.id.agency, set()).add(stub.id.project)
    agencies = [
        _Agency(slug, lists.get(slug), published.get(slug, {}), frozenset(withheld.get(slug, ())))
        for slug in lists.keys() | published.keys() | withheld.keys()
    ]
    return sorted(agencies, key=lambda agency: (agency.expected is None, not agency.missing, agency.slug))


def _line(agency: Link, agencies: tuple[_Agency, ...]) -> AgencyLine:
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


def _words(agencies: list[_Agency]) -> str:
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


def _agency_link(catalog: Catalog, year: int, agency: _Agency, origin: str) -> Link:
    name = catalog.agency_name(agency.slug)
    return Link(name, addresses.href(origin, addresses.agency_year(year, agency.slug))) if agency.published else Link(name)


def _report(entry: Entry, origin: str) -> Link:
    assert entry.id is not None
    target = addresses.report(entry.id.year, entry.id.agency, entry.id.project)
    return Link(filters.one_line(entry.cover.title), addresses.href(origin, target))

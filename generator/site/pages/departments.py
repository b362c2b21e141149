"""A department (主管部门) across years: its agencies, and their figures summed."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from generator.catalog import Catalog
from generator.catalog.entry import Entry
from generator.language import _, counted
from generator.site import addresses, parts
from generator.site.charts.money import MoneyChart, years_chart
from generator.site.pages import matrix
from generator.site.pages.digest import Digest, digest_of
from generator.site.pages.figures import Stat, stats_of, words_of
from generator.site.pages.listing import Listed, Tools, listing, tools_of
from generator.site.pages.matrix import Matrix
from generator.site.pages.page import Edition, Head, Link, Page, crumbs
from generator.site.pages.sums import MoneyTable, agencies_table, money_table
from generator.site.templates.environment import render
from generator.summary.spending import Entries, by_agency, by_year


class DepartmentView(NamedTuple):
    """One department across years. `money` is None where there is one year only.

    Where there are too many reports a `digest` stands in place of the list; where too many projects, `projects` is None:
    they are on the pages of the agencies.
    """

    head: Head
    stats: tuple[Stat, ...]
    agencies: MoneyTable
    years: MoneyTable
    money: MoneyChart | None
    projects: Matrix | None
    reports: tuple[Listed, ...]
    tools: Tools | None
    digest: Digest | None


def department_pages(edition: Edition) -> Iterator[Page]:
    """Yield a page for every department that a published agency belongs to."""
    catalog = edition.catalog
    for slug, entries in departments_of(catalog).items():
        address, name = addresses.department(slug), catalog.department_name(slug) or slug
        years = by_year(entries)
        digest = _digest(edition, entries, address, name) if len(entries) > parts.LONGEST else None
        rows = listing(edition, entries, address) if digest is None else ()
        is_long = len(matrix.projects_of(catalog, entries)) > matrix.LONGEST
        agencies = [
            (Link(catalog.agency_name(agency), addresses.href(address, addresses.agency(agency))), members)
            for agency, members in by_agency(entries).items()
        ]
        view = DepartmentView(
            head=Head(
                name,
                crumbs(address, (counted("单位", 2), addresses.AGENCIES), (name, None)),
                (_("主管部门"), words_of(entries)),
            ),
            stats=stats_of(entries, sum(bool(edition.findings_of(entry)) for entry in entries)),
            agencies=agencies_table(
                _("单位"),
                counted("{count} 个单位的预算、执行与等级", len(agencies)),
                agencies,
                entries,
                addresses.href(address, addresses.AGENCIES),
            ),
            years=money_table(
                _("年度"),
                _("各年度的预算、执行与等级"),
                [(Link(_("{year} 年", year=year)), members) for year, members in years.items()],
                entries,
            ),
            money=years_chart(years),
            projects=None if is_long else matrix.matrix_of(edition, entries, address, _("各项目历年得分与等级")),
            reports=rows,
            tools=tools_of(rows),
            digest=digest,
        )
        yield Page(address, render("department", view))


def _digest(edition: Edition, entries: Entries, address: str, name: str) -> Digest:
    words = counted(
        "{count} 份报告，一页列不下。先列最常被问到的；每个单位的报告都在它自己的页上，见上面的“所属单位”。", len(entries)
    )
    return digest_of(edition, entries, address, {"department": name}, words)


def departments_of(catalog: Catalog) -> Mapping[str, Entries]:
    """Return the reports of every department that has a name in agencies.yaml, the newest first, in order of the slugs."""
    found: dict[str, list[Entry]] = {}
    for slug, entries in catalog.by_agency.items():
        agency = catalog.agency(slug)
        if agency is not None and agency.department in catalog.agencies.departments:
            found.setdefault(str(agency.department), []).extend(entries)
    return {
        slug: tuple(sorted(found[slug], key=lambda entry: (-entry.id.year, entry.id) if entry.id is not None else (0,)))
        for slug in sorted(found)
    }

"""Lists that are too long for a page: what is asked for first stands in their place, and ways without a script to every report."""

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from lxml import html

from generator.site import parts
from generator.site.pages import Edition, make_pages, matrix, sums
from generator.site.pages.page import Page
from tests.site.reading import article, words
from tests.site.small import AGENCIES, checked, record
from tests.site.test_years import DEPARTMENTS, cells, many, money

YEAR, AGENCY = "/2021/", "/2021/jia/"


@pytest.fixture(autouse=True)
def _short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "LONGEST", 3)
    monkeypatch.setattr(matrix, "LONGEST", 3)
    monkeypatch.setattr(sums, "LONGEST", 3)


def pages_of(root: Path, files: dict[str, str]) -> dict[str, html.HtmlElement]:
    found = checked(root, files)
    edition = Edition(found.publishable(), found.by_report(), found.pages)
    pages: list[Page] = list(make_pages(edition))
    assert len({page.address for page in pages}) == len(pages)
    return {page.address: article(page) for page in pages}


def titles(page: html.HtmlElement, anchor: str) -> list[str]:
    """Return the titles of the first table below a heading."""
    return [words(cell) for cell in page.xpath(f"//h3[@id='{anchor}']/following::table[1]/tbody/tr/th/a")]


def one_agency() -> dict[str, str]:
    budgets = {"ban": (30, 30), "bao": (10, 1), "che": (20, 10), "chu": (40, 40), "dao": (5, 5)}
    return {f"2021/jia/{slug}": record(slug.upper(), money(*amounts)) for slug, amounts in budgets.items()}


def resolved(address: str, href: str) -> str:
    path = href.partition("#")[0].partition("?")[0]
    steps = [step for step in address.split("/") if step]
    for step in path.split("/"):
        if step == "..":
            steps.pop()
        elif step not in ("", "."):
            steps.append(step)
    return "".join(f"/{step}" for step in steps) + "/"


def reached(pages: dict[str, html.HtmlElement], start: str = "/") -> set[str]:
    """Return every page that is reached from another by links alone."""
    found, left = {start}, [start]
    while left:
        address = left.pop()
        for href in pages[address].xpath("//a/@href[not(starts-with(., 'http'))]"):
            target = resolved(address, href)
            if target in pages and target not in found:
                found.add(target)
                left.append(target)
    return found


def test_an_agency_s_year_is_cut_by_letter_and_its_parts_are_the_whole(tmp_path: Path):
    pages = pages_of(tmp_path, one_agency())
    assert not pages[AGENCY].xpath("//table[@id='reports-table']")
    lines = cells(pages[AGENCY], "sums")
    assert [line[:4] for line in lines[1:]] == [
        ["B BAN – BAO", "2", "40", "31"],
        ["C CHE – CHU", "2", "60", "50"],
        ["D DAO", "1", "5", "5"],
        ["合计", "5", "105", "86"],
    ]
    listed = [words(link) for letter in "bcd" for link in pages[f"{AGENCY}parts/from-{letter}/"].xpath("//tbody/tr/th/a")]
    assert listed == ["BAN", "BAO", "CHE", "CHU", "DAO"]


def test_a_part_says_where_it_stands_and_leads_on_both_ways(tmp_path: Path):
    pages = pages_of(tmp_path, one_agency())
    page = pages[f"{AGENCY}parts/from-c/"]
    assert words(page.xpath("//nav[@class='turn']")[0]) == "B 第 3–4 份，共 5 份 D"
    assert page.xpath("//nav[@class='turn'][1]//a/@rel") == ["prev", "next"]
    assert page.xpath("//nav[@class='turn'][1]//a/@href") == ["../from-b/", "../from-d/"]
    assert words(page.xpath("//nav[@class='crumbs band']")[0]).endswith("2021 年 甲局 C")
    assert not pages[f"{AGENCY}parts/from-b/"].xpath("//a[@rel='prev']")
    assert not pages[f"{AGENCY}parts/from-d/"].xpath("//a[@rel='next']")


def test_a_part_that_is_still_too_long_is_cut_in_its_turn(tmp_path: Path):
    pages = pages_of(tmp_path, {f"2021/jia/ban-{number}": record(f"项目{number}") for number in range(5)} | one_agency())
    page = pages[f"{AGENCY}parts/from-b/"]
    assert [words(link) for link in page.xpath("//table//th/a")] == ["BAN", "BAO"]
    assert [words(link) for link in pages[f"{AGENCY}parts/from-ban/"].xpath("//table//th/a")] == ["BAN", "BAN-"]
    assert words(pages[f"{AGENCY}parts/only-ban/"].xpath("//nav[@class='turn']")[0]) == "第 1–1 份，共 10 份 BAN-0"
    assert words(page.xpath("//nav[@class='turn']")[0]) == "第 1–7 份，共 10 份 C"


def test_what_is_asked_for_first_stands_in_place_of_the_list(tmp_path: Path):
    page = pages_of(tmp_path, one_agency() | {"2021/yi/kong": record("空")})[YEAR]
    assert titles(page, "largest") == ["CHU", "BAN", "CHE", "BAO", "DAO"]
    assert titles(page, "slowest") == ["BAO", "CHE", "CHU", "BAN", "DAO"]
    assert "空" in titles(page, "lowest")
    assert [line[0] for line in cells(page, "sums")] == ["单位", "甲局", "乙局", "合计"]


def test_its_ways_to_the_search_name_the_filters_that_find_the_same_reports(tmp_path: Path):
    files = one_agency() | {"agencies.yaml": DEPARTMENTS} | {f"2021/bing/{slug}": record(slug) for slug in ("a", "b", "c", "d")}
    pages = pages_of(tmp_path, files)

    def asked(address: str) -> list[dict[str, list[str]]]:
        return [parse_qs(urlsplit(href).query) for href in pages[address].xpath("//a[contains(@href, 'search/?')]/@href")]

    assert {"year": ["2021"]} in asked(YEAR)
    assert {"year": ["2021"], "spent": ["under-80"]} in asked(YEAR)
    assert {"year": ["2021"], "order": ["rate-up"]} in asked(YEAR)
    assert {"year": ["2021"], "agency": ["甲局"], "order": ["amount"]} in asked(AGENCY)
    assert {"agency": ["甲局"], "order": ["score-up"]} in asked("/agencies/jia/")
    assert {"department": ["财政系统"], "order": ["score-up"]} in asked("/departments/caizheng/")


def test_every_report_and_project_is_reached_without_a_search(tmp_path: Path):
    files = {"agencies.yaml": DEPARTMENTS}
    for year in (2020, 2021):
        for agency in ("jia", "yi", "bing", "ding"):
            files |= {f"{year}/{agency}/{slug}": record(f"{agency}{slug}") for slug in ("a", "ab", "b", "ba", "bab")}
    pages = pages_of(tmp_path, files)
    of_the_frame = {"/about/", "/compare/", "/corrections/", "/data/", "/glossary/", "/years/"}
    assert pages.keys() - reached(pages) <= of_the_frame
    # Without the reports' own ways to their neighbours, too.
    lists = {address: page for address, page in pages.items() if address.count("/") < 4 or "parts" in address}
    projects = {address for address in pages if address.startswith("/projects/")}
    assert projects <= {resolved(at, href) for at, page in lists.items() for href in page.xpath("//a/@href")}


def test_projects_across_years_are_cut_by_letter_where_they_are_many(tmp_path: Path):
    files = one_agency() | {"2020/jia/bao": record("BAO"), "agencies.yaml": AGENCIES}
    pages = pages_of(tmp_path, files)
    page = pages["/agencies/jia/"]
    assert not page.xpath("//table[contains(@class, 'matrix')]")
    assert cells(pages["/agencies/jia/parts/from-b/"], "matrix") == [
        ["项目", "2020 年", "2021 年"],
        ["BAN", "—没有报告", "100，BAN，2021 年 优"],
        ["BAO", "100，BAO，2020 年 优", "100，BAO，2021 年 优"],
    ]
    assert words(pages["/agencies/jia/parts/from-b/"].xpath("//nav[@class='turn']")[0]) == "第 1–2 个项目，共 5 个 C"


def test_of_very_many_agencies_the_largest_stand_in_the_table_and_the_others_in_a_line_of_it(tmp_path: Path):
    lines = cells(pages_of(tmp_path, many(6))[YEAR], "sums")
    assert [line[:3] for line in lines[1:]] == [
        ["单位a06", "1", "60"],
        ["单位a05", "1", "50"],
        ["单位a04", "1", "40"],
        ["其余 3 个单位", "3", "60"],
        ["合计", "6", "210"],
    ]


def test_a_list_of_just_as_many_as_a_page_bears_is_a_list(tmp_path: Path):
    files = {name: text for name, text in one_agency().items() if "/b" in name or "/dao" in name}
    pages = pages_of(tmp_path, files)
    assert len(files) == 3
    assert len(pages[AGENCY].xpath("//table[contains(@class, 'reports')]/tbody/tr")) == 3
    assert not [address for address in pages if "parts" in address]

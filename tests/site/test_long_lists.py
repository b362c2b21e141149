"""Lists that are too long for a page: what is asked for first stands in their place, and ways without a script to every report."""

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from lxml import html

from generator.gate import release
from generator.pipeline import edition_of
from generator.site import parts
from generator.site.pages import Edition, agencies, corrections, make_pages, matrix, sums, withheld
from generator.site.pages.agencies import agency_pages
from generator.site.pages.page import Page
from generator.site.pages.years import agency_year_pages, year_pages
from tests.site.reading import article, words
from tests.site.small import AGENCIES, checked, record
from tests.site.test_years import DEPARTMENTS, cells, many, money

YEAR, AGENCY = "/2021/", "/2021/jia/"


@pytest.fixture(autouse=True)
def _short(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if "as_they_are" in request.fixturenames:
        return
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
        ["项目名称", "2020 年", "2021 年"],
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


def test_of_very_many_agencies_the_page_shows_those_with_most_reports_and_the_letters(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(agencies, "LONGEST", 4)
    monkeypatch.setattr(agencies, "_MANY", 2)
    pages = pages_of(tmp_path, many(12) | {"2021/a07/y": record("又一个")})
    page = pages["/agencies/"]
    assert [words(link) for link in page.xpath("//li[@class='tile']/a")] == ["单位a07", "单位a01"]
    assert [line[:2] for line in cells(page, "sums")[1:]] == [
        ["A0 单位a01 – 单位a09", "10"],
        ["A1 单位a10 – 单位a12", "3"],
        ["合计", "13"],
    ]
    part = pages["/agencies/parts/from-a1/"]
    assert [words(link) for link in part.xpath("//li[@class='tile']/a")] == ["单位a10", "单位a11", "单位a12"]
    assert part.xpath("//li[@class='tile']/a/@href")[0] == "../../a10/"
    assert "第 10–12 个单位，共 12 个" in words(part)
    assert {f"/agencies/a{number:02}/" for number in range(1, 13)} <= reached(pages, "/agencies/")


def revised(*days: str | None) -> str:
    made = ", ".join(f"{{{'' if day is None else f'date: {day}, '}reason: 改于{day}}}" for day in days)
    return f"revisions: [{made}]\n"


def test_of_many_corrections_the_newest_are_shown_and_all_of_them_by_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(corrections, "LONGEST", 3)
    monkeypatch.setattr(corrections, "NEWEST", 2)
    files = {
        "2021/jia/a": record("甲", revised("2023-05-17", "2023-05-02", "2022-01-01", None)),
        "2021/jia/b": record("乙", revised("2023-05-17", "2023-04-30", "2023-05-09")),
    }
    pages = pages_of(tmp_path, files)

    def told(address: str) -> list[str]:
        return [words(reason).removeprefix("更正原因改于") for reason in pages[address].xpath("//section/p[2]")]

    def times(address: str) -> list[str]:
        return [words(time) for time in pages[address].xpath("//dl[@class='facts']/dt")]

    assert told("/corrections/") == ["2023-05-17"] * 2
    assert times("/corrections/") == ["2023 年", "2022 年", "日期未载"]
    assert (told("/corrections/2023/"), times("/corrections/2023/")) == ([], ["2023 年 5 月", "2023 年 4 月"])
    assert times("/corrections/2023-05/") == ["2023-05-17", "2023-05-09", "2023-05-02"]
    assert told("/corrections/2023-04/") == ["2023-04-30"]
    assert told("/corrections/undated/") == ["None"]
    turn = pages["/corrections/2023-04/"].xpath("//nav[@class='turn']")[0]
    assert words(turn) == "2023-05-02 第 5–5 项，共 7 项 2022 年"
    assert {address for address in pages if "corrections" in address} == reached(pages, "/corrections/") - {
        address for address in pages if "corrections" not in address
    }


def test_of_many_withheld_reports_there_is_a_page_for_each_year_and_only_a_way_there_beside_a_list(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(withheld, "LONGEST", 3)
    monkeypatch.setattr(withheld, "BESIDE", 1)
    closed = "withheld: {basis: 《条例》第十五条, reason: 涉及商业秘密, by: 示例局}\n"
    stubs = {f"{year}/jia/{slug}": record(slug, closed) for year in (2020, 2021) for slug in ("a", "b")}
    found = checked(tmp_path, stubs | {"2021/jia/c": record("丙")})
    pages = {page.address: article(page) for page in make_pages(edition_of(found, release(found, None)))}
    assert [words(group) for group in pages["/withheld/"].xpath("//dl/*")] == ["2021", "2 份报告", "2020", "2 份报告"]
    assert [words(cell) for cell in pages["/withheld/2020/"].xpath("//tbody//th")] == ["a", "b"]
    beside = pages["/2021/jia/"].xpath("//h2[@id='withheld']/following-sibling::p")
    assert [words(line) for line in beside[:2]] == [
        "另有 2 份依法不予公开，只列单位和依据，名称可以公开的列出名称。",
        "不予公开的报告",
    ]
    assert not pages["/2021/jia/"].xpath("//table[contains(@class, 'withheld')]")


@pytest.fixture
def as_they_are() -> None:
    """Leave the bounds as they are."""


@pytest.mark.usefixtures("as_they_are")
def test_no_page_of_a_list_of_real_size_is_larger_than_a_megabyte(tmp_path: Path):
    longest = parts.LONGEST
    budget = money(1234567, 1234566)
    names = [
        f"2021/jia/{letter}-{number:04}" for letter, count in (("a", longest), ("b", longest // 2)) for number in range(count)
    ]
    found = checked(tmp_path, {name: record("一个项目的名称通常有这么长，有时还要更长一些", budget) for name in names})
    edition = Edition(found.publishable(), found.by_report(), found.pages)
    lists = {page.address: page.markdown for make in (year_pages, agency_year_pages, agency_pages) for page in make(edition)}
    matrices = [address for address in lists if address.startswith("/agencies/jia/parts/")]
    assert len(matrices) == 2 + 10, "those from a are cut once more, by the figure in which they differ"
    assert lists["/2021/jia/parts/from-a/"].count("<tr") == 1 + longest
    assert max(len(page.encode()) for page in lists.values()) < 1_000_000

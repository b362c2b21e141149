"""What the search finds among 2,000 records, held against what a plain reading of the records says it should."""

import random
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from generator.catalog import Catalog, Entry
from generator.demo import write_demo
from generator.exports.columns import search_files
from generator.reports import check_reports
from tests.browser.conftest import watched
from tests.conftest import REPOSITORY, serve_folder

pytestmark = pytest.mark.browser

RECORDS = 2_000
QUERIES = 200
WORKER = REPOSITORY / "site_templates/theme/assets/javascripts/search-worker.js"
ASK = """async (query) => {
  window.finder ??= new Worker("search-worker.js");
  const answer = new Promise((resolve) => { window.finder.onmessage = ({ data }) => resolve(data); });
  window.finder.postMessage({ id: 1, base: location.href, query, chosen: {}, order: "", limit: 1e9 });
  const { failed, hits } = await answer;
  if (failed) throw new Error(failed);
  return hits.map((hit) => hit.address);
}"""


@dataclass(frozen=True)
class Query:
    kind: str
    words: str
    expected: frozenset[str]
    """Addresses of all reports that should be found."""
    wanted: str
    """The report the query was drawn from."""


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    root = tmp_path_factory.mktemp("demo")
    write_demo(root, years=range(2020, 2024), seed=7, records=RECORDS)
    checked = check_reports((), root=root, cwd=root)
    assert len(checked.catalog.entries) == RECORDS
    return checked.publishable()


@pytest.fixture(scope="module")
def finder(chromium: Browser, catalog: Catalog, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    folder = tmp_path_factory.mktemp("finder")
    for file in search_files(catalog, {}):
        (folder / file.path).parent.mkdir(exist_ok=True)
        (folder / file.path).write_bytes(file.content)
    shutil.copy(WORKER, folder)
    (folder / "index.html").write_text("<!doctype html><title>finder</title>", encoding="utf-8")
    server = serve_folder(folder)
    address = next(server)
    with watched(chromium, address) as seen:
        seen.page.goto(address + "/")
        yield seen.page
    server.close()


def address_of(entry: Entry) -> str:
    return f"{entry.id}/"


def texts(entry: Entry, catalog: Catalog) -> list[str]:
    assert entry.id is not None
    agency = catalog.agency(entry.id.agency)
    assert agency is not None
    names = [agency.name, *agency.aliases, *(former.name for former in agency.former), "".join(agency.region)]
    names += [catalog.department_name(agency.department) or "", entry.report.code or ""]
    return [entry.report.title, *names, *(row.name or "" for row in entry.evaluation.rows)]


def holds(entry: Entry, catalog: Catalog, words: str) -> bool:
    return any(words.lower() in text.lower() for text in texts(entry, catalog))


def queries(catalog: Catalog) -> list[Query]:
    dice = random.Random(11)
    found: list[Query] = []
    for number in range(QUERIES):
        entry = dice.choice(catalog.entries)
        assert entry.id is not None
        kind = ("title", "agency", "indicator", "number", "fragment")[number % 5]
        if kind == "number" and entry.evaluation.score is not None:
            score = entry.evaluation.score
            words = f"{score:f}".rstrip("0").rstrip(".") if "." in f"{score:f}" else f"{score:f}"
            expected = {address_of(e) for e in catalog.entries if has_number(e, Decimal(words)) or holds(e, catalog, words)}
        else:
            words = {
                "title": entry.report.title.removesuffix("（演示）"),
                "agency": catalog.agency_name(entry.id.agency),
                "indicator": dice.choice([row.name for row in entry.evaluation.indicators if row.name]),
            }.get(kind) or piece(dice, entry.report.title)
            expected = {address_of(e) for e in catalog.entries if holds(e, catalog, words)}
        found.append(Query(kind, words, frozenset(expected), address_of(entry)))
    return found


def has_number(entry: Entry, number: Decimal) -> bool:
    """A bare number may be a score (ours or the stated one), an amount in yuan or in 万元, or a year."""
    money = entry.evaluation.money
    amount = money.of("adjusted") if money is not None else None
    unit = {"元": Decimal(1), "万元": Decimal(10_000)}[money.unit] if money is not None else Decimal(1)
    yuan = {amount * unit, amount * unit / 10_000} if amount is not None else set()
    return number in {entry.evaluation.score, entry.report.stated.score, Decimal(entry.year or 0), *yuan}


def piece(dice: random.Random, title: str) -> str:
    start = dice.randrange(0, max(1, len(title) - 6))
    return title[start : start + dice.randrange(2, 6)]


def test_the_search_finds_what_the_records_hold_and_nothing_else(finder: Page, catalog: Catalog) -> None:
    hits = wanted = given = 0
    missed_rank: list[Any] = []
    asked = queries(catalog)
    for query in asked:
        answer: list[str] = finder.evaluate(ASK, query.words)
        right = query.expected & set(answer)
        hits, wanted, given = hits + len(right), wanted + len(query.expected), given + len(answer)
        if query.kind == "title" and query.wanted not in answer[: max(3, equals(catalog, query))]:
            missed_rank.append(query)
    recall, precision = hits / wanted, hits / given
    assert recall >= 0.99, f"recall {recall:.2%}"
    assert precision >= 0.97, f"precision {precision:.2%}"
    assert missed_rank == []


def equals(catalog: Catalog, query: Query) -> int:
    """How many reports answer as well as the right one: the same title in other years and agencies."""
    return sum(query.words.lower() in entry.report.title.lower() for entry in catalog.entries)


@pytest.mark.parametrize("written", ["示例市", "  示例市  ", "「示例市」", "示例市 通信", "通信　示例市"])
def test_words_are_read_as_people_write_them(finder: Page, catalog: Catalog, written: str) -> None:
    words = [word.strip("「」") for word in written.split()]
    expected = {address_of(e) for e in catalog.entries if all(holds(e, catalog, word) for word in words)}
    assert set(finder.evaluate(ASK, written)) == expected != set()


@pytest.mark.parametrize("written", ["１００分", "100 分".replace(" ", ""), "100.00", "１００"])
def test_numbers_are_read_as_numbers(finder: Page, catalog: Catalog, written: str) -> None:
    full = {address_of(e) for e in catalog.entries if Decimal(100) in (e.evaluation.score, e.report.stated.score)}
    assert full <= set(finder.evaluate(ASK, written))


def test_nothing_is_found_for_words_nobody_wrote(finder: Page) -> None:
    for words in ("木星", "<img src=x onerror=alert(1)>", "{{7*7}}", "\\", "a" * 10_000):
        assert finder.evaluate(ASK, words) == []

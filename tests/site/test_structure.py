"""The finished pages as a screen reader walks through them: headings in order, tables that are whole, references that lead somewhere."""

import json
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import html

REFERENCES = (
    "for",
    "aria-labelledby",
    "aria-describedby",
    "aria-controls",
    "aria-owns",
    "aria-details",
    "headers",
    "list",
    "form",
)


@cache
def read(page: Path) -> html.HtmlElement:
    return html.parse(str(page), html.HTMLParser(encoding="utf-8")).getroot()


@pytest.fixture
def pages(example: Path) -> dict[str, html.HtmlElement]:
    found = {page.relative_to(example / "site").as_posix(): read(page) for page in sorted((example / "site").rglob("*.html"))}
    assert len(found) > 90
    return found


def widths(table: html.HtmlElement) -> Iterator[int]:
    """Yield how many cells wide each row is, cells that reach down from rows above it among them."""
    for group in table.xpath("thead | tbody | tfoot | self::table[tr]"):
        reaching: dict[int, int] = {}  # column → rows it still covers
        for row in group.xpath("tr"):
            column = 0
            for cell in row.xpath("th | td"):
                while reaching.get(column):
                    column += 1
                for _ in range(int(cell.get("colspan", "1"))):
                    assert not reaching.get(column), "two cells in one place"
                    reaching[column] = int(cell.get("rowspan", "1"))
                    column += 1
            yield sum(rows > 0 for rows in reaching.values())
            reaching = {column: rows - 1 for column, rows in reaching.items() if rows > 1}
        assert not reaching, "a cell reaches below its group of rows"


def test_headings_begin_with_one_and_skip_no_level(pages: dict[str, html.HtmlElement]) -> None:
    for name, page in pages.items():
        levels = [int(heading.tag[1]) for heading in page.xpath("//h1 | //h2 | //h3 | //h4 | //h5 | //h6")]
        assert levels.count(1) == 1, name
        assert levels[0] == 1, name
        assert all(after <= before + 1 for before, after in pairwise(levels)), (name, levels)


def test_every_heading_says_something(pages: dict[str, html.HtmlElement]) -> None:
    for name, page in pages.items():
        for heading in page.xpath("//h1 | //h2 | //h3 | //h4 | //caption | //legend | //summary | //dt"):
            assert heading.text_content().strip(), (name, heading.tag, heading.sourceline)


def test_every_row_of_a_table_has_as_many_cells(pages: dict[str, html.HtmlElement]) -> None:
    seen = 0
    for name, page in pages.items():
        for table in page.xpath("//table"):
            found = set(widths(table))
            assert len(found) <= 1, (name, table.xpath("string(caption)"), found)
            seen += 1
    assert seen > 100


def test_ids_are_unique_and_whatever_names_one_finds_it(pages: dict[str, html.HtmlElement]) -> None:
    for name, page in pages.items():
        ids = page.xpath("//@id")
        assert len(ids) == len(set(ids)), name
        for attribute in REFERENCES:
            for value in page.xpath(f"//@{attribute}"):
                assert set(value.split()) <= set(ids), (name, attribute, value)


def test_every_control_link_and_landmark_has_a_name(pages: dict[str, html.HtmlElement]) -> None:
    for name, page in pages.items():
        for control in page.xpath("//button[not(@hidden)] | //input[not(@type='hidden')] | //select | //textarea | //a[@href]"):
            labelled = control.get("aria-label") or control.xpath("ancestor::label") or control.text_content().strip()
            if not labelled and control.get("id"):
                labelled = page.xpath(f"//label[@for='{control.get('id')}']")
            assert labelled, (name, control.tag, control.sourceline)
        names = [landmark.get("aria-label") or landmark.get("aria-labelledby") for landmark in page.xpath("//nav")]
        assert all(names), name
        assert len(names) == len(set(names)), (name, names)
        assert len(page.xpath("//main")) == 1, name
        for region in page.xpath("//*[@role='region']"):
            assert region.get("aria-label") or region.get("aria-labelledby"), (name, region.sourceline)


def test_every_picture_is_named_or_left_out(pages: dict[str, html.HtmlElement]) -> None:
    for name, page in pages.items():
        for picture in page.xpath("//svg[not(ancestor::svg)]"):
            hidden = picture.get("aria-hidden") == "true" or picture.xpath("ancestor::*[@aria-hidden='true']")
            named = picture.get("role") == "img" and (picture.get("aria-label") or picture.get("aria-labelledby"))
            assert bool(hidden) != bool(named), (name, picture.sourceline)
        assert not page.xpath("//img[not(@alt)]"), name


def test_every_page_describes_itself_once(pages: dict[str, html.HtmlElement]) -> None:
    for name, page in pages.items():
        assert len(page.xpath("/html/head/title")) == 1, name
        if name != "404.html":
            [description] = page.xpath("/html/head/meta[@name='description']/@content")
            assert 5 < len(description) <= 160, (name, description)
        for block in page.xpath("//script[@type='application/ld+json']"):
            assert json.loads(block.text)["@graph"], name
        policy = page.xpath("/html/head/*[1]/@http-equiv")
        assert policy == ["Content-Security-Policy"], name

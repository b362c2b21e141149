"""The search page says where reports are listed that no search finds."""

from pathlib import Path

import pytest

from generator.gate import release
from generator.pipeline import edition_of
from generator.site.pages.search import search_pages
from tests.site.reading import article
from tests.site.small import ROWS, checked, record

CLOSED = f"title: 乙\nwithheld: {{basis: 《条例》第十五条, reason: 涉及商业秘密, by: 示例局}}\n{ROWS}"
EXPECTED = "- {agency: jia, project: a, title: 甲}\n"


@pytest.mark.parametrize(
    ("more", "links"),
    [
        ({}, []),
        ({"2021/jia/b": CLOSED}, ["../withheld/"]),
        ({"expected/2021.yaml": EXPECTED}, ["../coverage/"]),
        ({"2021/jia/b": CLOSED, "expected/2021.yaml": EXPECTED}, ["../withheld/", "../coverage/"]),
    ],
)
def test_who_finds_nothing_is_led_to_what_is_withheld_and_what_is_missing(tmp_path: Path, more: dict[str, str], links: list[str]):
    found = checked(tmp_path, {"2021/jia/a": record("甲")} | more)
    [page] = search_pages(edition_of(found, release(found, None)))
    tree = article(page)
    assert tree.xpath("//section[contains(@class, 'nothing')]//a/@href") == links
    assert tree.xpath("//ul[@class='chips']//a/@href")[3:] == links

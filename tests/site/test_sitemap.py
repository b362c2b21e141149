"""The sitemap lists absolute addresses with the days of the records, and never today."""

from datetime import date
from pathlib import Path

import pytest
from lxml import etree

from generator.site import sitemap
from generator.site.sitemap import write_sitemap

PAGES = [("/", None), ("/2021/", date(2022, 3, 1)), ("/报告/a&b/", None)]


def locations(path: Path) -> list[str]:
    return [str(element.text) for element in etree.parse(str(path)).iter("{*}loc")]


def test_each_page_is_listed_with_its_day(tmp_path: Path) -> None:
    write_sitemap(tmp_path, "https://example.org/x/", PAGES)
    assert (tmp_path / "sitemap.xml").read_text(encoding="utf-8") == (
        '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        "<url><loc>https://example.org/x/</loc></url>\n"
        "<url><loc>https://example.org/x/2021/</loc><lastmod>2022-03-01</lastmod></url>\n"
        "<url><loc>https://example.org/x/%E6%8A%A5%E5%91%8A/a%26b/</loc></url>\n"
        "</urlset>\n"
    )


def test_without_an_address_there_is_no_sitemap_and_an_old_one_goes(tmp_path: Path) -> None:
    for name in ("sitemap.xml", "sitemap.xml.gz", "sitemap-1.xml"):
        (tmp_path / name).touch()
    write_sitemap(tmp_path, None, PAGES)
    assert list(tmp_path.iterdir()) == []


def test_a_site_beyond_the_limit_has_several(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemap, "LIMIT", 2)
    write_sitemap(tmp_path, "https://example.org", PAGES)
    assert locations(tmp_path / "sitemap.xml") == ["https://example.org/sitemap-1.xml", "https://example.org/sitemap-2.xml"]
    assert [len(locations(tmp_path / f"sitemap-{number}.xml")) for number in (1, 2)] == [2, 1]

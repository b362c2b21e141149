"""Atom feeds: valid, absolute in their ids, dated by the records, and the same bytes every time."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from lxml import etree

from generator.catalog import Catalog
from generator.exports.feeds import CORRECTIONS, NEWEST, PUBLICATIONS, feed_files
from generator.model.site import Agencies, Site
from generator.review.reports import Checked
from tests.site.small import SITE, checked, record

NS = {"a": "http://www.w3.org/2005/Atom"}
URL = "https://example.gov.cn/jixiao"
HOSTILE = "'</title><script>alert(1)</script> & ]]> &amp; \"x\" ''y'''"
REVISED = "revisions: [{date: 2023-02-03, reason: 甲, changes: [{field: stated.score, from: 73.3, to: }]}, {reason: 乙}]\n"
FILES = {
    "site.yaml": SITE + f"url: {URL}/\npublisher: {{name: 财政局}}\n",
    "2021/jia/a": record("警务通", "stated: {score: 74.3}\n" + REVISED),
    "2021/jia/b": record("雪亮工程", "disclosure: {published: 2022-03-04}\n"),
    "2022/yi/a": record(HOSTILE, "evaluated: 2022-12-30\n"),
}


def feeds_of(found: Checked) -> dict[str, bytes]:
    return {file.path: file.content for file in feed_files(found.publishable(), {})}


@pytest.fixture
def feeds(tmp_path: Path) -> dict[str, bytes]:
    return feeds_of(checked(tmp_path, FILES))


def texts(content: bytes, path: str) -> list[str]:
    return etree.fromstring(content).xpath(path, namespaces=NS)


def test_a_feed_has_what_the_standard_asks_for(feeds: dict[str, bytes]):
    assert set(feeds) == {PUBLICATIONS, CORRECTIONS}
    for path, content in feeds.items():
        assert content.startswith(b'<?xml version="1.0" encoding="UTF-8"?>\n<feed ')
        tree = etree.fromstring(content)
        assert tree.tag == "{http://www.w3.org/2005/Atom}feed"
        assert [len(tree.findall(f"a:{tag}", NS)) for tag in ("id", "title", "updated", "author")] == [1, 1, 1, 1]
        assert texts(content, "/a:feed/a:id/text()") == texts(content, "/a:feed/a:link[@rel='self']/@href") == [f"{URL}/{path}"]
        for entry in tree.findall("a:entry", NS):
            assert [len(entry.findall(f"a:{tag}", NS)) for tag in ("id", "title", "updated", "author", "summary")] == [1] * 5
        moments = texts(content, "//a:updated/text() | //a:published/text()")
        assert all(len(moment) == 25 and moment.endswith("T00:00:00+08:00") for moment in moments)
        assert texts(content, "/a:feed/a:updated/text()")[0] == max(texts(content, "//a:entry/a:updated/text()"))


def test_publications_come_newest_first_and_are_dated_by_what_the_records_say(feeds: dict[str, bytes]):
    content = feeds[PUBLICATIONS]
    assert texts(content, "//a:entry/a:id/text()") == [f"{URL}/2022/yi/a/", f"{URL}/2021/jia/b/", f"{URL}/2021/jia/a/"]
    assert [moment[:10] for moment in texts(content, "//a:entry/a:updated/text()")] == ["2022-12-30", "2022-03-04", "2023-02-03"]
    assert [moment[:10] for moment in texts(content, "//a:entry/a:published/text()")] == ["2022-03-04"]
    assert texts(content, "//a:entry[3]/a:summary/text()") == ["甲局 2021 年度项目支出绩效自评，得分 100，等级 优。"]
    assert texts(content, "//a:entry/a:author/a:name/text()") == ["乙局", "甲局", "甲局"]


def test_corrections_tell_reason_field_before_and_after_and_lead_to_the_report(feeds: dict[str, bytes]):
    content = feeds[CORRECTIONS]
    assert texts(content, "//a:entry/a:id/text()") == [f"{URL}/2021/jia/a/#revision-1", f"{URL}/2021/jia/a/#revision-2"]
    assert texts(content, "//a:entry/a:link/@href") == [f"{URL}/2021/jia/a/#revisions"] * 2
    assert [moment[:10] for moment in texts(content, "//a:entry/a:updated/text()")] == ["2023-02-03", "2021-12-31"]
    assert texts(content, "//a:entry[1]/a:summary/text()") == [
        "更正原因：甲\n报告所印的总分与等级 › 总得分（总分）：73.3 → （空白）"
    ]


def test_text_of_a_record_stays_text(feeds: dict[str, bytes]):
    [title] = texts(feeds[PUBLICATIONS], "//a:entry[1]/a:title/text()")
    assert title == "</title><script>alert(1)</script> & ]]> &amp; \"x\" 'y'"
    assert not etree.fromstring(feeds[PUBLICATIONS]).xpath("//*[local-name()='script']")


def test_without_an_address_ids_are_still_absolute_and_links_lead_from_the_feed(tmp_path: Path):
    feeds = feeds_of(checked(tmp_path, FILES | {"site.yaml": SITE}))
    ids = [id for content in feeds.values() for id in texts(content, "//a:id/text()")]
    assert all(id.startswith("urn:gongkai:") for id in ids)
    assert len(set(ids)) == len(ids) == 7
    assert "urn:gongkai:2021/jia/a" in ids
    assert "urn:gongkai:2021/jia/a:revision-1" in ids
    assert texts(feeds[PUBLICATIONS], "//a:entry/a:link/@href")[0] == "../2022/yi/a/"
    assert not texts(feeds[PUBLICATIONS], "//a:link[@rel='self']")


def test_a_feed_without_entries_is_whole_and_dated_by_the_newest_record(tmp_path: Path):
    content = feeds_of(checked(tmp_path, {"2021/jia/a": record("甲")}))[CORRECTIONS]
    assert not texts(content, "//a:entry")
    assert texts(content, "//a:updated/text()") == ["2021-12-31T00:00:00+08:00"]


def test_what_xml_can_not_hold_is_replaced_and_a_site_without_reports_has_feeds_too():
    catalog = Catalog.of(Site(title="甲\x0b\ufffe乙"), Agencies(), {}, ())
    for file in feed_files(catalog, {}):
        [title] = texts(file.content, "/a:feed/a:title/text()")
        assert title.startswith("甲 \N{REPLACEMENT CHARACTER}乙：")
        assert b"\n  <title>" in file.content  # a line a part: it can be read, and compared by line


def test_only_the_newest_are_in_a_feed(tmp_path: Path):
    day = date(2022, 1, 1)
    days = [day + timedelta(days=number) for number in range(NEWEST + 5)]
    files = {f"2021/jia/p{n}": record("甲", f"disclosure: {{published: {day}}}\n") for n, day in enumerate(days)}
    content = feeds_of(checked(tmp_path, files))[PUBLICATIONS]
    assert [text[:10] for text in texts(content, "//a:entry/a:published/text()")] == [
        str(day) for day in days[: -NEWEST - 1 : -1]
    ]


def test_the_same_records_give_the_same_bytes(feeds: dict[str, bytes], tmp_path: Path):
    files = dict(reversed(FILES.items()))
    assert feeds_of(checked(tmp_path / "elsewhere", files)) == feeds

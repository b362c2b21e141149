"""Addresses: what may stand in a link, and what may be a site's own."""

import pytest
from model.validating import RECORD, faults, valid

from generator.model.site import Site

LINKS = (
    "http://e.org:8080/a?b=c&d=绩效#第一",
    "https://中国政府网.政务/",
    "https://曲沃县.中国/公告/1.htm?id=%E7%BB%A9",
    "http://[2001:db8::1]:80/",
    "https://e.org.",
    "mailto:ban.gong+shi@example.gov.cn",
)
NO_LINKS = (
    "http://e.org:abc/",
    "http://e.org:/",
    "http://e.org:0/",
    "http://e.org:65536/",
    "http://./",
    "http://.../",
    "http://e..org/",
    "http://[::1]evil.com/",
    "http://[1::2::3]/",
    "https://gov.cn@evil.com/",
    "https://gov.cn:x@evil.com/",
    "https://gov.cn\\\\@evil.com/",
    "https://e.org/%00",
    "https://e.org/%0d%0Aa",
    "mailto:a@e.org?subject=x",
    "mailto:a",
    "mailto:a@..",
    "https://e.org/" + "a" * 2_000,
    "http://a" + "\u0315" * 30_000 + "\u0300" * 30_000 + "/",
)
SITES = ("https://e.org", "http://localhost:8000/", "https://www.example.gov.cn/jixiao/2021_a-b/", "https://曲沃县.中国/a")
NO_SITES = (
    "mailto:a@e.org",
    "https://e.org/?a",
    "https://e.org/?",
    "https://e.org/#a",
    "https://u@e.org/",
    'https://e.org/\\"a',
    "https://e.org/'a",
    "https://e.org//a",
    "https://e.org/../a",
    "https://e.org/绩效/",
)


@pytest.mark.parametrize("url", LINKS)
def test_a_link_may_name_ports_queries_fragments_and_chinese_hosts(url: str):
    assert valid(RECORD + f'source: {{url: "{url}"}}\n').source.url == url


@pytest.mark.parametrize("url", NO_LINKS, ids=lambda url: url[:24])
def test_a_link_that_misleads_or_leads_nowhere_is_refused(url: str):
    assert faults(RECORD + f'source: {{url: "{url}"}}\n') == [("schema-link", 4, 15)]


@pytest.mark.parametrize("url", SITES)
def test_a_site_has_a_host_and_perhaps_folders(url: str):
    assert valid(f'title: 示例\nurl: "{url}"\n', Site).url == url


@pytest.mark.parametrize("url", [*NO_SITES, *NO_LINKS], ids=lambda url: url[:24])
def test_nothing_else_can_be_a_sites_address(url: str):
    assert faults(f'title: 示例\nurl: "{url}"\n', Site) == [("schema-site-address", 2, 6)]

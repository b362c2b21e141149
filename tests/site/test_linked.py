"""What pages say to machines: true, whole where it can be, and inert whatever a record says."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from lxml import html

from generator.review.reports import check_reports
from generator.site import addresses
from generator.site.linked import breadcrumbs, json_ld
from generator.site.pages import Edition, make_pages
from generator.site.pages.page import Head, crumbs
from generator.site.rendering.markdown import render as render_markdown
from generator.source import to_yaml
from tests.conftest import copy_site

HOSTILE = "</script><script>alert(1)</script><!-- <b> & &lt; \u2028\u2029\x7f\x85 \\ \" ' {{7*7}} # * `_` [x](y) ]]>"
URL = "https://example.org/a/"
REPORT = "/2021/quwo-gonganju/jingwutong/"


def things(markdown: str) -> dict[str, Any]:
    """Return what a page says, by type, read as a search engine would."""
    body = render_markdown(markdown.split("\n---\n", 1)[1], lambda target: target).html
    [element] = html.fragment_fromstring(body, create_parent="article").xpath("//script")
    assert element.get("type") == "application/ld+json"
    said = json.loads(element.text)
    assert said["@context"] == "https://schema.org"
    return {thing["@type"]: thing for thing in said["@graph"]}


def pages_of(root: Path, settings: dict[str, object], record: dict[str, object] | None = None) -> dict[str, str]:
    copy_site(root)
    site = root / "content/site.yaml"
    site.write_text(
        yaml.safe_dump(yaml.safe_load(site.read_text(encoding="utf-8")) | settings, allow_unicode=True), encoding="utf-8"
    )
    if record:
        file = root / f"content/reports{REPORT.rstrip('/')}.yaml"
        kept = [line for line in file.read_text(encoding="utf-8").splitlines() if line.split(":")[0] not in record]
        file.write_text("\n".join(kept) + "\n" + to_yaml(record), encoding="utf-8")
    checked = check_reports((), root=root, cwd=root)
    assert not checked.left_out, [finding.message("en") for finding in checked.findings if finding.severity == "error"]
    return {page.address: page.markdown for page in make_pages(Edition(checked.publishable()))}


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    record = {
        "disclosure": {"published": "2022-03-04"},
        "revisions": [{"date": "2023-05-06", "reason": "更正"}, {"date": "2022-07-08", "reason": "更正"}],
    }
    return pages_of(tmp_path_factory.mktemp("linked"), {"url": URL, "publisher": {"name": "财政局"}}, record)


def test_every_page_but_the_front_page_says_its_way_up_as_it_shows_it(pages: dict[str, str]) -> None:
    for address, markdown in pages.items():
        if address == addresses.HOME:
            continue
        steps = things(markdown)["BreadcrumbList"]["itemListElement"]
        body = render_markdown(markdown.split("\n---\n", 1)[1], lambda target: target).html
        shown = html.fragment_fromstring(body, create_parent="article").xpath("//nav[@class='crumbs band']//li")
        assert [step["name"] for step in steps] == [step.text_content() for step in shown], address
        assert [step["position"] for step in steps] == list(range(1, len(steps) + 1))
        assert steps[0]["item"] == URL
        assert all(step["item"] == URL or step["item"].removeprefix(URL[:-1]) in pages for step in steps), address


def test_a_report_says_what_it_is_and_dates_that_are_stated(pages: dict[str, str]) -> None:
    report = things(pages[REPORT])["Report"]
    assert report["name"] == "警务通通信服务项目"
    assert report["url"] == f"{URL}2021/quwo-gonganju/jingwutong/"
    assert report["author"] == {"@type": "GovernmentOrganization", "name": "曲沃县公安局"}
    assert (report["datePublished"], report["dateModified"]) == ("2022-03-04", "2023-05-06")
    assert report["encoding"]["contentUrl"] == f"{URL}2021/quwo-gonganju/jingwutong/report.json"
    assert report["inLanguage"] == "zh-CN"
    assert report["isPartOf"] == {"@type": "WebSite", "name": "绩效自评公开示例", "url": URL}
    assert report["publisher"]["name"] == "财政局"


def test_a_date_that_no_record_states_is_not_made_up(pages: dict[str, str], repository: Path) -> None:
    undated = 0
    for address, markdown in pages.items():
        if "Report" in (said := things(markdown)) and address != REPORT:
            record = (repository / f"content/reports{address.rstrip('/')}.yaml").read_text(encoding="utf-8")
            dates = {value for name, value in said["Report"].items() if name.startswith("date")}
            assert all(date in record for date in dates), address
            undated += not dates
    assert undated > 2


def test_data_is_a_dataset_with_its_downloads(pages: dict[str, str]) -> None:
    for address, names in ((addresses.DATA, ("reports", "indicators")), ("/2021/", ("reports-2021", "indicators-2021"))):
        dataset = things(pages[address])["Dataset"]
        assert [(file["@type"], file["contentUrl"], file["encodingFormat"]) for file in dataset["distribution"]] == [
            ("DataDownload", f"{URL}data/{name}.csv", "text/csv") for name in names
        ]
    assert things(pages[addresses.DATA])["Dataset"]["temporalCoverage"] == "2018/2023"
    assert things(pages["/2021/"])["Dataset"]["temporalCoverage"] == "2021"


def test_the_front_page_tells_how_to_search(pages: dict[str, str]) -> None:
    site = things(pages[addresses.HOME])["WebSite"]
    assert site["potentialAction"]["target"]["urlTemplate"] == f"{URL}search/?q={{search_term_string}}"
    assert site["url"] == URL


def test_a_site_that_does_not_know_its_address_gives_none(tmp_path: Path) -> None:
    for address, markdown in pages_of(tmp_path, {"url": None}).items():
        said = things(markdown)
        text = json.dumps([thing for kind, thing in said.items() if kind != "Report"])
        assert not re.search(r'"(item|url|@id|contentUrl|urlTemplate|distribution|encoding|potentialAction)"', text), address
        if "Report" in said:  # which may name the address it was copied from
            assert not {"url", "@id", "encoding"} & said["Report"].keys()


def test_the_address_of_the_site_is_known_to_its_pages_only_while_they_are_made(tmp_path: Path) -> None:
    copy_site(tmp_path)
    site = tmp_path / "content/site.yaml"
    site.write_text(site.read_text(encoding="utf-8").replace("url: null", f"url: {URL}"), encoding="utf-8")
    made = make_pages(Edition(check_reports((), root=tmp_path, cwd=tmp_path).publishable()))
    assert f'"url":"{URL}"' in next(made).markdown
    assert addresses.whole("/") is None


def test_what_a_record_says_can_t_leave_the_block() -> None:
    text = json_ld([{"@type": "Report", "name": HOSTILE}])
    assert not re.search("[<>&\u2028\u2029\x7f\x85]", text)
    assert json.loads(text)["@graph"][0]["name"] == HOSTILE
    assert "\n" not in json_ld([{"name": "a\nb\r\n\nc"}])


def test_the_block_is_one_in_the_page_however_hostile_the_title() -> None:
    head = Head(HOSTILE, crumbs("/2021/", (HOSTILE, None)), description=HOSTILE)
    assert head.json_ld is not None
    body = render_markdown(f'<script type="application/ld+json">{head.json_ld}</script>\n\n# x\n', lambda target: target).html
    article = html.fragment_fromstring(body, create_parent="article")
    [block] = article.xpath("//script")
    assert json.loads(block.text)["@graph"][0]["itemListElement"][1]["name"] == HOSTILE
    assert not article.xpath("//b")


def test_what_is_not_there_is_left_out_at_every_depth() -> None:
    text = json_ld([{"a": None, "b": {"c": "", "d": []}, "e": [{"f": None, "g": 0}], "h": False}])
    assert json.loads(text)["@graph"] == [{"e": [{"g": 0}], "h": False}]


def test_a_step_without_a_whole_address_keeps_its_name() -> None:
    assert json.loads(json_ld([breadcrumbs([("首页", "/")])]))["@graph"][0]["itemListElement"] == [
        {"@type": "ListItem", "position": 1, "name": "首页"}
    ]


@pytest.mark.parametrize(
    ("head", "summary"),
    [
        (Head("题", sub=("一", "二")), "题，一，二"),
        (Head("题", sub=("一",), description="一句\n话。"), "一句 话。"),
        (Head("长" * 200), "长" * 159 + "…"),
    ],
)
def test_every_page_has_a_description_of_one_line(head: Head, summary: str) -> None:
    assert head.summary == summary

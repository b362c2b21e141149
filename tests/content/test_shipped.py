"""What holds for everything that ships in content/, originals or not."""

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from content.originals import CONTENT, REPORTS, plain_record, record, texts

from generator.model.content import read_surroundings

RECORDS = sorted(file.relative_to(REPORTS).with_suffix("").as_posix() for file in REPORTS.rglob("*.yaml"))
SCHEMA_LINE = "# yaml-language-server: $schema=../../../report.schema.json"
TELEPHONE = re.compile(r"(?<!\d)(?:1[3-9]\d{9}|0\d{2,3}-?\d{7,8})(?!\d)")
each_record = pytest.mark.parametrize("name", RECORDS)


def test_several_years_agencies_and_standards_are_shown():
    assert len(RECORDS) >= 8
    assert len({name.split("/")[0] for name in RECORDS}) >= 5
    assert len({name.split("/")[1] for name in RECORDS}) == len(RECORDS)


def test_the_site_says_that_it_is_an_unofficial_example():
    around, findings = read_surroundings(CONTENT.parent)
    assert not findings
    site = around.site
    assert (site.title, site.banner) == ("绩效自评公开示例", "非官方发布，据公开报告转录的示例")
    assert site.noindex and not site.official


@each_record
def test_a_record_points_its_editor_at_the_schema(name: str):
    first = (REPORTS / f"{name}.yaml").read_text("utf-8").partition("\n")[0]
    assert first == SCHEMA_LINE
    assert (REPORTS / f"{name}.yaml").parent.joinpath("../../../report.schema.json").resolve() == CONTENT / "report.schema.json"


@each_record
def test_a_record_says_where_it_comes_from_and_in_whose_words(name: str):
    source = record(name).source
    assert source.title and source.note and source.coverage
    assert source.narrative == "summary"


@each_record
def test_a_link_leads_to_a_government_or_a_university_only(name: str):
    url = record(name).source.url
    host = (urlsplit(url).hostname or "") if url else ".gov.cn"
    assert re.search(r"(^|\.)(gov|edu)\.cn$", host)
    others = [text for text in texts(plain_record(name)) if "://" in text and text != url]
    assert others == []


@pytest.mark.parametrize(
    "file", [file for file in CONTENT.rglob("*") if file.suffix in (".yaml", ".md")], ids=lambda file: file.name
)
def test_nobodys_telephone_or_mail_stands_in_the_content(file: Path):
    text = file.read_text("utf-8")
    codes = re.sub(r"^code: .*$", "", text, flags=re.MULTILINE)
    assert not TELEPHONE.search(re.sub(r"https://\S+", "", codes))
    assert not re.search(r"\w@\w", text)


@each_record
def test_paragraphs_are_single_lines_without_spaces_from_folding(name: str):
    for text in texts(plain_record(name)):
        assert "\n" not in text
        assert not re.search(r"[\u4e00-\u9fff，。；、] [\u4e00-\u9fff]", text), text


def test_the_about_page_keeps_to_the_dialect():
    text = (CONTENT / "pages/about.md").read_text("utf-8")
    assert not re.search(r"<[a-z/!]", text), "no HTML"
    headings = re.findall(r"^#+ .*$", text, re.MULTILINE)
    assert headings and all(re.search(r"\{#[a-z][a-z0-9-]*\}$", heading) for heading in headings)
    assert "非官方" in text or "不是官方" in text
    for word in ("复算", "核验提示", "未评定", "不可计算", "不适用"):
        assert word in text

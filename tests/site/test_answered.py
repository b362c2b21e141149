"""What a record answers itself is shown apart, with the reason and who decided."""

from html import unescape
from pathlib import Path

from cli.small import row, write_site

from generator.review.reports import Checked, check_reports
from generator.site.pages.page import Edition
from generator.site.pages.projects import project_pages

WAIVER = "waivers:\n  - {code: score-differs, reason: 专家 <b>另有评定, by: 县财政局|绩效科, date: 2022-03-04, field: 'indicators[0]'}\n"


def page(root: Path, waivers: str) -> tuple[str, Checked]:
    rows = row("检查次数", actual="4", score="45") + row("抽查次数", actual="3", score="40")
    write_site(root, jiancha="title: 检查\nindicators:\n" + rows + waivers)
    checked = check_reports([], root=root, cwd=root)
    _project, overview, *_parts = project_pages(Edition(checked.publishable(), checked.by_report()))
    return overview.markdown, checked


def test_an_answered_finding_has_its_message_reason_and_who_decided(tmp_path: Path):
    markdown, _ = page(tmp_path, WAIVER)
    answered = markdown.partition("{#answered}")[2].partition("</ul>")[0]
    assert "“检查次数”报告得 45 分，复算 40 分" in answered
    assert "抽查次数" not in answered
    assert "专家 &#60;b&#62;另有评定" in answered
    assert "决定人：县财政局|绩效科，2022-03-04" in unescape(answered)
    assert 'href="indicators/#' in answered


def test_it_no_longer_counts_among_the_findings(tmp_path: Path):
    markdown, _ = page(tmp_path, WAIVER)
    findings = markdown.partition("{#findings}")[2].partition("</ul>")[0]
    assert "抽查次数" in findings and "检查次数" not in findings


def test_a_report_that_answers_nothing_has_no_such_section(tmp_path: Path):
    assert "answered" not in page(tmp_path, "")[0]

"""A site in English: no label of ours is left in Chinese, on any page, in any feed. What reports say stays as they say it."""

import html
import re
from pathlib import Path

import pytest

from generator import pipeline
from generator.exports import downloads
from generator.language import speaking
from generator.review.reports import Checked, check_reports
from generator.scoring import reasons
from generator.site.pages import Edition, Page, make_pages
from tests.site.small import shorten

HAN = re.compile("[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]+")
SITE = """\
title: Open reports
language: en
url: https://example.org/reports/
publisher: {name: Bureau of Finance, url: "https://example.org/"}
licence: CC BY 4.0
contact: Room 1
banner: An example
rulesets: [{id: local-standard, from: 2020}]
"""
AGENCIES = """\
departments: {safety: Public Safety}
agencies:
  police: {name: County Police, department: safety, region: [Shanxi, Linfen], aliases: [CP], former: [{name: Old Police, until: 2019-12-31}]}
  roads: {name: County Roads, region: [Shanxi, Linfen]}
"""
STANDARD = """\
id: local-standard
title: A local standard
basis: official
source: {document: Document 1, clause: Article 2, text_read: true, note: As printed}
applies: {region: Linfen, from: 2020, to: 2030}
scale: 100
level1: {Execution: 10, Output: 50, Benefit: 30, Satisfaction: 10}
budget_execution: {method: ratio, numerator: executed, denominator: adjusted, cap: 100%}
quantitative: {at_least: ratio, equal: ratio, at_most: overrun, by_date: on-time, unmarked: {default: at_least}, flag_over: 130%}
qualitative: {tiers: {achieved: [80%, 100%], partial: [60%, 80%], missed: [0%, 60%]}, award: completion, unassessed: zero}
rounding: {places: 2, mode: half-up}
grades: [[90, Excellent], [80, Good], [60, Fair], [0, Poor]]
labels: {indicator: Indicator, weight: Weight, target: Target, actual: Actual, completion: Completion, score: Points}
clauses: {weights: Art. 1, quantitative: Art. 2, qualitative: Art. 3, grades: Art. 4, budget_execution: Art. 5}
"""
REPORT = """\
title: Communication service
code: P-1
printed: {{agency: County Police, department: Public Safety}}
overview: {{description: One., basis: Two., necessity: Three., safeguards: Four., plan: Five.}}
budget:
  currency_unit: 万元
  initial: {{central: 10, province: 5, city: 5, county: {budget}, carryover: 1, other: 1}}
  adjusted: {{central: 10, province: 5, city: 5, county: {budget}, carryover: 1, other: 2}}
  received: {{central: 10, province: 5, city: 5, county: {budget}, carryover: 1, other: 2}}
  executed: {{central: 10, province: 5, city: 5, county: 20, carryover: 1, other: 2}}
  stated: {{execution_rate: {{total: 100%}}, balance: {{total: 0}}}}
  execution: {{level1: Execution, level2: Execution, name: Budget execution, weight: 10, target: 100%, actual: 100%, completion: 100%, stated_score: 10}}
goals: {{period: All., annual: Some., achieved: Done.}}
indicators:
  - {{level1: Output, level2: Quantity, name: Sets, weight: 20, target: "≥{sets}", actual: "20", completion: 100%, stated_score: 20}}
  - {{level1: Output, level2: Quality, name: Pass rate, weight: 20, target: "≥95%", actual: 90%, completion: 90%, stated_score: 20, reason: Late delivery}}
  - {{level1: Output, level2: Cost, name: Cost, weight: 10, target: "≤5", actual: "6", stated_score: 10}}
  - {{level1: Benefit, level2: Social, name: Safety, weight: 15, target: better, actual: better, stated_score: 15}}
  - {{level1: Benefit, level2: Social, name: Order, weight: 15, target: better, actual: better, tier: partial, awarded: {{score: 10, reason: Judged, by: Board}}, stated_score: 15}}
  - {{level1: Satisfaction, level2: Users, name: {name}, weight: 5, target: "≥95%", actual: good, stated_score: 5}}
  - {{level1: Satisfaction, level2: Users, name: Complaints, weight: 5, target: /, actual: /, stated_score: /}}
conclusion: It went well.
stated: {{score: 95, grade: Excellent, full: 100}}
analysis: {{execution: A., output: B., benefit: C., satisfaction: D.}}
experience: E.
problems: F.
improvements: G.
evaluated: {year}-12-30
disclosure: {{published: 2024-03-01, index_number: I-1}}
source: {{title: The report, url: "https://example.org/report", file: a.pdf, coverage: complete, narrative: summary, note: Transcribed.}}
revisions:
  - {{date: 2024-05-01, reason: A slip, changes: [{{field: stated.score, from: "94", to: "95"}}, {{field: something, from: a, to: b}}]}}
  - {{date: null, reason: Another, changes: []}}
"""
PLAIN = (
    "title: A road\nruleset: unscored\nindicators:\n  - {level1: Output, level2: Quantity, name: Length, target: 3, actual: 3}\n"
)
EXPECTED = (
    "- {agency: police, project: comms, title: Communication service}\n- {agency: roads, project: bridge, title: A bridge}\n"
)

# The built-in standards are Chinese documents; their own pages quote them.
OF_STANDARDS = re.compile(r"/standards/(?!local)")
DATA = {
    "不评分（没有权重或采用其他分制的表）",  # a built-in standard's title
    "指标", "预算执行",  # how forms name a level: what the comparison pairs them by
    "得分", "等级", "状态", "报告得分", "报告等级", "金额单位", "年初预算", "全年预算", "到位", "执行",  # the heads of the CSV files, as they are in them
    "警务通", "务通",  # what one may search for
    "元", "千元", "万元", "亿元",  # what a record calls its unit: the comparison looks its word up by it
}  # fmt: skip
"""Chinese that is no label."""


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> Checked:
    root = tmp_path_factory.mktemp("english")
    files = {
        "site.yaml": SITE,
        "agencies.yaml": AGENCIES,
        "rulesets/local-standard.yaml": STANDARD,
        "expected/2023.yaml": EXPECTED,
        "reports/2020/police/comms.yaml": REPORT.format(year=2020, budget=20, sets=20, name="Users"),
        "reports/2021/police/comms.yaml": REPORT.format(year=2021, budget=30, sets=10, name="Users"),
        "reports/2023/police/comms.yaml": REPORT.format(year=2023, budget=40, sets=20, name="Citizens"),
        "reports/2023/roads/road.yaml": PLAIN,
    }
    for name, text in files.items():
        file = root / "content" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    checked = check_reports((), root=root, cwd=root)
    assert not checked.left_out, [finding.message("en") for finding in checked.findings]
    return checked


@pytest.fixture(scope="module")
def pages(checked: Checked) -> list[Page]:
    edition = Edition(checked.publishable(), checked.by_report(), checked.pages, checked.expected)
    with speaking("en"):
        return list(make_pages(edition))


def chinese(text: str) -> set[str]:
    return set(HAN.findall(html.unescape(text)))


def test_no_label_of_a_page_is_left_in_chinese(pages: list[Page]) -> None:
    assert untranslated(pages) == {}


def test_nor_is_one_where_every_list_is_too_long_for_its_page(checked: Checked, monkeypatch: pytest.MonkeyPatch) -> None:
    shorten(monkeypatch, 1)
    edition = Edition(checked.publishable(), checked.by_report(), checked.pages, checked.expected)
    with speaking("en"):
        pages = list(make_pages(edition))
    assert {"/corrections/2024/", "/coverage/2023/", "/agencies/parts/from-r/"} <= {page.address for page in pages}
    assert untranslated(pages) == {}


def untranslated(pages: list[Page]) -> dict[str, set[str]]:
    return {
        page.address: found for page in pages if not OF_STANDARDS.match(page.address) and (found := chinese(page.markdown) - DATA)
    }


def test_a_list_and_what_leads_to_it_are_named_in_the_plural_and_one_thing_is_not(pages: list[Page]) -> None:
    texts = {page.address: page.markdown for page in pages}
    assert all(f"# {name} " in texts[f"/{name.lower()}/"] for name in ("Agencies", "Years"))
    assert ">Agencies</a>" in texts["/agencies/police/"] and "## Departments " in texts["/agencies/"]
    assert ">Indicators</a>" in texts["/2023/police/comms/"] and '<th scope="col">Indicator</th>' in texts["/2023/police/comms/"]


def test_what_is_no_official_text_was_not_checked_against_one(pages: list[Page]) -> None:
    texts = {page.address: page.markdown for page in pages}
    assert "Checked against" in texts["/standards/local-standard/"]
    assert all(word not in texts["/standards/unscored/"] for word in ("Checked against", "<dt>Original text</dt>"))
    assert "Not checked against" in texts["/standards/quwo-2021/"]
    assert "not applicable</td>" in texts["/standards/"]


def test_the_money_table_has_items_and_calls_them_as_the_charts_do(pages: list[Page]) -> None:
    text = next(page.markdown for page in pages if page.address == "/2023/police/comms/budget/")
    assert '">Item</th>' in text and '">Project</th>' not in text
    assert "Budget for the year" in text and "Spent" in text
    assert not re.search("Budget of the year|Executed in the year", text)


def test_sentences_of_the_data_page_are_set_apart(pages: list[Page]) -> None:
    text = next(page.markdown for page in pages if page.address == "/data/")
    assert "a formula. Licence: CC BY 4.0." in html.unescape(text)


def test_who_sums_a_column_is_told_that_its_rows_may_have_different_units(pages: list[Page]) -> None:
    text = next(page.markdown for page in pages if page.address == "/data/")
    assert "金额单位</bdi> (unit) of each row" in text


def test_the_glossary_gives_no_name_twice(pages: list[Page]) -> None:
    text = next(page.markdown for page in pages if page.address == "/glossary/")
    for name, also in re.findall(r">([^<]+)</dt>\n<dd>.*Also written: (.*)\.</span>", text):
        names = [name, *also.split(", ")]
        assert len(set(names)) == len(names)


def test_one_row_is_not_told_in_the_plural() -> None:
    assert [reasons.not_computable(count).en.split(" can")[0] for count in (1, 2)] == ["1 row", "2 rows"]
    assert [reasons.unassessed(count).en.split(",")[0][14:] for count in (1, 2)] == ["row is unassessed", "rows are unassessed"]


def test_no_word_of_a_feed_is_left_in_chinese(checked: Checked) -> None:
    with speaking("en"):
        feeds = [file for file in downloads(checked.publishable(), checked.by_report()) if file.path.endswith(".atom")]
    assert [(file.path, found) for file in feeds if (found := chinese(file.content.decode()))] == []


def test_the_shell_speaks_the_language_and_says_so(checked: Checked, tmp_path: Path, repository: Path) -> None:
    (checked.root / "mkdocs.yml").write_bytes((repository / "mkdocs.yml").read_bytes())
    built = pipeline.build(root=checked.root, cwd=checked.root, into=tmp_path / "site")
    assert built.published is not None, [finding.message("en") for finding in built.links]
    page = (tmp_path / "site/2023/police/comms/index.html").read_text(encoding="utf-8")
    assert '<html lang="en"' in page
    assert chinese(page) <= {"公开"}  # the site's mark
    assert title_of(tmp_path / "site") == "Home · Open reports"
    assert title_of(tmp_path / "site/agencies") == "Agencies · Open reports"


def title_of(folder: Path) -> str:
    """Return the title of a finished page, which is that of its preview."""
    page = (folder / "index.html").read_text(encoding="utf-8")
    [title], [preview] = re.findall("<title>(.*)</title>", page), re.findall('og:title" content="(.*)"', page)
    assert title.startswith(preview)
    return str(title)

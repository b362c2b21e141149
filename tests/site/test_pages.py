"""Pages: whole golden pages of the seed's report, and what must hold on every page of the example."""

import re
import shutil
from dataclasses import replace
from decimal import Decimal
from itertools import product
from pathlib import Path
from time import process_time

import pytest

from generator.catalog.cover import undecided_of
from generator.catalog.entry import Body
from generator.exports import downloads
from generator.scoring import reasons
from generator.scoring.evaluation import Status
from generator.site import addresses
from generator.site.pages import Page, make_pages
from generator.site.pages.groups import groups_of
from generator.site.pages.rows import rows_of, standing_of
from tests.site.reading import article, edition_of

SEED = "reports/2021/quwo-gonganju/jingwutong.yaml"
ELEMENTS = "(address|article|aside|details|div|dl|figure|footer|nav|noscript|ol|p|section|svg|table|ul)"
GOLDEN = Path(__file__).parent.parent / "golden"
SITE = """\
title: 绩效自评公开示例
tagline: 花了多少钱，办成什么事，逐项可查
banner: 非官方发布，据公开报告转录的示例
"""
AGENCIES = """\
departments: {gongan: 公安系统}
agencies:
  quwo-gonganju: {name: 曲沃县公安局, department: gongan, region: [山西省, 临汾市, 曲沃县], aliases: [曲沃公安局]}
"""
TEXT = "<img src=x onerror=alert(1)> {{7*7}} [x](javascript:alert(1)) </script> | | | `x` **b** \\"


@pytest.fixture
def seed(tmp_path: Path, repository: Path) -> Path:
    """A site of the seed's report alone, so that no other record changes a golden page."""
    content = tmp_path / "content"
    (content / SEED).parent.mkdir(parents=True)
    (content / "site.yaml").write_text(SITE, encoding="utf-8")
    (content / "agencies.yaml").write_text(AGENCIES, encoding="utf-8")
    shutil.copy(repository / "content" / SEED, content / SEED)
    return tmp_path


@pytest.fixture(scope="module")
def pages(repository: Path) -> dict[str, Page]:
    """Every page of the example."""
    return {page.address: page for page in make_pages(edition_of(repository))}


def test_the_seed_s_pages_are_the_golden_ones(seed: Path, request: pytest.FixtureRequest):
    found = {page.path: page.markdown for page in make_pages(edition_of(seed))}
    if request.config.getoption("--update-golden"):
        shutil.rmtree(GOLDEN, ignore_errors=True)
        for path, markdown in found.items():
            (GOLDEN / path).parent.mkdir(parents=True, exist_ok=True)
            (GOLDEN / path).write_text(markdown, encoding="utf-8", newline="\n")
    golden = {file.relative_to(GOLDEN).as_posix(): file.read_text(encoding="utf-8") for file in GOLDEN.rglob("*.md")}
    assert sorted(found) == sorted(golden)
    for path, markdown in found.items():
        assert markdown == golden[path], path


def test_the_same_records_give_the_same_pages(seed: Path):
    first, second = (list(make_pages(edition_of(seed))) for _ in range(2))
    assert first == second


def test_hostile_text_of_a_record_shows_as_text_on_every_page(seed: Path):
    record = seed / "content" / SEED
    quoted = TEXT.replace("'", "''")
    text = record.read_text(encoding="utf-8")
    for field in ("title", "name", "target", "conclusion", "experience", "note"):
        text = re.sub(rf"(?m)(^| |{{){field}: [^,}}\n]*", lambda found, field=field: f"{found[1]}{field}: '{quoted}'", text)
    assert text.count(quoted) > 15
    record.write_text(text, encoding="utf-8")
    texts = ""
    for page in make_pages(edition_of(seed)):
        tree = article(page)
        assert not tree.xpath("//img | //script[not(@type='application/ld+json')] | //*[@onerror]"), page.address
        assert all(
            re.match(r"(#|\.|[a-z0-9-]+/|[a-z0-9-]+\.(csv|json|atom)$|https?:|mailto:)", a.get("href")) for a in tree.iter("a")
        ), page.address
        texts += tree.text_content()
    assert texts.count(TEXT) > 20
    assert "49" not in re.sub(r"\d+\.\d+", "", texts)


def test_every_page_has_a_title_one_h1_and_unique_anchors(pages: dict[str, Page]):
    for page in pages.values():
        tree = article(page)
        assert re.match(r'---\ntitle: "[^"\\\n]+"\n', page.markdown), page.address
        assert [heading.get("id") for heading in tree.iter("h1")] == ["title"], page.address
        ids = [element.get("id") for element in tree.iter() if element.get("id")]
        assert len(ids) == len(set(ids)), page.address
        assert all(re.fullmatch(r"[a-z][a-z0-9-]*", id) for id in ids), page.address


def test_every_link_leads_to_a_page_an_anchor_or_a_file_that_exist(pages: dict[str, Page], repository: Path):
    edition = edition_of(repository)
    files = {file.path for file in downloads(edition.catalog, edition.findings)}
    for page in pages.values():
        for link in article(page).iter("a"):
            href = link.get("href")
            if re.match(r"https?:|mailto:", href) or href.endswith(".md"):
                continue
            path, _, anchor = href.partition("#")
            target = resolved(page.address, path.partition("?")[0])
            if path.endswith((".csv", ".json", ".atom")):
                assert target.strip("/") in files, (page.address, href)
                continue
            assert target in pages, (page.address, href)
            assert not anchor or article(pages[target]).xpath("//*[@id=$id]", id=anchor), (page.address, href)


def resolved(address: str, path: str) -> str:
    parts = [part for part in address.split("/") if part]
    for step in (step for step in path.split("/") if step not in ("", ".")):
        parts = parts[:-1] if step == ".." else [*parts, step]
    return "/" + "".join(f"{part}/" for part in parts)


def test_every_table_has_a_caption_scopes_and_a_region_with_a_name(pages: dict[str, Page]):
    for page in pages.values():
        for table in article(page).iter("table"):
            region = table.getparent()
            assert (region.get("role"), region.get("tabindex")) == ("region", "0"), page.address
            assert region.get("aria-label"), page.address
            assert table.find("caption").text_content().strip(), page.address
            assert all(cell.get("scope") for cell in table.iter("th")), page.address
            assert table.get("class"), page.address


def test_no_page_carries_a_style_or_a_script(pages: dict[str, Page]):
    for page in pages.values():
        assert not article(page).xpath(
            "//*[@style] | //style | //script[not(@type='application/ld+json')] | //*[starts-with(name(@*), 'on')]"
        ), page.address


def test_pages_keep_to_the_dialect_that_both_renderers_read_alike(pages: dict[str, Page]):
    for page in pages.values():
        for block in page.markdown.rstrip("\n").split("\n\n"):
            if block.startswith("<"):
                opened, closed = (sorted(re.findall(edge, block)) for edge in (rf"<{ELEMENTS}(?![\w-])", rf"</{ELEMENTS}>"))
                assert opened == closed, (page.address, block)


def test_the_form_the_search_and_the_comparison_are_not_indexed_and_everything_else_is(pages: dict[str, Page]):
    assert {page.address for page in pages.values() if not page.indexed} == {
        address for address in pages if address.endswith("/form/") or address in ("/search/", "/compare/")
    }


def cells(page: Page, table: str) -> list[list[str]]:
    [found] = article(page).xpath(f"//table[contains(@class, '{table}')]")
    for hidden in found.xpath(".//*[@class='unseen']"):
        hidden.drop_tree()
    return [[" ".join(cell.text_content().split()) for cell in row.xpath("th|td")] for row in found.xpath(".//tr")]


def test_the_money_table_has_the_rows_of_the_form_in_the_order_of_the_form(pages: dict[str, Page]):
    table = cells(pages["/2021/quwo-gonganju/jingwutong/budget/"], "money")
    assert table[0] == ["项目", "行次", "年度总金额", "财政资金", "上年结转资金", "其他资金"]
    assert table[1] == ["小计", "中央级", "省级", "市级", "县区级"]
    assert [row[:2] for row in table[2:]] == [
        ["预算执行率（%）", "(7)=(4)/(2)"],
        ["年初预算资金", "(1)"],
        ["全年预算资金", "(2)"],
        ["实际到位资金", "(3)"],
        ["全年执行资金", "(4)"],
        ["资金结余", "(5)=(3)-(4)"],
        ["预算到位率（%）", "(6)=(3)/(2)"],
    ]
    assert table[2][2:] == ["100", "100", "0", "0", "0", "100", "0", "0"]
    assert table[3][2:] == ["58", "58", "—", "—", "—", "58", "—", "—"]


def test_a_form_with_fewer_columns_prints_only_what_it_has(pages: dict[str, Page]):
    assert cells(pages["/2020/touzi-cujin-zhongxin/fuwu-maoyi-fazhan/budget/"], "money")[0] == ["项目", "行次", "年度总金额"]


def test_the_annex_merges_first_level_cells(pages: dict[str, Page]):
    [table] = article(pages["/2021/quwo-gonganju/jingwutong/form/"]).xpath("//table[contains(@class, 'annex')]")
    merged = [(cell.text_content(), cell.get("rowspan")) for cell in table.xpath(".//th[@scope='rowgroup']")]
    assert merged == [("预算执行指标", "1"), ("产出指标", "4"), ("效益指标", "2"), ("满意度指标", "1")]
    assert cells(pages["/2021/quwo-gonganju/jingwutong/form/"], "annex")[-1] == ["总分", "100", "", "74.3", "合格"]


def test_a_hand_written_page_takes_the_place_of_the_generated_one(seed: Path):
    (seed / "content" / "pages").mkdir()
    (seed / "content" / "pages" / "about.md").write_text('---\ntitle: "关于"\n---\n\n# 自己写的 {#title}\n', encoding="utf-8")
    about = [page.markdown for page in make_pages(edition_of(seed)) if page.address == addresses.ABOUT]
    assert len(about) == 1
    assert "自己写的" in about[0]


def test_the_dark_tokens_stand_twice_and_agree(repository: Path):
    sheet = (repository / "site_templates/theme/assets/stylesheets/gongkai.css").read_text(encoding="utf-8")
    auto, chosen = (
        sorted(re.findall(r"--[\w-]+:[^;]+;", re.search(rf"{re.escape(selector)} {{(.*?)}}", sheet, re.DOTALL)[1]))
        for selector in (':root:not([data-scheme="light"])', ':root[data-scheme="dark"]')
    )
    assert auto == chosen
    assert len(auto) > 15


# Figures that `check` takes, far apart: more digits than a decimal has by default.
FAR_APART = (
    "{adjusted: {county: 1}, executed: {county: 100000000}, stated: {execution_rate: {total: 100.00000000000000000000}}}",
    "{adjusted: {county: 0.00000000000000000001}, executed: {county: 99999999999999999999}}",
)


@pytest.mark.parametrize("budget", FAR_APART)
def test_figures_far_apart_have_pages(seed: Path, budget: str):
    file = seed / "content" / SEED
    text = file.read_text(encoding="utf-8")
    file.write_text(re.sub(r"(?ms)^budget:.*?(?=^goals)", f"budget: {budget}\n", text), encoding="utf-8")
    assert len(list(make_pages(edition_of(seed)))) > 10


def test_figures_are_rounded_in_one_place_only(repository: Path):
    for file in (repository / "generator/site").rglob("*.py"):
        code = file.read_text(encoding="utf-8")
        assert not re.search(r"\bround\(|quantize\(", code), file


def test_a_rate_agrees_as_the_checks_say_rounded_once(seed: Path):
    """80.446 is 80.4 at one place, though 80.45, which we show, would be 80.5."""
    file = seed / "content" / SEED
    text = file.read_text(encoding="utf-8")
    for stated, differs in (("80.4", False), ("80.446", False), ("80.5", True), ("80.45", False)):
        budget = f"budget: {{adjusted: {{county: 100000}}, executed: {{county: 80446}}, stated: {{execution_rate: {{total: {stated}}}}}}}"
        file.write_text(re.sub(r"(?ms)^budget:.*?(?=^goals)", budget + "\n", text), encoding="utf-8")
        edition = edition_of(seed)
        [entry] = edition.catalog.by_id.values()
        codes = {finding.code for finding in edition.findings_of(entry)}
        overview = next(page for page in make_pages(edition) if page.address == "/2021/quwo-gonganju/jingwutong/")
        versus = cells(overview, "versus")
        [sign] = {row[versus[0].index("预算执行率")] for row in versus[3:]}
        assert ("money-execution-rate" in codes) == (sign == "不一致") == differs, stated


def test_fifty_thousand_groups_are_made_in_seconds(seed: Path):
    [entry] = edition_of(seed).catalog.by_id.values()
    row = entry.evaluation.indicators[0]
    rows = tuple(row._replace(level1=f"第{number}") for number in range(50_000))
    start = process_time()
    many = replace(entry, body=Body(entry.report, replace(entry.evaluation, budget=None, indicators=rows)))
    groups = groups_of(many, rows_of(many))
    assert process_time() - start < 20
    assert len({group.anchor for group in groups}) == 50_000


def test_what_a_cover_counts_as_undecided_is_how_the_rows_stand(seed: Path):
    """Lists count on covers, pages row by row: both say the same of every row there can be."""
    one = next(iter(edition_of(seed).catalog.by_id.values())).evaluation.indicators[0]
    said = {"unassessed": "unassessed", "stuck": "stuck", "tiered": "tiered", "redacted": "closed"}
    for status, score, provisional, reason in product(
        Status, (None, Decimal(5), Decimal(10)), (False, True), (None, reasons.REDACTED)
    ):
        row = one._replace(status=status, score=score, weight=Decimal(10), provisional=provisional, reason=reason)
        expected = said.get(standing_of(row)) if row.met is None else None
        assert undecided_of([row])._asdict() == {name: int(name == expected) for name in said.values()}

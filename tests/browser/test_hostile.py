"""Hostile records in a real browser: everything shows as text, nothing runs."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from generator import pipeline
from generator.assembly.site import epoch_of
from generator.review.reports import check_reports
from generator.source import Plain, to_yaml
from tests.browser.conftest import watched
from tests.conftest import copy_site, serve_folder

pytestmark = pytest.mark.browser

ATTACKS = (
    '<img src=x onerror="alert(1)">',
    "{{7*7}} {% raw %} {{ config }}",
    "[x](javascript:alert(1)) ![y](javascript:alert(2)) <javascript:alert(3)>",
    "</script><script>alert(4)</script>",
    "| | | \n|---|---|\n| a | b |",
    "</title><svg onload=alert(5)>",
    "# 标题 {#evil onclick=alert(6)} ```\n~~~",
    "*强调* _下划_ `代码` ~~删除~~ **粗** \\ 反斜杠 &lt;b&gt; &#60;b&#62; --- ... \"引\" 'x'",
    '" onmouseover="alert(7)" x="',
    "--> <!-- ]]> <![CDATA[",
    "{: onclick=alert(8) } {.class}",
    "    缩进四格\n\n\n空行之后<div>",
)
LONG = "长" * 10_000
EVERYTHING = " ".join(ATTACKS)


def hostile_record() -> Plain:
    row = {
        "level1": "产出指标", "level2": EVERYTHING, "name": EVERYTHING, "weight": "10", "target": EVERYTHING, "actual": EVERYTHING,
        "completion": EVERYTHING, "stated_score": "10", "reason": EVERYTHING,
    }  # fmt: skip
    part = dict.fromkeys(("description", "basis", "necessity", "safeguards", "plan"), EVERYTHING)
    return {
        "title": EVERYTHING + LONG,
        "code": EVERYTHING,
        "ruleset": "local-standard",
        "printed": {"agency": EVERYTHING, "department": EVERYTHING},
        "overview": part,
        "budget": {"adjusted": {"county": "58"}, "executed": {"county": "58"}, "execution": {**row, "level1": EVERYTHING}},
        "goals": {"period": EVERYTHING, "annual": EVERYTHING, "achieved": EVERYTHING},
        "indicators": [row, {**row, "level1": EVERYTHING}, {**row, "awarded": {"score": "5", "reason": EVERYTHING, "by": EVERYTHING}}],
        "conclusion": EVERYTHING,
        "stated": {"score": "30", "grade": EVERYTHING},
        "analysis": dict.fromkeys(("execution", "output", "benefit", "satisfaction"), EVERYTHING),
        "experience": EVERYTHING,
        "problems": EVERYTHING,
        "improvements": EVERYTHING,
        "source": {"title": EVERYTHING, "file": EVERYTHING, "note": EVERYTHING, "url": "https://example.gov.cn/?q=<script>alert(9)</script>"},
        "revisions": [{"date": "2022-01-02", "reason": EVERYTHING, "changes": [{"field": EVERYTHING, "from": EVERYTHING, "to": EVERYTHING}]}],
    }  # fmt: skip


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    root = copy_site(tmp_path_factory.mktemp("hostile"))
    record = root / "content/reports/2021/quwo-gonganju/hostile.yaml"
    record.write_text(to_yaml(hostile_record()), encoding="utf-8")
    standard = (Path(__file__).parents[2] / "generator/rulesets/quwo-2021.yaml").read_text(encoding="utf-8")
    local = root / "content/rulesets/local-standard.yaml"
    local.parent.mkdir(exist_ok=True)
    title = "<img src=x onerror=alert(10)> {{7*7}} [x](javascript:alert(1))"
    lines = [f"title: '{title}'" if line.startswith("title:") else line for line in standard.splitlines()]
    local.write_text("\n".join(lines).replace("id: quwo-2021", "id: local-standard") + "\n", encoding="utf-8")
    agencies = root / "content/agencies.yaml"
    text = agencies.read_text(encoding="utf-8")
    agencies.write_text(
        text.replace("name: 曲沃县公安局", "name: '曲沃县公安局<img src=x onerror=alert(11)>{{7*7}}'"), encoding="utf-8"
    )
    built = pipeline.build(root=root, cwd=root)
    assert built.published is not None, [
        f"{f.path} {f.message('en')}" for f in (*built.checked.findings, *built.links) if f.severity == "error"
    ]
    server = serve_folder(root / "site")
    yield root, next(server)
    server.close()


def addresses() -> list[str]:
    report = "/2021/quwo-gonganju/hostile/"
    parts = [report + part for part in ("", "budget/", "indicators/", "analysis/", "form/")]
    lists = ["/", "/2021/", "/2021/quwo-gonganju/", "/agencies/", "/agencies/quwo-gonganju/", "/projects/quwo-gonganju/hostile/"]
    return [*parts, *lists, "/standards/", "/standards/local-standard/", "/compare/"]


@pytest.mark.parametrize("path", addresses())
def test_nothing_runs_and_no_other_host_is_asked(chromium: Browser, hostile: tuple[Path, str], path: str) -> None:
    _, address = hostile
    with watched(chromium, address) as seen:
        seen.page.goto(address + path, wait_until="networkidle")
        assert (seen.said, seen.outside, seen.failed) == ([], [], [])
        strange = "img[src='x'], svg[onload], [onerror], [onclick], [onmouseover], a[href^='javascript'], article script:not([type='application/ld+json'])"
        assert seen.page.locator(strange).count() == 0
        assert "49" not in (seen.page.title())


@pytest.mark.parametrize("path", addresses()[:5])
def test_every_attack_shows_as_the_text_it_is(chromium: Browser, hostile: tuple[Path, str], path: str) -> None:
    _, address = hostile
    with watched(chromium, address) as seen:
        seen.page.goto(address + path)
        shown = "".join(seen.page.locator("body").evaluate("element => element.textContent").split())
        for attack in ATTACKS:
            assert "".join(attack.split()) in shown, attack
        assert LONG in shown


def test_the_title_of_the_browser_tab_is_text_too(chromium: Browser, hostile: tuple[Path, str]) -> None:
    _, address = hostile
    with watched(chromium, address) as seen:
        seen.page.goto(address + addresses()[0])
        assert '<img src=x onerror="alert(1)">' in seen.page.title()
        assert "{{7*7}}" in seen.page.title()


def test_a_hostile_page_has_the_same_dom_without_the_hook(hostile: tuple[Path, str], tmp_path: Path) -> None:
    from generator.site.rendering.engine import build_pages
    from generator.site.rendering.settings import engine_settings
    from tests.site.dom import normalised

    root, _ = hostile
    catalog = check_reports((), root=root, cwd=root).publishable()
    epoch = epoch_of(catalog)
    build_pages(root, root / pipeline.DOCS, tmp_path / "slow", settings=engine_settings(catalog), hook=False, epoch=epoch)
    for path in addresses():
        fast, slow = (
            normalised((folder / path.strip("/") / "index.html").read_text(encoding="utf-8"))
            for folder in (root / "site", tmp_path / "slow")
        )
        assert fast == slow, path


def test_hostile_titles_are_found_and_shown_as_text(chromium: Browser, hostile: tuple[Path, str]) -> None:
    _, address = hostile
    with watched(chromium, address) as seen:
        seen.page.goto(address + "/search/?q=%3Cimg")
        seen.page.wait_for_selector(".results li")
        assert '<img src=x onerror="alert(1)">' in seen.page.locator(".results a").first.inner_text()
        assert seen.page.locator(".results img, .results script, .results svg").count() == 0
        assert (seen.said, seen.outside, seen.failed) == ([], [], [])


def test_a_hostile_report_compares_as_text(chromium: Browser, hostile: tuple[Path, str]) -> None:
    _, address = hostile
    with watched(chromium, address) as seen:
        seen.page.goto(address + "/compare/?r=2021/quwo-gonganju/hostile&r=2021/quwo-gonganju/jingwutong")
        seen.page.wait_for_selector(".side")
        shown = "".join(seen.page.locator(".side").evaluate("element => element.textContent").split())
        for attack in ATTACKS:
            assert "".join(attack.split()) in shown, attack
        strange = "img, script, svg[onload], [onerror], [onclick], [onmouseover], a[href^='javascript']"
        assert seen.page.locator("#compare").locator(strange).count() == 0
        for width in (390, 1200):
            seen.page.set_viewport_size({"width": width, "height": 900})
            assert seen.page.evaluate("document.documentElement.scrollWidth") <= width
        seen.page.get_by_role("button", name="移出", exact=False).first.click()
        seen.page.fill("#compare-find", "<img")
        seen.page.wait_for_selector("#compare-options [role=option]")
        assert '<img src=x onerror="alert(1)">' in seen.page.locator("#compare-options").inner_text()
        seen.page.keyboard.press("Enter")
        seen.page.wait_for_selector(".side thead th:nth-child(3)")
        assert (seen.said, seen.outside, seen.failed) == ([], [], [])

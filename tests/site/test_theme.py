"""The shell of every page: what a site's own settings say is text in it, never markup."""

from pathlib import Path

from lxml import html

from generator.site.engine import build_pages

HOSTILE = '<b>"x" \'&amp;'


def test_settings_are_text_in_the_shell(repository: Path, tmp_path: Path) -> None:
    root = tmp_path / "site"
    (root / "docs").mkdir(parents=True)
    (root / "mkdocs.yml").write_bytes((repository / "mkdocs.yml").read_bytes())
    for folder in ("", "years", "agencies", "standards", "data", "about"):
        page = root / "docs" / folder / "index.md"
        page.parent.mkdir(exist_ok=True)
        page.write_text("---\ntitle: 页\n---\n\n# 页 {#title}\n", encoding="utf-8")
    extra = dict.fromkeys(("banner", "publisher", "licence", "contact"), HOSTILE)
    address = 'https://example.org/a"b&amp;c/'
    build_pages(root, root / "docs", root / "out", settings={"site_name": HOSTILE, "site_url": address, "extra": extra})
    page = html.parse(str(root / "out/years/index.html"), html.HTMLParser(encoding="utf-8")).getroot()
    assert page.xpath("//link[@rel='canonical']/@href") == [address + "years/"]
    assert page.xpath("//title/text()") == [f"年度 · {HOSTILE}"]
    assert [element.text_content() for element in page.find_class("site-name")] == [HOSTILE]
    assert [element.text_content() for element in page.find_class("banner")] == [HOSTILE]
    assert not page.xpath("//b")

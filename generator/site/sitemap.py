"""The site's sitemap.xml, dated by its records instead of, as MkDocs would, today."""

from collections.abc import Iterable
from datetime import date
from html import escape
from itertools import islice
from pathlib import Path
from typing import Final
from urllib.parse import quote

from generator.site.folders.folder import replace_file

LIMIT: Final = 50_000
"""The most addresses one file may hold, by the sitemap protocol; more are split over files that sitemap.xml lists."""

SITEMAP: Final = "sitemap.xml"
_XMLNS: Final = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def write_sitemap(site: Path, site_url: str | None, pages: Iterable[tuple[str, date | None]]) -> None:
    """Write sitemap.xml for `pages`, pairs of an address (`/2021/`) and the day it last changed, in the order given.

    Addresses are absolute in a sitemap: without a `site_url` there is none. Whatever sitemap was there is removed.
    """
    for stale in (*site.glob(f"{SITEMAP}*"), *site.glob("sitemap-*.xml")):
        stale.unlink()
    if not site_url:
        return
    base = site_url.rstrip("/")
    entries = (_entry("url", base + quote(address), changed) for address, changed in pages)
    part, following = list(islice(entries, LIMIT)), list(islice(entries, LIMIT))
    if not following:
        _write(site / SITEMAP, "urlset", part)
        return
    listed: list[str] = []
    while part:
        name = f"sitemap-{len(listed) + 1}.xml"
        _write(site / name, "urlset", part)
        listed.append(_entry("sitemap", f"{base}/{name}", None))
        part, following = following, list(islice(entries, LIMIT))
    _write(site / SITEMAP, "sitemapindex", listed)


def _entry(element: str, address: str, changed: date | None) -> str:
    day = f"<lastmod>{changed.isoformat()}</lastmod>" if changed else ""
    return f"<{element}><loc>{escape(address, quote=False)}</loc>{day}</{element}>\n"


def _write(path: Path, element: str, entries: list[str]) -> None:
    text = f'<?xml version="1.0" encoding="UTF-8"?>\n<{element} {_XMLNS}>\n{"".join(entries)}</{element}>\n'
    replace_file(path, text.encode())

"""Atom feeds (RFC 4287): what was published, and what was corrected. Dated by the records, never by a clock."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from generator.catalog import Catalog
from generator.catalog.entry import Entry
from generator.chronology import Correction, changed_on, corrections_of, published_on
from generator.exports.download import Download
from generator.exports.reports import Findings
from generator.language import _, spoken
from generator.scoring.rounding import plain
from generator.source.identity import ReportId

PUBLICATIONS: Final = "feeds/publications.atom"
CORRECTIONS: Final = "feeds/corrections.atom"
NEWEST: Final = 50
"""The most entries of a feed."""

_ATOM: Final = "http://www.w3.org/2005/Atom"
# What XML 1.0 can't hold, even escaped.
_NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a feed: it tells of a report, or of a revision of it, by number."""

    report: ReportId
    revision: int | None
    title: str
    updated: date
    published: date | None
    author: str
    summary: str


def feed_files(catalog: Catalog, findings: Findings) -> Iterator[Download]:
    """Yield the feed of publications and that of corrections, the newest 50 entries each."""
    del findings  # a feed tells of reports, not of what we think of them
    entries = sorted(catalog.by_id.values(), key=lambda entry: (published_on(entry), str(entry.id)), reverse=True)
    reports = [_publication(entry, catalog) for entry in entries[:NEWEST]]
    yield Download(PUBLICATIONS, _feed(catalog, PUBLICATIONS, _("公开的报告"), reports))
    corrections = [_correction(correction, catalog) for correction in corrections_of(catalog)[:NEWEST]]
    yield Download(CORRECTIONS, _feed(catalog, CORRECTIONS, _("更正记录"), corrections))


def _publication(entry: Entry, catalog: Catalog) -> Item:
    assert entry.id is not None
    return Item(
        report=entry.id,
        revision=None,
        title=_line(entry.cover.title),
        updated=changed_on(entry),
        published=entry.cover.published,
        author=_agency(entry, catalog),
        summary=_told(entry, catalog),
    )


def _told(entry: Entry, catalog: Catalog) -> str:
    """Return a report in a line: whose, which year, how much money, the verdict."""
    result, money = entry.cover, entry.cover.money
    budget = money.of("adjusted") if money is not None else None
    parts = [_("{agency} {year} 年度项目支出绩效自评", agency=_agency(entry, catalog), year=entry.year)]
    if entry.cover.demo:
        parts.append(_("演示数据"))
    if money is not None and budget is not None:
        parts.append(_("全年预算 {amount} {unit}", amount=plain(budget), unit=_(money.unit)))
    if not entry.ruleset.computes:
        parts.append(_("不逐项评分"))
    else:
        parts.append(_("没有总分") if result.score is None else _("得分 {score}", score=plain(result.score)))
    if result.grade is not None:
        parts.append(_("等级 {grade}", grade=result.grade))
    return _("，").join(parts) + _("。")


def _correction(correction: Correction, catalog: Catalog) -> Item:
    entry, revision = correction.entry, correction.revision
    assert entry.id is not None
    lines = [_("更正原因：{reason}", reason=_line(revision.reason))]
    for change in revision.changes:
        before, after = (_line(side) or _("（空白）") for side in (change.before, change.after))
        lines.append(_("{field}：{before} → {after}", field=correction.called(change.field), before=before, after=after))
    return Item(
        report=entry.id,
        revision=correction.number,
        title=_("更正：{title}", title=_line(entry.cover.title)),
        updated=correction.day,
        published=revision.date,
        author=_agency(entry, catalog),
        summary="\n".join(lines),
    )


def _feed(catalog: Catalog, path: str, name: str, items: Sequence[Item]) -> bytes:
    """Return a feed; without an address of the site, ids are URNs and links relative to the feed."""
    base = _base(catalog)
    up = base or "../" * path.count("/")
    feed = Element("feed", {"xmlns": _ATOM, "xml:lang": spoken().tag})
    _add(feed, "id", (base or "urn:gongkai:") + path)
    _add(feed, "title", _("{site}：{feed}", site=_line(catalog.site.title), feed=name))
    newest = max((item.updated for item in items), default=None) or _newest(catalog)
    _add(feed, "updated", _moment(newest))
    _author(feed, catalog.site.publisher.name if catalog.site.publisher is not None else catalog.site.title)
    if base:
        SubElement(feed, "link", {"rel": "self", "type": "application/atom+xml", "href": base + path})
    SubElement(feed, "link", {"rel": "alternate", "type": "text/html", "href": up})
    if catalog.site.licence is not None:
        _add(feed, "rights", catalog.site.licence)
    for item in items:
        entry = SubElement(feed, "entry")
        _add(entry, "id", _id(base, item))
        _add(entry, "title", item.title)
        _add(entry, "updated", _moment(item.updated))
        if item.published is not None:
            _add(entry, "published", _moment(item.published))
        _author(entry, item.author)
        anchor = "" if item.revision is None else "#revisions"
        SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": f"{up}{item.report}/{anchor}"})
        _add(entry, "summary", item.summary)
    indent(feed)
    text: str = tostring(feed, "unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode()


def _id(base: str | None, item: Item) -> str:
    """Return what an entry is called for ever; readers compare it letter by letter and need not find anything there."""
    if base is None:
        return f"urn:gongkai:{item.report}" + ("" if item.revision is None else f":revision-{item.revision}")
    return f"{base}{item.report}/" + ("" if item.revision is None else f"#revision-{item.revision}")


def _base(catalog: Catalog) -> str | None:
    """Return the site's own address with a slash at its end, where it has one."""
    url = catalog.site.url
    return None if url is None else f"{url.rstrip('/')}/"


def _newest(catalog: Catalog) -> date:
    return max(map(changed_on, catalog.by_id.values()), default=date(1970, 1, 1))


def _moment(day: date) -> str:
    """Return the beginning of a day in China, whose dates the reports carry."""
    return f"{day.isoformat()}T00:00:00+08:00"


def _agency(entry: Entry, catalog: Catalog) -> str:
    assert entry.id is not None
    return catalog.agency_name(entry.id.agency)


def _author(parent: Element, name: str) -> None:
    _add(SubElement(parent, "author"), "name", _line(name))


def _add(parent: Element, tag: str, text: str) -> None:
    SubElement(parent, tag).text = _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text)


def _line(text: str | None) -> str:
    return " ".join((text or "").split())

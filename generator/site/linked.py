"""What a page says to machines: schema.org as JSON-LD, in a block of data that nothing in it can leave.

Every page says where it stands (`BreadcrumbList`); some say what they are. A property that must be a whole address is left
out where the site does not know its own, and so is everything a record does not state: no date is made up.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, TypeAlias

from markupsafe import Markup
from pydantic_core import to_json

from generator.catalog import Catalog
from generator.catalog.entry import Entry
from generator.language import SOURCE, _, spoken
from generator.model.site import Site
from generator.site import addresses
from generator.site.templates import filters

Thing: TypeAlias = Mapping[str, object]
"""One thing of schema.org; a property that is None or empty is left out."""

_INERT: Final = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029\x7f"} | {
    code: f"\\u{code:04x}" for code in range(0x80, 0xA0)
}
"""Entities mean nothing inside a script element, so that what could end it is written as JSON itself writes it."""


_ACTIVE: Final = re.compile(f"[{''.join(map(chr, _INERT))}]")


def json_ld(things: Iterable[Thing]) -> Markup:
    """Return things as one line of JSON-LD, inert in the Markdown and in the page whatever they say."""
    graph = {"@context": "https://schema.org", "@graph": [_stated(thing) for thing in things]}
    return filters.marked(_ACTIVE.sub(lambda found: _INERT[ord(found[0])], to_json(graph).decode()))


def breadcrumbs(steps: Iterable[tuple[str, str]]) -> Thing:
    """Return the way to a page, each step's name and address on the site."""
    items = [
        {"@type": "ListItem", "position": position, "name": name, "item": addresses.whole(address)}
        for position, (name, address) in enumerate(steps, 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def website(site: Site, description: str) -> Thing:
    """Return the site itself, and how to ask its search."""
    template = addresses.whole(addresses.SEARCH)
    action = template and {
        "@type": "SearchAction",
        "target": {"@type": "EntryPoint", "urlTemplate": f"{template}?q={{search_term_string}}"},
        "query-input": "required name=search_term_string",
    }
    return {
        **_site(site),
        "description": description,
        "inLanguage": spoken().tag,
        "publisher": _publisher(site),
        "potentialAction": action,
    }


def report(catalog: Catalog, entry: Entry, agency: str, description: str, data: str) -> Thing:
    """Return a report; `agency` is its author's name as printed, `data` the path of its JSON in the site."""
    assert entry.id is not None
    id, stated = entry.id, entry.report
    address = addresses.whole(addresses.report(id.year, id.agency, id.project))
    corrected = [revision.date for revision in stated.revisions if revision.date is not None]
    published, evaluated = stated.disclosure.published, stated.evaluated
    title = filters.one_line(stated.title)
    return {
        "@type": "Report",
        "@id": address,
        "url": address,
        "name": title,
        "description": description,
        "identifier": str(id),
        "reportNumber": stated.disclosure.index_number,
        "inLanguage": SOURCE,
        "temporalCoverage": str(id.year),
        "about": {"@type": "Project", "name": title, "identifier": stated.code},
        "author": {"@type": "GovernmentOrganization", "name": agency},
        "dateCreated": evaluated and evaluated.isoformat(),
        "datePublished": published and published.isoformat(),
        "dateModified": max(corrected).isoformat() if corrected else None,
        "isBasedOn": stated.source.url if filters.safe_link(stated.source.url) else None,
        "isPartOf": _site(catalog.site),
        "publisher": _publisher(catalog.site),
        "encoding": _download("MediaObject", data, "application/json"),
    }


def dataset(site: Site, name: str, description: str, covers: str, files: Iterable[tuple[str, str]]) -> Thing:
    """Return a collection of data that can be downloaded; `covers` is a year or years, `files` are path and media type."""
    return {
        "@type": "Dataset",
        "name": name,
        "description": description,
        "temporalCoverage": covers,
        "spatialCoverage": "".join(site.region),
        "inLanguage": SOURCE,
        "isAccessibleForFree": True,
        "license": site.licence and {"@type": "CreativeWork", "text": site.licence},
        "creator": _publisher(site),
        "includedInDataCatalog": {"@type": "DataCatalog", "name": site.title, "url": addresses.whole(addresses.DATA)},
        "distribution": [found for path, kind in files if (found := _download("DataDownload", path, kind))],
    }


def collection(site: Site, *years: int) -> Thing:
    """Return the downloads as a dataset: of one year, or of all of them."""
    suffix = f"-{years[0]}" if len(years) == 1 else ""
    covers = f"{min(years)}/{max(years)}" if len(years) > 1 else "".join(map(str, years))
    files = tuple((f"data/{table}{suffix}.csv", "text/csv") for table in ("reports", "indicators"))
    name = _("项目支出绩效自评数据：{site}（{years}）", site=site.title, years=covers.replace("/", "–"))
    text = _("每份报告一行、每个指标一行的表格：目标、实际、预算、执行，报告自述的得分与按评分标准复算的得分并列。")
    return dataset(site, name, text, covers, files)


def _site(site: Site) -> Thing:
    return {"@type": "WebSite", "name": site.title, "url": addresses.whole(addresses.HOME)}


def _publisher(site: Site) -> Thing | None:
    if site.publisher is None:
        return None
    return {"@type": "Organization", "name": site.publisher.name, "url": site.publisher.url}


def _download(kind: str, path: str, media: str) -> Thing | None:
    address = addresses.whole(f"/{path}")
    return None if address is None else {"@type": kind, "contentUrl": address, "encodingFormat": media}


def _stated(thing: Thing) -> Thing:
    """Leave out what is not there."""
    return dict(_properties(thing))


def _properties(thing: Thing) -> Iterator[tuple[str, object]]:
    for name, value in thing.items():
        found = value
        if isinstance(value, dict):
            found = _stated(value)
        elif isinstance(value, list):
            found = [_stated(member) if isinstance(member, dict) else member for member in value]
        if found is not None and found not in ("", [], {}):
            yield name, found

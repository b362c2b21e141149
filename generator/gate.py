"""The gate 公开前的关口: from everything that was checked to what is published now, and whether it may be."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeAlias

from generator.catalog import Catalog
from generator.catalog.entry import Entry
from generator.checks import Across, check_across, check_entry
from generator.codes import RULES
from generator.diagnostics import Diagnostic, FieldPath, Severity, in_order, with_severities
from generator.disclosure import Disclosed, Held, as_published, disclose, held_back, is_published
from generator.model.waivers import settle
from generator.review.reports import Checked, by_report, chosen_severities, settled


@dataclass(frozen=True)
class Release:
    """What is published: the public catalog, and what was found in it, by report.

    `held` waits; `left_out` are the files that would be published but for an error. An error in what is held back, or in a
    field that is not published, stands in nobody's way: it is listed all the same.
    """

    catalog: Catalog
    findings: Mapping[str, tuple[Diagnostic, ...]]
    held: tuple[Held, ...]
    left_out: tuple[str, ...]
    site_is_broken: bool

    @property
    def is_whole(self) -> bool:
        """Whether nothing is missing but what waits."""
        return not self.left_out and not self.site_is_broken

    def may_be_published(self, *, keep_going: bool) -> bool:
        """Tell whether a site may be made: no error at all, or only errors of records that are left out."""
        has_something = bool(self.catalog.entries or self.catalog.withheld)
        return self.is_whole or (keep_going and not self.site_is_broken and has_something)


def release(checked: Checked, as_of: datetime | None, across: Across = check_across) -> Release:
    """Return what is published of `checked` at `as_of`; None is a moment before the end of every embargo.

    `across` tells what is found between reports.
    """
    held = held_back(checked.catalog, as_of)
    left_out = _left_out(checked, held)
    disclosed = disclose(checked.catalog, as_of, without=left_out)
    is_everything = not disclosed.altered and len(disclosed.catalog.entries) == len(checked.catalog.entries)
    if is_everything:
        return Release(disclosed.catalog, checked.by_report(), held, left_out, checked.site_is_broken)
    findings, catalog = _found_in_public(checked, disclosed, across)
    return Release(catalog, findings, held, left_out, checked.site_is_broken)


def _left_out(checked: Checked, held: tuple[Held, ...]) -> tuple[str, ...]:
    waiting = {one.path for one in held}
    entries = {entry.path: entry for entry in checked.catalog.entries}
    records = frozenset(checked.left_out)
    return tuple(
        sorted(
            {
                found.path
                for found in checked.findings
                if found.severity is Severity.ERROR
                and found.path in records
                and found.path not in waiting
                and (found.path not in entries or is_published(entries[found.path].report, found.field))
            }
            | {entry.path for entry in checked.catalog.entries if entry.path not in waiting and _still_tells(entry)}
        )
    )


def _still_tells(entry: Entry) -> bool:
    """Tell whether what is left of a report after covering still holds what may not be published.

    Looked for anew, since of many findings in a record only the first are listed: those covered must not hide the others.
    """
    if not (entry.cover.is_withheld or entry.cover.is_redacted):
        return False
    found = [finding for finding in check_entry(as_published(entry)) if finding.rule.conceals]
    standing = settle(found, entry.report.waivers, entry.document, RULES).standing
    return any(finding.severity is Severity.ERROR for finding in standing)


def _found_in_public(
    checked: Checked, disclosed: Disclosed, across: Across
) -> tuple[Mapping[str, tuple[Diagnostic, ...]], Catalog]:
    """Return what may be told of the public catalog: found again in it alone, and true of the whole records too.

    A message quotes what it is about, and speaks of other reports; checked again without them, it can quote nothing that
    is not published. What only seems wrong because something is covered is not told.
    """
    known = _Known(checked.findings)
    found_again: list[Diagnostic] = []
    for entry in disclosed.catalog.entries:
        is_altered = entry.path in disclosed.altered or entry.path not in checked.alone
        found_again += check_entry(entry) if is_altered else checked.alone[entry.path]
    found_again += across(disclosed.catalog)
    severities = chosen_severities(checked.catalog.site)
    again, catalog = settled(found_again, disclosed.catalog, severities, not_looked_for=frozenset(RULES))
    findings = in_order(with_severities((found for found in again if found in known), severities, unread=()))
    if any(entry.waived for entry in catalog.entries):
        known_waived = _Known(found for entry in checked.catalog.entries for found in entry.waived)
        entries = (
            replace(entry, waived=tuple(found for found in entry.waived if found in known_waived)) if entry.waived else entry
            for entry in catalog.entries
        )
        catalog = replace(catalog, entries=tuple(entries))
    return by_report(findings), catalog


class _Known:
    """Findings that are known, found again by what they say of which field; most are the very same."""

    def __init__(self, findings: Iterable[Diagnostic]) -> None:
        self._by_code: dict[str, list[Diagnostic]] = {}
        for found in findings:
            self._by_code.setdefault(found.code, []).append(found)
        self._same = {id(found) for of_code in self._by_code.values() for found in of_code}
        self._keys: dict[str, frozenset[_Key]] = {}

    def __contains__(self, found: Diagnostic) -> bool:
        if id(found) in self._same:
            return True
        if found.code not in self._keys:
            self._keys[found.code] = frozenset(map(_key, self._by_code.get(found.code, ())))
        return _key(found) in self._keys[found.code]


_Key: TypeAlias = tuple[str | None, FieldPath | None, str]


def _key(found: Diagnostic) -> _Key:
    return found.report, found.field, found.message("zh")

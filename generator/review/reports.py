"""From files to a checked catalog: read, validate, score, index and check, every problem in one run."""

import stat
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import Final

from generator.catalog import Catalog
from generator.catalog.entry import Entry
from generator.checks import ACROSS, Across, check_across, check_pages, check_settings, corrections
from generator.checks.concealing import discreet
from generator.codes import RULES
from generator.diagnostics import Diagnostic, Severity, has_errors, in_order, with_severities
from generator.disclosure import disclose
from generator.exports.published import FOLDER
from generator.exports.unnamed import NOTHING, Unnamed
from generator.intake.reading import read_each
from generator.intake.shelf import Shelf
from generator.model.content import (
    AGENCIES_FILE,
    is_settings,
    read_surroundings,
)
from generator.model.expected import Expected, is_expected, read_expected
from generator.model.handwritten import Handwritten, read_pages
from generator.model.severities import severity_faults
from generator.model.site import Site
from generator.model.waivers import settle
from generator.review.since import since_published
from generator.runtime.collector import COLLECTOR
from generator.site.markup import markup_faults
from generator.source import Found, Loose, ReportId, discover, expand, find_root
from generator.source.identity import SUFFIX
from generator.source.lines import lines_of
from generator.source.whereabouts import REPORTS
from generator.workers.crew import Alone, Crew


@dataclass(frozen=True)
class Checked:
    """A catalog, and everything found on the way to it, in order of file and position.

    `catalog` holds what could be read and scored; `left_out` names the records that an error keeps from being published.
    """

    root: Path
    catalog: Catalog
    findings: tuple[Diagnostic, ...]
    left_out: tuple[str, ...]
    pages: Mapping[str, Handwritten] = field(default_factory=dict)
    """Hand-written pages of content/pages, by address."""
    expected: Mapping[int, tuple[Expected, ...]] = field(default_factory=dict)
    """What must be disclosed by content/expected, by year."""
    files: Mapping[str, str] = field(default_factory=dict)
    """Where the records are that were read, by the name that findings give them."""
    unread: frozenset[str] = frozenset()
    """Files that could not be read whole, by that name: what they say is not known."""
    is_whole: bool = True
    """Whether the whole site was checked, not only what was asked for."""
    alone: Mapping[str, tuple[Diagnostic, ...]] = field(default_factory=dict)
    """What was found in each record by itself, by the name that findings give it, before anybody answered or weighed it."""
    owed: Unnamed = NOTHING
    """What changed after publication and is named by no correction yet."""

    def file_of(self, shown: str) -> Path:
        """Return the file that a finding names."""
        return Path(self.files.get(shown, self.root / shown))

    @property
    def lost(self) -> int:
        """Of how many files no report could be read at all."""
        return len(self.files.keys() - {entry.path for entry in self.catalog.entries})

    @property
    def waived(self) -> tuple[Diagnostic, ...]:
        """What records answer themselves."""
        return tuple(finding for entry in self.catalog.entries for finding in entry.waived)

    @property
    def is_publishable(self) -> bool:
        """Whether there is no error anywhere."""
        return not has_errors(self.findings)

    @property
    def site_is_broken(self) -> bool:
        """Whether an error stands outside the records: in settings, agencies, standards or the tree itself."""
        return any(f.severity is Severity.ERROR and f.path not in self.left_out for f in self.findings)

    @property
    def scored(self) -> tuple[Entry, ...]:
        """The entries that were read whole, so that their scores mean something."""
        return tuple(entry for entry in self.catalog.entries if not entry.doubtful)

    def publishable(self) -> Catalog:
        """Return what may be published at any time: no record that has an error, or waits for anything."""
        return disclose(self.catalog, None, without=frozenset(self.left_out)).catalog

    def by_report(self) -> Mapping[str, tuple[Diagnostic, ...]]:
        """Return findings by the name of the report they concern."""
        return by_report(self.findings)


_OF_THE_EDITION: Final = frozenset(rule.code for rule in corrections.RULES)


def by_report(findings: Iterable[Diagnostic]) -> Mapping[str, tuple[Diagnostic, ...]]:
    """Return findings by the name of the report they concern, for its page.

    What changed since the published edition is for the publisher: pages come from the records alone, so that the same
    records make the same pages whatever stood there before.
    """
    found: dict[str, list[Diagnostic]] = {}
    for finding in findings:
        if finding.report is not None and finding.code not in _OF_THE_EDITION:
            found.setdefault(finding.report, []).append(finding)
    return {name: tuple(of_one) for name, of_one in found.items()}


def check_reports(
    paths: Sequence[Path],
    *,
    root: Path | None = None,
    cwd: Path,
    published: Path | None = None,
    crew: Crew | None = None,
    shelf: Shelf | None = None,
    across: Across = check_across,
) -> Checked:
    """Read, validate, score, index and check the records under `paths`; without paths, the whole site.

    They are held against the edition that stands published, by default in site/ below the root. What the `shelf` knows from
    an earlier run is not read again; `crew` reads the rest. `across` tells what is found between them.

    Touches no file but those it reads, and raises nothing for bad data: every fault is a finding.
    """
    with COLLECTOR.paused():
        return _check_reports(paths, find_root(paths, root, cwd), published, crew, shelf, across)


def _check_reports(
    paths: Sequence[Path],
    site_root: Path,
    published: Path | None,
    crew: Crew | None,
    shelf: Shelf | None,
    across: Across,
) -> Checked:
    around, findings = read_surroundings(site_root)
    discovery = expand(paths, site_root) if paths else discover(site_root)
    findings += discovery.diagnostics
    pages, faults = read_pages(site_root)
    findings += faults
    expected, faults = read_expected(site_root, None if AGENCIES_FILE in around.broken else around.agencies)
    findings += faults
    loose = [file for file in discovery.loose if not (is_settings(file.shown) or is_expected(file.shown))]
    records: list[Found | Loose] = [*discovery.records, *loose]
    read = {record.shown: record.place for record in records}
    readings = list(read_each(records, around) if shelf is None else shelf.readings(records, around, crew or Alone()))
    alone = {record.shown: reading.findings for record, reading in zip(records, readings, strict=True)}
    findings += chain.from_iterable(alone.values())
    entries = [reading.entry for reading in readings if reading.entry is not None]
    there = {record.id for record in discovery.records} | _continued_elsewhere(entries, site_root)
    elsewhere = frozenset(there - {entry.id for entry in entries})
    catalog = Catalog.of(around.site, around.agencies, around.rulesets, entries, elsewhere, expected, is_whole=not paths)
    findings += across(catalog)
    findings += check_pages(pages.values())
    findings += chain.from_iterable(map(markup_faults, pages.values()))
    findings += check_settings((*around.documents, *expected.documents))
    changed, owed = since_published(catalog, published or site_root / FOLDER, None if shelf is None else shelf.store)
    findings += changed
    findings += severity_faults(around.site, around.settings, RULES)
    unread = around.broken | expected.broken | (read.keys() - {entry.path for entry in entries if not entry.doubtful})
    severities = chosen_severities(around.site)
    findings, catalog = settled(findings, catalog, severities, not_looked_for=ACROSS if paths else frozenset())
    ordered = tuple(in_order(with_severities(findings, severities, unread=unread)))
    if any(finding.rule.conceals for finding in ordered):
        ordered = discreet(ordered, lru_cache(maxsize=1)(lambda shown: lines_of(Path(read.get(shown, site_root / shown)), shown)))
    return Checked(
        site_root,
        catalog,
        ordered,
        _with_errors(ordered, read.keys()),
        pages,
        expected.years,
        files=read,
        unread=frozenset(unread),
        is_whole=not paths,
        alone=alone,
        owed=owed,
    )


def settled(
    findings: list[Diagnostic], catalog: Catalog, severities: Mapping[str, Severity], *, not_looked_for: frozenset[str]
) -> tuple[list[Diagnostic], Catalog]:
    """Take the findings that records answer by `waivers` out, and give them to their entries; say what is wrong with the answers."""
    own: dict[str, list[Diagnostic]] = {entry.path: [] for entry in catalog.entries if entry.cover.has_waivers}
    if not own:
        return findings, catalog
    standing = [finding for finding in findings if finding.path not in own]
    for finding in findings:
        if finding.path in own:
            own[finding.path].append(finding)
    entries: list[Entry] = []
    for entry in catalog.entries:
        if entry.path not in own:
            entries.append(entry)
            continue
        result = settle(own[entry.path], entry.report.waivers, entry.document, RULES, not_looked_for=not_looked_for)
        standing += [*result.standing, *(replace(fault, report=entry.name) for fault in result.faults)]
        waived = in_order(with_severities(result.waived, severities, unread=()))
        entries.append(replace(entry, waived=tuple(waived)))
    return standing, replace(catalog, entries=tuple(entries))


def _continued_elsewhere(entries: Iterable[Entry], site_root: Path) -> frozenset[ReportId]:
    """Return the reports that `entries` continue and that are there, though this run did not read them."""
    named = {before for entry in entries if (before := entry.cover.predecessor) is not None}
    found = named - {entry.id for entry in entries}
    return frozenset(id for id in found if _may_be_there(site_root / REPORTS / f"{id}{SUFFIX}"))


def _may_be_there(file: Path) -> bool:
    """Tell whether a record is there; where its folder can't be looked into, nobody may say that it isn't."""
    try:
        return stat.S_ISREG(file.lstat().st_mode)
    except PermissionError:
        return True
    except OSError:
        return False


def chosen_severities(site: Site) -> Mapping[str, Severity]:
    """Return the severities a site has chosen, by code."""
    return {code: Severity(severity) for code, severity in site.severities.items()}


def _with_errors(findings: Iterable[Diagnostic], read: Collection[str]) -> tuple[str, ...]:
    broken = {finding.path for finding in findings if finding.severity is Severity.ERROR}
    return tuple(sorted(path for path in broken if path in read or path.startswith(f"{REPORTS}/")))

"""What stands around the reports: the site's settings, its agencies, and the scoring standards in reach."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeVar

from generator.diagnostics import Diagnostic, FieldPath, Rule, Severity, Text, quoted
from generator.model import standards
from generator.model.record import Record
from generator.model.report import Report
from generator.model.ruleset import Ruleset
from generator.model.site import Agencies, Agency, Site
from generator.model.standards import NO_RULESET, RULESETS_FOLDER, UNKNOWN_RULESET, builtin_rulesets, local_rulesets
from generator.model.validation import validate
from generator.source.document import Document
from generator.source.identity import ReportId, is_slug
from generator.source.reader import read_file

SITE_FILE: Final = "content/site.yaml"
AGENCIES_FILE: Final = "content/agencies.yaml"

M = TypeVar("M", bound=Record)

NO_SITE: Final = Rule(
    "content-no-site",
    Severity.ERROR,
    Text("缺少 content/site.yaml", "content/site.yaml is missing"),
    Text("新建 content/site.yaml，至少写 title 和 rulesets。", "Create content/site.yaml with at least title and rulesets."),
    Text(
        "网站的名称、发布者和各年度的评分标准写在这里。",
        "It names the site, its publisher, and the standard in force in each year.",
    ),
    failing="# content/ 里没有 site.yaml",
    passing="# content/site.yaml → title: 某某县绩效自评公开",
)
UNKNOWN_AGENCY: Final = Rule(
    "agency-unknown",
    Severity.ERROR,
    Text("agencies.yaml 里没有单位 {agency}", "agencies.yaml has no agency {agency}"),
    Text(
        "在 content/agencies.yaml 的 agencies 下加一行：{agency}: {{name: 单位全称}}。",
        "Add to agencies in content/agencies.yaml: {agency}: {{name: full name}}.",
    ),
    Text("页面用单位全称；只有缩写的单位，读者认不出来。", "Pages show an agency's full name; readers can't recognise a slug."),
    failing="# content/reports/2021/xin-danwei/xiangmu.yaml，而 agencies.yaml 里没有 xin-danwei",
    passing="# content/agencies.yaml → agencies: {xin-danwei: {name: 新单位}}",
)
UNKNOWN_DEPARTMENT: Final = Rule(
    "department-unknown",
    Severity.ERROR,
    Text(
        "单位 {agency} 的主管部门 {department} 不在 departments 里",
        "the department {department} of {agency} is not in departments",
    ),
    Text(
        "在 content/agencies.yaml 的 departments 下加一行：{department}: 部门全称。",
        "Add to departments in content/agencies.yaml: {department}: full name.",
    ),
    Text("按主管部门汇总要靠这张表。", "Figures by department rest on this table."),
    failing="# agencies.yaml → agencies: {quwo-gonganju: {name: 曲沃县公安局, department: gongan}}，departments 为空",
    passing="# agencies.yaml → departments: {gongan: 公安}",
)
BAD_SLUG: Final = Rule(
    "agency-slug",
    Severity.ERROR,
    Text("单位或部门的标识“{slug}”不能用作网址", "the slug “{slug}” can't be part of an address"),
    Text(
        "只用小写字母、数字和连字符，例如 quwo-gonganju。", "Use lower-case letters, digits and hyphens, such as quwo-gonganju."
    ),
    Text("标识就是网址的一段，公开以后不再改变。", "The slug is part of an address that never changes."),
    failing="# agencies.yaml → agencies: {曲沃公安: {name: 曲沃县公安局}}",
    passing="# agencies.yaml → agencies: {quwo-gonganju: {name: 曲沃县公安局}}",
)
YEAR_MISMATCH: Final = Rule(
    "period-year",
    Severity.WARNING,
    Text("文件放在 {year} 年度，实施期却是 {period}", "the file is filed under {year}, but its period is {period}"),
    Text("核对 period 与所在文件夹的年度。", "Check period against the folder's year."),
    Text(
        "年度放错，读者就找不到，跨年对照也会错。",
        "A report under the wrong year can't be found and spoils comparison across years.",
    ),
    failing="# content/reports/2022/… 里写着 period: {start: 2021-01, end: 2021-12}",
    passing="# content/reports/2021/… 里写着 period: {start: 2021-01, end: 2021-12}",
)

RULES: Final = (NO_SITE, *standards.RULES, UNKNOWN_AGENCY, UNKNOWN_DEPARTMENT, BAD_SLUG, YEAR_MISMATCH)


@dataclass(frozen=True)
class Surroundings:
    """The site, its agencies, and every scoring standard by id."""

    site: Site
    agencies: Agencies
    rulesets: Mapping[str, Ruleset]
    settings: Document | None = None
    """content/site.yaml as a document, for the places of its values."""
    documents: tuple[Document, ...] = ()
    """Every file that could be read, as a document, for what is looked for in its texts."""
    broken: frozenset[str] = frozenset()
    """The settings files that have errors: what depends on them is not reported a second time, record by record."""


def read_surroundings(root: Path) -> tuple[Surroundings, list[Diagnostic]]:
    """Read content/site.yaml, content/agencies.yaml and the rulesets of a site root, and every fault in them.

    A root without `content/` has no site: only the built-in standards are in reach, which is no fault.
    """
    findings: list[Diagnostic] = []
    rulesets = builtin_rulesets()
    settings, documents = None, list[Document]()
    site, agencies = Site(title="gongkai"), Agencies()
    if not (root / "content").is_dir():
        return Surroundings(site, agencies, rulesets), findings
    rulesets |= local_rulesets(root, rulesets, findings, documents)
    if _is_there(root / SITE_FILE):
        settings, site = _read(root, SITE_FILE, site, findings)
        documents += [] if settings is None else [settings]
        findings += _default_faults(site, settings, rulesets)
    else:
        findings.append(NO_SITE.at(SITE_FILE))
    if _is_there(root / AGENCIES_FILE):
        document, agencies = _read(root, AGENCIES_FILE, agencies, findings)
        documents += [] if document is None else [document]
        findings += _agency_faults(agencies, document)
    broken = frozenset(finding.path for finding in findings if finding.severity is Severity.ERROR)
    return Surroundings(site, agencies, rulesets, settings, tuple(documents), broken), findings


def is_settings(shown: str) -> bool:
    """Tell whether a path is one of the files that `read_surroundings` reads anyway: no record, whoever names it."""
    return shown in (SITE_FILE, AGENCIES_FILE) or shown.startswith(f"{RULESETS_FOLDER}/")


def ruleset_of(
    report: Report, document: Document, year: int | None, around: Surroundings, name: str
) -> Ruleset | list[Diagnostic]:
    """Return the standard a report is scored by: the one it names, else the site's default in force that year.

    Where there is none, say so; or say nothing, where a broken settings file is the reason and was reported itself.
    """
    known = ", ".join(sorted(around.rulesets))
    chosen = report.ruleset or around.site.ruleset_for(year)
    if chosen is None:
        if SITE_FILE in around.broken:
            return []
        span = document.span(("title",))
        return [NO_RULESET.at(document.path, span, report=name, year=year or "?", known=known)]
    if chosen not in around.rulesets:
        if f"{RULESETS_FOLDER}/{chosen}.yaml" in around.broken or (report.ruleset is None and SITE_FILE in around.broken):
            return []
        span = document.span(("ruleset",) if report.ruleset else ())
        return [UNKNOWN_RULESET.at(document.path, span, report=name, ruleset=quoted(chosen), known=known)]
    return around.rulesets[chosen]


def filing_faults(report: Report, document: Document, id: ReportId, around: Surroundings) -> list[Diagnostic]:
    """Return what is wrong with where a report is filed: an unknown agency, a period of another year."""
    findings: list[Diagnostic] = []
    start = document.span(())
    if id.agency not in around.agencies.agencies and AGENCIES_FILE not in around.broken:
        findings.append(UNKNOWN_AGENCY.at(document.path, start, report=str(id), agency=id.agency))
    first, last = report.period.start, report.period.end
    years = (first.year if first else id.year, last.year if last else id.year)
    if not years[0] <= id.year <= years[1]:
        shown = "–".join(str(moment) for moment in (first, last) if moment is not None)
        findings.append(YEAR_MISMATCH.at(document.path, document.span(("period",)), report=str(id), year=id.year, period=shown))
    return findings


def _is_there(file: Path) -> bool:
    """Tell whether there is anything to read, be it a link or out of reach: reading it says what is wrong."""
    try:
        file.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True
    return True


def _read(root: Path, shown: str, blank: M, findings: list[Diagnostic]) -> tuple[Document | None, M]:
    """Read a settings file; what can't be used is reported and leaves `blank`."""
    document, faults = read_file(root / shown, shown)
    findings += faults
    if document is None:
        return None, blank
    value, faults = validate(document, type(blank))
    findings += faults
    return document, value if value is not None else blank


def _default_faults(site: Site, document: Document | None, rulesets: Mapping[str, Ruleset]) -> list[Diagnostic]:
    known = ", ".join(sorted(rulesets))
    return [
        UNKNOWN_RULESET.at(document.path, document.span(("rulesets", place, "id")), ruleset=quoted(entry.id), known=known)
        for place, entry in enumerate(site.rulesets)
        if entry.id not in rulesets and document is not None
    ]


def _agency_faults(agencies: Agencies, document: Document | None) -> list[Diagnostic]:
    if document is None:
        return []
    slugs: list[FieldPath] = [("departments", slug) for slug in agencies.departments]
    slugs += [("agencies", slug) for slug in agencies.agencies]
    bad = [
        BAD_SLUG.at(document.path, document.key_span(field), slug=quoted(str(field[-1])))
        for field in slugs
        if not is_slug(str(field[-1]))
    ]
    return bad + [
        UNKNOWN_DEPARTMENT.at(
            document.path,
            document.span(("agencies", slug, "department")),
            agency=quoted(slug),
            department=quoted(agency.department),
        )
        for slug, agency in agencies.agencies.items()
        if _names_unknown_department(agency, agencies) and agency.department is not None
    ]


def _names_unknown_department(agency: Agency, agencies: Agencies) -> bool:
    return agency.department is not None and agency.department not in agencies.departments

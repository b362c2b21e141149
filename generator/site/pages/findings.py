"""核验提示 on a report's overview: what was found, why it matters, and where on the site to look."""

from typing import NamedTuple

from markupsafe import Markup

from generator.catalog.entry import Entry
from generator.diagnostics import Diagnostic, FieldPath, Severity
from generator.language import _, lang
from generator.site import addresses
from generator.site.pages.analysis import Section, anchor_of
from generator.site.pages.frame import address_of
from generator.site.pages.rows import row_anchor
from generator.site.templates import filters


class Found(NamedTuple):
    """One place: what was found, and the way to where it shows."""

    message: str
    where: Markup | None


class Finding(NamedTuple):
    """核验提示 of one kind, in plain words: what was found, place by place, and once why it matters."""

    kind: str
    word: str
    code: str
    found: tuple[Found, ...]
    why: str


class Answered(NamedTuple):
    """已说明的提示: what was found, why it stands as it is, and who decided so (and when, where that is said)."""

    code: str
    found: Found
    reason: str
    decided: str


def answered_of(entry: Entry, sections: tuple[Section, ...]) -> tuple[Answered, ...]:
    """Return the findings that a report answers itself (`waivers`), by position."""
    return tuple(
        Answered(
            code=finding.code,
            found=Found(finding.message(lang()), _where(entry, finding.field, sections)),
            reason=filters.one_line(finding.waived.reason),
            decided=_decided(filters.one_line(finding.waived.by), finding.waived.date),
        )
        for finding in entry.waived
        if finding.waived is not None
    )


def _decided(by: str, date: str | None) -> str:
    return _("决定人：{by}", by=by) if date is None else _("决定人：{by}，{date}", by=by, date=date)


def findings_of(entry: Entry, findings: tuple[Diagnostic, ...], sections: tuple[Section, ...]) -> tuple[Finding, ...]:
    """Return the findings for a report's overview, one view a code, the gravest first."""
    by_kind: dict[tuple[int, str], list[Diagnostic]] = {}
    for finding in findings:
        by_kind.setdefault((finding.severity.rank, finding.code), []).append(finding)
    return tuple(
        Finding(
            kind="info" if same[0].severity is Severity.INFO else "warning",
            word=_("说明") if same[0].severity is Severity.INFO else _("提示"),
            code=code,
            found=tuple(Found(finding.message(lang()), _where(entry, finding.field, sections)) for finding in same),
            why=same[0].rule.why.in_(lang()),
        )
        for (_rank, code), same in sorted(by_kind.items(), key=lambda item: item[0][0])
    )


def _where(entry: Entry, field: FieldPath | None, sections: tuple[Section, ...]) -> Markup | None:
    """Return the way to what a finding is about: a row, the money, a section of the text; None for the whole report."""
    part: addresses.Part
    anchor: str | None
    match field:
        case ("indicators", int(place), *_):
            part, anchor = "indicators", row_anchor(place)
        case ("indicators",):
            part, anchor = "indicators", None
        case ("budget", "execution", *_):
            part, anchor = "indicators", row_anchor(None)
        case ("budget", *_):
            part, anchor = "budget", "budget"
        case (str(key), *_) if (section := anchor_of(sections, key)) is not None:
            part, anchor = "analysis", section
        case _:
            return None
    return addresses.href(address_of(entry), address_of(entry, part), anchor)

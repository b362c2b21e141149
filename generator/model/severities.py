"""Severities 级别 that a site chooses for codes: any of them, but what may never be published stays an error."""

from collections.abc import Iterator, Mapping
from typing import Final

from generator.diagnostics import Diagnostic, Rule, Severity, Text, quoted
from generator.model.site import Site
from generator.source.document import Document

UNKNOWN_CODE: Final = Rule(
    "severities-unknown-code",
    Severity.ERROR,
    Text("没有代码“{code}”，不能调整它的级别", "there is no code “{code}” whose severity could be set"),
    Text("全部代码见 gongkai explain。", "gongkai explain lists every code."),
    Text(
        "写错的代码如果被忽略，本该拦下的问题就会放过。", "A misspelt code that is ignored lets through what should be stopped."
    ),
    failing="# content/site.yaml → severities: {toatl-sum: error}",
    passing="# content/site.yaml → severities: {total-sum: error}",
)
FIXED: Final = Rule(
    "severities-fixed",
    Severity.ERROR,
    Text(
        "{code} 不能调成 {chosen}：它拦下的内容一经公开就无法收回",
        "{code} can't be made {chosen}: what it stops can't be taken back",
    ),
    Text(
        "删去这一行。确可公开的，在那份记录的 waivers 里写明代码、理由和决定人；不能公开的一段用 redactions 遮去。",
        "Remove the line. What may be published is waived in its own record, with code, reason and who decided; "
        "what may not is covered there by redactions.",
    ),
    Text(
        "级别对全站起作用：一处为一个电话放行，别处的身份证号也会跟着公开。能不能公开，要一处一处决定，并写明是谁决定的。",
        "A severity holds for the whole site: lowered for one office number, it lets every other one out as well. "
        "Each is a decision of its own, by somebody who is named.",
    ),
    failing="# content/site.yaml → severities: {privacy-identity-number: info}",
    passing="# 记录里 → waivers: [{code: privacy-landline, reason: 对外公布的值班电话, by: 县公安局办公室}]",
)
RULES: Final = (UNKNOWN_CODE, FIXED)


def severity_faults(site: Site, settings: Document | None, rules: Mapping[str, Rule]) -> Iterator[Diagnostic]:
    """Yield the choices that have no effect: of a code that does not exist, or lower than it is for what is private or secret."""
    if settings is None:
        return
    for code, severity in site.severities.items():
        if code not in rules:
            yield UNKNOWN_CODE.at(settings.path, settings.key_span(("severities", code)), code=quoted(code))
        elif rules[code].conceals and Severity(severity).rank > rules[code].severity.rank:
            yield FIXED.at(settings.path, settings.span(("severities", code)), code=code, chosen=severity)

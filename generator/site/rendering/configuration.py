"""A site's own mkdocs.yml before MkDocs sees it: what can't be read is told with its place and what to do."""

import os
from pathlib import Path

from generator.diagnostics import Diagnostic, Lang, Severity, Text
from generator.source import read_bytes
from generator.source.refusals import SIZE_LIMIT


def fault_of(path: Path) -> Text | None:
    """Return why a file can't be read as settings, and what to do about it; None where it can.

    It is read as a record is, since that reader names the place; what a record may not have (tags, anchors) is MkDocs' affair.
    """
    if not os.path.lexists(path):
        return Text(f"找不到 {path}，请把它放在 content 文件夹旁边", f"{path} does not exist: put it beside the folder content")
    if not path.is_file():
        return Text(
            f"{path} 不是普通文件，请换成写有 MkDocs 设置的文件",
            f"{path} is not an ordinary file: put a file with MkDocs' settings in its place",
        )
    if path.stat().st_size > SIZE_LIMIT:
        return Text(f"{path} 超过 1 MiB，不是设置文件", f"{path} is larger than 1 MiB and no file of settings")
    document, findings = read_bytes(path.read_bytes(), str(path))
    if document is not None and isinstance(document.data, dict):
        return None
    found = next(finding for finding in findings if finding.severity is Severity.ERROR)
    return Text(_told(found, "zh"), _told(found, "en"))


def _told(finding: Diagnostic, lang: Lang) -> str:
    place = f"{finding.path}:{finding.span.line}:{finding.span.column}" if finding.span else finding.path
    message, hint = finding.message(lang), finding.hint(lang)
    return f"{place}：{message}；{hint}" if lang == "zh" else f"{place}: {message}. {hint}"

"""The scoring standards in reach: those that ship with the software, and a site's own in content/rulesets, by id."""

from collections.abc import Mapping
from importlib import resources
from pathlib import Path
from typing import Final

from generator.diagnostics import Diagnostic, Rule, Severity, Text, quoted
from generator.model.ruleset import Ruleset
from generator.model.validation import validate
from generator.source.document import Document
from generator.source.folder import files_in
from generator.source.identity import SUFFIX, is_slug
from generator.source.reader import read_bytes, read_file

RULESETS_FOLDER: Final = "content/rulesets"

UNSCORED: Final = "unscored"
"""The built-in standard that computes nothing; a record without a usable one is checked by it."""

NO_RULESET: Final = Rule(
    "ruleset-none",
    Severity.ERROR,
    Text(
        "没有适用的评分标准：记录没有写 ruleset，{year}年度也没有默认标准",
        "no scoring standard: the record names none, and none is the default in {year}",
    ),
    Text(
        "在记录里写 ruleset: …，或在 content/site.yaml 的 rulesets 里为该年度指定。可用的标准：{known}。",
        "Write ruleset: … in the record, or set a default for that year in content/site.yaml. Known: {known}.",
    ),
    Text(
        "没有标准就不知道怎样计分；软件不会替人选择。",
        "Without a standard nothing says how to score; the software doesn't choose one.",
    ),
    failing="# 2015 年度的记录没有写 ruleset，而 site.yaml 的默认标准自 2020 年起",
    passing="title: 警务通通信服务项目\nruleset: quwo-2021\nindicators:\n  - {name: 通信服务数量, target: 2个, actual: 2个}\n",
)
UNKNOWN_RULESET: Final = Rule(
    "ruleset-unknown",
    Severity.ERROR,
    Text("没有名为“{ruleset}”的评分标准", "there is no scoring standard “{ruleset}”"),
    Text(
        "可用的标准：{known}。本地标准放在 content/rulesets/ 下，文件名与 id 相同。",
        "Known: {known}. A local one goes into content/rulesets/, its file named like its id.",
    ),
    Text(
        "记录引用的标准必须存在，读者才能查到计分的依据。",
        "A standard that is referred to must exist, so that readers can look it up.",
    ),
    failing="title: 警务通通信服务项目\nruleset: quwo-1921\nindicators:\n  - {name: 通信服务数量, target: 2个, actual: 2个}\n",
    passing="title: 警务通通信服务项目\nruleset: quwo-2021\nindicators:\n  - {name: 通信服务数量, target: 2个, actual: 2个}\n",
)
RULESET_ID: Final = Rule(
    "ruleset-id",
    Severity.ERROR,
    Text("评分标准的 id“{id}”不能用：{why}", "the standard's id “{id}” can't be used: {why}"),
    Text(
        "id 用小写字母、数字和连字符，与文件名相同，且不与内置标准重名。",
        "Use lower-case letters, digits and hyphens, the same as the file's name, and no built-in id.",
    ),
    Text(
        "标准的 id 是它的网址；已公布的标准不能就地改写，只能另立一份。",
        "The id is its address; a published standard is never edited in place, a new one is added.",
    ),
    failing="# content/rulesets/local.yaml → id: quwo-2021",
    passing="# content/rulesets/quwo-2024.yaml → id: quwo-2024",
)
RULES: Final = (NO_RULESET, UNKNOWN_RULESET, RULESET_ID)


def builtin_rulesets() -> dict[str, Ruleset]:
    """Return the standards that ship with the software, by id."""
    found: dict[str, Ruleset] = {}
    for file in sorted(resources.files("generator.rulesets").iterdir(), key=lambda entry: entry.name):
        if file.name.endswith(".yaml"):
            document, faults = read_bytes(file.read_bytes(), file.name)
            ruleset, more = validate(document, Ruleset) if document is not None else (None, [])
            if ruleset is None or faults or more:
                raise ValueError(f"the built-in standard {file.name} is broken: {[f.message('en') for f in (*faults, *more)]}")
            found[ruleset.id] = ruleset
    return found


def local_rulesets(
    root: Path, builtin: Mapping[str, Ruleset], findings: list[Diagnostic], documents: list[Document]
) -> dict[str, Ruleset]:
    """Return the standards of a site root's content/rulesets, by id; add every fault in them, and what could be read of them."""
    found: dict[str, Ruleset] = {}
    files, faults = files_in(root, RULESETS_FOLDER, SUFFIX)
    findings += faults
    for file, shown in files:
        document, faults = read_file(file, shown)
        findings += faults
        documents += [] if document is None else [document]
        ruleset, faults = validate(document, Ruleset) if document is not None else (None, [])
        findings += faults
        if ruleset is None or document is None:
            continue
        if (why := _bad_id(ruleset.id, file.stem, builtin)) is not None:
            findings.append(RULESET_ID.at(shown, document.span(("id",)), id=quoted(ruleset.id), why=why))
        else:
            found[ruleset.id] = ruleset
    return found


def _bad_id(id: str, stem: str, builtin: Mapping[str, Ruleset]) -> Text | None:
    if not is_slug(id):
        return Text("含有小写字母、数字、连字符以外的字符", "it has characters other than a-z, 0-9 and -")
    if id != stem:
        return Text(f"与文件名 {quoted(stem)} 不同", f"it differs from the file's name {quoted(stem)}")
    if id in builtin:
        return Text("与内置标准重名", "a built-in standard has it")
    return None

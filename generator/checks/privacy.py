"""Privacy 隐私: what identifies a person or reaches one keeps a report from being published.

An agency's public mailbox belongs into `source.url` (mailto:), which is not looked at, like addresses and hashes: their digits
mean nothing to a person. Whoever decides that a number may be published says so in the record, by a waiver.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

from generator.catalog.entry import Entry
from generator.checks.glance import may_be_personal
from generator.checks.passages import ENOUGH, Passage, folded, passages, place, span_in
from generator.checks.personal import Kind, Trace, traces
from generator.diagnostics import Diagnostic, Rule, Severity, Text
from generator.model.content import SITE_FILE
from generator.model.handwritten import Handwritten
from generator.source.document import Document

_LAW: Final = "《中华人民共和国政府信息公开条例》第十五条；《中华人民共和国个人信息保护法》（按通行理解，未核对原文）"
_DELETE: Final = "删去，或遮去中间几位"
_HEAD: Final = "title: 警务通通信服务项目\nruleset: national-2020\nindicators:\n  - {name: 通信服务数量, weight: 100, target: 2个, actual: 2个}\n"


def _rule(code: str, what: Text, hint: Text, why: Text, failing: str, passing: str) -> Rule:
    """Every rule here is an error that must not repeat what it found, and one line of an example shows it."""
    return Rule(
        code,
        Severity.ERROR,
        Text(f"出现{what.zh} {{shown}}", f"there is {what.en}, {{shown}}"),
        hint,
        why,
        failing=_HEAD + failing,
        passing=_HEAD + passing,
        clause=_LAW,
        alone=True,
        conceals=True,
    )


IDENTITY: Final = _rule(
    "privacy-identity-number",
    Text("居民身份证号", "a resident identity number"),
    Text("删去这个号码；确需区分同名的人，写单位和职务。", "Delete it; to tell namesakes apart, name office and position."),
    Text(
        "身份证号足以冒用一个人的身份，一经公开无法收回；自评报告用不着它。",
        "It is enough to impersonate a person and can't be taken back; no such report needs it.",
    ),
    "problems: 经办人身份证号 11010519491231002X 未及时更新。\n",
    "problems: 项目编码 110105202100000012 未及时更新。\n",
)
MOBILE: Final = _rule(
    "privacy-mobile",
    Text("手机号码", "a mobile phone number"),
    Text("删去这个号码；要留联系方式，写单位的名称和科室。", "Delete it; for contact, name the agency and its office."),
    Text(
        "手机号码是个人的联系方式，公开以后会招来骚扰和诈骗。",
        "It reaches one person; published, it draws nuisance calls and fraud.",
    ),
    "conclusion: 如有疑问请联系 13800138000。\n",
    "conclusion: 如有疑问请联系本单位办公室，全年支出 13800138000 元。\n",
)
LANDLINE: Final = _rule(
    "privacy-landline",
    Text("固定电话号码", "a landline number"),
    Text(
        "删去；确是单位对外公布的电话，请说明理由并记入核验豁免。",
        "Delete it; if the agency makes it public, waive this with the reason.",
    ),
    Text(
        "办公电话多半能找到具体的人；表格里填报人的电话是给主管部门看的，不是给公众的。",
        "An office number mostly reaches one person; the form asks for it on behalf of the department, not of the public.",
    ),
    "conclusion: 联系电话：0357-2000000。\n",
    "conclusion: 政务服务便民热线 12345，投诉 12388。\n",
)
CARD: Final = _rule(
    "privacy-bank-card",
    Text("银行卡号", "a bank card number"),
    Text("删去这个号码。", "Delete it."),
    Text(
        "收款人的卡号连同姓名公开，足以被人冒用；补助发放情况写人数和金额即可。",
        "A payee's card number invites fraud; numbers of people and amounts are all that a report needs.",
    ),
    "conclusion: 补助打入 6222000000000000004 账户。\n",
    "conclusion: 补助打入 266 名养殖户的账户。\n",
)
EMAIL: Final = _rule(
    "privacy-email",
    Text("电子邮箱地址", "an e-mail address"),
    Text(
        "删去；单位的公开信箱可以写在 source.url 里（mailto:）。",
        "Delete it; an agency's public mailbox may stand in source.url (mailto:).",
    ),
    Text(
        "邮箱多半属于个人，公开以后会招来垃圾邮件和钓鱼邮件。",
        "It mostly belongs to one person; published, it draws spam and phishing.",
    ),
    "conclusion: 材料请发 zhangsan@example.com。\n",
    "conclusion: 材料请交本单位办公室。\nsource: {url: 'mailto:office@example.com'}\n",
)
PLATE: Final = _rule(
    "privacy-plate",
    Text("车辆号牌", "a vehicle's plate"),
    Text("删去号牌，写车型和数量。", "Delete it; write the kind of vehicle and how many."),
    Text(
        "号牌能查到车主和行踪；执法、涉密单位的车辆尤其不能公开。",
        "A plate leads to an owner and to where the vehicle was; those of the police are sensitive.",
    ),
    "conclusion: 维修车辆京A·12345。\n",
    "conclusion: 维修公务用车 2 辆。\n",
)
PASSPORT: Final = _rule(
    "privacy-passport",
    Text("护照号码", "a passport number"),
    Text("删去这个号码。", "Delete it."),
    Text("护照号码与身份证号一样能冒用身份。", "Like an identity number, it is enough to impersonate a person."),
    "conclusion: 出访人员护照号 E12345678。\n",
    "conclusion: 出访人员 3 人，批件 E12345678。\n",
)
NAME: Final = _rule(
    "privacy-name",
    Text("与电话写在一起的人名", "a person's name beside a phone number"),
    Text("删去人名和电话，写负责的科室。", "Delete name and number; name the office in charge."),
    Text(
        "姓名与电话写在一起，就是一个人完整的联系方式；公开页面最常见的泄露正是这一行。",
        "Together they reach one named person; this line is what published forms leak most often.",
    ),
    "conclusion: 联系人：张三，电话：见附表。\n",
    "conclusion: 联系人：办公室，电话：见附表。\n",
)
_RULE_OF: Final[Mapping[Kind, Rule]] = {
    Kind.IDENTITY: IDENTITY,
    Kind.MOBILE: MOBILE,
    Kind.LANDLINE: LANDLINE,
    Kind.CARD: CARD,
    Kind.EMAIL: EMAIL,
    Kind.PLATE: PLATE,
    Kind.PASSPORT: PASSPORT,
    Kind.NAME: NAME,
}
RULES: Final = tuple(_RULE_OF.values())

_ON_PAGES: Final[Mapping[Kind, Severity]] = {
    Kind.IDENTITY: Severity.ERROR,
    Kind.CARD: Severity.ERROR,
    Kind.PASSPORT: Severity.ERROR,
    Kind.MOBILE: Severity.WARNING,
}
"""What the publisher's own pages and settings are held to: its contact may stand there, so a mobile number is only pointed out."""

_ADDRESSES: Final = frozenset({"url", "sha256"})
_CODES: Final = frozenset({"code", "index_number", "file"})
_CELLS: Final = frozenset({"target", "actual", "completion", "weight", "stated_score", "score", "full"})
_REACHES: Final = re.compile(r"电话|手机|联系(?:人|方式)|身份证|证件号|银行卡|[卡账帐]号")
_DIGITS: Final = re.compile(r"[0-9 -]{3,30}[0-9Xx]")
_BY_ITS_ROW: Final = frozenset({Kind.IDENTITY, Kind.MOBILE, Kind.CARD})
"""What no count or amount looks like, even in a row about telephones; a landline number does."""
_NAMED: Final = 8
"""How much of a row's name stands before its cell: words further off say nothing of it."""
_FIGURE: Final = re.compile(r"[≥≤≧≦═><=~ ]{0,3}[0-9.,]+")


def personal_data_is_absent(entry: Entry) -> Iterator[Diagnostic]:
    """No text of a record holds an identity, phone, card or passport number, a mail address, a plate, or a name beside a phone."""
    document = entry.document
    if document.text and not may_be_personal(document.text):
        return
    seen: Counter[Kind] = Counter()
    for passage, trace in (*_in_texts(document), *_in_cells(document)):
        seen[trace.kind] += 1
        if seen[trace.kind] <= ENOUGH:
            span = place(document, passage, trace.start, trace.end)
            rule = _RULE_OF[trace.kind]
            yield rule.at(entry.path, span, report=entry.name, field=passage.field, shown=trace.masked)


def _in_texts(document: Document) -> Iterator[tuple[Passage, Trace]]:
    for passage in passages(document):
        text = folded(passage.text)
        if not is_figure_by_field(passage, text):
            for trace in traces(text):
                yield passage, trace


def _in_cells(document: Document) -> Iterator[tuple[Passage, Trace]]:
    """Yield what a bare number in a row is by the row's name: 联系人张三 beside 13800138000; an identity number over two cells too."""
    data = document.data if isinstance(document.data, dict) else {}
    rows = data.get("indicators")
    for at, row in enumerate(rows if isinstance(rows, list) else ()):
        if not isinstance(row, dict) or not isinstance(name := row.get("name"), str) or not _REACHES.search(name):
            continue
        head = folded(name)[-_NAMED:] + ":"
        cells = [Passage(("indicators", at, key), text) for key in ("target", "actual") if isinstance(text := row.get(key), str)]
        bare = [(passage, text) for passage in cells if _DIGITS.fullmatch(text := folded(passage.text))]
        over_both = [(bare[0][0], bare[0][1] + bare[1][1])] if len(bare) == len(cells) == 2 else []
        for passage, text in (*bare, *over_both):
            for trace in traces(head + text):
                if trace.kind in _BY_ITS_ROW and trace.start >= len(head):
                    end = min(trace.end - len(head), len(passage.text))
                    yield passage, trace._replace(start=trace.start - len(head), end=end)


def pages_hold_no_personal_data(page: Handwritten) -> Iterator[Diagnostic]:
    """No hand-written page holds an identity, card or passport number; a mobile number on one is pointed out."""
    if not may_be_personal(page.text):
        return
    seen: Counter[Kind] = Counter()
    for trace in traces(folded(page.text)):
        severity = _ON_PAGES.get(trace.kind)
        seen[trace.kind] += 1
        if severity is not None and seen[trace.kind] <= ENOUGH:
            span = span_in(page.text, trace.start, trace.end)
            yield _RULE_OF[trace.kind].at(page.path, span, severity=severity, shown=trace.masked)


def settings_hold_no_personal_data(document: Document) -> Iterator[Diagnostic]:
    """No text of what stands around the records does: lists, names of agencies, standards are published like a record's.

    In site.yaml the publisher's own contact may stand, as on its pages.
    """
    if not may_be_personal(document.text):
        return
    is_own = document.path == SITE_FILE
    seen: Counter[Kind] = Counter()
    for passage, trace in _in_texts(document):
        severity = _ON_PAGES.get(trace.kind) if is_own else Severity.ERROR
        seen[trace.kind] += 1
        if severity is not None and seen[trace.kind] <= ENOUGH:
            span = place(document, passage, trace.start, trace.end)
            yield _RULE_OF[trace.kind].at(document.path, span, severity=severity, field=passage.field, shown=trace.masked)


def is_figure_by_field(passage: Passage, text: str) -> bool:
    """Tell whether a field says that its digits are an address, a code or a figure: whatever they look like, they reach nobody."""
    key = passage.field[-1] if passage.field else None
    if key in _ADDRESSES:
        return not any(space in text for space in " \n")
    if key in _CODES:
        return text.isascii() and " " not in text and "@" not in text
    if key in _CELLS or (passage.field[:1] == ("budget",) and "execution" not in passage.field):
        return _FIGURE.fullmatch(text) is not None
    return False

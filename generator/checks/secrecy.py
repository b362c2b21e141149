"""Secrecy 保密: a document that bears a classification mark, or says that it is not to leave the house, is not published.

Only the mark itself counts. Words about secrecy are ordinary here (保密性能, 国家秘密载体销毁, 秘密级系统测评) and never fire.
"""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

from generator.catalog.entry import Entry
from generator.checks.passages import ENOUGH, folded, passages, place, span_in
from generator.diagnostics import Diagnostic, Rule, Severity, Text
from generator.model.handwritten import Handwritten
from generator.source.document import Document

_HEAD: Final = "title: 警务通通信服务项目\nruleset: national-2020\nindicators:\n  - {name: 通信服务数量, weight: 100, target: 2个, actual: 2个}\n"

MARK: Final = Rule(
    "secrecy-mark",
    Severity.ERROR,
    Text("有密级标志“{shown}”", "it bears a classification mark, “{shown}”"),
    Text(
        "停止公开，交保密工作机构审查；已解密的，附解密依据后删去标志。",
        "Don't publish it; have it reviewed. If it was declassified, say on what ground and delete the mark.",
    ),
    Text(
        "带密级标志的文件未经解密不得公开，录入一般的电脑也可能已经违规。",
        "A marked document may not be published before it is declassified; typing it into an ordinary computer may itself be a breach.",
    ),
    failing=_HEAD + "overview: {description: 机密★10年 本项目为终端提供通信服务}\n",
    passing=_HEAD + "problems: 提高服务软件的安全程度和保密性能，做好国家秘密载体销毁。\n",
    clause="《中华人民共和国保守国家秘密法》；《中华人民共和国政府信息公开条例》第十四条（按通行理解，未核对原文）",
    alone=True,
    conceals=True,
)
INTERNAL: Final = Rule(
    "secrecy-internal",
    Severity.ERROR,
    Text("有不公开的标注“{shown}”", "it says that it is not for the public, “{shown}”"),
    Text(
        "先由制发单位确认可以公开，再删去标注。",
        "Have its author confirm that it may be published, then delete the words.",
    ),
    Text(
        "标明内部、工作秘密或不予公开的文件，公开与否由制发单位决定，转录的人不能代为决定。",
        "Whether such a document is published is its author's decision, not that of whoever transcribes it.",
    ),
    failing=_HEAD + "conclusion: 内部资料，注意保存。\n",
    passing=_HEAD + "conclusion: 查阅内部资料 20 份，档案注意保存。\n",
    clause="《中华人民共和国政府信息公开条例》第十六条、第十七条（按通行理解，未核对原文）",
    alone=True,
    conceals=True,
)
RULES: Final = (MARK, INTERNAL)

_LEVEL: Final = r"(?:绝 ?密|机 ?密|秘 ?密)"
_TERM: Final = r"(?:长 ?期|[0-9]{1,2} ?(?:年|个?月|天|日)|(?:启封|解密)前)"
_START: Final = r"(?:^|(?<=[\n。；;!]))[ ]{0,9}"
_MARK: Final = re.compile(
    rf"{_LEVEL}级? ?[★☆](?: ?{_TERM})?"  # 机密★10年, 秘密★
    rf"|★ ?{_LEVEL}(?![一-鿿])"  # ★机密
    rf"|{_LEVEL} ?\* ?{_TERM}"  # 机密*10年, typed without the star
    rf"|工作秘密 ?[★☆](?: ?{_TERM})?"
    rf"|{_START}密 ?级 ?: ?{_LEVEL}(?=[ \n,。;(]|$)"  # 密级：机密 at the head of a text
    rf"|{_START}[【\[]{_LEVEL}级?[】\]]"  # 【机密】 at the head of a text
    rf"|{_START}{_LEVEL} ?[( ]? ?{_TERM}(?![一-鿿])"  # 秘密 3年 at the head of a text
)
_KEEP: Final = r"(?:请?注意(?:保存|保管|保密)|请?妥善保(?:管|存)|(?:不得|严禁|禁止|请勿|切勿|不准|勿)(?:外传|外泄|外借|扩散|传播|翻印|复印|转载|公开|上网))"
_INTERNAL: Final = re.compile(
    r"(?<![一-鿿])内部(?:资料|文件|材料|刊物|使用|传阅)[ ,，、;:★·!-]{0,4}" + _KEEP + r"(?![一-鿿])"
    r"|(?<![一-鿿])工作秘密[ ,，、;:·!-]{0,4}" + _KEEP + r"(?![一-鿿])"
    rf"|{_START}[【\[](?:工作秘密|内部(?:资料|文件|材料|事项))[】\]]"
    r"|此件(?:不(?:予|宜|得)?(?:对外)?公开|依申请公开|属(?:于)?(?:内部|工作秘密))"
    r"|公开(?:属性|方式|类型|形式) ?: ?(?:不予?公开|依申请公开)(?![一-鿿])"
)
_MAY_BE: Final = re.compile(r"[绝机秘密工内此公](?:[ \t　]?密|部[资文材刊使传]|作秘|件|[ \t　]?级|开[属方类形])")
"""What every mark begins with, in a text not yet folded."""


def marks_are_absent(entry: Entry) -> Iterator[Diagnostic]:
    """No text of a record bears a classification mark, or says that it is internal and not to be passed on."""
    document = entry.document
    written = document.text
    if written and "\\" not in written and not _MAY_BE.search(written):
        return
    for passage in passages(document):
        if _MAY_BE.search(passage.text):
            for rule, start, end in _marks(passage.text):
                span, shown = place(document, passage, start, end), passage.text[start:end]
                yield rule.at(entry.path, span, report=entry.name, field=passage.field, shown=shown)


def pages_bear_no_marks(page: Handwritten) -> Iterator[Diagnostic]:
    """No hand-written page bears such a mark."""
    for rule, start, end in _marks(page.text):
        yield rule.at(page.path, span_in(page.text, start, end), shown=page.text[start:end])


def settings_bear_no_marks(document: Document) -> Iterator[Diagnostic]:
    """No list of expected reports, name of an agency, standard or setting bears such a mark."""
    for passage in passages(document):
        if _MAY_BE.search(passage.text):
            for rule, start, end in _marks(passage.text):
                span, shown = place(document, passage, start, end), passage.text[start:end]
                yield rule.at(document.path, span, field=passage.field, shown=shown)


def _marks(text: str) -> Iterator[tuple[Rule, int, int]]:
    """Yield each mark with its place, the spaces before it left out."""
    even = folded(text)
    for rule, pattern in ((MARK, _MARK), (INTERNAL, _INTERNAL)):
        for found in islice(pattern.finditer(even), ENOUGH):
            yield rule, found.end() - len(found[0].lstrip()), found.end()

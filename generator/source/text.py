"""From bytes to clean text: UTF-8 only, and no character that hides, reorders or miscounts what a reader sees."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from generator.diagnostics import Diagnostic, Rule, Severity, Span, Text

CAP: Final = 20
"""How many characters of one kind are reported in one file; the rest are counted."""

BOM: Final = b"\xef\xbb\xbf"
_REPLACEMENT: Final = "\ufffd"

ENCODING: Final = Rule(
    code="source-encoding",
    severity=Severity.ERROR,
    message=Text(
        "文件不是 UTF-8 编码（第 {offset} 个字节 0x{byte} 起无法读取）",
        "The file is not UTF-8 (unreadable from byte {offset}, 0x{byte})",
    ),
    hint=Text("{guess}请用编辑器另存为 UTF-8 编码", "{guess}Save it again from your editor as UTF-8"),
    why=Text(
        "同样的字节按不同编码读出来是不同的字；只接受 UTF-8，公开的文字才不会变成乱码。",
        "The same bytes read in another encoding are other words; with UTF-8 only, published text never turns to noise.",
    ),
    failing="# a file saved by an old Windows editor as ANSI (GBK), 旧版记事本按 ANSI 保存的文件",
    passing="title: 警务通通信服务项目\n",
)
CONTROL: Final = Rule(
    code="text-control",
    severity=Severity.ERROR,
    message=Text("有看不见的控制字符 {char}", "There is an invisible control character, {char}"),
    hint=Text(
        "请删除这个字符；常见于从 PDF 或旧系统复制的文字",
        "Delete it; it often comes with text copied from a PDF or an old system",
    ),
    why=Text(
        "控制字符在网页、表格和终端里会显示错乱，甚至截断文字。",
        "Control characters garble or cut text in web pages, spreadsheets and terminals.",
    ),
    failing='title: "警务\\a通"\n',
    passing="title: 警务通\n",
)
ZERO_WIDTH: Final = Rule(
    code="text-zero-width",
    severity=Severity.ERROR,
    message=Text("有看不见的零宽字符 {char}", "There is an invisible zero-width character, {char}"),
    hint=Text(
        "请删除这个字符；常见于从网页或聊天软件复制的文字", "Delete it; it often comes with text copied from a web page or a chat"
    ),
    why=Text(
        "夹着零宽字符的词看上去一样，却搜索不到、核对不上。",
        "A word with a zero-width character looks the same, but is neither found by search nor equal in a comparison.",
    ),
    failing='title: "警务\\u200b通"\n',
    passing="title: 警务通\n",
)
BIDI: Final = Rule(
    code="text-bidi",
    severity=Severity.ERROR,
    message=Text("有改变文字方向的字符 {char}", "There is a character that changes the direction of text, {char}"),
    hint=Text("请删除这个字符", "Delete it"),
    why=Text(
        "方向控制字符能让显示的内容与文件里写的不一样，例如把 85 显示成 58。",
        "Direction controls make text show differently from what the file says: 85 can be made to look like 58.",
    ),
    failing='title: "\\u202e85 万元"\n',
    passing="title: 58 万元\n",
)
LINE_BREAK: Final = Rule(
    code="text-line-break",
    severity=Severity.ERROR,
    message=Text("有不常用的换行字符 {char}", "There is an unusual line break, {char}"),
    hint=Text(
        "请删除它，或换成普通换行（保存时选 LF 或 CRLF）",
        "Delete it, or make it an ordinary line break (save with LF or CRLF)",
    ),
    why=Text(
        "各种软件对这些字符是否换行看法不一，行号会对不上，文字会断在不同的地方。",
        "Programs disagree on whether these break a line: line numbers stop matching, and text breaks in different places.",
    ),
    failing='title: "警务通\\u2028通信服务"\n',
    passing="title: 警务通通信服务\n",
)
MORE: Final = Rule(
    code="text-more",
    severity=Severity.INFO,
    message=Text(
        "同类字符共 {total} 个，只列出前 {shown} 个（{code}）",
        "{total} characters of this kind in all; the first {shown} are listed ({code})",
    ),
    hint=Text("可在编辑器中用查找替换一次清除", "Find-and-replace in your editor removes them all at once"),
    why=Text("同一种问题列出太多，会淹没其他问题。", "A thousand findings of one kind would bury all others."),
    failing="# a file with more than 20 zero-width characters, 一个文件里有 20 个以上零宽字符",
    passing="title: 警务通\n",
)
RULES: Final[tuple[Rule, ...]] = (ENCODING, CONTROL, ZERO_WIDTH, BIDI, LINE_BREAK, MORE)

_BREAKS: Final = "\r\x85\u2028\u2029"
_DIRECTIONS: Final = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_INVISIBLE: Final = "\xad\u180e\u200b-\u200d\u2060-\u2065\u206a-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f"
_CONTROLS: Final = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff"
REFUSED: Final = re.compile(f"[{_BREAKS}{_DIRECTIONS}{_INVISIBLE}{_CONTROLS}]")
"""One character that no text of ours may hold. A carriage return counts only where no line feed follows, see `clean`."""
# CRLF is an ordinary line end in a file, so the scan of a file lets that carriage return pass.
IN_FILE: Final = re.compile(f"\r(?!\n)|[{_BREAKS[1:]}{_DIRECTIONS}{_INVISIBLE}{_CONTROLS}]")
"""The same in a file, where a carriage return may stand before a line feed."""
_DIRECTION: Final = re.compile(f"[{_DIRECTIONS}]")
_ZERO: Final = re.compile(f"[{_INVISIBLE}]")


def decode(data: bytes, path: str) -> str | Diagnostic:
    """Return the text of a file, without its UTF-8 byte order mark, or why it is no UTF-8."""
    body = data.removeprefix(BOM)
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        offset = len(data) - len(body) + error.start
        return _not_utf8(data, path, offset)
    # UTF-16 of ASCII letters is valid UTF-8 where every other character is NUL.
    if "\0" in text and text.count("\0") * 5 > len(text):
        return _not_utf8(data, path, data.index(b"\0"))
    return text


def _not_utf8(data: bytes, path: str, offset: int) -> Diagnostic:
    line_start = data.rfind(b"\n", 0, offset) + 1
    line = data.count(b"\n", 0, offset) + 1
    column = len(data[line_start:offset].removeprefix(BOM).decode("utf-8", "replace")) + 1
    span = Span(line, column, line, column + 1)
    return ENCODING.at(path, span, offset=offset + 1, byte=f"{data[offset]:02X}", guess=_guess(data))


def _guess(data: bytes) -> Text:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or data.count(b"\0") * 5 > len(data):
        return Text("看起来是 UTF-16（“Unicode”）编码。", "It looks like UTF-16 (“Unicode”). ")
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return Text("", "")
    return Text("看起来是 GB18030（GBK，“ANSI”）编码。", "It looks like GB18030 (GBK, “ANSI”). ")


def clean(text: str, path: str) -> tuple[str, list[Diagnostic]]:
    """Return `text` with every refused character replaced by one harmless one, so that positions hold, and the findings."""
    # Nearly every file passes here, at a few nanoseconds a character.
    if IN_FILE.search(text) is None:
        return text, []
    return IN_FILE.sub(_harmless, text), list(_findings(text, path))


def _harmless(match: re.Match[str]) -> str:
    return " " if match[0] in _BREAKS else _REPLACEMENT


def _findings(text: str, path: str) -> Iterator[Diagnostic]:
    totals: Counter[str] = Counter()
    overflow: dict[str, Span] = {}
    line, line_start, seen = 1, 0, 0
    for match in IN_FILE.finditer(text):
        at = match.start()
        rule = rule_for(match[0])
        totals[rule.code] += 1
        if totals[rule.code] > CAP + 1:
            continue
        line += text.count("\n", seen, at)
        line_start = max(line_start, text.rfind("\n", seen, at) + 1)
        seen = at
        span = Span(line, at - line_start + 1, line, at - line_start + 2)
        if totals[rule.code] <= CAP:
            yield rule.at(path, span, char=shown(match[0]))
        else:
            overflow[rule.code] = span
    for code, span in overflow.items():
        yield MORE.at(path, span, total=totals[code], shown=CAP, code=code)


def rule_for(char: str) -> Rule:
    """Return the rule that a refused character breaks."""
    if char in _BREAKS:
        return LINE_BREAK
    if _DIRECTION.match(char):
        return BIDI
    return ZERO_WIDTH if _ZERO.match(char) else CONTROL


def shown(char: str) -> str:
    """Return the name of a character that can't be shown: `U+200B`."""
    return f"U+{ord(char):04X}"

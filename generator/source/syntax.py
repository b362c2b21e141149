"""What a YAML syntax error means in plain words: the parser's problem, the place to look at, and what to write instead."""

import re
from typing import Final

import yaml

from generator.diagnostics import Diagnostic, Rule, Severity, Span, Text, quoted
from generator.source.blanks import blank_before
from generator.source.problems import BEHIND_QUOTE, FULLWIDTH_MARK, KNOWN, NO_DASH, QUOTE_TEXT

_RECORD: Final = "indicators:\n- name: 通信服务数量\n  weight: 100\n"

SYNTAX: Final = Rule(
    code="yaml-syntax",
    severity=Severity.ERROR,
    message=Text("YAML 写法有误：{problem}", "YAML syntax error: {problem}"),
    hint=Text("{advice}", "{advice}"),
    why=Text(
        "写法有误的文件无法确定哪一段文字属于哪一项，所以读到此处为止。",
        "Where the notation is broken, it can't be known which text belongs to which field, so reading ends here.",
    ),
    failing="title: 警务通: 通信服务\n",
    passing='title: "警务通: 通信服务"\n',
)
BLOCK_HEADER: Final = Rule(
    code="yaml-block-header",
    severity=Severity.ERROR,
    message=Text(
        "值以 {char} 开头，YAML 把它当作多行文字的标记：{text}",
        "The value starts with {char}, which YAML takes for the mark of a block of text: {text}",
    ),
    hint=Text(
        '请给整个值加上引号，例如 target: ">=2个"；“≥2个”不用加引号',
        'Put quotes around the whole value, as in target: ">=2个"; ≥2个 needs none',
    ),
    why=Text(
        "> 和 | 在 YAML 中表示下面是多行文字；不加引号的“>=2个”读不出来，“>5”还会被悄悄丢掉。",
        "In YAML > and | announce lines of text; an unquoted >=2个 can't be read, and >5 would vanish without a word.",
    ),
    failing=_RECORD + "  target: >=2个\n",
    passing=_RECORD + '  target: ">=2个"\n',
)
INDICATOR: Final = Rule(
    code="yaml-indicator",
    severity=Severity.ERROR,
    message=Text("值不能不加引号就以 {char} 开头：{text}", "A value can't start with {char} unless quoted: {text}"),
    hint=Text('请给整个值加上引号，例如 "{char}…"', 'Put quotes around the whole value, as in "{char}…"'),
    why=Text(
        "% @ ` * & ! 等符号在 YAML 中另有用途，不加引号不能放在值的开头。",
        "Signs such as % @ ` * & ! have a use of their own in YAML and can't open an unquoted value.",
    ),
    failing="title: '@警务通'\ncode: @12\n",
    passing="title: '@警务通'\ncode: '@12'\n",
)
FULLWIDTH_COLON: Final = Rule(
    code="yaml-fullwidth-colon",
    severity=Severity.ERROR,
    message=Text("名称后面用了中文冒号“：”：{text}", "A full-width colon “：” stands behind a key: {text}"),
    hint=Text("请改为英文冒号加一个空格，例如 weight: 10", "Write an ASCII colon and a space, as in weight: 10"),
    why=Text(
        "YAML 只认英文冒号；用了中文冒号，名称和值会连成一段文字。",
        "YAML knows the ASCII colon only; with a full-width one, key and value become one piece of text.",
    ),
    failing="title: 警务通\nweight：10\n",
    passing="title: 警务通\nweight: 10\n",
)
TAB: Final = Rule(
    code="yaml-tab",
    severity=Severity.ERROR,
    message=Text("行首缩进用了制表符（Tab）", "This line is indented with a tab"),
    hint=Text("请用空格缩进，每层两个空格", "Indent with spaces, two a level"),
    why=Text(
        "制表符的宽度各处不同，YAML 不允许用它表示层次。",
        "A tab is as wide as each program likes, so YAML does not let it show levels.",
    ),
    failing="budget:\n\tcurrency_unit: 万元\n",
    passing="budget:\n  currency_unit: 万元\n",
)
DIRECTIVE: Final = Rule(
    code="yaml-directive",
    severity=Severity.ERROR,
    message=Text("不使用 YAML 指令（以 % 开头的行）", "YAML directives (lines that start with %) are not used here"),
    hint=Text("请删除这一行；若它是文字，请加引号", "Delete the line; if it is text, quote it"),
    why=Text(
        "指令会改变后面内容的读法；记录只用最简单的 YAML。",
        "A directive changes how everything after it is read; records use plain YAML only.",
    ),
    failing="%YAML 1.1\n---\ntitle: 警务通\n",
    passing="title: 警务通\n",
)
COMMENT_CUTS: Final = Rule(
    code="yaml-comment-cuts",
    severity=Severity.ERROR,
    message=Text(
        "“#”前面有空格，它和后面的文字被当作注释丢掉了：{lost}",
        "Because of the space before '#', it and what follows are dropped as a comment: {lost}",
    ),
    hint=Text(
        "若是文字，请给整个值加上引号；若真是注释，请在 # 后面加一个空格",
        "If it is text, quote the whole value; if it is a comment, put a space behind the #",
    ),
    why=Text(
        "YAML 把空格加 # 之后的内容都当作注释，“服务 #1 机房”会被悄悄截成“服务”。",
        "YAML drops everything behind a space and #: 服务 #1 机房 would quietly become 服务.",
    ),
    failing="title: 服务 #1 机房\n",
    passing='title: "服务 #1 机房"   # 第一机房\n',
)
RULES: Final[tuple[Rule, ...]] = (
    SYNTAX, BLOCK_HEADER, INDICATOR, FULLWIDTH_COLON, TAB, DIRECTIVE, COMMENT_CUTS,
)  # fmt: skip

KEY_WITH_FULLWIDTH_COLON: Final = re.compile(r"\s*(?:-\s+)*[^\s：:'\"#,\[\]{}，。；、]{1,20}：")
"""The beginning of a line that reads like a key and its value, but for the colon."""

# A line that a comment cuts behind unquoted text.
_LINE_CUT: Final = re.compile(r"[^'\"#]*[^\s'\"#]\s+(#[^\s#].*)")
# A full-width comma or the like where one field or item ends and the next begins; others are text.
_PARTING_MARK: Final = re.compile(r"[，；、](?=\s*(?:[^\s：:'\"#,\[\]{}，。；、]{1,20}:|['\"\[{]|$))")
# What the parser was at when it met an anchor, alias or tag that is none: * & ! at the beginning of ordinary text.
_DECORATIONS: Final = frozenset(
    {"while scanning an anchor", "while scanning an alias", "while scanning a tag", "while parsing a tag", "while parsing a node"}
)


def explain(error: Exception, text: str, path: str) -> Diagnostic:
    """Return the one diagnostic of a syntax error in `text` (the text as it was parsed, line ends LF or CRLF)."""
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        problem = Text(*[quoted(str(error), 200)] * 2)
        return SYNTAX.at(path, _point(0, 0), problem=problem, advice=QUOTE_TEXT)
    lines = text.split("\n")
    found = _in_text(error.problem_mark.line, error.problem_mark.column, lines)
    begun = _in_text(error.context_mark.line, error.context_mark.column, lines) if error.context_mark else found
    return _particular(error, lines, begun, found, path) or _general(error, begun, found, path)


def _particular(
    error: yaml.MarkedYAMLError, lines: list[str], begun: tuple[int, int], found: tuple[int, int], path: str
) -> Diagnostic | None:
    problem, context = error.problem or "", error.context or ""
    tab = _tab_indentation(lines, found[0])
    if tab is not None:
        return TAB.at(path, _point(found[0], tab))
    if "directive" in context or "directive" in problem or problem == "found incompatible YAML document":
        return DIRECTIVE.at(path, _point(begun[0], 0))
    if problem == "did not find expected <document start>" and lines[found[0] - 1].startswith("%"):
        return DIRECTIVE.at(path, _point(found[0] - 1, 0))
    blank = blank_before(lines, begun, found, path)
    if blank is not None:
        return blank
    char, rest = _opening(lines, found)
    if context == "while scanning a block scalar":
        char, rest = _opening(lines, begun)
        return BLOCK_HEADER.at(path, _over(begun, rest), char=char, text=quoted(rest))
    if problem == "found character that cannot start any token" and char:
        rule = BLOCK_HEADER if char in ">|" else INDICATOR
        return rule.at(path, _over(found, rest), char=quoted(char), text=quoted(rest))
    if context in _DECORATIONS:
        char, rest = _opening(lines, begun)
        return INDICATOR.at(path, _over(begun, rest), char=quoted(char), text=quoted(rest))
    if problem == "could not find expected ':'" and lines[begun[0]].lstrip().startswith("{"):
        return SYNTAX.at(path, _point(*begun), problem=NO_DASH[0], advice=NO_DASH[1])
    return (
        _fullwidth_colon(problem, lines, begun, found, path)
        or _comment_cuts(problem, lines, begun, found, path)
        or _fullwidth_mark(problem, lines, begun, found, path)
        or _behind_quote(problem, lines, found, path)
    )


def _fullwidth_colon(
    problem: str, lines: list[str], begun: tuple[int, int], found: tuple[int, int], path: str
) -> Diagnostic | None:
    if problem == "could not find expected ':'":
        suspects = [begun[0]]
    elif problem == "mapping values are not allowed in this context":
        # The line above has run into this one only if this is the line's own first colon.
        above = [found[0] - 1] if found[0] and ": " not in lines[found[0]][: found[1]] else []
        suspects = [*above, found[0]]
    else:
        return None
    for number in suspects:
        line = lines[number]
        match = KEY_WITH_FULLWIDTH_COLON.match(line)
        if match:
            return FULLWIDTH_COLON.at(path, _point(number, match.end() - 1), text=quoted(line.strip()))
    return None


def _comment_cuts(problem: str, lines: list[str], begun: tuple[int, int], found: tuple[int, int], path: str) -> Diagnostic | None:
    if problem.startswith("did not find expected ',' or"):
        suspects = range(max(begun[0], found[0] - 50), found[0] + 1)
    elif problem == "could not find expected ':'":
        suspects = range(begun[0], begun[0] + 1)
    elif problem == "did not find expected key":
        suspects = range(max(0, found[0] - 1), found[0] + 1)
    else:
        return None
    for number in suspects:
        match = _LINE_CUT.match(lines[number])
        if match:
            return COMMENT_CUTS.at(path, _over((number, match.start(1)), match[1].rstrip()), lost=quoted(match[1].rstrip()))
    return None


def _fullwidth_mark(
    problem: str, lines: list[str], begun: tuple[int, int], found: tuple[int, int], path: str
) -> Diagnostic | None:
    if not problem.startswith("did not find expected ',' or"):
        return None
    for number in range(found[0], max(begun[0], found[0] - 50) - 1, -1):
        end = found[1] + 1 if number == found[0] else len(lines[number])
        start = begun[1] if number == begun[0] else 0
        marks = list(_PARTING_MARK.finditer(lines[number], start, end))
        if marks:
            text, advice = FULLWIDTH_MARK
            told = Text(*(words.format(char=marks[-1][0]) for words in text))
            return SYNTAX.at(path, _point(number, marks[-1].start()), problem=told, advice=advice)
    return None


def _behind_quote(problem: str, lines: list[str], found: tuple[int, int], path: str) -> Diagnostic | None:
    if problem != "did not find expected key" or lines[found[0]][: found[1]].rstrip()[-1:] not in ("'", '"'):
        return None
    return SYNTAX.at(path, _point(*found), problem=BEHIND_QUOTE[0], advice=BEHIND_QUOTE[1])


def _general(error: yaml.MarkedYAMLError, begun: tuple[int, int], found: tuple[int, int], path: str) -> Diagnostic:
    known = KNOWN.get(error.problem or "")
    if known is None:
        words = quoted(", ".join(part for part in (error.context, error.problem) if part), 200)
        return SYNTAX.at(path, _point(*found), problem=Text(words, words), advice=QUOTE_TEXT)
    problem, advice, at_beginning = known
    opening = f"{begun[0] + 1}:{begun[1] + 1}"
    place = begun if at_beginning else found
    return SYNTAX.at(path, _point(*place), problem=_filled(problem, opening), advice=_filled(advice, opening))


def _filled(text: Text, opening: str) -> Text:
    return Text(text.zh.format(opening=opening), text.en.format(opening=opening))


def _tab_indentation(lines: list[str], number: int) -> int | None:
    line = lines[number]
    indentation = line[: len(line) - len(line.lstrip(" \t"))]
    tab = indentation.find("\t")
    return None if tab < 0 else tab


def _opening(lines: list[str], at: tuple[int, int]) -> tuple[str, str]:
    """Return the character at a place and the line from there on, both empty past the end."""
    line, column = at
    rest = lines[line][column:].rstrip()
    return rest[:1], rest


def _in_text(line: int, column: int, lines: list[str]) -> tuple[int, int]:
    """Return a mark as it is, or the end of the text where the parser counts a line more than there are."""
    return (line, column) if line < len(lines) else (len(lines) - 1, len(lines[-1]))


def _point(line: int, column: int) -> Span:
    return Span(line + 1, column + 1, line + 1, column + 2)


def _over(at: tuple[int, int], rest: str) -> Span:
    line, column = at
    return Span(line + 1, column + 1, line + 1, column + 1 + max(1, len(rest)))

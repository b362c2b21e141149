"""The problems that the parser (libyaml) names, in plain words, and what to do about each."""

from typing import Final

from generator.diagnostics import Text

QUOTE_TEXT: Final = Text("若这是一段文字，请给整个值加上引号", "If this is text, put quotes around the whole value")
_ESCAPE: Final = Text(
    "双引号里的反斜杠 \\ 有特殊含义：请写成 \\\\，或改用单引号",
    "A backslash \\ is special inside double quotes: write \\\\, or use single quotes",
)
_INDENTATION: Final = Text(
    "请检查缩进是否与同级各项对齐，上一项的引号或括号后面是否有多余文字",
    "Check that it lines up with its neighbours, and that nothing follows a closing quote or bracket just before",
)

FULLWIDTH_MARK: Final = (
    Text("括号里用了中文标点“{char}”", "The full-width mark “{char}” stands inside brackets"),
    Text(
        "各项之间请改为英文逗号加一个空格；若它是文字，请给整个值加上引号",
        "Part the items with an ASCII comma and a space; if the mark is text, quote the whole value",
    ),
)
BEHIND_QUOTE: Final = (
    Text("结束的引号后面还有文字", "There is text behind the closing quote"),
    Text(
        "若引号是文字，请换成中文引号“ ”；否则请给整个值加上引号，或删去多余的文字",
        "If the quotes are text, write “ ” instead; otherwise put the whole value into quotes, or delete what is too much",
    ),
)

NO_DASH: Final = (
    Text("这一行的花括号前面缺少“- ”", "'- ' is missing before the brace of this line"),
    Text("列表的每一项以“- ”开头，与其他各项对齐", "Each item of a list begins with '- ', in line with the others"),
)

# The parser's problem → what it means, what to do, and whether the beginning (the context) is the place to look at.
KNOWN: Final[dict[str, tuple[Text, Text, bool]]] = {
    "mapping values are not allowed in this context": (
        Text("此处不应出现“: ”（冒号加空格）", "': ' (colon and space) is not allowed here"),
        Text(
            "若文字中含有“: ”，请给整个值加上引号；否则请检查这一行和上一行的缩进",
            "If the text itself holds ': ', quote the whole value; otherwise check how this line and the one above are indented",
        ),
        False,
    ),
    "could not find expected ':'": (
        Text("这一行缺少“: ”（英文冒号加空格）", "This line lacks ': ' (an ASCII colon and a space)"),
        Text(
            "请写成“名称: 值”；若它接着上一行的文字，请多缩进一些，或给整段文字加引号",
            "Write `name: value`; if it continues the text above, indent it further or quote the whole text",
        ),
        True,
    ),
    "block sequence entries are not allowed in this context": (
        Text("此处不应出现列表的“- ”", "A list's '- ' is not allowed here"),
        Text(
            "列表请另起一行；若“- ”是文字，请给整个值加上引号",
            "Start the list on a line of its own; if '- ' is text, quote the whole value",
        ),
        False,
    ),
    "mapping keys are not allowed in this context": (
        Text("此处不应出现“? ”", "'? ' is not allowed here"),
        QUOTE_TEXT,
        False,
    ),
    "found unexpected end of stream": (
        Text("引号没有配对，一直到文件末尾", "This quote is never closed"),
        Text("请补上结束的引号；引号要用英文的 \" 或 '", "Add the closing quote, an ASCII \" or '"),
        True,
    ),
    "found unexpected document indicator": (
        Text("引号还没有结束就出现了 --- 或 ...", "A line --- or ... stands inside quotes"),
        Text("请补上结束的引号", "Add the closing quote"),
        True,
    ),
    "found unknown escape character": (Text("双引号中的反斜杠写法有误", "Unknown escape in double quotes"), _ESCAPE, False),
    "did not find expected hexdecimal number": (
        Text("双引号中的反斜杠写法有误", "Broken escape in double quotes"),
        _ESCAPE,
        False,
    ),
    "found invalid Unicode character escape code": (
        Text("双引号中的 \\u 写法不是有效字符", "This escape is not a valid character"),
        _ESCAPE,
        False,
    ),
    "did not find expected key": (
        Text("此处应为“名称: 值”", "A `name: value` was expected here"),
        _INDENTATION,
        False,
    ),
    "did not find expected '-' indicator": (
        Text("此处应为列表的下一项“- ”", "The next item of the list, '- ', was expected here"),
        _INDENTATION,
        False,
    ),
    "did not find expected <document start>": (
        Text("前面的内容已经结束，此处有多余文字", "The content has ended before; this text is one too many"),
        _INDENTATION,
        False,
    ),
    "did not find expected node content": (Text("此处缺少内容", "Something is missing here"), QUOTE_TEXT, False),
    "did not find expected ',' or ']'": (
        Text(
            "方括号 [ 没有配对，或缺少逗号（始于 {opening}）",
            "The bracket [ opened at {opening} is not closed, or a comma is missing",
        ),
        Text(
            "请补上 ] 或逗号；若方括号是文字，请给整个值加上引号",
            "Add ] or a comma; if the bracket is text, quote the whole value",
        ),
        False,
    ),
    "did not find expected ',' or '}'": (
        Text(
            "花括号 {{ 没有配对，或缺少逗号（始于 {opening}）",
            "The brace {{ opened at {opening} is not closed, or a comma is missing",
        ),
        Text(
            "请补上 }} 或逗号；花括号中的文字若含有 , [ ] {{ }} 或“: ”，请加引号",
            "Add }} or a comma; quote text that holds , [ ] {{ }} or ': ' inside braces",
        ),
        False,
    ),
}

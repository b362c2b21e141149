"""What the reader refuses in a file that can be parsed, or before it is parsed: the rules, in words."""

from typing import Final

from generator.diagnostics import Rule, Severity, Text

SIZE_LIMIT: Final = 1024 * 1024
"""The largest file that is read, in bytes."""
DEPTH_LIMIT: Final = 20
"""How many mappings and lists may stand inside each other."""
NODE_LIMIT: Final = 100_000
"""How many values one file may hold."""

_TITLE: Final = "title: 警务通通信服务项目\n"
_PLAIN_YAML: Final = Text(
    "记录只用最简单的 YAML，任何人在任何编辑器里看到的就是公开的内容。",
    "Records use plain YAML only, so that what anyone sees in any editor is what gets published.",
)

MISSING: Final = Rule(
    code="source-missing",
    severity=Severity.ERROR,
    message=Text("找不到这个文件或文件夹", "There is no such file or folder"),
    hint=Text("请检查路径的写法和当前所在的文件夹", "Check how the path is spelt, and which folder you are in"),
    why=Text("写错的路径若被忽略，就会误以为已经检查过。", "A mistyped path that is passed over would look like a clean check."),
    failing="# gongkai check content/report/2021",
    passing="# gongkai check content/reports/2021",
)
UNREADABLE: Final = Rule(
    code="source-unreadable",
    severity=Severity.ERROR,
    message=Text("无法读取：{reason}", "It can't be read: {reason}"),
    hint=Text("请检查文件或文件夹的权限", "Check the permissions of the file or folder"),
    why=Text("读不到的内容不会公开，必须让人知道。", "What can't be read is not published, and someone has to know."),
    failing="# a folder without read permission, 没有读取权限的文件夹",
    passing="# chmod u+rX content",
)
NOT_A_FILE: Final = Rule(
    code="source-not-a-file",
    severity=Severity.ERROR,
    message=Text("这不是普通文件", "This is not an ordinary file"),
    hint=Text("请给出 .yaml 文件；文件夹不能当作记录读取", "Name a .yaml file; a folder or device can't be read as a record"),
    why=Text("文件夹、管道和设备不是记录。", "Folders, pipes and devices are no records."),
    failing="# content/reports/2021/quwo-gonganju/jingwutong.yaml/ is a folder, 是一个文件夹",
    passing="# content/reports/2021/quwo-gonganju/jingwutong.yaml is a file, 是一个文件",
)
SYMLINK: Final = Rule(
    code="source-symlink",
    severity=Severity.ERROR,
    message=Text("这是符号链接（快捷方式），不会读取", "This is a symbolic link, which is not followed"),
    hint=Text("请换成文件或文件夹本身", "Put the file or folder itself in its place"),
    why=Text(
        "符号链接可以指向资料目录以外的文件，把不该公开的内容公开出去。",
        "A symbolic link can point outside the content folder and publish what must not be published.",
    ),
    failing="# jingwutong.yaml -> /home/user/jingwutong.yaml",
    passing="# jingwutong.yaml",
)
TOO_LARGE: Final = Rule(
    code="source-too-large",
    severity=Severity.ERROR,
    message=Text("文件过大：{size} 字节，上限为 {limit} 字节", "The file is too large: {size} bytes, the limit is {limit}"),
    hint=Text("请检查是否把附件或图片放进了记录", "See whether an attachment or a picture got into the record"),
    why=Text(
        "一份自评报告只有几万字节；过大的文件多半是误放。",
        "A report takes some ten thousand bytes; a larger file is almost surely a mistake.",
    ),
    failing="# a file of more than 1 MiB, 超过 1 MiB 的文件",
    passing=_TITLE,
)
EMPTY: Final = Rule(
    code="source-empty",
    severity=Severity.ERROR,
    message=Text("文件没有内容", "The file has no content"),
    hint=Text("请填写内容，或删除这个文件", "Fill it in, or delete the file"),
    why=Text("空文件多半是没有保存成功。", "An empty file is mostly one that was never saved."),
    failing="# 尚未填写 / nothing here yet\n",
    passing=_TITLE,
)
TOP_LEVEL: Final = Rule(
    code="yaml-top-level",
    severity=Severity.ERROR,
    message=Text("文件的最外层须是“名称: 值”，而不是{kind}", "The file must consist of `name: value` lines, not of {kind}"),
    hint=Text(
        "每一项写成“名称: 值”，英文冒号后面要有空格",
        "Write each field as `name: value`, with a space behind the colon",
    ),
    why=Text("没有名称的内容不知道属于哪一项。", "Content without names belongs to no field."),
    failing="- 警务通通信服务项目\n",
    passing=_TITLE,
)
ANCHOR: Final = Rule(
    code="yaml-anchor",
    severity=Severity.ERROR,
    message=Text("不使用 YAML 锚点 &{name}", "YAML anchors are not used here: &{name}"),
    hint=Text("请删除 &{name}；若它是文字，请给整个值加上引号", "Delete &{name}; if it is text, quote the whole value"),
    why=_PLAIN_YAML,
    failing="title: &name 警务通\n",
    passing="title: 警务通\n",
)
ALIAS: Final = Rule(
    code="yaml-alias",
    severity=Severity.ERROR,
    message=Text("不使用 YAML 引用 *{name}", "YAML aliases are not used here: *{name}"),
    hint=Text("请写出完整的值；若它是文字，请加引号", "Write the value out; if it is text, quote it"),
    why=_PLAIN_YAML,
    failing="title: 警务通\ncode: *a8\n",
    passing='title: 警务通\ncode: "*a8"\n',
)
TAG: Final = Rule(
    code="yaml-tag",
    severity=Severity.ERROR,
    message=Text("不使用 YAML 类型标记 {name}", "YAML tags are not used here: {name}"),
    hint=Text("请删除它；若它是文字，请给整个值加上引号", "Delete it; if it is text, quote the whole value"),
    why=_PLAIN_YAML,
    failing="title: !!str 警务通\n",
    passing="title: 警务通\n",
)
MERGE_KEY: Final = Rule(
    code="yaml-merge-key",
    severity=Severity.ERROR,
    message=Text("不使用 YAML 合并键 <<", "The YAML merge key << is not used here"),
    hint=Text("请把各项逐一写出", "Write the fields out"),
    why=_PLAIN_YAML,
    failing="title: 警务通\n<<: {code: 1}\n",
    passing="title: 警务通\ncode: 1\n",
)
DUPLICATE_KEY: Final = Rule(
    code="yaml-duplicate-key",
    severity=Severity.ERROR,
    message=Text("“{key}”重复出现，前一处在 {first}", "'{key}' stands here a second time; the first is at {first}"),
    hint=Text("请只保留一处", "Keep one of them"),
    why=Text("同一项写两遍，无法判断哪个值是对的。", "With a field written twice, nobody knows which value is right."),
    failing="title: 警务通\ntitle: 警务通通信服务\n",
    passing="title: 警务通通信服务\n",
)
KEY_TYPE: Final = Rule(
    code="yaml-key-type",
    severity=Severity.ERROR,
    message=Text("名称须是文字，而不是{kind}", "A field's name must be text, not {kind}"),
    hint=Text("请把名称写成一个词；若确是文字，请加引号", "Write the name as a word; if it is meant as text, quote it"),
    why=Text("没有文字名称的项无处可归。", "A field without a name in words belongs nowhere."),
    failing="title: 警务通\n? [a, b]\n: 1\n",
    passing="title: 警务通\ncode: 1\n",
)
DOCUMENTS: Final = Rule(
    code="yaml-documents",
    severity=Severity.ERROR,
    message=Text("一个文件里有多份内容（用 --- 隔开）", "The file holds several documents (divided by ---)"),
    hint=Text(
        "请分成多个文件，一份报告一个文件；或删除多余的 ---", "Make it several files, one a report; or delete the extra ---"
    ),
    why=Text(
        "文件路径就是报告的身份，一个文件只能有一份报告。", "The path is the report's identity, so a file holds one report."
    ),
    failing="title: 警务通\n---\ntitle: 雪亮工程\n",
    passing="title: 警务通\n",
)
DEPTH: Final = Rule(
    code="yaml-depth",
    severity=Severity.ERROR,
    message=Text("层次过深，超过 {limit} 层", "Nested too deep, more than {limit} levels"),
    hint=Text("请检查缩进和括号是否写错", "Check the indentation and the brackets"),
    why=Text("记录最多五六层；更深的是笔误或恶意文件。", "A record has five or six levels; more is a slip or an attack."),
    failing="a: " + "[" * 20 + "]" * 20 + "\n",
    passing="a: []\n",
)
NODES: Final = Rule(
    code="yaml-nodes",
    severity=Severity.ERROR,
    message=Text("内容过多，超过 {limit} 个值", "Too much content, more than {limit} values"),
    hint=Text("请检查是否把别的数据放进了记录", "See whether other data got into the record"),
    why=Text("一份自评报告只有几百个值。", "A report has some hundred values."),
    failing="# a list of 100,001 items, 有 100,001 项的列表",
    passing=_TITLE,
)
RULES: Final[tuple[Rule, ...]] = (
    MISSING,
    UNREADABLE,
    NOT_A_FILE,
    SYMLINK,
    TOO_LARGE,
    EMPTY,
    TOP_LEVEL,
    ANCHOR,
    ALIAS,
    TAG,
    MERGE_KEY,
    DUPLICATE_KEY,
    KEY_TYPE,
    DOCUMENTS,
    DEPTH,
    NODES,
)


def why_unreadable(error: OSError) -> Text:
    """Say why the system would not let us read, in the reader's language where it is the common case."""
    if isinstance(error, PermissionError):
        return Text("没有读取权限", "permission denied")
    words = error.strerror or str(error)
    return Text(words, words)

"""What a record's fields may not be: the rules that validation reports by."""

from typing import Final

from generator.diagnostics import Rule, Severity, Text

_HEAD = "title: 警务通通信服务项目\n"
_ROW = "indicators:\n  - {name: 通信服务数量, target: 2个, actual: 2个}\n"

UNKNOWN_KEY: Final = Rule(
    "schema-unknown-key",
    Severity.ERROR,
    Text("不认识的字段 {key}{meant}", "unknown key {key}{meant}"),
    Text(
        "改成上面提示的字段名，或删去这一行；全部字段见 gongkai schema。",
        "Use the name suggested, or remove the line; gongkai schema lists every key.",
    ),
    Text("写错的字段名如果被悄悄忽略，数据就会丢失。", "A misspelt key that is silently ignored loses data."),
    failing=_HEAD + _ROW.replace("target", "taget"),
    passing=_HEAD + _ROW,
)
MISSING: Final = Rule(
    "schema-missing",
    Severity.ERROR,
    Text("缺少必填字段 {key}（{term}）", "the required key {key} ({term}) is missing"),
    Text("补上 {key}。", "Add {key}."),
    Text(
        "没有这一项就无法公开：读者不知道这是什么。",
        "Without it the report can't be published: a reader would not know what it is.",
    ),
    failing=_ROW,
    passing=_HEAD + _ROW,
)
BLANK: Final = Rule(
    "schema-blank",
    Severity.ERROR,
    Text("{key}（{term}）是空的", "{key} ({term}) is blank"),
    Text("填写 {key}。", "Fill in {key}."),
    Text("这一项必须有内容。", "This one must have content."),
    failing="title: \n" + _ROW,
    passing=_HEAD + _ROW,
)
SHAPE: Final = Rule(
    "schema-shape",
    Severity.ERROR,
    Text("{key}（{term}）应是{expected}，这里是{found}", "{key} ({term}) should be {expected}, found {found}"),
    Text(
        "按格式缩进书写：分组用“字段: 值”，列表每项以“- ”开头{instead}。",
        "Indent it as the form asks: groups as key: value, each list item after “- ”{instead}.",
    ),
    Text("结构不对，里面的内容就无从读起。", "With the wrong shape nothing inside it can be read."),
    failing=_HEAD + "indicators: 通信服务数量\n",
    passing=_HEAD + _ROW,
)
NO_ROWS: Final = Rule(
    "schema-no-indicators",
    Severity.ERROR,
    Text("{key}（{term}）一行也没有", "{key} ({term}) has no rows"),
    Text("至少写一行指标。", "Write at least one indicator."),
    Text("绩效自评报告至少有一项指标。", "A self-evaluation has at least one indicator."),
    failing=_HEAD + "indicators: []\n",
    passing=_HEAD + _ROW,
)
TOO_MANY: Final = Rule(
    "schema-too-many",
    Severity.ERROR,
    Text("{key}（{term}）有 {count} 行，超过 {limit} 行", "{key} ({term}) has {count} rows, more than {limit}"),
    Text("核对是不是把几份报告或别的表格录进了一个文件。", "See whether several reports or another table got into one file."),
    Text("一份自评报告只有几十项指标。", "A self-evaluation has some dozens of indicators."),
    failing="# 一份有 2,001 行指标的报告 / a report of 2,001 indicators",
    passing=_HEAD + _ROW,
)
NUMBER: Final = Rule(
    "schema-number",
    Severity.ERROR,
    Text("{key}（{term}）应是数字，这里是“{found}”", "{key} ({term}) should be a number, found “{found}”"),
    Text(
        "只写数字，不带单位和文字；没有就留空，不适用写 /。",
        "Write digits only, no unit or words; leave it blank if there is none, write / if it does not apply.",
    ),
    Text("金额、权重和得分必须能够加总。", "Money, weights and scores must add up."),
    failing=_HEAD + _ROW + "stated: {score: 七十四点三}\n",
    passing=_HEAD + _ROW + "stated: {score: 74.3}\n",
)
NUMBER_FORM: Final = Rule(
    "schema-number-form",
    Severity.ERROR,
    Text(
        "{key}（{term}）的数字写法“{found}”带有全角字符、千位分隔或空格",
        "{key} ({term}) is written “{found}”, with full-width digits, separators or spaces",
    ),
    Text("写成 {plain}。", "Write {plain}."),
    Text("一种写法，才能逐字节核对。", "One way of writing keeps files comparable byte for byte."),
    failing=_HEAD + _ROW + "stated: {score: ７４.３}\n",
    passing=_HEAD + _ROW + "stated: {score: 74.3}\n",
)
NEGATIVE: Final = Rule(
    "schema-negative",
    Severity.ERROR,
    Text("{key}（{term}）不能是负数：{found}", "{key} ({term}) can't be negative: {found}"),
    Text(
        "核对原表；金额和权重为零或正数，只有结余可以为负。",
        "Check the form; money and weights are zero or more, only a balance may be negative.",
    ),
    Text("金额和权重不会小于零。", "Money and weights are never below zero."),
    failing=_HEAD + _ROW + "budget: {executed: {county: -58}}\n",
    passing=_HEAD + _ROW + "budget: {executed: {county: 58}}\n",
)
PERCENTAGE: Final = Rule(
    "schema-percentage",
    Severity.ERROR,
    Text("{key}（{term}）应是百分比，这里是“{found}”", "{key} ({term}) should be a percentage, found “{found}”"),
    Text("写成百分数，例如 86%。", "Write it with its sign, as in 86%."),
    Text("比率要与复算结果比较。", "Rates are compared with what we compute."),
    failing=_HEAD + _ROW + "budget: {stated: {execution_rate: {total: 全部}}}\n",
    passing=_HEAD + _ROW + "budget: {stated: {execution_rate: {total: 100%}}}\n",
)
DATE: Final = Rule(
    "schema-date",
    Severity.ERROR,
    Text("{key}（{term}）不是有效的日期：“{found}”", "{key} ({term}) is not a date: “{found}”"),
    Text("日期写成 2022-03-04，月份写成 2022-03。", "Write a day as 2022-03-04 and a month as 2022-03."),
    Text("日期决定先后和年度，不能猜。", "Dates decide order and year; they can't be guessed."),
    failing=_HEAD + _ROW + "evaluated: 2022-02-30\n",
    passing=_HEAD + _ROW + "evaluated: 2022-03-04\n",
)
LINK: Final = Rule(
    "schema-link",
    Severity.ERROR,
    Text("{key}（{term}）不是可以公开的网址：“{found}”", "{key} ({term}) is not an address that can be published: “{found}”"),
    Text(
        "只接受 http、https 或 mailto 开头的完整地址，不带用户名、反斜杠和控制字符。",
        "Only whole addresses that begin with http, https or mailto, without a user name, backslash or control character.",
    ),
    Text(
        "其他形式的地址可能在读者的浏览器里运行程序，或把读者带到别处。",
        "Other addresses could run code in a reader's browser, or lead elsewhere than they seem to.",
    ),
    failing=_HEAD + _ROW + "source: {url: 'javascript:alert(1)'}\n",
    passing=_HEAD + _ROW + "source: {url: 'https://www.example.gov.cn/1.htm'}\n",
)
SITE_ADDRESS: Final = Rule(
    "schema-site-address",
    Severity.ERROR,
    Text("{key}（{term}）不能作网站的地址：“{found}”", "{key} ({term}) can't be a site's address: “{found}”"),
    Text(
        "写成 https://www.example.gov.cn/jixiao/：http 或 https 加域名，文件夹名只用字母、数字和 . _ ~ -，不带用户名、? 和 #。",
        "Write it as https://www.example.gov.cn/jixiao/: http or https and a host, folders of letters, digits and . _ ~ -, "
        "no user name, ? or #.",
    ),
    Text("每一页的永久网址都以它开头。", "The permanent address of every page begins with it."),
    failing="# content/site.yaml → url: mailto:bangongshi@example.gov.cn",
    passing="# content/site.yaml → url: https://www.example.gov.cn/jixiao/",
)
CHOICE: Final = Rule(
    "schema-choice",
    Severity.ERROR,
    Text("{key}（{term}）不能是“{found}”{meant}", "{key} ({term}) can't be “{found}”{meant}"),
    Text("可用的值：{choices}。", "Allowed values: {choices}."),
    Text("这一项只有几个规定的值。", "This one has a few fixed values."),
    failing=_HEAD + _ROW + "budget: {currency_unit: 美元}\n",
    passing=_HEAD + _ROW + "budget: {currency_unit: 万元}\n",
)
RESERVED: Final = Rule(
    "schema-reserved",
    Severity.ERROR,
    Text("{key}（{term}）留给以后的版本，现在还不起作用", "{key} ({term}) is reserved for a later version and has no effect yet"),
    Text(
        "删去这一项。",
        "Remove it.",
    ),
    Text("忽略它，写的人会以为它已经起作用。", "Ignoring it would let its writer believe that it works."),
    failing=_HEAD + _ROW + "unrecognised: 扫描件第三页\n",
    passing=_HEAD + _ROW,
)
MOMENT: Final = Rule(
    "schema-moment",
    Severity.ERROR,
    Text(
        "{key}（{term}）应为日期或日期加时间，这里是“{found}”",
        "{key} ({term}) should be a day, or a day with a time; found “{found}”",
    ),
    Text(
        "写成 2026-03-01 或 2026-03-01T08:00；不是北京时间的，在后面写时差，例如 +00:00。",
        "Write 2026-03-01 or 2026-03-01T08:00; where it is not China's time, add the offset, such as +00:00.",
    ),
    Text(
        "看不懂的公开时间不能猜：猜早了，就公开了本该等一等的内容。",
        "A moment that can't be read is not guessed: too early would publish what should wait.",
    ),
    failing=_HEAD + _ROW + "disclosure: {status: approved, embargo: 下周一}\n",
    passing=_HEAD + _ROW + "disclosure: {status: approved, embargo: 2026-03-01T08:00}\n",
)
VALUE: Final = Rule(
    "schema-value",
    Severity.ERROR,
    Text("{key}（{term}）的值不对：“{found}”{why}", "{key} ({term}) has a wrong value: “{found}”{why}"),
    Text("对照 gongkai schema 中这一项的说明。", "See this key in gongkai schema."),
    Text("这一项有规定的写法。", "This one has a fixed form."),
    failing="# content/site.yaml → rulesets: [{id: quwo-2021, from: 去年}]",
    passing="# content/site.yaml → rulesets: [{id: quwo-2021, from: 2021}]",
)

RULES: Final = (
    UNKNOWN_KEY, MISSING, BLANK, SHAPE, NO_ROWS, TOO_MANY, NUMBER, NUMBER_FORM, NEGATIVE, PERCENTAGE, DATE, LINK, SITE_ADDRESS,
    CHOICE, RESERVED, MOMENT, VALUE,
)  # fmt: skip

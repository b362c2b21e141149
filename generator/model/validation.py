"""A document against its model: a frozen value, or every fault with its place and what was expected."""

import difflib
from collections.abc import Iterator, Mapping
from typing import Any, Final, TypeVar, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from generator.diagnostics import Diagnostic, FieldPath, Rule, Severity, Text, quoted
from generator.model.record import Record
from generator.source.document import Document

_HEAD = "title: 警务通通信服务项目\n"
_ROW = "indicators:\n  - {name: 通信服务数量, target: 2个, actual: 2个}\n"

UNKNOWN_KEY: Final = Rule(
    "schema-unknown-key",
    Severity.ERROR,
    Text("不认识的字段 {key}{meant}", "unknown key {key}{meant}"),
    Text("改成上面提示的字段名，或删去这一行；全部字段见 gongkai schema。", "Use the name suggested, or remove the line; gongkai schema lists every key."),
    Text("写错的字段名如果被悄悄忽略，数据就会丢失。", "A misspelt key that is silently ignored loses data."),
    failing=_HEAD + _ROW.replace("target", "taget"),
    passing=_HEAD + _ROW,
)
MISSING: Final = Rule(
    "schema-missing",
    Severity.ERROR,
    Text("缺少必填字段 {key}（{term}）", "the required key {key} ({term}) is missing"),
    Text("补上 {key}。", "Add {key}."),
    Text("没有这一项就无法公开：读者不知道这是什么。", "Without it the report can't be published: a reader would not know what it is."),
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
    Text("按格式缩进书写：分组用“字段: 值”，列表每项以“- ”开头。", "Indent it as the form asks: groups as key: value, each list item after “- ”."),
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
NUMBER: Final = Rule(
    "schema-number",
    Severity.ERROR,
    Text("{key}（{term}）应是数字，这里是“{found}”", "{key} ({term}) should be a number, found “{found}”"),
    Text("只写数字，不带单位和文字；没有就留空，不适用写 /。", "Write digits only, no unit or words; leave it blank if there is none, write / if it does not apply."),
    Text("金额、权重和得分必须能够加总。", "Money, weights and scores must add up."),
    failing=_HEAD + _ROW + "stated: {score: 七十四点三}\n",
    passing=_HEAD + _ROW + "stated: {score: 74.3}\n",
)
NUMBER_FORM: Final = Rule(
    "schema-number-form",
    Severity.ERROR,
    Text("{key}（{term}）的数字写法“{found}”带有全角字符、千位分隔或空格", "{key} ({term}) is written “{found}”, with full-width digits, separators or spaces"),
    Text("写成 {plain}。", "Write {plain}."),
    Text("一种写法，才能逐字节核对。", "One way of writing keeps files comparable byte for byte."),
    failing=_HEAD + _ROW + "stated: {score: ７４.３}\n",
    passing=_HEAD + _ROW + "stated: {score: 74.3}\n",
)
NEGATIVE: Final = Rule(
    "schema-negative",
    Severity.ERROR,
    Text("{key}（{term}）不能是负数：{found}", "{key} ({term}) can't be negative: {found}"),
    Text("核对原表；资金数为零或正数，结余可以为负。", "Check the form; funds are zero or more, only a balance may be negative."),
    Text("预算、到位和执行的金额不会小于零。", "Budgeted, received and spent money is never below zero."),
    failing=_HEAD + _ROW + "budget: {executed: {county: -58}}\n",
    passing=_HEAD + _ROW + "budget: {executed: {county: 58}}\n",
)
PERCENTAGE: Final = Rule(
    "schema-percentage",
    Severity.ERROR,
    Text("{key}（{term}）应是百分比，这里是“{found}”", "{key} ({term}) should be a percentage, found “{found}”"),
    Text("写成 86% 或 86。", "Write 86% or 86."),
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
    Text("只接受 http、https 或 mailto 开头的完整地址。", "Only whole addresses that begin with http, https or mailto."),
    Text("其他形式的地址可能在读者的浏览器里运行程序。", "Other addresses could run code in a reader's browser."),
    failing=_HEAD + _ROW + "source: {url: 'javascript:alert(1)'}\n",
    passing=_HEAD + _ROW + "source: {url: 'https://www.example.gov.cn/1.htm'}\n",
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
    Text("删去这一项；暂不公开的报告请先不要放进 content/reports。", "Remove it; keep a report that must wait out of content/reports."),
    Text("如果现在忽略它，本该暂缓公开的内容就会被公开。", "Ignoring it would publish what should wait."),
    failing=_HEAD + _ROW + "withheld: 依法不予公开\n",
    passing=_HEAD + _ROW,
)
VALUE: Final = Rule(
    "schema-value",
    Severity.ERROR,
    Text("{key}（{term}）的值不对：“{found}”", "{key} ({term}) has a wrong value: “{found}”"),
    Text("对照 gongkai schema 中这一项的说明。", "See this key in gongkai schema."),
    Text("这一项有规定的写法。", "This one has a fixed form."),
    failing="# content/site.yaml → rulesets: [{id: quwo-2021, from: 去年}]",
    passing="# content/site.yaml → rulesets: [{id: quwo-2021, from: 2021}]",
)

RULES: Final = (
    UNKNOWN_KEY, MISSING, BLANK, SHAPE, NO_ROWS, NUMBER, NUMBER_FORM, NEGATIVE, PERCENTAGE, DATE, LINK, CHOICE, RESERVED, VALUE,
)  # fmt: skip

_BY_TYPE: Final[Mapping[str, Rule]] = {
    "extra_forbidden": UNKNOWN_KEY,
    "missing": MISSING,
    "blank": BLANK,
    "too_short": NO_ROWS,
    "not_a_number": NUMBER,
    "number_form": NUMBER_FORM,
    "negative_amount": NEGATIVE,
    "not_a_rate": PERCENTAGE,
    "not_a_date": DATE,
    "not_a_month": DATE,
    "not_a_link": LINK,
    "literal_error": CHOICE,
    "reserved": RESERVED,
    "not_text": SHAPE,
    "not_a_scalar": SHAPE,
    "model_type": SHAPE,
    "model_attributes_type": SHAPE,
    "dict_type": SHAPE,
    "tuple_type": SHAPE,
    "list_type": SHAPE,
}
_EXPECTED: Final = {
    "not_text": Text("一段文字", "text"),
    "not_a_scalar": Text("一个值", "one value"),
    "model_type": Text("一组字段", "a group of keys"),
    "model_attributes_type": Text("一组字段", "a group of keys"),
    "dict_type": Text("一组字段", "a group of keys"),
    "tuple_type": Text("一个列表", "a list"),
    "list_type": Text("一个列表", "a list"),
}
_NOTHING: Final = Text("", "")

M = TypeVar("M", bound=Record)


def validate(document: Document, model: type[M], *, report: str | None = None) -> tuple[M | None, list[Diagnostic]]:
    """Return the document as a frozen `model`, or None and every fault, each at its own place in the file."""
    try:
        return model.model_validate(document.data), []
    except ValidationError as error:
        return None, [_finding(document, model, fault, report) for fault in error.errors(include_url=False)]


def terms(model: type[BaseModel], path: FieldPath) -> str:
    """Return the Chinese term of the field at `path`, or its own name."""
    for owner, name in _steps(model, path):
        if owner is not None and name == path[-1]:
            for key, field in _fields(owner):
                if key == name and field.description:
                    return str(field.description)
    return next((str(part) for part in reversed(path) if isinstance(part, str)), "")


def _finding(document: Document, model: type[BaseModel], fault: ErrorDetails, report: str | None) -> Diagnostic:
    kind = fault["type"]
    place = _existing(fault["loc"])
    rule = _BY_TYPE.get(kind, VALUE)
    context: dict[str, Any] = dict(fault.get("ctx", {}))
    values: dict[str, object] = {
        "key": quoted(_last_key(place)),
        "term": quoted(terms(model, place)),
        "found": quoted(str(context.get("found", _describe(fault["input"])))),
        "plain": quoted(str(context.get("plain", ""))),
        "expected": _EXPECTED.get(kind, _NOTHING),
        "meant": _NOTHING,
        "choices": "",
    }
    if rule is SHAPE:
        values["found"] = _shape(fault["input"])
    if rule is UNKNOWN_KEY:
        values["meant"] = _did_you_mean(_last_key(place), _known_keys(model, place))
        return rule.at(document.path, document.key_span(place), report=report, **values)
    if rule is CHOICE:
        choices = [choice.strip(" '") for choice in str(context.get("expected", "")).replace(" or ", ", ").split(",")]
        values["choices"] = ", ".join(choices)
        values["meant"] = _did_you_mean(str(fault["input"]), {choice: choice for choice in choices})
    return rule.at(document.path, document.span(place), report=report, **values)


def _existing(loc: tuple[int | str, ...]) -> FieldPath:
    return tuple(part for part in loc if part != "[key]")


def _last_key(path: FieldPath) -> str:
    return next((str(part) for part in reversed(path) if isinstance(part, str)), "")


def _describe(value: object) -> str:
    return "" if value is None else str(value)


def _shape(value: object) -> Text:
    match value:
        case None:
            return Text("空的", "nothing")
        case str():
            return Text(f"文字“{quoted(value, 30)}”", f"the text “{quoted(value, 30)}”")
        case list():
            return Text("一个列表", "a list")
        case _:
            return Text("一组字段", "a group of keys")


def _did_you_mean(found: str, known: Mapping[str, str]) -> Text:
    """`known` maps what a person may have meant (a key, or its Chinese term) to the key."""
    close = difflib.get_close_matches(found.strip().lower(), [name.lower() for name in known], n=1, cutoff=0.6)
    if not close:
        return _NOTHING
    key = next(key for name, key in known.items() if name.lower() == close[0])
    return Text(f"；是不是 {key}？", f"; did you mean {key}?")


def _fields(model: type[BaseModel]) -> Iterator[tuple[str, Any]]:
    for name, field in model.model_fields.items():
        yield field.alias or name, field


def _known_keys(model: type[BaseModel], path: FieldPath) -> dict[str, str]:
    owner = next((owner for owner, name in _steps(model, path) if owner is not None and name == path[-1]), None)
    known: dict[str, str] = {}
    for key, field in _fields(owner) if owner is not None else ():
        known[key] = key
        for term in str(field.description or "").replace("）", "（").split("（"):
            if term:
                known.setdefault(term, key)
    return known


def _steps(model: type[BaseModel], path: FieldPath) -> Iterator[tuple[type[BaseModel] | None, str | int]]:
    """Yield each step of `path` with the model that owns it, from the root; a mapping's own keys have no owner."""
    here: type[BaseModel] | None = model
    in_mapping = False
    for step in path:
        if isinstance(step, int):
            yield None, step
        elif in_mapping:
            in_mapping = False
            yield None, step
        else:
            yield here, step
            field = dict(_fields(here)).get(step) if here is not None else None
            annotation = field.annotation if field is not None else None
            here, in_mapping = _inner_model(annotation), get_origin(annotation) is dict
    return


def _inner_model(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := _inner_model(part)) is not None), None)

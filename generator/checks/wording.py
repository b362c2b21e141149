"""What the words of a report show: problems that are none, what the template left behind, figures without their unit."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from generator.catalog.entry import Entry
from generator.checks.finding import finding, placed_rows, row_name
from generator.diagnostics import Diagnostic, FieldPath, Rule, Severity, Text, quoted
from generator.model.figures import says_not_applicable
from generator.model.indicator import Indicator
from generator.model.quantities import Number, Operator, Residue, read_value
from generator.scoring.evaluation import Row
from generator.scoring.reasons import RESIDUE as NOT_DATA
from generator.scoring.rounding import ZERO
from generator.scoring.rows import Reading, read_indicator

_HEAD = "title: 图书馆开放经费\nruleset: national-2020\n"


def _rows(*rows: str) -> str:
    return _HEAD + "indicators:\n" + "".join(f"  - {{level1: 产出指标, level2: 数量指标, {row}}}\n" for row in rows)


_FILLED = _rows("name: 开放天数, weight: 100, target: ≥300天, actual: 312天")

NO_PROBLEM: Final = Rule(
    "text-no-problem",
    Severity.WARNING,
    Text("“存在问题”一节{what}", "the section on problems {what}"),
    Text(
        "写出具体的问题和原因；确实没有的，说明是怎样核实的。",
        "Name the problems and their causes; if there are none, say how that was found.",
    ),
    Text(
        "这一节要写哪里没有做好。只写打算和保证，等于没有回答。",
        "The section is for what did not go well; plans and assurances don't answer it.",
    ),
    failing=_FILLED + "problems: 今后要继续提高服务水平，进一步加强管理。\n",
    passing=_FILLED + "problems: 周末开放的人手不够，部分阅览室只能关闭。\n",
)
RESIDUE: Final = Rule(
    "template-residue",
    Severity.INFO,
    Text("“{text}”是表格模板里留下的（共 {count} 处）", "“{text}” was left behind by the form ({count} in all)"),
    Text("删去，或换成要填的内容。", "Delete it, or fill in what belongs there."),
    Text("模板的提示和占位符不是数据，留着会让人误读。", "A form's hints and placeholders are not data and mislead readers."),
    failing=_rows('name: "阅览室(≥**平方米)", weight: 100, target: 300平方米, actual: 312平方米'),
    passing=_rows("name: 阅览室, weight: 100, target: ≥300平方米, actual: 312平方米"),
)
FORMS: Final = Rule(
    "value-forms-mixed",
    Severity.WARNING,
    Text(
        "{count} 项的目标值没有符号和单位，实际完成值却有单位，例如“{name}”：目标“{target}”，实际“{actual}”",
        "{count} targets have neither sign nor unit while their actual values do, such as “{name}”: “{target}” against “{actual}”",
    ),
    Text("目标值写全，例如 ≥2个。", "Write targets in full, such as ≥2个."),
    Text(
        "目标值没有单位和方向，是多少才算完成，只能靠猜。",
        "Without a unit and a direction, what counts as reaching a target is a guess.",
    ),
    failing=_rows('name: 阅览室, weight: 50, target: "2", actual: 2间', 'name: 新书, weight: 50, target: "300", actual: 312册'),
    passing=_rows("name: 阅览室, weight: 50, target: ≥2间, actual: 2间", "name: 新书, weight: 50, target: ≥300册, actual: 312册"),
)
ZERO_TARGET: Final = Rule(
    "target-zero",
    Severity.INFO,
    Text("“{name}”的目标是 {target}，什么也不做就达到了", "the target of “{name}” is {target}: doing nothing reaches it"),
    Text("核对目标值；越少越好的指标请写“≤”或“=0”。", "Check it; where less is better, write “≤” or “=0”."),
    Text("越多越好的指标，目标定为 0 就没有意义。", "Where more is better, a target of 0 means nothing."),
    failing=_rows("name: 读者满意率, weight: 100, target: ≥0%, actual: 96%"),
    passing=_rows("name: 安全事故, weight: 100, target: 0起, actual: 0起"),
)
QUESTION: Final = Rule(
    "target-question",
    Severity.INFO,
    Text("“{name}”的目标“{target}”是一个问句，没有说要达到什么", "the target “{target}” of “{name}” is a question, not a target"),
    Text("写明要达到的结果。", "Say what is to be reached."),
    Text("问句不能达到，也不能没有达到。", "A question can be neither reached nor missed."),
    failing=_rows("name: 阅读推广, weight: 100, target: 是否有利于阅读, actual: 有利于阅读, stated_score: 100"),
    passing=_rows("name: 阅读推广, weight: 100, target: 借阅量上升, actual: 借阅量上升, stated_score: 100"),
)
FIGURES_ONLY: Final = Rule(
    "goal-figures-only",
    Severity.INFO,
    Text("绩效目标只写了数字“{text}”，没有说要做什么", "the goal is only the figure “{text}”, without what is to be done"),
    Text("用一两句话写明目标。", "Say the goal in a sentence or two."),
    Text("只有数字，看不出项目要达到什么。", "A figure alone does not say what the project is for."),
    failing=_FILLED + 'goals: {annual: "43.2"}\n',
    passing=_FILLED + "goals: {annual: 全年开放 300 天}\n",
)
RULES: Final = (NO_PROBLEM, RESIDUE, FORMS, ZERO_TARGET, QUESTION, FIGURES_ONLY)

_HEADING: Final = re.compile(
    r"^[\s\d一二三四五六七八九十、.．()（）]*(?:项目管理中)?(?:存在的?)?(?:主要)?问题(?:及原因分析|和不足)?[：:\s]*"
)
_NONE: Final = re.compile(
    r"[^，。；,;]{0,12}(?:暂无|没有|未发现|未见|不存在|并无|无)(?:存在|发现|任何|明显|较大|重大|突出|其他|相关|什么){0,3}的?"
    r"(?:问题|不足|困难|异常|问题和不足|问题及不足)?"
)
_ASSURES: Final = re.compile(
    r"将|要|继续|进一步|加强|提高|提升|完善|确保|保证|保障|努力|加大|强化|优化|推进|做好|落实|严格|认真|积极|健全"
)
_SENTENCE: Final = re.compile(r"[。；;！!？?\n]")
# Any of these may tell of a shortcoming, so that the section is left alone. Single characters on purpose: better too silent.
_SHORTCOMING: Final = re.compile(
    r"[没缺差低慢难偏欠弱少漏迟延误错滞乏窄旧坏损堵乱僵拖薄紧超仅尚待]|不(?![断懈仅但])|未(?!来)|无|虽|但(?!是要)|"
    r"问题[是有为：:]|的问题|闲置|积压|浪费|单一|老化|粗|短板|短缺|瓶颈|风险|隐患|矛盾|压力|制约|影响|局限|受限|脱节|空白|分散|繁琐|随意|"
    r"形式化|流于|过[高大多长重]|较[大多长重高]|冲突|投诉|事故|故障|疏|下降|下滑|减收|反弹|复杂|繁重|原因|由于|因为|因此|受"
)
_HINT: Final = re.compile(r"[(（][^()（）]{0,30}字(?:以内|左右|以上|以下)[^()（）]{0,6}[)）]|请(?:在此)?填写")
_LEFT_IN_CELL: Final = re.compile(r"\*{2,}|×{2,}|_{3,}|□{2,}|…{2,}|\.{4,}")
_GLANCE: Final = re.compile(
    r"[*×_□….字填xX指](?:(?<=[*×_□…])[*×_□…]|(?<=\.)\.{3}|(?<=字)[以左]|(?<=填)写|(?<=[xX])[xX]|(?<=指)标)"
)
"""What a row holds that holds anything the template left behind: nearly all are passed over by one look.

It begins with a set of characters, over which a search runs many times as fast as over alternatives.
"""
_NOT_A_REASON: Final = frozenset({"0", "０", "0.0"})
_MORE_IS_BETTER: Final = re.compile(r"满意|合格|完成率|及时率|覆盖率|达标率|知晓率|参与率|入学率|到位率")
_COUNTS: Final = re.compile(r"[1-9]")
_BARE: Final = re.compile(r"[0-9]{1,12}(?:\.[0-9]{1,6})?")
_HAS_WORDS: Final = re.compile(r"[^\W\d_]")
SECTIONS: Final = ("overview", "goals", "analysis", "conclusion", "experience", "problems", "improvements")
"""Where a report speaks in its own words."""
_LONGEST_EMPTY: Final = 600
"""Characters of the longest section that is taken to say nothing; what is longer says something somewhere."""


def problems_are_named(entry: Entry) -> Iterator[Diagnostic]:
    """The section on problems names one: it is not blank beside measures, not 无, not made of plans and assurances alone."""
    report = entry.report
    if report.problems is None:
        is_expected = report.improvements is not None and report.analysis.output is not None and not report.is_partial
        what = Text("是空的，改进措施却写了", "is blank, though there are measures") if is_expected else None
    else:
        what = _said_of(report.problems)
    if what is not None:
        yield finding(NO_PROBLEM, entry, ("problems",), what=what)


def _said_of(text: str) -> Text | None:
    if len(text) > _LONGEST_EMPTY:
        return None
    body = _HEADING.sub("", text.strip(), count=1)
    sentences = [part.strip() for part in _SENTENCE.split(body) if part.strip()]
    if says_not_applicable(body) or (len(sentences) == 1 and _NONE.fullmatch(sentences[0])):
        return Text("说没有问题", "says that there are none")
    if sentences and not _SHORTCOMING.search(body) and all(_ASSURES.search(part) for part in sentences):
        return Text("没有写出具体的问题，只有打算和保证", "names none, only plans and assurances")
    return None


def nothing_is_left_of_the_form(entry: Entry) -> Iterator[Diagnostic]:
    """No cell or passage still holds a hint or a placeholder of the form. One finding a record, at the first."""
    found = [*_left_in_rows(entry), *_left_in_narrative(entry)]
    if found:
        field, text = found[0]
        yield finding(RESIDUE, entry, field, text=quoted(text, 30), count=len(found))


def _left_in_rows(entry: Entry) -> Iterator[tuple[FieldPath, str]]:
    for field, indicator, row in placed_rows(entry):
        if indicator is None:
            continue
        reason = indicator.reason or ""
        if not _GLANCE.search(f"{indicator.name} {indicator.target} {indicator.actual} {reason}") and not _is_naught(reason):
            continue
        if indicator.name is not None and _is_left(indicator.name):
            yield (*field, "name"), indicator.name
        if row.reason != NOT_DATA:  # a row that can't be computed for it says so itself
            for key, text in (("target", indicator.target), ("actual", indicator.actual)):
                if text is not None and (_LEFT_IN_CELL.search(text) or _HINT.search(text)):
                    yield (*field, key), text
        if indicator.reason is not None and ((_is_naught(indicator.reason) and not _lost(row)) or _is_left(indicator.reason)):
            yield (*field, "reason"), indicator.reason


def _is_naught(reason: str) -> bool:
    return reason.strip() in _NOT_A_REASON


def _is_left(text: str) -> bool:
    short = len(text) <= 40 and isinstance(read_value(text, year=None, dated=False), Residue)
    return short or bool(_LEFT_IN_CELL.search(text)) or bool(_HINT.search(text))


def _lost(row: Row) -> bool:
    """Whether the row lost points: then a reason of 0 is a missing reason, and a finding of its own."""
    return row.weight is not None and row.stated_score is not None and row.stated_score != row.weight


def _left_in_narrative(entry: Entry) -> Iterator[tuple[FieldPath, str]]:
    for field, text in narrative(entry):
        if ("字" in text or "请" in text) and (hint := _HINT.search(text)) is not None:
            yield field, hint[0]


def narrative(entry: Entry, sections: Iterable[str] = SECTIONS) -> Iterator[tuple[FieldPath, str]]:
    """Yield every passage of a report's own words with its place, of some sections or of all."""
    report = entry.report
    for section in sections:
        said = getattr(report, section)
        if isinstance(said, str):
            yield (section,), said
        elif said is not None:
            for key, text in said.__dict__.items():
                if text is not None:
                    yield (section, key), text


def targets_have_units(entry: Entry) -> Iterator[Diagnostic]:
    """Targets name their unit where their actual values do. One finding a record, at the first that does not."""
    found = [(place, row) for place, row in enumerate(entry.report.indicators) if _is_one_sided(row, entry.year)]
    if len(found) >= entry.thresholds.mixed_rows:
        place, indicator = found[0]
        name = quoted(indicator.name or "—", 40)
        yield finding(
            FORMS,
            entry,
            ("indicators", place, "target"),
            count=len(found),
            name=name,
            target=quoted(indicator.target or "", 30),
            actual=quoted(indicator.actual or "", 30),
        )


def _is_one_sided(indicator: Indicator, year: int | None) -> bool:
    target, actual = indicator.target, indicator.actual
    if target is None or actual is None or not target[-1].isdigit():  # so that few are matched
        return False
    if not _BARE.fullmatch(target) or _BARE.fullmatch(actual):
        return False
    reading = read_indicator(indicator, year)
    is_bare = isinstance(reading.target, Number) and not reading.target.unit
    return is_bare and isinstance(reading.actual, Number) and bool(reading.actual.unit) and reading.hints.unit is None


def targets_ask_for_something(entry: Entry) -> Iterator[Diagnostic]:
    """A target asks for more than nothing, and is no question."""
    for field, indicator, row in placed_rows(entry):
        target = row.target
        if indicator is None or target is None or row.is_budget:
            continue
        if not _COUNTS.search(target) and "0" in target and _is_nothing(read_indicator(indicator, entry.year), row.name or ""):
            yield finding(ZERO_TARGET, entry, (*field, "target"), name=row_name(row), target=quoted(target, 30))
        elif "是否" in target[:20] or target[-1] in "?？":
            yield finding(QUESTION, entry, (*field, "target"), name=row_name(row), target=quoted(target, 30))


def _is_nothing(reading: Reading, name: str) -> bool:
    target = reading.target
    if not isinstance(target, Number) or target.stated != ZERO:
        return False
    operator = target.operator or reading.hints.operator
    return operator is Operator.AT_LEAST or (operator is None and _MORE_IS_BETTER.search(name[:200]) is not None)


def goals_are_sentences(entry: Entry) -> Iterator[Diagnostic]:
    """A goal says in words what is to be done. One finding a record."""
    for key, text in entry.report.goals:
        if text is not None and len(text) <= 40 and not _HAS_WORDS.search(text) and any(map(str.isdigit, text)):
            yield finding(FIGURES_ONLY, entry, ("goals", key), text=quoted(text, 30))
            return

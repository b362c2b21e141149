"""The words of a self-evaluation, told to someone who reads one for the first time."""

from collections.abc import Mapping
from typing import Final, NamedTuple

from generator.language import N_


class Term(NamedTuple):
    """One word: its ASCII anchor on the glossary page, the word, what it means in a sentence or two, other words for it."""

    anchor: str
    name: str
    text: str
    also: tuple[str, ...] = ()


class Topic(NamedTuple):
    """Words that belong together."""

    anchor: str
    title: str
    terms: tuple[Term, ...]


TOPICS: Final = (
    Topic(
        "reports",
        N_("报告"),
        (
            Term(
                "self-evaluation",
                N_("绩效自评"),
                N_("预算单位每年对照编预算时定下的目标，给自己用财政资金办的项目打分，写成报告并公开。分数是单位自己打的，不是审计的结论。"),
            ),
            Term(
                "standard",
                N_("评分标准"),
                N_("规定各类指标占多少分、怎样计算、几分算哪一等的文件。各地各年不尽相同，本站在每份报告上写明用的是哪一份。"),
            ),
            Term(
                "deviation",
                N_("偏差原因"),
                N_("实际与目标差得多时，单位写下的解释和改进打算。没有做到要写，做得远远超过目标也要写。"),
                (N_("偏差原因分析及改进措施"),),
            ),
            Term("correction", N_("更正"), N_("报告公开以后又改动的内容。改之前和改之后都保留，列在更正记录里。")),
        ),
    ),
    Topic(
        "money",
        N_("资金"),
        (
            Term(
                "adjusted-budget",
                N_("全年预算"),
                N_("年初定下的预算加上年中增减以后的数额，也就是这一年总共准许花多少钱。计算执行率时以它为准。"),
            ),
            Term(
                "execution-rate",
                N_("预算执行率"),
                N_("这一年花掉的钱占全年预算的百分之几。100% 只说明钱花完了，事情办得怎样要看其他指标。"),
                (N_("执行率"),),
            ),
            Term("arrival-rate", N_("到位率"), N_("实际拨到项目上的钱占全年预算的百分之几。"), (N_("预算到位率"),)),
            Term("balance", N_("结余"), N_("拨到的钱减去花掉的钱，就是年底还剩多少。"), (N_("资金结余"),)),
            Term("carryover", N_("上年结转"), N_("上一年没有花完、转到这一年接着用的钱。"), (N_("上年结转资金"),)),
        ),
    ),
    Topic(
        "indicators",
        N_("指标"),
        (
            Term("level1", N_("一级指标"), N_("评分时最大的几类，常见的是预算执行、产出、效益和满意度。")),
            Term("level2", N_("二级指标"), N_("一级指标下面的小类。例如产出之下，看数量、质量、时效和成本。")),
            Term("level3", N_("三级指标"), N_("具体要看的一件事，例如“通信服务数量”。目标、实际和得分都落在这一级。")),
            Term("weight", N_("权重"), N_("一项指标最多能得几分。全部指标的权重加起来通常是 100。"), (N_("分值"),)),
            Term(
                "target",
                N_("指标值"),
                N_("编预算时承诺要做到的数量、比例、日期或者状态，例如“2个”“≥95%”“有效”。"),
                (N_("目标值"), N_("年度指标值")),
            ),
            Term("actual", N_("实际完成值"), N_("到年底真正做到的数量、比例、日期或者状态。"), (N_("业绩值"),)),
            Term(
                "completion",
                N_("完成率"),
                N_("实际相当于目标的百分之几。超过 100% 不会多得分；像成本这样越少越好的指标，数字大并不是好事。"),
            ),
            Term("quantitative", N_("定量"), N_("目标是数字或者日期，做到多少可以比较，得分按公式算出。")),
            Term("qualitative", N_("定性"), N_("目标是文字，例如“有效”“明显提升”，没有公式可算，要由人评定做到了哪一档。")),
            Term(
                "tier",
                N_("档次"),
                N_("对定性指标的评定，通常分达成、部分达成、未达成三档。每一档是权重的一段，例如 80% 至 100%，由人在这一段里给分。"),
            ),
        ),
    ),
    Topic(
        "results",
        N_("得分与等级"),
        (
            Term("grade", N_("评价等级"), N_("由总分得出的等次，常见的是优、良、中、差。几分算哪一等、各等叫什么，由评分标准规定。")),
            Term("stated", N_("自述"), N_("报告自己写的数字、得分和等级。本站照原样保留，与复算不同也不改动。")),
            Term("recomputed", N_("复算"), N_("本站按评分标准，用报告所写的目标和实际重新算一遍，并写出每一步。它不代替报告的得分。")),
            Term(
                "unassessed",
                N_("未评定"),
                N_("定性指标没有写明做到了哪一档，得分没有依据。这不等于没有做到，所以本站同时给出总分可能的区间。"),
            ),
            Term("not-computable", N_("不可计算"), N_("目标或实际空着，或者两者无法比较，公式算不下去。本站不猜，总分也就空着。")),
            Term("redacted", N_("不公开"), N_("依法不予公开的内容，只列依据。指标不公开的，本站不据以计算，总分空着，只给出可能的区间。")),
            Term("not-applicable", N_("不适用"), N_("报告用“/”“无”等写明这一项与项目无关，不参加计分。它与空白、与 0 都不同。")),
            Term(
                "range",
                N_("区间"),
                N_("有指标未评定或者不可计算时，总分最低是几分、最高是几分。全部评定以后，区间就成了一个数。"),
            ),
            Term(
                "finding",
                N_("核验提示"),
                N_("本站核对报告时看到的疑问，例如各行相加不等于合计。它请读者留意，不是结论，也不妨碍公开。"),
            ),
        ),
    ),
)  # fmt: skip

TERMS: Final[Mapping[str, Term]] = {name: term for topic in TOPICS for term in topic.terms for name in (term.name, *term.also)}
"""Every word by each of its names, for a hint where a page first uses it."""

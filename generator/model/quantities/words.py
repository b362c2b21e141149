"""Text that is no figure: not applicable (不适用), what a template left behind, and why digits in words were not read."""

import re

from generator.model.quantities.glyphs import Written
from generator.model.quantities.operators import BEFORE, SIGNS, any_of
from generator.model.quantities.reasons import Reason

_NOT_APPLICABLE = re.compile(r"n/a|/|-{1,4}|无|不适用|不涉及", re.IGNORECASE)
PLACEHOLDER = r"(?:\*+|[xX]{2,}(?![A-Za-z])|×{2,}|□+|_{2,})"
_RESIDUE = re.compile(
    rf"指标(?:[0-9一二三四五六七八九十]+:?|:)[.…]*|(?:{any_of(BEFORE)})?{PLACEHOLDER}.{{0,12}}|(?:{any_of(SIGNS)})[%‰]?",
    re.DOTALL,
)
_DIGIT = re.compile(r"\d")
_NUMERAL = "[〇零一二两三四五六七八九十百千万亿半几]"
# Closed on purpose: 一般, 一致 and 统一 are words, 三次 and 十余人 are numbers.
_NUMERALS = re.compile(
    rf"(?:{any_of(BEFORE)}|大约|约|近|第|百分之|共)?{_NUMERAL}+[余多来]?"
    r"(?:[个次人户项份场家台套辆件本期名位所处座条篇批间头只亩吨米元年天日周月倍成]|人次|场次|个月|公里|平方米|小时|分钟|季度|月底|月份|万元|公顷)?"
    r"(?:及?以上|及?以下|以内|之内|左右|内|前)?"
)


def is_not_applicable(value: Written) -> bool:
    """Tell whether the text says that there is nothing to fill in."""
    return _NOT_APPLICABLE.fullmatch(value.plain) is not None


def is_residue(value: Written) -> bool:
    """Tell whether the text is a placeholder of the form: `……`, `指标2：`, `≥**`, `XX万元`, a lone `≥`."""
    plain = value.plain
    dots = not plain.strip(".…。") and (len(plain) > 1 or plain == "…")
    return dots or _RESIDUE.fullmatch(plain) is not None


def why_unread(value: Written) -> Reason | None:
    """Return why the figures in a text were not read; None where it has none."""
    if _DIGIT.search(value.plain):
        return Reason.DIGITS_IN_WORDS
    return Reason.CHINESE_NUMERAL if _NUMERALS.fullmatch(value.plain) else None

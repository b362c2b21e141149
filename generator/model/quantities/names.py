"""What an indicator's name says about its figures: `投入资金(≥万元)`, `通信服务合格率（%）`, `项目竣工时间`."""

import re
from functools import lru_cache

from generator.model.quantities.glyphs import written
from generator.model.quantities.operators import BEFORE, SIGNS, any_of
from generator.model.quantities.units import is_known, read_unit
from generator.model.quantities.values import NameHints, Operator, Unit
from generator.model.quantities.words import PLACEHOLDER

_LONGEST = 200
_BRACKETS = re.compile(r"\(([^()]{1,20})\)")
_IN_BRACKETS = re.compile(rf"(?:单位:?)?(?P<operator>{any_of(BEFORE)})?(?P<residue>{PLACEHOLDER})?(?P<unit>[^0-9]*)")
_AT_END = re.compile(
    rf"(?P<operator>{any_of(SIGNS)})(?P<residue>{PLACEHOLDER})?(?:[0-9.]{{1,9}}(?=[%‰]\)?$))?(?P<unit>[^0-9()<>=≤≥]{{0,12}})\)?$"
)
_DATED = re.compile(r"时间|日期|时限")
_NONE = NameHints()


def is_dated(level2: str | None, name: str) -> bool:
    """Tell whether an indicator may speak of dates: 时效指标, or a name with 时间, 日期 or 时限."""
    return (level2 is not None and "时效" in level2) or _DATED.search(name) is not None


@lru_cache(maxsize=1 << 13)
def name_hints(name: str) -> NameHints:
    """Return the operator and the unit that stand in `name`.

    Brackets count where they hold an operator, or at the end a unit in everyday use (`(工程)` and `(按期)` are words).
    An operator with a figure, `补助人数(≥60岁)`, says who is counted: no hint. With a rate at the end, `满意度≥95%`, it is one.
    """
    _, raw, plain = written(name[-_LONGEST:])
    for bracket in reversed(list(_BRACKETS.finditer(plain))):
        found = _IN_BRACKETS.fullmatch(plain, *bracket.span(1))
        if found is None:
            continue
        hints = _hints(raw, found)
        at_end = bracket.end() == len(plain)
        if hints.operator or (at_end and (hints.residue or (hints.unit and is_known(hints.unit)))):
            return hints
    found = _AT_END.search(plain)
    if found:
        return _hints(raw, found)
    if plain.endswith(("%", "‰")):
        return NameHints(unit=_unit(raw[-1]))
    return _NONE


def _hints(raw: str, found: re.Match[str]) -> NameHints:
    operator: Operator | None = BEFORE.get(found["operator"] or "")
    return NameHints(operator, _unit(raw[slice(*found.span("unit"))]), residue=found["residue"] is not None)


def _unit(text: str) -> Unit | None:
    unit = read_unit(text)
    return unit if isinstance(unit, Unit) and unit else None

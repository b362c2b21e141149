"""What a report states differently from before: every field that changed, where it stands now and where it stood.

A record of before is plain data of some earlier edition, perhaps made by another version: what has not the expected shape is
not compared. Rows are paired by first level and name, so that one put in does not make all below it look changed.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple, TypeAlias

from generator.diagnostics import FieldPath
from generator.model.figures import plain_number

Plain: TypeAlias = Any

_OURS: Final = frozenset(
    {"continues", "demo", "disclosure", "source", "revisions", "withheld", "redactions", "waivers", "unrecognised", "ruleset"}
)
"""What we say about a report, rather than what it states."""
_LAYOUT: Final = ("budget", "rows")
_DEEPEST: Final = 5
"""Steps to the deepest field of a report."""


class Difference(NamedTuple):
    """One field that changed: where it stands now, where it stood, and both values as text, None where blank.

    For a row put in or taken out the value is the row's name, `is_row` is set, and the other one is None.
    """

    now: FieldPath
    then: FieldPath
    before: str | None
    after: str | None
    is_row: bool = False


def differences(before: Mapping[str, Plain], after: Mapping[str, Plain]) -> Iterator[Difference]:
    """Yield every field that a report states differently from before."""
    for key in sorted({*before, *after} - _OURS):
        old, new = before.get(key), after.get(key)
        if key == "indicators":
            yield from _rows(old, new)
        else:
            yield from _values(old, new, (key,), (key,))


def text_of(value: Plain) -> str | None:
    """Return a leaf as text; a blank is None."""
    text = "" if value is None else str(value).strip()
    return text or None


def says_the_same(one: str | None, other: str | None) -> bool:
    """Tell whether two leaves say the same: 74.3 and 74.30 do."""
    if one == other:
        return True
    if one is None or other is None:
        return False
    left, right = plain_number(one), plain_number(other)
    return left is not None and left == right


def _values(old: Plain, new: Plain, now: FieldPath, then: FieldPath) -> Iterator[Difference]:
    if now == _LAYOUT or len(now) > _DEEPEST:
        return
    if isinstance(old, dict) or isinstance(new, dict):
        left, right = (side if isinstance(side, dict) else {} for side in (old, new))
        for key in sorted({*left, *right}):
            if isinstance(key, str):
                yield from _values(left.get(key), right.get(key), (*now, key), (*then, key))
        return
    one, other = text_of(old), text_of(new)
    if not says_the_same(one, other):
        yield Difference(now, then, one, other)


def _rows(old: Plain, new: Plain) -> Iterator[Difference]:
    befores, afters = (
        [row if isinstance(row, dict) else {} for row in side] if isinstance(side, list) else [] for side in (old, new)
    )
    pairs = _paired(befores, afters)
    for then, now in pairs:
        yield from _values(befores[then], afters[now], ("indicators", now), ("indicators", then))
    left, found = {then for then, _ in pairs}, {now for _, now in pairs}
    for place in (place for place in range(len(befores)) if place not in left):
        yield Difference(("indicators", place), ("indicators", place), _name(befores[place]), None, is_row=True)
    for place in (place for place in range(len(afters)) if place not in found):
        yield Difference(("indicators", place), ("indicators", place), None, _name(afters[place]), is_row=True)


def _paired(befores: Sequence[Mapping[str, Plain]], afters: Sequence[Mapping[str, Plain]]) -> list[tuple[int, int]]:
    """Pair rows by first level and name in order, then what is left at one place with what is left at the same."""
    waiting: dict[tuple[str | None, ...], list[int]] = defaultdict(list)
    for place in reversed(range(len(befores))):
        waiting[_key(befores[place])].append(place)
    pairs = [(waiting[key].pop(), place) for place, row in enumerate(afters) if waiting[key := _key(row)]]
    left, found = {then for then, _ in pairs}, {now for _, now in pairs}
    return pairs + [(n, n) for n in range(min(len(befores), len(afters))) if n not in left and n not in found]


def _key(row: Mapping[str, Plain]) -> tuple[str | None, ...]:
    return tuple(text_of(row.get(key)) for key in ("level1", "name"))


def _name(row: Mapping[str, Plain]) -> str:
    return text_of(row.get("name")) or text_of(row.get("level2")) or ""

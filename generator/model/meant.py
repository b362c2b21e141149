"""What the writer of a faulty field most likely meant, in a few words behind the message."""

import difflib
import re
from collections.abc import Mapping
from typing import Final

from pydantic import BaseModel

from generator.diagnostics import FieldPath, Text, quoted
from generator.model.keys import fields_of, known_keys, owner_of

NOTHING: Final = Text("", "")
QUOTE_BRACKETS: Final = Text(
    "；若括号是文字的一部分，请给整个值加上引号", "; if the brackets are part of the text, quote the whole value"
)

_AMOUNT: Final = re.compile(r"([0-9]{1,20}(?:\.[0-9]{1,10})?) ?([千万亿]?元)?", re.ASCII)
_YEAR: Final = re.compile(r"((?:19|20)[0-9]{2})年?度?", re.ASCII)
_MONTH: Final = re.compile(r"((?:19|20)[0-9]{2})[年./-](1[0-2]|0?[1-9])(?![0-9])", re.ASCII)


def choices_in_chinese(description: str, choices: list[str]) -> dict[str, str]:
    """Return each choice's Chinese term, where a field's description lists them in order: 定性档次：达成、部分达成、未达成."""
    listed = description.partition("：")[2].partition("；")[0].split("、")
    return dict(zip(choices, listed, strict=True)) if len(listed) == len(choices) and all(listed) else {}


def instead_of(model: type[BaseModel], place: FieldPath, found: object, *, is_list: bool) -> Text:
    """Say how text is written as the group of keys, or the list of them, that was expected.

    An amount stands among money by its sources, a time is a period; of any other group it is told what it must say.
    """
    keys = dict(fields_of(owner_of(model, (*place, "")))) if isinstance(found, str) else {}
    if "total" in keys and (amount := _AMOUNT.fullmatch(str(found))):
        group, unit = f"{{total: {amount[1]}}}", amount[2]
        where = Text(f"，{unit}写在 currency_unit", f", and {unit} as currency_unit") if unit else NOTHING
        return Text(f"；只有总金额的，写成 {group}{where.zh}", f"; where there is only a total, write {group}{where.en}")
    if {"start", "end"} <= keys.keys():
        year, months = _YEAR.fullmatch(str(found)), _MONTH.findall(str(found))
        times = [f"{year[1]}-01", f"{year[1]}-12"] if year else [f"{named}-{int(month):02}" for named, month in months]
        if len(times) == 2:
            group = f"{{start: {times[0]}, end: {times[1]}}}"
            return Text(f"；这里写成 {group}", f"; here write {group}")
    required = [key for key, field in keys.items() if field.is_required()]
    if not required:
        return NOTHING
    said = quoted(str(found), 30) if required == ["name"] else "…"
    group = f"{{{', '.join(f'{key}: {said}' for key in required)}}}"
    written = f"[{group}]" if is_list else group
    return Text(f"；这里写成 {written}", f"; here write {written}")


def key_meant(model: type[BaseModel], place: FieldPath) -> Text:
    """Say which key was meant: one like it or, outside all groups, the very key that a single group has."""
    key, known = str(place[-1]), known_keys(model, place)
    groups = {group: known_keys(model, (group, key)) for group in known.values()} if len(place) == 1 else {}
    within = [(group, keys[key]) for group, keys in groups.items() if key in keys]
    if len(within) != 1:
        return did_you_mean(key, known)
    group, meant = within[0]
    return Text(f"；是不是 {group} 里的 {meant}？", f"; did you mean {meant} inside {group}?")


def did_you_mean(found: str, known: Mapping[str, str]) -> Text:
    """`known` maps what a person may have meant (a key, or its Chinese term) to the key."""
    word = found.strip().lower()
    names = {name.lower(): key for name, key in known.items()}
    close = difflib.get_close_matches(word, names, n=1, cutoff=0.6)
    close = close or [name for name in names if word in name.split("_")]  # score, of stated_score
    if not close:
        return NOTHING
    key = names[close[0]]
    return Text(f"；是不是 {key}？", f"; did you mean {key}?")

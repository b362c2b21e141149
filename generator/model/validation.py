"""A document against its model: a frozen value, or every fault with its place and what was expected."""

from collections.abc import Iterable, Mapping
from copy import deepcopy
from typing import Any, Final, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from generator.diagnostics import Diagnostic, FieldPath, Rule, Text, quoted
from generator.model.keys import fields_of, owner_of
from generator.model.meant import NOTHING, QUOTE_BRACKETS, choices_in_chinese, did_you_mean, instead_of, key_meant
from generator.model.record import Record
from generator.model.refusals import (
    BLANK,
    CHOICE,
    DATE,
    LINK,
    MISSING,
    MOMENT,
    NEGATIVE,
    NO_ROWS,
    NUMBER,
    NUMBER_FORM,
    PERCENTAGE,
    RESERVED,
    SHAPE,
    SITE_ADDRESS,
    TOO_MANY,
    UNKNOWN_KEY,
    VALUE,
)
from generator.source.blanks import blank_at
from generator.source.document import Document, Plain
from generator.source.keyless import keyless

GUESSES: Final = 200
"""For how many faults of a file it is guessed what was meant: that takes time, and no record has more."""

_BY_TYPE: Final[Mapping[str, Rule]] = {
    "extra_forbidden": UNKNOWN_KEY,
    "missing": MISSING,
    "blank": BLANK,
    "too_short": NO_ROWS,
    "too_long": TOO_MANY,
    "not_a_number": NUMBER,
    "number_form": NUMBER_FORM,
    "negative_amount": NEGATIVE,
    "not_a_rate": PERCENTAGE,
    "not_a_date": DATE,
    "not_a_month": DATE,
    "not_an_instant": MOMENT,
    "not_a_link": LINK,
    "not_a_site_address": SITE_ADDRESS,
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

M = TypeVar("M", bound=Record)


def validate(document: Document, model: type[M], *, report: str | None = None) -> tuple[M | None, list[Diagnostic]]:
    """Return the document as a frozen `model`, or None and every fault, each at its own place in the file.

    What is no mapping at all was refused by the reader, which says it better.
    """
    if not isinstance(document.data, dict):
        return None, []
    try:
        return model.model_validate(document.data), []
    except ValidationError as error:
        lines = document.text.split("\n")
        faults = [fault for fault in error.errors(include_url=False) if not (_echoes(fault) or _is_told(document, lines, fault))]
        return None, [_finding(document, model, fault, report, guesses=at < GUESSES) for at, fault in enumerate(faults)]


def salvage(document: Document, model: type[M]) -> tuple[M | None, tuple[FieldPath, ...]]:
    """Return what is left of a faulty document without its faulty fields, and where those stood.

    For checks only, so that one run finds what else is wrong: such a value is never published or scored for a reader.
    None where taking the fields out does not help.
    """
    try:
        return model.model_validate(document.data), ()
    except ValidationError as error:
        faults = error.errors(include_url=False)
        places = tuple(_faulty_part(document, fault) for fault in faults if not _echoes(fault))
    try:
        return model.model_validate(_without(document.data, places)), places
    except ValidationError:
        return None, places


def _faulty_part(document: Document, fault: ErrorDetails) -> FieldPath:
    """The field that a fault is in; where one of its parts is missing, the whole of what lacks it."""
    place = _place(document, fault)
    return place[:1] if fault["type"] == "missing" else place


def _without(data: Plain, places: Iterable[FieldPath]) -> Plain:
    left = deepcopy(data)
    for place in sorted(places, key=len, reverse=True):
        parent: Any = left
        for step in place[:-1]:
            known = isinstance(parent, dict) and step in parent
            parent = parent[step] if known or isinstance(parent, list) else None
        if isinstance(parent, list):
            parent[int(place[-1])] = {}  # the places of the others stay what they are
        elif isinstance(parent, dict) and place == ("title",):
            parent["title"] = "—"
        elif isinstance(parent, dict):
            parent.pop(str(place[-1]), None)
    return left


def terms(model: type[BaseModel], path: FieldPath) -> str:
    """Return the Chinese term of the field at `path` (of a list's item: the list's), or its own name."""
    while path and isinstance(path[-1], int):
        path = path[:-1]
    for key, field in fields_of(owner_of(model, path)):
        if key == path[-1] and field.description:
            return str(field.description)
    return next((str(part) for part in reversed(path) if isinstance(part, str)), "")


def _echoes(fault: ErrorDetails) -> bool:
    """Tell whether a fault only repeats others: a list is called too short when every row in it was refused."""
    return fault["type"] == "too_short" and bool(fault["input"])


def _is_told(document: Document, lines: list[str], fault: ErrorDetails) -> bool:
    """Tell whether the reader has said already of an unknown key that it is none, or that an odd blank stands before it."""
    if fault["type"] != "extra_forbidden":
        return False
    key, path = document.key_span(_place(document, fault)), document.path
    is_none = fault["input"] is None and keyless(lines, key, path) is not None
    return is_none or blank_at(lines, key, path) is not None


def _finding(document: Document, model: type[BaseModel], fault: ErrorDetails, report: str | None, *, guesses: bool) -> Diagnostic:
    kind = fault["type"]
    place = _place(document, fault)
    rule = _BY_TYPE.get(kind, VALUE)
    context: dict[str, Any] = dict(fault.get("ctx", {}))
    values: dict[str, Any] = {
        "key": quoted(_last_key(place)),
        "term": quoted(_term(model, place)),
        "found": quoted(str(context.get("found", _describe(fault["input"])))),
        "plain": quoted(str(context.get("plain", ""))),
        "expected": _EXPECTED.get(kind, NOTHING),
        "meant": NOTHING,
        "instead": NOTHING,
        "why": Text(f"；{context['zh']}", f"; {context['en']}") if "zh" in context else NOTHING,
        "choices": "",
    }
    if rule is TOO_MANY:
        values |= {"count": len(fault["input"]), "limit": context["max_length"]}
    if rule is SHAPE:
        values["found"] = _shape(fault["input"])
        is_text = kind in ("not_text", "not_a_scalar")
        is_list = kind in ("tuple_type", "list_type")
        values["instead"] = QUOTE_BRACKETS if is_text else instead_of(model, place, fault["input"], is_list=is_list)
    if rule is UNKNOWN_KEY:
        values["meant"] = key_meant(model, place) if guesses else NOTHING
        return rule.at(document.path, document.key_span(place), report=report, field=place, **values)
    if rule is CHOICE:
        choices = [choice.strip(" '") for choice in str(context.get("expected", "")).replace(" or ", ", ").split(",")]
        called = choices_in_chinese(_term(model, place), choices)
        values["choices"] = ", ".join(f"{choice} ({called[choice]})" if called else choice for choice in choices)
        # A Chinese term must be the very one: “不达成” is nearest to “达成”, its opposite.
        written = str(fault["input"]).strip()
        meant = next((choice for choice, term in called.items() if term == written), written)
        values["meant"] = did_you_mean(meant, {choice: choice for choice in choices}) if guesses else NOTHING
    return rule.at(document.path, document.span(place), report=report, field=place, **values)


def _place(document: Document, fault: ErrorDetails) -> FieldPath:
    """Return the field a fault is in. Pydantic puts "[key]" behind a mapping's key that is at fault; a file may have such a key."""
    loc = fault["loc"]
    return loc[:-1] if loc[-1:] == ("[key]",) and loc not in document.spans else loc


def _term(model: type[BaseModel], place: FieldPath) -> str:
    """Return the Chinese term of a field; of one that a file names itself (a code, an agency), that of what it is one of."""
    term = terms(model, place)
    return terms(model, place[:-1]) if len(place) > 1 and term == place[-1] else term


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

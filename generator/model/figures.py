"""Figures as a report prints them: exact decimals, percentages, dates, and what is not applicable.

Every scalar arrives as text and becomes `Decimal` from that text, so `12.90` keeps its two places.
Blank is `None`, zero is `Decimal(0)`, not applicable is a `NotApplicable` that remembers how it was written.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Annotated, Any, Final, TypeAlias

from pydantic import PlainSerializer, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

NOT_APPLICABLE: Final = frozenset({"n/a", "na", "/", "／", "—", "——", "－", "–", "-", "--", "无", "不适用", "不涉及"})
"""What a cell holds that says: this does not apply here. Compared in lower case, without spaces around."""

# The longest figure taken has twenty digits; a province's budget in 厘 has fifteen.
_NUMBER: Final = re.compile(r"[+-]?[0-9]{1,20}(?:\.[0-9]{1,20})?")
_PERCENT: Final = re.compile(r"([+-]?[0-9]{1,20}(?:\.[0-9]{1,20})?)\s?%?")
_DATE: Final = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_LONGEST: Final = 64
"""Characters of the longest text that may be a figure in other glyphs. Normalising takes time squared in marks that stack up."""
_MONTH: Final = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


@dataclass(frozen=True, slots=True)
class Inapplicable:
    """A cell that says "not applicable", with the sign it used."""

    text: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Rate:
    """A percentage as printed: `86%`, `100.00%`, or a bare `20` in a column headed %."""

    text: str
    percent: Decimal
    """The number of hundredths: 86 for `86%`. Its exponent is the printed precision."""

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True, order=True)
class Moment:
    """A year, a month or a day: as exact as the report is."""

    text: str
    year: int
    month: int | None
    day: int | None

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Redacted(Inapplicable):
    """A figure that is not published 依法不公开: its text says on which legal basis."""


_REDACTED: Final = "（依法不公开：", "）"


def redacted(basis: str) -> str:
    """Return what stands in place of what is not published."""
    return f"{_REDACTED[0]}{basis}{_REDACTED[1]}"


def basis_of(text: object) -> str | None:
    """Return the legal basis on which a text or figure is not published; None where it is one that is."""
    if text is None:
        return None
    if isinstance(text, Redacted):
        text = text.text
    if not isinstance(text, str) or not text.startswith(_REDACTED[0]) or not text.endswith(_REDACTED[1]):
        return None
    return text[len(_REDACTED[0]) : -len(_REDACTED[1])]


def is_blank(value: object) -> bool:
    """Tell whether a cell holds nothing: absent, null, or white space."""
    return value is None or (isinstance(value, str) and (not value or value.isspace()))


def says_not_applicable(text: str) -> bool:
    """Tell whether a cell's whole text means "not applicable"."""
    return text.strip().lower() in NOT_APPLICABLE


def plain_number(text: str) -> Decimal | None:
    """Return what a text of ASCII digits says, perhaps with a sign and a point; None for any other text."""
    return Decimal(text) if _NUMBER.fullmatch(text) else None


def _text_of(value: object) -> str:
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return str(value)
    raise PydanticCustomError("not_a_scalar", "expected one value")


def _half_width(text: str) -> str:
    return unicodedata.normalize("NFKC", text) if len(text) <= _LONGEST else text


def _number(value: object) -> Decimal:
    text = _text_of(value)
    number = plain_number(text)
    if number is not None:
        return number
    plain = _half_width(text).replace(",", "").replace(" ", "")
    if _NUMBER.fullmatch(plain):
        raise PydanticCustomError("number_form", "write the number plainly", {"found": text, "plain": plain})
    raise PydanticCustomError("not_a_number", "expected a number", {"found": text})


def _decimal(value: object) -> Decimal | None:
    return None if is_blank(value) else _number(value)


def _figure(value: object) -> Decimal | Inapplicable | None:
    if isinstance(value, str) and _NUMBER.fullmatch(value):  # nearly always
        return Decimal(value)
    if is_blank(value):
        return None
    if isinstance(value, str) and says_not_applicable(value):
        return Inapplicable(value.strip())
    if isinstance(value, str) and basis_of(value) is not None:
        return Redacted(value)
    return _number(value)


def _amount(value: object) -> Decimal | Inapplicable | None:
    figure = _figure(value)
    if isinstance(figure, Decimal) and figure < 0:
        raise PydanticCustomError("negative_amount", "expected zero or more", {"found": str(figure)})
    return figure


def _rate(value: object) -> Rate | Inapplicable | None:
    if is_blank(value):
        return None
    text = _text_of(value)
    if says_not_applicable(text):
        return Inapplicable(text)
    if basis_of(text) is not None:
        return Redacted(text)
    if match := _PERCENT.fullmatch(text):
        return Rate(text, Decimal(match[1]))
    plain = _half_width(text).replace(" ", "")
    if _PERCENT.fullmatch(plain):
        raise PydanticCustomError("number_form", "write the percentage plainly", {"found": text, "plain": plain})
    raise PydanticCustomError("not_a_rate", "expected a percentage", {"found": text})


@lru_cache(maxsize=1 << 10)
def read_rate(text: str) -> Rate | Inapplicable | None:
    """Return a completion cell as a rate; None where it is blank or is no percentage. Nothing is guessed."""
    try:
        return _rate(_half_width(text))
    except PydanticCustomError:
        return None


def _share(value: object) -> Decimal:
    text = _text_of(value)
    match = _PERCENT.fullmatch(text)
    if match is None or not text.endswith("%"):
        raise PydanticCustomError("not_a_rate", "expected a percentage", {"found": text})
    return Decimal(match[1]) / 100


def _day(value: object) -> date | None:
    if is_blank(value):
        return None
    text = _text_of(value)
    if match := _DATE.fullmatch(text):
        try:
            return date(int(match[1]), int(match[2]), int(match[3]))
        except ValueError:
            pass
    raise PydanticCustomError("not_a_date", "expected a date", {"found": text})


def _moment(value: object) -> Moment | None:
    if is_blank(value):
        return None
    text = _text_of(value)
    if match := _MONTH.fullmatch(text):
        year, month, day = (None if part is None else int(part) for part in match.groups())
        try:
            date(year or 0, 1 if month is None else month, 1 if day is None else day)
        except ValueError:
            pass
        else:
            assert year is not None
            return Moment(text, year, month, day)
    raise PydanticCustomError("not_a_month", "expected a month", {"found": text})


def _flag(value: object) -> bool:
    if is_blank(value):
        return False
    if value in ("true", "false", True, False):
        return value in ("true", True)
    raise PydanticCustomError("not_a_flag", "expected true or false", {"found": str(value)})


def _shown(value: Any) -> str | None:
    return None if value is None else str(value)


_TEXT_OR_NUMBER: Final[dict[str, Any]] = {"type": ["number", "string", "null"]}
_serialised: Final = PlainSerializer(_shown, return_type=str | None)

Number: TypeAlias = Annotated[Decimal | None, PlainValidator(_decimal), WithJsonSchema({"type": ["number", "null"]}), _serialised]
"""A plain number or blank."""

Figure: TypeAlias = Annotated[
    Decimal | Inapplicable | None, PlainValidator(_figure), WithJsonSchema(_TEXT_OR_NUMBER), _serialised
]
"""A number, a sign for "not applicable", or blank; a score, a weight, a balance."""

Amount: TypeAlias = Annotated[
    Decimal | Inapplicable | None, PlainValidator(_amount), WithJsonSchema(_TEXT_OR_NUMBER), _serialised
]
"""Money in the budget's `currency_unit`: zero or more, "not applicable", or blank."""

Percentage: TypeAlias = Annotated[Rate | Inapplicable | None, PlainValidator(_rate), WithJsonSchema(_TEXT_OR_NUMBER), _serialised]
"""A percentage as printed, with or without its sign."""

Share: TypeAlias = Annotated[
    Decimal, PlainValidator(_share), WithJsonSchema({"type": "string", "pattern": r"^[0-9.]+\s?%$"}), _serialised
]
"""A percentage that must carry its sign, as a share of one: `80%` is 0.8."""

Day: TypeAlias = Annotated[
    date | None, PlainValidator(_day), WithJsonSchema({"type": ["string", "null"], "format": "date"}), _serialised
]
"""A calendar day `2022-03-04`, or blank."""

Month: TypeAlias = Annotated[
    Moment | None,
    PlainValidator(_moment),
    WithJsonSchema({"type": ["string", "integer", "null"], "pattern": r"^[0-9]{4}(-[0-9]{2}){0,2}$"}),
    _serialised,
]
"""A year, month or day `2021`, `2021-01`, `2021-01-15`, or blank."""

Flag: TypeAlias = Annotated[bool, PlainValidator(_flag), WithJsonSchema({"type": ["boolean", "null"]})]
"""`true` or `false`; blank is `false`."""

"""Moments that something waits for: a day, or a day with a time of day; without an offset the time is China's, +08:00."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from typing import Annotated, Final, TypeAlias

from pydantic import PlainSerializer, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from generator.model.figures import is_blank

CHINA: Final = timezone(timedelta(hours=8))
"""The time of the reports: one for the whole country."""

_LARGEST_OFFSET: Final = 14 * 60
_WRITTEN: Final = re.compile(
    r"(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})"
    r"(?:[T ](?P<time>[0-9]{2}:[0-9]{2}(?::[0-9]{2})?)(?P<zone>Z|[+-][0-9]{2}:[0-9]{2})?)?",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Instant:
    """A moment as written, and what it is."""

    text: str
    moment: datetime
    """With an offset."""

    def __str__(self) -> str:
        return self.text


def in_china(moment: datetime) -> str:
    """Return a moment by China's clocks: `2026-03-01 08:00`."""
    return moment.astimezone(CHINA).strftime("%Y-%m-%d %H:%M")


def read_instant(text: str) -> Instant | None:
    """Return the moment a text names: `2026-03-01` is its first minute; None where it names none, or none of the calendar."""
    found = _WRITTEN.fullmatch(text)
    if found is None:
        return None
    zone = _zone(found["zone"])
    if zone is None:
        return None
    try:
        moment = datetime.fromisoformat(f"{found['day']}T{found['time'] or '00:00'}").replace(tzinfo=zone)
        moment.astimezone(UTC), moment.astimezone(CHINA)  # what leaves the calendar elsewhere can't be compared
    except (ValueError, OverflowError):
        return None
    return Instant(text, moment)


def _zone(written: str | None) -> timezone | None:
    if written is None:
        return CHINA
    if written == "Z":
        return UTC
    hours, minutes = int(written[1:3]), int(written[4:6])
    offset = hours * 60 + minutes
    if minutes >= 60 or offset > _LARGEST_OFFSET:
        return None
    return timezone(timedelta(minutes=-offset if written[0] == "-" else offset))


def _instant(value: object) -> Instant | None:
    if is_blank(value):
        return None
    if not isinstance(value, str):
        raise PydanticCustomError("not_a_scalar", "expected one value")
    found = read_instant(value.strip())
    if found is None:
        raise PydanticCustomError("not_an_instant", "expected a moment", {"found": value.strip()})
    return found


Embargo: TypeAlias = Annotated[
    Instant | None,
    PlainValidator(_instant),
    WithJsonSchema({"type": ["string", "null"], "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9]{2}:[0-9]{2}.*)?$"}),
    PlainSerializer(lambda value: None if value is None else str(value), return_type=str | None),
]
"""A moment, or blank."""

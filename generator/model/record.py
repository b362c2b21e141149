"""What every part of a record has in common: frozen, strict about its keys, and blank where nothing is written."""

from typing import Annotated, Any, Final, TypeAlias
from urllib.parse import urlsplit

from pydantic import BaseModel, BeforeValidator, ConfigDict, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from generator.model.figures import is_blank

LINK_SCHEMES: Final = frozenset({"http", "https", "mailto"})


class Record(BaseModel):
    """A part of a record: immutable; a key it does not know is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def _line(value: object) -> str | None:
    if isinstance(value, str):
        return None if not value or value.isspace() else value
    if value is None:
        return None
    raise PydanticCustomError("not_text", "expected text")


def _required_line(value: object) -> str:
    text = _line(value)
    if text is None:
        raise PydanticCustomError("blank", "expected text, found nothing")
    return text


def _link(value: object) -> str | None:
    text = _line(value)
    if text is None:
        return None
    try:
        parts = urlsplit(text)
    except ValueError:
        parts = None
    has_place = parts is not None and bool(parts.netloc or (parts.scheme == "mailto" and parts.path))
    if parts is None or parts.scheme.lower() not in LINK_SCHEMES or not has_place or any(ch.isspace() for ch in text):
        raise PydanticCustomError("not_a_link", "expected a web address", {"found": text})
    return text


def _empty_where_blank(value: Any) -> Any:
    return {} if is_blank(value) else value


def _none_where_blank(value: Any) -> Any:
    return None if is_blank(value) else value


def _list_where_blank(value: Any) -> Any:
    return [] if is_blank(value) else value


Line: TypeAlias = Annotated[str | None, PlainValidator(_line), WithJsonSchema({"type": ["string", "number", "null"]})]
"""Text exactly as the source has it, or blank."""

RequiredLine: TypeAlias = Annotated[
    str, PlainValidator(_required_line), WithJsonSchema({"type": ["string", "number"], "minLength": 1})
]
"""Text that must be there."""

Link: TypeAlias = Annotated[
    str | None, PlainValidator(_link), WithJsonSchema({"type": ["string", "null"], "pattern": "^(https?://|mailto:)"})
]
"""A web or mail address: http, https or mailto, nothing else."""

EmptyWhereBlank: Final = BeforeValidator(_empty_where_blank)
"""A blank section is an empty one."""

NoneWhereBlank: Final = BeforeValidator(_none_where_blank)
"""A blank section is an absent one."""

ListWhereBlank: Final = BeforeValidator(_list_where_blank)
"""A blank list is an empty one."""


def _reserved(value: object) -> None:
    if not is_blank(value):
        raise PydanticCustomError("reserved", "reserved for a later version")


Reserved: TypeAlias = Annotated[None, PlainValidator(_reserved), WithJsonSchema({"type": "null"})]
"""A key whose meaning is promised but not built: refused, since ignoring it could publish what should wait."""

"""What every part of a record has in common: frozen, strict about its keys, and blank where nothing is written."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Final, TypeAlias, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, GetCoreSchemaHandler, PlainValidator, WithJsonSchema
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from generator.model.figures import is_blank


class Record(BaseModel):  # noqa: PLW1641 - pydantic hashes what is frozen
    """A part of a record: immutable; a key it does not know is an error."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", defer_build=True
    )  # its parts are built with the whole, where it is read

    def __eq__(self, other: object) -> bool:
        """Tell whether the other says the same: as any model does, without looking for what ours have not."""
        return self is other or (type(other) is type(self) and self.__dict__ == other.__dict__)


R = TypeVar("R", bound=Record)


def blank(part: type[R]) -> Callable[[], R]:
    """Return what gives a part in which nothing is written: always the same one, since parts never change."""
    return cache(part)


@dataclass(frozen=True, slots=True)
class ReadBy:
    """Has a field read by a function, as `PlainValidator` has, and written as what it holds is: most fields are text, which needs no more."""

    read: Callable[[Any], Any]

    def __get_pydantic_core_schema__(self, _source: Any, _handler: GetCoreSchemaHandler) -> CoreSchema:
        """Return what reads and writes the field."""
        return core_schema.no_info_plain_validator_function(self.read)


def text_or_blank(value: object) -> str | None:
    """Return text exactly as it is, None where it is blank; what is no text is a fault."""
    if isinstance(value, str):
        return None if not value or value.isspace() else value
    if value is None:
        return None
    raise PydanticCustomError("not_text", "expected text")


def _required_line(value: object) -> str:
    text = text_or_blank(value)
    if text is None:
        raise PydanticCustomError("blank", "expected text, found nothing")
    return text


def _empty_where_blank(value: Any) -> Any:
    return {} if is_blank(value) else value


def _none_where_blank(value: Any) -> Any:
    return None if is_blank(value) else value


def _list_where_blank(value: Any) -> Any:
    return [] if is_blank(value) else value


Line: TypeAlias = Annotated[str | None, ReadBy(text_or_blank), WithJsonSchema({"type": ["string", "number", "null"]})]
"""Text exactly as the source has it, or blank."""

RequiredLine: TypeAlias = Annotated[str, ReadBy(_required_line), WithJsonSchema({"type": ["string", "number"], "minLength": 1})]
"""Text that must be there."""

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

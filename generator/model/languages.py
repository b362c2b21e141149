"""The language of a site's own words: one that has a catalogue."""

from typing import Annotated, TypeAlias

from pydantic import PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from generator.language import SOURCE, languages
from generator.model.record import text_or_blank


def _language(value: object) -> str:
    text = text_or_blank(value)
    if text is None:
        return SOURCE
    if text not in languages():
        raise PydanticCustomError("literal_error", "expected a language", {"expected": ", ".join(languages())})
    return text


Language: TypeAlias = Annotated[
    str, PlainValidator(_language), WithJsonSchema({"anyOf": [{"enum": list(languages())}, {"type": "null"}]})
]
"""The tag of a language, as HTML writes it; blank is Chinese. What reports say stays as they say it."""

"""The keys that a model knows along a path of fields."""

import re
from collections.abc import Iterator
from typing import Any, Final, get_args, get_origin

from pydantic import BaseModel

from generator.diagnostics import FieldPath

_BRACKETS: Final = re.compile("[（）()]")


def owner_of(model: type[BaseModel], path: FieldPath) -> type[BaseModel] | None:
    """Return the model that the last step of `path` is, or would be, a field of."""
    steps = list(_steps(model, path))
    return steps[-1][0] if steps else None


def fields_of(model: type[BaseModel] | None) -> Iterator[tuple[str, Any]]:
    """Yield the fields of a model by their keys in a file."""
    for name, field in model.model_fields.items() if model is not None else ():
        yield field.alias or name, field


def known_keys(model: type[BaseModel], path: FieldPath) -> dict[str, str]:
    """Return the keys that could stand in place of the last step of `path`, by themselves and by their Chinese terms."""
    known: dict[str, str] = {}
    for key, field in fields_of(owner_of(model, path)):
        known[key] = key
        for term in _BRACKETS.split(str(field.description or "")):
            if term.strip():
                known.setdefault(term.strip(), key)
    return known


def _steps(model: type[BaseModel], path: FieldPath) -> Iterator[tuple[type[BaseModel] | None, str | int]]:
    """Yield each step of `path` with the model that owns it, from the root; a mapping's own keys have no owner."""
    here: type[BaseModel] | None = model
    in_mapping = False
    for step in path:
        if isinstance(step, int):
            yield None, step
        elif in_mapping:
            in_mapping = False
            yield None, step
        else:
            yield here, step
            field = dict(fields_of(here)).get(step) if here is not None else None
            annotation = field.annotation if field is not None else None
            here, in_mapping = _inner_model(annotation), get_origin(annotation) is dict
    return


def _inner_model(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := _inner_model(part)) is not None), None)

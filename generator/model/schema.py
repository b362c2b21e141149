"""The record's JSON Schema, from the model itself: an editor completes keys and shows each field's Chinese term."""

from typing import Any, Final

from generator.model.report import Report

ROWS: Final = ("title", "indicators")
"""What a report must have; one that is withheld, only its title."""
DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"


def record_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of one record. Whatever is not required may be blank, as the reader has it."""
    schema = Report.model_json_schema(by_alias=True)
    for owner in (schema, *schema["$defs"].values()):
        required = ROWS if owner is schema else owner.get("required", ())
        properties = owner.get("properties", {})
        owner["properties"] = {name: field if name in required else _or_blank(field) for name, field in properties.items()}
    unless_withheld = {"if": {"required": ["withheld"]}, "else": {"required": list(ROWS)}}
    return {"$schema": DIALECT, **schema, "title": "项目支出绩效自评报告", **unless_withheld}


def _or_blank(field: dict[str, Any]) -> dict[str, Any]:
    notes: dict[str, Any] = {key: field[key] for key in ("description", "title", "default") if key in field}
    shape = {key: value for key, value in field.items() if key not in notes}
    kinds = shape.get("type", [])
    if "null" in kinds or {"type": "null"} in shape.get("anyOf", []):
        return field
    return {**notes, "anyOf": [shape, {"type": "null"}]}

"""The record's JSON Schema, from the model itself: an editor completes keys and shows each field's Chinese term."""

from typing import Any, Final

from generator.model.report import Report

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"


def record_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of one record."""
    schema = Report.model_json_schema(by_alias=True)
    return {"$schema": DIALECT, **schema, "title": "项目支出绩效自评报告"}

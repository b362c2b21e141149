"""The JSON Schema that editors use accepts what the reader accepts and refuses what it refuses."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from generator.model.schema import record_schema
from tests.conftest import REPOSITORY

RECORDS = sorted((REPOSITORY / "content/reports").rglob("*.yaml"))
SEED = REPOSITORY / "content/reports/2021/quwo-gonganju/jingwutong.yaml"


@pytest.fixture(scope="module")
def validator() -> Draft202012Validator:
    schema = record_schema()
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def as_an_editor_reads_it(text: str) -> Any:
    """YAML 1.2's core schema: dates stay text, as in editors."""
    loaded = yaml.load(text, Loader=yaml.BaseLoader)
    return _resolved(loaded)


def _resolved(value: Any) -> Any:
    match value:
        case dict():
            return {key: _resolved(inner) for key, inner in value.items()}
        case list():
            return [_resolved(inner) for inner in value]
        case "" | "null" | "~":
            return None
        case "true" | "false":
            return value == "true"
        case _:
            try:
                return float(value) if "." in value else int(value)
            except ValueError:
                return value


@pytest.mark.parametrize("file", RECORDS, ids=lambda file: file.stem)
def test_every_shipped_record_is_valid_in_an_editor(validator: Draft202012Validator, file: Path) -> None:
    faults = [
        f"{list(error.path)}: {error.message}" for error in validator.iter_errors(as_an_editor_reads_it(file.read_text("utf-8")))
    ]
    assert faults == []


def test_every_optional_part_may_be_blank(validator: Draft202012Validator) -> None:
    record = dict.fromkeys(record_schema()["properties"]) | {"title": "项目", "indicators": [{"name": "数量"}]}
    assert list(validator.iter_errors(record)) == []


@pytest.mark.parametrize(
    "change",
    [
        {"titel": "x"},
        {"title": None},
        {"indicators": []},
        {"budget": {"currency_unit": "美元"}},
        {"source": {"url": "javascript:1"}},
    ],
)
def test_what_the_reader_refuses_an_editor_refuses_too(validator: Draft202012Validator, change: dict[str, Any]) -> None:
    record = as_an_editor_reads_it(SEED.read_text("utf-8")) | change
    assert list(validator.iter_errors(record))


def test_every_field_has_its_chinese_term() -> None:
    schema = record_schema()
    for owner in (schema, *schema["$defs"].values()):
        for name, field in owner["properties"].items():
            assert any("\u4e00" <= char <= "\u9fff" for char in field.get("description", "")), name


def test_the_records_name_the_committed_schema() -> None:
    for file in RECORDS:
        first = file.read_text("utf-8").splitlines()[0]
        assert first == "# yaml-language-server: $schema=../../../report.schema.json", file
    json.loads((REPOSITORY / "content/report.schema.json").read_text("utf-8"))

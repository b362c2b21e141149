"""Every scoring case of cases/*.yaml: a record under a standard gives exactly this, and the case says on what ground.

A case has `title` (a sentence), `cites` (a clause or a real report; a file's own where it says none), `ruleset` (an id, or
`{like, change}`), `year` (2021 where it says none), `record` (inline, or the identity of a shipped one) or `row` (one
indicator alone), `change` (`{path, value}` or `{path, drop}`), and `expect`.
`expect` names only what the case is about; `rows` lists every row in order, or some rows by name; `row` is the one row.
A reason is given by the name of its constant, or in Chinese as a reader sees it.
"""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from scoring.specimen import changed, read_plain, record_at, score

from generator.diagnostics import Text
from generator.model.quantities import REASONS, Reason
from generator.scoring import reasons
from generator.scoring.evaluation import Row
from generator.scoring.rounding import plain

CASES = Path(__file__).parent / "cases"
RENAMED = {"inferred": "direction_inferred"}


def cases() -> list[Any]:
    params = []
    for file in sorted(CASES.glob("*.yaml")):
        told = read_plain(file.read_bytes(), file.name)
        common = {key: value for key, value in told.items() if key != "cases"}
        params += [pytest.param(common | case, id=f"{file.stem}: {case['title']}") for case in told["cases"]]
    return params


def shown(value: Any) -> Any:
    """Return a value of an evaluation the way the case files write it."""
    match value:
        case Text():
            return value
        case bool():
            return "true" if value else "false"
        case Decimal():
            return plain(value)
        case tuple():
            return [shown(part) for part in value]
        case None:
            return None
        case _:
            return str(value)


def said(expected: str | None) -> Text | str | None:
    """Return the reason a case expects: a constant by its name, else the words themselves."""
    if expected is None:
        return None
    constant = getattr(reasons, expected, None) if expected.isupper() else None
    return constant or (REASONS[Reason[expected]] if expected.isupper() else expected)


def agrees(value: Any, key: str, expected: Any) -> bool:
    if key == "reason":
        words = said(expected)
        return value == words if isinstance(words, Text) or value is None else value.zh == words
    return bool(shown(value) == expected)


def differences(found: Any, expect: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    """Return what is not as expected: key → (found, expected)."""
    values = {key: getattr(found, RENAMED.get(key, key)) for key in expect}
    return {key: (shown(values[key]), expect[key]) for key in expect if not agrees(values[key], key, expect[key])}


@pytest.mark.parametrize("case", cases())
def test_a_case_is_scored_as_it_says(case: dict[str, Any]):
    assert case.keys() <= {"title", "cites", "ruleset", "year", "record", "row", "change", "expect"}
    record = {"indicators": [case["row"]]} if "row" in case else case["record"]
    if isinstance(record, str):
        record = record_at(record)
    year = case.get("year", "2021")
    result = score(changed(record, case.get("change", [])), case["ruleset"], None if year is None else int(year))
    expect = dict(case["expect"])
    rows: list[Any] | dict[str, Any] = [expect.pop("row")] if "row" in expect else expect.pop("rows", {})
    assert differences(result, expect) == {}
    if isinstance(rows, list):
        assert len(rows) == len(result.rows)
        pairs: list[tuple[Row, Any]] = list(zip(result.rows, rows, strict=True))
    else:
        pairs = [(next(row for row in result.rows if row.name == name), wanted) for name, wanted in rows.items()]
    assert [(row.name, wrong) for row, wanted in pairs if (wrong := differences(row, wanted))] == []


def test_every_case_cites_its_ground_and_expects_something():
    for param in cases():
        case = param.values[0]
        assert case["cites"] and case["expect"], param.id


def test_no_two_cases_share_a_title():
    titles = [param.id for param in cases()]
    assert len(titles) == len(set(titles))

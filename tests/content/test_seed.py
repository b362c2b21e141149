"""The seed's record against the seed itself: every figure, cell and label is there, and none of its sentences."""

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from content.originals import ROOT, chinese, plain_record, record, seed_text, shared_runs, texts

from generator.model.standards import builtin_rulesets
from generator.scoring.evaluate import evaluate
from generator.scoring.evaluation import Money

NAME = "2021/quwo-gonganju/jingwutong"
FUNDS = {"年初预算资金": "initial", "全年预算资金": "adjusted", "实际到位资金": "received", "全年执行资金": "executed"}
DERIVED = {"资金结余": "balance", "预算到位率": "arrival_rate", "预算执行率(%)": "execution_rate"}
COLUMNS = ("total", "fiscal", "central", "province", "city", "county", "carryover", "other")
SECTIONS = {
    "项目概况": ("overview", "description"),
    "项目实施计划：": ("overview", "plan"),
    "综合考虑": ("conclusion",),
    "项目实施计划为": ("analysis", "execution"),
    "结合项目实际情况，通信": ("analysis", "output"),
    "使用人员满意度": ("analysis", "satisfaction"),
}
"""How the seed's passages with figures begin, and our section for each."""
NUMBER = re.compile(r"\d+(?:\.\d+)?")


def tables() -> list[list[list[str]]]:
    """Return the seed's tables: rows of cells. A cell is a line that begins with a tab, a row ends at an empty line."""
    found: list[list[list[str]]] = []
    table: list[list[str]] = []
    row: list[str] = []
    for line in [*seed_text().split("\n"), "end"]:
        if line.startswith("\t"):
            row.append(line.strip())
        elif line.strip():
            table += [row] if row else []
            found += [table] if table else []
            table, row = [], []
        elif row:
            table.append(row)
            row = []
    return found


def passages() -> Iterator[str]:
    """Yield the seed's narrative: lines outside its tables that are more than a heading."""
    for line in seed_text().split("\n"):
        text = re.sub(r"\[bookmark: \w+\]", "", line).strip()
        if not line.startswith("\t") and len(chinese(text)) > 8 and not re.match(r"[一二三四五六]、|[（(]|附件", text):
            yield text


def money_table() -> dict[str, list[str]]:
    return {row[0]: row[1:] for row in tables()[0][2:]}


def printed(row: dict[str, Any], *keys: str) -> list[str]:
    return [row.get(key) or "" for key in keys]


def all_rows() -> list[dict[str, Any]]:
    data = plain_record(NAME)
    return [data["budget"]["execution"], *data["indicators"]]


def test_the_seed_has_the_tables_that_are_compared():
    assert [len(table) for table in tables()] == [9, 2, 5, 3, 2, 10]
    assert len(list(passages())) >= 14


def test_the_money_table_stands_in_the_order_of_the_form():
    rows = plain_record(NAME)["budget"]["rows"]
    assert rows == [(FUNDS | DERIVED)[label] for label in money_table()]


@pytest.mark.parametrize("label", FUNDS)
def test_every_amount_of_the_money_table_is_there_and_every_blank_is_blank(label: str):
    report = record(NAME)
    money = evaluate(report, builtin_rulesets()["quwo-2021"], 2021).money
    assert isinstance(money, Money)
    cells = money_table()[label][1:]
    assert [money.of(FUNDS[label], column) for column in COLUMNS] == [Decimal(cell) if cell else None for cell in cells]


@pytest.mark.parametrize("label", DERIVED)
def test_every_derived_cell_of_the_money_table_is_kept_as_printed(label: str):
    stated = plain_record(NAME)["budget"]["stated"][DERIVED[label]]
    assert [stated[column] for column in COLUMNS] == money_table()[label][1:]
    assert set(stated) == set(COLUMNS)


def test_the_money_is_in_the_unit_of_the_form():
    assert tables()[0][0][2] == "年度总金额(万元)"
    assert plain_record(NAME)["budget"]["currency_unit"] == "万元"


def test_the_four_result_tables_are_there_cell_by_cell():
    results = [row for table in tables()[1:5] for row in table[1:]]
    assert [printed(row, "level2", "name", "weight", "target", "actual", "stated_score") for row in all_rows()] == results


def test_the_form_of_the_appendix_is_there_cell_by_cell():
    form = [row + [""] * (9 - len(row)) for row in tables()[5][2:]]
    level1 = ""
    for row in form:  # merged cells of the first column are printed once
        level1 = row[0] = row[0] or level1
    keys = ("level1", "level2", "name", "weight", "target", "actual", "completion", "stated_score", "reason")
    assert [printed(row, *keys) for row in all_rows()] == form


def test_the_labels_of_the_form_are_those_of_its_standard():
    labels = builtin_rulesets()["quwo-2021"].labels
    assert [labels[key] for key in ("weight", "target", "actual", "completion", "score")] == tables()[5][1][3:8]


def test_the_verdict_is_there():
    score, grade = re.search(r'总得分([\d.]+)分，属于"(\w+)"', seed_text()).groups()  # type: ignore[union-attr]
    stated = plain_record(NAME)["stated"]
    assert (stated["score"], stated["grade"]) == (score, grade)


def test_the_project_and_the_agency_are_named_as_printed():
    data = plain_record(NAME)
    assert data["title"] in seed_text()
    assert data["printed"]["agency"] in seed_text()


def figures(text: str) -> Counter[Decimal]:
    return Counter(map(Decimal, NUMBER.findall(re.sub(r"^\d\. ", "", text))))


@pytest.mark.parametrize(("start", "field"), SECTIONS.items())
def test_every_figure_of_a_section_is_in_our_section(start: str, field: tuple[str, ...]):
    [passage] = [passage for passage in passages() if passage.startswith(start)]
    ours: Any = plain_record(NAME)
    for key in field:
        ours = ours[key]
    assert figures(passage) == figures(ours)


def test_no_other_passage_of_the_seed_has_figures():
    assert [passage for passage in passages() if figures(passage) and not passage.startswith(tuple(SECTIONS))] == []


def test_every_section_that_the_seed_fills_is_filled():
    data = plain_record(NAME)
    assert all(data["overview"][key] for key in ("description", "basis", "necessity", "safeguards", "plan"))
    assert all(data["analysis"][key] for key in ("execution", "output", "benefit", "satisfaction"))
    assert data["goals"]["period"] and data["goals"]["annual"]
    assert all(data[key] for key in ("conclusion", "experience", "problems", "improvements"))


def test_no_date_is_invented():
    data = plain_record(NAME)
    assert data["evaluated"] is None
    assert data["disclosure"]["published"] is None


def test_no_sentence_of_the_seed_stands_in_our_record():
    data = plain_record(NAME)
    name = data["printed"]["agency"] + data["title"]  # a name is no sentence
    ours = texts(data)
    copied = {run for passage in passages() for text in ours for run in shared_runs(passage.replace(name, ""), text)}
    assert copied == set()


@pytest.mark.parametrize("folder", ["content", "generator", "site_templates", "tests"])
def test_no_sentence_of_the_seed_stands_anywhere_else(folder: str):
    data = plain_record(NAME)
    theirs = [passage.replace(data["printed"]["agency"] + data["title"], "") for passage in passages()]
    for file in (ROOT / folder).rglob("*"):
        if file.suffix in (".py", ".yaml", ".md", ".j2", ".html", ".json"):
            text = file.read_text("utf-8", errors="replace")
            assert not {run for passage in theirs for run in shared_runs(passage, text)}, file


def test_the_narrative_is_marked_as_a_summary():
    assert plain_record(NAME)["source"]["narrative"] == "summary"

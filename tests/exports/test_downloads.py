"""What can be downloaded: whole, exact, safe in a spreadsheet, and the same bytes every time."""

import csv
import io
import json
from decimal import Decimal
from pathlib import Path

import pytest

from generator.exports import EXPORTERS, downloads
from generator.exports.data import ROW_KEYS, formula_safe
from generator.exports.tables import INDICATOR_COLUMNS, REPORT_COLUMNS, as_csv
from generator.review.reports import Checked, check_reports
from tests.conftest import REPOSITORY, copy_site
from tests.site.small import checked as small
from tests.site.small import record

SEED = "2021/quwo-gonganju/jingwutong"


@pytest.fixture(scope="module")
def checked() -> Checked:
    return check_reports((), root=REPOSITORY, cwd=REPOSITORY)


@pytest.fixture(scope="module")
def files(checked: Checked) -> dict[str, bytes]:
    return {file.path: file.content for file in downloads(checked.publishable(), checked.by_report())}


def table(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def test_every_report_has_its_json_and_every_year_its_tables(checked: Checked, files: dict[str, bytes]) -> None:
    catalog = checked.publishable()
    expected = {f"{id}/report.json" for id in catalog.by_id}
    expected |= {
        f"data/{kind}{year}.csv" for kind in ("reports", "indicators") for year in ("", *(f"-{y}" for y in catalog.by_year))
    }
    expected |= {f"search/{kind}/{year}.json" for kind in ("columns", "indicators") for year in catalog.by_year}
    expected |= {
        "search/years.json",
        "search/bundles.json",
        "feeds/publications.atom",
        "feeds/corrections.atom",
        "data/unnamed-changes.json",
    }
    assert set(files) == expected
    assert set(EXPORTERS) == {"json", "stubs", "csv", "csv of everything", "search", "lists of the search", "atom", "unnamed"}


def test_a_report_states_and_computes_in_one_file(files: dict[str, bytes]) -> None:
    data = json.loads(files[f"{SEED}/report.json"])
    assert (data["score"], data["grade"], data["range"]) == ("74.3", "合格", ["74.3", "100"])
    assert data["stated"]["score"] == data["record"]["stated"]["score"] == "74.3"
    assert data["indicators"][0]["explanation"] == "12.9 × min(1, 2 ÷ 2) = 12.9"
    assert set(data["indicators"][0]) == set(ROW_KEYS)
    assert data["record"]["budget"]["executed"] == {"county": "58"}
    codes = ["value-forms-mixed", "scoring-unassessed", "scoring-unassessed", "text-no-problem", "weights-uniform"]
    assert sorted(found["code"] for found in data["findings"]) == sorted(codes)
    assert data["agency_name"] == "曲沃县公安局"


def test_no_figure_of_any_download_is_a_binary_float(files: dict[str, bytes]) -> None:
    def floats(value: object) -> bool:
        match value:
            case dict():
                return any(floats(inner) for inner in value.values())
            case list():
                return any(floats(inner) for inner in value)
            case _:
                return isinstance(value, float)

    assert not any(floats(json.loads(content)) for path, content in files.items() if path.endswith(".json"))


def test_the_tables_hold_every_report_and_every_row(checked: Checked, files: dict[str, bytes]) -> None:
    catalog = checked.publishable()
    reports, rows = table(files["data/reports.csv"]), table(files["data/indicators.csv"])
    assert len(reports) == len(catalog.entries)
    assert len(rows) == sum(len(entry.evaluation.rows) for entry in catalog.entries)
    assert list(reports[0]) == REPORT_COLUMNS and list(rows[0]) == INDICATOR_COLUMNS
    seed = next(report for report in reports if report["编号"] == SEED)
    assert (seed["全年预算"], seed["金额单位"], seed["执行率(%)"], seed["得分"], seed["区间上限"]) == (
        "58",
        "万元",
        "100",
        "74.3",
        "100",
    )
    assert sum(Decimal(row["得分"]) for row in rows if row["编号"] == SEED) == Decimal("74.3")


def test_the_years_add_up_to_everything(files: dict[str, bytes]) -> None:
    for kind in ("reports", "indicators"):
        by_year = [row for path, content in sorted(files.items()) if path.startswith(f"data/{kind}-") for row in table(content)]
        everything = table(files[f"data/{kind}.csv"])
        assert by_year == everything


def test_tables_open_in_a_spreadsheet_as_they_are(files: dict[str, bytes]) -> None:
    for path, content in files.items():
        if path.endswith(".csv"):
            assert content.startswith(b"\xef\xbb\xbf")
            assert b"\r\n" in content


@pytest.mark.parametrize(
    "text", ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", "＋1+1", "－2+3", "＠x"]
)
def test_text_that_a_spreadsheet_would_run_is_neutralised(text: str) -> None:
    assert formula_safe(text) == "'" + text
    ((cell,),) = list(csv.reader(io.StringIO(as_csv(["x"], [[text]]).decode("utf-8-sig"))))[1:]
    assert cell.startswith("'")


@pytest.mark.parametrize("text", ["-5", "+3.5", "74.3", "警务通", "≥95%", "/", ""])
def test_numbers_and_ordinary_text_stay_what_they_are(text: str) -> None:
    assert formula_safe(text) == text


def test_the_same_records_give_the_same_bytes(files: dict[str, bytes], tmp_path: Path) -> None:
    again = check_reports((), root=copy_site(tmp_path / "elsewhere"), cwd=tmp_path)
    assert {file.path: file.content for file in downloads(again.publishable(), again.by_report())} == files


@pytest.mark.parametrize(
    ("received", "said"),
    [
        ("", ""),
        ("{county: }", ""),
        ("{county: 0}", "0"),
        ("{county: /}", "/"),
        ("{total: 不适用}", "不适用"),
        ("{county: /, own: 3}", "3"),
    ],
)
def test_a_blank_zero_and_what_does_not_apply_differ_in_a_table(tmp_path: Path, received: str, said: str) -> None:
    budget = f"budget:\n  adjusted: {{county: 5}}\n  received: {received}\n  executed: {{county: 5}}\n"
    checked = small(tmp_path, {"2021/jia/a": record("甲项目", budget)})
    (file,) = (file for file in downloads(checked.publishable(), checked.by_report()) if file.path == "data/reports.csv")
    (report,) = table(file.content)
    assert report["到位"] == said

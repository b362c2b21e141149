"""Years as CSV for spreadsheets: one table of reports, one of indicators; UTF-8 with a byte order mark, formulas neutralised."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from generator.catalog import Catalog, Stub
from generator.catalog.entry import Entry
from generator.exports.data import formula_safe
from generator.exports.download import Download
from generator.exports.reports import Findings
from generator.scoring.rounding import plain

FOLDER: Final = "data"
REPORT_COLUMNS: Final = [
    "编号",
    "年度",
    "单位",
    "主管部门",
    "地区",
    "项目",
    "项目编码",
    "评分标准",
    "金额单位",
    "年初预算",
    "全年预算",
    "到位",
    "执行",
    "执行率(%)",
    "得分",
    "等级",
    "区间下限",
    "区间上限",
    "无总分原因",
    "报告得分",
    "报告等级",
    "报告满分",
    "核验提示数",
    "网址",
    "公开状态",
    "不予公开依据",
]
INDICATOR_COLUMNS: Final = [
    "编号",
    "年度",
    "单位",
    "项目",
    "序号",
    "一级指标",
    "二级指标",
    "三级指标",
    "权重",
    "目标",
    "实际",
    "报告完成率",
    "完成率(%)",
    "得分",
    "报告得分",
    "状态",
    "方法",
    "算式",
    "原因",
    "偏差原因",
]

REPORTS: Final = "reports"
INDICATORS: Final = "indicators"
TABLES: Final = {REPORTS: REPORT_COLUMNS, INDICATORS: INDICATOR_COLUMNS}
"""The columns of each table, by its name."""


def year_files(catalog: Catalog, findings: Findings) -> Iterator[Download]:
    """Yield the tables of every year of which there are reports, the oldest first; withheld reports stand last in them."""
    for year, entries in sorted(catalog.by_year.items()):
        reports = _lines(_report(entry, catalog, findings) for entry in entries)
        withheld = _lines(_stub(stub, catalog) for stub in catalog.withheld_of(year=year))
        yield Download(of_year(REPORTS, year), _table(REPORT_COLUMNS, reports, withheld))
        indicators = _lines(row for entry in entries for row in _indicators(entry, catalog))
        yield Download(of_year(INDICATORS, year), _table(INDICATOR_COLUMNS, indicators))


def whole_files(catalog: Catalog, findings: Findings) -> Iterator[Download]:
    """Yield `data/reports.csv` and `data/indicators.csv`: the tables of the years, one below the other, the oldest first."""
    for name in TABLES:
        years = (file.content for file in year_files(catalog, findings) if file.path.startswith(f"{FOLDER}/{name}-"))
        yield Download(whole(name), b"".join(_together(name, years, stubs_of_other_years(catalog))))


def joined(table: str, years: Iterable[Path], rest: bytes) -> Iterator[bytes]:
    """Yield the table of everything in parts, from the files of the years; `rest` are the `stubs_of_other_years`."""
    return _together(table, map(Path.read_bytes, years), rest)


def stubs_of_other_years(catalog: Catalog) -> bytes:
    """Return the rows of withheld reports of years of which there are no others."""
    return _lines(_stub(stub, catalog) for stub in catalog.withheld if stub.id.year not in catalog.by_year).encode()


def of_year(table: str, year: int) -> str:
    """Return where the table of a year stands on the site."""
    return f"{FOLDER}/{table}-{year}.csv"


def whole(table: str) -> str:
    """Return where the table of everything stands on the site."""
    return f"{FOLDER}/{table}.csv"


def as_csv(head: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Return a table as a spreadsheet reads it safely: decimals plain, blanks empty, text never a formula."""
    return _table(head, _lines(rows))


def _together(table: str, years: Iterable[bytes], rest: bytes) -> Iterator[bytes]:
    """Yield the tables of the years, one below the other, under one head."""
    yield _table(TABLES[table])
    for year in years:
        yield year[year.index(b"\r\n") + 2 :]
    if table == REPORTS:
        yield rest


def _table(head: Sequence[str], *lines: str) -> bytes:
    return "".join((_lines([head]), *lines)).encode("utf-8-sig")


def _lines(rows: Iterable[Sequence[object]]) -> str:
    out = io.StringIO()
    cells = _CELLS
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerows([cells.get(type(value), _other)(value) for value in row] for row in rows)
    return out.getvalue()


def _other(value: object) -> str:
    return formula_safe(str(value))


_CELLS: Final[Mapping[type, Callable[[Any], str]]] = {type(None): lambda _: "", Decimal: plain, int: str, str: formula_safe}
"""What a cell says, by the type of its value."""


def _report(entry: Entry, catalog: Catalog, findings: Findings) -> list[object]:
    assert entry.id is not None
    cover, money = entry.cover, entry.cover.money
    agency = catalog.agency(entry.id.agency)
    amounts = money[1:] if money is not None else (None,) * 5
    return [
        entry.name,
        entry.id.year,
        catalog.agency_name(entry.id.agency),
        catalog.department_name(agency.department) if agency is not None else None,
        "".join(agency.region) if agency is not None else None,
        cover.title,
        cover.code,
        entry.ruleset.id,
        money.unit if money is not None else None,
        *amounts,
        cover.score,
        cover.grade,
        *(cover.range or (None, None)),
        cover.reason.zh if cover.score is None and cover.reason is not None else None,
        cover.stated.score,
        cover.stated.grade,
        cover.stated.full,
        len(findings.get(entry.name, ())),
        f"/{entry.id}/",
        "公开",
        None,
    ]


def _stub(stub: Stub, catalog: Catalog) -> list[object]:
    """Return the line of a withheld report: what counts need, and nothing else."""
    agency = catalog.agency(stub.id.agency)
    known = {
        "编号": str(stub.id),
        "年度": stub.id.year,
        "单位": catalog.agency_name(stub.id.agency),
        "主管部门": catalog.department_name(agency.department) if agency is not None else None,
        "地区": "".join(agency.region) if agency is not None else None,
        "项目": stub.title,
        "网址": f"/{stub.id}/",
        "公开状态": "不予公开",
        "不予公开依据": stub.basis,
    }
    return [known.get(column) for column in REPORT_COLUMNS]


def _indicators(entry: Entry, catalog: Catalog) -> Iterator[list[object]]:
    assert entry.id is not None
    of_report = [entry.name, entry.id.year, catalog.agency_name(entry.id.agency), entry.cover.title]
    for place, line in enumerate(entry.lines, 1):
        yield [*of_report, place, *line[:-1]]

"""Between years: a report that says it continues another one."""

from collections.abc import Iterator
from typing import Final

from generator.catalog import Catalog
from generator.checks.finding import finding
from generator.diagnostics import Diagnostic, Rule, Severity, Text, quoted

CONTINUES_MISSING: Final = Rule(
    "continues-missing",
    Severity.ERROR,
    Text("延续自“{continues}”，但没有这份报告", "it continues “{continues}”, which does not exist"),
    Text(
        "写成 年度/单位/项目，例如 2020/quwo-gonganju/jingwutong，并确认那份报告在 content/reports 里。",
        "Write year/agency/project, such as 2020/quwo-gonganju/jingwutong, and see that the report is there.",
    ),
    Text(
        "改了名的项目靠这一项接上历年的记录；接错了，跨年对照就断了。",
        "It bridges a project's change of name; a wrong one breaks comparison across years.",
    ),
    failing="# 2021/quwo-gonganju/jingwutong.yaml → continues: 2020/quwo-gonganju/meiyou",
    passing="# 2021/quwo-gonganju/jingwutong.yaml → continues: 2020/quwo-gonganju/duijiangji（该文件存在）",
    waivable=False,
)
CONTINUES_ORDER: Final = Rule(
    "continues-cycle",
    Severity.ERROR,
    Text("延续自“{continues}”，但它不是更早年度的报告", "it continues “{continues}”, which is not of an earlier year"),
    Text("continues 只能指向更早年度的报告。", "continues points at a report of an earlier year."),
    Text("互相延续的报告没有先后，历年就排不出来。", "Reports that continue each other have no order."),
    failing="# 2021/quwo-gonganju/jingwutong.yaml → continues: 2021/quwo-gonganju/jingwutong",
    passing="# 2021/quwo-gonganju/jingwutong.yaml → continues: 2020/quwo-gonganju/jingwutong",
    waivable=False,
)
RULES: Final = (CONTINUES_MISSING, CONTINUES_ORDER)


def continued_reports_exist(catalog: Catalog) -> Iterator[Diagnostic]:
    """Every `continues` names an earlier report that exists; time's order rules out circles."""
    for entry in catalog.by_id.values():
        if entry.cover.continues is None or entry.id is None:
            continue
        before = entry.cover.predecessor
        shown = quoted(entry.cover.continues)
        if before is None or (before not in catalog.by_id and before not in catalog.elsewhere):
            yield finding(CONTINUES_MISSING, entry, ("continues",), continues=shown)
        elif before.year >= entry.id.year:
            yield finding(CONTINUES_ORDER, entry, ("continues",), continues=shown)

"""What the search costs to build and to use, beside Pagefind alone over the same pages; names as varied as real ones."""

import argparse
import dataclasses
import gzip
import math
import os
import random
import resource
import shutil
import stat
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from pagefind.service import get_executable
from playwright.sync_api import Page, sync_playwright

from generator.catalog import Catalog
from generator.catalog.entry import Entry
from generator.demo import write_demo
from generator.exports.columns import column_files, list_files
from generator.review.reports import check_reports
from generator.scoring.evaluation import Row
from generator.site.search import (
    Indexed,
    KeptWords,
    Words,
    has_many_names,
    keep_words,
    report_search,
    write_bundles,
    write_search,
)
from generator.site.search.bundle import write_bundle
from generator.site.search.passages import indicators, names, passages
from generator.site.search.plan import Kind, planned
from generator.site.search.words import phrase
from generator.source.identity import ReportId

ROOT = Path(__file__).resolve().parent.parent
SCRIPTS = ROOT / "site_templates/theme/assets/javascripts"
YEARS = range(2020, 2024)
UNIQUE = 0.42
"""The share of indicator rows whose name is made up anew: of 80,000 rows of real reports about 32,000 names are distinct."""

PLACES = (
    "青禾谷雨白露立春清河石桥柳林东平西山南湖北关新城古镇龙泉凤凰云台泉水金沙银杏桃源梅岭松柏竹溪兰亭菊园荷塘杨庄槐树榆林枣园"
)
THINGS = [
    "道路",
    "路灯",
    "管网",
    "机井",
    "渠道",
    "校舍",
    "宿舍",
    "设备",
    "车辆",
    "桌椅",
    "书籍",
    "药品",
    "疫苗",
    "种苗",
    "化肥",
    "农膜",
    "河道",
    "堤防",
    "闸门",
    "泵站",
    "水库",
    "站点",
    "样品",
    "学员",
    "讲座",
    "宣传册",
    "标牌",
    "护栏",
    "垃圾箱",
    "公厕",
    "绿地",
    "树木",
    "草坪",
    "网络",
    "服务器",
    "软件",
    "平台",
    "账号",
    "档案",
    "案卷",
    "合同",
    "专家",
    "会议",
    "演出",
    "展览",
    "图书",
    "文物",
    "古建",
    "景区",
    "床位",
    "老人",
    "儿童",
    "残疾人",
    "低保户",
    "特困户",
    "退役军人",
    "就业岗位",
    "企业",
    "补贴",
    "奖励",
    "贷款",
    "保险",
]
DEEDS = [
    "新建",
    "改造",
    "维护",
    "购置",
    "培训",
    "补助",
    "发放",
    "检测",
    "完成",
    "安装",
    "更新",
    "修缮",
    "覆盖",
    "服务",
    "处理",
    "资助",
]
MEASURES = [
    "数量",
    "面积",
    "长度",
    "人数",
    "合格率",
    "及时率",
    "完成率",
    "覆盖率",
    "成本",
    "单价",
    "次数",
    "户数",
    "标准",
    "天数",
    "满意度",
    "增长率",
    "准确率",
]

PROGRAM = """#!{python} -ISE
import resource, subprocess, sys
done = subprocess.run([{program!r}, *sys.argv[1:]])
with open({peaks!r}, "a") as file:
    print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, file=file)
sys.exit(done.returncode)
"""

OURS = """async ([query, scope]) => {
  window.finder ??= new Worker("search-worker.js");
  window.asked = (window.asked ?? 0) + 1;
  const answer = new Promise((resolve, reject) => {
    const stages = {};
    window.finder.onmessage = ({ data }) => {
      stages[data.stage] = data;
      if (data.stage === "excerpts") resolve(stages.found.total);
      if (data.stage === "failed") reject(new Error(data.failed));
    };
  });
  window.finder.postMessage({ id: window.asked, base: location.href, query, scope, chosen: {}, order: "", limit: 20, excerpts: 20 });
  return answer;
}"""
STOCK = """async ([query]) => {
  window.stock ??= await import("/pagefind/pagefind.js");
  const { results } = await window.stock.search(query);
  await Promise.all(results.slice(0, 20).map((result) => result.data()));
  return results.length;
}"""


@dataclass(frozen=True)
class Built:
    """Seconds of processors and by the clock, the most memory that one run of Pagefind took in MB, and what was written in MB."""

    cpu: float
    clock: float
    peak: float
    size: float

    def over(self, reports: int, floor: float) -> str:
        """Print milliseconds a report, how often the processors' time of Pagefind alone, and the rest."""
        each = f"{self.cpu / reports * 1000:8.2f}{self.clock / reports * 1000:8.2f}"
        return f"{each}{self.cpu / floor if floor else math.nan:8.2f}{self.peak:8.0f}{self.size:9.1f}"


@dataclass(frozen=True)
class Moved:
    """Bytes that searches move: each time the first one of a fresh browser, and later ones."""

    first: Sequence[int]
    later: Sequence[int]

    def __str__(self) -> str:
        first, later = max(self.first) / 1000, [size / 1000 for size in self.later]
        return f"{first:>10.0f}{statistics.median(later):>10.0f}{max(later):>10.0f}"


def varied(catalog: Catalog) -> Catalog:
    """Give titles and indicators names as varied as those of real reports: the demonstration has few."""
    dice = random.Random(3)

    def place() -> str:
        start = dice.randrange(len(PLACES) - 1)
        return PLACES[start : start + 2]

    def renamed(row: Row) -> Row:
        if dice.random() >= UNIQUE:
            return row
        name = (
            place() * (dice.random() < 0.3)
            + dice.choice(THINGS)
            + dice.choice(DEEDS)
            + dice.choice(THINGS)
            + dice.choice(MEASURES)
        )
        return row._replace(name=name)

    def other(entry: Entry) -> Entry:
        title = f"{place()}{dice.choice(('县', '区', '镇', '乡'))}{place()}{dice.choice(THINGS)}{dice.choice(DEEDS)}项目"
        result = dataclasses.replace(entry.evaluation, indicators=tuple(map(renamed, entry.evaluation.indicators)))
        return dataclasses.replace(entry, evaluation=result, report=entry.report.model_copy(update={"title": title}))

    return Catalog.of(catalog.site, catalog.agencies, catalog.rulesets, [other(entry) for entry in catalog.entries])


def queries(catalog: Catalog, number: int) -> list[str]:
    """Draw what people would type: a title, an agency, an indicator, a score, a piece of a title, in turn."""
    dice = random.Random(11)
    found = []
    for turn in range(number):
        entry = dice.choice(catalog.entries)
        assert entry.id is not None
        title = entry.report.title
        start = dice.randrange(len(title) - 4)
        found.append(
            (
                title,
                catalog.agency_name(entry.id.agency),
                dice.choice([row.name for row in entry.evaluation.indicators if row.name]),
                str(entry.evaluation.score or entry.id.year),
                title[start : start + 4],
            )[turn % 5]
        )
    return found


@contextmanager
def measured_program(folder: Path) -> Iterator[Callable[[], float]]:
    """Have Pagefind run through a small program that notes how much memory each run took; yields the most so far, in MB."""
    peaks, program = folder / "peaks", folder / "pagefind.py"
    program.write_text(PROGRAM.format(python=sys.executable, program=str(get_executable()), peaks=str(peaks)), encoding="utf-8")
    peaks.write_text("0\n", encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    os.environ["PAGEFIND_BINARY_PATH"] = str(program)
    try:
        yield lambda: max(map(int, peaks.read_text().split())) / 1000
    finally:
        del os.environ["PAGEFIND_BINARY_PATH"]


def spent() -> float:
    """Return the seconds that processors have worked for this process and those it waited for."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def timed(task: Callable[[], object], folder: Path) -> Built:
    with tempfile.TemporaryDirectory() as scratch, measured_program(Path(scratch)) as peak:
        cpu, start = spent(), time.perf_counter()
        task()
        clock, cpu = time.perf_counter() - start, spent() - cpu
        size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
        return Built(cpu, clock, peak(), size / 1e6)


def write_columns(catalog: Catalog, site: Path) -> None:
    for file in (*column_files(catalog, {}), *list_files(catalog, {})):
        (site / file.path).parent.mkdir(parents=True, exist_ok=True)
        (site / file.path).write_bytes(file.content)


def build_ours(catalog: Catalog, folder: Path, jobs: int) -> Built:
    site = folder / "ours"

    def build() -> None:
        write_columns(catalog, site)
        write_search(catalog, folder / "build", site, jobs=jobs)

    built = timed(build, site)
    for script in SCRIPTS.glob("search-*.js"):
        shutil.copy(script, site)
    return built


def unkept(found: Mapping[ReportId, Indexed]) -> list[KeptWords]:
    """Return reports as they are planned for, under digests that are none."""
    return [KeptWords(id, *(Words(str(id), len(words.split())) for words in (one.names, one.text))) for id, one in found.items()]


def build_fields(catalog: Catalog, folder: Path, jobs: int) -> Built:
    """Make what a search asks for at first: columns and the names of indicators."""
    site = folder / "fields"

    def build() -> None:
        write_columns(catalog, site)
        if not has_many_names(map(names, catalog.entries)):
            return
        words = {entry.id: Indexed(entry.id, b"", b"", phrase(*names(entry)), "") for entry in catalog.by_id.values() if entry.id}
        bundles = planned(unkept(words), "names")
        with ThreadPoolExecutor(jobs) as several:
            for made in [
                several.submit(
                    write_bundle, site / bundle.path, "", partial(list, [words[one.id].names for one in bundle.reports])
                )
                for bundle in bundles
            ]:
                made.result()

    return timed(build, site)


def change_one(catalog: Catalog, folder: Path, jobs: int) -> tuple[float, float]:
    """Return what it takes until the bundles hold a report whose text, then one whose indicator's name is another."""
    found = [report_search(entry) for entry in catalog.entries]
    with_names = has_many_names(map(names, catalog.entries))
    before = [keep_words(one, folder / "build") for one in found]

    last = found[-1]

    def seconds(report: Indexed) -> float:
        start = spent()
        held = [*before[:-1], keep_words(report, folder / "build")]
        write_bundles(held, folder / "build", folder / "ours", with_names=with_names, jobs=jobs)
        return spent() - start

    text = seconds(last._replace(text=f"{last.text} 新"))
    seconds(last)
    name = seconds(last._replace(names=f"{last.names} 新"))
    seconds(last)
    return text, name


def floor(catalog: Catalog, folder: Path, kinds: Sequence[Kind]) -> float:
    """Return the seconds that Pagefind alone takes over the pages of our bundles of these kinds, as it is when nobody looks at them."""
    words = {one.id: one for one in map(report_search, catalog.entries)}
    taken = 0.0
    for bundle in planned(unkept(words), *kinds):
        with tempfile.TemporaryDirectory(dir=folder) as scratch:
            for number, one in enumerate(bundle.reports):
                page = getattr(words[one.id], bundle.kind)
                (Path(scratch) / f"{number}.html").write_text(f'<html lang="xx"><body>{page}</body></html>', encoding="utf-8")
            command = [str(get_executable()), "--site", scratch, "--output-path", f"{scratch}/out", "--force-language", "xx"]
            start = spent()
            subprocess.run([*command, "--silent"], check=True)
            taken += spent() - start
    return taken


def build_stock(catalog: Catalog, folder: Path) -> Built:
    """Pagefind as it comes: the same text, a page a report, in Chinese."""
    source, site = folder / "pages", folder / "stock"
    for number, entry in enumerate(catalog.entries):
        rows = "".join(f"<p>{' '.join(row[1:])}</p>" for row in indicators(entry))
        told = "".join(f"<p>{passage.text}</p>" for passage in passages(entry))
        agency = catalog.agency_name(entry.id.agency) if entry.id is not None else ""
        page = f'<html lang="zh"><body><h1>{entry.report.title}</h1><p>{agency}</p>{rows}{told}</body></html>'
        source.mkdir(exist_ok=True)
        (source / f"{number}.html").write_text(page, encoding="utf-8")

    def build() -> None:
        command = [str(get_executable()), "--site", str(source), "--output-path", str(site / "pagefind"), "--silent"]
        subprocess.run(command, check=True)

    return timed(build, site)


class Host(SimpleHTTPRequestHandler):
    """A static host that notes what each file weighs on its way: what is no Pagefind data is compressed."""

    def __init__(self, *arguments: Any, moved: list[int], **keywords: Any) -> None:
        self.moved = moved
        super().__init__(*arguments, **keywords)

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        if path.is_file():
            content = path.read_bytes()
            self.moved.append(len(content) if path.suffix.startswith(".p") else len(gzip.compress(content, 6)))
        super().do_GET()

    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def opened(site: Path) -> Iterator[tuple[Page, list[int]]]:
    (site / "index.html").write_text(
        '<!doctype html><html lang="zh"><link rel="icon" href="data:,"><title>search</title>', encoding="utf-8"
    )
    moved: list[int] = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Host, directory=str(site), moved=moved))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        page.goto(f"http://127.0.0.1:{server.server_port}/")
        yield page, moved
        browser.close()
    server.shutdown()
    server.server_close()


def move(site: Path, ask: str, asked: Sequence[str], scope: str = "") -> Moved:
    """Ask every question; each fifth one with a fresh browser."""
    first: list[int] = []
    later: list[int] = []
    with opened(site) as (page, moved):
        for number, query in enumerate(asked):
            if number % 6 == 0:
                page.context.new_cdp_session(page).send("Network.clearBrowserCache")
                page.reload()
            moved.clear()
            page.evaluate(ask, [query, scope])
            (later if number % 6 else first).append(sum(moved))
    return Moved(first, later)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, nargs="+", default=[500, 2000, 10000])
    parser.add_argument("--queries", type=int, default=60)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--stock-up-to", type=int, default=2000, help="stock Pagefind takes 0.4 MB of memory a report")
    chosen = parser.parse_args(arguments)
    jobs = chosen.jobs
    print(f"{'':34}{'ms CPU':>8}{'ms by':>8}{'of the':>8}{'peak':>8}{'written':>9}{'first':>10}{'later':>10}{'at most':>10}")
    print(f"{'':34}{'a report':>8}{'clock':>8}{'floor':>8}{'MB':>8}{'MB':>9}{'kB':>10}{'kB':>10}{'kB':>10}")
    for records in chosen.records:
        with tempfile.TemporaryDirectory() as scratch:
            folder = Path(scratch).resolve()
            write_demo(folder, years=YEARS, seed=1, records=records)
            catalog = varied(check_reports([], root=folder, cwd=folder).publishable())
            asked = queries(catalog, chosen.queries)
            fields, built = build_fields(catalog, folder, jobs), build_ours(catalog, folder, jobs)
            named: Sequence[Kind] = ("names",) if has_many_names(map(names, catalog.entries)) else ()
            floors = floor(catalog, folder, named), floor(catalog, folder, (*named, "text"))
            moved = move(folder / "ours", OURS, asked)
            print(f"{f'{records:,} reports: fields':34}{fields.over(records, floors[0])}{moved}")
            print(f"{'  with full text':34}{built.over(records, floors[1])}{move(folder / 'ours', OURS, asked, 'all')}")
            text, renamed = change_one(catalog, folder, jobs)
            print(f"{'  one report changed':34}{text:8.2f} s for its text, {renamed:.2f} s for a name and no more", flush=True)
            if records <= chosen.stock_up_to:
                built = build_stock(catalog, folder)
                print(
                    f"{'  Pagefind as it comes':34}{built.over(records, built.cpu)}{move(folder / 'stock', STOCK, asked)}",
                    flush=True,
                )


if __name__ == "__main__":
    main()

"""A small invented site whose sources change at random, in every way that sources do: for builds that go by what an earlier one left."""

import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from generator.source import to_yaml

REPOSITORY = Path(__file__).resolve().parents[2]
BY = {"basis": "《政府信息公开条例》第十五条", "by": "示例局"}
AGENCIES = ("jia", "yi", "bing")
PROJECTS = ("qiao", "lu", "deng")
YEARS = (2021, 2022, 2023)

Record = dict[str, Any]
Change = Callable[["Sources"], None]


class Sources:
    """The files of a site: records as data, everything else as text, by path below the site's folder."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.turns: list[tuple[Change, ...]] = []
        self.records: dict[str, Record] = {}
        self.site: dict[str, Any] = {"title": "公开示例", "rulesets": [{"id": "national-2020"}]}
        self.agencies: dict[str, Any] = {slug: {"name": f"{slug} 局", "department": "ting"} for slug in AGENCIES}
        self.others = {"mkdocs.yml": (REPOSITORY / "mkdocs.yml").read_text("utf-8")}
        for agency, project in (("jia", "qiao"), ("jia", "lu"), ("yi", "qiao")):
            for year in YEARS[:2]:
                self.records[f"{year}/{agency}/{project}"] = self.record(year)

    def files(self) -> dict[str, str]:
        """Return every file."""
        departments = {"ting": "交通厅", "wei": "发改委"}
        return {
            **self.others,
            "content/site.yaml": to_yaml(self.site),
            "content/agencies.yaml": to_yaml({"departments": departments, "agencies": self.agencies}),
            **{f"content/reports/{name}.yaml": to_yaml(record) for name, record in self.records.items()},
        }

    def write(self, root: Path) -> None:
        """Make the sources below a folder what they are now."""
        files = self.files()
        for file in (root / "content").rglob("*"):
            if file.is_file() and file.relative_to(root).as_posix() not in files:
                file.unlink()
        for folder in sorted((root / "content").rglob("*"), reverse=True):
            if folder.is_dir() and not any(folder.iterdir()):
                folder.rmdir()
        for name, text in files.items():
            file = root / name
            if not file.exists() or file.read_text("utf-8") != text:
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(text, "utf-8")

    def change(self) -> str:
        """Change something; return what. Everything has its turn, in an order that differs from round to round."""
        if not self.turns:
            pairs = zip(*[iter(self.random.sample(OF_RECORDS, len(OF_RECORDS)))] * 2, strict=True)
            self.turns = [*pairs, *((change,) for change in AROUND)]
            self.random.shuffle(self.turns)
        turn = self.turns.pop()
        for change in turn:
            change(self)
        return "+".join(change.__name__ for change in turn)

    def any_record(self) -> tuple[str, Record]:
        """Return a record, one made if there is none."""
        if not self.records:
            add(self)
        name = self.random.choice(sorted(self.records))
        return name, self.records[name]

    def number(self) -> str:
        """Return some number."""
        return str(self.random.randint(1, 99))

    def address(self) -> str:
        """Return where a record may stand."""
        return f"{self.random.choice(YEARS)}/{self.random.choice(AGENCIES)}/{self.random.choice(PROJECTS)}"

    def record(self, year: int) -> Record:
        """Return a record of a year."""
        names = self.random.sample(("里程", "座数", "养护次数", "巡查次数"), 2)
        row = {
            "level1": "产出指标",
            "level2": "数量指标",
            "weight": "45",
            "target": f"≥{self.number()}公里",
            "stated_score": "45",
        }
        return {
            "title": f"养护项目{self.number()}",
            "period": {"start": f"{year}-01", "end": f"{year}-12"},
            "budget": {"currency_unit": "元", "adjusted": {"county": "1000"}, "executed": {"county": self.number() + "0"}},
            "indicators": [{**row, "name": name, "actual": f"{self.number()}公里"} for name in names],
            "problems": f"问题{self.number()}",
            "evaluated": f"{year + 1}-01-{self.random.randint(10, 28)}",
        }


def edit(sources: Sources) -> None:
    record = sources.any_record()[1]
    record["title"] = f"养护项目{sources.number()}"
    record["problems"] = f"问题{sources.number()}"


def score(sources: Sources) -> None:
    record = sources.any_record()[1]
    if record["indicators"]:
        sources.random.choice(record["indicators"])["actual"] = f"{sources.number()}公里"


def target(sources: Sources) -> None:
    record = sources.any_record()[1]
    for row in record["indicators"]:
        row["name"], row["target"] = "里程", f"≥{sources.number()}公里"


def rows(sources: Sources) -> None:
    record = sources.any_record()[1]
    if len(record["indicators"]) > 1:
        record["indicators"].pop()
    else:
        record["indicators"] = sources.record(2021)["indicators"]


def correct(sources: Sources) -> None:
    record = sources.any_record()[1]
    told = {"field": "problems", "from": record["problems"], "to": f"问题{sources.number()}"}
    record["problems"] = told["to"]
    record["revisions"] = [{"date": "2024-02-03", "reason": f"核对{sources.number()}", "changes": [told]}]


def add(sources: Sources) -> None:
    name = sources.address()
    sources.records[name] = sources.record(int(name[:4]))


def add_year(sources: Sources) -> None:
    name = f"{sources.random.choice(YEARS)}{sources.any_record()[0][4:]}"
    sources.records.setdefault(name, sources.record(int(name[:4])))


def delete(sources: Sources) -> None:
    del sources.records[sources.any_record()[0]]


def rename(sources: Sources) -> None:
    name, record = sources.any_record()
    new = name[:4] + sources.address()[4:]
    if new not in sources.records:
        sources.records[new] = record
        del sources.records[name]


def rename_project(sources: Sources) -> None:
    slug, new = sources.any_record()[0][5:], sources.address()[5:]
    for name in [name for name in sources.records if name[5:] == slug]:
        sources.records.setdefault(f"{name[:5]}{new}", sources.records.pop(name))


def continue_(sources: Sources) -> None:
    record, earlier = sources.any_record()[1], sources.any_record()[0]
    record["continues"] = earlier


def discontinue(sources: Sources) -> None:
    for record in sources.records.values():
        record.pop("continues", None)


def draft(sources: Sources) -> None:
    sources.any_record()[1]["disclosure"] = {"status": "draft"}


def embargo(sources: Sources) -> None:
    sources.any_record()[1]["disclosure"] = {"embargo": f"203{sources.number()[0]}-01-01"}


def withhold(sources: Sources) -> None:
    withheld = {**BY, "reason": "涉及商业秘密", "title_withheld": sources.random.choice(("true", "false"))}
    sources.any_record()[1]["withheld"] = withheld


def redact(sources: Sources) -> None:
    field = sources.random.choice(("problems", "indicators[0].actual", "budget.executed"))
    sources.any_record()[1]["redactions"] = [{"field": field, **BY}]


def disclose(sources: Sources) -> None:
    for record in sources.records.values():
        for key in ("disclosure", "withheld", "redactions"):
            record.pop(key, None)


def waive(sources: Sources) -> None:
    code = sources.random.choice(("weights-scale", "analysis-missing", "target-changed"))
    sources.any_record()[1]["waivers"] = [{"code": code, "reason": f"原表如此{sources.number()}", "by": "示例局"}]


def break_(sources: Sources) -> None:
    sources.any_record()[1]["period"] = {"start": "不详"}


def mend(sources: Sources) -> None:
    for name, record in sources.records.items():
        record["period"] = {"start": f"{name[:4]}-01", "end": f"{name[:4]}-12"}


def standard(sources: Sources) -> None:
    sources.any_record()[1]["ruleset"] = sources.random.choice(("national-2020", "quwo-2021", "unscored", None))


def site_title(sources: Sources) -> None:
    sources.site["title"] = f"公开示例{sources.number()}"


def site_address(sources: Sources) -> None:
    sources.site["url"] = sources.random.choice(("https://example.org/", "https://example.org/sub/", None))
    sources.site["noindex"] = sources.random.choice(("true", "false"))


def site_standard(sources: Sources) -> None:
    sources.site["rulesets"] = [{"id": sources.random.choice(("national-2020", "quwo-2021"))}]


def site_severity(sources: Sources) -> None:
    sources.site["severities"] = sources.random.choice(({}, {"weights-scale": "info"}, {"narrative-copied": "info"}))


def site_language(sources: Sources) -> None:
    sources.site["language"] = sources.random.choice(("zh-CN", "en"))


def agency(sources: Sources) -> None:
    told = sources.agencies[sources.random.choice(AGENCIES)]
    told["name"] = f"示例局{sources.number()}"
    told["department"] = sources.random.choice(("ting", "wei"))


def page(sources: Sources) -> None:
    name = sources.random.choice(("about", "notes", "glossary"))
    link = sources.random.choice(("", "", "\n\n[某年](/2021/)", "\n\n[没有](/nowhere/)"))
    sources.others[f"content/pages/{name}.md"] = f"---\ntitle: 说明{sources.number()}\n---\n\n# 说明\n\n正文。{link}\n"


def no_page(sources: Sources) -> None:
    for name in [name for name in sources.others if name.startswith("content/pages/")]:
        del sources.others[name]


def expected(sources: Sources) -> None:
    year = sources.random.choice(YEARS)
    listed = [dict(zip(("agency", "project"), sources.address().split("/")[1:], strict=True))]
    sources.others[f"content/expected/{year}.yaml"] = to_yaml([{**one, "title": "应公开项目"} for one in listed])


def not_expected(sources: Sources) -> None:
    for name in [name for name in sources.others if name.startswith("content/expected/")]:
        del sources.others[name]


def local_standard(sources: Sources) -> None:
    text = (REPOSITORY / "generator/rulesets/national-2020.yaml").read_text("utf-8")
    text = text.replace("id: national-2020", "id: bendi", 1).replace("[80, ", f"[{sources.random.randint(61, 89)}, ", 1)
    sources.others["content/rulesets/bendi.yaml"] = text


def by_local_standard(sources: Sources) -> None:
    local_standard(sources)
    for record in sources.records.values():
        record["ruleset"] = "bendi"


def frame(sources: Sources) -> None:
    text = (REPOSITORY / "mkdocs.yml").read_text("utf-8")
    sources.others["mkdocs.yml"] = text.replace("  - 关于: ", f"  - 关于{sources.number()}: ")


def navigation(sources: Sources) -> None:
    text = (REPOSITORY / "mkdocs.yml").read_text("utf-8")
    more = sources.random.choice(("  - 某年: 2021/index.md\n", "  - 说明: notes/index.md\n", ""))
    sources.others["mkdocs.yml"] = text.replace("  - 关于: about/index.md\n", f"{more}  - 关于: about/index.md\n")


def by_mkdocs(sources: Sources) -> None:
    text = (REPOSITORY / "mkdocs.yml").read_text("utf-8")
    sources.others["mkdocs.yml"] = text.replace("  name: gongkai\n", "  name: gongkai\n  static_templates: [404.html]\n")


OF_RECORDS: tuple[Change, ...] = (
    edit, score, target, target, rows, correct, add, add, add_year, delete, rename, rename_project, continue_, continue_, discontinue,
    draft, embargo, withhold, redact, disclose, waive, break_, mend, standard,
)  # fmt: skip
AROUND: tuple[Change, ...] = (
    site_title, site_address, site_standard, site_severity, site_language, agency, page, page, no_page, expected, not_expected,
    by_local_standard, local_standard, frame, navigation, by_mkdocs,
)  # fmt: skip


def empty(folder: Path) -> None:
    """Remove a folder with all that is in it."""
    shutil.rmtree(folder, ignore_errors=True)

"""A demonstration site and a copy of the program, both to be changed at will: what a build is asked to do, one run at a time."""

import re
import shutil
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from runs import Run, run

ROOT = Path(__file__).resolve().parent.parent
YEARS = range(2020, 2024)
_MADE = ("build", "site", ".site-next", ".site-old")
_TEMPLATE = "site_templates/pages/analysis.md.j2"
_TEXT = re.compile("^  necessity: (第[0-9]+次修改。)?", re.MULTILINE)


class Ground:
    """A site of so many reports in a folder, and the program that builds it."""

    def __init__(self, folder: Path, reports: int) -> None:
        self.program, self.root = folder / "program", folder / "demo"
        for package in ("generator", "site_templates"):
            shutil.copytree(ROOT / package, self.program / package, dirs_exist_ok=True)
        years = f"{YEARS[0]}-{YEARS[-1]}"
        self._gongkai("demo", "--records", str(reports), "--years", years, "--seed", "1", "--output", self.root)
        records = sorted((self.root / "content/reports").rglob("*.yaml"))
        self.reports, self._record = len(records), records[len(records) // 2]
        self._changes = 0

    @property
    def docs(self) -> Path:
        """Where the Markdown is."""
        return self.root / "build/docs"

    @property
    def tasks(self) -> Mapping[str, Callable[[int], Run]]:
        """What may be measured once the site is there, each with a number of jobs."""
        return {
            "nothing changed": self.build,
            "one record changed": self.change_record,
            "one template changed": self.change_template,
            "one new year added": self.add_year,
            "check": lambda _: self._gongkai("check", "--no-cache", "--root", self.root),
            "score": lambda _: self._gongkai("score", "--root", self.root),
        }

    def cold(self, jobs: int) -> Run:
        """Build where nothing was built before."""
        for name in _MADE:
            shutil.rmtree(self.root / name, ignore_errors=True)
        return self.build(jobs)

    def render(self, jobs: int) -> Run:
        """Make the pages that stand there from their Markdown, and nothing else. Ends the benchmark where they are not the same."""
        out = self.root / "build/rendered"
        shutil.rmtree(out, ignore_errors=True)
        out.mkdir()
        rendered = run([sys.executable, ROOT / "benchmarks/render.py", self.root, out, "--jobs", str(jobs)], self.program)
        pages = [page.relative_to(out) for page in out.rglob("*.html")]
        if not pages or any((out / page).read_bytes() != (self.root / "build/site" / page).read_bytes() for page in pages):
            raise SystemExit(f"{out}: not the pages that the build made")
        shutil.rmtree(out)
        return rendered

    def on_workers(self, scheduler: str) -> Run:
        """Build by the workers of a scheduler where nothing was built before."""
        for name in _MADE:
            shutil.rmtree(self.root / name, ignore_errors=True)
        return self._build("--scheduler", scheduler)

    def build(self, jobs: int) -> Run:
        """Build what there is now."""
        return self._build("--jobs", str(jobs))

    def _build(self, *hands: str) -> Run:
        made = self._gongkai("build", "--profile", *hands, "--root", self.root)
        if not made.stages:
            raise SystemExit("gongkai build --profile told of no stage")
        return made

    def edit(self) -> str:
        """Change a passage of one report; return what its page then says."""
        self._changes += 1
        told = f"第{self._changes}次修改。"
        before = self._record.read_text(encoding="utf-8")
        after = _TEXT.sub(f"  necessity: {told}", before)
        if after == before:
            raise SystemExit(f"{self._record}: has no passage to change")
        self._record.write_text(after, encoding="utf-8")
        return told

    @property
    def edited(self) -> str:
        """The address of the page that shows the passage."""
        return f"{self._record.relative_to(self.root / 'content/reports').with_suffix('').as_posix()}/analysis/"

    def change_record(self, jobs: int) -> Run:
        """Change a passage of one report and build."""
        self.edit()
        return self.build(jobs)

    def change_template(self, jobs: int) -> Run:
        """Change what stands at the end of a page that every report has, and build."""
        self._changes += 1
        before = (ROOT / _TEMPLATE).read_text(encoding="utf-8")
        (self.program / _TEMPLATE).write_text(f'{before}\n<p class="aside">{self._changes}</p>\n', encoding="utf-8")
        return self.build(jobs)

    def add_year(self, jobs: int) -> Run:
        """Build without the last year, then with it; the second run is the one."""
        last = max((self.root / "content/reports").iterdir())
        aside = last.rename(self.root / "aside")
        self.build(jobs)
        aside.rename(last)
        return self.build(jobs)

    def _gongkai(self, *arguments: str | Path) -> Run:
        return run([sys.executable, "-m", "generator", *arguments], self.program)

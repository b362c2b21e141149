"""A small site with a few faults of each kind, for what `gongkai check` prints."""

from pathlib import Path

from click.testing import CliRunner, Result

from generator.cli.main import gongkai

FIRST = "content/reports/2021/danwei/jiancha.yaml"
SECOND = "content/reports/2021/danwei/xuncha.yaml"

ROW = "  - {{level1: 产出指标, name: {name}, weight: {weight}, target: 5次, actual: {actual}次, stated_score: {score}, reason: 雨天}}\n"


def row(name: str, weight: str = "50", actual: str = "5", score: str | None = None) -> str:
    return ROW.format(name=name, weight=weight, actual=actual, score=weight if score is None else score)


def write_site(root: Path, **records: str) -> Path:
    """Write a site of the year 2021 whose records score by `quwo-2021`, by the project's slug."""
    content = root / "content"
    (content / "reports/2021/danwei").mkdir(parents=True)
    (content / "site.yaml").write_text("title: 示例\nrulesets: [{id: quwo-2021}]\nthresholds: {dominant_weight: 100%}\n", "utf-8")
    (content / "agencies.yaml").write_text("agencies: {danwei: {name: 单位}}\n", "utf-8")
    for project, text in records.items():
        (content / f"reports/2021/danwei/{project}.yaml").write_text(text, "utf-8")
    return root


def faulty_site(root: Path) -> Path:
    """Two records: three scores that differ, an unreadable key, a total that does not add up."""
    return write_site(
        root,
        jiancha="title: 检查\nindicators:\n" + row("检查次数", actual="4", score="45") + row("抽查次数", actual="3", score="40"),
        xuncha="title: 巡查\nindicators:\n"
        + row("巡查次数", "100", actual="4", score="90")
        + "stated: {score: 80}\nprobelms: 无\n",
    )


def check(root: Path, *arguments: str, color: bool = False) -> Result:
    return CliRunner().invoke(gongkai, ["check", "--root", str(root), *arguments], color=color)

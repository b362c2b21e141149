"""Nothing that waits, is withheld, redacted or refused is in any file of a finished site, in whatever form it might be written."""

import gzip
import html
import json
import os
import re
import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from generator import pipeline, serving
from generator.site.folders.folder import MARKER
from generator.site.folders.lock import workshop
from generator.source import to_yaml

REPOSITORY = Path(__file__).resolve().parent.parent
EMBARGO = "2031-03-01T08:00"
AFTER = datetime.fromisoformat("2031-03-01T08:00:00+08:00")

# Every one of these characters stands in one record only, so that no tokeniser can hide it by cutting words up.
DRAFT, WAITING, WITHHELD, UNTITLED, COVERED = "龘靐", "齉龗", "鱻麤", "灪厵", "爩癵"
NUMBERS = {DRAFT: 739251841, WAITING: 739251842, WITHHELD: 739251843, UNTITLED: 739251844, COVERED: 739251845}


def record(mark: str, **more: Any) -> dict[str, Any]:
    """A record that holds its mark in every field that can hold text, and its number in every figure."""
    number = str(NUMBERS[mark])
    money = {
        "currency_unit": "元",
        **{row: {"total": number, "county": number} for row in ("initial", "adjusted", "received", "executed")},
    }
    return {
        "title": f"养护{mark}项目",
        "ruleset": "national-2020",
        "code": f"{mark}{number}",
        "printed": {"agency": f"示例局{mark}", "department": mark},
        "overview": dict.fromkeys(("description", "basis", "necessity", "safeguards", "plan"), f"概况{mark}"),
        "budget": money,
        "goals": dict.fromkeys(("period", "annual", "achieved"), f"目标{mark}"),
        "indicators": [
            {
                "level1": "产出指标",
                "level2": "数量指标",
                "name": f"养护里程{mark}",
                "weight": "90",
                "target": f"≥{number}公里",
                "actual": f"{number}公里",
                "completion": f"{number}%",
                "stated_score": number,
                "reason": f"原因{mark}",
            }
        ],
        "conclusion": f"结论{mark}",
        "stated": {"score": number, "grade": mark, "full": "100"},
        "analysis": dict.fromkeys(("execution", "output", "benefit", "satisfaction"), f"分析{mark}"),
        "experience": f"经验{mark}",
        "problems": f"问题{mark}",
        "improvements": f"建议{mark}",
        "evaluated": "2030-11-13",
        "disclosure": {"index_number": f"索引{mark}"},
        "source": {"title": f"来源{mark}", "file": f"{mark}.pdf", "note": f"说明{mark}", "url": f"https://example.com/{number}"},
        "revisions": [
            {
                "date": "2030-11-14",
                "reason": f"更正{mark}",
                "changes": [{"field": "problems", "from": f"前{mark}", "to": f"后{mark}"}],
            }
        ],
        **more,
    }


def plain_record(title: str, **more: Any) -> dict[str, Any]:
    row = {"level1": "产出指标", "name": "养护里程", "weight": "90", "target": "≥5公里", "actual": "5公里", "stated_score": "90"}
    return {"title": title, "ruleset": "national-2020", "indicators": [row], "problems": "问题已写明。", **more}


def covered() -> dict[str, Any]:
    """A record whose mark stands only in what it redacts, and in what it says of that elsewhere by itself."""
    number = str(NUMBERS[COVERED])
    row = {
        "level1": "产出指标", "level2": "数量指标", "name": f"里程{COVERED}", "weight": "40", "target": f"≥{number}公里",
        "actual": f"{number}公里", "completion": f"{number}%", "stated_score": "40", "direction": "at_least", "reason": COVERED,
    }  # fmt: skip
    rest = {"level1": "效益指标", "name": "通行", "weight": "50", "target": "≥5次", "actual": f"{number}次", "stated_score": "50"}
    changed = [
        {"field": "analysis.output", "from": COVERED, "to": COVERED},
        {"field": "analysis", "from": COVERED, "to": "另写"},
        {"field": "产出", "from": COVERED, "to": COVERED},
    ]
    by = {"basis": "《政府信息公开条例》第十五条", "by": "示例局"}
    fields = ("analysis.output", "indicators[0]", "indicators[1].actual", "budget.executed", "budget.stated.balance", "printed")
    return plain_record(
        "部分公开项目",
        indicators=[row, rest],
        printed={"agency": f"示例局{COVERED}"},
        budget={
            "currency_unit": "元", "adjusted": {"county": "800000000"}, "received": {"county": "800000000"},
            "executed": {"county": number}, "stated": {"balance": {"total": number}},
        },
        analysis={"output": f"产出{COVERED}", "benefit": "效益照常公开"},
        revisions=[{"date": "2030-11-14", "reason": f"改正{COVERED}", "changes": changed}],
        waivers=[{"code": "scoring-not-computable", "reason": f"实为{number}", "by": "示例局", "field": "indicators[1].actual"}],
        redactions=[{"field": field, **by} for field in fields],
    )  # fmt: skip


def identity_numbers() -> list[str]:
    """Ten resident identity numbers with a right check digit."""
    found = []
    for number in range(10):
        digits = f"140502{1960 + number}0{number % 9 + 1}1{number}17{number}"
        weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
        found.append(digits + "10X98765432"[sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True)) % 11])
    return found


def write(root: Path, name: str, data: dict[str, Any]) -> None:
    file = root / "content/reports" / f"{name}.yaml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(to_yaml(data), encoding="utf-8")


def site_of(root: Path) -> Path:
    root.mkdir(parents=True, exist_ok=True)
    (root / "content").mkdir()
    shutil.copy(REPOSITORY / "mkdocs.yml", root / "mkdocs.yml")
    (root / "content/site.yaml").write_text(to_yaml({"title": "示例公开", "url": "https://example.com/"}), encoding="utf-8")
    agencies = {"agencies": {"shilijv": {"name": "示例局"}, "lingju": {"name": "另局"}}}
    (root / "content/agencies.yaml").write_text(to_yaml(agencies), encoding="utf-8")
    return root


def readings(file: Path) -> Iterator[str]:
    """Yield what a file says in every way it might be read: as text, without escapes of HTML, JSON and addresses, unpacked."""
    data = file.read_bytes()
    if data[:2] == b"\x1f\x8b":
        data = gzip.decompress(data).removeprefix(b"pagefind_dcd")
    text = data.decode("utf-8", "replace")
    yield text
    yield html.unescape(text)
    yield unquote(text)
    yield re.sub(r"\\u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), text)


def leaks(root: Path, traces: tuple[str, ...]) -> set[tuple[str, str]]:
    """Return which traces stand in which file that was made, wherever it lies, or in its name."""
    found = set()
    for file in (file for file in root.rglob("*") if file.is_file()):
        name = file.relative_to(root).as_posix()
        if name.startswith("content/"):
            continue
        texts = [name, *(re.sub(r"(?<=[0-9])[,\s](?=[0-9])", "", text) for text in readings(file))]
        found |= {(name, trace) for trace in traces if any(trace in text for text in texts)}
    return found


def traces_of(mark: str, *slugs: str) -> tuple[str, ...]:
    return (*mark, str(NUMBERS[mark]), *slugs)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site in which every kind of secret stands beside public reports that touch it."""
    root = site_of(tmp_path_factory.mktemp("leaks") / "sources")
    decided = {"basis": "《政府信息公开条例》第十四条", "reason": "涉及国家秘密", "by": "示例局保密委员会"}
    write(root, "2030/shilijv/caogao", record(DRAFT, disclosure={"status": "draft", "index_number": DRAFT}))
    write(root, "2030/shilijv/dengdai", record(WAITING, disclosure={"status": "approved", "embargo": EMBARGO}))
    write(root, "2030/shilijv/baomi", record(WITHHELD, title="不公开的养护项目", withheld=decided))
    write(root, "2030/shilijv/wuming", record(UNTITLED, withheld={**decided, "title_withheld": "true"}))
    write(root, "2030/shilijv/bufen", covered())
    # What is public stands beside what is not: the year after of each, with lower targets, and one that names a draft.
    write(root, "2031/shilijv/dengdai", plain_record("养护项目甲"))
    write(root, "2031/shilijv/baomi", plain_record("养护项目乙"))
    write(root, "2031/shilijv/bufen", plain_record("养护项目丙"))
    write(root, "2031/shilijv/gaiming", plain_record("养护项目丁", continues="2030/shilijv/caogao"))
    for place, number in enumerate(identity_numbers()):
        fields: list[dict[str, Any]] = [
            {"problems": f"经办人{number}。"},
            {"title": f"补助{number}"},
            {"analysis": {"output": number}},
            {"source": {"note": f"经办{number}"}},
            {"goals": {"annual": f"向{number}发放"}},
            {"printed": {"agency": number}},
            {"experience": f"身份证号：{number}"},
            {"revisions": [{"date": "2030-11-14", "reason": f"{number}有误"}]},
            {"conclusion": f"{number[:6]} {number[6:14]} {number[14:]}"},
            {"indicators": [{"name": "发放", "weight": "90", "target": number, "actual": number, "reason": number}]},
        ]
        write(root, f"2030/lingju/haoma-{place}", {**plain_record(f"补助项目{place}"), **fields[place]})
    write(root, "2030/lingju/zhengchang", plain_record("补助项目"))
    built = pipeline.build(root=root, cwd=root, keep_going=True)
    assert built.published is not None, [finding.message("en") for finding in (*built.checked.findings, *built.links)]
    return root


def test_a_draft_leaves_no_trace(root: Path) -> None:
    assert leaks(root, traces_of(DRAFT, "caogao")) == set()


def test_what_waits_for_its_day_leaves_no_trace(root: Path) -> None:
    assert leaks(root, traces_of(WAITING)) == set()
    assert not (root / "site/2030/shilijv/dengdai").exists()


def test_of_what_is_withheld_nothing_but_the_stub_is_there(root: Path) -> None:
    assert leaks(root, (*traces_of(WITHHELD), *traces_of(UNTITLED))) == set()
    stub = json.loads((root / "site/2030/shilijv/baomi/report.json").read_text(encoding="utf-8"))
    assert stub.keys() == {"id", "title", "year", "agency", "agency_name", "withheld"}
    assert stub["title"] == "不公开的养护项目"
    assert json.loads((root / "site/2030/shilijv/wuming/report.json").read_text(encoding="utf-8"))["title"] is None
    assert [path.name for path in sorted((root / "site/2030/shilijv/baomi").iterdir())] == ["index.html", "report.json"]


def test_of_what_is_redacted_only_the_place_is_there(root: Path) -> None:
    assert leaks(root, traces_of(COVERED)) == set()
    page = html.unescape((root / "site/2030/shilijv/bufen/analysis/index.html").read_text(encoding="utf-8"))
    assert "《政府信息公开条例》第十五条" in page
    assert "效益照常公开" in page


def test_identity_numbers_in_records_that_are_left_out_leave_no_trace(root: Path) -> None:
    numbers = identity_numbers()
    assert len(set(numbers)) == 10
    assert leaks(root, tuple(part for number in numbers for part in (number, number[6:14] + number[14:17]))) == set()
    assert {path.name for path in (root / "site/2030/lingju").iterdir() if path.is_dir()} == {"zhengchang"}


def test_the_search_for_traces_does_find_them_once_they_are_public(tmp_path: Path, root: Path) -> None:
    """Without this, the tests above could pass because they look for nothing."""
    copy = tmp_path / "copy"
    shutil.copytree(root / "content", copy / "content")
    shutil.copy(root / "mkdocs.yml", copy / "mkdocs.yml")
    assert pipeline.build(root=copy, cwd=copy, keep_going=True, as_of=AFTER).published is not None
    found = leaks(copy, traces_of(WAITING))
    assert {trace for _, trace in found} == set(traces_of(WAITING))
    places = {name.split("/")[0] + "/" + name.split("/")[1] for name, _ in found}
    assert {"build/docs", "build/site", "build/search", "site/2030", "site/search", "site/data", "site/feeds"} <= places
    assert any(name.endswith(".pf_index") for name, _ in found)
    # Back before its day: what a build leaves of the one before is nothing.
    assert pipeline.build(root=copy, cwd=copy, keep_going=True).published is not None
    assert leaks(copy, (*traces_of(WAITING), *traces_of(DRAFT))) == set()


def test_a_report_that_becomes_a_draft_leaves_nothing_behind(tmp_path: Path) -> None:
    root = site_of(tmp_path / "sources")
    write(root, "2030/shilijv/zhengchang", plain_record("养护项目"))
    write(root, "2030/shilijv/dengdai", record(WAITING))
    assert pipeline.build(root=root, cwd=root).published is not None
    assert leaks(root, traces_of(WAITING))
    write(root, "2030/shilijv/dengdai", record(WAITING, disclosure={"status": "draft"}))
    assert pipeline.build(root=root, cwd=root).published is not None
    assert leaks(root, traces_of(WAITING, "dengdai")) == set()


def preview(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let `serve` make its pages once, and end."""
    with monkeypatch.context() as patch:
        patch.setattr("generator.site.preview.serve", lambda root, watch, make, **_: make("http://127.0.0.1:8000/"))
        said: list[object] = []
        serving.serve(root=root, cwd=root, host="", port=0, shown=said.append, announce=said.append, report=said.append)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (record(WAITING), record(WAITING, disclosure={"status": "draft"})),
        (record(WAITING), record(WAITING, disclosure={"status": "approved", "embargo": EMBARGO})),
        (record(WAITING), None),
        (covered() | {"experience": WAITING}, covered() | {"disclosure": {"status": "draft"}}),
        (covered() | {"experience": WAITING}, None),
    ],
    ids=["draft", "embargo", "gone", "redacted, then a draft", "redacted, then gone"],
)
def test_what_serve_left_goes_with_the_build_that_finds_it_is_not_public_any_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: dict[str, Any], after: dict[str, Any] | None
) -> None:
    root = site_of(tmp_path / "sources")
    write(root, "2030/shilijv/zhengchang", plain_record("养护项目"))
    write(root, "2030/shilijv/bufen", covered())
    write(root, "2030/shilijv/dengdai", before)
    preview(root, monkeypatch)
    assert pipeline.build(root=root, cwd=root).published is not None
    assert {name.split("/")[1] for name, _ in leaks(root, (WAITING,)) if name.startswith("build/")} >= {"preview", "site"}
    if after is None:
        (root / "content/reports/2030/shilijv/dengdai.yaml").unlink()
    else:
        write(root, "2030/shilijv/dengdai", after)
    with workshop(root / pipeline.PREVIEW):  # `serve` is at work, and sees to it
        assert pipeline.build(root=root, cwd=root).published is not None
    assert leaks(root, (WAITING,))
    assert pipeline.build(root=root, cwd=root).published is not None
    assert leaks(root, (WAITING,)) == set()


def test_what_others_put_into_the_preview_stays_and_keeps_nothing_from_going(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = site_of(tmp_path / "sources")
    write(root, "2030/shilijv/zhengchang", plain_record("养护项目"))
    write(root, "2030/shilijv/dengdai", record(WAITING))
    preview(root, monkeypatch)
    assert pipeline.build(root=root, cwd=root).published is not None
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / MARKER).touch()
    (root / "build/preview/.DS_Store").touch()
    (root / "build/preview/notes").mkdir()
    (root / "build/preview/notes/a").touch()
    (root / "build/preview/link").symlink_to(tmp_path / "elsewhere")
    (root / "content/reports/2030/shilijv/dengdai.yaml").unlink()
    for _ in range(2):
        assert pipeline.build(root=root, cwd=root).published is not None
        assert leaks(root, (WAITING,)) == set()
        assert {path.name for path in (root / "build/preview").iterdir()} - {".lock"} == {".DS_Store", "link", "notes"}
    assert (tmp_path / "elsewhere" / MARKER).exists()


def test_a_preview_that_shows_nothing_it_may_not_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = site_of(tmp_path / "sources")
    write(root, "2030/shilijv/zhengchang", plain_record("养护项目"))
    write(root, "2030/shilijv/bufen", covered())
    preview(root, monkeypatch)
    write(root, "2030/shilijv/zhengchang", plain_record("另一项目"))
    write(root, "2030/shilijv/xin", plain_record("新的项目"))
    for cache in (False, True):
        assert pipeline.build(root=root, cwd=root, cache=cache).published is not None
        assert (root / "build/preview/shown/2030/shilijv/zhengchang").is_dir()


@pytest.mark.parametrize("folder", ["build/docs", "build/site"])
def test_what_a_run_that_was_killed_had_begun_to_write_is_never_published(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: str
) -> None:
    root = site_of(tmp_path / "sources")
    write(root, "2030/shilijv/zhengchang", plain_record("养护项目"))
    assert pipeline.build(root=root, cwd=root).published is not None
    write(root, "2030/shilijv/dengdai", record(WAITING))
    replace = os.replace

    def killed(source: str, target: str) -> None:
        if str(target).endswith(f"{folder}/data/reports.csv"):
            raise SystemExit("killed")
        replace(source, target)

    with monkeypatch.context() as patch, pytest.raises(SystemExit):
        patch.setattr(os, "replace", killed)
        pipeline.build(root=root, cwd=root, jobs=1)
    assert leaks(root, traces_of(WAITING))
    write(root, "2030/shilijv/dengdai", record(WAITING, disclosure={"status": "draft"}))
    assert pipeline.build(root=root, cwd=root).published is not None
    assert leaks(root, traces_of(WAITING, "dengdai")) == set()

"""The gate: what waits, what is withheld or redacted, what stops a site and what does not."""

import hashlib
import html
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from test_leaks import plain_record, site_of, write

from generator import pipeline
from generator.cli.main import gongkai
from generator.diagnostics import Severity
from generator.gate import Release, release
from generator.history import history_of
from generator.review.reports import Checked, check_reports

BY = {"basis": "《政府信息公开条例》第十五条", "by": "示例局"}
WITHHELD = {**BY, "reason": "涉及第三方商业秘密"}
HERE = "2030/shilijv/xiangmu"
IDENTITY = "11010519491231002X"


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def checked(root: Path, **records: dict[str, Any]) -> Checked:
    """Return a site checked, its records by the project's slug."""
    if not (root / "content").exists():
        site_of(root)
    for slug, data in records.items():
        write(root, f"2030/shilijv/{slug}", data)
    return check_reports((), root=root, cwd=root)


def released(root: Path, as_of: datetime | None = None, **records: dict[str, Any]) -> Release:
    return release(checked(root, **records), as_of)


def names(found: Release) -> list[str]:
    return [entry.name.rpartition("/")[2] for entry in found.catalog.entries]


def run(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(gongkai, [*arguments, "--root", str(root), "--lang", "en"])


@pytest.mark.parametrize(
    ("disclosure", "is_public"),
    [
        ({}, True),
        ({"status": None}, True),
        ({"status": "published"}, True),
        ({"status": "approved"}, True),
        ({"status": "draft"}, False),
        ({"status": "draft", "embargo": "2020-01-01"}, False),
        ({"status": "approved", "embargo": "2026-03-01T08:00"}, True),
        ({"status": "approved", "embargo": "2026-03-01T08:01"}, False),
        ({"status": "approved", "embargo": "2026-03-01T00:00Z"}, True),
        ({"status": "approved", "embargo": "2026-03-01T00:01:00+00:00"}, False),
        ({"status": "approved", "embargo": "2026-03-01"}, True),
        ({"status": "approved", "embargo": "2026-03-02"}, False),
        ({"status": "published", "embargo": "9999-12-31"}, False),
        ({"embargo": "9999-12-31"}, False),
    ],
)
def test_a_report_is_published_from_its_moment_on_unless_it_is_a_draft(
    tmp_path: Path, disclosure: dict[str, str | None], is_public: bool
) -> None:
    found = released(tmp_path, moment("2026-03-01T08:00:00+08:00"), xiangmu=plain_record("项目", disclosure=disclosure))
    assert names(found) == (["xiangmu"] if is_public else [])
    assert len(found.held) == (not is_public)


def test_without_a_moment_every_embargo_holds(tmp_path: Path) -> None:
    record = plain_record("项目", disclosure={"embargo": "1999-01-01"})
    assert names(released(tmp_path, None, xiangmu=record)) == []
    assert names(released(tmp_path, moment("2000-01-01T00:00:00+00:00"))) == ["xiangmu"]


@pytest.mark.parametrize(
    "embargo", ["下周一", "2026-02-30", "2026-03-01T25:00", "20260301", "2026-03-01T08:00 +08", "2026/03/01"]
)
def test_an_embargo_that_can_not_be_read_keeps_the_report_back_as_an_error(tmp_path: Path, embargo: str) -> None:
    found = released(tmp_path, moment("9000-01-01T00:00:00+00:00"), xiangmu=plain_record("项目", disclosure={"embargo": embargo}))
    assert (names(found), found.held, len(found.left_out)) == ([], (), 1)
    assert not found.may_be_published(keep_going=True)


def test_a_misspelt_status_stops_the_build_with_its_place(tmp_path: Path) -> None:
    result = checked(tmp_path, xiangmu=plain_record("项目", disclosure={"status": "drafts"}))
    [finding] = [finding for finding in result.findings if finding.severity is Severity.ERROR]
    assert (finding.code, finding.span is not None and finding.span.line) == ("schema-choice", 12)
    assert "是不是 draft" in finding.message("zh")
    assert not release(result, None).may_be_published(keep_going=False)


@pytest.mark.parametrize("disclosure", [{"status": "draft"}, {"status": "approved", "embargo": "2999-01-01"}])
def test_an_error_in_what_is_held_back_stops_nothing_and_is_listed(tmp_path: Path, disclosure: dict[str, str]) -> None:
    """An unfinished draft is what drafts are for; were it to stop the others, it would be kept out of the folder, unchecked."""
    bad = plain_record("项目", problems=f"经办人{IDENTITY}", disclosure=disclosure)
    result = checked(tmp_path, haode=plain_record("好的"), xiangmu=bad)
    assert [finding.code for finding in result.findings if finding.severity is Severity.ERROR] == ["privacy-identity-number"]
    found = release(result, None)
    assert (found.is_whole, names(found), found.left_out) == (True, ["haode"], ())
    assert not release(result, None).catalog.withheld


def test_a_draft_whose_other_fields_can_not_be_read_is_still_a_draft(tmp_path: Path) -> None:
    bad = plain_record("项目", stated={"score": "八十"}, disclosure={"status": "draft"})
    found = released(tmp_path, haode=plain_record("好的"), xiangmu=bad)
    assert (found.is_whole, names(found)) == (True, ["haode"])


def test_a_fault_of_the_report_itself_stops_nothing_until_the_site_raises_it(tmp_path: Path) -> None:
    wrong = plain_record("项目", stated={"score": "12"})
    assert released(tmp_path, haode=plain_record("好的"), xiangmu=wrong).may_be_published(keep_going=False)
    settings = tmp_path / "content/site.yaml"
    settings.write_text(settings.read_text(encoding="utf-8") + "severities: {total-sum: error}\n", encoding="utf-8")
    raised = released(tmp_path)
    assert raised.left_out == (f"content/reports/{HERE}.yaml",)
    assert not raised.may_be_published(keep_going=False)
    assert raised.may_be_published(keep_going=True)
    assert names(raised) == ["haode"]
    strict, lax = run(tmp_path, "build"), run(tmp_path, "build", "--keep-going")
    assert (strict.exit_code, lax.exit_code) == (1, 1)
    assert "published site was not touched" in strict.stderr
    assert (tmp_path / "site/2030/shilijv/haode").exists()
    assert not (tmp_path / "site/2030/shilijv/xiangmu").exists()


def test_errors_in_what_is_covered_stop_nothing_and_others_do(tmp_path: Path) -> None:
    covered = [{"field": "problems", **BY}]
    in_there = plain_record("项目", problems=IDENTITY, redactions=covered)
    assert released(tmp_path / "a", xiangmu=in_there).is_whole
    beside = plain_record("项目", problems="略", experience=IDENTITY, redactions=covered)
    assert not released(tmp_path / "b", xiangmu=beside).is_whole
    assert released(tmp_path / "c", xiangmu=plain_record("项目", problems=IDENTITY, withheld=WITHHELD)).is_whole
    assert not released(tmp_path / "d", xiangmu=plain_record(f"项目{IDENTITY}", withheld=WITHHELD)).is_whole
    untitled = {**WITHHELD, "title_withheld": "true"}
    assert released(tmp_path / "e", xiangmu=plain_record(f"项目{IDENTITY}", withheld=untitled)).is_whole


def test_many_covered_numbers_do_not_hide_one_that_is_not(tmp_path: Path) -> None:
    """Of each rule, a record's findings end at the twentieth."""
    many = "；".join([IDENTITY] * 40)
    record = plain_record("项目", conclusion=many, redactions=[{"field": "conclusion", **BY}])
    assert released(tmp_path / "a", xiangmu=record).is_whole
    assert not released(tmp_path / "b", xiangmu={**record, "improvements": IDENTITY}).is_whole


@pytest.mark.parametrize(
    ("field", "why"),
    [
        ("analysis.outputs", "没有这个字段"),
        ("title", "没有这个字段"),
        ("withheld", "没有这个字段"),
        ("disclosure.embargo", "没有这个字段"),
        ("indicators[7]", "没有这个字段"),
        ("indicators[99999999]", "没有这个字段"),
        ("第三部分", "没有这个字段"),
        ("analysis", "没有内容"),
        ("goals.annual", "没有内容"),
        ("budget", "没有内容"),
        ("indicators[0].direction", "不能单独遮盖"),
        ("source.url", "不能单独遮盖"),
    ],
)
def test_a_redaction_that_covers_nothing_is_an_error_at_its_place(tmp_path: Path, field: str, why: str) -> None:
    record = plain_record("项目", redactions=[{"field": field, **BY}], source={"url": "https://example.com/1"})
    record["indicators"][0]["direction"] = "at_least"
    result = checked(tmp_path, xiangmu=record)
    [finding] = [finding for finding in result.findings if finding.severity is Severity.ERROR]
    assert (finding.code, finding.field) == ("redaction-field", ("redactions", 0, "field"))
    assert why in finding.message("zh")
    assert not release(result, None).may_be_published(keep_going=True)


def test_what_was_deleted_already_may_be_marked_as_redacted(tmp_path: Path) -> None:
    record = plain_record("项目", analysis={"output": None, "benefit": "好"}, redactions=[{"field": "analysis.output", **BY}])
    [entry] = released(tmp_path, xiangmu=record).catalog.entries
    assert entry.report.analysis.output == "（依法不公开：《政府信息公开条例》第十五条）"


def test_a_redacted_row_stays_with_its_weight_and_stated_score_and_nothing_is_computed_from_it(tmp_path: Path) -> None:
    record = plain_record("项目", redactions=[{"field": "indicators[0]", **BY}])
    [entry] = released(tmp_path, xiangmu=record).catalog.entries
    [row] = entry.evaluation.indicators
    assert (row.weight, row.stated_score, row.level1) == (90, 90, "产出指标")
    assert (row.status, row.score, row.explanation, row.completion, entry.evaluation.score) == (
        "not-computable",
        None,
        "",
        None,
        None,
    )
    assert row.reason is not None
    assert row.reason.zh == "依法不公开，不据以计算"


@pytest.mark.parametrize("field", ["target", "actual", "stated_score", "completion"])
def test_a_redacted_figure_leaves_its_row_uncomputed(tmp_path: Path, field: str) -> None:
    record = plain_record("项目", redactions=[{"field": f"indicators[0].{field}", **BY}])
    record["indicators"][0]["completion"] = "100%"
    [entry] = released(tmp_path, xiangmu=record).catalog.entries
    [row] = entry.evaluation.indicators
    assert (row.status, row.score, row.bounds) == ("not-computable", None, (0, 90))


def test_redacted_money_is_in_no_sum_and_no_rate(tmp_path: Path) -> None:
    budget = {
        "adjusted": {"central": "60", "county": "40"},
        "executed": {"central": "55", "county": "33"},
        "execution": {"weight": "10"},
    }
    record = plain_record("项目", budget=budget, redactions=[{"field": "budget.executed.county", **BY}])
    [entry] = released(tmp_path, xiangmu=record).catalog.entries
    money = entry.evaluation.money
    assert money is not None
    assert (money.of("executed"), money.of("executed", "county"), money.of("execution_rate")) == (None, None, None)
    assert (money.of("executed", "central"), money.of("adjusted")) == (55, 100)
    assert entry.evaluation.budget is not None
    assert (entry.evaluation.budget.score, entry.evaluation.budget.reason and entry.evaluation.budget.reason.en) == (
        None,
        "not published, by law; nothing is computed from it",
    )


def test_what_is_told_of_a_redacted_report_is_found_in_what_is_left_and_true_of_the_whole(tmp_path: Path) -> None:
    record = plain_record("项目", stated={"score": "12", "grade": "优"}, redactions=[{"field": "indicators[0].actual", **BY}])
    record["indicators"][0]["stated_score"] = "45"
    result = checked(tmp_path, xiangmu=record)
    everything = {finding.code for finding in result.findings}
    told = {finding.code for finding in release(result, None).findings.get(HERE, ())}
    assert "score-differs" in everything
    assert told < everything
    assert "score-differs" not in told
    assert "scoring-not-computable" not in told


def test_an_indicator_without_a_public_name_is_not_said_to_be_gone_or_new(tmp_path: Path) -> None:
    site_of(tmp_path)
    others = [{"name": f"另一项{number}", "weight": "5", "target": "≥5公里", "actual": "5公里"} for number in (1, 2)]
    before, now = plain_record("项目"), plain_record("项目", redactions=[{"field": "indicators[0]", **BY}])
    before["indicators"] += others
    write(tmp_path, "2029/shilijv/xiangmu", before)
    write(tmp_path, "2030/shilijv/xiangmu", now)
    write(tmp_path, "2031/shilijv/xiangmu", plain_record("项目"))
    result = check_reports((), root=tmp_path, cwd=tmp_path)
    found = release(result, None)
    gone = {finding.message("zh") for finding in result.findings if finding.code == "indicator-vanished"}
    assert len(gone) == 2, "of the whole record, two are gone indeed"
    assert {finding.code for finding in found.findings.get(HERE, ())} & {"indicator-vanished", "indicator-renamed"} == set()
    history = history_of(found.catalog, found.catalog.entries)
    assert [(step.vanished, step.new) for step in history.steps] == [((), ()), ((), ())]
    assert not any(stop.is_new or stop.vanished for track in history.tracks for stop in track.stops)


def test_a_withheld_report_needs_no_rows(tmp_path: Path) -> None:
    found = released(tmp_path, xiangmu={"title": "项目", "ruleset": "national-2020", "withheld": WITHHELD})
    [stub] = found.catalog.withheld
    assert (stub.title, stub.basis, found.catalog.entries, found.is_whole) == ("项目", WITHHELD["basis"], (), True)
    assert checked(tmp_path / "c", xiangmu={"title": "项目", "ruleset": "national-2020", "withheld": WITHHELD}).findings == ()
    assert [finding.code for finding in checked(tmp_path / "b", xiangmu={"title": "项目"}).findings][:1] == ["schema-missing"]


def test_a_withheld_draft_is_a_draft(tmp_path: Path) -> None:
    found = released(tmp_path, xiangmu=plain_record("项目", withheld=WITHHELD, disclosure={"status": "draft"}))
    assert (found.catalog.withheld, len(found.held)) == ((), 1)


def test_pages_and_tables_count_what_is_withheld_beside_what_is_published(tmp_path: Path) -> None:
    site_of(tmp_path)
    expected = tmp_path / "content/expected/2030.yaml"
    expected.parent.mkdir()
    lines = [
        {"agency": "shilijv", "project": slug, "title": title}
        for slug, title in (("haode", "好的"), ("xiangmu", "项目"), ("caogao", "草稿"))
    ]
    from generator.source import to_yaml

    expected.write_text(to_yaml(lines), encoding="utf-8")
    result = checked(
        tmp_path,
        haode=plain_record("好的"),
        xiangmu=plain_record("项目", withheld=WITHHELD),
        caogao=plain_record("草稿", disclosure={"status": "draft"}),
    )
    write(tmp_path, "2029/shilijv/xiangmu", plain_record("项目"))
    write(tmp_path, "2031/shilijv/xiangmu", plain_record("项目"))
    result = check_reports((), root=tmp_path, cwd=tmp_path)
    docs = tmp_path / "docs"
    pipeline.generate(result, docs=docs)

    def page(name: str) -> str:
        return html.unescape((docs / name / "index.md").read_text(encoding="utf-8"))

    assert "另有 1 份依法不予公开" in page("2030")
    assert "另有 1 份依法不予公开" in page("2030/shilijv")
    assert "另有 1 份依法不予公开" in page("agencies/shilijv")
    assert "应公开 3 份，已公开其中 1 份，还有 1 份没有公开；1 份依法不予公开。" in page("coverage")
    assert "报告依法不予公开" in page("projects/shilijv/xiangmu")
    assert "没有报告" not in page("projects/shilijv/xiangmu")
    assert "没有报告" not in page("2031/shilijv/xiangmu")
    assert "不予公开的报告" in page("about")
    assert WITHHELD["basis"] in page("2030/shilijv/xiangmu")
    table = (docs / "data/reports-2030.csv").read_text(encoding="utf-8-sig").splitlines()
    assert [line.split(",")[0] for line in table[1:]] == ["2030/shilijv/haode", "2030/shilijv/xiangmu"]
    assert table[2].endswith(f",/2030/shilijv/xiangmu/,不予公开,{WITHHELD['basis']}")


def test_a_withheld_year_belongs_to_the_project_that_continues_it(tmp_path: Path) -> None:
    site_of(tmp_path)
    write(tmp_path, "2028/shilijv/jiu", plain_record("项目", withheld=WITHHELD))
    write(tmp_path, "2030/shilijv/xin", plain_record("项目", continues="2028/shilijv/jiu"))
    pipeline.generate(check_reports((), root=tmp_path, cwd=tmp_path), docs=tmp_path / "docs")
    project = html.unescape((tmp_path / "docs/projects/shilijv/xin/index.md").read_text(encoding="utf-8"))
    assert "报告依法不予公开" in project
    stub = (tmp_path / "docs/2028/shilijv/jiu/index.md").read_text(encoding="utf-8")
    assert "../../../projects/shilijv/xin/" in stub


@pytest.mark.parametrize("kept", [{"disclosure": {"status": "draft"}}, {"withheld": WITHHELD}])
def test_a_site_that_publishes_nothing_yet_can_be_built(tmp_path: Path, kept: dict[str, Any]) -> None:
    checked(tmp_path, xiangmu=plain_record("项目", **kept))
    assert pipeline.build(root=tmp_path, cwd=tmp_path).published is not None


def test_the_same_side_of_an_embargo_gives_the_same_bytes(tmp_path: Path) -> None:
    site_of(tmp_path)
    waiting = plain_record("等待", disclosure={"status": "approved", "embargo": "2026-03-01T08:00"})
    checked(tmp_path, haode=plain_record("好的"), dengdai=waiting)
    digests = []
    for text in ("2000-01-01", "2026-03-01T07:59:59", "2026-03-01T08:00", "2999-12-31T23:59-08:00"):
        assert run(tmp_path, "generate", "--as-of", text).exit_code == 0
        docs = sorted(file for file in (tmp_path / "build/docs").rglob("*") if file.is_file())
        digests.append(hashlib.sha256(b"".join(str(file).encode() + file.read_bytes() for file in docs)).hexdigest())
    assert digests[0] == digests[1] != digests[2] == digests[3]


def test_what_is_held_back_is_counted_on_stderr_and_named_only_when_asked(tmp_path: Path) -> None:
    site_of(tmp_path)
    checked(
        tmp_path,
        haode=plain_record("好的"),
        caogao=plain_record("草稿", disclosure={"status": "draft"}),
        yihou=plain_record("以后", disclosure={"embargo": "2026-03-01T00:00Z"}),
        gengwan=plain_record("更晚", disclosure={"embargo": "2027-01-01"}),
    )
    told = run(tmp_path, "generate", "--as-of", "2026-01-01")
    assert (
        "held back: 1 draft, 2 under embargo (the first until 2026-03-01 08:00 China time, the last until 2027-01-01 00:00)"
        in told.stderr
    )
    assert "caogao" not in told.stderr
    assert "2030/shilijv/caogao (a draft)" in run(tmp_path, "generate", "--as-of", "2026-01-01", "-v").stderr
    later = run(tmp_path, "generate", "--as-of", "2026-06-01")
    assert "held back: 1 draft, 1 under embargo (until 2027-01-01 00:00 China time)" in later.stderr


def test_the_clock_is_read_where_no_moment_is_given(tmp_path: Path) -> None:
    site_of(tmp_path)
    record = plain_record("项目", disclosure={"embargo": f"{datetime.now(UTC).year + 1}-12-31"})
    checked(
        tmp_path, haode=plain_record("好的"), xiangmu=record, guoqu=plain_record("过去", disclosure={"embargo": "2020-01-01"})
    )
    assert run(tmp_path, "generate").exit_code == 0
    assert (tmp_path / "build/docs/2030/shilijv/guoqu").exists()
    assert not (tmp_path / "build/docs/2030/shilijv/xiangmu").exists()


@pytest.mark.parametrize("text", ["tomorrow", "2026-13-01", "2026-03-01T08:00+99:99", "", "２０２６-03-01"])
def test_a_moment_that_is_none_is_wrong_usage(tmp_path: Path, text: str) -> None:
    result = run(site_of(tmp_path), "build", "--as-of", text)
    assert result.exit_code == 2
    assert "is no moment" in result.stderr


def test_check_and_score_see_what_is_held_back(tmp_path: Path) -> None:
    site_of(tmp_path)
    checked(
        tmp_path, caogao=plain_record("草稿", disclosure={"status": "draft"}), xiangmu=plain_record("项目", withheld=WITHHELD)
    )
    scored = json.loads(CliRunner().invoke(gongkai, ["score", "--root", str(tmp_path), "--format", "json"]).stdout)
    assert [one["id"] for one in scored] == ["2030/shilijv/caogao", HERE]

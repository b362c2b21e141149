"""Reports that continue each other: an earlier one that has an error takes no later one with it."""

from pathlib import Path

import pytest

from generator.review.reports import check_reports

ROW = "title: 警务通（{year}）\nruleset: national-2020\nindicators:\n  - {{name: 数量, weight: 100, target: 2个, actual: 2个}}\n"
AGENCIES = "agencies:\n  quwo-gonganju: {name: 曲沃县公安局}\n"


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        ("titel: 甲\n", "schema-unknown-key"),
        ("evaluated: 2022-02-30\n", "schema-date"),
        ("title: [\n", "yaml-syntax"),
        ("ruleset: quwo-1921\n", "ruleset-unknown"),
        ("continues: 2018/quwo-gonganju/meiyou\n", "continues-missing"),
    ],
)
def test_of_a_chain_of_three_only_the_faulty_first_is_left_out(tmp_path: Path, fault: str, code: str):
    names = [f"content/reports/{year}/quwo-gonganju/p{year}.yaml" for year in (2019, 2020, 2021)]
    for year, name in zip((2019, 2020, 2021), names, strict=True):
        text = ROW.format(year=year)
        if year == 2019:
            text = text.replace("ruleset: national-2020\n", "") + fault if fault.startswith("ruleset") else text + fault
        else:
            text += f"continues: {year - 1}/quwo-gonganju/p{year - 1}\n"
        file = tmp_path / name
        file.parent.mkdir(parents=True)
        file.write_text(text, "utf-8")
    (tmp_path / "content" / "site.yaml").write_text("title: 示例\n", "utf-8")
    (tmp_path / "content" / "agencies.yaml").write_text(AGENCIES, "utf-8")
    checked = check_reports((), root=tmp_path, cwd=tmp_path)
    assert [(f.path, f.code) for f in checked.findings if f.severity == "error"] == [(names[0], code)]
    assert checked.left_out == (names[0],)
    assert not checked.site_is_broken
    assert [entry.path for entry in checked.publishable().entries] == names[1:]

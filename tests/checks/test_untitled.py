"""The title of a report that is withheld with its title is told where another report writes it."""

from pathlib import Path

import pytest
from checks.checking import place_of, write_site

from generator.diagnostics import Severity
from generator.gate import release
from generator.review.reports import check_reports

ROW = "indicators:\n  - {name: 次数, weight: 100, target: 5次, actual: 5次}\n"
GROUND = "basis: 保密法, reason: 国家秘密, by: 县局"
SECRET = f"title: 雷达站工程\n{ROW}withheld: {{{GROUND}, title_withheld: true}}\n"


def told(root: Path, other: str, secret: str = SECRET) -> list[tuple[str, int, int, str]]:
    files = {"reports/2021/jia/mi.yaml": secret, "reports/2021/yi/peitao.yaml": other}
    checked = check_reports((), root=write_site(root, files), cwd=root)
    found = [finding for finding in checked.findings if finding.code == "withheld-title-told"]
    assert all(finding.severity is Severity.WARNING and "雷达站" not in finding.message("zh") for finding in found)
    public = release(checked, None).findings.values()
    assert not [finding for of_one in public for finding in of_one if finding.code == "withheld-title-told"]
    return [(finding.path.rpartition("/")[2], *place_of(finding), finding.values["record"]) for finding in found]


@pytest.mark.parametrize(
    ("other", "places"),
    [
        (f"title: 配套\n{ROW}conclusion: 与雷达站 工程一并实施\n", [(4, 13)]),
        (f"title: 雷达站工程（二期）\n{ROW}", [(1, 8)]),
        (f"title: 配套\n{ROW.replace('次数', '雷达站工程次数')}problems: 等待雷达站工程\n", [(4, 11)]),
        (f"title: 配套\n{ROW.replace('次数', '雷达站工程次数')}", [(3, 12)]),
        (f"title: 配套\n{ROW}conclusion: 与雷达站一并实施\n", []),
        (f"title: 配套\n{ROW}conclusion: 与雷达站工程一并\nredactions: [{{field: conclusion, {GROUND}}}]\n", []),
        (f"title: 雷达站工程\n{ROW}withheld: {{{GROUND}, title_withheld: true}}\n", []),
    ],
)
def test_it_is_told_at_the_first_published_field_and_never_shown(tmp_path: Path, other: str, places: list[tuple[int, int]]):
    assert told(tmp_path, other) == [("peitao.yaml", *place, "2021/jia/mi") for place in places]


def test_a_short_title_or_one_that_may_be_known_is_none(tmp_path: Path):
    other = f"title: 配套\n{ROW}conclusion: 雷达站工程与维修一并实施\n"
    assert told(tmp_path / "a", other, SECRET.replace("雷达站工程", "维修")) == []
    assert told(tmp_path / "b", other, SECRET.replace(", title_withheld: true", "")) == []

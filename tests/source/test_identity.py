"""A record's path is its identity."""

import pytest

from generator.source import Fault, ReportId, is_slug


def test_a_path_becomes_an_identity_that_prints_as_its_address():
    identity = ReportId.parse("2021/quwo-gonganju/jingwutong.yaml")
    assert identity == ReportId(2021, "quwo-gonganju", "jingwutong")
    assert str(identity) == "2021/quwo-gonganju/jingwutong"


def test_identities_sort_by_year_then_agency_then_project():
    ids = [ReportId(2022, "a", "a"), ReportId(2021, "b", "a"), ReportId(2021, "a", "b"), ReportId(2021, "a", "a")]
    assert sorted(ids) == ids[::-1]


@pytest.mark.parametrize(
    ("path", "code", "part"),
    [
        ("2021/quwo/jingwutong.yml", "source-suffix", "jingwutong.yml"),
        ("2021/quwo/jingwutong.YAML", "source-suffix", "jingwutong.YAML"),
        ("2021/quwo/jingwutong", "source-suffix", "jingwutong"),
        ("2021/jingwutong.yaml", "source-place", "2021/jingwutong.yaml"),
        ("2021/quwo/a/b.yaml", "source-place", "2021/quwo/a/b.yaml"),
        ("1948/quwo/a.yaml", "source-year", "1948"),
        ("2101/quwo/a.yaml", "source-year", "2101"),
        ("２０２１/quwo/a.yaml", "source-year", "２０２１"),
        ("021/quwo/a.yaml", "source-year", "021"),
        ("2021/Quwo/a.yaml", "source-slug", "Quwo"),
        ("2021/曲沃/a.yaml", "source-slug", "曲沃"),
        ("2021/quwo/a_b.yaml", "source-slug", "a_b"),
        ("2021/quwo/a\n.yaml", "source-slug", "a\n"),
        ("2021/quwo/.yaml", "source-slug", ""),
        ("2021/quwo/<img src=x onerror=alert(1)>.yaml", "source-slug", "<img src=x onerror=alert(1)>"),
        ("2021/quwo/" + "a" * 81 + ".yaml", "source-slug", "a" * 81),
        ("", "source-suffix", ""),
    ],
)
def test_a_path_that_is_no_identity_names_the_rule_and_the_part(path: str, code: str, part: str):
    fault = ReportId.parse(path)
    assert isinstance(fault, Fault)
    assert (fault.rule.code, fault.part) == (code, part)


@pytest.mark.parametrize("path", ["1949/a/b.yaml", "2100/a/b.yaml", "2021/a-1/" + "b" * 80 + ".yaml", "2021/0/-.yaml"])
def test_the_edges_of_the_rules_are_allowed(path: str):
    assert isinstance(ReportId.parse(path), ReportId)


def test_a_slug_is_matched_in_full():
    assert is_slug("quwo-gonganju")
    assert not is_slug("quwo\n")
    assert not is_slug("quwo/..")
    assert not is_slug("")

"""A site that goes through MkDocs page by page is the one that is put together from units, byte for byte."""

from pathlib import Path

import pytest

from generator import pipeline
from generator.assembly import site as assembly
from tests.assembly.changes import Sources
from tests.assembly.test_incremental import told
from tests.test_pipeline import contents


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_both_ways_give_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str) -> None:
    sources, units, mkdocs = Sources(4), tmp_path / "units", tmp_path / "mkdocs"
    sources.site |= {"url": "https://example.org/sub/", "noindex": "false", "language": language}
    withheld = {"basis": "《条例》第十五条", "reason": "涉及商业秘密", "by": "示例局"}
    sources.records["2022/bing/lu"] = sources.record(2022) | {"continues": "2021/jia/lu"}
    sources.records["2021/bing/deng"] = sources.record(2021) | {"withheld": withheld}
    sources.others["content/pages/notes.md"] = "# 说明\n\n[某年](/sub/2021/)\n"
    sources.others["content/expected/2021.yaml"] = "- {agency: jia, project: deng, title: 灯}\n"
    for root in (units, mkdocs):
        sources.write(root)
    one = pipeline.build(root=units, cwd=units, jobs=2)
    monkeypatch.setattr(assembly, "shell_of", lambda *_, **__: None)
    other = pipeline.build(root=mkdocs, cwd=mkdocs, jobs=1)
    assert told(one) == told(other)
    for folder in ("build/docs", "build/site", "site"):
        assert sorted(contents(units / folder).items() ^ contents(mkdocs / folder).items()) == []
    assert one.published is not None and (units / "site/sitemap.xml").exists()

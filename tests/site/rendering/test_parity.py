"""The hook makes pages faster, not other: every page of the example has the same DOM without it."""

import os
import subprocess
import sys
from pathlib import Path

from generator import pipeline
from generator.assembly.site import epoch_of
from generator.review.reports import check_reports
from generator.site.rendering.engine import build_pages
from generator.site.rendering.settings import engine_settings
from tests.site.dom import normalised


def test_every_page_has_the_same_dom_without_the_hook(example: Path, tmp_path: Path) -> None:
    catalog = check_reports((), root=example, cwd=example).publishable()
    slow = tmp_path / "slow"
    settings, epoch = engine_settings(catalog), epoch_of(catalog)
    result = build_pages(example, example / pipeline.DOCS, slow, settings=settings, hook=False, epoch=epoch)
    pages = sorted(slow.rglob("*.html"))
    assert result.pages == len(pages) - 1 > 60  # 404.html is the theme's own
    for page in pages:
        fast = example / "site" / page.relative_to(slow)
        assert normalised(fast.read_text(encoding="utf-8")) == normalised(page.read_text(encoding="utf-8")), page


def test_mkdocs_alone_builds_the_site_from_the_generated_markdown(example: Path, tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "mkdocs",
        "build",
        "--quiet",
        "--config-file",
        str(example / "mkdocs.yml"),
        "--site-dir",
        str(tmp_path),
    ]
    result = subprocess.run(command, check=False, capture_output=True, text=True, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"})
    assert result.returncode == 0, result.stderr
    assert "警务通通信服务项目" in (tmp_path / "2021/quwo-gonganju/jingwutong/index.html").read_text(encoding="utf-8")

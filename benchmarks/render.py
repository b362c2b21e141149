"""The Markdown of a built site into its pages, in the full theme, and nothing else: the work that Hugo is given."""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.catalog import Catalog
from generator.model.content import read_surroundings
from generator.runtime.collector import still
from generator.site.folders.writer import Folder
from generator.site.rendering.frames import Frames
from generator.site.rendering.settings import engine_settings
from generator.site.rendering.shell import frames_of
from generator.workers.crew import crew_of

_PART = 64
"""Pages that are handed over at a time."""


@dataclass(frozen=True)
class Rendering:
    """Renders pages of a docs folder, named by their paths."""

    docs: Path
    out: Path
    frames: Frames

    def __call__(self, pages: Sequence[str]) -> None:
        folder = Folder(self.out)
        for page in pages:
            with (self.docs / page).open(encoding="utf-8", newline="") as file:
                markdown = file.read()
            address = f"/{page.removesuffix('index.md')}"
            folder.put(f"{page.removesuffix('.md')}.html", self.frames.fill(address, markdown).html)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("root", type=Path, help="the folder of a site that was built")
    parser.add_argument("out", type=Path, help="an empty folder")
    parser.add_argument("--jobs", type=int)
    chosen = parser.parse_args()
    docs = chosen.root / "build/docs"
    pages = sorted(page.relative_to(docs).as_posix() for page in docs.rglob("*.md"))
    around, _ = read_surroundings(chosen.root)
    settings = dict(engine_settings(Catalog.of(around.site, around.agencies, around.rulesets, ())))
    settings["extra"] |= {f"has_{name}": f"{name}/index.md" in pages for name in ("coverage", "withheld")}
    shell = frames_of(chosen.root, settings=settings, pages=frozenset(pages))
    parts = [pages[start : start + _PART] for start in range(0, len(pages), _PART)]
    with still():
        for _ in crew_of(chosen.jobs).each(Rendering(docs, chosen.out, shell.frames), parts):
            pass


if __name__ == "__main__":
    main()

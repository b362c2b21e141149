"""The theme's shell, cut into frames by one small run of MkDocs: see `generator.site.rendering.frames`.

MkDocs sees no page of the site, only one without text for each entry of the navigation, and one for all the others. What it
would copy besides, and the page for addresses that lead nowhere, come back as bytes.

A site whose mkdocs.yml wants more of MkDocs than that has no frames, and each of its pages goes through MkDocs. This is so where

- `theme` is not `gongkai`, or has `custom_dir` or `static_templates`;
- there are `plugins`, `hooks`, `extra_templates` or `draft_docs`, or `use_directory_urls` is false;
- there is no `nav`, or an entry without words or to a file that is not Markdown;
- `validation.links.absolute_links` is `relative_to_docs`.

Everything else (names, styles, scripts, what `extra` says) is in the frames.
"""

import hashlib
import json
import re
import secrets
import tempfile
from collections.abc import Callable, Container, Iterator, Mapping
from importlib.metadata import version
from pathlib import Path, PurePosixPath
from typing import Any, Final
from urllib.parse import urlsplit

import jinja2
import yaml
from markupsafe import Markup, escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page, _AbsoluteLinksValidationValue
from mkdocs.utils import templates

from generator.site.rendering import hook
from generator.site.rendering.engine import THEME, run_mkdocs
from generator.site.rendering.frames import Frames, Kind, Part, Shell, Slot, Way

_SHELLS: Final = ("main.html", "form.html", "compare.html")
"""The templates of pages: what `template` in a page's front matter can say."""
_WRITERS: Final = ("markdown", "mkdocs", "pyromark")
_EXTENSIONS: Final = frozenset({"attr_list", "fenced_code", "tables", "toc"})
"""Extensions that come with Python-Markdown. Others may be anybody's, and fail tomorrow."""


def frames_of(
    root: Path, *, settings: Mapping[str, object] | None = None, epoch: int | None = None, pages: Container[str]
) -> Shell | None:
    """Return the shell of `root`'s site under `settings`, which are those of `build_pages`; None where only MkDocs will do.

    `pages` are the Markdown files of the site by their path below the docs folder (`years/index.md`): the navigation shows
    those of its entries that are among them. Writes nothing that stays. Raises `EngineError`.
    """
    probe = _Probe(pages)

    def listening(config: MkDocsConfig) -> Mapping[str, object] | None:
        return {"gongkai": hook, "gongkai frames": probe} if _is_plain(config, pages) else None

    with tempfile.TemporaryDirectory(prefix="gongkai-") as scratch:
        docs = Path(scratch, "docs")
        docs.mkdir()
        warnings = run_mkdocs(root, docs, Path(scratch, "site"), settings=settings, epoch=epoch, listening=listening)
    if warnings is None:
        return None
    return Shell(Frames(probe.frames, _digest(probe.frames)), probe.files, warnings, probe.listed, probe.lasts)


def _is_plain(config: MkDocsConfig, pages: Container[str]) -> bool:
    """Tell whether the rule at the head of this module lets the site have frames."""
    theme = next((given["theme"] for given in reversed(config.user_configs) if "theme" in given), None)
    return (
        config.theme.name == THEME
        and not (isinstance(theme, Mapping) and theme.keys() & {"custom_dir", "static_templates"})
        and not (config.plugins or config.hooks or config.extra_templates or config.draft_docs)
        and config.use_directory_urls
        and config.nav is not None
        and all(_is_plain_entry(words, path, pages) for words, path in _entries(config.nav))
        and config.validation.links.absolute_links is not _AbsoluteLinksValidationValue.RELATIVE_TO_DOCS
    )


def _lasts(config: MkDocsConfig) -> bool:
    """Tell whether a plain configuration is all in its file: it inherits from no other, asks no environment, and loads nobody's module."""
    text = Path(config.config_file_path).read_bytes()
    foreign = (
        token for token in yaml.scan(text) if isinstance(token, yaml.TagToken) or getattr(token, "value", None) == "INHERIT"
    )
    return next(foreign, None) is None and _EXTENSIONS.issuperset(config.markdown_extensions)


def _is_plain_entry(words: object, path: str, pages: Container[str]) -> bool:
    address = urlsplit(path)
    return bool(address.scheme or address.netloc) or (path.endswith(".md") and (isinstance(words, str) or path not in pages))


def _entries(nav: Any, words: object = None) -> Iterator[tuple[object, str]]:
    """Yield the words and the path of each entry of a navigation, whatever sections it stands in."""
    if isinstance(nav, Mapping):
        for key, value in nav.items():
            yield from _entries(value, key)
    elif isinstance(nav, list):
        for item in nav:
            yield from _entries(item)
    else:
        yield words, nav


def _digest(frames: Mapping[Kind, tuple[Part, ...]]) -> str:
    told = [[kind, [part if isinstance(part, str) else str(part) for part in parts]] for kind, parts in frames.items()]
    versions = [(name, version(name)) for name in _WRITERS]
    return hashlib.sha256(json.dumps([versions, told], ensure_ascii=True).encode()).hexdigest()


class _Probe:
    """Listens to a run of MkDocs: gives it the pages to probe the theme with, and keeps what comes of them."""

    def __init__(self, pages: Container[str]) -> None:
        self.pages = pages
        self.listed: dict[str, bool] = {}
        self.lasts = False
        self.frames: dict[Kind, tuple[Part, ...]] = {}
        self.files: dict[str, bytes] = {}
        self.slots: list[Slot | Way] = []
        self.strings: dict[str, str] = {}
        self.secret = secrets.token_hex(16)
        self.other = f"{self.slot(Slot.ADDRESS)[:-1]}y/index.md"  # the mark of its address takes in the last stroke

    def slot(self, slot: Slot | Way) -> str:
        """Return the mark of a slot: no text of the site can hold it, and MkDocs takes it for a slug."""
        self.slots.append(slot)
        return f"x{self.secret}x{len(self.slots) - 1}x"

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Take the theme's files, and put the pages in their place."""
        self.files = {file.dest_uri: file.content_bytes for file in files}
        named = {name for _, path in _entries(config.nav) for name in (path, PurePosixPath(path).as_posix())}
        self.listed, self.lasts = {path: path in self.pages for path in sorted(named)}, _lasts(config)
        listed = (PurePosixPath(path).as_posix() for _, path in _entries(config.nav))
        paths = (self.other, *dict.fromkeys(path for path in listed if self.listed[path]))
        return Files([File.generated(config, path, content="") for path in paths])

    def on_env(self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG002 - the event's names
        """Leave slots in the place of addresses."""
        self.env = env
        env.filters["url"] = self.marked(templates.url_filter, lambda _, value: self.slot(Way(Slot.WAY, str(value))))
        env.filters["script_tag"] = self.marked(templates.script_tag_filter, self.script)

    def marked(self, stock: Callable[[Any, Any], str], mark: Callable[[Any, Any], str]) -> Callable[[Any, Any], str]:
        """Return the filter that marks in a page, and does as ever where there is none: in 404.html."""

        @jinja2.pass_context
        def filtered(context: jinja2.runtime.Context, value: Any) -> str:
            return (stock if context["page"] is None else mark)(context, value)

        return filtered

    def script(self, _context: jinja2.runtime.Context, script: Any) -> Markup:
        nowhere: Any = {"page": None, "base_url": ""}
        tag = str(templates.script_tag_filter(nowhere, script))
        way = self.slot(Way(Slot.WAY_IN_MARKUP, str(script)))
        return Markup(tag.replace(f'"{escape(str(script))}"', f'"{way}"', 1))  # noqa: S704 - MkDocs' own markup

    def on_page_context(self, context: dict[str, Any], *, page: Page, **_: object) -> None:
        """Render the page in every way a page of its kind can be, and cut what comes."""
        place = None if page.file.src_uri == self.other else page.url
        page.content = self.slot(Slot.BODY)
        title, description = self.slot(Slot.TITLE), self.slot(Slot.DESCRIPTION)
        for name in _SHELLS:
            template = self.env.get_template(name)
            for titled in (True, False) if place is None else (True,):
                for described in (True, False):
                    page.meta = {"title": title if titled else "", "description": description if described else ""}
                    self.frames[Kind(name, place, titled, described)] = self.cut(template.render(context))

    def cut(self, page: str) -> tuple[Part, ...]:
        texts = re.split(rf"x{self.secret}x(\d+)(?:x|y/)", page)
        return tuple(self.slots[int(text)] if at % 2 else self.strings.setdefault(text, text) for at, text in enumerate(texts))

    def on_post_page(self, _output: str, **_: object) -> str:
        """Leave nothing to write."""
        return ""

    def on_post_template(self, output: str, *, template_name: str, **_: object) -> str:
        """Keep a page of the theme's own, and leave nothing to write."""
        self.files[template_name] = output.encode()
        return ""

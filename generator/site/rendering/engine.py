"""Markdown → HTML: MkDocs run in-process on a site's own mkdocs.yml, its log turned into values."""

import logging
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from copy import deepcopy
from fnmatch import fnmatch
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple, cast

import jinja2
from mkdocs.commands.build import build
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.theme import Theme

from generator import language
from generator.diagnostics import Text, UnusableError
from generator.site.folders.folder import discard, mark
from generator.site.rendering import hook as fast_rendering
from generator.site.rendering.configuration import fault_of
from generator.site.rendering.settings import CONFIG

if TYPE_CHECKING:
    from mkdocs.config.base import Config
    from mkdocs.plugins import BasePlugin
    from mkdocs.structure.files import Files

THEME: Final = "gongkai"
_SITEMAP: Final = "sitemap.xml"
_FAULTS: Final = (
    MkDocsException, jinja2.TemplateError, OSError, ValueError, TypeError, AttributeError, LookupError, RecursionError,
)  # fmt: skip
"""What MkDocs raises on a wrong mkdocs.yml, where it says so and where it only stumbles: `theme: null`, `site_url: 5`."""
_ENDLESS: Final = Text(
    "设置没有尽头，请检查 INHERIT 是否指回了自己", "the settings have no end; see whether INHERIT leads back to the file itself"
)

_SEARCH: Final = ("assets/javascripts/lunr/*", "assets/javascripts/workers/search.*")
"""What Material ships for MkDocs' search: with its source maps 3 MB, for which no page of a site without it asks."""
_FRAME: Final = (
    "assets/javascripts/bundle.*",
    "assets/stylesheets/main.*",
    "assets/stylesheets/palette.*",
    "assets/images/favicon.png",
)
"""What Material's own frame asks for, 264 KB: ours doesn't."""


class EngineError(UnusableError):
    """MkDocs cannot build this site: no or a wrong mkdocs.yml, a missing theme, a template that fails."""


class EngineResult(NamedTuple):
    """What a run of MkDocs did: how many pages it wrote, and what it warned of, in its own words."""

    pages: int
    warnings: tuple[str, ...]


def build_pages(
    root: Path,
    docs: Path,
    out: Path,
    *,
    settings: Mapping[str, object] | None = None,
    hook: bool = True,
    epoch: int | None = None,
) -> EngineResult:
    """Render the Markdown of `docs` into `out`, a folder of ours, emptied first, by `root`'s mkdocs.yml under `settings`.

    `settings` are keys of mkdocs.yml (`site_name`, `site_url`, `copyright`…); None leaves the file's value, and `extra` is
    merged key by key. `hook` chooses the fast renderer. `epoch` is the time the site is built "at", seconds since 1970.
    The sitemap is left out, because MkDocs dates it today: see `generator.site.sitemap`. Raises `NotOursError` for a folder
    gongkai did not make, and `EngineError`, also where a page of `docs` did not become one of `out`.
    """
    _empty(out)
    count = _Count()
    listeners: dict[str, object] = {"gongkai": fast_rendering, "gongkai count": count} if hook else {"gongkai count": count}
    warnings = run_mkdocs(root, docs, out, settings=settings, epoch=epoch, listening=lambda _: listeners)
    _require_every_page(docs, out)
    return EngineResult(count.pages, warnings or ())


def run_mkdocs(
    root: Path,
    docs: Path,
    out: Path,
    *,
    settings: Mapping[str, object] | None,
    epoch: int | None,
    listening: Callable[[MkDocsConfig], Mapping[str, object] | None],
) -> tuple[str, ...] | None:
    """Let MkDocs build `docs` into `out` and return its warnings; the arguments are those of `build_pages`.

    `listening` sees the configuration and returns who hears the events of the run, by names of our own, in the order in which
    they hear them; or None, and nothing is built. Raises `EngineError`.
    """
    said: list[logging.LogRecord] = []
    with _environment(NO_MKDOCS_2_WARNING="1", SOURCE_DATE_EPOCH=epoch), mkdocs_log(said.append):
        try:
            config = _configured(root, docs, out, settings or {})
            config.theme.static_templates.discard(_SITEMAP)
            listeners = listening(config)
            if listeners is None:
                return None
            _pass_over_what_is_hidden(config.theme)
            for name, listener in {"gongkai theme": _Theme(), **listeners}.items():
                # MkDocs registers the modules under `hooks:` in just this way; here the site's own list stays untouched.
                config.plugins[name] = cast("BasePlugin[Config]", listener)
            config.plugins.on_startup(command="build", dirty=False)
            try:
                build(config)
            finally:
                config.plugins.on_shutdown()
        except _FAULTS as error:
            told = isinstance(error, MkDocsException | OSError) and str(error)
            reasons = [record.getMessage() for record in said if record.levelno >= logging.ERROR]
            words = "; ".join(reasons or [told or f"{type(error).__name__}: {error}"])
            reason = _ENDLESS if isinstance(error, RecursionError) else Text(words, words)
            raise EngineError(
                f"MkDocs 无法按 {CONFIG} 生成网页：{reason.zh}", f"MkDocs cannot build the pages by {CONFIG}: {reason.en}"
            ) from error
    return tuple(record.getMessage() for record in said if record.levelno >= logging.WARNING)


def _empty(out: Path) -> None:
    """Empty the folder ourselves: MkDocs asks nobody whose it is, and leaves names that begin with a dot."""
    try:
        discard(out)
        mark(out)
    except OSError as error:
        raise EngineError(f"无法写入 {out}：{error}", f"cannot write {out}: {error}") from error


def _require_every_page(docs: Path, out: Path) -> None:
    """Raise `EngineError` for a page that was left out: a setting, a plugin, or a rule of MkDocs' own took it."""
    for folder, _, names in os.walk(docs):
        place = Path(folder).relative_to(docs)
        if "index.md" in names and not (out / place / "index.html").is_file():
            page = (place / "index.md").as_posix()
            raise EngineError(f"MkDocs 没有生成 {page} 的网页", f"MkDocs left out the page {page}")


def _configured(root: Path, docs: Path, out: Path, settings: Mapping[str, object]) -> MkDocsConfig:
    """Load mkdocs.yml as MkDocs would, so that what it names relative to itself keeps its place."""
    path = root.absolute() / CONFIG
    if (fault := fault_of(path)) is not None:
        raise EngineError(*fault)
    config = MkDocsConfig(config_file_path=str(path))
    with path.open("rb") as file:
        config.load_file(file)
    given = deepcopy({key: value for key, value in settings.items() if value is not None})  # validation takes it apart
    for extra in (config["extra"], given.get("extra")):
        if not isinstance(extra, Mapping | None):
            raise EngineError(f"{path}：extra 应为键值对", f"{path}: extra must be a mapping")
    given["extra"] = {**(config["extra"] or {}), **cast("Mapping[str, object]", given.get("extra") or {})}
    config.load_dict(
        {
            **given,
            "docs_dir": str(docs.absolute()),
            "site_dir": str(out.absolute()),
            "exclude_docs": "!/templates/",  # MkDocs leaves that folder out unless told otherwise
            "strict": False,
        }
    )
    errors, warnings = config.validate()
    if not errors and config.extra.get("language"):
        config.theme["language"] = config.extra["language"]
    for key, warning in warnings:
        logging.getLogger("mkdocs").warning("%s: %s: %s", CONFIG, key, warning)
    if errors:
        faults = "; ".join(f"{key}: {error}" for key, error in errors)
        raise EngineError(f"{path} 有误：{faults}", f"{path} is not valid: {faults}")
    return config


def _pass_over_what_is_hidden(theme: Theme) -> None:
    """Let MkDocs not walk the 10,000 icons of Material, whose folder begins with a dot, only to leave them out."""
    stock = theme.get_env

    def get_env() -> jinja2.Environment:
        env = stock()
        env.loader = _Visible(theme.dirs)
        return env

    theme.get_env = get_env  # type: ignore[method-assign]  # shadows the method on the theme of this one run


class _Visible(jinja2.FileSystemLoader):
    """Loads every template of a theme, and lists those that MkDocs wouldn't leave out for their name."""

    def list_templates(self) -> list[str]:
        found = set[str]()
        for searched in self.searchpath:
            for folder, folders, names in os.walk(searched):
                folders[:] = [name for name in folders if not name.startswith(".")]
                found.update(Path(folder, name).relative_to(searched).as_posix() for name in names)
        return sorted(found)


class _Theme:
    """Listens to a run of MkDocs: gives the theme its words, and keeps out what no page needs of it."""

    def on_files(self, files: "Files", *, config: MkDocsConfig) -> None:
        """Drop files of the theme: unused ones, and the sitemap's template, which MkDocs would now copy as it is."""
        searches = any(name.split("/")[-1] == "search" for name in config.plugins)
        unused = (_SITEMAP, "*.map", *(() if searches else _SEARCH), *(_FRAME if config.theme.name == THEME else ()))
        for file in list(files):
            if file.src_dir != config.docs_dir and any(fnmatch(file.src_uri, pattern) for pattern in unused):
                files.remove(file)

    def on_env(self, env: jinja2.Environment, *, config: MkDocsConfig, files: "Files") -> None:  # noqa: ARG002 - the event's names
        """Let the shell speak the site's language: `_` of its templates asks our catalogue."""
        spoken = language.tongue(config.extra.get("language") or language.SOURCE)
        env.install_gettext_translations(spoken.catalogue)  # type: ignore[attr-defined]  # of jinja2.ext.i18n


class _Count:
    """Counts the pages of a run by the last event of each."""

    def __init__(self) -> None:
        self.pages = 0

    def on_post_page(self, _output: str, **_context: object) -> None:
        """Count it."""
        self.pages += 1


class _Sink(logging.Handler):
    def __init__(self, sink: Callable[[logging.LogRecord], object]) -> None:
        super().__init__()
        self.sink = sink

    def emit(self, record: logging.LogRecord) -> None:
        self.sink(record)


@contextmanager
def mkdocs_log(sink: Callable[[logging.LogRecord], object]) -> Iterator[None]:
    """Hand what MkDocs logs meanwhile to `sink` instead of the terminal."""
    logger = logging.getLogger("mkdocs")
    handler = _Sink(sink)
    propagate, logger.propagate = logger.propagate, False
    logger.addHandler(handler)
    try:
        yield
    finally:
        logger.removeHandler(handler)
        logger.propagate = propagate


@contextmanager
def _environment(**variables: object) -> Iterator[None]:
    """Set environment variables for the duration; None leaves one alone."""
    before = {name: os.environ.get(name) for name in variables}
    os.environ.update({name: str(value) for name, value in variables.items() if value is not None})
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value

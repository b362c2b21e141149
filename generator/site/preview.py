"""The site on localhost, live: a change of a watched file makes the pages anew and reloads the browser."""

import base64
import hashlib
import logging
import tempfile
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

from mkdocs.livereload import LiveReloadServer

from generator.diagnostics import Text, UnusableError
from generator.site.rendering.engine import EngineError, mkdocs_log
from generator.site.rendering.settings import CONFIG
from generator.site.watching import Watcher

_PAUSE: Final = 0.05
"""Seconds without another change after which pages are made: an editor writes a file in several steps, and what comes later is found later."""


def _nothing(_said: object) -> None:
    """Say nothing."""


def serve(
    root: Path,
    watch: Iterable[Path],
    make: Callable[[str], Path | None],
    *,
    host: str = "127.0.0.1",
    port: int = 8000,
    base: str = "/",
    announce: Callable[[str], object] = _nothing,
    report: Callable[[Text], object] = _nothing,
    idle: Callable[[], object] = lambda: None,
) -> None:
    """Serve the site until Ctrl-C. Raises `EngineError` if the address can't be listened on.

    At first, when no thread is at work yet, and after each change `make` makes the site for its address here and returns the folder
    that holds it, whole at any time; where it returns None (it has reported why) the pages stay as they last were. So they do when it raises: that goes
    to `report`, as do MkDocs' warnings. mkdocs.yml is watched besides `watch`; what doesn't exist is not. `base` is the path
    the site will have, and has here. `announce` gets the address once it answers. `idle` is called before that,
    and while nobody waits for a change.

    `mkdocs.commands.serve.serve` does not fit: it offers no step before a build, builds in place, and after a failed build
    answers no request any more. Its server does.
    """
    with tempfile.TemporaryDirectory(prefix="gongkai-") as empty, mkdocs_log(_warnings(report)):

        def rebuild() -> None:
            server.rests.clear()
            try:
                made = make(server.url)
            except UnusableError as error:
                report(error.text)
            except Exception as error:  # noqa: BLE001  # a live preview outlives the fault its user is about to mend
                report(_same(f"{type(error).__name__}: {error}"))
            else:
                server.root = server.root if made is None else str(made)
            finally:
                server.rests.set()

        server = _Server(rebuild, host, port, empty, base, announce, idle)
        server.error_handler = lambda code: _page(Path(server.root, f"{code}.html"))
        for path in (root / CONFIG, *watch):
            if path.exists():
                server.watch(str(path))
        try:
            rebuild()
            idle()
            server.serve()  # type: ignore[no-untyped-call]  # MkDocs leaves its parameter untyped
        except KeyboardInterrupt:
            pass
        except OSError as error:
            raise EngineError(f"无法在 {host}:{port} 上提供预览：{error}", f"cannot listen on {host}:{port}: {error}") from error
        finally:
            server.shutdown()


class _Server(LiveReloadServer):
    """MkDocs' server, which also says when it answers, and whose own script a page's policy lets run."""

    def __init__(
        self,
        builder: Callable[[], None],
        host: str,
        port: int,
        folder: str,
        mount: str,
        announce: Callable[[str], object],
        idle: Callable[[], object],
    ) -> None:
        super().__init__(builder, host, port, folder, mount)
        self.announce = announce
        self.build_delay = _PAUSE
        self.rests = threading.Event()
        self.observer = Watcher(self.rests, idle)  # type: ignore[assignment]  # which has all that is asked of one

    def server_activate(self) -> None:
        super().server_activate()
        self.announce(self.url)

    def _inject_js_into_html(self, content: bytes, epoch: float) -> bytes:
        """Add the script that reloads the page, and its hash to the Content-Security-Policy, which knows no inline script."""
        page: bytes = super()._inject_js_into_html(content, epoch)  # type: ignore[no-untyped-call]  # MkDocs leaves it untyped
        script = page.rpartition(b"<script>")[2].partition(b"</script>")[0]
        digest = base64.b64encode(hashlib.sha256(script).digest())
        return page.replace(b"; script-src 'self'", b"; script-src 'self' 'sha256-" + digest + b"'", 1)


def _warnings(report: Callable[[Text], object]) -> Callable[[logging.LogRecord], None]:
    def sink(record: logging.LogRecord) -> None:
        if record.levelno >= logging.WARNING and record.name != "mkdocs.livereload":  # which warns of every 404
            report(_same(record.getMessage()))

    return sink


def _same(message: str) -> Text:
    return Text(message, message)


def _page(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None

"""What every test may ask for: the repository, and the example site built and served once a run."""

import shutil
import signal
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from hypothesis import settings

from generator import pipeline

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # started in the background by a shell: what tests start inherits it,
    signal.signal(signal.SIGINT, signal.default_int_handler)  # and `serve` would never end on the Ctrl-C it is sent

settings.register_profile("gongkai", deadline=None)  # a busy machine is no fault of the code
settings.load_profile("gongkai")

REPOSITORY = Path(__file__).resolve().parent.parent


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="rewrite the golden pages; review the difference like code")


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep the key of what is kept between runs away from the developer's own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="session")
def repository() -> Path:
    return REPOSITORY


def copy_site(into: Path) -> Path:
    """Copy the example's sources into a folder of its own."""
    shutil.copytree(REPOSITORY / "content", into / "content")
    shutil.copy(REPOSITORY / "mkdocs.yml", into / "mkdocs.yml")
    return into


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """The example's sources, to be changed by one test."""
    return copy_site(tmp_path / "sources")


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example site, built: its root folder with content/, build/ and site/."""
    root = copy_site(tmp_path_factory.mktemp("example"))
    built = pipeline.build(root=root, cwd=root)
    assert built.published is not None, [finding.message("en") for finding in (*built.checked.findings, *built.links)]
    return root


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that closes early is no fault."""


def serve_folder(folder: Path) -> Iterator[str]:
    """Serve a folder on a free port of localhost; yields the address without a slash at its end."""
    server = _Server(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture(scope="session")
def address(example: Path) -> Iterator[str]:
    """Where the example site is served."""
    yield from serve_folder(example / "site")

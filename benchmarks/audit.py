"""Lighthouse and the W3C's checker over the finished site: the goals of issue 3, measured; exit status 1 where one is missed.

Needs node with npx, Java and Chromium; both tools come from npm at the versions below.
"""

import argparse
import gzip
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Final

import yaml

from generator import pipeline
from generator.demo import write_demo

ROOT: Final = Path(__file__).resolve().parent.parent
LIGHTHOUSE: Final = "lighthouse@13.5.0"
CHECKER: Final = "vnu-jar@26.9.27"

PROJECTS: Final = 500
YEAR: Final = 2021
SEED: Final = 1

SCORE: Final = 95
BLOCKING: Final = 200
WEIGHT: Final = 300 * 1024
CATEGORIES: Final = ("performance", "accessibility", "best-practices", "seo")

CHROMIUM: Final = (
    "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync"
)
COMPRESSED: Final = frozenset({".html", ".css", ".js", ".json", ".svg", ".xml", ".atom", ".csv", ".txt"})


class Site(SimpleHTTPRequestHandler):
    """A plain static host, which compresses as such hosts do and lets browsers keep what a page is made of."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        if path.is_dir():
            path /= "index.html"
        found = path.is_file()
        if not found:
            path = Path(self.directory, "404.html")
        body = squeezed(path) if path.suffix in COMPRESSED else path.read_bytes()
        self.send_response(200 if found else 404)
        kind = self.guess_type(str(path))
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if kind.startswith("text/") else kind)
        if path.suffix in COMPRESSED:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-cache" if path.suffix == ".html" else "max-age=31536000")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


class Host(ThreadingHTTPServer):
    """The site's host on a free port, which can be known before there is a site."""

    daemon_threads = True

    def __init__(self) -> None:
        self.folder = Path()
        super().__init__(("127.0.0.1", 0), Site)

    def finish_request(self, request: Any, client_address: Any) -> None:
        Site(request, client_address, self, directory=str(self.folder))

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that closes early is no fault."""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


@cache
def squeezed(path: Path) -> bytes:
    return gzip.compress(path.read_bytes(), 6, mtime=0)


@contextmanager
def hosted() -> Iterator[Host]:
    host = Host()
    thread = threading.Thread(target=host.serve_forever, daemon=True)
    thread.start()
    try:
        yield host
    finally:
        host.shutdown()
        host.server_close()
        thread.join()


def demonstration(root: Path, host: Host) -> None:
    """Build a year of projects as a site that is meant to be found, at the address where it is served."""
    write_demo(root, projects=PROJECTS, years=range(YEAR, YEAR + 1), seed=SEED)
    build(root, host, noindex=False)


def example(root: Path, host: Host) -> None:
    """Build the example of this repository."""
    shutil.copytree(ROOT / "content", root / "content")
    shutil.copy(ROOT / "mkdocs.yml", root)
    build(root, host)


def build(root: Path, host: Host, **settings: object) -> None:
    file = root / "content/site.yaml"
    given = yaml.safe_load(file.read_text(encoding="utf-8")) | {"url": f"{host.url}/", **settings}
    file.write_text(yaml.safe_dump(given, allow_unicode=True), encoding="utf-8")
    built = pipeline.build(root=root, cwd=root)
    if built.published is None:
        sys.exit("\n".join(finding.message("en") for finding in (*built.checked.findings, *built.links)))
    host.folder = root / "site"


@dataclass(frozen=True)
class Measured:
    """What Lighthouse says of a page: scores of 100, blocking time in ms, bytes that came over the wire, what lost points."""

    name: str
    scores: dict[str, int]
    blocking: float
    weight: int
    lost: tuple[str, ...]

    def missed(self) -> Iterator[str]:
        for category, score in self.scores.items():
            if score < SCORE:
                yield f"{self.name}: {category} {score} < {SCORE}"
        if self.name == "year" and self.weight > WEIGHT:
            yield f"{self.name}: {self.weight} bytes > {WEIGHT}"
        if self.name == "year" and self.blocking >= BLOCKING:
            yield f"{self.name}: {self.blocking:.0f} ms of blocking >= {BLOCKING}"


def lighthouse(name: str, url: str, folder: Path) -> Measured:
    """Run Lighthouse as it comes: a phone of the middle range on a slow line."""
    out = folder / f"{name}.json"
    command = ["npx", "--yes", LIGHTHOUSE, url, "--quiet", "--output=json", f"--output-path={out}", f"--chrome-flags={CHROMIUM}"]
    chromium = os.environ.get("CHROME_PATH") or shutil.which("chromium") or ""
    environment = {**os.environ, "CHROME_PATH": chromium, "npm_config_loglevel": "error"}
    subprocess.run([*command, f"--only-categories={','.join(CATEGORIES)}"], check=True, env=environment)
    said = json.loads(out.read_text(encoding="utf-8"))
    audits = said["audits"]
    requests = audits["network-requests"]["details"]["items"]
    lost = tuple(
        f"{category}: {reference['id']} ({audits[reference['id']]['score']:g})"
        for category in CATEGORIES
        for reference in said["categories"][category]["auditRefs"]
        if reference["weight"] and (audits[reference["id"]]["score"] or 0) < 1 and audits[reference["id"]]["score"] is not None
    )
    return Measured(
        name,
        {category: round(100 * said["categories"][category]["score"]) for category in CATEGORIES},
        audits["total-blocking-time"]["numericValue"],
        sum(request.get("transferSize", 0) for request in requests),
        lost,
    )


def of_several(name: str, url: str, folder: Path, runs: int) -> Measured:
    """Return the run in the middle by its performance, then by its blocking: other work on the machine disturbs single runs."""
    found = sorted(
        (lighthouse(name, url, folder) for _ in range(runs)), key=lambda run: (run.scores["performance"], -run.blocking)
    )
    return found[len(found) // 2]


def messages(folder: Path) -> list[dict[str, Any]]:
    """Return what the W3C's checker says of every page in a folder.

    What it says of the policy is left out: it asks no host of this machine, and the style sheet of a page opened as a file is
    of another origin; and it takes the data of a page for a script. The browser tests see what the policy does.
    """
    command = ["npx", "--yes", CHECKER, "--format", "json", "--exit-zero-always", "--stdout", "--skip-non-html", str(folder)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    said = json.loads(done.stdout)["messages"]
    return [message for message in said if "violates Content Security Policy" not in message["message"]]


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=("lighthouse", "html"), help="one of the two")
    parser.add_argument("--runs", type=int, default=3, help="how often Lighthouse looks at each page; the middle run counts")
    given = parser.parse_args(arguments)
    only = given.only
    missed: list[str] = []
    with tempfile.TemporaryDirectory(prefix="gongkai-audit-") as scratch, hosted() as host:
        if only != "html":
            folder = Path(scratch, "demonstration")
            demonstration(folder, host)
            report = next((folder / f"site/{YEAR}").glob("*/*/index.html")).parent.relative_to(folder / "site")
            print(f"{'page':<8}{'perf.':>7}{'access.':>9}{'practice':>10}{'SEO':>5}{'blocking':>10}{'on the wire':>13}")
            for name, path in (("home", ""), ("year", f"{YEAR}/"), ("report", f"{report.as_posix()}/")):
                page = of_several(name, f"{host.url}/{path}", Path(scratch), given.runs)
                perf, access, practice, seo = page.scores.values()
                line = (
                    f"{name:<8}{perf:>7}{access:>9}{practice:>10}{seo:>5}{page.blocking:>7.0f} ms{page.weight / 1024:>10.1f} KB"
                )
                print(line, *(f"    {lost}" for lost in page.lost), sep="\n", flush=True)
                missed += page.missed()
        if only != "lighthouse":
            squeezed.cache_clear()
            example(Path(scratch, "example"), host)
            said = messages(host.folder)
            errors = Counter(message["message"] for message in said if message["type"] != "info")
            warnings = Counter(message["message"] for message in said if message["type"] == "info")
            pages = len(list(host.folder.rglob("*.html")))
            print(f"HTML: {pages} pages, {errors.total()} errors, {warnings.total()} warnings")
            for text, count in errors.most_common():
                first = next(message for message in said if message["message"] == text)
                missed.append(
                    f"{count} times, first in {first['url'].rpartition('/site/')[2]}:{first.get('lastLine', '?')}: {text}"
                )
            for text, count in warnings.most_common():
                print(f"    {count} times: {text}")
    for line in missed:
        print(f"MISSED {line}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())

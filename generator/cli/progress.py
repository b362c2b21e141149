"""How far a long run is: one line on the terminal, written over and over, and gone when the run is."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final, TextIO

from generator.cli.options import Voice
from generator.diagnostics import Text
from generator.runtime.stopwatch import Told, nobody

_PAUSE: Final = 0.1
"""Seconds between two writings: a terminal may be far away."""
_CLEAR: Final = "\r\x1b[K"

_CHECKING: Final = Text("检查报告", "checking reports")
_MAKING: Final = Text("生成页面", "making pages")
_LINKING: Final = Text("核对链接", "checking links")
_STEPS: Final = {
    "check": _CHECKING,
    "read": _CHECKING,
    "between": Text("对照历年", "comparing years"),
    "frames": _MAKING,
    "pages": _MAKING,
    "search": Text("编制检索", "indexing"),
    "sitemap": _LINKING,
    "links": _LINKING,
    "publish": Text("公开", "publishing"),
    "upload": Text("上传", "uploading"),
}
"""What people call the stages of a build, and the steps that are counted."""


@contextmanager
def progress(voice: Voice, stream: TextIO | None = None) -> Iterator[Told]:
    """Show on stderr how far a run is, where that is a terminal and somebody wants to hear of it."""
    stream = stream or sys.stderr
    if voice.quiet or not stream.isatty() or os.environ.get("TERM") == "dumb":
        yield nobody
        return
    line = _Line(voice, stream)
    try:
        yield line.show
    finally:
        line.clear()


class _Line:
    def __init__(self, voice: Voice, stream: TextIO) -> None:
        self._voice = voice
        self._stream = stream
        self._step = ""
        self._written = float("-inf")

    def show(self, step: str, done: int, of: int) -> None:
        now = time.monotonic()
        if step == self._step and now < self._written + _PAUSE:
            return
        share = f" {100 * done // of} %" if of else " …"
        self._stream.write(f"{_CLEAR}{_STEPS[step].in_(self._voice.lang)}{share}")
        self._stream.flush()
        self._step, self._written = step, now

    def clear(self) -> None:
        self._stream.write(_CLEAR)
        self._stream.flush()
